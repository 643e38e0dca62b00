"""Counts in the place of findings: by rule, by department, by form. For whoever has ten thousand forms.

One module a format; each has ``write(statistics, out, setting)``. Findings are counted and let go: what is kept grows
with the forms that have any, by a few numbers each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from typing import NamedTuple, TextIO, TypeAlias

from pfglint.finding import Finding, Severity
from pfglint.report import Reporter, Setting, Summary

FORMATS = ("text", "json", "csv")
"""The formats that counts can be had in."""

WORST_FIRST = tuple(sorted(Severity, reverse=True))
"""The severities in the order of all tables."""

Counts: TypeAlias = tuple[int, ...]
"""How many findings there are of each severity, in the order of `WORST_FIRST`."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule spoke with one severity. share: of all findings counted, from 0 to 1; forms: in how many forms."""

    severity: Severity
    code: str
    name: str
    title: str
    count: int
    share: float
    forms: int


class DepartmentCount(NamedTuple):
    """What was found in the forms of a department.

    name:    as the forms have it (主管部门); None for forms that do not say, and for files without a form.
    forms:   all its forms; failing: those with a finding of a severity that fails.
    """

    name: str | None
    forms: int
    failing: int
    found: Counts


class FormCount(NamedTuple):
    """What was found in one form; in a file outside of its forms where `form` is None."""

    path: str
    form: int | None
    project: str | None
    department: str | None
    found: Counts


class Statistics(NamedTuple):
    """All counts of a run, each list with the worst first.

    departments: all that there are, those without a finding too; forms: those that have one.
    """

    rules: Sequence[RuleCount]
    departments: Sequence[DepartmentCount]
    forms: Sequence[FormCount]
    summary: Summary

    @property
    def shown(self) -> tuple[Severity, ...]:
        """The severities that were counted."""
        return tuple(one for one in WORST_FIRST if one >= self.summary.shown)

    def by_label(self, found: Counts) -> dict[str, int | None]:
        """Counts by the names of their severities; None for a severity that was not counted."""
        counts = zip(WORST_FIRST, found, strict=True)
        return {one.label: count if one in self.shown else None for one, count in counts}


def open_statistics(name: str, out: TextIO, setting: Setting) -> Reporter:
    """A reporter that writes counts to `out`, in the format `name` of `FORMATS`."""
    return _Counting(name, out, setting)


class _Counting:
    def __init__(self, name: str, out: TextIO, setting: Setting) -> None:
        self.name = name
        self.out = out
        self.setting = setting
        self.rules: Counter[tuple[Severity, str, str]] = Counter()
        self.forms_of_rules: Counter[tuple[Severity, str, str]] = Counter()
        self.forms: list[FormCount] = []

    def show(self, findings: Sequence[Finding]) -> None:
        by_form = sorted(findings, key=lambda one: one.form or 0)
        for form, group in groupby(by_form, key=lambda one: one.form):
            self._form(form, list(group))

    def _form(self, form: int | None, findings: Sequence[Finding]) -> None:
        spoke = Counter((one.severity, one.code, one.name) for one in findings)
        self.rules.update(spoke)
        if form is not None:
            self.forms_of_rules.update(spoke.keys())
        found = Counter(one.severity for one in findings)
        first = findings[0]
        counts = tuple(found[one] for one in WORST_FIRST)
        self.forms.append(FormCount(first.path, form, first.project, department(first.department), counts))

    def close(self, summary: Summary) -> None:
        total = self.rules.total()
        rules = [
            RuleCount(
                *rule,
                title=self.setting.titles.get(rule[1], ""),
                count=count,
                share=count / total,
                forms=self.forms_of_rules[rule],
            )
            for rule, count in self.rules.items()
        ]
        statistics = Statistics(
            sorted(rules, key=lambda one: (-one.severity, -one.count, one.code)),
            sorted(
                _departments(self.forms, summary.departments, summary.fail_on),
                key=lambda one: (_worst(one.found), -one.forms, one.name or ""),
            ),
            sorted(self.forms, key=lambda one: _worst(one.found)),  # as they came where they are as bad
            summary,
        )
        import_module(f"pfglint.report.statistics.{self.name}").write(statistics, self.out, self.setting)


def department(written: str | None) -> str | None:
    """A department's name as it is counted by: without the white space that its cell may have; None for a blank."""
    return "".join((written or "").split()) or None


def _departments(
    found: Iterable[FormCount], forms: Mapping[str | None, int], fail_on: Severity
) -> Iterable[DepartmentCount]:
    """The counts of all departments. forms: how many forms each has, by its name as written."""
    all_forms: Counter[str | None] = Counter()
    for written, count in forms.items():
        all_forms[department(written)] += count
    failing: Counter[str | None] = Counter()
    counts: dict[str | None, Counts] = {}
    for one in found:
        before = counts.get(one.department, (0,) * len(one.found))
        counts[one.department] = tuple(map(sum, zip(before, one.found, strict=True)))
        if one.form is not None and any(
            count for severity, count in zip(WORST_FIRST, one.found, strict=True) if severity >= fail_on
        ):
            failing[one.department] += 1
    for name in {**all_forms, **counts}:
        none = (0,) * len(WORST_FIRST)
        yield DepartmentCount(name, all_forms[name], failing[name], counts.get(name, none))


def _worst(found: Counts) -> Counts:
    """What a list with the worst first is sorted by."""
    return tuple(-count for count in found)
