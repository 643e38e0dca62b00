"""The fields that a form's costs give: of the form, what they add up to; of a unit cost, what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.rule import funding
from pfglint.rule.fields.subject import Entry
from pfglint.rule.types import BOOL, MONEY, NUMBER, QUANTITY, TEXT, Quantity, Raw

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject
    from pfglint.rule.fields.indicator import IndicatorSubject
    from pfglint.rule.spending import Costs, Expense
    from pfglint.rule.standards import Usable


def costs_of(subject: FormSubject) -> Costs | None:
    """The costs of a form that add up."""
    from pfglint.rule.spending import costs

    return subject.once(costs)


def _of_costs(get: Callable[[Costs], Raw]) -> Callable[[FormSubject], Raw]:
    def ask(subject: FormSubject) -> Raw:
        found = costs_of(subject)
        return None if found is None else get(found)

    return ask


def _of_expense(get: Callable[[Expense], Raw]) -> Callable[[IndicatorSubject], Raw]:
    def ask(subject: IndicatorSubject) -> Raw:
        from pfglint.rule.spending import expenses

        found = subject.form.once(expenses).get(subject.model.number)
        return None if found is None else get(found)

    return ask


def _of_standard(get: Callable[[Usable], Raw]) -> Callable[[IndicatorSubject], Raw]:
    def ask(subject: IndicatorSubject) -> Raw:
        unit = subject.unit
        if not isinstance(unit, Unit) or not units.has_money(unit):
            return None
        found = next((one for one in subject.form.standards if one.is_for(subject) is True), None)
        return None if found is None else get(found)

    return ask


def _money(amount: Decimal) -> Quantity:
    return Quantity(amount, (("money", 1),), units.lookup("元"))


def _annual_text(subject: FormSubject) -> str | None:
    from pfglint.rule.spending import money_text

    found = funding.money(subject.model, subject.model.funding.amounts.get("annual_total"))
    return None if found is None else money_text(found.amount)


COSTS = (
    Entry(
        "funding.annual_text",
        TEXT,
        "年度资金总额，说成多少万元",
        "the year's total as people say it: 20万元",
        _annual_text,
    ),
    Entry(
        "cost_total",
        MONEY,
        "互不包含的各项成本（只算总额，不算单位成本）之和",
        "the sum of the costs that are no part of each other; unit costs aside",
        _of_costs(lambda found: _money(found.amount)),
    ),
    Entry(
        "cost_count",
        NUMBER,
        "这样的成本有几项",
        "how many they are",
        _of_costs(lambda found: len(found.parts)),
    ),
    Entry(
        "cost_total_text",
        TEXT,
        "它们的算式：设备购置成本80万元 + 安装成本30万元 = 110万元",
        "their sum for people",
        _of_costs(lambda found: found.text),
    ),
)


def _paid_for(subject: IndicatorSubject) -> str | None:
    from pfglint.rule.cost_words import paid_for

    return paid_for(subject.model.label) or None


EXPENSE = (
    Entry(
        "paid_for",
        TEXT,
        "成本花在什么上：名称去掉“单位成本”“费”之类，只用来比",
        "what the cost is paid for, by its name; only to be compared",
        _paid_for,
    ),
    Entry(
        "expense",
        MONEY,
        "单位成本乘以它对应的数量（至少多少人、多少天），名称和单位都对得上才有",
        "the unit cost times the least of what it is paid for, where names and units leave no doubt",
        _of_expense(lambda found: _money(found.amount)),
    ),
    Entry(
        "expense_text",
        TEXT,
        "它的算式：550元/人·天 × 120人 × 5天 = 33万元",
        "the same as a sum: 550元/人·天 × 120人 × 5天 = 33万元",
        _of_expense(lambda found: found.text),
    ),
    Entry(
        "standard",
        QUANTITY,
        "它的开支标准（口径或规则包里的标准表）",
        "the most that it may be, by the standards of the profile and of the packs",
        _of_standard(lambda found: found.most),
    ),
    Entry(
        "standard_name",
        TEXT,
        "标准的名称",
        "what that standard is called",
        _of_standard(lambda found: found.name),
    ),
    Entry(
        "standard_source",
        TEXT,
        "标准出自哪个文件、从什么时候起执行",
        "the document that sets it, and since when",
        _of_standard(lambda found: found.source),
    ),
    Entry(
        "standard_is_local",
        BOOL,
        "标准是这张表所按的口径自己的",
        "whether it is a standard of the profile that the form follows",
        _of_standard(lambda found: found.is_local),
    ),
)
