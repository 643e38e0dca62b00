"""Mending one file's content, round by round, until no fix is left that may be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pfglint.finding import Finding, Place, Severity
from pfglint.mend.plan import Plan, Spans, places, plan, replaced, spanned
from pfglint.mend.written import Written

Check: TypeAlias = Callable[[bytes], Sequence[Finding]]
"""All findings of a file's content, of every severity."""
Write: TypeAlias = Callable[[bytes, Spans], Written]
"""A format's writer."""

ROUNDS = 50
"""More than any chain of fixes needs, each of which makes room for the next. It ends two that undo each other."""


class Refused(NamedTuple):
    """A fix that was not made. reason: one of the writer's kinds, ``stays`` (the finding would not go), or ``brings``
    (another would come: `brought`)."""

    finding: Finding
    reason: str
    brought: Finding | None = None


class CellChange(NamedTuple):
    """What a cell of a workbook or a Word document held, and holds now."""

    place: Place
    before: str
    after: str


@dataclass(slots=True)
class Mended:
    """What came of mending a file's content.

    made:    the findings that were mended, in the order of the mending.
    cells:   the cells that were changed; none for text, whose lines tell for themselves.
    refused: the fixes that were wanted and not made.
    left:    the findings that are left.
    """

    data: bytes
    left: Sequence[Finding]
    made: list[Finding] = field(default_factory=list)
    cells: dict[Place, CellChange] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def mend(
    data: bytes, found: Sequence[Finding], wanted: Callable[[Finding], bool], check: Check, write: Write
) -> Mended:
    """`data` with the fixes made of those findings that are `wanted`. found: all that there are.

    A fix is kept only where its finding is gone afterwards and no other has come, at warning or above.
    """
    mended = Mended(data, found)
    never: set[object] = set()
    for _ in range(ROUNDS):
        choice = plan(one for one in mended.left if one.fix and wanted(one) and _fix_key(one) not in never)
        refused = len(mended.refused)
        _settle(mended, choice, check, write)
        never.update(_fix_key(one.finding) for one in mended.refused[refused:])
        if not choice.findings:
            break
    return mended


def _fix_key(finding: Finding) -> object:
    """A fix, wherever in its line it stands by now."""
    edits = finding.fix.edits if finding.fix else ()
    return finding.name, tuple((spanned(edit)[0], edit.was, edit.text) for edit in edits)


def _settle(mended: Mended, choice: Plan, check: Check, write: Write) -> frozenset[Place]:
    """Make the fixes of `choice`, or as many of them as may be made; gives the lines and cells that were changed.

    Where they bring trouble together, each half is tried for itself.
    """
    if not choice.findings:
        return frozenset()
    written = write(mended.data, choice.spans)
    left = check(written.data)
    good, troubles = _sorted_out(choice, written, mended.left, left)
    if not troubles:
        mended.data, mended.left = written.data, left
        mended.made.extend(good)
        _remember(mended, choice.spans)
        return frozenset(choice.spans)
    if len(troubles) == 1 or troubles[0].reason != "brings":
        mended.refused.extend(troubles)
        return _settle(mended, plan(good), check, write)
    half = len(choice.findings) // 2
    changed = _settle(mended, plan(choice.findings[:half]), check, write)
    # What stands in a line that has been changed has moved, and its turn comes in the next round.
    rest = plan(one for one in choice.findings[half:] if changed.isdisjoint(places(one)))
    return changed | _settle(mended, rest, check, write)


def _sorted_out(
    choice: Plan, written: Written, before: Sequence[Finding], after: Sequence[Finding]
) -> tuple[list[Finding], list[Refused]]:
    """Those of the findings whose fixes are well, and those whose are not; none is well where it cannot be told."""
    troubles = {
        one: Refused(one, written.refused[place])
        for one in choice.findings
        for place in places(one)
        if place in written.refused
    }
    if not troubles:
        gone = _count(before)
        gone.subtract(_count(after))
        wanted = _count(choice.findings)
        stays = {spot for spot, count in wanted.items() if gone[spot] < count}
        troubles = {one: Refused(one, "stays") for one in choice.findings if _spot(one) in stays}
        if not troubles:
            new = next(
                (one for one in after if one.severity >= Severity.WARNING and gone[_spot(one)] < 0), None
            )
            if new is not None:
                return [], [Refused(one, "brings", new) for one in choice.findings]
    good = [one for one in choice.findings if one not in troubles]
    return good, list(troubles.values())


def _spot(finding: Finding) -> tuple[object, ...]:
    """The rule, and where it speaks: a line or a cell, since columns move with the mending."""
    place = finding.place
    spot = Place(place.line) if place is not None and place.line is not None else place
    return finding.name, finding.severity, finding.form, spot


def _count(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    return Counter(map(_spot, findings))


def _remember(mended: Mended, spans: Spans) -> None:
    """Keep what cells held before the first mending, and hold after the last."""
    for place, wanted in spans.items():
        cell = wanted[0].cell
        if cell is not None:
            before = mended.cells[place].before if place in mended.cells else cell
            mended.cells[place] = CellChange(place, before, replaced(cell, wanted))
