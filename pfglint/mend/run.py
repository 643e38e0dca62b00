"""Mending one file's content, round by round, until no fix is left that may be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from pfglint.finding import Finding, Place, Severity
from pfglint.mend.plan import Job, Plan, Spans, plan, replaced
from pfglint.mend.written import Written

Check: TypeAlias = Callable[[bytes], Sequence[Finding]]
"""All findings of a file's content, of every severity."""
Write: TypeAlias = Callable[[bytes, Spans], Written]
"""A format's writer."""

ROUNDS = 50
"""More than any chain of fixes needs, each of which makes room for the next. It ends two that undo each other."""


class Refused(NamedTuple):
    """An edit that was not made. reason: one of the writer's kinds, ``stays`` (the finding would not go), or ``brings``
    (another would come: `brought`)."""

    job: Job
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

    made:    the edits, in the order of the mending.
    cells:   the cells that were changed; none for text, whose lines tell for themselves.
    refused: the edits that were wanted and not made.
    left:    the findings that are left.
    """

    data: bytes
    left: Sequence[Finding]
    made: list[Job] = field(default_factory=list)
    cells: dict[Place, CellChange] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)


def mend(
    data: bytes, found: Sequence[Finding], wanted: Callable[[Finding], bool], check: Check, write: Write
) -> Mended:
    """`data` with the fixes made of those findings that are `wanted`. found: all that there are.

    An edit is kept only where no other finding has come of it, at warning or above, and the one that it was for is gone.
    """
    mended = Mended(data, found)
    never: set[object] = set()
    for _ in range(ROUNDS):
        jobs = (Job(one, edit) for one in mended.left if one.fix and wanted(one) for edit in one.fix.edits)
        choice = plan(job for job in jobs if _key(job) not in never)
        refused = len(mended.refused)
        _settle(mended, choice, check, write)
        never.update(_key(one.job) for one in mended.refused[refused:])
        if not choice.jobs:
            break
    return mended


def _key(job: Job) -> object:
    """An edit, wherever in its line it stands by now."""
    return job.finding.name, job.place, job.edit.was, job.edit.text


def _settle(mended: Mended, choice: Plan, check: Check, write: Write) -> frozenset[Place]:
    """Make the edits of `choice`, or as many of them as may be made; gives the lines and cells that were changed.

    Where they bring trouble together, each half is tried for itself.
    """
    if not choice.jobs:
        return frozenset()
    written = write(mended.data, choice.spans)
    left = check(written.data)
    troubles = _troubles(choice, written, mended.left, left)
    if not troubles:
        mended.data, mended.left = written.data, left
        mended.made.extend(choice.jobs)
        _remember(mended, choice.spans)
        return frozenset(choice.spans)
    if len(troubles) == 1 or troubles[0].reason != "brings":
        mended.refused.extend(troubles)
        bad = {one.job for one in troubles}
        return _settle(mended, plan(job for job in choice.jobs if job not in bad), check, write)
    half = len(choice.jobs) // 2
    changed = _settle(mended, plan(choice.jobs[:half]), check, write)
    # What stands in a line that has been changed has moved, and its turn comes in the next round.
    rest = plan(job for job in choice.jobs[half:] if job.place not in changed)
    return changed | _settle(mended, rest, check, write)


def _troubles(
    choice: Plan, written: Written, before: Sequence[Finding], after: Sequence[Finding]
) -> list[Refused]:
    """The edits that cannot be made, or all of them where it cannot be told which."""
    refused = written.refused
    if refused:
        return [Refused(job, refused[job.place]) for job in choice.jobs if job.place in refused]
    gone = _count(before)
    gone.subtract(_count(after))
    edits = Counter(job.finding for job in choice.jobs)
    whole = [one for one, count in edits.items() if one.fix and count == len(one.fix.edits)]
    stays = {spot for spot, count in _count(whole).items() if gone[spot] < count}
    if stays:
        return [Refused(job, "stays") for job in choice.jobs if _spot(job.finding) in stays]
    for one in after:
        if one.severity >= Severity.WARNING and gone[_spot(one)] < 0:
            return [Refused(job, "brings", one) for job in choice.jobs]
    return []


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
