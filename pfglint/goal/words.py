"""The words by which the goal text is read and paired, from ``grammar/goal.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

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
    since: tuple[str, ...]
    comparisons: tuple[str, ...]
    rises: tuple[str, ...]
    falls: tuple[str, ...]
    persons: tuple[str, ...]
    funds: tuple[str, ...]
    totals: tuple[str, ...]
    plans: tuple[str, ...]
    planned_for: tuple[str, ...]
    done: tuple[str, ...]
    contrasts: tuple[str, ...]
    synonyms: Mapping[str, str]
    """Each word of a row of synonyms, with the first of the row."""


def without_ends(text: str, words: tuple[str, ...], keep: int) -> str:
    """`text` without any of `words` at its end, again and again; at least `keep` characters are left of it."""
    before = None
    while text != before:
        before = text
        for word in words:
            if text.endswith(word) and len(text) >= len(word) + keep:
                text = text[: -len(word)]
    return text


def without_beginnings(text: str, words: tuple[str, ...], keep: int) -> str:
    """The same at its beginning."""
    before = None
    while text != before:
        before = text
        for word in words:
            if text.startswith(word) and len(text) >= len(word) + keep:
                text = text[len(word) :]
    return text


def ratio_end(name: str, words: GoalWords) -> str:
    """The end of a ratio's name that says what is measured: 满意度, 及时率; empty where it names no ratio.

    Where the word alone says little (率), the characters before it belong to it: three in all, in names that have them.
    """
    for head in words.heads:
        if name.endswith(head):
            return name[-3:] if len(head) < 3 <= len(name) else head
    return ""


@lru_cache(maxsize=8192)
def measured(name: str) -> str:
    """What a name measures, without what says that it is done and counted: 公益讲座举办场次 is 公益讲座."""
    words = goal_words()
    for word, first in words.synonyms.items():
        if word != first:
            name = name.replace(word, first)
    for word in words.done:
        name = name.replace(word, "") if len(name) > len(word) + 1 else name
    return name if ratio_end(name, words) else without_ends(name, words.counters, 2)


@cache
def goal_words() -> GoalWords:
    """The lists, read once."""
    data = resources.words("goal")
    lists = {
        key: tuple(sorted(words, key=len, reverse=True)) for key, words in data.items() if key != "synonyms"
    }
    rows = [(word, row[0]) for row in data["synonyms"] for word in row]
    return GoalWords(**lists, synonyms=dict(sorted(rows, key=lambda pair: -len(pair[0]))))


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to the words: its name and its text."""
    return {"goal.json": resources.words_text("goal")}
