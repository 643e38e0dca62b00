"""The weights of a form's indicators (权重, 分值), and whether they add up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pfglint.form.model import Form, Indicator
from pfglint.patterns import late
from pfglint.quantity.units import HALF_WIDTH
from pfglint.rule.template import number_text
from pfglint.source.document import Cell

_DIGITS = r"[0-9]{1,6}(?:\.[0-9]{1,6})?"
_NUMBER = late(_DIGITS)
_PRINTED = late(
    rf"\(?(?P<low>{_DIGITS})(?:[-~—～至](?P<high>{_DIGITS}))?\)?分\)?$|\((?P<bare>{_DIGITS})%?\)$"
)


class Misfit(NamedTuple):
    """A level whose printed score is not that of its indicators.

    cell: the level's label, with its score; parts: the weights of its indicators, in order.
    """

    cell: Cell
    parts: tuple[Decimal, ...]

    @property
    def text(self) -> str:
        """For people: ``产出指标(50分)：20+10+15=45``."""
        label = "".join(self.cell.text.split())
        total = f"={number_text(sum(self.parts, Decimal(0)))}" if len(self.parts) > 1 else ""
        return f"{label}：{'+'.join(map(number_text, self.parts))}{total}"


class Weights(NamedTuple):
    """What the weights of a form come to.

    total:    their sum, in points of 100; None where one is blank, or a row was not understood.
    rounding: how far the sum may be off because the weights are rounded.
    misfits:  the levels that do not add up.
    """

    total: Decimal | None
    rounding: Decimal
    misfits: tuple[Misfit, ...]


def parse(text: str) -> Decimal | None:
    """A weight as written: ``10``, ``7.5%``, ``20分``; None for anything else."""
    text = "".join(text.translate(HALF_WIDTH).split()).removesuffix("分").removesuffix("%")
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def weights(form: Form) -> Weights | None:
    """The weights of `form`; None where its layout has none."""
    if not any("weight" in item.extra for item in form.indicators):
        return None
    found = [parse(item.extra.get("weight") or "") for item in form.indicators]
    known = [weight for weight in found if weight is not None]
    scale = 100 if known and max(known) <= 1 else 1
    complete = len(known) == len(found) and _is_whole(form)
    total = sum(known, Decimal(0)) * scale if complete else None
    return Weights(total, _rounding(known) * scale, tuple(_misfits(form, found)))


def _is_whole(form: Form) -> bool:
    """Whether all rows of its table were read."""
    return not any(fact.kind == "unread-rows" for fact in form.facts)


def _misfits(form: Form, found: list[Decimal | None]) -> Iterator[Misfit]:
    """The levels that print a score, with those of their indicators, where these do not fit."""
    for depth in (1, 2):
        cells: dict[tuple[str | None, ...], Cell] = {}
        parts: dict[tuple[str | None, ...], list[Decimal | None]] = {}
        for item, weight in zip(form.indicators, found, strict=True):
            key = (item.level1, item.level2)[:depth]
            cell = _cell(item, depth)
            if cell is not None:
                cells.setdefault(key, cell)
            parts.setdefault(key, []).append(weight)
        for key, cell in cells.items():
            printed = _printed(cell.text)
            if printed is not None and not _fits(printed, parts[key], whole=_is_whole(form)):
                yield Misfit(cell, tuple(weight for weight in parts[key] if weight is not None))


def _cell(item: Indicator, depth: int) -> Cell | None:
    return item.level1_cell if depth == 1 else item.level2_cell


def _printed(label: str) -> tuple[Decimal, Decimal] | None:
    """The score that a level's label prints, as its least and its most: 产出指标（50分）, 成本指标(0-20)分."""
    found = _PRINTED.search("".join(label.translate(HALF_WIDTH).split()))
    if found is None:
        return None
    low = Decimal(found["low"] or found["bare"])
    return low, Decimal(found["high"] or low)


def _fits(printed: tuple[Decimal, Decimal], parts: list[Decimal | None], whole: bool) -> bool:
    """Whether weights make up a printed score; where some are not known, whether they leave room for the rest."""
    known = [weight for weight in parts if weight is not None]
    total, slack = sum(known, Decimal(0)), _rounding(known)
    low, high = printed
    if known and max(known) <= 1 < high:
        return True  # weights within the level, or shares of one: not points
    return total <= high + slack and (not whole or len(known) < len(parts) or total >= low - slack)


def _rounding(weights: list[Decimal]) -> Decimal:
    """Half of the last decimal for each weight; whole points are not rounded."""
    places = max((-int(weight.as_tuple().exponent) for weight in weights), default=0)
    return len(weights) * Decimal(5).scaleb(-places - 1) if places > 0 else Decimal(0)
