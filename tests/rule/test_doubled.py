"""Units written twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.quantity.parse import parse
from pfglint.quantity.units import lookup
from pfglint.quantity.value import Comparison
from pfglint.rule.doubled import doubled


@pytest.mark.parametrize(
    ("text", "twice", "once"),
    [
        ("≥90% / %", "% / %", "%"),
        ("≥98%(百分比)", "%(百分比)", "%"),
        (">= 98 %(百分比)", "%(百分比)", "%"),
        ("≥50(%)%", "(%)%", "(%)"),
        ("≥50（%）（%）以上", "(%)(%)", "(%)"),
        ("95%%", "%%", "%"),
        ("10(个)个", "(个)个", "(个)"),
        ("100公里(km)", "公里(km)", "公里"),
        ("25人次(人次)以上", "人次(人次)", "人次"),
        ("≥90(比例)", "比例", "%"),
    ],
)
def test_a_unit_that_stands_there_twice(text: str, twice: str, once: str) -> None:
    value = parse(text)
    assert isinstance(value, Comparison)
    assert value.unit is not None
    assert doubled(text, value.unit) == (twice, once)


@pytest.mark.parametrize(
    "text",
    [
        *("≥90(%)", "≥90百分比", "≥3(元/元)", "30户/户", "10台(套)", "2次/月", "90%(含)以上", "≥0.9(比例)"),
        *("1.5亿人民币", "≥100(人次)/年", "90%-95%", "600人次左右", "≤550元/人·天", "≥5(星级)"),
    ],
)
def test_a_unit_that_stands_there_once(text: str) -> None:
    unit = getattr(parse(text), "unit", None)
    assert unit is not None
    assert doubled(text, unit) is None


@given(st.text(max_size=20) | st.lists(st.sampled_from("9%(个)/ 人次百分比例元"), max_size=9).map("".join))
def test_any_text_has_its_unit_once_or_twice(text: str) -> None:
    doubled(text, lookup("%"))
    doubled(text, lookup(text))
