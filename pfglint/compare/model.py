"""What comparing two years gives, as plain data."""

from __future__ import annotations

from typing import NamedTuple

from pfglint.form.model import Form, Indicator


class Filed(NamedTuple):
    """A form and the file that it stands in."""

    form: Form
    path: str


class IndicatorPair(NamedTuple):
    """One indicator in both years. this: None where it was dropped; last: None where it was added."""

    this: Indicator | None
    last: Indicator | None

    @property
    def either(self) -> Indicator:
        """This year's, or else last year's."""
        found = self.this or self.last
        assert found is not None
        return found


class ProjectPair(NamedTuple):
    """One project in both years.

    by:         how it was told: ``name`` (alike but for years), ``number`` (also but for its number: 二期), ``likeness``.
    indicators: this year's in their order, each with last year's, then those that were dropped.
    """

    this: Filed
    last: Filed
    by: str
    indicators: tuple[IndicatorPair, ...] = ()

    @property
    def years(self) -> int:
        """How many years lie between the two forms; 1 where one of them does not say its year."""
        this, last = self.this.form.year, self.last.form.year
        return this - last if this and last and this > last else 1


class Comparison(NamedTuple):
    """Two years beside each other. begun, ended: the forms of this year and of last year that have no partner."""

    pairs: tuple[ProjectPair, ...]
    begun: tuple[Filed, ...]
    ended: tuple[Filed, ...]
