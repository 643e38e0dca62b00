"""What the parts of a condition came to, and how that stands under its text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from pfglint.cli.test_failures import under
from pfglint.rule.check import Scope, check_condition
from pfglint.rule.compile import condition
from pfglint.rule.fields import FormSubject
from pfglint.rule.problem import Said
from pfglint.rule.syntax import Number, parse
from pfglint.rule.trace import Seen, Trace, trace
from tests.rule.build import WORDS, form, indicator
from tests.rule.test_compile import CONDITIONS, WRITTEN

CONSTANTS = {"上限": Number(Decimal(30))}
SCOPE = Scope("indicator", WORDS, CONSTANTS)


def traced(text: str, value: str | None = "≥95(%)", name: str = "培训人次") -> Trace:
    tree = parse(text)
    assert check_condition(tree, SCOPE).mistakes == []
    whole = FormSubject(
        form(indicator(name, value), indicator("合格率", "≥90(%)", number=2), year=2025, annual_total="100")
    )
    return trace(tree, SCOPE, whole.indicators[0])


SHOWN = {
    ("name ends with 计数词尾", "≥95(%)"): """
name ends with 计数词尾
“培训人次”     “人次”""",
    ("name starts with 比率词尾", "≥95(%)"): """
name starts with 比率词尾
“培训人次”       一个也没有""",
    ('name contains "人次"', "≥95(%)"): """
name contains "人次"
“培训人次”""",
    ('name contains ["一", "二", "三", "四", "五", "六", "人"]', "≥95(%)"): """
name contains ["一", "二", "三", "四", "…3"]
“培训人次”    “人”""",
    ('name matches "训.+"', "≥95(%)"): """
name matches "训.+"
“培训人次”   “训人次”""",
    ("not (unit is money)", "≥95(%)"): """
not unit is money
    %""",
    ("number + 5 > 上限", "≥95(%)"): """
number + 5 > 上限
95     100   30""",
    ("number > 3", "逐步提高"): """
number > 3
（空）""",
    ("value <= 550(元/人·天)", "≤0.06(万元/人/天)"): """
value <= 550(元/人·天)
≤0.06(万元/人/天)，即 600元/人·天""",
    ("value <= 550(元/人·天)", "≤600(元/人)"): """
value <= 550(元/人·天)
≤600(元/人)
# 单位不同，不能比：600元/人 和 550元/人·天""",
    ("value >= 3(%)", "逐步提高"): """
value >= 3(%)
逐步提高
# 指标值是文字，没有可比的数""",
    ("value >= 3(%)", "3%~5%"): """
value >= 3(%)
=3~5(%)
# 指标值是一段范围，没有可比的一个数""",
    ("value >= 3(%)", "≥3"): """
value >= 3(%)
≥3
# 指标值没有单位""",
    ("unit is ratio", "≥3(尺八)"): """
unit is ratio
尺八
# “尺八”不是认得的单位""",
    ("form.year = 2025", "≥3(场)"): """
form.year = 2025
2025""",
    ("name contains unit", "≥3(场)"): """
name contains unit
“培训人次”    场""",
    ("form.funding.annual_total > 99(元)", "≥3(场)"): """
form.funding.annual_total > 99(元)
100元""",
    ("count(indicators where unit is ratio) > 3", "≥3(场)"): """
count(indicators where unit is ratio) > 3
1
# 成立的：合格率""",
    ("any(indicators where number > 3)", "多多益善"): """
any(indicators where number > 3)
是
# 成立的：合格率
# 未知的：培训人次""",
    ("all(indicators where unit is ratio)", "≥3(场)"): """
all(indicators where unit is ratio)
否
# 不成立的：培训人次""",
    ("sum(number for indicators where unit is ratio) > 90", "≥95(%)"): """
sum(number for indicators where unit is ratio) > 90
185
# 相加的是：培训人次 95、合格率 90""",
}


@pytest.mark.parametrize(("text", "value"), SHOWN)
def test_the_values_stand_under_what_they_are_of(text: str, value: str) -> None:
    found = traced(text, value)
    notes = [f"# {note.zh}" for note in found.notes]
    assert [found.text, *under(found.text, found.seen, "zh"), *notes] == SHOWN[text, value].strip().split(
        "\n"
    )


def test_values_that_would_run_into_each_other_stand_lower_with_a_stroke_to_their_places() -> None:
    values = {0: "100.00元", 5: "长长的值", 12: "3"}
    seen = tuple(Seen(at, Said(text, text)) for at, text in values.items())
    assert under("甲甲甲甲甲乙乙乙乙乙乙乙丙", seen, "zh") == [
        "100.00元  长长的值      3",
    ]
    assert under("abcde+cdefgh>x", seen, "zh") == [
        "│    │      3",
        "│    长长的值",
        "100.00元",
    ]


def test_a_condition_comes_apart_at_and_or_and_not() -> None:
    found = traced('number > 3 and not (unit is money or name = "甲")')
    assert (found.text, found.truth) == ("and", True)
    assert [(part.text, part.truth) for part in found.parts] == [("number > 3", True), ("not", True)]
    [either] = found.parts[1].parts
    assert (either.text, either.truth) == ("or", False)
    assert [(part.text, part.truth) for part in either.parts] == [
        ("unit is money", False),
        ('name = "甲"', False),
    ]


@given(CONDITIONS, WRITTEN)
def test_a_trace_says_what_the_condition_says(text: str, value: str | None) -> None:
    tree = parse(text)
    if check_condition(tree, SCOPE).mistakes:
        return
    subject = FormSubject(form(indicator(value=value))).indicators[0]
    found = trace(tree, SCOPE, subject)
    assert found.truth is condition(tree, SCOPE)(subject)
    parts = [found]
    while parts:
        part = parts.pop()
        assert all(0 <= seen.at < len(part.text) for seen in part.seen)
        under(part.text, part.seen, "en")
        parts.extend(part.parts)
