"""A form (绩效目标申报表) as plain data: what the recogniser gives and the rules see."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from pfglint.finding import Place
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Missing, Value
from pfglint.source.document import Cell, Fact

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Field(NamedTuple):
    """A labelled cell of the header (项目名称, 主管部门 …).

    key:   its name in ``grammar/labels.yaml``; label: the label's cell as written.
    value: the cell beside it; None where it is blank.
    date:  the day, for start and end, where the value is one.
    """

    key: str
    label: Cell
    value: Cell | None = None
    date: datetime.date | None = None

    @property
    def text(self) -> str | None:
        """The value as written; None where it is blank."""
        return self.value.text if self.value else None


class Amount(NamedTuple):
    """A cell of the funding block (项目资金).

    number: in the unit of the block (None where the cell is blank or no number).
    unit:   the unit that the cell itself carries (``180万`` is 万元), None where it carries none.
    """

    key: str
    label: Cell
    value: Cell | None = None
    number: Decimal | None = None
    unit: Unit | None = None


class Funding(NamedTuple):
    """The funding block. unit: 元 or 万元 as the block says, None where it does not."""

    unit: str | None = None
    amounts: Mapping[str, Amount] = _NOTHING


class Indicator(NamedTuple):
    """One row of the indicator table.

    number:     from 1, in the form.
    level1, level2: the canonical names of 一级指标 and 二级指标; None where there is none.
    level1_cell, level2_cell: the cells that say so, None where the level was carried over or inferred.
    name:       the cell of 三级指标 as written; label: the same without numbering, ★ and white space.
    written:    the value's cell; None where the row has none.
    value_room: False where the row ended before a value could stand in it (lost in extraction).
    """

    number: int
    level1: str | None
    level2: str | None
    name: Cell
    label: str
    written: Cell | None = None
    value: Value = Missing()
    level1_cell: Cell | None = None
    level2_cell: Cell | None = None
    value_room: bool = True
    inferred: bool = False
    """Whether level1 was inferred from level2, its own cell being absent or displaced."""
    fits: bool | None = None
    """Whether level2 belongs under level1, where the row itself says both and both are known."""
    qualitative: bool = False
    """Whether the layout has a column of its own for the kind of target, and it says 定性."""
    extra: Mapping[str, str | None] = _NOTHING
    """Further columns that the layout has: weight, score, result, period_value, last_value; None where one is blank."""
    template: str = ""
    """In running text, the template's placeholder that was left between name and value: ``(≥**户)``."""


class Form(NamedTuple):
    """One form. number: from 1, in its file. unread: rows that nothing understood."""

    number: int
    place: Place
    title: Cell | None = None
    year: int | None = None
    fields: Mapping[str, Field] = _NOTHING
    funding: Funding = Funding()
    overall_goal: Field | None = None
    annual_goal: Field | None = None
    indicators: tuple[Indicator, ...] = ()
    facts: tuple[Fact, ...] = ()
    unread: tuple[Cell, ...] = ()

    @property
    def project(self) -> str | None:
        """The project's name (项目名称) as written."""
        return self._field("project")

    @property
    def department(self) -> str | None:
        """The department in charge (主管部门) as written."""
        return self._field("department")

    @property
    def origin(self) -> str:
        """Whose form it is and of which year, as far as it says: ``临江区图书馆 2025``."""
        unit = self._field("implementer") or self.department
        return " ".join(str(part) for part in (unit, self.year) if part)

    def _field(self, key: str) -> str | None:
        found = self.fields.get(key)
        return found.text if found else None
