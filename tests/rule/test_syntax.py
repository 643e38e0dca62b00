"""Text to syntax tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.rule import codec
from pfglint.rule.syntax import DEEPEST, LONGEST, ConditionError, parse, walk


def brief(data: object) -> object:
    """The JSON of a tree without its punctuation."""
    if isinstance(data, list):
        return (data[0], *map(brief, data[1:]))
    if isinstance(data, dict):
        return data["#"] if "#" in data else [brief(item) for item in data[""]]
    return data


NAME, UNIT = ("FieldName", "name"), ("FieldName", "unit")

TREES = {
    "name": NAME,
    "not name": ("Not", NAME),
    "name and unit or name": ("Or", [("And", [NAME, UNIT]), NAME]),
    "name and (unit or name)": ("And", [NAME, ("Or", [UNIT, NAME])]),
    "not name = unit": ("Not", ("Compare", NAME, "=", UNIT)),
    "name ≠ “率”": ("Compare", NAME, "!=", ("Text", "率")),
    "number ≥ 1,000.50": ("Compare", ("FieldName", "number"), ">=", ("Number", "1000.50")),
    "value > 100(%)": ("Compare", ("FieldName", "value"), ">", ("Literal", "100", "%")),
    "value > 550 （元/人·天）": ("Compare", ("FieldName", "value"), ">", ("Literal", "550", "元/人·天")),
    "low − 2 × high ÷ 3": (
        "Arithmetic",
        ("FieldName", "low"),
        "-",
        ("Arithmetic", ("Arithmetic", ("Number", "2"), "*", ("FieldName", "high")), "/", ("Number", "3")),
    ),
    "-number": ("Negative", ("FieldName", "number")),
    'name ends with "率"': ("TextTest", NAME, "ends", ("WordsHere", ["率"]), False),
    "name starts with 计数词尾": ("TextTest", NAME, "starts", ("WordList", "计数词尾"), False),
    'name does not end with ["率"，"度"、"数"]': (
        "TextTest",
        NAME,
        "ends",
        ("WordsHere", ["率", "度", "数"]),
        True,
    ),
    "name does not contain unit": ("TextTest", NAME, "contains", UNIT, True),
    'name is not one of ["a"]': ("TextTest", NAME, "is", ("WordsHere", ["a"]), True),
    'name matches "^a+$"': ("Matches", NAME, ("Text", "^a+$"), False),
    'name does not match "a"': ("Matches", NAME, ("Text", "a"), True),
    "unit is not carrying money": ("IsTest", UNIT, ("FieldName", "carrying money"), True),
    "unit is count": ("IsTest", UNIT, ("FieldName", "count"), False),
    "notation is missing": ("IsTest", ("FieldName", "notation"), ("FieldName", "missing"), False),
    "form.year = 2025": ("Compare", ("FieldName", "form.year"), "=", ("Number", "2025")),
    "count(indicators) > 3": ("Compare", ("Aggregate", "count", None, None), ">", ("Number", "3")),
    "any(indicators where inferred)": ("Aggregate", "any", ("FieldName", "inferred"), None),
    "sum(weight for indicators where inferred)": (
        "Aggregate",
        "sum",
        ("FieldName", "inferred"),
        ("FieldName", "weight"),
    ),
    "value < 满意度下限": ("Compare", ("FieldName", "value"), "<", ("Constant", "满意度下限")),
    "name\n  and unit": ("And", [NAME, UNIT]),
}


@pytest.mark.parametrize("text", TREES)
def test_trees(text: str) -> None:
    assert brief(codec.dump(parse(text))) == TREES[text]


@pytest.mark.parametrize("text", TREES)
def test_json_and_back(text: str) -> None:
    data = codec.dump(parse(text))
    assert codec.dump(codec.load(data)) == data


@pytest.mark.parametrize("text", TREES)
def test_places_hold_the_text_of_a_node(text: str) -> None:
    for node in walk(parse(text)):
        assert 0 <= node.start < node.end <= len(text)
        assert text[node.start : node.end].strip() == text[node.start : node.end]


ERRORS = {
    "": (0, "a condition is wanted here"),
    "name and": (8, "the condition ends too early: something must follow “and”"),
    "name $ 3": (5, "unexpected “$”"),
    "(" * 30: (29, "“(” is not closed by “)”"),
    "not " * 60 + "name": (4 * DEEPEST, f"nested more than {DEEPEST} deep"),
    "x" * (LONGEST + 1): (0, f"the condition is longer than {LONGEST} characters"),
    "unit is ratio money time": (20, "before “time” a word like and, = or contains is missing"),
}


@pytest.mark.parametrize("text", ERRORS)
def test_errors(text: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse(text)
    assert (caught.value.start, caught.value.said.en) == ERRORS[text]


PIECES = st.sampled_from(
    [
        *'()[]"“”,、.',
        *[
            "and",
            "or",
            "not",
            "is",
            "one",
            "of",
            "ends",
            "with",
            "3",
            "100(%)",
            "+",
            "−",
            "=",
            ">",
            "name",
            "unit",
            "计数词尾",
            "any",
            "count",
            "indicators",
            "where",
            "sum",
            "for",
            "true",
        ],
        "率",
        "\n",
        " ",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map(" ".join)))
def test_any_text_is_a_tree_or_an_error_with_a_place(text: str) -> None:
    try:
        parse(text)
    except ConditionError as error:
        assert 0 <= error.start <= len(text)
        assert error.end > error.start
