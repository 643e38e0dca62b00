"""Rates beside the quantities that they are of: 检查率 beside 检查企业数 and 应检查企业数."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from pfglint.form.model import Form, Indicator
from pfglint.goal.pair import pairing
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Comparison, Op
from pfglint.rule.cost_words import cost_words, counted
from pfglint.rule.template import number_text


class Share(NamedTuple):
    """What a quantity is of its plan, by the form's own numbers.

    share:  1 for all of it.
    text:   the sum for people: ``检查企业数150家 ÷ 应检查企业数200家 = 75%``; the quantity alone, where it is all of the plan.
    stated: whether the plan is an indicator; else the annual goal promises as much as the quantity.
    """

    share: Decimal
    text: str
    stated: bool


class _Count(NamedTuple):
    """An indicator that counts something. core: what, however it is named; planned: whether it says what was planned."""

    indicator: Indicator
    core: str
    number: Decimal
    unit: Unit
    planned: bool

    @property
    def text(self) -> str:
        return f"{self.indicator.label}{number_text(self.number)}{self.unit.text}"


def shares(form: Form) -> dict[int, Share]:
    """For the rates of a form, by their numbers, what the quantities that they are of say; only where names leave no doubt."""
    rates = [item for item in form.indicators if _is_rate(item)]
    if not rates:
        return {}
    counts = list(_counts(form.indicators))
    found = {}
    for rate in rates:
        core = _core_of_rate(rate.label)
        of_plan = rate.label.endswith(cost_words().planned_rates)
        share = _share(form, [count for count in counts if count.core == core], of_plan)
        if share is not None:
            found[rate.number] = share
    return found


def _share(form: Form, counts: list[_Count], of_plan: bool) -> Share | None:
    plans, done = ([one for one in counts if one.planned is planned] for planned in (True, False))
    if len(done) != 1 or len(plans) > 1:
        return None
    (own,) = done
    if plans:
        plan = plans[0]
        if plan.unit.dimension != own.unit.dimension:
            return None
        share = own.number * own.unit.factor / (plan.number * plan.unit.factor)
        percent = number_text(round(share * 100, 1))
        return Share(share, f"{own.text} ÷ {plan.text} = {percent}%", stated=True)
    if not of_plan:
        return None  # of whom a 参保率 is, the number of the insured does not say
    for pair in pairing(form).pairs:
        if pair.indicator is own.indicator and pair.relation == "same":
            return Share(Decimal(1), own.text, stated=False)
    return None


def _is_rate(item: Indicator) -> bool:
    value = item.value
    return (
        isinstance(value, Comparison)
        and value.unit is not None
        and value.unit.dimension == ()
        and bool(_core_of_rate(item.label))
    )


def _core_of_rate(name: str) -> str:
    end = next((end for end in cost_words().done_rates if name.endswith(end) and len(name) > len(end)), None)
    return "" if end is None else counted(name.removesuffix(end))


def _counts(indicators: Iterable[Indicator]) -> Iterator[_Count]:
    words = cost_words()
    for item in indicators:
        value = item.value
        if item.level1 != "产出指标" or not isinstance(value, Comparison) or value.unit is None:
            continue
        if value.op not in (Op.EQ, Op.GE) or value.number <= 0 or not value.unit.dimension:
            continue
        if any(word in item.label for word in words.shares):
            continue
        lead = next((word for word in words.planned if item.label.startswith(word)), "")
        rest = item.label.removeprefix(lead)
        rest = rest.removeprefix(next((word for word in words.done if rest.startswith(word)), ""))
        yield _Count(item, counted(rest), value.number, value.unit, planned=bool(lead))
