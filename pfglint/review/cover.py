"""What the cover of a pile of review sheets says: the projects by rank, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pfglint.finding import Finding, Severity
from pfglint.report import NONE_PASSED, Passed
from pfglint.review.model import Review, Sheet
from pfglint.rule.problem import Said


class Department(NamedTuple):
    """A department's projects. grades: how many have each grade, and none; points: the mean of those that have some."""

    name: str
    projects: int
    grades: tuple[int, ...]
    errors: int
    warnings: int
    points: float | None


class RuleCount(NamedTuple):
    """How often a rule spoke, and in how many projects. title: what it is about, for people."""

    code: str
    name: str
    title: str
    severity: Severity
    findings: int
    projects: int


class Cover(NamedTuple):
    """The first page.

    ranked:     the reviews: those without a grade first, as people must look at them, then those that need most work.
    grades:     how many projects have each grade, the best first; then those that have none, under None.
    left:       what is to be said of files that gave no form.
    passed:     how many findings are accepted as they are.
    severities: those that are listed, the worst first.
    """

    ranked: tuple[Review, ...]
    grades: tuple[tuple[Said | None, int], ...]
    departments: tuple[Department, ...]
    rules: tuple[RuleCount, ...]
    left: tuple[Finding, ...] = ()
    passed: Passed = NONE_PASSED
    severities: tuple[Severity, ...] = tuple(sorted(Severity, reverse=True))


def cover_of(sheet: Sheet, reviews: Sequence[Review], titles: Mapping[str, str], least: Severity) -> Cover:
    """The cover. titles: of the rules, by code; least: the least severity that is listed."""
    grades: list[Said | None] = [score.name for score in sheet.scores]
    counts = Counter(review.grade for review in reviews)
    if counts[None]:
        grades.append(None)
    return Cover(
        tuple(sorted(reviews, key=_need)),
        tuple((grade, counts[grade]) for grade in grades),
        tuple(_departments(reviews, grades)),
        tuple(_rules(reviews, titles)),
        severities=tuple(one for one in sorted(Severity, reverse=True) if one >= least),
    )


def _need(review: Review) -> tuple[float, int, int, str, int]:
    project = review.project
    return (
        -1.0 if review.points is None else review.points,
        -review.counts[Severity.ERROR],
        -review.counts[Severity.WARNING],
        project.path,
        project.head.number,
    )


def _departments(reviews: Sequence[Review], grades: Sequence[Said | None]) -> list[Department]:
    by_name: dict[str, list[Review]] = {}
    for review in reviews:
        by_name.setdefault(review.project.head.department, []).append(review)
    found = []
    for name, theirs in by_name.items():
        points = [review.points for review in theirs if review.points is not None]
        counts = Counter(review.grade for review in theirs)
        found.append(
            Department(
                name,
                len(theirs),
                tuple(counts[grade] for grade in grades),
                sum(review.counts[Severity.ERROR] for review in theirs),
                sum(review.counts[Severity.WARNING] for review in theirs),
                sum(points) / len(points) if points else None,
            )
        )
    return sorted(found, key=lambda one: (-one.errors, -one.warnings, one.name))


def _rules(reviews: Sequence[Review], titles: Mapping[str, str]) -> Iterator[RuleCount]:
    """The rules that spoke, the worst first."""
    found: dict[tuple[str, str], list[tuple[Severity, int]]] = {}
    for number, review in enumerate(reviews):
        for finding in review.findings:
            found.setdefault((finding.code, finding.name), []).append((finding.severity, number))
    counted = (
        RuleCount(
            code,
            name,
            titles.get(code, name),
            max(severity for severity, _ in seen),
            len(seen),
            len({number for _, number in seen}),
        )
        for (code, name), seen in found.items()
    )
    yield from sorted(counted, key=lambda one: (-one.severity, -one.findings, one.code))
