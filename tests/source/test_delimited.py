"""Text that a spreadsheet exported."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.source import delimited
from pfglint.source.document import BLANK, Row, SourceError
from pfglint.source.limits import Meter


def rows(text: str, encoding: str = "utf-8") -> list[Row]:
    return list(delimited.rows(io.BytesIO(text.encode(encoding)), Meter()))


def texts(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(text)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_cells_have_their_places(encoding: str) -> None:
    found = rows('标题,,\r\n"资金, 元",  甲 ,"1,732.00"\r\n"一\r\n二",乙\r\n丙,"""丁"""\r\n', encoding)
    assert [[(cell.text, cell.column, *cell.place[:3]) for cell in row.cells] for row in found] == [
        [("标题", 0, 1, 1, 3)],
        [("资金, 元", 0, 2, 2, 7), ("甲", 1, 2, 11, 12), ("1,732.00", 2, 2, 15, 23)],
        [("一\r\n二", 0, 3, 2, None), ("乙", 1, 4, 4, 5)],
        [("丙", 0, 5, 1, 2), ('"丁"', 1, 5, 4, None)],
    ]
    assert [(row.line, row.width) for row in found] == [(1, 3), (2, 3), (3, 2), (5, 2)]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_told(delimiter: str) -> None:
    text = "产出指标,数量指标,甲,5个\n效益指标,社会效益指标,乙,“好，优”\n".replace(",", delimiter)
    assert texts(text)[0] == ["产出指标", "数量指标", "甲", "5个"]


def test_a_quotation_mark_that_stands_alone_is_text() -> None:
    assert texts('"一带一路"建设,5\n甲,"乙\n丙,丁\n') == [
        ['"一带一路"建设', "5"],
        ["甲", '"乙'],
        ["丙", "丁"],
    ]


def test_rows_that_no_form_has_end_the_reading() -> None:
    with pytest.raises(SourceError) as caught:
        rows("甲,乙\n" + "," * 5000 + "\n")
    assert caught.value.kind == "many-cells"


@given(
    st.lists(
        st.lists(st.text(alphabet='甲a ,"\n', max_size=5), min_size=2, max_size=4), min_size=1, max_size=6
    )
)
def test_what_the_module_csv_writes_is_read_and_stands_where_it_says(table: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(table)
    text = out.getvalue()
    found = rows(text)
    lines = text.split("\n")
    wanted = [[cell.strip(BLANK) for cell in row] for row in table]
    assert [[cell for cell in row if cell] for row in wanted] == [
        [cell.text for cell in row.cells] for row in found
    ]
    for cell in (cell for row in found for cell in row.cells):
        if cell.place.end_column is not None:
            assert cell.place.line is not None and cell.place.column is not None
            assert lines[cell.place.line - 1][cell.place.column - 1 : cell.place.end_column - 1] == cell.text
