"""Made-up projects with what was found in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pfglint.finding import Finding, Place, Severity
from pfglint.form.head import Head
from pfglint.review.cover import Cover, cover_of
from pfglint.review.fill import Filler
from pfglint.review.model import Project, Review, Sheet
from pfglint.review.read import builtin_sheet
from pfglint.rule.pack import load_builtin

RULES = load_builtin()
SHEET = builtin_sheet([RULES])
TITLES = {rule.code: rule.title.zh for rule in RULES}


def finding(
    name: str, severity: Severity = Severity.ERROR, message: str = "这里不对", line: int = 1
) -> Finding:
    rule = RULES.by_word[name]
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        aspect=rule.aspect,
        message=message,
        help=None,
        source=None,
        path="表.txt",
        form=1,
        project=None,
        indicator=None,
        place=Place(line=line),
    )


def head(project: str = "图书采购", **more: object) -> Head:
    return Head(1, Place(line=3), project, "示范市文旅局", "示范市图书馆", 2025, "100元")._replace(**more)


def review(
    *found: Finding, of: Head | None = None, sheet: Sheet = SHEET, least: Severity = Severity.WARNING
) -> Review:
    """A sheet filled in with these findings."""
    return Filler(sheet, RULES, "zh", least).fill(Project("表.txt", of or head()), found)


def cover(reviews: Sequence[Review], least: Severity = Severity.WARNING) -> Cover:
    return cover_of(SHEET, reviews, TITLES, least)


def named(projects: Iterable[str]) -> list[Review]:
    """Right forms of projects with these names."""
    return [review(of=head(name)) for name in projects]
