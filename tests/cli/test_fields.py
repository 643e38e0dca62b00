"""``pfglint fields``: what conditions can say."""

from __future__ import annotations

import json

import pytest

from pfglint.rule.fields import SUBJECTS
from tests.conftest import Run


def test_all_is_listed_without_a_word(pfglint: Run) -> None:
    done = pfglint("fields")
    assert done.returncode == 0
    words = done.stdout.split()
    for kind in SUBJECTS.values():
        assert {*kind.entries} <= set(words)
    assert "550(元/人·天)" in done.stdout


def test_a_field_is_told_for_each_subject_that_has_it(pfglint: Run) -> None:
    told = pfglint("fields", "text").stdout
    assert [line.split("for: ")[1] for line in told.splitlines() if "for: " in line] == [
        kind for kind in SUBJECTS if "text" in SUBJECTS[kind].entries
    ]


@pytest.mark.parametrize("word", ["form.year", "year"])
def test_the_fields_of_a_form_may_have_their_prefix(pfglint: Run, word: str) -> None:
    told = pfglint("fields", word).stdout
    assert "表的年度" in told
    assert told.count("for: ") == 1


def test_an_unknown_word_is_told_with_the_nearest(pfglint: Run) -> None:
    done = pfglint("fields", "unit_canonicl")
    assert done.returncode == 2
    assert "没有 unit_canonicl 这个字段，是不是想写 unit_canonical？" in done.stderr


def test_for_programs(pfglint: Run) -> None:
    data = json.loads(pfglint("fields", "-f", "json", "--lang", "en").stdout)
    assert data["schema"] == "pfglint/fields/1"
    assert {one["name"] for one in data["language"]} >= {"units", "logic"}
    (unit,) = [one for one in data["fields"] if one["for"] == "indicator" and one["name"] == "unit"]
    assert unit["type"] == "unit"
    assert "carrying money" in unit["tests"]
    assert unit["value"] == "场"
    assert {one["for"] for one in data["fields"]} == set(SUBJECTS)


def test_a_word_of_the_explanations_finds_the_fields(pfglint: Run) -> None:
    done = pfglint("fields", "资金")
    assert done.returncode == 0
    assert "funding.annual_total" in done.stdout or "annual_total" in done.stdout
    assert "is_satisfaction" not in done.stdout
