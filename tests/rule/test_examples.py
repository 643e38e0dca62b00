"""Examples written out as forms, and run."""

from __future__ import annotations

import pytest

from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import ExampleError, file_of, outcomes, read_example
from pfglint.rule.model import Examples, Pack, Plain, RuleSet
from pfglint.rule.pack import read_builtin
from pfglint.rule.problem import Said
from pfglint.source.document import Fact
from tests.rule.build import rules


def only_form(example: Plain) -> Form:
    (form,) = [item for item in forms_of_bytes(file_of(example)) if isinstance(item, Form)]
    return form


def test_the_form_of_an_example_is_read_as_it_was_meant() -> None:
    form = only_form("数量指标 | 评审项目完成数 | =100.00(%)")
    assert [(item.level1, item.level2, item.label) for item in form.indicators if "评审" in item.label] == [
        ("产出指标", "数量指标", "评审项目完成数")
    ]
    assert len(form.indicators) == 8
    assert form.facts == ()
    assert form.unread == ()


def test_what_an_example_gives() -> None:
    form = only_form(
        {
            "funding": {"annual_total": "100", "unit": "万元"},
            "fields": {"project": None},
            "goal": "目标",
            "year": "2024",
        }
    )
    assert (form.funding.unit, form.funding.amounts["annual_total"].number) == ("万元", 100)
    assert form.project is None
    assert form.year == 2024
    assert form.annual_goal is not None
    assert form.annual_goal.text == "目标"
    assert form.fields["start"].text == "2024-01-01"


def test_a_level_can_be_wrong() -> None:
    form = only_form("产出指标 | 社会效益指标 | 群众便利程度 | 提高")
    assert ("产出指标", "社会效益指标") in [(item.level1, item.level2) for item in form.indicators]
    assert form.facts == ()


def test_indicators_replace_all() -> None:
    assert (
        len(
            only_form(
                {"indicators": ["数量指标 | 培训人次 | ≥9(人次)", "质量指标 | 合格率 | ≥9(%)"]}
            ).indicators
        )
        == 2
    )


def test_several_forms_and_whole_files() -> None:
    forms = list(forms_of_bytes(file_of({"forms": [{}, {"fields": {"project": "另一个专项"}}]})))
    assert [item.project for item in forms if isinstance(item, Form)] == ["示范培训专项", "另一个专项"]
    assert file_of({"text": "没有表"}) == "没有表".encode()
    assert file_of({"bytes": "ff fe"}) == b"\xff\xfe"


@pytest.mark.parametrize(
    ("example", "said"),
    [
        ("培训人次", "should be"),
        ("别的指标 | 培训人次 | 3", "unknown second level “别的指标”"),
        ({"fundings": {}}, "unknown key “fundings”; did you mean “funding”"),
        ({"funding": {"total": "1"}}, "in funding: unknown key “total”"),
        ({"funding": "1"}, "must be a mapping"),
        ({"bytes": "xyz"}, "bytes: "),
        ({"goal": ["a"]}, "a text is wanted"),
        ({"add": "a"}, "a list is wanted"),
        (None, "a text or a mapping"),
    ],
)
def test_examples_that_say_nothing(example: Plain, said: str) -> None:
    with pytest.raises(ExampleError, match=said):
        file_of(example)


def test_outcomes() -> None:
    found = rules("when: name ends with “人次”\nrequire: unit is not ratio")
    (rule,) = found

    examples = Examples(
        fail=("数量指标 | 培训人次 | ≥95(%)", "数量指标 | 培训人次 | ≥95(人次)"),
        passing=("数量指标 | 培训人次 | ≥95(%)", "培训人次"),
    )
    pack = Pack(None, Said("", ""), (), (rule._replace(examples=examples),))
    results = list(outcomes(RuleSet((pack,))))
    assert [item.ok for item in results] == [True, False, False, False]
    assert results[1].why is not None
    assert results[2].why is not None
    assert results[3].problem


def outcome_of(body: str, *fails: Plain, english: str = "") -> list[bool]:
    """Whether a rule of `body` does what each of these failing examples says."""
    (rule,) = rules(body, more=english)
    pack = Pack(None, Said("", ""), (), (rule._replace(examples=Examples(fails, ())),))
    return [item.ok for item in outcomes(RuleSet((pack,)))]


COUNTS: Plain = {"add": ["数量指标 | 检修人次 | ≥95(%)", "数量指标 | 巡查人次 | ≥90(%)"]}


def test_an_example_can_state_how_many_findings_there_are() -> None:
    body = "when: name ends with “人次”\nrequire: unit is not ratio"
    stated: list[Plain] = [{"example": COUNTS, "times": times} for times in ("1", "2", "3")]
    assert outcome_of(body, COUNTS, *stated) == [True, False, True, False]


def test_an_example_can_state_what_the_help_says() -> None:
    body = "when: name ends with “人次”\nrequire: unit is not ratio\nhelp: 改用人次"
    stated: list[Plain] = [{"example": COUNTS, "says": text} for text in ("改用人次", "改用人数")]
    assert outcome_of(body, *stated, english=", help: Count") == [True, False]


def test_an_example_can_state_what_the_fix_writes_and_that_there_is_none() -> None:
    fix = "fix: {title: 改单位, with: 人次, when: name starts with “检修”}\nmark: unit"
    body = f"when: name ends with “人次”\nrequire: unit is not ratio\n{fix}"
    mended, other = "数量指标 | 检修人次 | ≥95(%)", "数量指标 | 巡查人次 | ≥90(%)"
    stated: list[Plain] = [
        {"example": example, "fix": text} for example in (mended, other) for text in ("人次", "次", "false")
    ]
    told = outcome_of(body, *stated, english=", fix: Count")
    assert told == [True, False, False, False, False, True]


def test_an_example_can_give_a_fact_that_no_small_file_has() -> None:
    (fact,) = read_example({"fact": {"kind": "hidden-rows", "text": "表1", "detail": "3—5"}}, forms_of_bytes)
    assert fact == Fact("hidden-rows", "表1", detail="3—5")
    with pytest.raises(ExampleError, match="fact must be a mapping of kind, text, detail"):
        list(read_example({"fact": {"text": "表1"}}, forms_of_bytes))


def test_the_examples_of_the_built_in_rules() -> None:
    wrong = [
        (item.rule.name, item.example, item.problem or item.why)
        for item in outcomes(read_builtin())
        if not item.ok
    ]
    assert wrong == []
