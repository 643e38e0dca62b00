"""Workbooks of Excel 97-2003."""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlwt

from pfglint.source import xls
from pfglint.source.document import Fact, Row
from pfglint.source.limits import Meter


def read(book: Any) -> tuple[list[Row], list[Fact]]:
    out = io.BytesIO()
    book.save(out)
    found = list(xls.rows(io.BytesIO(out.getvalue()), Meter()))
    return [item for item in found if isinstance(item, Row)], [
        item for item in found if isinstance(item, Fact)
    ]


def style(code: str) -> Any:
    return xlwt.easyxf(num_format_str=code)


def test_numbers_are_shown_by_their_formats() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("申报表")
    for column, (value, code) in enumerate(
        [
            (0.9, "0%"),
            (1732000, "#,##0.00"),
            (datetime.date(2025, 3, 1), "yyyy-mm-dd"),
            (12.5, "General"),
            (" 文字 ", "@"),
        ]
    ):
        sheet.write(1, column, value, style(code))
    sheet.write(1, 5, True)
    rows, facts = read(book)
    assert [[(cell.text, cell.place.cell) for cell in row.cells] for row in rows] == [
        [],
        [
            ("90%", "A2"),
            ("1,732,000.00", "B2"),
            ("2025-03-01", "C2"),
            ("12.5", "D2"),
            ("文字", "E2"),
            ("TRUE", "F2"),
        ],
        [],
    ]
    assert facts == []


def test_merged_and_hidden() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    sheet.write_merge(0, 0, 0, 2, "标题")
    sheet.write_merge(1, 2, 0, 0, "产出")
    sheet.write(1, 1, "甲")
    sheet.write(2, 1, "乙")
    sheet.write(3, 1, "暗")
    sheet.write(4, 2, "暗列")
    sheet.row(3).hidden = True
    sheet.col(2).hidden = True
    other = book.add_sheet("选项")
    other.write(0, 0, "选")
    other.visibility = 1
    rows, facts = read(book)
    assert [[(cell.text, cell.rowspan, cell.colspan) for cell in row.cells] for row in rows] == [
        [("标题", 1, 3)], [("产出", 2, 1), ("甲", 1, 1)], [("乙", 1, 1)], []
    ]  # fmt: skip
    assert [(fact.kind, fact.detail) for fact in facts] == [
        ("hidden-rows", "4"), ("hidden-columns", "C"), ("hidden-sheet", "")
    ]  # fmt: skip
