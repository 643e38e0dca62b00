"""What is said of conditions that are wrong: where, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pfglint.rule.check import Scope, check_condition
from pfglint.rule.slips import slip
from pfglint.rule.syntax import ConditionError, parse
from tests.rule.build import WORDS

TABLE = yaml.safe_load((Path(__file__).parent / "slips.yaml").read_text(encoding="utf-8"))
SCOPE = Scope("indicator", WORDS)


def told(text: str) -> dict[str, str]:
    """The first mistake in a condition: what is marked, and what is said of it."""
    try:
        start, end, said = min(
            (one.start, one.end, one.said) for one in check_condition(parse(text), SCOPE).mistakes
        )
    except ConditionError as error:
        start, end, said = error.start, error.end, error.said
    return {"marked": text[start:end], "zh": said.zh, "en": said.en}


@pytest.mark.parametrize("text", TABLE)
def test_a_slip_is_told_with_what_to_write_instead(text: str) -> None:
    assert told(text) == TABLE[text]


@pytest.mark.parametrize("text", TABLE)
def test_anything_can_be_explained_wherever_it_is_broken(text: str) -> None:
    for start in range(len(text)):
        found = slip(text, start, start + 1)
        assert found.said.zh
        assert found.said.en
        assert 0 <= found.start < found.end <= len(text) + 1
