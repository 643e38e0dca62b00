"""What every reader gives: rows of cells, each with its place. A reader knows nothing of forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from pfglint.finding import Place

BLANK = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C)))) + (
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""White space of every kind, and the marks of no width that files carry."""


class Cell(NamedTuple):
    """One cell of a table, as written.

    text:   the content, without the white space around it.
    place:  where the content (not the white space) stands.
    column: the cell's index in its row, from 0.
    rowspan, colspan: how many rows and columns a merged cell covers. It stands at its upper left position;
            the others that it covers are blank.
    whole:  False where the text was put together from several cells: its place is that of the first.
    """

    text: str
    place: Place
    column: int
    rowspan: int = 1
    colspan: int = 1
    whole: bool = True


class Row(NamedTuple):
    """One row: all its cells, blank ones too.

    line:  its place in the file, from 1; where the format has no lines, its ordinal.
    width: the number of cells in the row. A row without any text is a blank line, or stands between two tables;
           a paragraph is a row of width 1.
    loose: whether only the places of its texts on the page tell its cells, because no lines are drawn there.
    unclear: whether it was found out that they do not.
    """

    line: int
    width: int
    cells: tuple[Cell, ...]
    """The cells that have text, in order."""
    loose: bool = False
    unclear: bool = False


class SourceError(Exception):
    """A file that cannot be read as what it claims to be.

    kind:   the word by which rules know the case (``missing``, ``binary``, ``encoding``, ``long-line`` …).
    detail: what a message may quote.
    place:  where reading ended, if that is known.
    """

    def __init__(self, kind: str, detail: str = "", place: Place | None = None) -> None:
        super().__init__(kind, detail, place)
        self.kind = kind
        self.detail = detail
        self.place = place


class Fact(NamedTuple):
    """Something that reading or recognising noticed, or of what stands beside the forms; rules of family 0 speak of it,
    nothing else does.

    kind:      ``unreadable``, ``no-form``, ``unknown-layout``, ``unread-table``, ``unread-rows``, ``columns-unclear``, ``period-only``, ``stray-row``, ``html-tag``, ``level-inferred``,
               ``level-repeated``, ``cell-cut``, ``heading-repeated``, ``hidden-sheet``, ``hidden-rows``,
               ``hidden-columns``, ``page-without-text``, ``formula-without-value``; of a file of waivers
               ``waiver-unused``, ``waiver-expired``; of a baseline ``baseline-stale``, ``baseline-stale-strict``.
               Others of the kind in one form end with ``-also``: ``html-tag-also``.
    text:      the text it is about, as written.
    detail:    one more text for the message (the level that was inferred, the reason a file is unreadable).
    indicator: the number of the indicator it belongs to, from 1.
    """

    kind: str
    text: str = ""
    place: Place | None = None
    detail: str = ""
    indicator: int | None = None


class Document(Protocol):
    """A file opened for reading: its rows, one at a time, so that a large file needs no large memory."""

    @property
    def path(self) -> str:
        """The path as the user gave it; ``-`` for standard input."""
        ...

    def rows(self) -> Iterator[Row | Fact]:
        """The rows from the top, and what is to be said of the file. Raises SourceError where it turns out unreadable."""
        ...
