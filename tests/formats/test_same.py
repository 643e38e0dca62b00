"""The same forms give the same model, whatever the format they are written in."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.forms import forms
from pfglint.cli.forms_json import form_json
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from tests.formats.writers import WRITERS, grid, text


def squeezed(data: Any) -> Any:
    """What was understood, without white space, and without where it stands in the file or in a text."""
    if isinstance(data, dict):
        return {
            key: squeezed(value)
            for key, value in data.items()
            if key != "place" and not (key in ("start", "end") and isinstance(value, int))
        }
    if isinstance(data, list):
        return [squeezed(item) for item in data]
    return "".join(data.split()) if isinstance(data, str) else data


def understood(data: bytes, path: str) -> list[Any]:
    return [squeezed(form_json(item)) for item in forms_of_bytes(data, path) if isinstance(item, Form)]


@pytest.mark.parametrize("merge", [False, True], ids=["unmerged", "merged"])
@pytest.mark.parametrize("name", WRITERS)
def test_a_form_is_the_same_in_every_format(name: str, merge: bool) -> None:
    made = list(forms(12, seed=31))
    wanted = understood(text([grid(form, merge=False) for form in made]), "表.txt")
    assert len(wanted) == len(made)
    found = understood(WRITERS[name]([grid(form, merge=merge) for form in made]), f"表.{name}")
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert one == other
