"""What reading Word, Excel and PDF costs, beside the bare library that gets the same cells out.

Each reader runs in a process of its own and tells the processor time of its reading, without start and imports:
``python -m benchmarks.formats READER FILE``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.forms import forms


def ours(reader: str) -> Callable[[Path], int]:
    """What pfglint reads a kind of file with: the number of cells."""
    from pfglint.source.document import Row
    from pfglint.source.limits import Meter

    rows = import_module(f"pfglint.source.{reader}").rows

    def read(path: Path) -> int:
        with path.open("rb") as stream:
            return sum(len(item.cells) for item in rows(stream, Meter()) if isinstance(item, Row))

    return read


def python_docx(path: Path) -> int:
    """The cells of all tables, and the paragraphs, by python-docx."""
    import docx

    document = docx.Document(str(path))
    cells = sum(bool(cell.text.strip()) for table in document.tables for cell in table._cells)
    return cells + sum(bool(paragraph.text.strip()) for paragraph in document.paragraphs)


def openpyxl(path: Path) -> int:
    """The cells of all sheets, with their formats, by openpyxl without its slower way."""
    import openpyxl as library

    book = library.load_workbook(path, read_only=True, data_only=True)
    found = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                found += cell.value is not None and bool(cell.number_format)
    return found


def pdfplumber(path: Path) -> int:
    """The cells of all ruled tables, and the text beside them, by pdfplumber."""
    import pdfplumber as library

    found = 0
    with library.open(path) as document:
        for page in document.pages:
            tables = page.extract_tables()
            found += sum(bool(cell) for table in tables for row in table for cell in row)
            page.close()
    return found


def pypdfium2(path: Path) -> int:
    """What cells are made of, by pypdfium2, which knows none: each character with its box, and the drawings' boxes."""
    import pypdfium2 as library
    import pypdfium2.raw as raw

    found = 0
    with path.open("rb") as stream:
        document = library.PdfDocument(stream)
        for page in document:
            text = page.get_textpage()
            characters = text.get_text_range()
            boxes = [text.get_charbox(index, loose=True) for index in range(text.count_chars())]
            lines = [one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
            found += len(characters) + len(boxes) + len(lines)
            text.close()
            page.close()
        document.close()
    return found


READERS: dict[str, Callable[[Path], int]] = {
    "python_docx": python_docx,
    "openpyxl": openpyxl,
    "pdfplumber": pdfplumber,
    "pypdfium2": pypdfium2,
}
PAIRS = (("docx", "python_docx"), ("xlsx", "openpyxl"), ("pdf", "pypdfium2"), ("pdf", "pdfplumber"))
"""The bare libraries to compare each of our readers with."""


def write(folder: Path, kind: str, count: int, seed: int, *, name: str = "forms") -> Path:
    """A file of `count` forms."""
    from tests.formats.writers import WRITERS, grid, text

    path = folder / f"{name}.{kind}"
    made = [grid(form, merge=True) for form in forms(count, seed)]
    path.write_bytes(text(made) if kind == "txt" else WRITERS[kind](made))
    return path


def main() -> None:
    reader, path = sys.argv[1], Path(sys.argv[2])
    read = READERS.get(reader) or ours(reader)
    read(path)  # imports, and bytes into the file system's cache
    begun = time.process_time()
    read(path)
    print(time.process_time() - begun)


if __name__ == "__main__":
    main()
