"""What users see of the findings. A reporter knows neither forms nor rules: findings go in, text comes out.

One module a format, named as the format is; each has ``open_report(out, setting) -> Reporter``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal, NamedTuple, Protocol, TextIO, TypeAlias

from pfglint.finding import Finding, Practice, Severity

FORMATS = ("text", "json", "concise", "csv")
"""The formats that ``--format`` takes, in the order of its help."""

Color: TypeAlias = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a report is to look.

    lang:   ``zh`` or ``en``, the language of the report's own words.
    titles: the rules' titles by code, for the table of counts.
    quiet:  the findings only, without counts and without a verdict.
    """

    lang: str = "zh"
    color: Color = "auto"
    titles: Mapping[str, str] = field(default_factory=dict)
    quiet: bool = False


class Compared(NamedTuple):
    """What a run left out because it has not changed since a revision.

    revision: as it was asked for; files: that have not changed; forms: that have not changed in those that have.
    """

    revision: str
    files: int
    forms: int


class Passed(NamedTuple):
    """How many findings are accepted as they are.

    waived, baseline: by waivers, and because the baseline records them.
    stale: how many findings the baseline records that are no longer there.
    idle:  how many it records of rules that did not look at the files.
    """

    waived: int = 0
    baseline: int = 0
    stale: int = 0
    idle: int = 0


NONE_PASSED = Passed()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a whole run found.

    found:   how many findings of each severity, shown or not.
    shown:   the least severity that was shown.
    fail_on: the least severity that stands in the way of submission.
    practices: how many forms were checked by another practice than the usual.
    departments: how many forms each department has (主管部门 as written; None where a form does not say).
    compared: what was left out; None where all forms were of interest.
    passed:  what is accepted as it is; it is not among `found`.
    """

    files: int
    forms: int
    indicators: int
    found: Counter[Severity]
    shown: Severity
    fail_on: Severity
    practices: Counter[Practice] = field(default_factory=Counter)
    departments: Counter[str | None] = field(default_factory=Counter)
    compared: Compared | None = None
    passed: Passed = NONE_PASSED

    def at_least(self, severity: Severity) -> dict[Severity, int]:
        """The counts of the severities from `severity` up that have any, the worst first."""
        return {
            one: self.found[one]
            for one in sorted(Severity, reverse=True)
            if one >= severity and self.found[one]
        }

    def below(self, severity: Severity) -> dict[Severity, int]:
        """The counts of the severities below `severity` that have any, the worst first."""
        return {
            one: self.found[one]
            for one in sorted(Severity, reverse=True)
            if one < severity and self.found[one]
        }


class Reporter(Protocol):
    """Writes a report while the files are being checked."""

    def show(self, findings: Sequence[Finding]) -> None:
        """Report one file's findings, as far as they are to be shown, in the order of their places."""
        ...

    def close(self, summary: Summary) -> None:
        """Write what comes after the last file."""
        ...


def open_report(name: str, out: TextIO, setting: Setting) -> Reporter:
    """A reporter of the format `name` that writes to `out`."""
    reporter: Reporter = import_module(f"pfglint.report.{name}").open_report(out, setting)
    return reporter
