"""Writes the PDF files of ``borderless/`` anew: made-up forms without lines, as LibreOffice prints them, and their truth.

``python -m tests.formats.libreoffice.borderless``; LibreOffice has to be installed.
"""

from __future__ import annotations

import csv
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.forms import forms
from tests.formats.flat import Look, document, workbook
from tests.formats.layouts import Shape, Understood, laid_out, truth

HERE = Path(__file__).parent / "borderless"
TRUTH = HERE / "truth.tsv"
_WIDE, _TALL = (29.7, 21), (21, 29.7)
_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"


class Case(NamedTuple):
    """A file: the form's shape and look, which form it is, and whether a workbook prints it."""

    shape: Shape
    look: Look
    seed: int
    calc: bool = False


_MERGED = Shape(levels="merged")
_LEVELS = (1.2, 1.8, 2.2, 4.0)
_PLAIN = (*_LEVELS, 3.0)
CASES = {
    "levels-in-the-middle": Case(_MERGED, Look(False, _SERIF, 10.5, "middle", "start", _PLAIN, _WIDE), 32),
    "levels-in-the-middle-centred": Case(
        _MERGED, Look(False, _SANS, 9, "middle", "center", _PLAIN, _TALL), 76
    ),
    "levels-at-the-top": Case(_MERGED, Look(False, _SANS, 9, "top", "start", _PLAIN, _WIDE), 62),
    "levels-at-the-bottom": Case(_MERGED, Look(False, _SERIF, 10, "bottom", "start", _PLAIN, _WIDE), 34),
    "narrow-columns": Case(
        Shape(levels="blank", apart=True, weights=True),
        Look(False, _SERIF, 10, "middle", "start", (1, 1.2, 1.5, 2.6, 0.9, 1.4, 0.9, 1), _WIDE, 0.3),
        60,
    ),
    "results": Case(
        Shape(levels="merged", results=True),
        Look(False, _SANS, 10, "middle", "start", (*_PLAIN, 2), _WIDE, 2),
        34,
    ),
    "two-blocks": Case(
        Shape(levels="merged", period=True), Look(False, _SERIF, 8, "middle", paper=_WIDE), 32
    ),
    "from-a-workbook": Case(_MERGED, Look(False, _SERIF, 9, "middle", "center", _PLAIN, _WIDE), 76, True),
}


def main() -> None:
    HERE.mkdir(exist_ok=True)
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, case in CASES.items():
            made = list(forms(1, case.seed))
            write, suffix = (workbook, "fods") if case.calc else (document, "fodt")
            Path(folder, f"{name}.{suffix}").write_text(
                write(laid_out(made, case.shape), case.look), encoding="utf-8"
            )
            rows += [(name, *row(one)) for one in truth(made, case.shape)]
        for suffix in ("fodt", "fods"):
            command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
            files = sorted(Path(folder).glob(f"*.{suffix}"))
            subprocess.run([*command, "--convert-to", "pdf", "--outdir", HERE, *files], check=True)
    with TRUTH.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n").writerows(rows)


def row(one: Understood) -> tuple[str, ...]:
    """An indicator as the truth has it."""
    return (*one[:5], " ".join(f"{key}={value}" for key, value in one.extra))


if __name__ == "__main__":
    main()
