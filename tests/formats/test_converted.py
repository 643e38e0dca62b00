"""Every specimen of a layout, converted by LibreOffice to every format, is read as its truth says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pfglint.source.bars import row
from tests.form.test_layouts import HERE, rows_of, truth, understood
from tests.formats.flat import Look, document, workbook
from tests.formats.writers import Grid

TEXTS = {"docx": "docx", "odt": "odt", "html": "html", "doc": "doc", "rtf": "rtf", "pdf": "pdf"}
BOOKS = {
    "xlsx": "xlsx",
    "xls": "xls",
    "ods": "ods",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76",
    "html of a workbook": "html",
    "pdf of a workbook": "pdf",
}
USUAL = {"docx", "xlsx", "pdf"}
EVERYTHING = "PFGLINT_LIBREOFFICE"
"""Set in the environment, all formats are tried; each takes some seconds."""
LOOK = Look(paper=(42, 29.7), size=9)


def grid(path: Path) -> Grid:
    """A specimen's cells; one of a column where it is text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    if path.suffix == ".tsv":
        rows = [line.split("\t") for line in lines]
    elif path.suffix == ".md":
        rows = [barred(line) for line in lines]
    else:
        rows = [[line] for line in lines]
    width = max(map(len, rows))
    return Grid((), tuple((*cells, *[""] * (width - len(cells))) for cells in rows))


def barred(line: str) -> list[str]:
    """The cells of a line with bars, those at its ends aside; nothing for the line under the heads."""
    found = row(line, 1)
    if found is None:
        return [""]
    cells = [""] * found.width
    for cell in found.cells:
        cells[cell.column] = cell.text
    return cells[1:-1] if line.startswith("|") else cells


@pytest.fixture(scope="module")
def flat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the specimens as documents and as workbooks."""
    folder = tmp_path_factory.mktemp("flat")
    for name in truth(HERE):
        path = HERE / name
        cells = grid(path)
        lines = Grid(tuple(line for (line,) in cells.rows), ()) if len(cells.rows[0]) == 1 else cells
        (folder / f"{path.stem}.fodt").write_text(document([lines], LOOK), encoding="utf-8")
        (folder / f"{path.stem}.fods").write_text(workbook([cells], LOOK), encoding="utf-8")
    return folder


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", [*TEXTS, *BOOKS])
def test_a_specimen_is_the_same_in_every_format_that_libreoffice_writes(
    name: str, flat: Path, tmp_path: Path
) -> None:
    if name not in USUAL and EVERYTHING not in os.environ:
        pytest.skip(f"set {EVERYTHING}=1 to try every format")
    files = sorted(flat.glob("*.fodt" if name in TEXTS else "*.fods"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    target = (TEXTS | BOOKS)[name]
    subprocess.run(
        [*command, target, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=300
    )
    found = {
        specimen: [
            indicator
            for form in understood(tmp_path / Path(specimen).with_suffix("." + target.partition(":")[0]))
            for indicator in rows_of(form)
        ]
        for specimen in truth(HERE)
    }
    assert found == truth(HERE)
