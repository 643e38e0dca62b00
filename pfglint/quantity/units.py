"""Units of measurement (计量单位), over the definitions in ``grammar/units.txt`` alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Dimension: TypeAlias = tuple[tuple[str, int], ...]
"""Powers of base dimensions, sorted by name: ``元/人·天`` is ``(("money", 1), ("person", -1), ("time", -1))``;
a ratio is ``()``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written in a form.

    text:      as written, without white space (``%`` for 百分比, ``元`` for 人民币).
    dimension: None for a unit that is not known.
    factor:    how many base units it is (万元 is 10000 元, % is 0.01).
    """

    text: str
    dimension: Dimension | None
    factor: Decimal = Decimal(1)
