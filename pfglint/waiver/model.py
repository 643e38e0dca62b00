"""A waiver, and which findings it is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pfglint.finding import Finding, Place
from pfglint.fingerprint import plain
from pfglint.form.names import plain_name
from pfglint.rule.problem import DataError


class WaiverError(DataError):
    """Everything that is wrong with a file of waivers."""


class Waiver(NamedTuple):
    """What need not be mended.

    rule:      the rule's name.
    project, indicator: as people write them; indicator None: wherever the rule speaks in the project.
    until:     the last day that it holds; None for good.
    place, until_place: where it stands in its file, and where its last day does.
    """

    rule: str
    project: str
    indicator: str | None
    reason: str
    until: date | None = None
    place: Place = Place()
    until_place: Place | None = None

    @property
    def about(self) -> str:
        """What it is for, on one line: ``percent-on-count · 乡镇图书室购书经费 · 购置图书数量``."""
        return " · ".join(part for part in (self.rule, self.project, self.indicator) if part)

    def has_run_out(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    def is_for_the_same(self, other: Waiver) -> bool:
        """Whether both are for the same findings."""
        return (
            self.rule == other.rule
            and plain(self.project) == plain(other.project)
            and (self.indicator is None) == (other.indicator is None)
            and known_by(self.indicator) == known_by(other.indicator)
        )

    def covers(self, finding: Finding) -> bool:
        """Whether it is for a finding; how the names are spaced, numbered or written wide makes no difference."""
        return (
            finding.name == self.rule
            and plain(finding.project or "") == plain(self.project)
            and (self.indicator is None or known_by(finding.indicator) == known_by(self.indicator))
        )


def known_by(indicator: str | None) -> str:
    """An indicator's name as it counts: ``指标1： 购置图书数量`` is ``购置图书数量``."""
    return plain(plain_name(indicator or ""))


@dataclass(frozen=True, eq=False)
class Waivers:
    """The waivers of one file. path: the file, as it is shown."""

    path: str
    waivers: tuple[Waiver, ...]

    @cached_property
    def _by_project(self) -> Mapping[tuple[str, str], Sequence[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, waiver in enumerate(self.waivers):
            found[waiver.rule, plain(waiver.project)].append(number)
        return dict(found)

    def of(self, finding: Finding, today: date) -> list[int]:
        """Which waivers are for a finding and still hold, from 0."""
        numbers = self._by_project.get((finding.name, plain(finding.project or "")), ())
        return [
            number
            for number in numbers
            if self.waivers[number].covers(finding) and not self.waivers[number].has_run_out(today)
        ]
