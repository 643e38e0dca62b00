"""Workbooks are read as Excel shows them, whatever program wrote them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from pfglint.source import xlsx
from pfglint.source.document import Fact, Row
from pfglint.source.limits import Meter


def saved(make: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    make(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes) -> tuple[list[Row], list[Fact]]:
    found = list(xlsx.rows(io.BytesIO(data), Meter()))
    return [item for item in found if isinstance(item, Row)], [
        item for item in found if isinstance(item, Fact)
    ]


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """`data` with the text of one part of it changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.9, "0%", "90%"),
        (1732000, "#,##0.00", "1,732,000.00"),
        (1732000.5, "General", "1732000.5"),
        (datetime.date(2025, 3, 1), "yyyy-mm-dd", "2025-03-01"),
        (datetime.datetime(2025, 3, 1), "mm-dd-yy", "2025/3/1"),
        (12, '0"人"', "12人"),
        ("  ≥90% ", "General", "≥90%"),
        ("第一行\n第二行", "General", "第一行\n第二行"),
        (True, "General", "TRUE"),
        ("00123", "@", "00123"),
    ],
)
def test_a_cell_has_the_text_that_is_shown(value: Any, code: str, text: str) -> None:
    def make(book: Any) -> None:
        book.active["B2"] = value
        book.active["B2"].number_format = code

    rows, _ = read(saved(make))
    assert [(cell.text, cell.place.cell) for row in rows for cell in row.cells] == [(text, "B2")]


def test_merged_cells_stand_once_and_gaps_are_one_blank_row() -> None:
    def make(book: Any) -> None:
        sheet = book.active
        sheet.title = "申报表"
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["B3"], sheet["C9"] = "标题", "产出", "甲", "乙", "丙"
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A2:A3")

    rows, facts = read(saved(make))
    assert [[(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in row.cells] for row in rows] == [
        [("标题", 0, 1, 4)], [("产出", 0, 2, 1), ("甲", 1, 1, 1)], [("乙", 1, 1, 1)], [], [("丙", 2, 1, 1)], []
    ]  # fmt: skip
    assert {row.width for row in rows} == {4}
    assert rows[4].cells[0].place.sheet == "申报表"
    assert facts == []


def test_sheets_follow_each_other_and_hidden_ones_are_said() -> None:
    def make(book: Any) -> None:
        book.active.title = "一"
        book.active["A1"] = "甲"
        for title, state in (("选项", "hidden"), ("二", "visible"), ("密", "veryHidden")):
            sheet = book.create_sheet(title)
            sheet["A1"] = title
            sheet.sheet_state = state

    rows, facts = read(saved(make))
    cells = [cell for row in rows for cell in row.cells]
    assert [(cell.text, cell.place.sheet) for cell in cells] == [("甲", "一"), ("二", "二")]
    assert cells[0].place.order < cells[1].place.order
    assert [row.line for row in rows] == sorted({row.line for row in rows})
    assert [(fact.kind, fact.text) for fact in facts] == [("hidden-sheet", "选项"), ("hidden-sheet", "密")]


def test_hidden_rows_and_columns_are_not_read_and_said() -> None:
    def make(book: Any) -> None:
        sheet = book.active
        for row in sheet.iter_rows(1, 6, 1, 4):
            for cell in row:
                cell.value = cell.coordinate
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B5:C5")
        for number in (2, 3):
            sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions["B"].hidden = True

    rows, facts = read(saved(make))
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["A1", "C1", "D1"], [], ["A3", "C4", "D4"], ["A5", "B5", "D5"], ["A6", "C6", "D6"], []
    ]  # fmt: skip
    assert rows[2].cells[0].place.cell == "A3"
    assert [(fact.kind, fact.text, fact.detail) for fact in facts] == [
        ("hidden-rows", "Sheet", "2-3"),
        ("hidden-columns", "Sheet", "B"),
    ]


def test_formulas_have_the_value_that_was_saved_and_those_without_are_said() -> None:
    def make(book: Any) -> None:
        book.active["A1"], book.active["A2"], book.active["A3"] = "=SUM(B1:B9)", "=B1*2", "=100.00(%)"

    bare = saved(make)
    rows, facts = read(bare)
    assert [cell.text for row in rows for cell in row.cells] == ["=SUM(B1:B9)", "=B1*2", "=100.00(%)"]
    assert [(fact.kind, fact.text, fact.detail) for fact in facts] == [("formula-without-value", "A1", "2")]
    full = changed(bare, SHEET, lambda text: re.sub(r"<v\s*/>|<v></v>", "<v>7</v>", text))
    rows, facts = read(full)
    assert [cell.text for row in rows for cell in row.cells] == ["7", "7", "7"]
    assert facts == []


def test_strings_in_the_cell_in_parts_and_prefixed_names() -> None:
    def make(book: Any) -> None:
        book.active["A1"] = "x"

    inline = (
        '<x:row><x:c t="inlineStr"><x:is><x:r><x:t>上</x:t></x:r><x:r><x:t>海_x000a_</x:t></x:r>'
        "<x:rPh><x:t>shang</x:t></x:rPh></x:is></x:c><x:c t='str'><x:v>乙</x:v></x:c></x:row>"
    )
    sheet = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        f'{inline}</x:sheetData><x:mergeCells><x:mergeCell ref="B1:B2"/></x:mergeCells></x:worksheet>'
    )
    rows, _ = read(changed(saved(make), SHEET, lambda _: sheet))
    assert [(cell.text, cell.rowspan) for cell in rows[0].cells] == [("上海", 1), ("乙", 2)]


def test_a_sheet_that_is_formatted_to_its_end_is_read_no_further_than_its_text() -> None:
    def make(book: Any) -> None:
        book.active["A1"] = "甲"

    blank = "".join(f'<row r="{number}" s="1"><c r="A{number}" s="0"/></row>' for number in range(2, 20_000))
    data = changed(saved(make), SHEET, lambda text: text.replace("</sheetData>", blank + "</sheetData>"))
    rows, _ = read(data)
    assert [[cell.text for cell in row.cells] for row in rows] == [["甲"], []]


def test_a_text_that_a_program_took_for_a_formula_is_that_text() -> None:
    def make(book: Any) -> None:
        book.active["A1"], book.active["A2"] = "=49(场)", "=B1/0"

    broken = re.compile(r"<c r=\"(A\d)\"[^>]*>(<f>.*?</f>)(?:<v\s*/>|<v></v>)")
    data = changed(saved(make), SHEET, lambda text: broken.sub(r'<c r="\1" t="e">\2<v>#VALUE!</v>', text))
    rows, facts = read(data)
    assert [cell.text for row in rows for cell in row.cells] == ["=49(场)", "#VALUE!"]
    assert facts == []
