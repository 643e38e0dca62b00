"""What a form's costs come to: unit costs with the quantities that they are paid for, and costs added up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pfglint.form.model import Form, Indicator
from pfglint.quantity.units import Dimension, Unit, in_base
from pfglint.quantity.value import Comparison, Op, Range, Value
from pfglint.rule import funding
from pfglint.rule.cost_words import cost_words, counted, paid_for
from pfglint.rule.template import number_text
from pfglint.rule.types import times
from pfglint.source.document import Cell

_MONEY: Dimension = (("money", 1),)
_TIME: Dimension = (("time", 1),)
_YEAR = Unit("年", _TIME, Decimal(31_104_000))
_MOST_FACTORS = 3
"""What a unit cost is paid for is counted in so many ways at most: 人, 天, 次."""
_MOST_COSTS = 60
"""More costs in one form are not added up."""


# ── Unit costs and quantities ────────────────────────────────────────────────────────────────────────────────────────


class Term(NamedTuple):
    """A factor of an expense. number: as written; unit: of it."""

    number: Decimal
    unit: Unit

    @property
    def text(self) -> str:
        return number_text(self.number) + self.unit.text

    @property
    def in_base(self) -> Decimal:
        return self.number * self.unit.factor


class Expense(NamedTuple):
    """What a unit cost comes to with the least that is promised of what it is paid for: 550元/人·天 × 120人 × 5天.

    cost:   its indicator.
    terms:  the unit cost, then the quantities.
    among:  the occasions that the days may be shared among; None where the days are those of each.
    """

    cost: Indicator
    terms: tuple[Term, ...]
    among: Term | None = None

    @property
    def amount(self) -> Decimal:
        """In 元."""
        amount = Decimal(1)
        for term in self.terms:
            amount *= term.in_base
        if self.among is not None:
            amount /= self.among.number
        return round(amount, 2)

    @property
    def text(self) -> str:
        """The sum for people: ``550元/人·天 × 120人 × 5天 = 33万元``."""
        shared = f" ÷ {self.among.text}" if self.among is not None else ""
        return f"{' × '.join(term.text for term in self.terms)}{shared} = {money_text(self.amount)}"


def expenses(form: Form) -> dict[int, Expense]:
    """The expenses of a form by the numbers of their unit costs; what is not sure is left out.

    A unit cost and quantities belong together where their dimensions cancel to money, the names are of one thing, and
    there is only one way to choose the quantities.
    """
    found = {}
    quantities: list[_Quantity] | None = None
    for item in form.indicators:
        rate = _rate(item)
        if rate is None:
            continue
        if quantities is None:
            quantities = list(_quantities(form.indicators))
        expense = _expense(item, rate, quantities)
        if expense is not None:
            found[item.number] = expense
    return found


class _Quantity(NamedTuple):
    """The least of something that an indicator promises. core: what of."""

    indicator: Indicator
    core: str
    term: Term


def _rate(item: Indicator) -> Term | None:
    """The unit cost that an indicator sets; None for any other."""
    words = cost_words()
    if item.level2 not in words.levels or _has(item.label, words.not_spent):
        return None
    number = _number(item.value, (Op.LE, Op.LT, Op.EQ, Op.GE, Op.GT))
    unit = getattr(item.value, "unit", None)
    if number is None or not isinstance(unit, Unit) or unit.dimension is None or number <= 0:
        return None
    powers = dict(unit.dimension)
    of = [power for name, power in powers.items() if name != "money"]
    return Term(number, unit) if powers.get("money") == 1 and of and max(of) < 0 else None


def _quantities(indicators: Iterable[Indicator]) -> Iterator[_Quantity]:
    words = cost_words()
    for item in indicators:
        if item.level1 != "产出指标" or item.level2 in words.levels or _has(item.label, words.shares):
            continue
        number = _number(item.value, (Op.EQ, Op.GE, Op.GT))
        unit = getattr(item.value, "unit", None)
        if number is None or number <= 0 or not isinstance(unit, Unit) or not unit.dimension:
            continue
        if all(power > 0 for _, power in unit.dimension):
            yield _Quantity(item, counted(item.label), Term(number, unit))


def _number(value: Value, ops: tuple[Op, ...]) -> Decimal | None:
    match value:
        case Comparison(op=op, number=number) if op in ops:
            return number
        case Range(low=low):
            return low
    return None


def _expense(item: Indicator, rate: Term, quantities: list[_Quantity]) -> Expense | None:
    core = paid_for(item.label)
    wanted = times((), times(rate.unit.dimension or (), _MONEY, -1), -1)
    own = [one for one in quantities if one.core == core]
    ways = [
        way
        for size in range(1, _MOST_FACTORS + 1)
        for way in combinations(own, size)
        if _dimension(way) in (wanted, _without_year(wanted, rate.unit))
    ]
    whole = [way for way in ways if _dimension(way) == wanted] or ways
    if len(whole) != 1:
        return None
    (way,) = whole
    terms = [rate, *(one.term for one in way)]
    if _dimension(way) != wanted:
        terms.append(Term(Decimal(1), _YEAR))
    return Expense(item, tuple(terms), _among(way, own))


def _dimension(way: Iterable[_Quantity]) -> Dimension:
    total: Dimension = ()
    for one in way:
        total = times(total, one.term.unit.dimension or ())
    return total


def _without_year(wanted: Dimension, unit: Unit) -> Dimension | None:
    """What 元/人·年 is paid for in the one year that a form is about: 人."""
    if "年" not in unit.text.rpartition("/")[2] and "年" not in unit.text.partition("/")[2]:
        return None
    rest = times(wanted, _TIME, -1)
    return rest if rest and all(power > 0 for _, power in rest) else None


def _among(way: Iterable[_Quantity], own: list[_Quantity]) -> Term | None:
    """The occasions among which the days may be shared: 8天 of 4期 may be two days each, or eight."""
    days = next((one.term for one in way if one.term.unit.dimension == _TIME), None)
    occasions = [
        one.term
        for one in own
        if one.term.unit.text in cost_words().occasions and one.term.number > 1 and one not in way
    ]
    if days is None or not occasions:
        return None
    most = max(occasions, key=lambda term: term.number)
    each = days.number / most.number
    return most if each * 2 == int(each * 2) else None


# ── Costs added up ───────────────────────────────────────────────────────────────────────────────────────────────────


class Cost(NamedTuple):
    """A cost told as a sum of money. amount: in 元, the most that it may be."""

    indicator: Indicator
    amount: Decimal


class Costs(NamedTuple):
    """The costs of a form that stand beside each other, none being part of another."""

    parts: tuple[Cost, ...]

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), Decimal(0))

    @property
    def cell(self) -> Cell | None:
        """The value of the largest."""
        return max(self.parts, key=lambda part: part.amount).indicator.written

    @property
    def text(self) -> str:
        """For people: ``设备购置成本80万元 + 安装成本30万元 = 110万元``."""
        parts = [f"{part.indicator.label}{money_text(part.amount)}" for part in self.parts]
        total = f" = {money_text(self.amount)}" if len(parts) > 1 else ""
        return " + ".join(parts) + total


def costs(form: Form) -> Costs | None:
    """The costs of a form that add up; None where there are none."""
    words = cost_words()
    annual = funding.money(form, form.funding.amounts.get("annual_total"))
    known = [
        cost
        for item in form.indicators
        if item.level2 in words.levels and (cost := _cost(item)) is not None
        if not _has(item.label, (*words.unit_costs, *words.not_spent))
    ]
    parts = [cost for cost in known if not _has(cost.indicator.label, words.totals)]
    parts = [cost for cost in parts if not _is_in_another(cost, parts)]
    total = sum((cost.amount for cost in parts), Decimal(0))
    # One that is all the others together, or all the money there is, is their total, whatever it is called.
    beside = [
        cost
        for cost in parts
        if len(parts) < 2 or cost.amount not in (annual and annual.amount, total - cost.amount)
    ]
    return Costs(tuple(beside)) if 0 < len(beside) <= _MOST_COSTS else None


def _cost(item: Indicator) -> Cost | None:
    number = _number(item.value, (Op.LE, Op.LT, Op.EQ))
    unit = getattr(item.value, "unit", None)
    if number is None or not isinstance(unit, Unit) or unit.dimension != _MONEY:
        return None
    amount = in_base(number, unit)
    return Cost(item, amount) if amount is not None and amount > 0 else None


def _is_in_another(cost: Cost, others: Iterable[Cost]) -> bool:
    """Whether a cost may be part of another: 电脑购置成本 of 购置成本, and whatever is named alike."""
    name = paid_for(cost.indicator.label)
    for other in others:
        whole = paid_for(other.indicator.label)
        if other is cost or not (set(name) <= set(whole) or set(whole) <= set(name)):
            continue
        if (other.amount, -other.indicator.number) > (cost.amount, -cost.indicator.number):
            return True
    return False


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _has(name: str, words: Iterable[str]) -> bool:
    return any(word in name for word in words)


def money_text(amount: Decimal) -> str:
    """An amount in 元 as people say it: 33万元, 8500元."""
    for size, unit in ((100_000_000, "亿元"), (10_000, "万元")):
        if abs(amount) >= size:
            return number_text(round(amount / size, 6)) + unit
    return number_text(amount) + "元"
