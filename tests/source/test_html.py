"""Web pages are read as a browser shows them."""

from __future__ import annotations

import base64
import io

import pytest

from pfglint.source import html
from pfglint.source.document import Row, SourceError
from pfglint.source.limits import Limits, Meter


def rows(page: str | bytes) -> list[Row]:
    data = page.encode() if isinstance(page, str) else page
    return list(html.rows(io.BytesIO(data), Meter()))


def texts(page: str | bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(page)]


def test_merged_cells_push_the_others_to_the_right() -> None:
    found = rows(
        "<table><tr><th colspan=3>标题</th></tr><tr><td rowspan=2>产出<td>数量<td>甲</tr><tr><td>质量<td>乙</tr>"
        "<tr><td rowspan='2' colspan='2'>效益<td>丙<tr><td>丁</table>"
    )
    assert [
        [(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in row.cells] for row in found
    ] == [
        [("标题", 0, 1, 3)],
        [("产出", 0, 2, 1), ("数量", 1, 1, 1), ("甲", 2, 1, 1)],
        [("质量", 1, 1, 1), ("乙", 2, 1, 1)],
        [("效益", 0, 2, 2), ("丙", 2, 1, 1)],
        [("丁", 2, 1, 1)],
        [],
    ]
    assert {row.width for row in found[:-1]} == {3}
    place = found[2].cells[1].place
    assert (place.table, place.row, place.column) == (1, 3, 3)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("甲<br>乙", "甲\n乙"),
        ("<p>甲</p>\n<p> 乙</p>", "甲\n乙"),
        ("财政\n  资金", "财政资金"),
        ("a\n b", "a b"),
        ("<b>≥</b>90<span>%</span>&nbsp;", "≥90%"),
        ("≥90%<!--[if x]>旧<![endif]-->", "≥90%"),
        ("明<span style='mso-hide:all'>暗</span>", "明"),
        ("明<script>1</script><style>a{}</style>", "明"),
        ("<input value='5次'><input type=hidden value=x>", "5次"),
        ("<input type=checkbox checked>经常性<input type=checkbox>一次性", "☑经常性☐一次性"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
        ("<textarea>目标</textarea>", "目标"),
    ],
)
def test_a_cell_has_the_text_that_is_shown(cell: str, text: str) -> None:
    assert texts(f"<table><tr><td>{cell}</td><td>尾</td></tr></table>")[0] == [text, "尾"]


def test_what_stands_between_tables_and_tables_in_tables() -> None:
    page = (
        "<html><body><h1>标题</h1>单位：万元<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr>"
        "<tr style='display:none'><td>暗</td></tr><tr><td>末</td></tr></table><div>注<p>二</p></div></body></html>"
    )
    assert texts(page) == [["标题"], ["单位：万元"], ["外"], [], ["内"], [], ["末"], [], ["注"], ["二"]]


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("gbk", "<meta charset=gb2312>"),
        ("gb18030", ""),
        ("utf-8", ""),
        ("utf-8-sig", "<meta charset=gbk>"),
        ("utf-16", ""),
        ("gbk", "<meta http-equiv=Content-Type content='text/html; charset=GBK'>"),
        ("gbk", "<meta charset=utf-8>"),
    ],
)
def test_the_encoding_is_told(encoding: str, meta: str) -> None:
    page = f"<html><head>{meta}</head><body><table><tr><td>洣水、镕、≥</td></tr></table></body></html>"
    assert texts(page.encode(encoding)) == [["洣水、镕、≥"], []]


def test_an_archive_of_a_page() -> None:
    body = base64.b64encode("<html><table><tr><td>甲</td></tr></table></html>".encode("gbk")).decode()
    page = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{body}\r\n--b--\r\n"
    )
    assert texts(page) == [["甲"], []]


def test_a_page_of_an_xml_kind_and_an_empty_one() -> None:
    page = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>甲</p></body></html>'
    assert texts(page) == [["甲"]]
    assert texts("<!-- 无 -->") == []


def test_a_page_larger_than_memory_allows_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        list(html.rows(io.BytesIO(b"<p>" * 100_000), Meter(Limits(size=1))))
    assert caught.value.kind == "limit-size"
