"""PDF pages become the tables that their lines draw, and rows where text falls into columns."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pfglint.source import pdf
from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.limits import Limits, Meter

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
TOP = A4[1]


def drawn(*pages: Callable[[Any], None], **options: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(data: bytes, limits: Limits | None = None) -> list[Row | Fact]:
    return list(pdf.rows(io.BytesIO(data), Meter(limits or Limits())))


def cells(data: bytes) -> list[list[tuple[str, int, int, int]]]:
    return [
        [(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in row.cells]
        for row in read(data)
        if isinstance(row, Row)
    ]


def texts(data: bytes) -> list[list[str]]:
    return [[text for text, *_ in row] for row in cells(data)]


def write(canvas: Any, left: float, top: float, text: str) -> None:
    canvas.drawString(left, TOP - top, text)


def rule(canvas: Any, left: float, top: float, right: float, bottom: float) -> None:
    canvas.line(left, TOP - top, right, TOP - bottom)


def table(canvas: Any, top: float = 100) -> None:
    """Three columns and three rows; the first row is one cell, the first column of the others one."""
    for y in (top, top + 20, top + 60):
        rule(canvas, 50, y, 350, y)
    rule(canvas, 150, top + 40, 350, top + 40)
    for x in (50, 350):
        rule(canvas, x, top, x, top + 60)
    for x in (150, 250):
        rule(canvas, x, top + 20, x, top + 60)
    for left, y, text in (
        (55, 14, "标题"),
        (55, 44, "产出指标"),
        (155, 34, "甲"),
        (255, 34, "≥5"),
        (155, 54, "乙"),
        (255, 54, "6"),
    ):
        write(canvas, left, top + y, text)


MERGED = [
    [("标题", 0, 1, 3)],
    [("产出指标", 0, 2, 1), ("甲", 1, 1, 1), ("≥5", 2, 1, 1)],
    [("乙", 1, 1, 1), ("6", 2, 1, 1)],
]


def test_lines_draw_a_table_with_merged_cells() -> None:
    assert cells(drawn(table)) == MERGED


def test_thin_boxes_are_lines_too() -> None:
    def boxes(canvas: Any) -> None:
        line = canvas.line
        canvas.line = lambda x, y, x2, y2: canvas.rect(
            min(x, x2), min(y, y2), abs(x2 - x) + 0.5, abs(y2 - y) + 0.5, 0, 1
        )
        table(canvas)
        canvas.line = line

    assert cells(drawn(boxes)) == MERGED


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turn: int) -> None:
    def turned(canvas: Any) -> None:
        canvas.setPageRotation(turn)
        width, height = A4
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, width)}[turn])
        canvas.rotate(turn)
        canvas.translate(0, -200)
        table(canvas)

    assert cells(drawn(turned)) == MERGED


def test_text_that_is_written_upwards_is_turned() -> None:
    def upwards(canvas: Any) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        canvas.translate(0, -250)
        table(canvas)

    assert cells(drawn(upwards)) == MERGED


def test_places_are_a_page_and_a_box_from_its_upper_left_corner() -> None:
    (row, *_) = [item for item in read(drawn(table)) if isinstance(item, Row)][1:]
    assert row.cells[0].place.page == 1
    assert row.cells[0].place.bbox == pytest.approx((50, 120, 150, 160), abs=0.6)


def test_full_lines_go_on_and_short_ones_end() -> None:
    def page(canvas: Any) -> None:
        canvas.rect(50, TOP - 200, 100, 100)
        canvas.rect(150, TOP - 200, 100, 100)
        for number, text in enumerate(("一二三四五六七八九", "十，百千", "万亿")):
            write(canvas, 55, 114 + 14 * number, text)
        write(canvas, 155, 114, "1,732,000,000.0")
        write(canvas, 155, 128, "0")

    assert texts(drawn(page)) == [["一二三四五六七八九十，百千\n万亿", "1,732,000,000.0\n0"]]


def test_text_outside_of_lines_is_a_row_a_line_before_and_behind_the_table() -> None:
    def page(canvas: Any) -> None:
        write(canvas, 50, 80, "财政项目支出绩效目标申报表")
        table(canvas)
        write(canvas, 50, 200, "注：无")

    assert texts(drawn(page)) == [
        ["财政项目支出绩效目标申报表"],
        ["标题"],
        ["产出指标", "甲", "≥5"],
        ["乙", "6"],
        ["注：无"],
    ]


def test_columns_without_lines_are_told_by_what_stands_under_each_other() -> None:
    def page(canvas: Any) -> None:
        rows = [
            ("一级指标", "二级指标", "指标值"),
            ("产出指标", "数量指标", "≥5(个)"),
            ("", "质量指标很长的名", "≥90(%)"),
            ("", "称", ""),
            ("效益指标", "社会效益", "优"),
        ]
        for number, row in enumerate(rows):
            for left, text in zip((50, 150, 300), row, strict=True):
                write(canvas, left, 100 + 14 * number, text)

    assert cells(drawn(page)) == [
        [("一级指标", 0, 1, 1), ("二级指标", 1, 1, 1), ("指标值", 2, 1, 1)],
        [("产出指标", 0, 1, 1), ("数量指标", 1, 1, 1), ("≥5(个)", 2, 1, 1)],
        [("质量指标很长的名称", 1, 1, 1), ("≥90(%)", 2, 1, 1)],
        [("效益指标", 0, 1, 1), ("社会效益", 1, 1, 1), ("优", 2, 1, 1)],
    ]


def test_a_table_goes_on_with_its_columns_and_its_cut_row_on_the_next_page() -> None:
    def first(canvas: Any) -> None:
        for y in (100, 120, 140):
            rule(canvas, 50, y, 350, y)
        for x in (50, 150, 250, 350):
            rule(canvas, x, 100, x, 140)
        for left, y, text in (
            (55, 114, "甲"),
            (155, 114, "乙"),
            (255, 114, "丙"),
            (55, 134, "丁"),
            (155, 134, "一二三四五六七八九"),
        ):
            write(canvas, left, y, text)

    def second(canvas: Any) -> None:
        for y in (50, 70, 90):
            rule(canvas, 50, y, 350, y)
        for x in (50, 150, 350):
            rule(canvas, x, 50, x, 90)
        rule(canvas, 250, 50, 250, 70)
        for left, y, text in ((155, 64, "十"), (55, 84, "戊"), (155, 84, "己")):
            write(canvas, left, y, text)

    assert cells(drawn(first, second)) == [
        [("甲", 0, 1, 1), ("乙", 1, 1, 1), ("丙", 2, 1, 1)],
        [("丁", 0, 1, 1), ("一二三四五六七八九十", 1, 1, 1)],
        [],
        [("戊", 0, 1, 1), ("己", 1, 1, 2)],
    ]


def test_a_scan_says_that_it_has_no_text_and_a_scanned_page_too() -> None:
    def picture(canvas: Any) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (8, 8))), 0, 0, 300, 300)

    with pytest.raises(SourceError) as caught:
        read(drawn(picture))
    assert caught.value.kind == "no-text"
    facts = [item for item in read(drawn(table, picture)) if isinstance(item, Fact)]
    assert [(fact.kind, fact.text) for fact in facts] == [("page-without-text", "2")]


def test_pages_past_the_limit_end_the_reading() -> None:
    with pytest.raises(SourceError) as caught:
        read(drawn(table, table, table), Limits(pages=2))
    assert caught.value.kind == "limit-pages"


def test_a_password_is_said() -> None:
    with pytest.raises(SourceError) as caught:
        read(drawn(table, encrypt="geheim"))
    assert caught.value.kind == "encrypted"


def test_what_is_written_beside_the_page_is_not_read() -> None:
    def beyond(canvas: Any) -> None:
        write(canvas, 55, 100, "在页上")
        write(canvas, 55, -20, "在页边之上")
        write(canvas, 55, TOP + 30, "在页边之下")

    assert texts(drawn(beyond)) == [["在页上"]]


def test_a_line_that_had_room_for_more_does_not_go_on_on_the_next_page() -> None:
    def first(canvas: Any) -> None:
        write(canvas, 55, 100, "本年养护滩涂四十亩，清理水道二公里，并完成全部验收工作。")
        write(canvas, 55, 800, "长效管理制度健全性")

    def second(canvas: Any) -> None:
        write(canvas, 55, 50, "健全")

    assert texts(drawn(first, second))[1:] == [["长效管理制度健全性"], [], ["健全"]]
