"""Text in any encoding and with any line ending gives the same rows; what is no text says why."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Place
from pfglint.source.bars import MOST_CELLS
from pfglint.source.document import Row, SourceError
from pfglint.source.text import LONGEST_LINE, TextDocument

TEXT = "项目名称\t河道保洁\t\t项目性质\n\n\t 年度目标　\t≥24(次)\t\n结尾"


def rows(data: bytes) -> list[Row]:
    return list(TextDocument("-", io.BytesIO(data)).rows())


def cells(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(data)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_ending_gives_the_same_rows(encoding: str, ending: str) -> None:
    assert rows(TEXT.replace("\n", ending).encode(encoding)) == rows(TEXT.encode())


def test_cells_know_their_line_column_and_end() -> None:
    last = rows(TEXT.encode())[2]
    assert [(c.text, c.place.line, c.place.column, c.place.end_column, c.column) for c in last.cells] == [
        ("年度目标", 3, 3, 7, 1),
        ("≥24(次)", 3, 9, 15, 2),
    ]
    assert last.width == 4


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b"abc\ndef\x00ghi", "binary", 2),
        ("河道\n".encode() * 20 + "巡查".encode("gb18030") + b"\n", "mixed-encoding", 21),
        ("河道\n".encode() * 20 + "巡".encode()[:2], "cut", 21),
        (b"ok\n\xff\xff\xff\n", "encoding", 2),
        (b"a\n" + b"x" * (LONGEST_LINE + 10), "long-line", 2),
        (b"a\nb\n" + b"\t" * MOST_CELLS, "many-cells", 3),
    ],
)
def test_what_is_no_text_says_what_and_where(data: bytes, kind: str, line: int | None) -> None:
    with pytest.raises(SourceError) as caught:
        rows(data)
    assert (caught.value.kind, caught.value.place and caught.value.place.line) == (kind, line)


def test_a_nul_deep_inside_a_large_file_is_found() -> None:
    with pytest.raises(SourceError) as caught:
        rows("河道保洁\n".encode() * 200_000 + b"\0\n")
    assert (caught.value.kind, caught.value.place) == ("binary", Place(200_001))


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_source_error(data: bytes) -> None:
    try:
        found = rows(data)
    except SourceError as error:
        assert error.kind
    else:
        assert all(cell.text == cell.text.strip() for row in found for cell in row.cells)


@given(
    st.lists(
        st.lists(st.text(alphabet="河道ab%≥1 ", max_size=5), min_size=1, max_size=5), min_size=1, max_size=6
    )
)
def test_a_cell_stands_where_its_place_says(table: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in table) + "\n"
    lines = text.split("\n")
    for row in rows(text.encode()):
        for cell in row.cells:
            assert cell.place.column and cell.place.end_column
            assert lines[row.line - 1][cell.place.column - 1 : cell.place.end_column - 1] == cell.text


def test_bars_part_cells_and_markdown_is_read_as_it_is_meant() -> None:
    text = "| 项目名称 | 保洁 \\| 巡查 | |\n|:---|---|---:|\n||甲<br>乙|丙\n甲 | 乙\n甲 |\n"
    found = rows(text.encode())
    assert [[(cell.text, cell.column) for cell in row.cells] for row in found] == [
        [("项目名称", 1), ("保洁 | 巡查", 2)],
        [("甲\n乙", 2), ("丙", 3)],
        [("甲 | 乙", 0)],
        [("甲", 0)],
    ]
    assert [row.line for row in found] == [1, 3, 4, 5]
    assert found[0].cells[0].place == Place(1, 3, 7)


FLAT = """2023年项目支出绩效目标申报表
|
项目名称 |
河道保洁 |
||
|
年度目标 |
第一句。
第二句。 |
||
|
指标 |
|
|
12条 |
以上为全表
"""


def test_cells_that_each_have_a_line_of_their_own_are_rows_again() -> None:
    found = rows(FLAT.encode())
    assert [[(cell.text, cell.column) for cell in row.cells] for row in found] == [
        [("2023年项目支出绩效目标申报表", 0)],
        [("项目名称", 0), ("河道保洁", 1)],
        [("年度目标", 0), ("第一句。\n第二句。", 1)],
        [("指标", 0), ("12条", 3)],
        [("以上为全表", 0)],
    ]
    assert [(row.line, row.width) for row in found] == [(1, 1), (3, 4), (7, 4), (12, 4), (16, 1)]
    assert found[2].cells[1].place == Place(8, 1)


@given(st.text("|\t \n甲乙-\\<br>", max_size=60))
def test_whatever_bars_a_text_has_no_word_of_it_is_lost(text: str) -> None:
    found = "".join(cell.text for row in rows(text.encode()) for cell in row.cells)
    assert [char for char in found if char in "甲乙"] == [char for char in text if char in "甲乙"]


def test_a_heading_of_markdown_is_its_text_without_the_mark() -> None:
    [row] = rows("## 项目支出绩效目标申报表".encode())
    assert [(cell.text, cell.place.column) for cell in row.cells] == [("项目支出绩效目标申报表", 4)]
    assert cells("#1 泵站\t3座".encode()) == [["#1 泵站", "3座"]]
