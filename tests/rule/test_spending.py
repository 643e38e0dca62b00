"""What unit costs and costs come to: pairs that are beyond doubt, and sums that count nothing twice."""

from __future__ import annotations

import pytest

from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import file_of
from pfglint.rule.spending import costs, expenses, money_text

PERSON_DAY = "经济成本指标 | 培训费单位成本 | ≤550(元/人·天)"
EXPENSES = {
    ("经济成本指标 | 培训费单位成本 | ≤550(元/人·天)", "数量指标 | 培训人数 | ≥120(人)", "数量指标 | 培训天数 | ≥5(天)"): (
        "550元/人·天 × 120人 × 5天 = 33万元"
    ),
    ("经济成本指标 | 人均培训费 | =0.055(万元/人天)", "数量指标 | 参训学员人数 | =120(人)", "时效指标 | 培训时间 | =5(天)"): (
        "0.055万元/人天 × 120人 × 5天 = 33万元"
    ),
    (PERSON_DAY, "数量指标 | 培训人天数 | ≥600(人天)"): "550元/人·天 × 600人天 = 33万元",
    (PERSON_DAY, "数量指标 | 培训人数 | 120-150(人)", "数量指标 | 培训天数 | ≥5(天)"): (
        "550元/人·天 × 120人 × 5天 = 33万元"
    ),
    (PERSON_DAY, "数量指标 | 培训人数 | ≥120(人)", "数量指标 | 培训天数 | ≥8(天)", "数量指标 | 培训期数 | ≥4(期)"): (
        "550元/人·天 × 120人 × 8天 ÷ 4期 = 13.2万元"
    ),
    (PERSON_DAY, "数量指标 | 培训人数 | ≥120(人)", "数量指标 | 培训天数 | ≥5(天)", "数量指标 | 培训期数 | ≥4(期)"): (
        "550元/人·天 × 120人 × 5天 = 33万元"
    ),
    ("经济成本指标 | 电脑购置单价 | ≤5000(元/台)", "数量指标 | 采购电脑数量 | ≥30(台)"): "5000元/台 × 30台 = 15万元",
    ("经济成本指标 | 公益岗位补贴标准 | =6000(元/人·年)", "数量指标 | 公益岗位补助人数 | ≥100(人)"): (
        "6000元/人·年 × 100人 × 1年 = 60万元"
    ),
    ("成本指标 | 绿化养护单价 | ≤8(元/平方米·年)", "数量指标 | 绿化养护面积 | ≥20000(平方米)"): (
        "8元/平方米·年 × 20000平方米 × 1年 = 16万元"
    ),
    (PERSON_DAY, "数量指标 | 培训人数 | ≥120(人)"): None,
    (PERSON_DAY, "数量指标 | 培训人数 | ≥120(人)", "数量指标 | 会议天数 | ≥5(天)"): None,
    (PERSON_DAY, "数量指标 | 培训人数 | ≤120(人)", "数量指标 | 培训天数 | ≥5(天)"): None,
    (PERSON_DAY, "数量指标 | 培训人数 | ≥120(人)", "数量指标 | 参训人数 | ≥90(人)", "数量指标 | 培训天数 | ≥5(天)"): None,
    (PERSON_DAY, "数量指标 | 每期培训人数 | ≥120(人)", "数量指标 | 培训天数 | ≥5(天)"): None,
    (PERSON_DAY, "数量指标 | 培训人次 | ≥120(人次)", "数量指标 | 培训天数 | ≥5(天)"): None,
    ("经济成本指标 | 公益岗位补贴标准 | =500(元/人·月)", "数量指标 | 公益岗位补助人数 | ≥100(人)"): None,
    ("经济成本指标 | 培训、会议人均费用 | ≤550(元/人)", "数量指标 | 培训人数 | ≥120(人)"): None,
    ("经济效益指标 | 务工增收 | ≥5000(元/人)", "数量指标 | 务工人数 | ≥120(人)"): None,
}  # fmt: skip

COSTS = {
    (
        "设备购置成本 | ≤80(万元)",
        "机房装修成本 | ≤300000(元)",
    ): "设备购置成本80万元 + 机房装修成本30万元 = 110万元",
    ("设备购置成本 | ≤80(万元)",): "设备购置成本80万元",
    ("设备购置成本 | ≤80(万元)", "服务器设备购置成本 | ≤30(万元)"): "设备购置成本80万元",
    ("设备购置成本 | ≤80(万元)", "设备购置 | ≤80(万元)"): "设备购置成本80万元",
    ("项目总成本 | ≤300(万元)", "机房装修成本 | ≤30(万元)"): "机房装修成本30万元",
    ("机房装修成本 | ≤30(万元)", "其中：地板成本 | ≤10(万元)"): "机房装修成本30万元",
    ("建成一座机房 | ≤90(万元)", "线缆成本 | ≤60(万元)", "地板成本 | ≤30(万元)"): (
        "线缆成本60万元 + 地板成本30万元 = 90万元"
    ),
    ("建成一座机房 | ≤100(万元)", "线缆成本 | ≤60(万元)", "地板成本 | ≤30(万元)"): (
        "线缆成本60万元 + 地板成本30万元 = 90万元"
    ),
    ("线缆单价 | ≤600(元)", "人均餐费 | ≤80(元)", "节约采购成本 | ≤30(万元)"): None,
    ("线缆成本 | ≥60(万元)", "地板成本 | 低于市场价"): None,
}


def form_of(*rows: str) -> Form:
    (form,) = (item for item in forms_of_bytes(file_of({"indicators": list(rows)})) if isinstance(item, Form))
    return form


@pytest.mark.parametrize(("rows", "text"), EXPENSES.items(), ids=lambda item: str(item)[:40])
def test_a_unit_cost_goes_with_quantities_where_there_is_no_doubt(
    rows: tuple[str, ...], text: str | None
) -> None:
    found = list(expenses(form_of(*rows)).values())
    assert [expense.text for expense in found] == ([] if text is None else [text])


@pytest.mark.parametrize(("rows", "text"), COSTS.items(), ids=lambda item: str(item)[:40])
def test_costs_are_added_up_and_none_counts_twice(rows: tuple[str, ...], text: str | None) -> None:
    found = costs(form_of(*(f"经济成本指标 | {row}" for row in rows)))
    assert (None if found is None else found.text) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [("330000", "33万元"), ("8500", "8500元"), ("123456.78", "12.345678万元"), ("150000000", "1.5亿元")],
)
def test_money_is_told_as_people_say_it(amount: str, text: str) -> None:
    from decimal import Decimal

    assert money_text(Decimal(amount)) == text
