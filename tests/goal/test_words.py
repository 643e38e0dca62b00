"""The words of goals: where a ratio's name ends."""

from __future__ import annotations

import pytest

from pfglint.goal.words import goal_words, ratio_end

ENDS = {
    "读者满意度": "满意度",
    "图书采购及时率": "及时率",
    "良率": "率",
    "率": "率",
    "覆盖面": "覆盖面",
    "女性占比": "性占比",
    "占比": "占比",
    "参加人数": "",
    "": "",
}


@pytest.mark.parametrize(("name", "end"), ENDS.items())
def test_a_ratio_s_name_ends_with_what_is_measured(name: str, end: str) -> None:
    assert ratio_end(name, goal_words()) == end
