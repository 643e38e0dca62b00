"""The examples of each built-in pack notice at least 95 % of the slips that its conditions could hold."""

from __future__ import annotations

from functools import cache

import pytest

from pfglint import resources
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import SHARED, read_builtin
from pfglint.rule.trial import Case, cases, verdicts

LEAST = 95
WORDS = f"rules/{SHARED}"
FILES = [f"rules/{name}" for name in resources.names("rules", ".yaml")]


@cache
def rules() -> RuleSet:
    return read_builtin()


def cases_of(path: str) -> list[Case]:
    every = cases(rules(), list(rules()), WORDS)
    return [case for case in every if case.path == path]


@pytest.mark.parametrize("path", FILES)
def test_the_examples_of_a_pack_notice_what_breaks_its_conditions(path: str) -> None:
    told = [verdict for found in verdicts(rules(), cases_of(path), 1) for verdict in found]
    alive = [verdict for verdict in told if verdict.alive]
    assert told
    assert 100 * (len(told) - len(alive)) >= LEAST * len(told), "\n".join(
        f"{one.path}:{one.change.line} {one.name}: {one.change.before} → {one.change.after}" for one in alive
    )
