"""A value whose like was parsed before is what the grammar would make of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pfglint.quantity import parse as module
from pfglint.quantity.parse import Surroundings, parse

SIGNS = st.sampled_from(["≥", "≤", "<", ">", "=", "≧", "≦", "＞", "＝", ">=", "<=", "≥ ", "=="])
NUMBERS = st.from_regex(r"[0-9]{1,12}(\.[0-9]{1,4})?", fullmatch=True)
RESTS = st.sampled_from(
    ["", "%", "(%)", "（％）", "人次", "(元/人·天)", "万人", "(万元/个)", "亿", "以上", " %左右", "%（含）", "-", "~", "(各份)",
     "个行业", "/ 万元", " / 人/年", "±", "百分比", "十", "千米", "。", "(部(部分钟))", "个大类和", "‰以内", "℃", ",", ".", "、及时"]
)  # fmt: skip


@given(SIGNS, NUMBERS, RESTS, st.booleans(), st.sampled_from([None, "%", "万元"]))
def test_the_short_way_gives_what_the_grammar_gives(
    sign: str, number: str, rest: str, money: bool, unit: str | None
) -> None:
    text = f"{sign}{number}{rest}"
    assert parse(text, money=money, unit=unit) == module._parse(text, Surroundings(unit, money, None))
