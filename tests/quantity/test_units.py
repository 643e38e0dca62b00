"""Units: what is known is what pint says, and 元/人·天 is 元/(人·天)."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfglint import resources
from pfglint.quantity import units
from pfglint.quantity.units import (
    canonical,
    dimension_text,
    has_money,
    is_count,
    is_money,
    is_ratio,
    is_time,
    lookup,
    pint_unit,
    suggest,
)


def test_the_dot_binds_tighter_than_the_slash() -> None:
    spellings = [
        "元/人·天",
        "元/人天",
        "元/人/天",
        "元/天·人",
        "元/人*天",
        "元/(人·天)",
        "元每人每天",
        "元／人・天",
    ]
    daily = {lookup(text).dimension for text in spellings}
    assert daily == {(("money", 1), ("person", -1), ("time", -1))}
    assert {canonical(lookup(text)) for text in spellings} == {"元/人·天"}
    assert lookup("元/人次").dimension == lookup("元/人·次").dimension not in daily
    assert str(pint_unit(lookup("元/人·天")).dimensionality) == "[money] / [person] / [time]"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("人·次", "人次"),
        ("册", "本"),
        ("场", "场次"),
        ("平方米", "㎡"),
        ("百分比", "%"),
        ("%(百分比)", "%"),
        ("% / %", "%"),
        ("人民币", "元"),
        ("亿人民币", "亿元"),
        ("千米", "km"),
        ("个月", "月"),
        ("学时", "课时"),
        ("名", "人"),
        ("件/万人", "件/10000人"),
        ("个自然日", "天"),
        ("㎝", "厘米"),
        ("KWh", "千瓦时"),
        ("元∕人‧天", "元/人·天"),
        ("台(套)", "台套"),
        ("元/人（次）", "元/人次"),
        ("公里(km)", "公里"),
        ("千克标准煤/平方米", "kgce/m²"),
        ("ngTEQ/m³", "ng-TEQ/m3"),
        ("dB(A)", "分贝"),
        ("元/间·夜", "元/间夜"),
        ("袋", "包"),
    ],
)
def test_two_spellings_of_one_unit(text: str, same: str) -> None:
    one, other = lookup(text), lookup(same)
    assert one.dimension is not None
    assert (one.dimension, one.factor) == (other.dimension, other.factor)


@pytest.mark.parametrize(
    ("text", "proper"),
    [
        ("元/人日", "元/人·天"),
        ("元/㎡·月", "元/平方米·月"),
        ("元/次·人", "元/人次"),
        ("元/次·户", "元/户次"),
        ("亩·次", "亩次"),
        ("元/台(套)", "元/台套"),
        ("元/袋", "元/袋"),
        ("元/本", "元/本"),
        ("元/生·年", "元/生·年"),
        ("元/万人", "元/万人"),
    ],
)
def test_the_proper_spelling_says_the_same_in_the_same_words(text: str, proper: str) -> None:
    """袋 and 包 compare, and none is put for the other."""
    assert canonical(lookup(text)) == proper
    assert lookup(proper)[1:] == lookup(text)[1:]


def test_a_number_in_a_denominator_is_a_factor() -> None:
    assert lookup("人/10万").factor == Decimal("0.00001")
    assert is_ratio(lookup("/10万"))
    assert lookup("/10万人").dimension == (("person", -1),)


@pytest.mark.parametrize(
    "text",
    ["", "万", "/株", "元/", "阅读量", "各1份", "部(1部5分钟)", "()", "((", "·", "部门类", "x" * 10**6],
)
def test_what_is_not_known_has_no_dimension(text: str) -> None:
    assert lookup(text).dimension is None


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=30) | st.lists(st.sampled_from("元人天次/·万(1)每%个月"), max_size=9).map("".join))
def test_any_text_gives_a_unit(text: str) -> None:
    unit = lookup(text)
    dimension_text(unit.dimension or ())
    suggest(text)
    assert lookup(canonical(unit)).dimension == unit.dimension


def test_kinds_of_unit() -> None:
    assert all(is_ratio(lookup(text)) for text in ("%", "‰", "倍", "成", "个百分点"))
    assert all(has_money(lookup(text)) for text in ("元", "万元/个", "元/人·天", "美元"))
    assert [is_money(lookup(text)) for text in ("万元", "元/人", "人/元", "个")] == [
        True,
        False,
        False,
        False,
    ]
    assert [is_time(lookup(text)) for text in ("工作日", "学时", "人天", "工时")] == [
        True,
        False,
        False,
        False,
    ]
    assert all(is_count(lookup(text)) for text in ("人", "人次", "个", "户次", "台套", "册", "场"))
    assert not any(
        is_count(lookup(text)) for text in ("%", "元", "天", "亩", "分", "人/年", "阅读量", "工日", "台班")
    )


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("部(1部5分钟,2部各3分钟)", "部"),
        ("各1份", "份"),
        ("人/次", "人次"),
        ("数字化档案合格率", "%"),
        ("平方公理", "平方公里"),
        ("天", "天"),
        ("元/人·夭", None),
        ("阅读量", None),
        ("", None),
    ],
)
def test_the_nearest_known_unit_is_suggested(text: str, near: str | None) -> None:
    assert suggest(text) == near


def test_dimensions_are_spelled_as_pint_spells_them() -> None:
    for text in ("元", "元/人·天", "元/平方米", "%", "次/年"):
        unit = lookup(text)
        assert unit.dimension is not None
        assert dimension_text(unit.dimension) == str(pint_unit(unit).dimensionality)


def test_the_prebuilt_units_are_what_pint_computes() -> None:
    for name, text in units.prebuilt_files().items():
        assert resources.read("prebuilt", name).decode() == text
    assert len(units.known()) >= 250


def test_a_stale_table_is_computed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(package: str, name: str, read: Any = resources.read) -> bytes:
        more = "斛 = 2 * 升\n".encode() if name == "units.txt" else b""
        return bytes(read(package, name) + more)

    monkeypatch.setattr(resources, "read", changed)
    for cached in (units.known, units._registry, units._lookup):
        cached.cache_clear()
    try:
        assert lookup("斛").factor == Decimal("0.002")
    finally:
        for cached in (units.known, units._registry, units._lookup):
            cached.cache_clear()


def test_reading_values_loads_neither_pint_nor_yaml() -> None:
    code = (
        "import sys; from pfglint.quantity.parse import parse; assert 'lark' not in sys.modules; "
        "parse('≤550.00(元/人·天)'); assert not {'pint', 'yaml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
