"""Findings that are accepted as they are, taken out while a file is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pfglint.finding import Finding
from pfglint.waiver.model import Waivers


class Noted(NamedTuple):
    """What a sieve noted of one file.

    waived: how many findings were waived.
    used:   how many findings each waiver was for, by its number from 0.
    """

    waived: int
    used: Counter[int]

    def after(self, before: Noted | None) -> Noted:
        """The same with what was noted before of the same file."""
        return self if before is None else Noted(before.waived + self.waived, before.used + self.used)


@dataclass(slots=True)
class Sieve:
    """Takes out of one file's findings what is accepted. waivers: those that hold for the file."""

    waivers: Waivers
    today: date
    _waived: int = 0
    _used: Counter[int] = field(default_factory=Counter)

    def takes(self, finding: Finding) -> bool:
        """Whether a finding is waived, and so is neither reported nor counted."""
        numbers = self.waivers.of(finding, self.today)
        self._used.update(numbers)
        self._waived += bool(numbers)
        return bool(numbers)

    def noted(self) -> Noted:
        """What came of the file."""
        return Noted(self._waived, self._used)


@dataclass(frozen=True, slots=True)
class Sieves:
    """The sieves of a run's files; it can be sent to other processes. waivers: by the path of the file."""

    waivers: Mapping[str, Waivers]
    today: date

    def __call__(self, path: str) -> Sieve | None:
        """A fresh sieve for a file; None where nothing of it is accepted."""
        waivers = self.waivers.get(path)
        return Sieve(waivers, self.today) if waivers is not None else None
