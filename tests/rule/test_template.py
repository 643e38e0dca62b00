"""Message templates."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from pfglint.quantity.parse import parse
from pfglint.quantity.units import lookup
from pfglint.rule.template import render, shown
from pfglint.rule.types import Quantity
from tests.rule.build import subject


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("“{name}”以“{unit}”为单位", "“培训人次”以“%”为单位"),
        ("{{{name}}}", "{培训人次}"),
        ("{value} {number} {low}", "≥95(%) 95 （空）"),
        ("{form.year}年的{form.project}", "2025年的示范专项1"),
        ("没有字段", "没有字段"),
    ],
)
def test_render(template: str, text: str) -> None:
    assert render(template, "indicator", subject(), "zh") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "(blank)"),
        (Decimal("7.00"), "7"),
        (Decimal("1E+3"), "1000"),
        (Decimal("100"), "100"),
        (2025, "2025"),
        (True, "yes"),
        (datetime.date(2025, 1, 2), "2025-01-02"),
        (Quantity(Decimal("1732000.00"), (("money", 1),), lookup("万元")), "173.2万元"),
        (
            Quantity(
                Decimal(550) * lookup("元/人·天").factor,
                lookup("元/人·天").dimension or (),
                lookup("元/人·天"),
            ),
            "550元/人·天",
        ),
        (lookup("元/天·人"), "元/天·人"),
        (parse("≥90%"), "≥90(%)"),
        (parse(""), "(blank)"),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value, "en") == text
