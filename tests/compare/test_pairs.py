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


PARKS = ("东湖", "西山", "南苑", "北岭")


def park(name: str) -> dict[str, object]:
    rows = ["数量指标 | 绿地养护面积 | ≥12(万平方米)", "质量指标 | 苗木成活率 | ≥95(%)"]
    return form(f"{name}公园绿化养护", rows, goal=f"做好{name}公园绿地的日常养护。")


def test_one_of_a_row_of_projects_is_not_taken_for_another_of_it() -> None:
    this, last = (park(name) for name in ("西湖", *PARKS[1:])), (park(name) for name in PARKS)
    assert told(tuple(this), tuple(last)) == [(f"{name}公园绿化养护",) * 2 + ("name",) for name in PARKS[1:]]


def test_a_project_that_was_renamed_is_known_beside_others_that_begin_like_it() -> None:
    rows = ["数量指标 | 运维系统数量 | ≥12(个)", "质量指标 | 系统可用率 | ≥99(%)"]
    check = form("信息系统等保测评", ["数量指标 | 测评系统数量 | ≥6(个)"], goal="完成6个系统的测评。")
    goal = "保障12个信息系统运行，系统可用率99%以上。"
    this, last = (form(name, rows, goal=goal) for name in ("信息系统运维服务", "信息系统运行维护费"))
    assert ("信息系统运维服务", "信息系统运行维护费", "likeness") in told((this, check), (last, check))


RENAMED = [
    ("公益讲座举办场次", "公益讲座场次", True),
    ("培训班举办期数", "举办培训班期数", True),
    ("惠民演出场次", "惠民演出举办场次", True),
    ("设备采购数量", "设备购置数量", True),
    ("路灯维护数量", "路灯养护数量", True),
    ("老旧管网改造长度", "老旧供水管网改造长度", True),
    ("小麦统防统治面积", "玉米统防统治面积", False),
    ("城区道路清扫保洁面积", "镇区道路清扫保洁面积", False),
    ("东区雨水管网改造长度", "西区雨水管网改造长度", False),
    ("小学营养餐受益学生数", "初中营养餐受益学生数", False),
    ("男职工体检人数", "女职工体检人数", False),
    ("第一季度巡查次数", "第二季度巡查次数", False),
    ("新购图书册数", "新增图书册数", False),
]


@pytest.mark.parametrize(("last", "this", "same"), RENAMED, ids=[f"{a}-{b}" for a, b, _ in RENAMED])
def test_an_indicator_is_known_by_what_it_measures(last: str, this: str, same: bool) -> None:
    before, now = (
        filed(form("公益讲座专项", [f"数量指标 | {name} | ≥50(个)"]))[0].form for name in (last, this)
    )
    found = {
        (pair.this and pair.this.label, pair.last and pair.last.label)
        for pair in pair_indicators(now.indicators, before.indicators)
    }
    assert ((this, last) in found) is same
