"""Rules found by the words that they ask for are those that would have been asked one by one."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Severity
from pfglint.rule.check import Scope, check_condition
from pfglint.rule.compile import condition
from pfglint.rule.fields import FormSubject
from pfglint.rule.index import FEWEST, Gate, Index, gates
from pfglint.rule.model import Pack, Rule, RuleSet, Wording, WordsNamed
from pfglint.rule.plan import compile_rules
from pfglint.rule.problem import Said
from pfglint.rule.syntax import parse
from tests.rule.build import WORDS, form, indicator
from tests.rule.test_compile import CONDITIONS

SCOPE = Scope("indicator", WORDS)
NOTHING = Said("", "")

GATES = {
    "name contains [“甲”, “乙”]": [("name", "contains", ("甲", "乙"))],
    "name ends with 计数词尾": [("name", "ends", ("数", "人次"))],
    "name starts with “甲” or stem = “乙”": [("name", "starts", ("甲",)), ("stem", "is", ("乙",))],
    "“甲” = form.project": [("form.project", "is", ("甲",))],
    "name does not contain “甲”": [],
    "name contains “甲” or number > 3": [],
    "name != “甲”": [],
    "name contains unit": [],
    "unit = “人”": [],
    "number > 3": [],
}


@pytest.mark.parametrize("text", GATES)
def test_the_words_that_must_be_there(text: str) -> None:
    assert [tuple(gate) for gate in gates(parse(text), True, SCOPE)] == GATES[text]


def test_what_must_be_false_asks_for_words_where_it_denies_them() -> None:
    assert gates(parse("name does not contain “甲”"), False, SCOPE) == (Gate("name", "contains", ("甲",)),)
    assert gates(parse("name contains “甲”"), False, SCOPE) == ()


class Item(NamedTuple):
    gates: tuple[Gate, ...]


class Thing(NamedTuple):
    name: str | None
    other: str | None


TEXTS = st.text("甲乙丙a", max_size=6)
WORD_LISTS = st.lists(st.text("甲乙丙a", min_size=1, max_size=3), min_size=1, max_size=3).map(tuple)
ONE = st.builds(
    Gate,
    st.sampled_from(["name", "other"]),
    st.sampled_from(["starts", "ends", "contains", "is"]),
    WORD_LISTS,
)
ITEMS = st.lists(st.lists(ONE, max_size=2).map(tuple).map(Item), max_size=40)


def is_open(gate: Gate, thing: Thing) -> bool:
    text = getattr(thing, gate.path)
    if text is None:
        return False
    asked = {
        "starts": text.startswith,
        "ends": text.endswith,
        "contains": text.__contains__,
        "is": text.__eq__,
    }
    return any(asked[gate.test](word) for word in gate.words)


@given(ITEMS, TEXTS | st.none(), TEXTS | st.none())
def test_an_index_finds_what_has_an_open_gate_or_none_in_order(
    items: list[Item], name: str | None, other: str | None
) -> None:
    thing = Thing(name, other)
    wanted = [item for item in items if not item.gates or any(is_open(gate, thing) for gate in item.gates)]
    found = Index(items).of(thing)
    if sum(bool(item.gates) for item in items) < FEWEST:
        assert list(found) == items
    else:
        assert list(found) == wanted


FILLING = [parse(f"name contains “{word}”") for word in "零一二三四五六七八九十百千万亿兆"]
"""Rules that make an index worth its while, whatever is drawn beside them."""


@given(st.lists(CONDITIONS, max_size=6), st.sampled_from(["培训人次", "完成率", "数"]))
def test_many_rules_answer_as_each_alone(texts: list[str], name: str) -> None:
    trees = [tree for tree in map(parse, texts) if not check_condition(tree, SCOPE).mistakes] + FILLING
    listed = tuple(
        Rule(
            f"X{number}", str(number), NOTHING, Severity.INFO, None, "indicator", tree, None, Wording(NOTHING)
        )
        for number, tree in enumerate(trees)
    )
    words = tuple(WordsNamed(key, value) for key, value in WORDS.items())
    program = compile_rules(RuleSet((Pack(None, NOTHING, words, listed),)))
    [item] = FormSubject(form(indicator(name))).indicators
    planned = {
        rule.rule.name
        for rule in program.candidates("indicator", item)
        if rule.rest(item) and (rule.of_form is None or rule.of_form(item))
    }
    assert planned == {
        str(number) for number, tree in enumerate(trees) if condition(tree, SCOPE)(item) is True
    }
