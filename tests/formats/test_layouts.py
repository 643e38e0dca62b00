"""Forms in every layout give the same, whatever the format they are written in: what they were made of."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.forms import forms
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from tests.formats.layouts import Shape, Understood, laid_out, truth
from tests.formats.writers import WRITERS, pdf, text

FORMATS = {"txt": text, **WRITERS}
RULED = [name for name in FORMATS if name != "pdf without lines"]
SHAPES = st.builds(
    Shape,
    levels=st.sampled_from(["merged", "blank", "repeated"]),
    apart=st.booleans(),
    weights=st.booleans(),
    results=st.booleans(),
    blank=st.booleans(),
).flatmap(
    lambda shape: st.sampled_from(
        [shape, shape._replace(listed=True), shape._replace(period=True, apart=False)]
    )
)


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def understood(data: bytes, path: str) -> list[Understood]:
    return [
        Understood(
            squeezed(form.project),
            squeezed(item.level1),
            squeezed(item.level2),
            squeezed(item.name.text),
            squeezed(item.written.text if item.written else ""),
            tuple(sorted((key, squeezed(value)) for key, value in item.extra.items())),
        )
        for form in forms_of_bytes(data, path)
        if isinstance(form, Form)
        for item in form.indicators
    ]


@pytest.mark.parametrize("name", RULED)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(shape=SHAPES, seed=st.integers(0, 10_000))
def test_every_layout_is_read_the_same_in_every_format(name: str, shape: Shape, seed: int) -> None:
    made = list(forms(3, seed=seed))
    assert understood(FORMATS[name](laid_out(made, shape)), f"表.{name}") == truth(made, shape)


UNRULED = st.builds(
    Shape,
    levels=st.sampled_from(["blank", "repeated"]),
    apart=st.booleans(),
    weights=st.booleans(),
    results=st.booleans(),
    blank=st.booleans(),
    listed=st.just(False),
    period=st.just(False),
)


@pytest.mark.parametrize("valign", ["TOP", "MIDDLE", "BOTTOM"])
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(shape=UNRULED, seed=st.integers(0, 10_000))
def test_so_is_a_page_without_lines_however_cells_stand_in_their_rows(
    valign: str, shape: Shape, seed: int
) -> None:
    made = list(forms(3, seed=seed))
    found = understood(pdf(laid_out(made, shape), ruled=False, valign=valign), "表.pdf")
    assert found == truth(made, shape)
