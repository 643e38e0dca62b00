"""Two years of files to what compares between them: forms read and paired, and each pair judged by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pfglint.compare.model import Comparison, Filed, IndicatorPair, ProjectPair
from pfglint.compare.projects import pair_projects
from pfglint.finding import Finding
from pfglint.form.model import Form
from pfglint.lint import TROUBLES, RulesOf, read_forms, words_of
from pfglint.rule.fields import PairSubject
from pfglint.rule.run import Checker
from pfglint.rule.types import Quantity, Raw
from pfglint.source.document import Fact
from pfglint.source.limits import Limits

UNREAD = "unread-rows"
"""The facts that are told of a form: without them, indicators would seem to be missing."""


class Read(NamedTuple):
    """What some files gave. troubles: what is to be said of them; unreadable: whether one could not be read."""

    forms: tuple[Filed, ...]
    troubles: tuple[Finding, ...] = ()
    unreadable: bool = False


class Row(NamedTuple):
    """One indicator in both years. course, move: see the fields of ``for: indicator-pair``."""

    pair: IndicatorPair
    course: str
    move: str | None


class Judged(NamedTuple):
    """A project in both years, with what the rules say of it.

    this, last:    the year's amounts.
    growth:        by how much that grew; None where one year does not say, or said nothing.
    goal_likeness: how alike the annual goals are.
    findings:      all of them, in the order of this year's places.
    """

    pair: ProjectPair
    rows: tuple[Row, ...]
    this: Quantity | None
    last: Quantity | None
    growth: Quantity | None
    goal_likeness: Quantity | None
    findings: tuple[Finding, ...]


def read_year(files: Iterable[str], rules_of: RulesOf, lang: str, limits: Limits | None = None) -> Read:
    """All forms of some files, and what is to be said of what was not read: without that, projects and indicators would
    seem to be missing."""
    forms: list[Filed] = []
    troubles: list[Finding] = []
    unreadable = False
    for path in files:
        rules = rules_of(path)
        checker = Checker(rules, path, lang)
        facts: list[Fact] = []
        for item in read_forms(path, limits, words_of(rules)):
            if isinstance(item, Form):
                forms.append(Filed(item, path))
                troubles.extend(checker.facts([one for one in item.facts if one.kind == UNREAD], item))
            elif item.kind in TROUBLES:
                facts.append(item)
        unreadable |= any(fact.kind == "unreadable" for fact in facts)
        troubles.extend(checker.facts(facts))
    return Read(tuple(forms), tuple(troubles), unreadable)


def by_year(forms: Sequence[Filed]) -> tuple[tuple[Filed, ...], tuple[Filed, ...]] | None:
    """The forms of the latest year and those of the year before it that has any; None where there is only one year."""
    years = sorted({one.form.year for one in forms if one.form.year is not None}, reverse=True)
    if len(years) < 2:
        return None
    this, last = (tuple(one for one in forms if one.form.year == year) for year in years[:2])
    return this, last


def compare(this: Sequence[Filed], last: Sequence[Filed]) -> Comparison:
    """The projects of two years beside each other."""
    return pair_projects(this, last)


def judge(pairs: Iterable[ProjectPair], rules_of: RulesOf, lang: str) -> Iterator[Judged]:
    """What the rules say of each pair."""
    for pair in pairs:
        checker = Checker(rules_of(pair.this.path), pair.this.path, lang)
        yield _judged(pair, tuple(checker.pair(pair)))


def _judged(pair: ProjectPair, findings: tuple[Finding, ...]) -> Judged:
    subject = PairSubject(pair)
    rows = tuple(
        Row(one.model, str(one.course), one.move if isinstance(one.move, str) else None)
        for one in subject.indicators
    )
    return Judged(
        pair,
        rows,
        this=_quantity(subject.form.funding_annual_total),
        last=_quantity(subject.last.funding_annual_total),
        growth=_quantity(subject.budget_growth),
        goal_likeness=_quantity(subject.goal_likeness),
        findings=findings,
    )


def _quantity(found: Raw) -> Quantity | None:
    return found if isinstance(found, Quantity) else None
