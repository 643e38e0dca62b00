"""A review sheet, empty and filled in, as plain data."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from pfglint.finding import Finding, Severity
from pfglint.form.head import Head
from pfglint.rule.problem import Said


class Item(NamedTuple):
    """What is asked in a part.

    rules:  the names of the rules that answer it.
    others: whether all rules of the part answer it that no other item names.
    manual: whether it is for people to judge; then there are no rules.
    needs:  what must have been understood of a form (`pfglint.form.head.PARTS`) for the item to be graded.
    """

    name: Said
    asks: Said
    rules: frozenset[str] = frozenset()
    others: bool = False
    manual: bool = False
    needs: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of the review: 完整性, 相关性, 适当性, 可行性. weight: its share of the whole."""

    aspect: str
    name: Said
    weight: int
    items: tuple[Item, ...]


class Grade(NamedTuple):
    """A grade of an item: the most errors and warnings (None: any number), and its points, from 0 to 100."""

    name: Said
    errors: int | None
    warnings: int | None
    points: int


class Score(NamedTuple):
    """A grade of a part or of the whole: the least mean of points, and the most errors (None: any number)."""

    name: Said
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
    findings: what they said, as far as it is listed; hidden: how much of each severity is not.
    lacking:  what the item needs and was not understood.
    grade:    None where a person is to judge, no rule was asked, or something is lacking.
    """

    item: Item
    checked: tuple[str, ...]
    findings: tuple[Finding, ...]
    hidden: Counter[Severity]
    lacking: tuple[str, ...]
    grade: Grade | None


class Reviewed(NamedTuple):
    """A part filled in.

    points: the mean of its items that have a grade; grade: what that comes to. None of both where none has, or where an
    item lacks what it needs.
    """

    part: Part
    answers: tuple[Answer, ...]
    points: float | None
    grade: Said | None

    @property
    def is_for_people(self) -> bool:
        """Whether all that is asked is for people to judge."""
        return all(answer.item.manual for answer in self.answers)


class Project(NamedTuple):
    """Whose form it is, and in which file."""

    path: str
    head: Head


class Review(NamedTuple):
    """A sheet filled in.

    aside:  findings that belong to no part (reading, wording).
    points: from 0 to 100; grade: what that comes to. None of both where a part has no grade that is not for people alone.
    counts: how many findings there are of each severity, listed or not.
    """

    project: Project
    parts: tuple[Reviewed, ...]
    aside: tuple[Finding, ...]
    points: float | None
    grade: Said | None
    counts: Counter[Severity]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that are listed."""
        inside = (one for part in self.parts for answer in part.answers for one in answer.findings)
        return (*inside, *self.aside)
