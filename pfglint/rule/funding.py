"""The funding block (项目资金) of a form reckoned up: its amounts in 元, their sums, and whether these can be right."""

from __future__ import annotations

from decimal import Decimal

from pfglint.form.model import Amount, Form
from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.rule.types import Quantity

ANNUAL = ("annual_fiscal", "carry_over", "annual_other")
PROJECT = ("project_fiscal", "project_other")

_MONEY = (("money", 1),)
_UNITS = {
    "元": Unit("元", _MONEY),
    "万元": Unit("万元", _MONEY, Decimal(10000)),
    "亿元": Unit("亿元", _MONEY, Decimal(100000000)),
}
_MIXED = 10000
"""元 and 万元 differ by this."""
_ROUNDED = 150
"""How many 元 three amounts in 万元 with two decimals may be off."""


def _unit(form: Form) -> Unit | None:
    text = form.funding.unit
    return None if text is None else _UNITS.get(text) or units.lookup(text)


def _money(form: Form, number: Decimal, unit: Unit | None = None) -> Quantity | None:
    """A number of the block's unit, or of one of its own; without any, the number itself: sums still compare."""
    unit = _unit(form) or unit
    try:
        return Quantity(number * (unit.factor if unit else 1), _MONEY, unit)
    except ArithmeticError:
        return None


def money(form: Form, amount: Amount | None) -> Quantity | None:
    """A cell of the funding block; None for a blank, and for what is no number."""
    if amount is None or amount.number is None:
        return None
    return _money(form, amount.number, amount.unit)


def one(form: Form) -> Quantity | None:
    """One of the block's unit: 1元 or 1万元."""
    return _money(form, Decimal(1))


def tolerance(form: Form) -> Quantity | None:
    """How far a sum may be off: amounts in 万元 are rounded to two decimals (财预〔2015〕163号), and so are their parts."""
    unit = _unit(form)
    return _money(form, Decimal("0.05") if unit is not None and unit.factor > 1 else Decimal("0.01"))


def total(form: Form, keys: tuple[str, ...]) -> Quantity | None:
    """The sum of the amounts that are not blank; unknown where all are blank, or one is no number."""
    amounts = form.funding.amounts
    written = [amounts[key] for key in keys if key in amounts and amounts[key].value is not None]
    parts = [money(form, amount) for amount in written]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    try:
        return Quantity(sum((part.amount for part in known), Decimal(0)), _MONEY, known[0].unit)
    except ArithmeticError:
        return None


def count(form: Form, keys: tuple[str, ...]) -> int:
    """How many of the amounts are numbers."""
    amounts = form.funding.amounts
    return sum(key in amounts and amounts[key].number is not None for key in keys)


def complete(form: Form, keys: tuple[str, ...]) -> bool:
    """Whether all amounts are numbers; 上年结转资金 need not be in the layout."""
    amounts = form.funding.amounts
    return all(
        key in amounts and amounts[key].number is not None
        for key in keys
        if key != "carry_over" or key in amounts
    )


def largest(form: Form, keys: tuple[str, ...]) -> Amount | None:
    """The largest of the amounts, as far as they are numbers."""
    amounts = [form.funding.amounts.get(key) for key in keys]
    known = [(part.amount, index) for index, item in enumerate(amounts) if (part := money(form, item))]
    return amounts[max(known)[1]] if known else None


def mixed(form: Form) -> bool:
    """Whether the year's total is some other sum of the block ten thousand times over, or the other way about.

    Then one of the two was written in 元 and the other in 万元.
    """
    year = money(form, form.funding.amounts.get("annual_total"))
    others = (total(form, ANNUAL), money(form, form.funding.amounts.get("project_total")))
    return year is not None and any(_mixed(form, year, other) for other in others if other is not None)


def _mixed(form: Form, one_sum: Quantity, other: Quantity) -> bool:
    less, more = sorted((one_sum.amount, other.amount))
    rounded = _money(form, Decimal(_ROUNDED))
    return rounded is not None and more > rounded.amount and abs(more - less * _MIXED) <= rounded.amount
