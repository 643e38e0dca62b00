"""The fields of a rate that the quantities of its form give: what share of a plan they promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.rule.fields.subject import Entry
from pfglint.rule.types import BOOL, RATIO, TEXT, Quantity, Raw

if TYPE_CHECKING:
    from pfglint.rule.fields.indicator import IndicatorSubject
    from pfglint.rule.shares import Share


def _of_share(get: Callable[[Share], Raw]) -> Callable[[IndicatorSubject], Raw]:
    def ask(subject: IndicatorSubject) -> Raw:
        unit = subject.unit
        if not isinstance(unit, Unit) or not units.is_ratio(unit):
            return None
        from pfglint.rule.shares import shares

        found = subject.form.once(shares).get(subject.model.number)
        return None if found is None else get(found)

    return ask


SHARE = (
    Entry(
        "share_of_plan",
        RATIO,
        "表里的数量占计划的多少：检查企业数150家，应检查200家，检查率就是75%",
        "what the form's quantity is of its plan: 150 of 200 make 75%",
        _of_share(lambda found: Quantity(found.share, (), units.lookup("%"))),
    ),
    Entry(
        "share_text",
        TEXT,
        "它的算式；计划数在年度目标里的，只是那个数量",
        "the same as a sum; where the goal tells the plan, the quantity alone",
        _of_share(lambda found: found.text),
    ),
    Entry(
        "plan_is_stated",
        BOOL,
        "计划数是一个指标；否则是年度目标里的数",
        "whether the plan is an indicator; else it is the goal's number",
        _of_share(lambda found: found.stated),
    ),
)
