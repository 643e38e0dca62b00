"""Excel workbooks (.xlsx, .xlsm): the visible sheets as grids, each number as its cell shows it.

Read row by row while a sheet is unpacked, so that one that is formatted down to its last row costs no memory.
What is hidden is not read, and said: hidden sheets are templates and lists of choices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import IO, NamedTuple

from pfglint.finding import Place, ranked
from pfglint.source import numfmt
from pfglint.source.container import Container, Element, forget, open_container
from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.limits import Meter
from pfglint.source.sheet import FORMULA, Area, Sheet, Written, column_name, column_number, hidden_sheet

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MERGED = re.compile(rb"mergeCell\b[^<>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_LONGEST_MARK = 256
"""Bytes: an element that says of a merged cell is no longer, and may be cut by the end of a block."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row | Fact]:
    """The rows of all visible sheets, and what was passed over.

    Raises SourceError: ``damaged`` where the package has no workbook, and what `Container.events` raises.
    """
    container = open_container(stream, meter)
    book = book_of(container)
    above = 0
    for tab in book.tabs:
        if not tab.visible:
            yield hidden_sheet(tab.name, above)
            continue
        areas, end = _areas(container, tab.part)
        sheet = Sheet(tab.name, above, meter, areas)
        yield from _sheet(container, tab.part, end, sheet, book.cells)
        above = sheet.end


class Tab(NamedTuple):
    """A worksheet as the workbook names it."""

    name: str
    part: str
    visible: bool


class Book(NamedTuple):
    """What a workbook says of itself. strings, styles: the names of its parts, None where it has none."""

    tabs: list[Tab]
    cells: Cells
    strings: str | None
    styles: str | None


def book_of(container: Container) -> Book:
    """The workbook in a container. Raises SourceError: ``damaged`` where there is none."""
    part = container.main_part()
    if part is None:
        raise SourceError("damaged", "xl/workbook.xml")
    workbook = container.tree(part)
    related = container.related(part)
    named = dict(related.values())
    strings, styles = named.get("sharedStrings"), named.get("styles")
    since_1904 = any(item.get("date1904") in _TRUE for item in workbook.iter("{*}workbookPr"))
    tabs = []
    for item in workbook.iter("{*}sheet"):
        kind, target = related.get(next((item.get(key) for key in _ID if item.get(key)), ""), ("", ""))
        if kind == "worksheet":
            tabs.append(Tab(item.get("name", ""), target, item.get("state", "visible") == "visible"))
    return Book(
        tabs, Cells(_strings(container, strings), _formats(container, styles), since_1904), strings, styles
    )


class Cells(NamedTuple):
    """How the workbook's cells are read. strings: those that cells share; formats: by the number of a cell's style."""

    strings: list[str]
    formats: list[str]
    since_1904: bool

    def text(self, cell: Element) -> tuple[str, bool]:
        """What a cell shows, and whether it is a formula whose result was not saved: then that is the formula."""
        kind = cell.get("t", "n")
        value = formula = None
        for child in cell:
            if child.tag.endswith("}v"):
                value = child.text
            elif child.tag.endswith("}f"):
                formula = child
            elif child.tag.endswith("}is"):
                return rich(child), False
        if formula is not None and (value is None or kind == "e"):
            text = formula.text or ""
            is_formula = not text or FORMULA.search(text) is not None
            if value is None or not is_formula:
                return f"={text or '…'}", is_formula
        return self._shown(kind, value, cell.get("s")) if value else "", False

    def _shown(self, kind: str, value: str, style: str | None) -> str:
        if kind == "s":
            return self.strings[int(value)]
        if kind == "n":
            return _shown(value, self.format(style), self.since_1904)
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        return value.removesuffix("T00:00:00") if kind == "d" else unescaped(value)

    def format(self, style: str | None) -> str:
        """The number format of cells of a style."""
        return self.formats[int(style)] if style else "General"


@lru_cache(4096)
def _shown(value: str, code: str, since_1904: bool) -> str:
    try:
        return numfmt.shown(float(value), code, since_1904=since_1904)
    except ValueError:
        return value


def _sheet(container: Container, part: str, end: int, sheet: Sheet, cells: Cells) -> Iterator[Row | Fact]:
    """The rows of one sheet, up to where its last value ends, and what is to be said of it."""
    empty: list[str] = []
    number = 0
    for _, element in container.events(part, ("end",), _tags("row", "col"), up_to=end):
        if element.tag.endswith("}col"):
            if element.get("hidden") in _TRUE:
                sheet.hidden.update(
                    range(int(element.get("min", "1")) - 1, min(int(element.get("max", "1")), 1 << 14))
                )
            continue
        number = max(number + 1, int(element.get("r") or 0))
        written: list[Written] = []
        column = -1
        for cell in element:
            reference = cell.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            if not len(cell):
                continue
            text, unknown = cells.text(cell)
            if text:
                written.append(Written(column, text))
            if unknown:
                empty.append(f"{column_name(column)}{number}")
        hidden = element.get("hidden") in _TRUE
        forget(element)
        if written:
            yield from sheet.row(number, written, hidden=hidden)
    yield from sheet.close()
    if empty:
        place = Place(sheet=sheet.name, cell=empty[0], rank=ranked(sheet.above, 0))
        yield Fact("formula-without-value", empty[0], place, str(len(empty)))


def _areas(container: Container, part: str) -> tuple[list[Area], int]:
    """The merged cells of a sheet, which it names only behind its rows, and where in it the last value ends."""
    found: list[Area] = []
    end = read = 0
    rest = b""
    for block in container.blocks(part):
        text = rest + block
        at = max(text.rfind(b"v>"), text.rfind(b"is>"), text.rfind(b"f>"))
        if at >= 0:
            end = max(end, read - len(rest) + at + 3)
        merged = list(_MERGED.finditer(text))
        for match in merged:
            left, top, right, bottom = match.groups()
            first, last = column_number(left.decode()), column_number(right.decode())
            found.append(Area(int(top), first, int(bottom), last))
        container.meter.hold(len(found) * 128)
        read += len(block)
        rest = text[max(merged[-1].end() if merged else 0, len(text) - _LONGEST_MARK) :]
    return found, end


def _strings(container: Container, part: str | None) -> list[str]:
    """The strings that cells name by number."""
    found: list[str] = []
    size = 0
    for _, element in container.events(part, ("end",), _tags("si")) if part else ():
        text = rich(element)
        found.append(text)
        size += 8 + 2 * len(text)
        container.meter.hold(size)
        forget(element)
    return found


def rich(element: Element) -> str:
    """The text of a string, its parts in different fonts joined; without what tells how it is pronounced."""
    parts: list[str] = []
    for child in element:
        if child.tag.endswith("}t"):
            parts.append(child.text or "")
        elif child.tag.endswith("}r"):
            parts.extend(part.text or "" for part in child if part.tag.endswith("}t"))
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """`text` with the characters that XML cannot hold: ``_x000D_`` is a line's end."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _formats(container: Container, part: str | None) -> list[str]:
    """The number format of each style of cells."""
    own: dict[str, str] = {}
    found: list[str] = []
    inside = False
    for kind, element in (
        container.events(part, ("start", "end"), _tags("numFmt", "cellXfs", "xf")) if part else ()
    ):
        if element.tag.endswith("}cellXfs"):
            inside = kind == "start"
        elif kind == "end" and element.tag.endswith("}numFmt"):
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        elif kind == "end" and inside:
            number = element.get("numFmtId", "0")
            found.append(own.get(number) or numfmt.BUILT_IN.get(int(number), "General"))
            forget(element)
    return found


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{space}}}{name}" for space in _SPACES for name in names)
