"""Heads of values in pairs and in two rows: this year's target is read, and last year's value stands beside it."""

from __future__ import annotations

import io

import pytest

from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.html import rows as html_rows
from pfglint.source.limits import Meter
from pfglint.source.text import TextDocument

TOP = "项目支出绩效目标申报表\n（2026年度）\n项目名称\t海堤加固\t主管部门\t白鹭县水务局\n"
PAIR = "产出指标\t数量指标\t加固海堤长度\t2公里\t3公里\n\t质量指标\t加固验收合格率\t97%\t≥98%\n"


def read(text: str) -> list[tuple[str, str | None, str | None]]:
    (form,) = (
        item
        for item in recognise(TextDocument("-", io.BytesIO(text.encode())).rows())
        if isinstance(item, Form)
    )
    return shown(form)


def shown(form: Form) -> list[tuple[str, str | None, str | None]]:
    return [
        (item.name.text, item.written.text if item.written else None, item.extra.get("last_value"))
        for item in form.indicators
    ]


@pytest.mark.parametrize(
    "heads",
    [
        "上年实际值\t本年目标值",
        "上年完成情况\t本年计划",
        "基期值\t计划值",
        "2025年\t2026年",
        "2025年度\t2026年度",
        "2025年实际值\t2026年目标值",
    ],
)
def test_of_two_values_in_a_row_this_years_is_the_target(heads: str) -> None:
    assert read(f"{TOP}一级指标\t二级指标\t三级指标\t{heads}\n{PAIR}") == [
        ("加固海堤长度", "3公里", "2公里"),
        ("加固验收合格率", "≥98%", "97%"),
    ]


def test_a_year_as_a_value_is_no_head() -> None:
    text = f"{TOP}指标名称\t指标值\n加固工程完工时间\t2026年\n加固海堤长度\t3公里\n"
    assert read(text) == [("加固工程完工时间", "2026年", None), ("加固海堤长度", "3公里", None)]


def html(heads: str, rows: str) -> str:
    head = "".join(f"<td rowspan=2>{text}</td>" for text in ("绩效指标", "一级指标", "二级指标", "三级指标"))
    return (
        "<p>项目支出绩效目标申报表</p><p>（2026年度）</p><table>"
        "<tr><td>项目名称</td><td colspan=3>海堤加固</td><td>主管部门</td><td>白鹭县水务局</td></tr>"
        f"<tr>{head}{heads}</tr>{rows}</table>"
    )


def from_html(text: str) -> list[tuple[str, str | None, str | None]]:
    rows = html_rows(io.BytesIO(text.encode()), Meter())
    (form,) = (item for item in recognise(rows) if isinstance(item, Form))
    return shown(form)


@pytest.mark.parametrize(
    ("lower", "last"),
    [
        ("<td>2025年实际实现值</td><td>预期2026年实现值</td>", "2公里"),
        ("<td>上年完成值</td><td>本年目标值</td>", "2公里"),
        ("<td>2025年</td><td>2026年</td>", "2公里"),
        ("<td>前年</td><td>预期当年实现值</td>", None),
        ("<td>甲年的</td><td>乙年的</td>", None),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_heads_under_a_merged_head_divide_it_and_are_no_indicator(
    lower: str, last: str | None, again: bool
) -> None:
    upper = "<td colspan=2>指标值</td>"
    repeated = (
        "<tr><td rowspan=2></td><td rowspan=2>一级指标</td><td rowspan=2>二级指标</td><td rowspan=2>三级指标</td>"
        f"{upper}</tr><tr>{lower}</tr>"
    )
    rows = (
        f"<tr>{lower}</tr><tr><td></td><td>产出指标</td><td>数量指标</td><td>加固海堤长度</td><td>2公里</td><td>3公里</td></tr>"
        f"{repeated * again}"
        "<tr><td></td><td>效益指标</td><td>社会效益指标</td><td>受保护户数</td><td>2公里</td><td>≥90户</td></tr>"
    )
    assert from_html(html(upper, rows)) == [("加固海堤长度", "3公里", last), ("受保护户数", "≥90户", last)]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("指标值", ("指标性质", "指标值", "度量单位")), ("年度指标值", ("符号", "目标值", "计量单位"))],
)
def test_operator_number_and_unit_under_one_head_make_one_value(upper: str, lower: tuple[str, ...]) -> None:
    heads = "".join(f"<td>{text}</td>" for text in lower)
    rows = (
        f"<tr>{heads}</tr>"
        "<tr><td></td><td>产出指标</td><td>数量指标</td><td>加固海堤长度</td><td>≥</td><td>3</td><td>公里</td></tr>"
    )
    assert from_html(html(f"<td colspan=3>{upper}</td>", rows)) == [("加固海堤长度", "≥3公里", None)]
