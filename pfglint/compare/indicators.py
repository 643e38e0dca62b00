"""Which of this year's indicators was which of last year's: by level and name, one to one, the surest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from pfglint.compare.likeness import alike
from pfglint.compare.model import IndicatorPair
from pfglint.compare.names import without_year
from pfglint.form.model import Indicator
from pfglint.goal.words import goal_words, measured

SURE = 0.7
"""The least likeness of two names that are not the same."""
MARGIN = 0.12
"""How much likelier a pair must be than another one for either of the two."""


def pair_indicators(this: Sequence[Indicator], last: Sequence[Indicator]) -> tuple[IndicatorPair, ...]:
    """The indicators of both years: this year's in their order, then those of last year that are no more.

    An indicator that only changed its level is the same; one whose name is merely like another's is so where no third
    comes near. Nothing is left out: what has no partner was added, or was dropped.
    """
    partner: dict[int, int] = {}
    for key in (_whole, _named):
        _meet(this, last, partner, key)
    _guess(this, last, partner)
    found = [
        IndicatorPair(one, last[partner[index]] if index in partner else None)
        for index, one in enumerate(this)
    ]
    taken = set(partner.values())
    return (*found, *(IndicatorPair(None, one) for index, one in enumerate(last) if index not in taken))


def _whole(indicator: Indicator) -> tuple[str | None, str]:
    return indicator.level2 or indicator.level1, _name(indicator)


def _named(indicator: Indicator) -> tuple[str | None, str]:
    return None, _name(indicator)


def _name(indicator: Indicator) -> str:
    return without_year(indicator.label or indicator.name.text)


def _meet(
    this: Sequence[Indicator],
    last: Sequence[Indicator],
    partner: dict[int, int],
    key: object,
) -> None:
    """Pair those that are alike in `key`, in the order of the rows."""
    assert callable(key)
    free: dict[object, list[int]] = {}
    taken = set(partner.values())
    for index, one in enumerate(last):
        if index not in taken:
            free.setdefault(key(one), []).append(index)
    for index, one in enumerate(this):
        waiting = free.get(key(one))
        if index not in partner and waiting:
            partner[index] = waiting.pop(0)


def _guess(this: Sequence[Indicator], last: Sequence[Indicator], partner: dict[int, int]) -> None:
    """Pair those whose names are much alike and whose values measure the same, where nothing else comes near."""
    taken = set(partner.values())
    offers = sorted(
        (
            (likeness, index, other)
            for index, one in enumerate(this)
            if index not in partner
            for other, before in enumerate(last)
            if other not in taken and (likeness := _likeness(one, before)) >= SURE - MARGIN
        ),
        key=lambda offer: (-offer[0], *offer[1:]),
    )
    for likeness, index, other in offers:
        if likeness < SURE or index in partner or other in partner.values():
            continue
        if not _rivalled(likeness, index, other, offers, partner):
            partner[index] = other


def _rivalled(
    likeness: float,
    index: int,
    other: int,
    offers: Iterable[tuple[float, int, int]],
    partner: dict[int, int],
) -> bool:
    """Whether a free third one is nearly as like one of the two."""
    paired = set(partner.values())
    return any(
        (one == index) != (two == other)
        and one not in partner
        and two not in paired
        and likeness - near < MARGIN
        for near, one, two in offers
    )


def _likeness(one: Indicator, other: Indicator) -> float:
    if one.level1 != other.level1 or _dimension(one) != _dimension(other):
        return 0.0
    ours, theirs = measured(_name(one)), measured(_name(other))
    return 0.0 if _are_two_things(ours, theirs) else alike(ours, theirs)


def _are_two_things(one: str, other: str) -> bool:
    """Whether two names have one place where each says something else: 小麦统防面积, 玉米统防面积; 东区, 西区."""
    start = _common(one, other)
    end = _common(one[start:][::-1], other[start:][::-1])
    ours, theirs = one[start : len(one) - end], other[start : len(other) - end]
    if len(ours) == len(theirs) == 1:
        return any(ours in group and theirs in group for group in goal_words().contrasts)
    return len(ours) > 1 and len(theirs) > 1 and not set(ours) & set(theirs)


def _common(one: str, other: str) -> int:
    """With how many characters both begin."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _dimension(indicator: Indicator) -> object:
    unit = getattr(indicator.value, "unit", None)
    return unit.dimension if unit is not None else indicator.value.kind
