"""A line that closes a table may be a page's own: the indicators behind it belong to the form, what is no indicator does not."""

from __future__ import annotations

import io

import pytest

from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.text import TextDocument

HEAD = (
    "项目支出绩效目标申报表\n（2026年度）\n项目名称\t渔港疏浚\t主管部门\t白鹭县渔业局\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t疏浚航道长度\t≥3公里\n"
)
NEXT = "\t质量指标\t疏浚验收合格率\t100%\n效益指标\t社会效益指标\t渔船避风容量\t≥260艘\n"
ALL = ["疏浚航道长度", "疏浚验收合格率", "渔船避风容量"]


def form_of(text: str) -> Form:
    (form,) = (
        item
        for item in recognise(TextDocument("-", io.BytesIO(text.encode())).rows())
        if isinstance(item, Form)
    )
    return form


def names(form: Form) -> list[str]:
    return [item.name.text for item in form.indicators]


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：白鹭县渔港站（公章）",
        "填报单位：白鹭县渔港站\t\t\t",
        "填表人：林工    联系电话：6200000",
        "填表人：\t林工\t联系电话：\t6200000",
        "单位：元",
        "填报日期：2026年1月9日",
        "备注：",
        "说明：以下为续表",
        "联系电话：6200000",
        "主管部门：渔业局",
        "主管部门：渔业局\t\t\t",
        "项目名称：渔港疏浚",
        "续表",
        "（续表）\t\t\t",
        "填报单位：白鹭县渔港站\n\n\n",
    ],
)
def test_indicators_behind_a_line_of_the_page_are_read(line: str) -> None:
    form = form_of(f"{HEAD}{line}\n{NEXT}填表人：\t林工\n")
    assert names(form) == ALL
    assert [cell.text for cell in form.unread] == []


def test_indicators_without_a_level_or_with_words_for_a_value_go_on_too() -> None:
    form = form_of(f"{HEAD}填表人：林工\n\t\t清淤进度\t良好\n\t\t清淤方量\t≥2万立方米\n{NEXT}")
    assert names(form) == ["疏浚航道长度", "清淤进度", "清淤方量", *ALL[1:]]


@pytest.mark.parametrize(
    "below",
    [
        "审核人：\t郑工\n\t\t林工\t6200000元\n",
        "说明：\n1\t项目名称\t按批复填写\t必填\n2\t数量\t写清单位\t必填\n",
        "备注：\n林工\t站长\n郑工\t会计\n",
        "填报日期：2026年1月9日\n疏浚费\t挖泥船\t3艘\n",
    ],
)
def test_what_stands_below_the_signatures_is_no_indicator(below: str) -> None:
    assert names(form_of(f"{HEAD}{NEXT}填表人：\t林工\n{below}".replace("6200000元", "站长"))) == ALL


def test_paragraphs_of_indicators_go_on_behind_a_line_of_the_page() -> None:
    form = form_of(
        "项目支出绩效目标申报表\n项目名称：渔港疏浚\n一、产出指标\n数量指标：疏浚航道长度≥3公里。\n"
        "填报单位：白鹭县渔港站\n二、效益指标\n社会效益指标：渔船避风容量≥260艘。\n"
    )
    assert len(form.indicators) == 2


LIST = (
    "项目支出绩效目标表\n（2026年度）\n项目名称\t一级指标\t二级指标\t三级指标\t指标值\n"
    "渔港疏浚\t产出指标\t数量指标\t疏浚航道长度\t≥3公里\n填报单位：白鹭县渔业局\n"
    "灯塔修缮\t产出指标\t数量指标\t修缮灯塔座数\t2座\n"
)


def test_the_next_project_of_a_list_begins_behind_a_line_of_the_page() -> None:
    forms = [
        item
        for item in recognise(TextDocument("-", io.BytesIO(LIST.encode())).rows())
        if isinstance(item, Form)
    ]
    assert [(form.fields["project"].text, names(form)) for form in forms] == [
        ("渔港疏浚", ["疏浚航道长度"]),
        ("灯塔修缮", ["修缮灯塔座数"]),
    ]
