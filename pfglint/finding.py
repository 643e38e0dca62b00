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


class Place(NamedTuple):
    """A place that a person can go to, as far as the file's format can tell.

    line, column: from 1, in characters (a tab is one); column and end_column are None for a whole line.
    end_column:   exclusive.
    """

    line: int | None = None
    column: int | None = None
    end_column: int | None = None


class Quote(NamedTuple):
    """The text of the cell that a finding speaks of, and which part of it is the culprit.

    start, end: offsets into text, end exclusive; the whole text where a rule names no part.
    """

    text: str
    start: int
    end: int


class Related(NamedTuple):
    """Another place that a finding must be read with (the first of two duplicates)."""

    place: Place
    message: str


class Edit(NamedTuple):
    """Put text in the place of what stands there."""

    place: Place
    text: str


class Fix(NamedTuple):
    """How to mend a finding; safe where the meaning stays the same."""

    safe: bool
    title: str
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """One defect, told once.

    form:      the form's number in its file, from 1; None for a finding about the file.
    project:   the form's project name (项目名称).
    indicator: the indicator's name as written (三级指标).
    quote:     the cell as written, for reports that show it.
    department: the form's department in charge (主管部门), as written.
    origin:    whose form it is and of which year (``临江区图书馆 2025``): tells forms of one project name apart.
    about:     what it is about besides the project, as texts (level, name, value): see `pfglint.fingerprint`.
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
