"""What every reader gives: rows of cells, each with its place. A reader knows nothing of forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from pfglint.finding import Place


class Cell(NamedTuple):
    """One cell of a table, as written.

    text:   the content, without the white space around it.
    place:  where the content (not the white space) stands.
    column: the cell's index in its row, from 0.
    """

    text: str
    place: Place
    column: int


class Row(NamedTuple):
    """One row: all its cells, blank ones too. `line` is its place in the file, from 1.

    A blank line is a row without any text; `width` is the number of cells in the row.
    """

    line: int
    width: int
    cells: tuple[Cell, ...]
    """The cells that have text, in order."""


class SourceError(Exception):
    """A file that cannot be read as what it claims to be.

    kind:   the word by which rules know the case (``missing``, ``binary``, ``encoding``, ``too-long-line`` …).
    detail: what a message may quote.
    line:   where reading ended, if that is known.
    """

    def __init__(self, kind: str, detail: str = "", line: int | None = None) -> None:
        super().__init__(kind, detail, line)
        self.kind = kind
        self.detail = detail
        self.line = line


class Document(Protocol):
    """A file opened for reading: its rows, one at a time, so that a large file needs no large memory."""

    @property
    def path(self) -> str:
        """The path as the user gave it; ``-`` for standard input."""
        ...

    def rows(self) -> Iterator[Row]:
        """The rows from the top. Raises SourceError where the file turns out unreadable."""
        ...


class Fact(NamedTuple):
    """Something that reading or recognising noticed; rules of family 0 speak of it, nothing else does.

    kind:      ``unreadable``, ``no-form``, ``unknown-layout``, ``stray-row``, ``html-tag``, ``level-inferred``,
               ``level-repeated``, ``cell-cut``, ``heading-repeated``.
    text:      the text it is about, as written.
    detail:    one more text for the message (the level that was inferred, the reason a file is unreadable).
    indicator: the number of the indicator it belongs to, from 1.
    """

    kind: str
    text: str = ""
    place: Place | None = None
    detail: str = ""
    indicator: int | None = None
