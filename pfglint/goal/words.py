"""The words by which the goal text is read and paired, from ``grammar/goal.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pfglint import resources


class GoalWords(NamedTuple):
    """The lists of ``grammar/goal.yaml``, each with its longest words first."""

    history: tuple[str, ...]
    leads: tuple[str, ...]
    reaches: tuple[str, ...]
    acts: tuple[str, ...]
    heads: tuple[str, ...]
    counters: tuple[str, ...]
    anybody: tuple[str, ...]
    common: tuple[str, ...]
    synonyms: Mapping[str, str]
    """Each word of a row of synonyms, with the first of the row."""


@cache
def goal_words() -> GoalWords:
    """The lists, read once."""
    source = resources.read("grammar", "goal.yaml")
    data: Any = resources.prebuilt("goal", resources.digest(source))
    if data is None:
        data = _read(source)
    lists = {
        key: tuple(sorted(words, key=len, reverse=True)) for key, words in data.items() if key != "synonyms"
    }
    rows = [(word, row[0]) for row in data["synonyms"] for word in row]
    return GoalWords(**lists, synonyms=dict(sorted(rows, key=lambda pair: -len(pair[0]))))


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to the words: its name and its text."""
    source = resources.read("grammar", "goal.yaml")
    return {"goal.json": resources.prebuilt_text(_read(source), resources.digest(source))}


def _read(source: bytes) -> Any:
    import yaml

    return yaml.safe_load(source)
