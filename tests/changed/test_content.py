"""What makes two forms the same."""

from __future__ import annotations

import pytest

from pfglint.changed.content import content_of
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes

from ..conftest import form


def only_form(text: str) -> Form:
    (found,) = (item for item in forms_of_bytes(text.encode(), "表.txt") if isinstance(item, Form))
    return found


SAME = content_of(only_form(form()))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("乡镇图书室购书经费", "乡镇书屋购书经费"),
        ("(2025 年度)", "(2026 年度)"),
        ("财政项目支出绩效目标申报表", "项目支出绩效目标申报表"),
        ("特定目标类", "其他类"),
        ("420,000.00", "430,000.00"),
        ("项目资金 (元)", "项目资金 (万元)"),
        ("读者满意度达到 90%以上", "读者满意度达到 95%以上"),
        ("=12000.00(册)", "=12000(册)"),
        ("图书采购单价", "图书单价"),
        ("社会效益指标", "经济效益指标"),
        ("≥5.00(%)", ""),
    ],
)
def test_a_form_has_changed_where_a_cell_has(was: str, now: str) -> None:
    assert was in form()
    assert content_of(only_form(form().replace(was, now))) != SAME


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("财政项目支出绩效目标申报表", "\n\n\n财政项目支出绩效目标申报表"),
        ("图书验收合格率\t", "图书验收 合格率 \t"),
        ("(2025 年度)", "（2025年度）"),
    ],
)
def test_a_form_that_stands_elsewhere_or_is_spaced_otherwise_has_not(was: str, now: str) -> None:
    assert was in form()
    assert content_of(only_form(form().replace(was, now))) == SAME


def test_a_form_is_the_same_behind_another_one() -> None:
    both = [item for item in forms_of_bytes((form(project="甲") + form()).encode()) if isinstance(item, Form)]
    assert content_of(both[1]) == SAME
    assert content_of(both[0]) != SAME
