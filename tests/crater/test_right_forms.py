"""A right form is met with silence, whatever its kind; a seeded defect is met with its rule."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.forms import forms
from pfglint.finding import Finding, Severity
from pfglint.lint import check_file, forms_of_bytes
from pfglint.rule.examples import judged
from pfglint.rule.pack import load_builtin

RIGHT = sorted((Path(__file__).parents[2] / "examples" / "right").glob("*.txt"))
LATER = frozenset({"goal-conflict"})
"""Defects that the generator can make and no rule finds yet."""


def loud(found: list[Finding]) -> list[tuple[str, str]]:
    return [(item.name, item.message) for item in found if item.severity >= Severity.WARNING]


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_right_example_raises_no_error_and_no_warning(path: Path) -> None:
    result = check_file(str(path), load_builtin())
    assert result.forms >= 1
    assert loud(list(result.findings)) == []


def findings_of(text: str) -> list[Finding]:
    return list(judged(load_builtin(), forms_of_bytes(text.encode())))


def test_generated_right_forms_raise_no_error_and_no_warning() -> None:
    text = io.StringIO()
    for form in forms(300, seed=3):
        text.write(form.text)
    assert loud(findings_of(text.getvalue())) == []


def test_a_seeded_defect_is_found_by_its_rule_and_nothing_else_is_said() -> None:
    for form in forms(200, seed=4, defective=1.0):
        if form.defect in LATER:
            continue
        names = Counter(name for name, _ in loud(findings_of(form.text)))
        assert set(names) == {form.defect}, form.text
