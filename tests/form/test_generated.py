"""Varied forms, whole and damaged as a conversion damages them, are read as they were made."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

import pytest

from benchmarks import damage
from benchmarks.forms import GeneratedForm, forms
from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.text import TextDocument

Damage = Callable[[GeneratedForm, Random], GeneratedForm]
DAMAGES: tuple[Damage, ...] = (
    damage.page_break,
    damage.repeated_header,
    damage.cut_name,
    damage.cut_value,
    damage.cut_both,
    damage.cut_levels,
    damage.stray_dashes,
    damage.lost_levels,
    damage.levels_left,
    damage.levels_right,
    damage.names_left,
    damage.spaced_labels,
    damage.fallen_value,
)


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def understood(data: bytes) -> list[list[tuple[str, str, str, str]]]:
    found = recognise(TextDocument("-", io.BytesIO(data)).rows())
    return [
        [
            (
                squeezed(item.level1),
                squeezed(item.level2),
                squeezed(item.name.text),
                squeezed(item.written and item.written.text),
            )
            for item in form.indicators
        ]
        for form in found
        if isinstance(form, Form)
    ]


def truth(form: GeneratedForm) -> list[tuple[str, str, str, str]]:
    return [(squeezed(a), squeezed(b), squeezed(c), squeezed(d)) for a, b, c, d in form.indicators]


def test_right_forms_are_read_as_they_were_made() -> None:
    made = list(forms(60, seed=11))
    assert understood("\n".join(form.text for form in made).encode()) == [truth(form) for form in made]


@pytest.mark.parametrize("harm", DAMAGES, ids=lambda harm: harm.__name__)
def test_damaged_forms_are_read_as_they_were_made(harm: Damage) -> None:
    rng = Random(7)
    for form in forms(40, seed=23):
        broken = harm(form, rng)
        assert understood(broken.text.encode()) == [truth(broken)], broken.text


@pytest.mark.parametrize("encoding", damage.ENCODINGS)
def test_the_encoding_and_line_ending_change_nothing(encoding: str) -> None:
    made = list(forms(5, seed=5))
    text = "\n".join(form.text for form in made)
    assert understood(damage.encoded(text, encoding, crlf=True)) == [truth(form) for form in made]


@pytest.mark.parametrize("width", [100, 16])
def test_forms_with_one_cell_a_line_are_read_as_they_were_made(width: int) -> None:
    for form in forms(25, seed=3):
        cells = [cell for row in form.rows[2:] for cell in row.cells if cell.strip()]
        lines = [cell[at : at + width] for cell in cells for at in range(0, len(cell), width)]
        text = "\n".join([form.rows[0].cells[0], form.rows[1].cells[0], *lines])
        assert understood(text.encode()) == [truth(form)], text
