"""A review sheet, empty and filled in, as plain data."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pfglint.finding import Finding, Place, Severity
from pfglint.rule.problem import Said


class Item(NamedTuple):
    """What is asked in a part.

    rules:  the names of the rules that answer it.
    others: whether all rules of the part answer it that no other item names.
    manual: whether it is for people to judge; then there are no rules.
    """

    name: Said
    asks: Said
    rules: frozenset[str] = frozenset()
    others: bool = False
    manual: bool = False


class Part(NamedTuple):
    """A part of the review: 完整性, 相关性, 适当性, 可行性. weight: its share of the whole."""

    aspect: str
    name: Said
    weight: int
    items: tuple[Item, ...]


class Grade(NamedTuple):
    """A grade of an item: the most errors and warnings (None: any number), and its points, from 0 to 100."""

    name: str
    errors: int | None
    warnings: int | None
    points: int


class Score(NamedTuple):
    """A grade of a part or of the whole: the least mean of points, and the most errors (None: any number)."""

    name: str
    least: int
    errors: int | None = None


class Sheet(NamedTuple):
    """An empty review sheet. grades, scores: the best first."""

    title: Said
    grades: tuple[Grade, ...]
    scores: tuple[Score, ...]
    parts: tuple[Part, ...]


class Answer(NamedTuple):
    """An item filled in.

    checked:  the titles of the rules that were asked.
    findings: what they said. grade: None where a person is to judge, or no rule was asked.
    """

    item: Item
    checked: tuple[str, ...]
    findings: tuple[Finding, ...]
    grade: Grade | None


class Reviewed(NamedTuple):
    """A part filled in. points: the mean of its items that have a grade; None where none has."""

    part: Part
    answers: tuple[Answer, ...]
    points: float | None
    grade: str | None


class Project(NamedTuple):
    """Whose form it is, for the head of its sheet. money: the year's amount as written, with its unit."""

    path: str
    form: int
    place: Place
    project: str
    department: str
    implementer: str
    year: int | None
    money: str


class Review(NamedTuple):
    """A sheet filled in. aside: findings that belong to no part (reading, wording). points: from 0 to 100."""

    project: Project
    parts: tuple[Reviewed, ...]
    aside: tuple[Finding, ...]
    points: float | None
    grade: str | None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        inside = (one for part in self.parts for answer in part.answers for one in answer.findings)
        return (*inside, *self.aside)

    @property
    def counts(self) -> Counter[Severity]:
        """How many findings of each severity."""
        return Counter(one.severity for one in self.findings)
