"""What nothing understood is never silently dropped: it is in the form's `unread`, and a fact tells of rows of a table."""

from __future__ import annotations

import io

import pytest

from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.document import Fact
from pfglint.source.text import TextDocument

TITLE = "项目支出绩效目标申报表\n（2025年度）\n项目名称\t河道保洁\t主管部门\t青石区水务局\n"
PERIOD = "一级指标\t二级指标\t三级指标\t实施周期指标值\t二级指标\t三级指标\t当年度指标值\n"
HEAD = "一级指标\t二级指标\t三级指标\t指标值\t权重\n"
ROW = "产出指标\t数量指标\t保洁次数\t≥24(次)\t50\n"


def read(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The unread rows of all forms, and the facts about what was not read: kind and detail."""
    found = list(recognise(TextDocument("-", io.BytesIO(text.encode())).rows()))
    forms = [item for item in found if isinstance(item, Form)]
    facts = [fact for form in forms for fact in form.facts] + [
        item for item in found if isinstance(item, Fact)
    ]
    told = [(fact.kind, fact.detail) for fact in facts if fact.kind.startswith(("un", "no-", "period"))]
    return [cell.text for form in forms for cell in form.unread], told


@pytest.mark.parametrize(
    ("text", "unread", "facts"),
    [
        pytest.param(f"{TITLE}{HEAD}{ROW}", [], [], id="a form that was read whole"),
        pytest.param(
            f"{TITLE}{HEAD}{ROW}\t\t\t≥95%\t30\n",
            ["≥95%  30"],
            [("unread-rows", "1")],
            id="a row without name",
        ),
        pytest.param(
            f"{TITLE}{PERIOD}产出指标\t数量指标\t保洁次数\t72次\t数量指标\t保洁次数\t24次\n",
            [],
            [],
            id="an indicator of the whole period and of this year",
        ),
        pytest.param(
            f"{TITLE}{PERIOD}产出指标\t数量指标\t安装界碑数\t60个\t数量指标\t保洁次数\t24次\n"
            "\t质量指标\t护坡合格率\t≥95%\n",
            ["安装界碑数  60个", "护坡合格率  ≥95%"],
            [("period-only", "2")],
            id="indicators of the whole period alone",
        ),
        pytest.param(
            f"{TITLE}项目级别\t市级\n{HEAD}{ROW}", ["项目级别  市级"], [], id="a label that nobody knows"
        ),
        pytest.param(
            f"{TITLE}主管部门\t青石区水务局\t项目级别\t市级\n{HEAD}{ROW}",
            ["项目级别  市级"],
            [],
            id="such a label behind one that is known",
        ),
        pytest.param(
            f"{TITLE}甲类\t保洁次数\t≥24次\n乙类\t保洁达标率\t≥95%\n",
            ["甲类  保洁次数  ≥24次", "乙类  保洁达标率  ≥95%"],
            [("unread-rows", "2")],
            id="a table of indicators without heads and levels",
        ),
        pytest.param(f"{TITLE}附件\t共 3 份\n", ["附件  共 3 份"], [], id="a form without a table"),
        pytest.param(
            "一级指标\t二级指标\t三级指标\t要求\n产出指标\t数量指标\t次数\t≥24次\n\t质量指标\t达标率\t≥95%\n",
            [],
            [("unread-table", "")],
            id="a table of targets in no form",
        ),
        pytest.param(
            "一级指标\t二级指标\t三级指标\t评价要点\n决策\t项目立项\t依据充分性\t是否充分\n过程\t资金管理\t合规性\t是否合规\n",
            [],
            [("no-form", "")],
            id="a catalogue of indicators",
        ),
        pytest.param("姓名\t人数\n甲\t3人\n乙\t5人\n", [], [("no-form", "")], id="any other table"),
        pytest.param(
            f"{TITLE}年度目标\t保洁河道 20 条。\n序号\t事项\t要求\t单位\n1\t保洁\t24\t次\n",
            ["序号  事项  要求", "1  保洁  24  次"],
            [],
            id="another table behind the goal is none of its text",
        ),
    ],
)
def test_what_was_not_understood_is_told(text: str, unread: list[str], facts: list[tuple[str, str]]) -> None:
    assert read(text) == (unread, facts)


def test_values_under_a_head_that_nobody_knows_are_read() -> None:
    text = f"{TITLE}一级指标\t二级指标\t三级指标\t要办到\n产出指标\t数量指标\t保洁次数\t≥24(次)\n"
    (form,) = (
        item
        for item in recognise(TextDocument("-", io.BytesIO(text.encode())).rows())
        if isinstance(item, Form)
    )
    assert [item.written and item.written.text for item in form.indicators] == ["≥24(次)"]


def test_a_table_that_goes_on_behind_its_signatures_is_read_to_its_end() -> None:
    text = f"{TITLE}{HEAD}{ROW}填报人：\t陈工\n{HEAD}\t质量指标\t达标率\t≥95%\t30\n"
    (form,) = (
        item
        for item in recognise(TextDocument("-", io.BytesIO(text.encode())).rows())
        if isinstance(item, Form)
    )
    assert [item.name.text for item in form.indicators] == ["保洁次数", "达标率"]
