"""What the cover of a pile of review sheets says: the projects by rank, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pfglint.finding import Severity
from pfglint.review.model import Review


class Department(NamedTuple):
    """A department's projects. points: their mean."""

    name: str
    projects: int
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
    """ranked: the projects that need most work first. grades: how many projects have each grade, the best first."""

    ranked: tuple[Review, ...]
    grades: tuple[tuple[str, int], ...]
    departments: tuple[Department, ...]
    rules: tuple[RuleCount, ...]


def cover(reviews: Sequence[Review], grades: Sequence[str], titles: Mapping[str, str]) -> Cover:
    """The cover. grades: their names, the best first; titles: of the rules, by code."""
    ranked = sorted(reviews, key=_need)
    counts = Counter(review.grade for review in reviews)
    return Cover(
        tuple(ranked),
        tuple((grade, counts[grade]) for grade in grades),
        tuple(_departments(reviews)),
        tuple(_rules(reviews, titles)),
    )


def _need(review: Review) -> tuple[float, int, int, str, int]:
    counts = review.counts
    points = 101.0 if review.points is None else review.points
    project = review.project
    return points, -counts[Severity.ERROR], -counts[Severity.WARNING], project.path, project.form


def _departments(reviews: Sequence[Review]) -> list[Department]:
    by_name: dict[str, list[Review]] = {}
    for review in reviews:
        by_name.setdefault(review.project.department, []).append(review)
    found = []
    for name, theirs in by_name.items():
        points = [review.points for review in theirs if review.points is not None]
        found.append(
            Department(
                name,
                len(theirs),
                sum(review.counts[Severity.ERROR] for review in theirs),
                sum(review.counts[Severity.WARNING] for review in theirs),
                sum(points) / len(points) if points else None,
            )
        )
    return sorted(found, key=lambda one: (-one.errors, -one.warnings, one.name))


def _rules(reviews: Sequence[Review], titles: Mapping[str, str]) -> list[RuleCount]:
    found: dict[tuple[str, str], list[tuple[Severity, int]]] = {}
    for number, review in enumerate(reviews):
        for finding in review.findings:
            found.setdefault((finding.code, finding.name), []).append((finding.severity, number))
    counted = [
        RuleCount(
            code,
            name,
            titles.get(code, ""),
            max(severity for severity, _ in seen),
            len(seen),
            len({number for _, number in seen}),
        )
        for (code, name), seen in found.items()
    ]
    return sorted(counted, key=lambda one: (-one.severity, -one.findings, one.code))
