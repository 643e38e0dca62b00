"""Which fixes can be made together: edits as parts of lines and cells, no two of them over the same text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.finding import Edit, Finding, Place


class Span(NamedTuple):
    """A part of a line or a cell, and what is to stand there.

    start, end: offsets, end exclusive; into the line, or into `cell`.
    was:        the text of that part now.
    cell:       the whole text of the cell now; None where the span is part of a line.
    """

    start: int
    end: int
    was: str
    text: str
    cell: str | None = None

    def meets(self, other: Span) -> bool:
        """Whether both change the same text, or put something in at the same point."""
        return (self.start < other.end and other.start < self.end) or self.start == other.start


Spans = Mapping[Place, Sequence[Span]]
"""The spans of each line or cell, in order; a line's place has only its number."""


class Job(NamedTuple):
    """One edit to be made, and the finding that it helps to mend."""

    finding: Finding
    edit: Edit

    @property
    def place(self) -> Place:
        """The line or the cell that it changes."""
        return spanned(self.edit)[0]


@dataclass(slots=True)
class Plan:
    """Edits that can be made together."""

    jobs: list[Job] = field(default_factory=list)
    spans: dict[Place, list[Span]] = field(default_factory=dict)

    def take(self, job: Job) -> None:
        """Make the edit part of the plan, unless it meets another one."""
        place, new = spanned(job.edit)
        there = self.spans.get(place, [])
        if any(old != new and new.meets(old) for old in there):
            return
        self.jobs.append(job)
        if new not in there:
            self.spans[place] = sorted([*there, new])


def plan(jobs: Iterable[Job]) -> Plan:
    """Those of the edits that can be made together; of two that meet, the first."""
    made = Plan()
    for job in jobs:
        made.take(job)
    return made


def spanned(edit: Edit) -> tuple[Place, Span]:
    """Where an edit is made, and the least part that it changes there."""
    start, was, text = differing(edit.was, edit.text)
    place = edit.place
    if place.line is None:
        return place, Span(start, start + len(was), was, text, edit.was)
    start += (place.column or 1) - 1
    return Place(place.line), Span(start, start + len(was), was, text)


def differing(old: str, new: str) -> tuple[int, str, str]:
    """Where two texts begin to differ, and what stands there in each, without the end that they share."""
    least = min(len(old), len(new))
    start = next((index for index in range(least) if old[index] != new[index]), least)
    end = next((index for index in range(least - start) if old[-1 - index] != new[-1 - index]), least - start)
    return start, old[start : len(old) - end], new[start : len(new) - end]


def replaced(text: str, spans: Iterable[Span]) -> str:
    """`text` with the spans, which do not meet, put in."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + span.text + text[span.end :]
    return text
