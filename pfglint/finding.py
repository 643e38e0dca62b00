"""Where something stands, and what was found there. The ground floor: imports nothing of ours."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How bad a finding is; they compare (``Severity.ERROR > Severity.INFO``)."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that rules, options and reports use: ``error``, ``warning``, ``info``."""
        return self.name.lower()


ASPECTS = ("完整性", "相关性", "适当性", "可行性")
"""The four parts of the official review sheet, which a finding may be about."""


class Place(NamedTuple):
    """A place that a person can go to, as far as the file's format can tell. All numbers are from 1.

    line, column: text; in characters (a tab is one); column and end_column are None for a whole line.
    end_column:   exclusive.
    sheet, cell:  a workbook; the cell as ``C12``.
    table, row, column: Word; the column is that of the table's grid, so that a merged cell counts for all that it covers.
    paragraph:    Word, for what stands in no table.
    page, bbox:   PDF; left, top, right, bottom in points from the page's upper left corner.
    rank:         where formats have no lines: a number that grows as one reads on, see `ranked`. Never shown.
    """

    line: int | None = None
    column: int | None = None
    end_column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None
    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None
    rank: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """What the places of one file are sorted by: the first comes first as one reads."""
        return self.line or self.rank, self.column or 0

    @property
    def row_order(self) -> int:
        """The same for all cells of one row, and greater for a later one."""
        return self.line or self.rank >> 16

    @property
    def whole_row(self) -> Place:
        """The place of the row that this one is in."""
        return Place(self.line) if self.line is not None else self

    def up_to(self, last: Place) -> Place:
        """From here to the end of `last`, on one line; where formats have no lines, here."""
        return self._replace(end_column=last.end_column)

    def past(self, characters: int) -> Place:
        """Where a cell's rest begins, after so many characters; where formats have no lines, here."""
        at = self.column
        return self if self.line is None or at is None else self._replace(column=at + characters)


def ranked(row: int, column: int) -> int:
    """A `Place.rank`. row: the row's ordinal in its document; column: from 0."""
    return row << 16 | column


class Quote(NamedTuple):
    """The text of the cell that a finding speaks of, and which part of it is the culprit.

    start, end: offsets into text, end exclusive; the whole text where a rule names no part.
    """

    text: str
    start: int
    end: int


class Related(NamedTuple):
    """Another place that a finding must be read with (the first of two duplicates). path: where it is in another file."""

    place: Place
    message: str
    path: str | None = None


class Edit(NamedTuple):
    """Put text in the place of what stands there.

    In a text file (the place has a line) the place is exact: what stands from its column to its end_column becomes
    `text`. Elsewhere it is a cell, and `text` is all that the cell is to hold.

    was: what stands there now; the edit must not be made where something else does. White space within a cell aside.
    """

    place: Place
    text: str
    was: str


class Fix(NamedTuple):
    """How to mend a finding; safe where the meaning stays the same."""

    safe: bool
    title: str
    edits: tuple[Edit, ...]


class Practice(NamedTuple):
    """By the practice of which place a form was checked, where it is not the usual one, and why by that."""

    profile: str
    why: str


class Finding(NamedTuple):
    """One defect, told once.

    form:      the form's number in its file, from 1; None for a finding about the file.
    project:   the form's project name (项目名称).
    indicator: the indicator's name as written (三级指标).
    quote:     the cell as written, for reports that show it.
    department: the form's department in charge (主管部门), as written.
    origin:    whose form it is and of which year (``临江区图书馆 2025``): tells forms of one project name apart.
    about:     what it is about besides the project, as texts (level, name, value): see `pfglint.fingerprint`.
    shared:    what its group has in common, as texts, where another member might as well have been told of (which one is
               told of depends on their order); it stands in the place of project and about.
    """

    code: str
    name: str
    severity: Severity
    aspect: str | None
    message: str
    help: str | None
    source: str | None
    path: str
    form: int | None = None
    project: str | None = None
    indicator: str | None = None
    place: Place | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    quote: Quote | None = None
    department: str | None = None
    origin: str = ""
    about: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()


def in_order(finding: Finding) -> tuple[tuple[int, int], str]:
    """What the findings of one file are sorted by: where they stand, then the rule's code."""
    return (finding.place or Place()).order, finding.code
