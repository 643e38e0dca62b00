"""Rows as conversions leave them, and what they are: each case is a bug that was found once."""

from __future__ import annotations

import io

import pytest

from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.text import TextDocument

HEAD = "项目名称→河道保洁¶→一级指标→二级指标→三级指标→年度(/项目)指标值→→¶"

CASES = {
    "a value cut in its column": (
        "→产出指标→数量指标→培训人次→≥600→→¶¶→→→→(人次)→→",
        ["培训人次=≥600(人次)"],
    ),
    "a deadline cut in its column": (
        "→产出指标→时效指标→完成时间→2025年12月¶¶→→→→31日前",
        ["完成时间=2025年12月31日前"],
    ),
    "words cut in their column": (
        "→产出指标→质量指标→样本达标率→符合要求¶¶→→→→样本",
        ["样本达标率=符合要求样本"],
    ),
    "a name cut before a comma": ("→产出指标→数量指标→报刊→=100.00(%)¶¶→→→、期刊", ["报刊、期刊==100.00(%)"]),
    "name and value cut, the name open": (
        "→产出指标→数量指标→培训（含线上→≥600.00¶¶→→→线下）人次→(人次)",
        ["培训（含线上线下）人次=≥600.00(人次)"],
    ),
    "a name cut, its value on the new page": (
        "→产出指标→数量指标→培训（含线上→→¶¶→→→线下）人次→≥600.00(人次)",
        ["培训（含线上线下）人次=≥600.00(人次)"],
    ),
    "a page number between": (
        "→产出指标→质量指标→行业覆盖情况→9 个行业大类和 9→→¶3¶→→→→项人工成本指标",
        ["行业覆盖情况=9个行业大类和9项人工成本指标"],
    ),
    "a name that is a level's word": (
        "→满意度指标→服务对象满意度指标→学员满意度→≥90(%)¶→→→社会公众满意度指标→≥95(%)",
        ["学员满意度=≥90(%)", "社会公众满意度指标=≥95(%)"],
    ),
    "a name that is a block's word": (
        "→产出指标→数量指标→培训→≥6(次)¶→→→绩效指标→≥3(个)",
        ["培训=≥6(次)", "绩效指标=≥3(个)"],
    ),
    "the level's cell cut after two characters": (
        "→效益指标→社会→知晓度→提高¶¶→→效益指标→美誉度→提升",
        ["知晓度=提高", "美誉度=提升"],
    ),
    "a remark with tabs below the table": (
        "→产出指标→数量指标→培训→≥6(次)¶填报单位（盖章）：某中心→→填报人：张三¶编制日期：2025年1月→→审核：王五",
        ["培训=≥6(次)"],
    ),
    "an indicator named like a remark": (
        "→产出指标→数量指标→合计→≥6(次)¶→→→培训→≥3(次)",
        ["合计=≥6(次)", "培训=≥3(次)"],
    ),
    "the title again on a new page, without heads": (
        "→产出指标→数量指标→培训→≥6(次)¶¶财政项目支出绩效目标申报表¶(2025 年度)¶→→→会议场次→≥3(场)",
        ["培训=≥6(次)", "会议场次=≥3(场)"],
    ),
}


def form_of(text: str) -> Form:
    data = text.replace("→", "\t").replace("¶", "\n").encode()
    found = [item for item in recognise(TextDocument("-", io.BytesIO(data)).rows()) if isinstance(item, Form)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_rows_are_read_as_they_were_meant(rows: str, expected: list[str]) -> None:
    form = form_of(HEAD + rows)
    got = [
        f"{''.join(i.name.text.split())}={''.join(i.written.text.split()) if i.written else ''}"
        for i in form.indicators
    ]
    assert got == expected
    assert not form.unread


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "→产出指标→数量指标→培训→≥6(次)¶→→安全指标→事故→0起",
            [("产出指标", "数量指标"), ("产出指标", "安全指标")],
        ),
        (
            "→→数量指标→培训→≥6(次)¶→产出指标→→会议→≥3(场)",
            [("产出指标", "数量指标"), ("产出指标", "数量指标")],
        ),
        ("→效益指标→社会→知晓度→提高¶¶→→效益指标→美誉度→提升", [("效益指标", "社会效益指标")] * 2),
        ("→项目完成指标→成本→单价→≤6(元/次)", [("产出指标", "成本指标")]),
    ],
)
def test_levels_survive(rows: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.level1, item.level2) for item in form_of(HEAD + rows).indicators] == expected


@pytest.mark.parametrize(
    ("rows", "overall", "annual"),
    [
        ("→项目总目标→三年完成。¶→年度总体目标→完成各项工作。", "三年完成。", "完成各项工作。"),
        ("项目绩效目标→项目总目标→→→年度总体目标¶项目绩效目标→→→→完成各项工作。", None, "完成各项工作。"),
        ("→项目总目标→→→年度总体目标¶→→→→主要内容：保洁河道。", None, "主要内容：保洁河道。"),
        ("→项目总目标→→→年度总体目标¶→→→→1、完成甲。→→¶2、完成乙；", None, "1、完成甲。2、完成乙；"),
    ],
)
def test_goals_are_found_wherever_they_stand(rows: str, overall: str | None, annual: str) -> None:
    form = form_of(
        f"项目名称→河道保洁¶{rows}¶→一级指标→二级指标→三级指标→指标值¶→产出指标→数量指标→培训→≥6(次)"
    )
    assert form.annual_goal is not None
    assert form.annual_goal.text == annual
    assert (form.overall_goal.text if form.overall_goal else None) == overall
    assert not form.unread


@pytest.mark.parametrize(
    "title",
    [
        "附件2：财政项目支出绩效目标申报表",
        "《项目支出绩效目标申报表》",
        "项目支出绩效目标申报表（样表）",
        "项目支出绩效目标申报表：",
    ],
)
def test_titles_in_every_dress_begin_a_form(title: str) -> None:
    one = f"{title}→→¶(2025)→→单位：万元¶项目名称→河道保洁¶→一级指标→二级指标→三级指标→指标值¶→产出指标→数量指标→培训→≥6(次)¶"
    data = (one + one).replace("→", "\t").replace("¶", "\n").encode()
    forms = [item for item in recognise(TextDocument("-", io.BytesIO(data)).rows()) if isinstance(item, Form)]
    assert [(form.title.text if form.title else None, form.year, len(form.indicators)) for form in forms] == [
        (title, 2025, 1)
    ] * 2


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("其中: 当年财政拨款：1,700,000.00元", "1700000.00"),
        ("其中当年财政拨款→1,700,000.00（元）", "1700000.00"),
        ("其中，当年财政拨款→人民币1700000元", "1700000"),
        ("当年财政拨款→170万元", "1700000"),
    ],
)
def test_amounts_are_read_in_every_dress(cell: str, number: str) -> None:
    form = form_of(
        f"项目名称→河道保洁¶项目资金(元)→年度资金总额→1700000¶→{cell}¶{HEAD[10:]}→产出指标→数量指标→培训→≥6(次)"
    )
    assert str(form.funding.amounts["annual_fiscal"].number) == number


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-12-31", "2025-12-31"),
        ("2025/12/31", "2025-12-31"),
        ("2025.12", "2025-12-31"),
        ("202512", "2025-12-31"),
        ("2025年12月31日前", "2025-12-31"),
        ("2025年12月底", "2025-12-31"),
        ("2025年底", "2025-12-31"),
        ("2025—12—31", "2025-12-31"),
        ("2025-12-31T00:00:00", "2025-12-31"),
        ("2025-02-30", None),
        ("长期", None),
    ],
)
def test_days_are_read_in_every_notation(text: str, iso: str | None) -> None:
    form = form_of(f"项目名称→河道保洁¶计划完成日期→{text}¶{HEAD[10:]}→产出指标→数量指标→培训→≥6(次)")
    day = form.fields["end"].date
    assert (day.isoformat() if day else None) == iso


def test_brackets_that_hold_no_unit_lend_none() -> None:
    form = form_of(HEAD + "→产出指标→数量指标→培训（含线上）→≥20")
    assert getattr(form.indicators[0].value, "unit", "") is None


def test_a_row_shifted_sideways_keeps_its_weight_apart() -> None:
    form = form_of(
        "项目名称→河道保洁¶→一级指标→二级指标→三级指标→权重→指标值¶→产出指标→数量指标→培训→5→≥6(次)¶→会议→5→≥3(次)"
    )
    assert [item.written.text for item in form.indicators if item.written] == ["≥6(次)", "≥3(次)"]
    assert [item.extra for item in form.indicators] == [{"weight": "5"}] * 2
