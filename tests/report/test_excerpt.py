"""What of a cell is shown, and that the carets stand under the culprit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Quote
from pfglint.report.excerpt import excerpt
from pfglint.report.plain import columns


@pytest.mark.parametrize(
    ("text", "culprit", "room", "line", "carets"),
    [
        ("=100.00(%)", "%", 40, "=100.00(%)", "        ^"),
        ("群众活动场次数", "场次数", 40, "群众活动场次数", "        ^^^^^^"),
        (
            "全年组织活动六十场，参加活动二千人次，居民满意",
            "二千人次",
            20,
            "…加活动二千人次，居…",
            "       ^^^^^^^^",
        ),
        ("第一行\n第二行", "第二行", 40, "第一行 第二行", "       ^^^^^^"),
        ("一二三四五六七八九十", "一二三四五六七八九十", 12, "一二三四…", "^^^^^^^^^"),
    ],
)
def test_excerpts(text: str, culprit: str, room: int, line: str, carets: str) -> None:
    start = text.index(culprit)
    part = excerpt(Quote(text, start, start + len(culprit)), room)
    assert part.text == line
    assert part.underline == carets


@given(st.text("表格，a1≥(", max_size=80), st.integers(0, 90), st.integers(0, 90), st.integers(10, 50))
def test_an_excerpt_fits(text: str, start: int, end: int, room: int) -> None:
    part = excerpt(Quote(text, start, end), room)
    assert columns(part.text) <= room
    assert columns(part.underline) <= room + 1
