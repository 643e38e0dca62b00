"""What became of a target."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.compare.move import MOVES, moved
from pfglint.quantity.parse import parse

CASES = """
≥90(%)         | ≥90%            | same
≥90(%)         | ≥90.00(%)       | same
≥90(%)         | >90(%)          | operator
≥95(%)         | ≥90(%)          | up
≥85(%)         | ≥90(%)          | down
≥9000(册)      | ≥1.2(万册)      | down
≤1000(元/场)   | ≤0.08(万元/场)  | up
≥40(场)        | ≥40(人)         | unit
90%-95%        | 85%-90%         | up
85%-95%        | 80%-99%         | other
≥90(%)         | 85%-90%         | up
约600人次      | ≥600(人次)      | operator
2025年6月底前  | 2024年6月底前   | same
2025年9月底前  | 2024年6月底前   | later
2025年3月底前  | 2024年6月底前   | earlier
2024年6月底前  | 2024年6月底前   | same
2025年2月28日前 | 2024年2月29日前 | same
提升           | 提升            | same
明显提升       | 提升            | words
提升           | ≥90(%)          | other
≥90(%)         |                 | other
               |                 | same
较上年增长10%以上 | 较上年增长5%以上 | up
较上年增长10%以上 | 较上年下降5%以上 | other
≥10(%)         | 较上年增长5%以上 | other
较上年增长     | 较上年增长      | same
较上年增长     | 较上年 增长     | same
较上年增长     | 较往年增长      | words
"""
ROWS = [tuple(part.strip() for part in line.split("|")) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("this", "last", "move"), ROWS)
def test_a_target_moved(this: str, last: str, move: str) -> None:
    assert moved(parse(this), parse(last)) == move


TEXTS = st.one_of(st.sampled_from([text for row in ROWS for text in row[:2]]), st.text(max_size=12))


@given(TEXTS, TEXTS)
def test_any_two_values_have_a_move_and_the_way_back_is_the_opposite(one: str, other: str) -> None:
    there, back = (moved(parse(a), parse(b)) for a, b in ((one, other), (other, one)))
    assert there in MOVES
    if there in ("up", "down"):
        assert {there, back} == {"up", "down"}


@given(TEXTS)
def test_what_stands_still_has_not_moved(text: str) -> None:
    assert moved(parse(text), parse(text), 0) in ("same", "other")
