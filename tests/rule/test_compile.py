"""Conditions run: what is true, false and unknown."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.rule.check import Scope, check_condition
from pfglint.rule.compile import amount, condition
from pfglint.rule.fields import FormSubject
from pfglint.rule.syntax import parse
from tests.rule.build import WORDS, form, indicator, subject

SCOPE = Scope("indicator", WORDS)
VALUES = {"true": True, "false": False, "high > 3": None}
"""An operand for each truth: of an indicator without a range, `high` is unknown."""


def ask(
    text: str, name: str = "培训人次", value: str | None = "≥95(%)", level2: str | None = "数量指标"
) -> bool | None:
    tree = parse(text)
    assert check_condition(tree, SCOPE).mistakes == []
    return condition(tree, SCOPE)(subject(name, value, level2))


def kleene_and(left: bool | None, right: bool | None) -> bool | None:
    return False if False in (left, right) else None if None in (left, right) else True


@pytest.mark.parametrize(("left", "right"), list(itertools.product(VALUES, VALUES)))
def test_kleene(left: str, right: str) -> None:
    one, other = VALUES[left], VALUES[right]
    both = kleene_and(one, other)
    negated = kleene_and(None if one is None else not one, None if other is None else not other)
    assert ask(f"{left} and {right}") is both
    assert ask(f"{left} or {right}") is (None if negated is None else not negated)
    assert ask(f"not ({left})") is (None if one is None else not one)


ANSWERS = [
    ("name ends with 计数词尾", True),
    ("name does not end with 计数词尾", False),
    ("name starts with [“培”, “训”]", True),
    ("name contains “训人”", True),
    ("name contains [“a”, “b”]", False),
    ("name is one of [“培训人次”]", True),
    ("name is not one of [“培训人次”]", False),
    ("name contains unit", False),
    ("name contains name", True),
    ("name matches “^培.{2}次$”", True),
    ("name does not match “[0-9]”", True),
    ("level2 = “数量指标”", True),
    ("unit = “%”", True),
    ("unit is ratio", True),
    ("unit is not money", True),
    ("value is comparison", True),
    ("value is words", False),
    ("value is ratio", True),
    ("value is integer", True),
    ("value >= 95(%)", True),
    ("value > 0.95(元)", None),
    ("value * 2 = 190(%)", True),
    ("value + 5(%) = 100(%)", True),
    ("-value < 0", True),
    ("number = 95", True),
    ("number / 0 = 1", None),
    ("number / (number - 95) > 1", None),
    ("low is missing", True),
    ("(low + 1) is missing", True),
    ("low + 1 > 0", None),
    ("form.year = 2025", True),
    ("year = 2025", True),
    ("inferred = false", True),
    ("not inferred", True),
    ("date > form.end", None),
    ("funding.annual_total > 0", None),
    ("op is one of [“>=”, “>”]", True),
    ("count(indicators) = 1", True),
    ("count(indicators where number > 100) = 0", True),
    ("any(indicators where unit is ratio)", True),
    ("all(indicators where low > 1)", None),
    ("sum(number for indicators) = 95", True),
    ("sum(weight for indicators) = 95", None),
    ("sum(number for indicators where inferred) = 0", None),
]


@pytest.mark.parametrize(("text", "answer"), ANSWERS)
def test_answers(text: str, answer: bool | None) -> None:
    assert ask(text) is answer


@pytest.mark.parametrize(
    ("text", "value", "answer"),
    [
        ("unit is ratio", None, None),
        ("unit is missing", None, True),
        ("unit is known", None, False),
        ("value is missing", None, True),
        ("value is blank", None, True),
        ("value is words", None, False),
        ("value is words", "明显提高", True),
        ("value > 0", "明显提高", None),
        ("number > 0", "明显提高", None),
        ("text contains “提高”", "明显提高", True),
        ("text contains “提高”", None, None),
        ("unit is ratio", "≥3(魑魅)", None),
        ("unit is known", "≥3(魑魅)", False),
        ("unit is not known", "≥3(魑魅)", True),
        ("value is integer", "≥7.00(人)", True),
        ("number is integer", "≥7.5(人)", False),
        ("unit is carrying money", "≤550(元/人·天)", True),
        ("unit is money", "≤550(元/人·天)", False),
        ("value = 550(元/天·人)", "≤550(元/人·天)", True),
        ("value = 70000(元)", "=7(万元)", True),
        ("low > high", "90%-95%", False),
        ("op = “=”", "12(个)", True),
    ],
)
def test_answers_by_value(text: str, value: str | None, answer: bool | None) -> None:
    assert ask(text, value=value) is answer


def test_blanks_of_a_form_are_unknown_and_its_parts_are_summed_without_them() -> None:
    blank = FormSubject(form(annual_total="100", annual_fiscal="60", carry_over=None, annual_other="30"))
    scope = Scope("form", {})
    for text, answer in (
        ("funding.carry_over = 0", None),
        ("funding.annual_parts = 90(元)", True),
        ("funding.annual_total - funding.annual_parts = 10(元)", True),
        ("funding.project_parts > 0", None),
        ("0.1 × funding.annual_total = 10 × funding.one", True),
    ):
        assert condition(parse(text), scope)(blank) is answer, text


def test_any_all_and_count_beside_unknown() -> None:
    two = FormSubject(form(indicator(value="≥95(%)"), indicator(value="提高", number=2)))
    scope = Scope("form", {})
    for text, answer in (
        ("any(indicators where number > 90)", True),
        ("any(indicators where number > 99)", None),
        ("all(indicators where number > 90)", None),
        ("all(indicators where number > 99)", False),
        ("count(indicators where number > 90) = 1", True),
        ("sum(number for indicators) > 0", None),
        ("sum(number for indicators where number is known) = 95", True),
    ):
        assert condition(parse(text), scope)(two) is answer, text


def test_an_aggregate_is_computed_once_a_form() -> None:
    subjects = FormSubject(form(*(indicator(number=number) for number in range(1, 4)))).indicators
    test = condition(parse("count(indicators where unit is ratio) = 3"), SCOPE)
    assert [test(item) for item in subjects] == [True] * 3
    assert len(subjects[0].form.memo) == 1


NUMBERS = st.sampled_from(
    ["number", "low", "0", "1", "2.5", "sum(number for indicators)", "form.year", "count(indicators)"]
)
QUANTITIES = st.sampled_from(["value", "95(%)", "value", "funding.annual_total / 1(元)"])
TEXTS = st.sampled_from(["name", "text", "unit", "level2", "“率”", "form.project", "unit_canonical"])


def _combined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        parts,
        lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from([*"+-"]), inner),
        max_leaves=4,
    )


RELATIONS = st.one_of(
    st.builds("{} {} {}".format, _combined(NUMBERS), st.sampled_from(["=", "<", "≥"]), _combined(NUMBERS)),
    st.builds("{} {} {}".format, QUANTITIES, st.sampled_from(["=", "<", "≥"]), st.just("95(%)")),
    st.builds("{} × {} > 0".format, QUANTITIES, QUANTITIES),
    st.builds("{} ÷ {} > 0".format, QUANTITIES, _combined(NUMBERS)),
    st.builds(
        "{} {} {}".format,
        TEXTS,
        st.sampled_from(["=", "!=", "ends with", "does not contain"]),
        st.just("name"),
    ),
    st.builds("{} contains 计数词尾".format, TEXTS),
    st.builds("unit is {}".format, st.sampled_from(["ratio", "known", "not money", "missing", "time"])),
    st.builds("value is {}".format, st.sampled_from(["words", "not missing", "integer", "count"])),
    st.sampled_from(["inferred", "true", "any(indicators where number > 1)"]),
)
CONDITIONS = st.recursive(
    RELATIONS,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
    ),
    max_leaves=6,
)
WRITTEN = st.sampled_from(
    [
        None,
        "≥95(%)",
        "提高",
        "12",
        "90%-95%",
        "≤550(元/人·天)",
        "2025年底前",
        "9" * 400 + "(人)",
        "0",
        "较上年增长10%",
        "≥(%)",
    ]
)


@given(CONDITIONS, WRITTEN)
def test_every_sound_condition_has_an_answer(text: str, value: str | None) -> None:
    tree = parse(text)
    if check_condition(tree, SCOPE).mistakes:
        return
    assert condition(tree, SCOPE)(subject(value=value)) in (True, False, None)


def test_amounts() -> None:
    assert amount(parse("number × 2 − 90"), SCOPE)(subject()) == Decimal(100)
