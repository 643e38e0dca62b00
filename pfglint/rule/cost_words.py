"""The words by which costs are read, from ``grammar/costs.yaml``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from pfglint import resources
from pfglint.goal.words import without_ends


class CostWords(NamedTuple):
    """The lists of ``grammar/costs.yaml``, each with its longest words first."""

    levels: tuple[str, ...]
    costs: tuple[str, ...]
    counts: tuple[str, ...]
    idle: tuple[str, ...]
    shares: tuple[str, ...]
    occasions: tuple[str, ...]
    unit_costs: tuple[str, ...]
    totals: tuple[str, ...]
    not_spent: tuple[str, ...]
    done_rates: tuple[str, ...]
    planned_rates: tuple[str, ...]
    planned: tuple[str, ...]
    paid_out: tuple[str, ...]
    done: tuple[str, ...]
    synonyms: tuple[tuple[str, str], ...]
    """Each word of a row of synonyms, with the first of the row."""


@cache
def cost_words() -> CostWords:
    """The lists, read once."""
    data = resources.words("costs")
    lists = {
        key: tuple(sorted(words, key=len, reverse=True)) for key, words in data.items() if key != "synonyms"
    }
    rows = tuple((word, row[0]) for row in data["synonyms"] for word in row[1:])
    return CostWords(**lists, synonyms=rows)


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to the words: its name and its text."""
    return {"costs.json": resources.words_text("costs")}


@lru_cache(maxsize=8192)
def paid_for(name: str) -> str:
    """What a cost is paid for: 培训 of 培训费单位成本."""
    return _core(name, cost_words().costs)


@lru_cache(maxsize=8192)
def counted(name: str) -> str:
    """What a quantity counts: 培训 of 参加培训人数."""
    return _core(name, cost_words().counts)


def _core(name: str, ends: tuple[str, ...]) -> str:
    """The name without what says how it is measured; its characters in order, for 购置电脑 is 电脑购置."""
    words = cost_words()
    for word, first in words.synonyms:
        name = name.replace(word, first)
    before = None
    while name != before:
        before = name
        for word in words.idle:
            if len(name) > len(word):
                name = name.replace(word, "")
        name = without_ends(name, ends, 1)
    return "".join(sorted(name))
