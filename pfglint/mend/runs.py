"""Edits of a text that stands in several runs, each with a font of its own: every character stays in its run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate
from typing import NamedTuple

from pfglint.mend.plan import Span
from pfglint.mend.written import RefusedError
from pfglint.source.document import BLANK


class Run(NamedTuple):
    """A stretch of a cell's text. fixed: why it cannot be edited, a kind of `RefusedError`; None where it can."""

    text: str
    fixed: str | None = None


class _Change(NamedTuple):
    """What stands from start to end, which may be the same, becomes text."""

    start: int
    end: int
    text: str


def edited(runs: Sequence[Run], spans: Sequence[Span], shift: int | None = None) -> list[str]:
    """The texts of the runs with the spans put in, which are of the text without the white space around it.

    What is put in goes to the run of what it replaces, or else of what it stands behind. shift: where in the runs the
    text begins that the spans are of, if that is known. Raises RefusedError: ``moved`` where it is not there, and what
    says why a run is `fixed`.
    """
    texts = [run.text for run in runs]
    if shift is None:
        shift = begins("".join(texts), spans[0].cell or "")
    if shift is None:
        raise RefusedError("moved")
    ends = list(accumulate(map(len, texts)))
    for change in sorted(_changes(spans, shift), reverse=True):
        _make(change, runs, texts, ends)
    return texts


def begins(whole: str, cell: str) -> int | None:
    """Where in the text of a cell the text begins that was read of it; None where it is not there."""
    tight = whole.strip(BLANK)
    lead = len(whole) - len(whole.lstrip(BLANK))
    if tight == cell:
        return lead
    # 项目名称：书香进社区 in one cell: a label, and behind it what the label is of.
    if cell and tight.endswith(cell) and tight.count(cell) == 1:
        return lead + len(tight) - len(cell)
    return None


def _changes(spans: Iterable[Span], shift: int) -> Iterator[_Change]:
    """The least changes that the spans come to."""
    for span in spans:
        matcher = SequenceMatcher(None, span.was, span.text, autojunk=False)
        for kind, start, end, first, last in matcher.get_opcodes():
            if kind != "equal":
                at = shift + span.start
                yield _Change(at + start, at + end, span.text[first:last])


def _make(change: _Change, runs: Sequence[Run], texts: list[str], ends: Sequence[int]) -> None:
    """Make a change in `texts`, behind which all have been made. ends: where the runs end as they were."""
    text = change.text
    for index in _met(change, runs, ends):
        start = ends[index] - len(runs[index].text)
        reason = runs[index].fixed
        if reason is not None:
            raise RefusedError(reason)
        first, last = max(change.start - start, 0), min(change.end, ends[index]) - start
        texts[index] = texts[index][:first] + text + texts[index][last:]
        text = ""


def _met(change: _Change, runs: Sequence[Run], ends: Sequence[int]) -> list[int]:
    """The runs that have a part of what is changed; for what is put in between, the one before it, or else behind it."""
    starts = [end - len(run.text) for run, end in zip(runs, ends, strict=True)]
    spread = range(len(runs))
    if change.start < change.end:
        return [one for one in spread if starts[one] < change.end and change.start < ends[one]]
    before = [one for one in spread if starts[one] < change.start <= ends[one]]
    behind = [one for one in spread if starts[one] <= change.start < ends[one]]
    free = [one for one in (*before, *behind) if runs[one].fixed is None]
    return (free or before or behind)[:1]
