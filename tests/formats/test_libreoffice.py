"""Files that LibreOffice wrote are read right."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pfglint.cli.forms_json import form_json
from pfglint.form.model import Form
from pfglint.lint import read_forms
from tests.formats.test_same import squeezed

FOLDER = Path(__file__).parent / "libreoffice"


def understood(name: str) -> list[Any]:
    """The forms of a file; amounts as numbers, because LibreOffice makes a number of 1,000.00 and shows 1000."""
    found = [squeezed(form_json(item)) for item in read_forms(str(FOLDER / name)) if isinstance(item, Form)]
    for form in found:
        for key, amount in form["funding"].items():
            if amount and key != "unit":
                form["funding"][key] = Decimal(amount)
    return found


@pytest.mark.parametrize("suffix", ["docx", "odt", "pdf", "xlsx", "xls", "ods"])
def test_what_libreoffice_wrote_is_read_right(suffix: str) -> None:
    found, wanted = understood(f"forms.{suffix}"), understood("forms.txt")
    assert len(wanted) == 3
    assert found == wanted


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["doc", "rtf"])
def test_old_formats_are_converted(suffix: str) -> None:
    assert understood(f"forms.{suffix}") == understood("forms.txt")
