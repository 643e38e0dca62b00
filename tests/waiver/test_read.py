"""Files of waivers: what is read, and what is said of every mistake in one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Place
from pfglint.rule.pack import load_builtin
from pfglint.rule.problem import snippet
from pfglint.waiver import Waiver, WaiverError, Waivers
from pfglint.waiver.read import read_waivers, waivers_of


def read(text: str) -> Waivers:
    return waivers_of(text, "豁免.yaml", [load_builtin()])


def problems(text: str) -> list[str]:
    with pytest.raises(WaiverError) as caught:
        read(text)
    return [snippet(problem).splitlines()[0] for problem in caught.value.problems]


def test_all_that_a_waiver_can_say() -> None:
    text = """\
# 本单位的豁免
- rule: PFG301
  project: 乡镇图书室购书经费
  indicator: 购置图书数量
  reason: 任务书按比例下达   # 会议纪要第3期
  until: 2026-12-31
- {rule: funding-total, project: 老年食堂补助, reason: "原件如此"}
"""
    assert read(text).waivers == (
        Waiver(
            "percent-on-count",
            "乡镇图书室购书经费",
            "购置图书数量",
            "任务书按比例下达",
            date(2026, 12, 31),
            Place(line=2),
            Place(line=6, column=10, end_column=20),
        ),
        Waiver("funding-total", "老年食堂补助", None, "原件如此", None, Place(line=7)),
    )


@pytest.mark.parametrize("text", ["", "# 还没有\n", "[]\n", "---\n"])
def test_a_file_may_have_none(text: str) -> None:
    assert read(text).waivers == ()


GOOD = {"rule": "PFG301", "project": "甲", "reason": "乙"}


def written(**more: str) -> str:
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in {**GOOD, **more}.items() if value) + "\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (written(reason=""), "豁免.yaml:1:3: 这里缺少 reason：写明为什么可以不改"),
        (written(project=""), "豁免.yaml:1:3: 这里缺少 project：写上项目名称"),
        (written(rule=""), "豁免.yaml:1:3: 这里缺少 rule：写上规则的名字或编号"),
        (written(reason="' '"), "豁免.yaml:3:11: 这里要文字"),
        (written(reson="丙"), "豁免.yaml:4:3: 没有键“reson”，是“reason”吗？"),
        (
            written(rule="percent-on-cuont"),
            "豁免.yaml:1:9: 没有规则“percent-on-cuont”，是“percent-on-count”吗？",
        ),
        (written(rule="PFG999"), "豁免.yaml:1:9: 没有规则“PFG999”"),
        (written(rule="PFG3"), "豁免.yaml:1:9: “PFG3”是一类规则；豁免要写明一条规则"),
        (written(project="2025"), '豁免.yaml:2:12: 这里要文字：写成 "2025"'),
        (written(until="2025-02-30"), "豁免.yaml:4:10: 没有 2025-02-30 这一天"),
        (written(until="2025-2-3"), "豁免.yaml:4:10: 日期要写成 2026-12-31 这样，不是“2025-2-3”"),
        (written(until="明年"), "豁免.yaml:4:10: 日期要写成 2026-12-31 这样，不是“明年”"),
        (written(until="[1]"), "豁免.yaml:4:10: 日期要写成 2026-12-31 这样，不是“”"),
        ("waivers:\n- rule: PFG301\n", "豁免.yaml:1:1: 这里要一个列表"),
        ("- 甲\n", "豁免.yaml:1:3: 这里要写成“键: 值”"),
        (
            written() + "<<<<<<< HEAD\n",
            "豁免.yaml:4:1: 这里有没解决的合并冲突；留下要的行，删去“<<<<<<<”“=======”“>>>>>>>”几行",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, said: str) -> None:
    assert problems(text) == [said]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name, data in (("甲.yaml", b"\xff\xfe"), ("乙.yaml", None)):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(WaiverError):
            read_waivers(tmp_path / name, name, [load_builtin()])


@given(st.text(alphabet="-: rulepojctasni[]{}\n#'\"|>&*甲2，", max_size=60))
def test_no_text_ends_in_another_error(text: str) -> None:
    try:
        read(text)
    except WaiverError as error:
        assert error.problems
