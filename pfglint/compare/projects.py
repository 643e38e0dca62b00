"""Which of this year's forms is which of last year's: by name with year and number aside, then by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import takewhile
from typing import NamedTuple

from pfglint.compare.indicators import pair_indicators
from pfglint.compare.likeness import alike, bigrams, shared
from pfglint.compare.model import Comparison, Filed, ProjectPair
from pfglint.compare.names import without_number, without_year
from pfglint.form.names import uncoded

SURE = 0.6
"""The least likeness of two projects of different names."""
MARGIN = 0.1
"""How much likelier a pair must be than another one for either of the two."""
_CANDIDATES = 12
"""With how many a project is compared closely: those that share most with it."""


class _Year:
    """The forms of a year that have no partner yet."""

    def __init__(self, forms: Sequence[Filed]) -> None:
        self.free = dict(enumerate(forms))

    def by(self, key: Callable[[Filed], Hashable]) -> dict[Hashable, list[int]]:
        """The numbers of those whose key is known, by it."""
        found: dict[Hashable, list[int]] = defaultdict(list)
        for number, filed in self.free.items():
            if (part := key(filed)) is not None:
                found[part].append(number)
        return found


def pair_projects(this: Sequence[Filed], last: Sequence[Filed]) -> Comparison:
    """Pair the forms of two years, one to one.

    First those that share their name (years and codes aside) and their office; then the number aside, too; then those of
    a name that stands once in each year, the office having changed; then, within an office, those that are like each other
    in name, indicators and goal, where nothing else comes near. The others have begun, or have ended.
    """
    ours, theirs = _Year(this), _Year(last)
    partner: dict[int, tuple[int, str]] = {}

    def make(one: int, other: int, by: str) -> None:
        partner[one] = other, by
        del ours.free[one], theirs.free[other]

    for name, by in ((without_year, "name"), (without_number, "number")):
        _meet(ours, theirs, _keyed(name, whose=True), by, make)
    _meet(ours, theirs, _keyed(without_year, whose=False), "name", make, alone=True)
    siblings = _names_of_offices((*this, *last))
    for one, other in _likely(ours, theirs):
        if not _of_a_series(this[one], last[other], siblings):
            make(one, other, "likeness")
    pairs = tuple(
        ProjectPair(
            this[one],
            last[other],
            by,
            pair_indicators(this[one].form.indicators, last[other].form.indicators),
        )
        for one, (other, by) in sorted(partner.items())
    )
    return Comparison(pairs, tuple(ours.free.values()), tuple(theirs.free.values()))


def _keyed(name: Callable[[str], str], whose: bool) -> Callable[[Filed], Hashable]:
    def key(filed: Filed) -> Hashable:
        project = filed.form.project
        if not project or not project.strip():
            return None
        return (name(project), _whose(filed)) if whose else name(project)

    return key


def _whose(filed: Filed) -> str:
    """The office whose project it is: 实施单位, or else 主管部门."""
    found = filed.form.fields.get("implementer")
    return uncoded(found.text if found else None) or uncoded(filed.form.department) or ""


def _meet(
    ours: _Year,
    theirs: _Year,
    key: Callable[[Filed], Hashable],
    by: str,
    make: Callable[[int, int, str], None],
    alone: bool = False,
) -> None:
    """Pair those of one key; several of one, the likeliest first. alone: only where each year has just one."""
    waiting = theirs.by(key)
    for part, numbers in ours.by(key).items():
        others = waiting.get(part, [])
        if not others or (alone and len(numbers) + len(others) > 2):
            continue
        offers = sorted(
            (
                (-_likeness(ours.free[one], theirs.free[other]), one, other)
                for one in numbers
                for other in others
            )
            if len(numbers) + len(others) > 2
            else [(0.0, numbers[0], others[0])]
        )
        for _, one, other in offers:
            if one in ours.free and other in theirs.free:
                make(one, other, by)


class _Offer(NamedTuple):
    """A pair that might be made."""

    likeness: float
    one: int
    other: int


def _likely(ours: _Year, theirs: _Year) -> list[tuple[int, int]]:
    """The pairs of those that are left, within an office, the likeliest first; what is not sure is left out."""
    waiting = theirs.by(_whose)
    offers: list[_Offer] = []
    for whose, numbers in ours.by(_whose).items():
        others = waiting.get(whose, [])
        index: dict[str, list[int]] = defaultdict(list)
        for other in others:
            for sign in _signs(theirs.free[other]):
                index[sign].append(other)
        for one in numbers:
            met = Counter(other for sign in _signs(ours.free[one]) for other in index.get(sign, ()))
            for other, _ in met.most_common(_CANDIDATES):
                offers.append(_Offer(_likeness(ours.free[one], theirs.free[other]), one, other))
    offers.sort(key=lambda offer: (-offer.likeness, offer.one, offer.other))
    best_one: dict[int, list[float]] = defaultdict(list)
    best_other: dict[int, list[float]] = defaultdict(list)
    for offer in offers:
        best_one[offer.one].append(offer.likeness)
        best_other[offer.other].append(offer.likeness)
    made = []
    for offer in offers:
        rivals = (*best_one[offer.one][1:2], *best_other[offer.other][1:2])
        is_best = offer.likeness == best_one[offer.one][0] == best_other[offer.other][0]
        if offer.likeness >= SURE and is_best and all(offer.likeness - rival >= MARGIN for rival in rivals):
            made.append((offer.one, offer.other))
    return made


def _names_of_offices(forms: Sequence[Filed]) -> dict[str, set[str]]:
    """The names of each office's projects in both years, their numbers aside."""
    found: dict[str, set[str]] = defaultdict(set)
    for filed in forms:
        found[_whose(filed)].add(without_number(filed.form.project or ""))
    return found


_FRAME = 0.6
"""How much of a name all of a series have in common."""


def _of_a_series(one: Filed, other: Filed, siblings: dict[str, set[str]]) -> bool:
    """Whether two are of a row of projects that differ in one place of their names (东湖公园养护, 西湖公园养护, 南山公园养护)."""
    names = [without_number(filed.form.project or "") for filed in (one, other)]
    return any(_frame([*names, third]) for third in siblings[_whose(one)].difference(names))


def _frame(names: list[str]) -> bool:
    """Whether names have most of themselves in common, at both ends, and each something of its own between them."""
    start = _common(names)
    rests = [name[start:] for name in names]
    end = _common([rest[::-1] for rest in rests])
    own = [rest[: len(rest) - end] for rest in rests]
    one, other = own[:2]
    differ = all(own) and len(set(own)) == len(own) and one not in other and other not in one
    return differ and start + end >= max(4, _FRAME * min(map(len, names)))


def _common(names: Sequence[str]) -> int:
    """With how many characters all begin."""
    return sum(1 for _ in takewhile(lambda chars: len(set(chars)) == 1, zip(*names, strict=False)))


def _signs(filed: Filed) -> frozenset[str]:
    """What a form is found by: the pairs of characters of its name, and the names of its indicators."""
    return bigrams(without_number(filed.form.project or "")) | _labels(filed)


def _labels(filed: Filed) -> frozenset[str]:
    return frozenset(without_year(one.label) for one in filed.form.indicators if one.label)


def _likeness(one: Filed, other: Filed) -> float:
    """How likely it is that two forms are of one project."""
    name = alike(without_number(one.form.project or ""), without_number(other.form.project or ""))
    return 0.45 * name + 0.35 * shared(_labels(one), _labels(other)) + 0.2 * alike(_goal(one), _goal(other))


def _goal(filed: Filed) -> str:
    goal = filed.form.annual_goal or filed.form.overall_goal
    return without_year(goal.text) if goal is not None and goal.text else ""
