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
        ("按照2024年中央一号文件要求，改造管网15公里。", None),
        ("巩固2024年整治成果，继续改造管网15公里。", None),
        ("对2023年建成的30个站点进行维护。", None),
        ("2024年度考核优秀率提高到20%。", None),
        ("做好2024年度部门决算公开工作，公开率100%。", None),
        ("完成2024年度企业年报公示抽查，抽查比例3%。", None),
        ("发放2024年度绩效奖励50人。", None),
        ("支付2024年已完工项目尾款120万元。", None),
        ("2023-2025年三年行动，改造管网15公里。", None),
        ("完成2024年中央专项彩票公益金支持项目3个。", None),
        ("争取2026年通过国家卫生城市复审。", None),
        ("开展2024级新生军训，参训学生800人。", None),
        ("修订2024版应急预案3部。", None),
        ("支付2024年合同剩余款项。", None),
        ("继续实施2024年结转项目2个。", None),
        ("完成2024-2025学年学生资助1200人。", None),
        ("完成2024年秋季学期助学金发放1200人。", None),
        ("编制2024年统计年鉴1部。", None),
        ("补发2024年取暖补贴300人。", None),
        ("2024年度举办培训班4期，培训200人。", "2024年度"),
        ("计划于2024年10月完成主体工程，11月完成验收。", "2024年10月"),
        ("2024年全年开展巡查240次。", "2024年"),
    ],
)
def test_a_date_of_an_earlier_year_is_stale_unless_it_looks_back(goal: str, expected: str | None) -> None:
    assert stale_date(goal, 2025) == expected


FITTING = (
    "全年办理案件800件，其中民事500件、刑事200件、行政100件，结案率90%。",
    "培训300人（其中：党政干部100人，专业技术人员120人，其他80人）。",
    "完成造林5万亩，其中人工造林2万亩、飞播造林1万亩、封山育林2万亩。",
    "新建公厕12座，改造公厕8座，共20座。",
    "资助学生1200人，其中本科生800人、研究生400人，其中少数民族学生150人。",
    "养护公路310公里，其中一级公路80公里、二级公路130公里；桥梁45座，其中大桥5座、中桥12座。",
    "发放补贴2600万元，包括种粮补贴1800万元、农机补贴800万元，惠及农户1.2万户。",
    "培训人员500人次，包括线上300人次和线下200人次，其中女性260人次、党员300人次。",
    "完成检测样品1200批次（包括食品800批次、药品300批次、化妆品100批次），合格率98%。",
    "清淤河道30公里，其中干流20公里；护岸12公里，其中左岸7公里、右岸5公里。",
    "全年组织活动40场，其中春节期间12场、国庆期间8场、其他节日20场，参与群众5万人次。",
    "购置设备50台，分别为电脑30台、打印机15台、投影仪5台。",
    "服务老年人3000人，分别达到城区1800人、农村1200人。",
    "开展执法检查420家次，其中危化企业120家次、工贸企业300家次，整改隐患900处，其中重大隐患20处。",
    "项目总投资5000万元，其中中央资金3000万元、省级资金1000万元、市级配套1000万元。",
    "全年营业收入1200万元以上，其中门票收入不低于800万元，二次消费收入约400万元。",
    "建设面积3200平方米，包括业务用房2000平方米，附属用房800平方米等。",
    "完成投资1.5亿元，其中一季度3000万元，二季度5000万元，三季度4000万元，四季度3000万元。",
    "招聘教师60名，其中小学30名、初中20名、高中10名；培训教师500名，其中骨干教师80名。",
)


@pytest.mark.parametrize("goal", FITTING)
def test_a_total_fits_its_parts(goal: str) -> None:
    assert unequal_sum(goal) is None


@pytest.mark.parametrize(
    ("goal", "total", "parts"),
    [
        ("全年办理案件800件，其中民事案件500件、刑事案件300件、行政案件100件。", "800件", "900"),
        ("培训300人，包括党政干部100人、专业技术人员120人、其他人员60人。", "300人", "280"),
        ("新建、改造公厕30座，包括新建12座、改造8座。", "30座", "20"),
        ("发放补贴2600万元，包括种粮补贴1800万元、农机补贴900万元。", "2600万元", "2700"),
        ("购置设备50台，分别为电脑30台、打印机15台、投影仪8台。", "50台", "53"),
    ],
)
def test_a_total_that_its_parts_do_not_make_is_told_with_their_sum(goal: str, total: str, parts: str) -> None:
    found = unequal_sum(goal)
    assert found is not None
    assert (found.total.text, f"{found.parts.normalize():f}") == (total, parts)
