"""How like two texts are, what differs, and whether those that are alike meet."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.rule.likeness import differing, likeness, marks

RIVER = "做好全区河道日常保洁，全年巡查24次，及时清理漂浮物，保持水面整洁，改善居民的生活环境。"
PAIRS = {
    RIVER.replace("河道", "公园").replace("24", "36"): ("公园", "36"),
    RIVER.replace("24次", "240次"): ("240",),
    RIVER.replace("24次", "124次"): ("124",),
    RIVER.replace("，改善", "，补种乔木300株，改善"): ("补种乔木300株",),
    RIVER.replace("保持水面整洁，", ""): (),
    RIVER: (),
}


@pytest.mark.parametrize(("text", "parts"), PAIRS.items(), ids=lambda item: str(item)[:30])
def test_what_differs_is_shown_in_whole_numbers(text: str, parts: tuple[str, ...]) -> None:
    assert differing(text, RIVER) == parts
    assert likeness(text, RIVER) > 0.85
    assert set(marks(text)) & set(marks(RIVER))


def test_texts_of_other_things_share_no_mark() -> None:
    other = "管好全区12座公园的绿化和设施，补种乔木300株，新建厕所2座，园容整洁，游客满意度90%以上。"
    assert not set(marks(other)) & set(marks(RIVER))
    assert likeness(other, RIVER) < 0.6


def test_marks_are_the_same_in_every_process() -> None:
    code = f"from pfglint.rule.likeness import marks; print(*marks({RIVER!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [str(mark) for mark in marks(RIVER)]


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_texts_can_be_compared(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert all(part in one for part in differing(one, other))
    assert len(marks(one)) == len(marks(other))
