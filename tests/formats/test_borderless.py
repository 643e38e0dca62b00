"""Pages without lines: a table is read right, or it is told that its columns cannot be told; never wrong in silence."""

from __future__ import annotations

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.forms import forms
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.source.document import Fact
from tests.conftest import Run
from tests.formats.layouts import Shape, laid_out, truth
from tests.formats.libreoffice.borderless import CASES, TRUTH, row
from tests.formats.test_layouts import understood
from tests.formats.writers import pdf

TOLD = {"columns-unclear", "unread-rows", "unread-table", "unknown-layout"}
SHAPES = st.builds(
    Shape,
    levels=st.sampled_from(["merged", "merged", "blank", "repeated"]),
    apart=st.booleans(),
    weights=st.booleans(),
    results=st.booleans(),
).flatmap(
    lambda shape: st.sampled_from(
        [shape, shape, shape._replace(listed=True), shape._replace(period=True, apart=False)]
    )
)


def is_told(data: bytes, path: str = "表.pdf") -> bool:
    """Whether a fact tells that something was not read."""
    found = list(forms_of_bytes(data, path))
    facts = [fact for item in found if isinstance(item, Form) for fact in item.facts]
    return bool(TOLD & {fact.kind for fact in (*facts, *(item for item in found if isinstance(item, Fact)))})


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, seed=st.integers(0, 10_000))
def test_a_table_is_read_right_or_said_to_be_unclear(valign: str, shape: Shape, seed: int) -> None:
    made = list(forms(2, seed=seed))
    data = pdf(laid_out(made, shape), ruled=False, valign=valign)
    assert understood(data, "表.pdf") == truth(made, shape) or is_told(data)


def kept() -> dict[str, list[tuple[str, ...]]]:
    """The truth about the files that LibreOffice printed, by their names."""
    found: dict[str, list[tuple[str, ...]]] = {}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for name, *one in csv.reader(file, delimiter="\t"):
            found.setdefault(name, []).append(tuple(one))
    return found


UNCLEAR = {"levels-at-the-bottom", "two-blocks"}
"""Merged cells that a page's end cuts: which rows they stand for cannot be told."""


@pytest.mark.parametrize("name", CASES)
def test_what_libreoffice_printed_without_lines_is_read_right_or_said_to_be_unclear(name: str) -> None:
    data = (TRUTH.parent / f"{name}.pdf").read_bytes()
    found = [row(one) for one in understood(data, "表.pdf")]
    if name in UNCLEAR:
        assert not found
        assert is_told(data)
    else:
        assert found == kept()[name]
        assert not is_told(data)


def test_a_table_that_is_unclear_is_one_finding_with_its_page(pfglint: Run) -> None:
    path = str(TRUTH.parent / "levels-at-the-bottom.pdf")
    found = json.loads(pfglint(path, "-f", "json").stdout)["findings"]
    assert [(one["name"], one["place"]["page"]) for one in found] == [("unread-table", 1)]
    assert found[0]["message"].startswith("第 1 页的表格没有画线，分不清各列")


def test_what_looks_blank_beside_an_unclear_table_is_left_out() -> None:
    data = (TRUTH.parent / "levels-at-the-bottom.pdf").read_bytes()
    (form,) = (item for item in forms_of_bytes(data, "表.pdf") if isinstance(item, Form))
    assert form.fields
    assert all(field.value for field in form.fields.values())
    assert form.overall_goal is None
    assert form.annual_goal is not None
