"""Weights: their sum, and the scores that levels print."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Place
from pfglint.form.model import Form, Indicator
from pfglint.rule.weights import parse, weights
from pfglint.source.document import Cell, Fact


def item(number: int, weight: str | None, level1: str = "产出指标", label: str | None = None) -> Indicator:
    """An indicator under a first level, whose cell says `label`."""
    cell = Cell(label, Place(number), 0) if label is not None else None
    return Indicator(
        number,
        level1,
        "数量指标",
        Cell("巡查次数", Place(number), 2),
        "巡查次数",
        level1_cell=cell,
        extra={} if weight is None else {"weight": weight},
    )


def form(*items: Indicator, unread: bool = False) -> Form:
    facts = (Fact("unread-rows", "附注", Place(9), "1"),) if unread else ()
    return Form(1, Place(1), indicators=items, facts=facts)


@pytest.mark.parametrize(
    ("text", "number"),
    [("10", "10"), ("7.5%", "7.5"), (" 20 分", "20"), ("１０．５％", "10.5"), ("0.15", "0.15")],
)
def test_a_weight_is_a_number(text: str, number: str) -> None:
    assert parse(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "—", "-5", "10-20", "十", "10分/项", "1" * 9, "²", "权重"])
def test_what_else_stands_there_is_no_weight(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=12))
def test_any_text_is_a_weight_or_none(text: str) -> None:
    parse(text)


def test_a_layout_without_weights_has_none() -> None:
    assert weights(form(item(1, None))) is None


def test_the_sum_is_known_only_where_every_weight_is_and_every_row_was_understood() -> None:
    whole = [item(1, "60"), item(2, "40")]
    assert [
        found and found.total
        for found in (
            weights(form(*whole)),
            weights(form(*whole, item(3, None))),
            weights(form(*whole, item(3, "—"))),
            weights(form(*whole, unread=True)),
            weights(form(item(1, "0.6"), item(2, "0.40"))),
        )
    ] == [100, None, None, None, 100]


def test_rounded_weights_may_be_a_little_off() -> None:
    found = weights(form(*(item(number, "33.3") for number in range(3))))
    assert found is not None
    assert (found.total, found.rounding) == (Decimal("99.9"), Decimal("0.15"))


@pytest.mark.parametrize(
    ("label", "parts", "fits"),
    [
        ("产出指标（50分）", ("20", "30"), True),
        ("产出指标（50分）", ("20", "25"), False),
        ("产出指标（50分）", ("60", ""), False),
        ("产出指标（50分）", ("20", ""), True),
        ("产出指标(40-50)分", ("20", "25"), True),
        ("产出指标(40-50)分", ("20", "15"), False),
        ("产出指标50分", ("20", "30"), True),
        ("产出指标(50%)", ("20%", "20%"), False),
        ("产出指标(50)", ("25", "25"), True),
        ("产出指标(50分)", ("0.4", "0.6"), True),
        ("产出指标(50分)", ("16.7", "33.4"), True),
        ("产出指标(必填)", ("20", "25"), True),
        ("产出指标1", ("20", "25"), True),
    ],
)
def test_a_level_and_its_printed_score(label: str, parts: tuple[str, str], fits: bool) -> None:
    found = weights(form(item(1, parts[0], label=label), item(2, parts[1])))
    assert found is not None
    assert (found.misfits == ()) is fits


def test_what_does_not_fit_is_said_as_a_sum() -> None:
    found = weights(
        form(item(1, "20.0", label="产出指标 (50分)"), item(2, "25"), item(3, "30", "效益指标", "效益指标"))
    )
    assert found is not None
    assert [misfit.text for misfit in found.misfits] == ["产出指标(50分)：20+25=45"]
    assert found.misfits[0].cell.place == Place(1)
