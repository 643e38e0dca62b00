"""Rates beside the quantities that they are of."""

from __future__ import annotations

import pytest

from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import file_of
from pfglint.rule.shares import shares

RATE = "质量指标 | 企业检查率 | ≥90(%)"
SHARES = {
    ("数量指标 | 应检查企业数 | =200(家)", "数量指标 | 检查企业数 | ≥150(家)", RATE): (
        "检查企业数150家 ÷ 应检查企业数200家 = 75%"
    ),
    ("数量指标 | 计划检查企业数 | =3(百家)", "数量指标 | 实际检查企业数量 | =100(家)", RATE): (
        "实际检查企业数量100家 ÷ 计划检查企业数300家 = 33.3%"
    ),
    ("数量指标 | 应检查企业数 | =200(家)", RATE): None,
    ("数量指标 | 检查企业数 | ≥150(家)", RATE): None,
    ("数量指标 | 应检查企业数 | =200(家)", "数量指标 | 检查企业数 | ≥150(次)", RATE): None,
    ("数量指标 | 应检查企业数 | =200(家)", "数量指标 | 检查企业数 | ≤150(家)", RATE): None,
    ("数量指标 | 应检查企业数 | =200(家)", "数量指标 | 检查企业数 | ≥150(家)", "质量指标 | 满意率 | ≥90(%)"): None,
    ("数量指标 | 应检查企业数 | =200(家)", "数量指标 | 检查企业数 | ≥150(家)", "质量指标 | 率 | ≥90(%)"): None,
    ("数量指标 | 检查企业数 | ≥150(家)", "数量指标 | 实际检查企业数 | ≥160(家)", RATE): None,
}  # fmt: skip


@pytest.mark.parametrize(("rows", "text"), SHARES.items(), ids=lambda item: str(item)[:40])
def test_a_quantity_is_a_share_of_its_plan_where_names_leave_no_doubt(
    rows: tuple[str, ...], text: str | None
) -> None:
    (form,) = (one for one in forms_of_bytes(file_of({"indicators": list(rows)})) if isinstance(one, Form))
    assert [share.text for share in shares(form).values()] == ([] if text is None else [text])
