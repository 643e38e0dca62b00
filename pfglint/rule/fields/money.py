"""The fields of a form that its funding gives: ``funding.…``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pfglint.form.model import Amount
from pfglint.rule import funding
from pfglint.rule.fields.subject import Entry, squeeze
from pfglint.rule.types import BOOL, MONEY, NUMBER, TEXT, Quantity

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


def _amount(key: str) -> Callable[[FormSubject], Quantity | None]:
    return lambda subject: funding.money(subject.model, subject.model.funding.amounts.get(key))


def _label_of(amount: Amount | None) -> str | None:
    """What an amount is called: 上年结转资金."""
    return None if amount is None else squeeze(amount.label.text.rstrip(":： "))


FUNDING = (
    Entry("funding.unit", TEXT, "资金栏的单位", "the funding block's unit", lambda s: s.model.funding.unit),
    Entry(
        "funding.one",
        MONEY,
        "资金栏一个单位的钱（1元或1万元）",
        "one of the block's unit: 1元 or 1万元",
        lambda s: funding.one(s.model),
    ),
    Entry("funding.project_total", MONEY, "项目资金总额", "the project's total", _amount("project_total")),
    Entry("funding.project_fiscal", MONEY, "项目财政资金", "of it, fiscal", _amount("project_fiscal")),
    Entry("funding.project_other", MONEY, "项目其他资金", "of it, other", _amount("project_other")),
    Entry(
        "funding.project_parts",
        MONEY,
        "项目资金各部分之和（空白不计；全空则未知）",
        "the sum of its parts that are not blank; unknown if all are",
        lambda s: funding.total(s.model, funding.PROJECT),
    ),
    Entry(
        "funding.project_part_count",
        NUMBER,
        "项目资金填了几个部分",
        "how many of its parts are numbers",
        lambda s: funding.count(s.model, funding.PROJECT),
    ),
    Entry("funding.annual_total", MONEY, "年度资金总额", "the year's total", _amount("annual_total")),
    Entry("funding.annual_fiscal", MONEY, "当年财政拨款", "of it, fiscal", _amount("annual_fiscal")),
    Entry("funding.carry_over", MONEY, "上年结转资金", "of it, carried over", _amount("carry_over")),
    Entry("funding.annual_other", MONEY, "年度其他资金", "of it, other", _amount("annual_other")),
    Entry(
        "funding.annual_parts",
        MONEY,
        "年度资金各部分之和（空白不计；全空则未知）",
        "the sum of its parts that are not blank; unknown if all are",
        lambda s: funding.total(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.annual_part_count",
        NUMBER,
        "年度资金填了几个部分",
        "how many of its parts are numbers",
        lambda s: funding.count(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.annual_complete",
        BOOL,
        "年度资金的各部分都填了数",
        "whether every part of the year's funding is a number",
        lambda s: funding.complete(s.model, funding.ANNUAL),
    ),
    Entry(
        "funding.project_complete",
        BOOL,
        "项目资金的各部分都填了数",
        "whether every part of the project's funding is a number",
        lambda s: funding.complete(s.model, funding.PROJECT),
    ),
    Entry(
        "funding.annual_largest",
        MONEY,
        "年度资金各部分中最大的一项",
        "the largest part of the year's funding",
        lambda s: funding.money(s.model, funding.largest(s.model, funding.ANNUAL)),
    ),
    Entry(
        "funding.annual_largest_label",
        TEXT,
        "那一项的名称",
        "what that part is called",
        lambda s: _label_of(funding.largest(s.model, funding.ANNUAL)),
    ),
    Entry(
        "funding.project_largest",
        MONEY,
        "项目资金各部分中最大的一项",
        "the largest part of the project's funding",
        lambda s: funding.money(s.model, funding.largest(s.model, funding.PROJECT)),
    ),
    Entry(
        "funding.project_largest_label",
        TEXT,
        "那一项的名称",
        "what that part is called",
        lambda s: _label_of(funding.largest(s.model, funding.PROJECT)),
    ),
    Entry(
        "funding.mixed",
        BOOL,
        "年度总额与各部分之和、与项目总额正好差一万倍",
        "whether the year's total is ten thousand times the sum of its parts or the project's total, or a part of it so",
        lambda s: funding.mixed(s.model),
    ),
    Entry(
        "funding.tolerance",
        MONEY,
        "合计允许的误差：0.01元，以万元计的0.05万元",
        "how far a sum may be off: 0.01 of 元, 0.05 of 万元",
        lambda s: funding.tolerance(s.model),
    ),
)
