"""Conditions that do not make sense, and what is said of them."""

from __future__ import annotations

import pytest

from pfglint.rule.check import Scope, check_amount, check_condition
from pfglint.rule.syntax import parse
from tests.rule.build import WORDS

MISTAKES = {
    "nmae = “a”": ("nmae", "unknown field “nmae”; did you mean “name”?"),
    "form.yaer = 2025": ("form.yaer", "unknown field “form.yaer”; did you mean “form.year”?"),
    "name ends with 计数词": (
        "计数词",
        "unknown word list “计数词”; did you mean “计数词尾”? (if this is the text to look for, put it in quotes: “计数词”)",
    ),
    "unit is rato": ("rato", "unknown test “rato”; did you mean “ratio”?"),
    "name is ratio": (
        "name is ratio",
        "“is ratio” cannot be asked of a text (these can: missing blank known)",
    ),
    "number is words": (
        "number is words",
        "“is words” cannot be asked of a number (these can: missing blank known integer)",
    ),
    "name": ("name", "a condition must be true or false; this is a text"),
    "number + 1": ("number + 1", "a condition must be true or false; this is a number"),
    "not name": ("name", "a condition is wanted here, and this is a text"),
    "inferred and number": ("number", "a condition is wanted here, and this is a number"),
    "number contains “3”": ("number", "text is wanted here, and this is a number"),
    "value contains “3”": (
        "value",
        "text is wanted here, and this is a value; the value as written is `text`",
    ),
    "name contains number": ("number", "text is wanted here, and this is a number"),
    "name = 3": ("name = 3", "a text cannot be compared with a number; text stands in quotes: “3”"),
    "date > 3": (
        "date > 3",
        "a date cannot be compared with a number; a date goes with a date, as form.start",
    ),
    "name < “a”": ("name < “a”", "a text can only be compared with = and !="),
    "op = “>>”": ("“>>”", "unknown value “>>”; did you mean “>”? (there are: = != < <= > >=)"),
    "name + 1 > 2": ("name", "a number is wanted here, and this is a text"),
    "funding.annual_total > 100(%)": (
        "funding.annual_total > 100(%)",
        "the units do not fit: 元 on the left, % on the right",
    ),
    "100(%) = 3(元)": ("100(%) = 3(元)", "the units do not fit: % on the left, 元 on the right"),
    "funding.annual_total + 3(人) > 0": (
        "funding.annual_total + 3(人)",
        "the units do not fit: 元 on the left, 人 on the right",
    ),
    "value > 1": (
        "value > 1",
        "one side has a unit and the other has none: write 100(%) or 3(元), or ask for `number`",
    ),
    "value > 3(元宝)": ("3(元宝)", "unknown unit “元宝”; did you mean “元”?"),
    "name matches “(a”": ("“(a”", "bad regular expression: missing ): (a"),
    "name matches “(?=a)”": ("“(?=a)”", "bad regular expression: invalid perl operator: (?="),
    "any(indicators where count(indicators) > 1)": (
        "count(indicators)",
        "an aggregate cannot stand inside another",
    ),
    "any(indicators)": ("any(indicators)", "“any” needs a “where”"),
    "name contains “”": ("“”", "an empty word matches everything"),
}

SOUND = (
    "value > 0",
    "value >= 100(%) or value < 3(元/人·天)",
    "funding.annual_total * 50(%) > 3(万元)",
    "funding.annual_total / 3(人) > 100(元/人)",
    "funding.annual_total / funding.project_total < 100(%)",
    "0 < funding.annual_total + 0",
    "unit = “人”",
    "unit is one of [“人”, “次”]",
    "unit_text != name",
    "date > form.end",
    "inferred = false",
    "sum(weight for indicators) = 100",
    "sum(value for indicators where unit is money) > funding.annual_total",
    "(number + 1) is missing",
    "value is integer and value is carrying money",
    "not not inferred",
)


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes(text: str) -> None:
    checked = check_condition(parse(text), Scope("indicator", WORDS))
    assert [(text[item.start : item.end], item.said.en) for item in checked.mistakes][:1] == [MISTAKES[text]]


@pytest.mark.parametrize("text", SOUND)
def test_sound_conditions(text: str) -> None:
    assert check_condition(parse(text), Scope("indicator", WORDS)).mistakes == []


def test_all_mistakes_are_told() -> None:
    checked = check_condition(parse("nmae = 1 and unit is rato or name > 3"), Scope("indicator", WORDS))
    assert len(checked.mistakes) == 3


def test_facts_have_no_indicators() -> None:
    (mistake,) = check_condition(parse("count(indicators) > 1"), Scope("fact", {})).mistakes
    assert mistake.said.en == "a fact has no indicators"


def test_used_word_lists_are_known() -> None:
    tree = parse("name ends with 计数词尾 or any(indicators where name contains 比率词尾)")
    assert check_amount(tree, Scope("indicator", WORDS)).used == {"计数词尾", "比率词尾"}
