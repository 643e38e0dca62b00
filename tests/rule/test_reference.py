"""The reference of the condition language is true."""

from __future__ import annotations

import re

import pytest

from pfglint import resources
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.reference import Instance, ask, shown_fields, topics, types
from pfglint.rule.types import NAMES, TESTS

INSTANCES = [instance for topic in topics() for instance in topic.instances]


@pytest.mark.parametrize("instance", INSTANCES, ids=lambda item: f"{item.condition} {item.example}")
def test_an_example_comes_to_what_is_said(instance: Instance) -> None:
    assert ask(instance) is instance.truth


@pytest.mark.parametrize("kind", SUBJECTS)
def test_every_field_is_something_in_a_form_of_the_reference(kind: str) -> None:
    assert [item.entry.name for item in shown_fields(kind) if item.value is None] == []


def test_every_type_is_explained() -> None:
    assert [name for name, _, _ in types()] == list(NAMES)


WORDS = re.compile(r'"([A-Za-z]+)"')
"""A word of the grammar."""


def test_every_word_of_the_grammar_stands_in_an_example() -> None:
    grammar = re.sub("//.*", "", resources.read("grammar", "condition.lark").decode())
    said = {word for item in INSTANCES for word in re.findall("[A-Za-z]+", item.condition)}
    assert set(WORDS.findall(grammar)) - said == set()


def test_every_operator_of_the_language_is_named() -> None:
    text = " ".join(topic.text.zh for topic in topics())
    for sign in ("=", "!=", "<", "<=", ">", ">=", "≠", "≤", "≥", "+", "−", "×", "÷", "-", "*", "/"):
        assert f"`{sign}`" in text


def test_every_test_has_an_example_where_it_holds_or_not() -> None:
    said = " ".join(item.condition for item in INSTANCES)
    assert [name for name in TESTS if f"is {name}" not in said] == []
