"""Conditions written out again."""

from __future__ import annotations

import pytest
from hypothesis import given

from pfglint.rule.codec import dump
from pfglint.rule.pack import read_builtin
from pfglint.rule.show import show
from pfglint.rule.syntax import parse
from tests.rule.test_compile import CONDITIONS

WRITTEN = [
    "name ends with 计数词尾 and unit is not ratio",
    'not (a or b and c) and (d or not name contains ["率", "度"])',
    'name does not match "第[0-9]+" or name is not one of 词表',
    "−(a + b) × c − (d − e) ÷ 100(元/人·天) >= 0.95",
    'any(indicators where level1 = "产出指标" or inferred)',
    "sum(weight for indicators) = 100 and count(indicators) > 3",
    'text contains “直"引”',
    "true and funding.annual_total is missing",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_on_one_line_is_shown_as_it_stands(text: str) -> None:
    assert show(parse(text)) == text


@given(CONDITIONS)
def test_what_is_shown_is_the_same_condition(text: str) -> None:
    tree = parse(text)
    assert dump(parse(show(tree))) == dump(tree)


def test_the_conditions_of_the_built_in_rules_are_the_same_when_shown() -> None:
    for rule in read_builtin():
        for tree in (rule.when, rule.require, *(item.when for item in rule.message_when)):
            if tree is not None:
                assert dump(parse(show(tree))) == dump(tree)
