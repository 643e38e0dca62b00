"""What of files a condition holds for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pfglint.query import COLUMNS, Query, answer, answers, tree_of
from pfglint.rule.fields import SUBJECTS, resolve
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load_builtin
from pfglint.rule.problem import DataError, snippet
from pfglint.source.limits import Limits

from .conftest import form

RULES = load_builtin()


def rules_of(path: str) -> RuleSet:
    return RULES


def names(path: Path, text: str, kind: str = "indicator", *, unknown: bool = False) -> list[object]:
    """The first column but the levels' of what is found."""
    tree = tree_of(text, kind, [RULES])
    query = Query(kind, tree, COLUMNS[kind], None if unknown else True)
    found = answer(str(path), query, RULES).found
    return [one.values[2 if kind == "indicator" else 0] for one in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_text(form() + "\n" + form(project="农家书屋补助", quantity="若干"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("value > 3(册)", "indicator", ["购置图书数量"]),
        ("unit is money", "indicator", []),
        ("unit is carrying money", "indicator", ["图书采购单价", "图书采购单价"]),
        ("name ends with 计数词尾", "indicator", ["购置图书数量", "购置图书数量"]),
        ("number > 最多指标数 and unit = “册”", "indicator", ["购置图书数量"]),
        ('project contains "农家"', "form", [2025]),
        ("funding.annual_total > 40(万元)", "form", [2025, 2025]),
        ('key = "annual_total"', "field", ["年度资金申请总额", "年度资金申请总额"]),
        ('key = "value" and text = "若干"', "cell", ["value"]),
        ("value >= 12000(册)", "promise", ["乡镇图书室购置图书", "乡镇图书室购置图书"]),
    ],
)
def test_what_a_condition_holds_for(file: Path, text: str, kind: str, found: list[object]) -> None:
    assert names(file, text, kind) == found


def test_what_it_is_unknown_for(file: Path) -> None:
    assert names(file, "number > 0", unknown=True) == ["图书上架完成时间", "购置图书数量", "图书上架完成时间"]


def test_facts_of_files_without_forms_can_be_asked_for(tmp_path: Path) -> None:
    assert names(tmp_path / "没有.txt", 'kind = "unreadable"', "fact") == ["unreadable"]


def test_what_is_found_has_its_place(file: Path) -> None:
    tree = tree_of("value is missing or value > 3(册)", "indicator", [RULES])
    file.write_text(form() + "\n" + form(quantity=""), encoding="utf-8")
    answered = answer(str(file), Query("indicator", tree, ("number",)), RULES)
    assert [(one.form, one.project, one.place and one.place.line, one.values) for one in answered.found] == [
        (1, "乡镇图书室购书经费", 14, (12000,)),
        (2, "乡镇图书室购书经费", 33, (None,)),
    ]
    assert answered.forms == 2
    assert answered.truths == Counter({True: 2, None: 10})


def test_each_form_is_asked_under_the_profile_that_it_follows(tmp_path: Path) -> None:
    from pfglint.config import Configs, Given

    path = tmp_path / "表.txt"
    path.write_text(form(), encoding="utf-8")
    found = []
    for profile in ("national", "shanghai-2025"):
        rules = Configs(Given(isolated=True, profile=profile)).rules(str(path))
        tree = tree_of("资金单位 = “元”", "form", [rules])
        found.append(len(answer(str(path), Query("form", tree), rules).found))
    assert found == [0, 1]


def test_processes_change_no_answer(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一张.txt"
    other.write_text(form(quantity="≥3(册)"), encoding="utf-8")
    files = [str(file), str(other), str(tmp_path / "没有.txt")]
    query = Query(
        "indicator", tree_of("number > 1", "indicator", [RULES]), ("name", "value", "unit", "quantity")
    )
    alone = list(answers(files, query, rules_of, Limits()))
    assert list(answers(files, query, rules_of, Limits(), jobs=2)) == alone
    assert [one.unreadable for one in alone] == [False, False, True]


def test_every_column_is_a_field_of_its_kind() -> None:
    assert COLUMNS.keys() == SUBJECTS.keys() - {"pair", "indicator-pair"}, (
        "two years are compared, not queried"
    )
    for kind, columns in COLUMNS.items():
        assert all(resolve(kind, name) for name in columns)


WRONG = {
    "nmae contains “率”": """\
CONDITION:1:1: unknown field “nmae”; did you mean “name”?
1 | nmae contains “率”
  | ^~~~""",
    "number > 3 and\nvalue > 3(元) +": """\
CONDITION:2:15: the condition ends too early: something must follow “+”
2 | value > 3(元) +
  |                ^""",
    "number + 1": """\
CONDITION:1:1: a condition must be true or false; this is a number
1 | number + 1
  | ^~~~~~~~~~""",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_condition_is_shown_with_the_place(text: str) -> None:
    with pytest.raises(DataError) as caught:
        tree_of(text, "indicator", [RULES])
    assert "\n".join(snippet(one, "en") for one in caught.value.problems) == WRONG[text]
