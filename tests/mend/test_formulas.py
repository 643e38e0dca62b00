"""Whether a formula looks at a cell is told from how it is written; where it cannot be, it may."""

from __future__ import annotations

import pytest

from pfglint.mend.formulas import Formula, Spot, look_at

C5 = Spot("申报表", 5, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("C5", "$C$5", "SUM(B4:D6)", "SUM(C:C)", "SUM($B:D)", "SUM(5:5)", "C$5&D1", "IF(A1,C5,0)"),
        *("申报表!C5", "'申报表'!C5", "SUM('申报表'!A1:D9)", "INDIRECT(A1)", "OFFSET(A1,1,1)", "合计", "表1[金额]"),
        *("SUM(甲:乙!C5)", "SUM('甲:乙'!C5)", "LET(x,1,x)", "[1]甲!A1", "申报表!合计"),
    ],
)  # fmt: skip
def test_looks(text: str) -> None:
    assert look_at([Formula("申报表", text, False)], {C5})


@pytest.mark.parametrize(
    "text",
    [
        *("C6", "SUM(C6:C9)", "SUM(D:F)", "SUM(6:9)", "AC5", "C55", "汇总!C5", "'汇 总'!C5", "SUM(汇总!A1:D9)"),
        *('"C5"', "5*3.5", "1E5+2", "TRUE", 'IF(D1>5,"合计",0)', "ROUND(D7/C6,2)", "'C5 表'!D9"),
    ],
)  # fmt: skip
def test_does_not_look(text: str) -> None:
    assert not look_at([Formula("申报表", text, False)], {C5})


def test_a_formula_that_cells_share_may_look_anywhere_and_one_without_a_sheet_at_its_own() -> None:
    assert look_at([Formula("申报表", "D1", True)], {C5})
    assert not look_at([Formula("汇总", "C5", False)], {C5})
    assert not look_at([Formula("申报表", "C5", False)], set())
