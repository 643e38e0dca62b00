"""Widths and line breaks of mixed Chinese and English text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Place
from pfglint.report.plain import columns, location, printable, shorten, wrap


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("", 10, [""]),
        ("核对四个数；空白不当作零。", 10, ["核对四个", "数；空白不", "当作零。"]),
        ("改用“个”“次”", 8, ["改用“个”", "“次”"]),
        ("mend the place", 9, ["mend the", "place"]),
        ("单位是 percent-on-count 吗", 12, ["单位是", "percent-on-c", "ount 吗"]),
        ("相差 100,000.00 元", 10, ["相差", "100,000.00", "元"]),
    ],
)
def test_lines_break_where_they_may(text: str, room: int, lines: list[str]) -> None:
    assert wrap(text, room) == lines


@given(st.text(alphabet="表格，。“”()（） ab1%≥", max_size=60), st.integers(6, 30))
def test_wrapping_keeps_every_character_and_the_width(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(columns(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_nothing_commands_the_terminal() -> None:
    assert printable("a\x1b[31mb\r\n\tc\u202ed\x9b") == "a\ufffd[31mb   c\ufffdd "


def test_a_text_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert shorten("社区文化活动", 12) == "社区文化活动"
    assert shorten("社区文化活动", 11) == "社区文化活…"
    assert shorten("社区文化活动", 8) == "社区文…"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (None, "表.txt"),
        (Place(17), "表.txt:17"),
        (Place(17, 5, 9), "表.txt:17:5"),
    ],
)
def test_a_location_is_what_editors_understand(place: Place | None, text: str) -> None:
    assert location("表.txt", place) == text


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (None, "表", "表"),
        (Place(17, 5, 9), "表:17:5", "表:17:5"),
        (Place(17), "表:17", "表:17"),
        (Place(sheet="申报表", cell="C12"), "表:工作表“申报表” C12", "表:sheet “申报表” C12"),
        (Place(sheet="申报表"), "表:工作表“申报表”", "表:sheet “申报表”"),
        (Place(table=2, row=14, column=4), "表:第2个表格第14行第4列", "表:table 2, row 14, column 4"),
        (Place(paragraph=3), "表:第3段", "表:paragraph 3"),
        (Place(page=3, bbox=(1.0, 2.0, 3.0, 4.0)), "表:第3页", "表:page 3"),
    ],
)
def test_a_place_is_told_as_a_person_goes_there(place: Place | None, zh: str, en: str) -> None:
    assert (location("表", place), location("表", place, "en")) == (zh, en)
