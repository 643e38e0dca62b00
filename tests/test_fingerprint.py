"""The same mistake has the same fingerprint, wherever it stands; another mistake has another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.forms import forms
from pfglint.finding import Finding
from pfglint.fingerprint import fingerprint, plain
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.rule.pack import load_builtin
from pfglint.rule.run import Checker

from .conftest import WRONG, form


def findings(text: str, path: str = "表.txt") -> list[Finding]:
    checker = Checker(load_builtin(), path)
    return [
        finding
        for item in forms_of_bytes(text.encode(), path)
        for finding in (checker.form(item) if isinstance(item, Form) else checker.facts([item]))
    ]


ACROSS = {rule.name for rule in load_builtin() if rule.group is not None and rule.group.within != "form"}
"""The rules that look at forms beside each other: what they say of one follows from the others."""


def fingerprints(text: str, path: str = "表.txt") -> Counter[str]:
    return Counter(fingerprint(one) for one in findings(text, path) if one.name not in ACROSS)


def of(name: str, text: str) -> str:
    (found,) = (fingerprint(finding) for finding in findings(text) if finding.name == name)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("≥ 90.00％", ">=90%"),
        ("≧1,000.50（元）", "≥1000.5(元)"),
        ("“标准”　化", '"标准"化'),
        ("A类\u200b培训", "a类 培训"),
        ("10.0", "10"),
    ],
)
def test_spelling_makes_no_difference(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("≥90%", "≤90%"), ("10.5", "105"), ("100", "10"), ("1,00", "100"), ("1.10.0", "1.1"), ("甲", "乙")],
)
def test_meaning_does(one: str, other: str) -> None:
    assert plain(one) != plain(other)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_forms_may_change_places_files_and_names(seed: int) -> None:
    some = [one.text for one in forms(6, seed, defective=1.0)]
    before = fingerprints("".join(some))
    Random(seed).shuffle(some)
    assert fingerprints("说明\n\n" + "\n".join(some), "改名.txt") == before
    apart = sum((fingerprints(one) for one in some), Counter[str]())
    assert apart == before


def test_lines_beside_it_may_be_edited() -> None:
    wrong = form(**WRONG)
    edited = wrong.replace("35.00(元/册)", "38.00(元/册)").replace("临江区图书馆", "临江区第一图书馆")
    edited = edited.replace("2025 年度", "2026 年度").replace("图书验收合格率\t=", "图书验收率\t≥")
    assert of("percent-on-count", edited) == of("percent-on-count", wrong)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("乡镇图书室购书经费", "乡镇图书室维修经费"),
        ("购置图书数量", "添置图书数量"),
        ("=100.00(%)\t\n\t\t质量", "=90.00(%)\t\n\t\t质量"),
    ],
)
def test_another_project_indicator_or_value_is_another_finding(old: str, new: str) -> None:
    wrong = form(**WRONG)
    assert old in wrong
    assert of("percent-on-count", wrong.replace(old, new)) != of("percent-on-count", wrong)


def test_numbering_of_the_name_makes_no_difference() -> None:
    wrong = form(**WRONG)
    numbered = wrong.replace("购置图书数量", "指标1：购置 图书数量")
    assert of("percent-on-count", numbered) == of("percent-on-count", wrong)


def test_fields_of_one_form_are_told_apart() -> None:
    blank = form().replace("临江区图书馆", "").replace("2025-01-01", "")
    missing = [fingerprint(one) for one in findings(blank) if one.name == "missing-field"]
    assert len(missing) == len(set(missing)) >= 2


PROMISES = (
    "为 18 个乡镇图书室购置图书 15000 册，图书验收合格率达到 90%，读者满意度达到 80%以上。",
    "为 18 个乡镇图书室购置图书 15000 册，图书验收合格率达到 90%，读者满意度达到 95%以上。",
)
GOAL = "为 18 个乡镇图书室购置图书 12000 册，图书验收合格率达到 100%，读者满意度达到 90%以上。"


def test_promises_of_one_goal_are_told_apart() -> None:
    one, other = (
        [
            fingerprint(found)
            for found in findings(form().replace(GOAL, goal))
            if found.name == "goal-conflict"
        ]
        for goal in PROMISES
    )
    assert len(one) == len(set(one)) == 3
    assert len(set(one) & set(other)) == 2


def test_a_finding_about_a_promise_names_the_indicator_that_carries_it() -> None:
    found = [one for one in findings(form().replace(GOAL, PROMISES[0])) if one.name == "goal-conflict"]
    assert [one.indicator for one in found] == ["购置图书数量", "图书验收合格率", "读者满意度"]


def test_what_is_noticed_of_a_file_outlives_its_name() -> None:
    strange = "财政项目支出绩效目标申报表\n\n\n"
    assert fingerprints(strange, "甲.txt") == fingerprints(strange, "乙.txt") != Counter()


def test_a_file_without_forms_is_known_by_its_name() -> None:
    (one,) = fingerprints("说明\n", "甲/说明.txt")
    assert fingerprints("别的说明\n", "乙/说明.txt") == {one: 1}
    assert fingerprints("说明\n", "甲/通知.txt") != {one: 1}


def test_a_finding_knows_its_department_and_whose_form_it_is() -> None:
    (found,) = (one for one in findings(form(**WRONG)) if one.name == "percent-on-count")
    assert (found.department, found.origin) == ("临江区文化和旅游局", "临江区图书馆 2025")


def shared(texts: Sequence[str], rule: str) -> Counter[str]:
    text = "\n".join(texts)
    checker = Checker(load_builtin(), "表.txt")
    told = [
        one for item in forms_of_bytes(text.encode()) if isinstance(item, Form) for one in checker.form(item)
    ]
    told.extend(checker.finish())
    return Counter(fingerprint(one) for one in told if one.name == rule)


NAMES = ("河道保洁", "老年食堂补助", "乡镇图书室购书经费")


@pytest.mark.parametrize(
    ("texts", "rule"),
    [
        ([form(project=name) for name in NAMES], "copied-goal"),
        ([form(project=name) for name in NAMES], "copied-indicators"),
        ([form(quantity=f"={count}.00(册)") for count in (12000, 13000, 14000)], "duplicate-project"),
        (
            [
                form(project=name)
                .replace("。\t", f"，{more}。\t")
                .replace("购置图书 12000", f"购置图书 {count}")
                for name, more, count in (("河道保洁", "全年开放", 12000), ("食堂补助", "全年都开放", 12000))
            ],
            "copied-goal",
        ),
    ],
)
def test_of_forms_that_have_something_in_common_the_order_makes_no_difference(
    texts: list[str], rule: str
) -> None:
    before, *others = (shared(order, rule) for order in permutations(texts))
    assert before.total() == len(texts) - 1
    assert all(one == before for one in others)


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        (
            ["\t\t质量指标\t设备 完好率\t≥95(%)\t", "\t\t质量指标\t设备完好率\t≥95.00(%)\t"],
            "duplicate-indicator",
        ),
        (
            [f"\t\t质量指标\t设备完好率\t≥{value}(%)\t" for value in (93, 95, 97)],
            "conflicting-indicator",
        ),
    ],
)
def test_of_rows_that_have_something_in_common_the_order_makes_no_difference(
    rows: list[str], rule: str
) -> None:
    after = "图书验收合格率\t=100.00(%)\t\n"
    before, *others = (
        shared([form().replace(after, after + "\n".join(order) + "\n")], rule) for order in permutations(rows)
    )
    assert before.total() == len(rows) - 1
    assert all(one == before for one in others)


def test_of_several_groups_each_has_its_own() -> None:
    twice = "".join(f"\t\t质量指标\t{name}\t≥95(%)\t\n" * 2 for name in ("设备完好率", "资料完整率"))
    after = "图书验收合格率\t=100.00(%)\t\n"
    one = form().replace(after, after + twice)
    other = form(project=NAMES[0]).replace(after, after + twice)
    assert len(shared([one, other], "duplicate-indicator")) == 4
