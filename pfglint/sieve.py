"""Findings that are accepted as they are, taken out while a file is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pfglint.finding import Finding
from pfglint.fingerprint import fingerprint, plain
from pfglint.form.model import Form
from pfglint.waiver.model import Waivers


class Noted(NamedTuple):
    """What a sieve noted of one file.

    waived:   how many findings were waived.
    used:     how many findings each waiver was for, by its number from 0.
    projects: the names of the forms' projects, as `plain` has them; empty for a form without one.
    """

    waived: int
    used: Counter[int]
    projects: frozenset[str]

    def after(self, before: Noted | None) -> Noted:
        """The same with what was noted before of the same file."""
        if before is None:
            return self
        return Noted(before.waived + self.waived, before.used + self.used, before.projects | self.projects)


@dataclass(slots=True)
class Sieve:
    """Takes out of one file's findings what is waived, and keeps what may be recorded.

    waivers:  those that hold for the file.
    recorded: the fingerprints in its baseline.
    """

    waivers: Waivers | None
    recorded: frozenset[str]
    today: date
    _waived: int = 0
    _used: Counter[int] = field(default_factory=Counter)
    _projects: set[str] = field(default_factory=set)

    def form(self, form: Form) -> None:
        """Note a form of the file."""
        self._projects.add(plain(form.project or ""))

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is waived, and so is neither reported nor counted."""
        if self.waivers is None:
            return False
        numbers = self.waivers.of(finding, self.today)
        self._used.update(numbers)
        self._waived += bool(numbers)
        return bool(numbers)

    def may_be_recorded(self, finding: Finding) -> bool:
        """Whether the baseline has its fingerprint: how many of these it counts, the whole run must tell."""
        return bool(self.recorded) and fingerprint(finding) in self.recorded

    def noted(self) -> Noted:
        """What came of the file."""
        return Noted(self._waived, self._used, frozenset(self._projects))


@dataclass(frozen=True, slots=True)
class Sieves:
    """The sieves of a run's files; it can be sent to other processes.

    waivers, recorded: by the path of the file.
    """

    today: date
    waivers: Mapping[str, Waivers]
    recorded: Mapping[str, frozenset[str]]

    def __call__(self, path: str) -> Sieve | None:
        """A fresh sieve for a file; None where nothing of it is accepted."""
        waivers, recorded = self.waivers.get(path), self.recorded.get(path)
        if waivers is None and recorded is None:
            return None
        return Sieve(waivers, recorded or frozenset(), self.today)
