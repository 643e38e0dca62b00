"""A project's findings to its review sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pfglint.finding import Finding, Severity
from pfglint.form.head import Head
from pfglint.review.model import Answer, Grade, Item, Part, Project, Review, Reviewed, Score, Sheet
from pfglint.rule.model import Rule
from pfglint.rule.problem import Said

_ELSEWHERE = ("pair", "indicator-pair")
"""The subjects of rules that one year's form does not answer."""


class Filler:
    """Fills in one sheet after another.

    rules: those that are asked. A finding goes to the item that names its rule, else to the rest of its aspect's part;
           one without an aspect stands aside.
    least: the least severity that is listed; grades go by all.
    """

    def __init__(self, sheet: Sheet, rules: Iterable[Rule], lang: str, least: Severity) -> None:
        self.sheet = sheet
        self.lang = lang
        self.least = least
        asked = [rule for rule in rules if rule.subject not in _ELSEWHERE]
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
        parts = tuple(self._part(part, of_item, project.head) for part in self.sheet.parts)
        points = None
        if all(part.points is not None or part.is_for_people for part in parts):
            points = _mean((part.points, part.part.weight) for part in parts)
        errors = _errors(one for part in parts for answer in part.answers for one in answer.findings)
        return Review(
            project,
            parts,
            tuple(one for one in aside if one.severity >= self.least),
            points,
            _graded(points, errors, self.sheet.scores),
            Counter(one.severity for one in findings),
        )

    def _part(self, part: Part, of_item: Mapping[Item, Sequence[Finding]], head: Head) -> Reviewed:
        answers = tuple(self._answer(item, of_item.get(item, ()), head) for item in part.items)
        points = None
        if not any(answer.lacking for answer in answers):
            points = _mean((answer.grade.points, 1) for answer in answers if answer.grade is not None)
        errors = _errors(one for answer in answers for one in answer.findings)
        return Reviewed(part, answers, points, _graded(points, errors, self.sheet.scores))

    def _answer(self, item: Item, findings: Sequence[Finding], head: Head) -> Answer:
        checked = tuple(self._checked.get(item, ()))
        lacking = tuple(_lacking(item, head)) if checked else ()
        grade = grade_of(findings, self.sheet.grades) if checked and not lacking else None
        listed = tuple(one for one in findings if one.severity >= self.least)
        hidden = Counter(one.severity for one in findings if one.severity < self.least)
        return Answer(item, checked, listed, hidden, lacking, grade)


def _lacking(item: Item, head: Head) -> Iterable[str]:
    """What an item needs of a form and was not understood, or not wholly."""
    for part in item.needs:
        if part not in head.parts or (part == "indicators" and head.unread):
            yield part


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


def _graded(points: float | None, errors: int, scores: Sequence[Score]) -> Said | None:
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
