"""How texts are written: operators, figures, quotation marks, residues."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.quantity.parse import parse
from pfglint.quantity.value import Comparison
from pfglint.rule.writing import (
    day_of_serial,
    figure,
    figure_style,
    letters,
    measures,
    mispaired,
    operator_form,
    plain_figure,
    residue,
    with_sign,
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("≥95%", "sign"),
        ("=95%", "sign"),
        ("<95%", "sign"),
        ("≥95%以上", "sign"),
        ("≧95%", "odd"),
        (">=95%", "odd"),
        ("＞ 95%", "odd"),
        ("═100%", "odd"),
        ("大于等于95%", "words"),
        ("95%以上", "words"),
        ("30人+", "words"),
    ],
)
def test_how_an_operator_is_written(text: str, form: str) -> None:
    value = parse(text)
    assert isinstance(value, Comparison)
    assert value.written_op is not None
    assert operator_form(value.op, value.written_op) == form


@pytest.mark.parametrize(
    ("text", "fresh"),
    [
        ("大于等于 98 %", "≥98 %"),
        ("95%以上", "≥95%"),
        ("95%及以上。", "≥95%。"),
        ("不低于95%以上", "≥95%"),
        ("控制在50万元以内", "≤50万元"),
        ("达到95%以上", "≥95%"),
        ("5天内", "≤5天"),
        ("30人+", "≥30人"),
        ("不超过2小时", "≤2小时"),
        ("超过1,000.00(人次)", ">1,000.00(人次)"),
        ("不低于总数的90%", None),
        ("每年不少于2次", None),
        ("完成率达到95%", None),
        ("约60人以上", None),
        ("60人左右", None),
        ("90%", None),
        ("3~5次", None),
        ("二100次", None),
        ("≧ / 735 / 人次", None),
    ],
)
def test_the_same_target_with_a_sign(text: str, fresh: str | None) -> None:
    assert with_sign(text) == fresh


@given(
    st.sampled_from(("大于等于", "不低于", "不超过", "≧", "超过", "")),
    st.sampled_from(("", " ")),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(("%", "(人·天)", "万元", " 次", "")),
    st.sampled_from(("以上", "以内", "及以上", "左右", "")),
)
def test_a_target_with_a_sign_is_the_same_target(
    sign: str, gap: str, number: str, unit: str, bound: str
) -> None:
    text = sign + gap + number + unit + bound
    fresh = with_sign(text)
    assert fresh is None or parse(fresh) == parse(text)


def test_the_day_that_a_spreadsheet_keeps() -> None:
    assert day_of_serial(Decimal(44561)) == datetime.date(2021, 12, 31)
    assert day_of_serial(Decimal("36526.0")) == datetime.date(2000, 1, 1)
    assert [day_of_serial(Decimal(number)) for number in ("36525", "202512", "44561.5", "-44561")] == [
        None
    ] * 4


@pytest.mark.parametrize(
    ("written", "style", "plain"),
    [
        ("90", "plain", "90"),
        ("90.00", "padded", "90"),
        ("12.7", "plain", "12.7"),
        ("12.70", "padded", "12.7"),
        ("1,000.0", "padded", "1,000"),
        ("0.50", "padded", "0.5"),
        ("12.75", None, "12.75"),
    ],
)
def test_the_style_of_a_figure(written: str, style: str | None, plain: str) -> None:
    assert (figure_style(written), plain_figure(written)) == (style, plain)


def test_a_figure_is_found_where_it_stands_once_and_unscaled() -> None:
    assert figure("≥1,000.00(人次)", Decimal(1000)) == "1,000.00"
    assert figure("≥５(人次)", Decimal(5)) is None
    assert figure("大于等于 100 万", Decimal(1000000)) is None
    assert figure("≥3.00(部 (1 部 5 分钟))", Decimal(3)) is None


def test_letters() -> None:
    assert letters("优 / 良 / 中 / 差。") == "优良中差"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3场；200人", 2),
        ("建筑面积2.6万平方米,展示面积1万平方米", 2),
        ("≥90%，≤95%", 1),
        ("≥90%，≥95%", 2),
        ("11月底完成100%", 1),
        ("2025年6月；2025年12月", 0),
        ("≥90%", None),
        ("提高", None),
    ],
)
def test_how_many_things_a_cell_measures(text: str, count: int | None) -> None:
    assert measures(parse(text)) == count


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("按“节俭“的要求”", "“的要求”"),
        ("“甲”“”乙”“的要求开展培训四期", "”“的要求开展培"),
        ("“重点区域”、重点产业”的分析", "”的分析"),
        ("《办法", "《办法"),
        ("含线上（全年", "（全年"),
        ("一）甲；二）乙》", "一）甲；二）乙》"),
        ('"甲"和"乙', '"乙'),
        ("【甲》", "【甲》"),
    ],
)
def test_marks_that_do_not_pair(text: str, at: str) -> None:
    assert mispaired(text) == at


@pytest.mark.parametrize(
    "text",
    [
        "“甲”“乙”（《关于〈丙〉的通知》）",
        "“甲‘乙’丙”",
        "《甲《乙》丙》",
        "全角（半角)",
        "1)甲；2)乙。3）丙",
        "（一）甲；（2)乙；a）丙",
        "don’t",
        "》=90%",
        "《 = 5300元/户",
        "〈85(%)",
        "≥3.00(部 (1 部 5 分钟, 2 部各 3 分钟))",
        "",
    ],
)
def test_marks_that_pair(text: str) -> None:
    assert mispaired(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "what", "mended"),
    [
        ("市局 and 各区", "word", "and", None),
        ("市局and各区", "word", "and", None),
        ("举办培训，，考核", "stops", "，，", "，"),
        ("举办培训；、考核", "stops", "；、", None),
        ("举办锟斤拷培训", "garbled", "锟斤拷", None),
        ("举办\ufffd\ufffd培训", "garbled", "\ufffd\ufffd", None),
        ("â€œ培训", "garbled", "â€œ", None),
    ],
)
def test_residues(text: str, kind: str, what: str, mended: str | None) -> None:
    assert residue(text) == (kind, what, mended)


@pytest.mark.parametrize(
    "text",
    [
        "HSE 方案",
        "对 B 类系统检查",
        "用 app 报名",
        "国际贸易（B to B）企业",
        "培训……完成",
        "完成。”",
        "café",
        "\uf06c 要点",
        "CO2、PM2.5",
        "培训 on-line 课程",
    ],
)
def test_what_is_no_residue(text: str) -> None:
    assert residue(text) is None
