"""Writes the files of this folder anew: made-up forms as a web page, converted by LibreOffice to everything else.

``python -m tests.formats.libreoffice.make``; LibreOffice has to be installed.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from benchmarks.forms import forms
from tests.formats.writers import grid, html, text

HERE = Path(__file__).parent
COUNT, SEED = 3, 85
"""How many forms, and which: none with a value like =100(%), which a spreadsheet of LibreOffice takes for a formula."""
CONVERSIONS = (
    ("docx:MS Word 2007 XML", "HTML (StarWriter)"),
    ("odt", "HTML (StarWriter)"),
    ("doc:MS Word 97", "HTML (StarWriter)"),
    ("rtf:Rich Text Format", "HTML (StarWriter)"),
    ("pdf:writer_pdf_Export", "HTML (StarWriter)"),
    ("xlsx:Calc MS Excel 2007 XML", "HTML (StarCalc)"),
    ("xls:MS Excel 97", "HTML (StarCalc)"),
    ("ods", "HTML (StarCalc)"),
)


def main() -> None:
    made = [grid(form, merge=True) for form in forms(COUNT, SEED)]
    (HERE / "forms.txt").write_bytes(text([grid(form, merge=False) for form in forms(COUNT, SEED)]))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "forms.html")
        page.write_bytes(html(made))
        for target, source in CONVERSIONS:
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                f"--infilter={source}",
            ]
            subprocess.run([*command, "--convert-to", target, "--outdir", HERE, page], check=True)


if __name__ == "__main__":
    main()
