"""Every notation in ``values.tsv`` is read as it says there; any text at all is read as something."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfglint import resources
from pfglint.quantity import reading
from pfglint.quantity.json import to_json
from pfglint.quantity.parse import LONGEST, parse
from pfglint.quantity.show import show
from pfglint.quantity.value import Comparison, Deadline, Missing, Op, Several, Words

TABLE = Path(__file__).with_name("values.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def columns(found: dict[str, Any]) -> list[str]:
    """A value's JSON in the columns of the table; an unknown unit has a question mark."""
    kind, unit = found["kind"], found.get("unit") or ""
    if unit and found["dimension"] is None:
        unit += " ?"
    match kind:
        case "comparison":
            return [kind, found["op"], found["number"], unit]
        case "range":
            return [kind, "", f"{found['low']}~{found['high']}", unit]
        case "approximate":
            return [kind, "", found["number"], unit]
        case "change":
            against = f"{found['direction']} {found['baseline'] or ''}".strip()
            return [kind, found["op"] or "", found["number"] or "", unit, against]
        case "deadline":
            return [kind, "", "~".join(filter(None, (found["start"], found["date"])))]
        case "several":
            parts = (" ".join(filter(None, columns(part))) for part in found["parts"])
            return [kind, "", "", " + ".join(parts)]
        case "words" if "error" in found:
            return [kind, "", "", f"{found['error']['message']}@{found['error']['column']}"]
    return [kind]


@pytest.mark.parametrize(("text", "expected"), [(text, rest) for text, *rest in ROWS])
def test_each_notation_is_read_as_the_table_says(text: str, expected: list[str]) -> None:
    assert "\t".join(columns(to_json(parse(text)))).rstrip("\t") == "\t".join(expected)


def test_of_a_proportion_the_number_tells_whether_it_is_per_cent() -> None:
    shares = [parse(text) for text in ("≥90(比例)", "≥0.9(比例)", "≥90(%)")]
    assert {
        value.number * value.unit.factor for value in shares if isinstance(value, Comparison) and value.unit
    } == {Decimal("0.9")}


def test_blank_is_missing() -> None:
    assert [parse(blank) for blank in ("", " ", "\u3000\n\t", "\ufeff")] == [Missing()] * 4


@pytest.mark.parametrize(
    ("text", "lent", "number", "unit"),
    [
        ("≥85", "%", "85", "%"),
        ("≥95%", "个", "95", "%"),
        ("320", "万亩", "3200000", "亩"),
        ("28万", "万亩", "280000", "亩"),
        ("250", "万元", "250", "万元"),
        ("250万", "元", "250", "万元"),
        ("12", "阅读量", "12", "阅读量"),
        ("12", " ", "12", None),
    ],
)
def test_a_unit_is_lent_to_a_value_that_has_none(text: str, lent: str, number: str, unit: str | None) -> None:
    found = to_json(parse(text, unit=lent))
    assert (found["number"], found["unit"]) == (number, unit)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("250万", "250", "万元"),
        ("180万。", "180", "万元"),
        ("≤620万/月", "620", "万元/月"),
        ("≤200/只", "200", "元/只"),
        ("1.5亿", "1.5", "亿元"),
        ("180万人", "1800000", "人"),
        ("5000", "5000", None),
    ],
)
def test_where_money_is_meant_a_bare_scale_is_money(text: str, number: str, unit: str | None) -> None:
    found = to_json(parse(text, money=True))
    assert (found["number"], found["unit"]) == (number, unit)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("年底前完成", (2025, 12, 31)),
        ("11月底", (2025, 11, 30)),
        ("3季度", (2025, 9, 30)),
        ("2月底前", (2025, 2, 28)),
        ("上半年", (2025, 6, 30)),
        ("2024年6月", (2024, 6, 30)),
    ],
)
def test_the_forms_year_dates_a_deadline_without_one(text: str, day: tuple[int, int, int]) -> None:
    value = parse(text, year=2025)
    assert isinstance(value, Deadline)
    assert value.date == datetime.date(*day)


@pytest.mark.parametrize("text", ["2025年13月", "2025年2月30日前", "2025-00-00", "1999/99/99"])
def test_an_impossible_date_is_a_deadline_without_a_date(text: str) -> None:
    value = parse(text)
    assert isinstance(value, Deadline)
    assert value.date is None


def test_the_operator_is_kept_as_written() -> None:
    written = {"＞=90%": "＞=", "不少于3次": "不少于", "95%以上": "以上", "≧5": "≧", "5": None}
    for text, sign in written.items():
        assert to_json(parse(text))["written_op"] == sign


def test_digits_are_kept_and_never_an_exponent() -> None:
    assert to_json(parse("≤20000.00(元/分钟)"))["number"] == "20000.00"
    assert to_json(parse("5百万亿人"))["number"] == "500000000000000"
    assert to_json(parse("0.000001%"))["number"] == "0.000001"


def test_an_unknown_unit_in_brackets_keeps_its_text() -> None:
    found = to_json(parse("≥3.00(部 (1 部 5 分钟, 2 部各 3 分钟))"))
    assert (found["unit"], found["dimension"]) == ("部(1部5分钟,2部各3分钟)", None)


def test_a_date_and_a_quantity_are_two_parts() -> None:
    value = parse("11月底完成100%", year=2021)
    assert isinstance(value, Several)
    deadline, share = value.parts
    assert deadline == Deadline("11月底", datetime.date(2021, 11, 30))
    assert isinstance(share, Comparison)
    assert (share.op, share.number) == (Op.EQ, Decimal(100))


# ── Any text ──────────────────────────────────────────────────────────────────────────────────────────

FRAGMENTS = [
    "≥",
    "≤",
    ">",
    "=",
    "<=",
    "大于等于",
    "不低于",
    "控制在",
    "约",
    "近",
    "±",
    "90",
    "7.00",
    "100",
    "1,000",
    "2025",
    "12",
    "3",
    "0.5",
    "-",
    "(",
    ")",
    "（",
    "%",
    "‰",
    "万",
    "亿",
    "万元",
    "元",
    "/",
    "·",
    "人",
    "天",
    "次",
    "个",
    "场",
    "户",
    "年",
    "月",
    "日",
    "底",
    "前",
    "季度",
    "第",
    "以上",
    "以内",
    "左右",
    "至",
    "~",
    "和",
    "，",
    "；",
    "、",
    "。",
    "较上年",
    "比",
    "同比",
    "与上年相比",
    "增长",
    "下降",
    "提高",
    "完成",
    "满意度",
    "百分之",
    "九十",
    "两",
    "十",
    "三",
    "级",
    "每",
    "年底",
    "2025年12月31日",
    "2023.03",
    "2024-06-30",
    "余",
    "内",
    "度",
    "[",
    "**",
    "为",
    "达到",
    "到",
    "平方米",
    "m2",
    "千",
    "10万",
    " ",
]
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=9).map("".join)


@settings(max_examples=1500, deadline=None)
@given(texts | st.text(max_size=40))
def test_what_is_shown_reads_back_as_the_same_value(text: str) -> None:
    value = parse(text)
    assert parse(show(value)) == value
    json.dumps(to_json(value))


@settings(max_examples=500, deadline=None)
@given(texts, texts, st.booleans(), st.integers() | st.none())
def test_no_surroundings_make_it_fail(text: str, unit: str, money: bool, year: int | None) -> None:
    to_json(parse(text, unit=unit, money=money, year=year))


@settings(max_examples=500, deadline=None)
@given(texts)
def test_a_defect_has_a_place_in_the_text(text: str) -> None:
    value = parse(text)
    if isinstance(value, Words) and value.defect:
        assert 1 <= value.defect.column <= len(text) + 1


@pytest.mark.parametrize(
    "piece", ["(", ")", "9", "≥", "万", "较", "增长", "1(a", "与一", "一", "第", "5人 ", " ", "/"]
)
def test_a_long_text_of_one_piece_returns(piece: str) -> None:
    for size in (10**6, LONGEST - 1):
        parse(piece * (size // len(piece)))


def test_a_text_too_long_is_words_with_a_defect() -> None:
    value = parse(" " + "好" * (LONGEST + 1))
    assert isinstance(value, Words)
    assert value.defect is not None
    assert value.defect.column == LONGEST + 2
    assert parse("好" * LONGEST) == Words("好" * LONGEST)


def test_the_prebuilt_tables_are_those_of_the_grammar() -> None:
    assert resources.prebuilt("value.lark", resources.grammar_digest("value")) is not None


def test_tables_computed_anew_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = reading.parser()
    monkeypatch.setattr(resources, "prebuilt", lambda name, source: None)
    anew = resources.grammar("value", reading.STARTS, reading.Reading())
    for text in ("≤550.00(元/人·天)", "较上年增长10%以上", "2025年12月31日前完成使用", "3场；200人"):
        assert anew.parse(text, start="value") == ready.parse(text, start="value")
