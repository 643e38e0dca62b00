"""Which form, and which indicator, was which last year."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfglint.compare.indicators import pair_indicators
from pfglint.compare.projects import pair_projects
from tests.compare.build import filed, form

LECTURES = [
    "数量指标 | 公益讲座举办场次 | ≥40(场)",
    "数量指标 | 讲座资料印制份数 | ≥2000(份)",
    "社会效益指标 | 读者活动参与率 | ≥60(%)",
]
BOOKS = [
    "数量指标 | 新增藏书数量 | ≥3000(册)",
    "质量指标 | 图书编目准确率 | ≥98(%)",
    "社会效益指标 | 图书流通率 | ≥70(%)",
]


def told(
    this: tuple[dict[str, object], ...], last: tuple[dict[str, object], ...]
) -> list[tuple[str | None, str | None, str]]:
    found = pair_projects(filed(*this), filed(*last))
    return [(one.this.form.project, one.last.form.project, one.by) for one in found.pairs]


@pytest.mark.parametrize(
    ("this", "last", "by"),
    [
        ("2025年公益讲座专项", "公益讲座专项（2024年度）", "name"),
        ("公益讲座专项二期", "公益讲座专项一期", "number"),
    ],
)
def test_a_project_is_known_by_its_name(this: str, last: str, by: str) -> None:
    assert told((form(this), form("图书购置")), (form("设备维护"), form(last))) == [(this, last, by)]


def test_the_number_counts_where_both_years_have_it() -> None:
    names = ("公益讲座专项一期", "公益讲座专项二期")
    assert told(tuple(map(form, names)), tuple(map(form, reversed(names)))) == [
        (one, one, "name") for one in names
    ]


def test_offices_with_projects_of_one_name_keep_their_own() -> None:
    this = (form("办公设备购置", unit="示范市图书馆"), form("办公设备购置", unit="示范市文化馆"))
    last = (form("办公设备购置", unit="示范市文化馆"), form("办公设备购置", unit="示范市图书馆"))
    found = pair_projects(filed(*this), filed(*last))
    assert [(one.this.form.number, one.last.form.number) for one in found.pairs] == [(1, 2), (2, 1)]


def test_an_office_may_change_where_the_name_stands_once() -> None:
    assert told(
        (form("公益讲座专项", unit="示范市文化中心"),), (form("公益讲座专项", unit="示范市图书馆"),)
    ) == [("公益讲座专项", "公益讲座专项", "name")]


def test_a_renamed_project_is_known_by_what_it_does() -> None:
    goal = "全年举办公益讲座40场，印制讲座资料2000份，读者活动参与率达到60%以上。"
    this = (form("公益讲座及读者活动经费", LECTURES, goal=goal), form("图书购置", BOOKS))
    last = (form("公益讲座读者活动专项", LECTURES, goal=goal),)
    assert told(this, last) == [("公益讲座及读者活动经费", "公益讲座读者活动专项", "likeness")]


def test_unlike_projects_of_one_office_are_not_paired() -> None:
    found = pair_projects(filed(form("公益讲座专项", LECTURES)), filed(form("图书购置", BOOKS)))
    assert (len(found.pairs), len(found.begun), len(found.ended)) == (0, 1, 1)


def test_two_that_are_equally_like_are_not_guessed_at() -> None:
    twins = (form("讲座活动经费甲", LECTURES), form("讲座活动经费乙", LECTURES))
    assert told((form("讲座活动经费丙", LECTURES),), twins) == []


PROJECTS = st.lists(
    st.sampled_from(["公益讲座", "2025年公益讲座", "公益讲座二期", "图书购置", "图书采购", "设备维护"]),
    max_size=5,
)


@settings(max_examples=40, deadline=None)
@given(PROJECTS, PROJECTS)
def test_every_form_is_in_one_place_and_none_is_lost(this: list[str], last: list[str]) -> None:
    ours, theirs = filed(*map(form, this)) if this else (), filed(*map(form, last)) if last else ()
    found = pair_projects(ours, theirs)
    assert sorted(
        [one.this.form.number for one in found.pairs] + [one.form.number for one in found.begun]
    ) == list(range(1, len(ours) + 1))
    assert sorted(
        [one.last.form.number for one in found.pairs] + [one.form.number for one in found.ended]
    ) == list(range(1, len(theirs) + 1))


def indicators(*rows: str) -> tuple[object, ...]:
    (one,) = filed({"indicators": list(rows)})
    return one.form.indicators


@pytest.mark.parametrize(
    ("this", "last", "pairs"),
    [
        pytest.param(
            ["数量指标 | 甲场次 | ≥1(场)"], ["质量指标 | 甲场次 | ≥1(场)"], [(0, 0)], id="its level changed"
        ),
        pytest.param(
            ["数量指标 | 2025年讲座场次 | ≥1(场)"],
            ["数量指标 | 2024年讲座场次 | ≥1(场)"],
            [(0, 0)],
            id="its year changed",
        ),
        pytest.param(
            ["数量指标 | 社区公益讲座举办场次 | ≥1(场)"],
            ["数量指标 | 公益讲座举办场次 | ≥1(场)"],
            [(0, 0)],
            id="its name is like",
        ),
        pytest.param(
            ["数量指标 | 公益讲座举办场次 | ≥1(场)"],
            ["数量指标 | 公益讲座举办人次 | ≥1(人次)"],
            [],
            id="another measure",
        ),
        pytest.param(
            ["数量指标 | 春季讲座举办场次 | ≥1(场)"],
            ["数量指标 | 夏季讲座举办场次 | ≥1(场)", "数量指标 | 秋季讲座举办场次 | ≥1(场)"],
            [],
            id="two that are equally like",
        ),
        pytest.param(
            ["数量指标 | 甲场次 | ≥1(场)", "时效指标 | 甲场次 | 年底前"],
            ["时效指标 | 甲场次 | 年底前", "数量指标 | 甲场次 | ≥1(场)"],
            [(0, 1), (1, 0)],
            id="one name under two levels",
        ),
    ],
)
def test_indicators_are_paired(this: list[str], last: list[str], pairs: list[tuple[int, int]]) -> None:
    ours, theirs = indicators(*this), indicators(*last)
    found = pair_indicators(ours, theirs)  # type: ignore[arg-type]
    both = [(ours.index(one.this), theirs.index(one.last)) for one in found if one.this and one.last]
    assert both == pairs
    assert len(found) == len(ours) + len(theirs) - len(pairs)
