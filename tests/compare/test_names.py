"""Names of projects as they compare between years."""

from __future__ import annotations

import pytest

from pfglint.compare.names import without_number, without_year


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河道保洁专项", "2025年河道保洁专项"),
        ("河道保洁专项（2024年度）", "河道保洁专项（2025年度）"),
        ("2024-2025年河道保洁专项", "河道 保洁专项"),
        ("44010021T000000000001-河道保洁专项", "44010022T000000000007-河道保洁专项"),
        ("[12-345]河道保洁专项", "河道保洁专项"),
        ("示财〔2024〕12号河道保洁专项", "示财〔2025〕3号河道保洁专项"),
        ("二〇二四年河道保洁专项", "二〇二五年河道保洁专项"),
        ("“河道保洁”专项", "河道保洁专项"),
    ],
)
def test_years_codes_and_marks_do_not_count(one: str, other: str) -> None:
    assert without_year(one) == without_year(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河道保洁一期", "河道保洁二期"),
        ("河道保洁（第1批）", "河道保洁（第2批）"),
        ("河道保洁（一）", "河道保洁（二）"),
        ("河道保洁Ⅰ", "河道保洁Ⅱ"),
    ],
)
def test_a_number_of_its_kind_counts_in_one_and_not_in_the_other(one: str, other: str) -> None:
    assert without_year(one) != without_year(other)
    assert without_number(one) == without_number(other)


@pytest.mark.parametrize("name", ["2025", "2025年度", "（2025）", "100号", ""])
def test_a_name_of_nothing_else_stays_a_name(name: str) -> None:
    assert bool(without_number(name)) == bool(name)


def test_different_projects_stay_different() -> None:
    names = [
        "十四五规划编制",
        "十五五规划编制",
        "一事一议奖补",
        "三公经费",
        "河道保洁",
        "公园保洁",
        "120急救车辆购置",
    ]
    assert len({without_number(name) for name in names}) == len(names)
