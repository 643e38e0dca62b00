"""A bureau's own review sheet: read strictly, every mistake with its place."""

from __future__ import annotations

import pytest

from pfglint.review.read import SheetError, builtin_text, sheet_of

from .build import RULES

OWN = """\
title: 本局审核表
grades:
- {grade: 通过, errors: 0, points: 100}
- {grade: 退回, points: 0}
scores:
- {grade: 通过, least: 100}
- {grade: 退回, least: 0}
parts:
- name: 完整性
  items:
  - {name: 填得全, asks: 都填了, rules: [missing-field, PFG201], needs: [fields]}
- name: 可行性
  items:
  - {name: 做得到, asks: 能完成, others: true}
  - {name: 有条件, asks: 人财物, manual: true}
"""


def test_a_sheet_of_ones_own() -> None:
    sheet = sheet_of(OWN, "审核表.yaml", [RULES])
    assert [grade.name.zh for grade in sheet.grades] == ["通过", "退回"]
    full = sheet.parts[0].items[0]
    assert full.rules == {"missing-field", "missing-value"}
    assert full.needs == ("fields",)
    assert [(item.others, item.manual) for item in sheet.parts[1].items] == [(True, False), (False, True)]


def test_the_built_in_sheet_is_one_with_all_four_parts() -> None:
    sheet = sheet_of(builtin_text(), "review.yaml", [RULES])
    assert [part.aspect for part in sheet.parts] == ["完整性", "相关性", "适当性", "可行性"]
    assert all(
        said.zh != said.en for part in sheet.parts for item in part.items for said in (item.name, item.asks)
    )


@pytest.mark.parametrize(
    ("was", "wrong", "line", "said"),
    [
        ("grades:", "grade:", 2, "是“grades”吗？"),
        ("errors: 0,", "eror: 0,", 3, "是“errors”吗？"),
        ("points: 100", "points: 101", 3, "这里最多是 100"),
        ("points: 100", "points: 很多", 3, "这里要一个整数"),
        ("- {grade: 退回, points: 0}", "- {grade: 通过, points: 0}", 4, "“通过”前面已经写过了"),
        ("- {grade: 退回, points: 0}", "- {grade: 退回}", 4, "这里缺少 points"),
        ("- {grade: 退回, least: 0}", "- {grade: 退, least: 0}", 7, "没有等级“退”"),
        ("- name: 可行性", "- name: 可行", 12, "是“可行性”吗？"),
        ("- name: 可行性", "- name: 完整性", 12, "“完整性”前面已经写过了"),
        ("missing-field,", "missing-fields,", 11, "是“missing-field”吗？"),
        ("missing-field,", "missing-value,", 11, "“missing-value”前面已经写过了"),
        ("needs: [fields]", "needs: [field]", 11, "是“fields”吗？"),
        (", manual: true}", "}", 15, "要写一个，也只能写一个"),
        ("others: true", "others: true, manual: true", 14, "要写一个，也只能写一个"),
        ("manual: true", "others: true", 14, "只能有一项写 others"),
        ("others: true", "others: true, manual: 是", 14, "这里要 true"),
        ("name: 有条件", "name: 做得到", 15, "“做得到”前面已经写过了"),
        ("rules: [missing-field, PFG201]", "rules: []", 11, "至少要有一项"),
        ("  items:\n  - {name: 填得全", "  weight: 很重\n  items:\n  - {name: 填得全", 10, "这里要一个整数"),
        ("title: 本局审核表", "title:", 1, "这里要文字"),
        ("title: 本局审核表", "<<<<<<< HEAD\ntitle: 本局审核表", 1, "合并冲突"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(
    was: str, wrong: str, line: int, said: str
) -> None:
    assert was in OWN
    with pytest.raises(SheetError) as error:
        sheet_of(OWN.replace(was, wrong, 1), "审核表.yaml", [RULES])
    first = error.value.problems[0]
    assert (first.path, first.line) == ("审核表.yaml", line), first
    assert said in first.said.zh
    assert first.said.en


def test_weights_that_are_all_nothing_are_refused() -> None:
    text = OWN.replace("  items:", "  weight: 0\n  items:")
    with pytest.raises(SheetError, match="weight"):
        sheet_of(text, "审核表.yaml", [RULES])
