"""A workbook's other sheets: what goes on with the form is read, what explains or sums is none of it."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from pfglint.finding import Place
from pfglint.form.cut import is_debris
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.source.document import Cell, Row

FORM = [
    ["项目支出绩效目标申报表"],
    ["项目名称", "古井修缮"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "修缮古井口数", "≥3(口)"],
    ["产出指标", "质量指标", "修缮验收合格率", "≥98(%)"],
]


def read(*sheets: list[list[str]]) -> Form:
    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    [form] = [item for item in forms_of_bytes(out.getvalue()) if isinstance(item, Form)]
    return form


@pytest.mark.parametrize(
    "other",
    [
        [["填报说明"], ["一、指标值要带单位", "二、不得空白"], ["三、按时报送", "四、盖章"]],
        [["1"]],
        [["汇总", "3"], ["合计", "12"]],
    ],
    ids=["notes", "number", "sums"],
)
def test_another_sheet_is_none_of_the_form(other: list[list[str]]) -> None:
    form = read(FORM, other)
    assert len(form.indicators) == 2
    assert not form.unread
    assert not form.facts


def test_rows_that_go_on_in_the_next_sheet_are_the_forms() -> None:
    form = read(FORM, [["效益指标", "社会效益指标", "恢复供水户数", "≥40(户)"]])
    assert [item.name.text for item in form.indicators][-1] == "恢复供水户数"


@pytest.mark.parametrize("text", ["— 第 3 页 —", "－第3页，共9页－", "第3页", "- 3 -"])
def test_the_number_of_a_page_is_debris_with_dashes_and_without(text: str) -> None:
    assert is_debris(Row(1, 4, (Cell(text, Place(1, 1), 0),)))
