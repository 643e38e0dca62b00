"""Which indicator carries which promise: the right one, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pfglint.form.model import Form
from pfglint.goal.pair import pairing
from pfglint.lint import forms_of_bytes, read_forms
from pfglint.rule.examples import file_of

TABLE = Path(__file__).parent / "hrss-2025.pairs.tsv"
"""Form, indicator, the value in the text and how the two stand to each other; each read against the text."""


def test_the_pairs_of_the_real_document_are_those_that_were_read_one_by_one(corpus: Path) -> None:
    expected = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    got = [
        (str(form.number), str(pair.indicator.number), pair.promise.text, pair.relation)
        for form in read_forms(str(corpus / "hrss-2025.txt"))
        if isinstance(form, Form)
        for pair in pairing(form).pairs
    ]
    assert got == expected


GOAL = "举办图书推介会不少于12场，参与读者3000人次以上，图书采购及时率、上架率均达到100%，读者、馆员满意度达到90%及以上。"
CASES = [
    ("数量指标 | 图书推介会举办场次 | ≥12(场)", "不少于12场 same"),
    ("数量指标 | 图书推介会举办场次 | ≥10(场)", "不少于12场 number"),
    ("数量指标 | 举办图书推介会 | >12(次)", "不少于12场 operator"),
    ("数量指标 | 参与读者人数 | ≥3000(人)", "3000人次以上 unit"),
    ("数量指标 | 新购图书册数 | ≥3000(册)", ""),
    ("时效指标 | 图书采购及时率 | =100(%)", "达到100% same"),
    ("质量指标 | 图书上架率 | ≥98(%)", "达到100% number"),
    ("服务对象满意度指标 | 馆员满意度 | ≥90(%)", "达到90%及以上 same"),
    ("服务对象满意度指标 | 读者满意度 | >90(%)", "达到90%及以上 operator"),
    ("服务对象满意度指标 | 读者、馆员满意度 | ≥90(%)", "达到90%及以上 same"),
    ("质量指标 | 图书验收合格率 | =100(%)", ""),
    ("数量指标 | 图书推介会举办场次 | 按计划", ""),
]


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[row for row, _ in CASES])
def test_an_indicator_carries_the_promise_that_is_its_own(row: str, expected: str) -> None:
    cost = "经济成本指标 | 单场推介成本 | ≤8000(元/场)"
    [form] = [
        item
        for item in forms_of_bytes(file_of({"goal": GOAL, "indicators": [cost, row]}))
        if isinstance(item, Form)
    ]
    assert " ".join(f"{pair.promise.text} {pair.relation}" for pair in pairing(form).pairs) == expected


def test_two_that_are_alike_are_not_chosen_from() -> None:
    rows = ["服务对象满意度指标 | 东区商户满意度 | ≥85(%)", "服务对象满意度指标 | 西区商户满意度 | ≥85(%)"]
    [form] = [
        item
        for item in forms_of_bytes(file_of({"goal": "商户满意度达到90%以上。", "indicators": rows}))
        if isinstance(item, Form)
    ]
    found = pairing(form)
    assert found.pairs == ()
    assert set(found.promises) == found.doubtful


PUT_OTHERWISE = [
    ("资助标准为每生每年2000元。", "经济成本指标 | 助学金发放标准 | =2000(元/人·年)"),
    ("人均培训成本控制在550元/天以内。", "经济成本指标 | 人均培训成本 | ≤550(元/人·天)"),
    ("主干道平均车速提高5%。", "社会效益指标 | 主干道平均车速提升率 | ≥5(%)"),
]


@pytest.mark.parametrize(("goal", "row"), PUT_OTHERWISE, ids=[goal for goal, _ in PUT_OTHERWISE])
def test_what_an_indicator_says_in_another_way_is_not_said_to_be_without_one(goal: str, row: str) -> None:
    [form] = [
        item
        for item in forms_of_bytes(file_of({"goal": goal, "indicators": [row]}))
        if isinstance(item, Form)
    ]
    found = pairing(form)
    assert found.promises
    assert set(found.promises) <= found.doubtful | {pair.promise for pair in found.pairs}
