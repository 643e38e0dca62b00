"""A project's findings to its review sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pfglint.finding import Finding, Severity
from pfglint.review.model import Answer, Grade, Item, Part, Project, Review, Reviewed, Score, Sheet
from pfglint.rule.model import Rule

_ASKED = ("form", "field", "indicator", "cell", "promise", "fact")
"""The subjects of rules that one form answers."""


class Filler:
    """Fills in one sheet after another.

    rules: those that are asked. A finding goes to the item that names its rule, else to the rest of its aspect's part;
    one without an aspect stands aside.
    """

    def __init__(self, sheet: Sheet, rules: Iterable[Rule], lang: str) -> None:
        self.sheet = sheet
        self.lang = lang
        asked = [rule for rule in rules if rule.subject in _ASKED]
        named = {name: item for part in sheet.parts for item in part.items for name in item.rules}
        rest = {part.aspect: item for part in sheet.parts for item in part.items if item.others}
        self._item: dict[str, Item] = {
            rule.name: item
            for rule in asked
            if (item := named.get(rule.name) or rest.get(rule.aspect or "")) is not None
        }
        self._checked: dict[Item, list[str]] = {}
        for rule in asked:
            if (item := self._item.get(rule.name)) is not None:
                self._checked.setdefault(item, []).append(rule.title.text(lang))

    def fill(self, project: Project, findings: Sequence[Finding]) -> Review:
        """The sheet of a project. findings: all of its form, in the order of their places."""
        of_item: dict[Item, list[Finding]] = {}
        aside: list[Finding] = []
        for finding in findings:
            item = self._item.get(finding.name)
            (aside if item is None else of_item.setdefault(item, [])).append(finding)
        parts = tuple(self._part(part, of_item) for part in self.sheet.parts)
        points = _mean((part.points, part.part.weight) for part in parts)
        errors = _errors(one for part in parts for answer in part.answers for one in answer.findings)
        return Review(project, parts, tuple(aside), points, _graded(points, errors, self.sheet.scores))

    def _part(self, part: Part, of_item: Mapping[Item, Sequence[Finding]]) -> Reviewed:
        answers = tuple(self._answer(item, of_item.get(item, ())) for item in part.items)
        points = _mean((answer.grade.points, 1) for answer in answers if answer.grade is not None)
        errors = _errors(one for answer in answers for one in answer.findings)
        return Reviewed(part, answers, points, _graded(points, errors, self.sheet.scores))

    def _answer(self, item: Item, findings: Sequence[Finding]) -> Answer:
        checked = tuple(self._checked.get(item, ()))
        grade = grade_of(findings, self.sheet.grades) if checked and not item.manual else None
        return Answer(item, checked, tuple(findings), grade)


def grade_of(findings: Iterable[Finding], grades: Sequence[Grade]) -> Grade:
    """The first grade whose errors and warnings are not exceeded, else the last."""
    severities = [finding.severity for finding in findings]
    errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
    fitting = (
        grade
        for grade in grades
        if (grade.errors is None or errors <= grade.errors)
        and (grade.warnings is None or warnings <= grade.warnings)
    )
    return next(fitting, grades[-1])


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity == Severity.ERROR for finding in findings)


def _graded(points: float | None, errors: int, scores: Sequence[Score]) -> str | None:
    if points is None:
        return None
    fitting = (
        score.name
        for score in scores
        if points >= score.least and (score.errors is None or errors <= score.errors)
    )
    return next(fitting, scores[-1].name)


def _mean(weighted: Iterable[tuple[float | None, int]]) -> float | None:
    """The mean of those that are known, by their weights."""
    known = [(points, weight) for points, weight in weighted if points is not None]
    total = sum(weight for _, weight in known)
    return sum(points * weight for points, weight in known) / total if total else None
