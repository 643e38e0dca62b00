"""A right form is met with silence, whatever its kind; a seeded defect is met with its rule."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest
import yaml

from benchmarks.forms import forms
from pfglint.finding import Finding, Severity
from pfglint.form.model import Form
from pfglint.lint import check_file, forms_of_bytes
from pfglint.rule.examples import file_of, judged
from pfglint.rule.model import Plain
from pfglint.rule.pack import load_builtin

RIGHT = sorted((Path(__file__).parents[2] / "examples" / "right").glob("*.txt"))
FIELDS = yaml.load(Path(__file__).with_name("right.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
"""Forms of different fields, as examples of rules are written; every scalar is a text."""


def loud(found: list[Finding]) -> list[tuple[str, str]]:
    return [(item.name, item.message) for item in found if item.severity >= Severity.WARNING]


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_a_right_example_raises_no_error_and_no_warning(path: Path) -> None:
    result = check_file(str(path), load_builtin())
    assert result.forms >= 1
    assert loud(list(result.findings)) == []


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field["fields"]["project"])
def test_a_right_form_of_its_field_raises_no_error_and_no_warning(field: Plain) -> None:
    text = file_of(field).decode()
    (form,) = forms_of_bytes(text.encode())
    assert isinstance(form, Form)
    assert form.unread == ()
    assert loud(findings_of(text)) == []


def findings_of(text: str) -> list[Finding]:
    return list(judged(load_builtin(), forms_of_bytes(text.encode())))


def test_generated_right_forms_raise_no_error_and_no_warning() -> None:
    text = io.StringIO()
    for form in forms(300, seed=3):
        text.write(form.text)
    assert loud(findings_of(text.getvalue())) == []


def test_a_seeded_defect_is_found_by_its_rule_and_nothing_else_is_said() -> None:
    for form in forms(200, seed=4, defective=1.0):
        names = Counter(name for name, _ in loud(findings_of(form.text)))
        assert set(names) == {form.defect}, form.text
