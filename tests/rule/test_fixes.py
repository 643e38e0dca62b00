"""Fixes: what a rule offers mends its own examples, and makes nothing else wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from pfglint.finding import Finding, Fix
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import examples_of, file_of, judged
from pfglint.rule.model import Plain
from pfglint.rule.pack import load_builtin, read_builtin

MENDING = [
    pytest.param(rule.name, example.plain, id=f"{rule.name} {example.number}")
    for rule in read_builtin()
    if rule.fix is not None
    for example in examples_of(rule)
    if example.fails
]


def applied(text: str, fix: Fix) -> str:
    """The text with the edits of a fix made, the last of a line first."""
    lines = text.split("\n")
    for edit in sorted(fix.edits, key=lambda edit: edit.place, reverse=True):
        line, column, end = edit.place.line, edit.place.column, edit.place.end_column
        assert line is not None
        assert column is not None
        assert end is not None
        old = lines[line - 1]
        lines[line - 1] = old[: column - 1] + edit.text + old[end - 1 :]
    return "\n".join(lines)


def findings(text: str) -> list[Finding]:
    return list(judged(load_builtin(), forms_of_bytes(text.encode())))


@pytest.mark.parametrize(("name", "example"), MENDING)
def test_a_fix_mends_what_was_found_and_nothing_new_is_wrong(name: str, example: Plain) -> None:
    text = file_of(example).decode()
    before = findings(text)
    fixes = [finding.fix for finding in before if finding.name == name and finding.fix is not None]
    for fix in sorted(fixes, key=lambda fix: fix.edits[0].place, reverse=True):
        text = applied(text, fix)
    after = Counter(finding.name for finding in findings(text))
    assert after[name] == sum(finding.name == name for finding in before) - len(fixes)
    assert not after - Counter(finding.name for finding in before)


def test_each_rule_with_a_fix_offers_it_in_some_example() -> None:
    offered = {
        name
        for name, example in (param.values for param in MENDING)
        for finding in findings(file_of(example).decode())
        if finding.name == name and finding.fix is not None
    }
    assert offered == {rule.name for rule in read_builtin() if rule.fix is not None}


def test_no_edit_where_operator_number_and_unit_have_columns_of_their_own() -> None:
    head = "项目名称\t河道保洁\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\n"
    found = findings(
        f"{head}产出指标\t质量指标\t保洁达标率\t≧\t95.00\t%\n产出指标\t质量指标\t保洁出勤率\t≧\t95\t%\n"
        "产出指标\t时效指标\t保洁完成时间\t\t46022\t\n"
    )
    assert {finding.name for finding in found if finding.fix} == {"date-serial"}
    assert "number-format" in {finding.name for finding in found}


def test_no_edit_where_a_page_break_cut_the_cell() -> None:
    head = "项目名称\t河道保洁\n一级指标\t二级指标\t三级指标\t指标值\n"
    found = findings(f"{head}产出指标\t质量指标\t保洁达标率\t大于等于\n\n\t\t\t95%\n")
    assert [
        form.indicators[0].written.text for form in forms_of_bytes(head.encode()) if form.indicators
    ] == []  # type: ignore[union-attr]
    assert not [finding for finding in found if finding.fix]
