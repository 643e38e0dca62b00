"""How alike two texts or two sets are: from 0 to 1, by what they share (Dice's coefficient)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache


@lru_cache(maxsize=16384)
def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; of one character, itself."""
    return (
        frozenset(text[index : index + 2] for index in range(max(len(text) - 1, 1))) if text else frozenset()
    )


def shared(one: Collection[str], other: Collection[str]) -> float:
    """Twice what both have, by what there is in both together; 0 where both are empty."""
    if not one or not other:
        return 0.0
    return 2 * len(frozenset(one) & frozenset(other)) / (len(one) + len(other))


def alike(one: str, other: str) -> float:
    """How alike two texts are by their pairs of characters."""
    return 1.0 if one == other else shared(bigrams(one), bigrams(other))
