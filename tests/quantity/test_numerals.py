"""Chinese numerals are read where they are numbers."""

from decimal import Decimal

import pytest

from pfglint.quantity.numerals import number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("三", "3"),
        ("十五", "15"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("二十五万", "250000"),
        ("三千二百", "3200"),
        ("九十五点五", "95.5"),
        ("一亿两千万", "120000000"),
        ("三万亿", "3000000000000"),
    ],
)
def test_a_numeral(text: str, expected: str) -> None:
    assert number(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "十四五六", "一二", "点五五点", "十百", "九十点"])
def test_no_numeral(text: str) -> None:
    assert number(text) is None
