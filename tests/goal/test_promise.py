"""What a goal's text promises: quantities with what they are about, and no number that promises nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pfglint.goal.items import items
from pfglint.goal.promise import promises
from pfglint.goal.text import stale_date, substance, unequal_sum

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "promises.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("goal", "expected"), ROWS, ids=[row[0][:24] for row in ROWS])
def test_a_goal_promises_what_a_reader_finds_in_it(goal: str, expected: str) -> None:
    assert "; ".join(f"{item.noun} {item.text}" for item in promises(goal)) == expected


PIECES = (
    *(
        "举办培训班",
        "不少于",
        "10",
        "期",
        "，",
        "。",
        "满意度",
        "达到",
        "90%",
        "及以上",
        "第26届",
        "2024年",
        "底前",
        "《",
        "》",
    ),
    *(
        "〔2024〕12号",
        "“",
        "”",
        "十四五",
        "两",
        "场",
        "百分之",
        "九十",
        "-",
        "~",
        "至",
        "万",
        "元/人·天",
        " ",
        "\n",
        "其中",
        "1、",
        "①",
    ),
    *(
        "<p>",
        "&nbsp;",
        "约",
        "左右",
        "为",
        "60岁",
        "三",
        "个",
        "A类",
        "1+3+N",
        "12:30",
        "．",
        "(",
        ")",
        "１０",
        "％",
    ),
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TEXTS)
@example("全年 3 - 5次")
def test_the_items_of_any_text_follow_each_other_without_gaps(text: str) -> None:
    end = 0
    for item in items(text):
        assert item.start == end
        assert item.end > item.start
        end = item.end
    assert end == len(text)


@example("举办培训1- 3场，参加人数100至 120人。")
@given(TEXTS)
@example("全年 3 - 5次")
def test_a_promise_of_any_text_stands_where_it_says(text: str) -> None:
    for item in promises(text):
        assert 0 <= item.clause[0] <= item.start < item.end <= item.clause[1] <= len(text)
        assert any(
            char.isdigit() or char in "一二两三四五六七八九十百" for char in text[item.start : item.end]
        )
    unequal_sum(text)
    stale_date(text, 2025)
    assert substance(text) >= 0


def test_a_long_text_is_read_to_a_limit_in_one_pass() -> None:
    assert len(promises("举办培训班10期，" * 20_000)) > 100
    assert promises("(" * 100_000 + "《" * 1000) == ()


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("2024年12月底前完成全部改造任务。", "2024年12月底前"),
        ("2024年计划举办培训班4期，培训200人次", "2024年"),
        ("截至2024年底已建成35个，2025年新建12个", None),
        ("根据2024年工作总结，继续做好", None),
        ("较2024年增长10%", None),
        ("《2024年工作要点》要求", None),
        ("自2023年以来持续推进", None),
        ("2021-2025年规划", None),
        ("为2026年办赛做准备", None),
    ],
)
def test_a_date_of_an_earlier_year_is_stale_unless_it_looks_back(goal: str, expected: str | None) -> None:
    assert stale_date(goal, 2025) == expected
