"""OpenDocument files: spreadsheets (.ods) as sheets, texts (.odt) as tables and paragraphs. Each cell has the text that is shown.

What is hidden in a spreadsheet is not read, and said; changes that were tracked in a text are taken as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from pfglint.finding import Place, ranked
from pfglint.source.blocks import WIDEST, Block, Blocks, GridCell, Table
from pfglint.source.container import Container, Element, forget, open_container
from pfglint.source.document import BLANK, Fact, Row
from pfglint.source.limits import Meter
from pfglint.source.sheet import FORMULA, Area, Sheet, Written, column_name, hidden_sheet

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAW = (
    f"{{{_OASIS.format(name)}}}" for name in ("table", "text", "office", "style", "drawing")
)
_PART = "content.xml"
_MOST_COLUMNS = 1 << 14
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LEFT_OUT = frozenset(
    (
        f"{_OFFICE}annotation",
        f"{_OFFICE}annotation-end",
        f"{_TEXT}note",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}ruby-text",
    )
)
_AROUND = frozenset(
    (f"{_TEXT}section", f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}list-header", f"{_TEXT}index-body")
)


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row | Fact]:
    """The rows of a spreadsheet's visible sheets, or of a text. Raises SourceError: what `Container.events` raises."""
    container = open_container(stream, meter)
    if b"spreadsheet" in b"".join(container.blocks("mimetype")):
        yield from _sheets(container, meter)
    else:
        yield from _text_rows(container, meter)


# -- spreadsheets ------------------------------------------------------------------------------------------------


def _sheets(container: Container, meter: Meter) -> Iterator[Row | Fact]:
    invisible: set[str] = set()
    sheet: Sheet | None = None
    lines = _Lines()
    above = depth = 0
    wanted = tuple(f"{_TABLE}{name}" for name in ("table", "table-row", "table-column"))
    for kind, element in container.events(_PART, ("start", "end"), (*wanted, f"{_STYLE}style")):
        begins, name = kind == "start", element.tag.rpartition("}")[2]
        if name == "style":
            if not begins and any(item.get(f"{_TABLE}display") == "false" for item in element):
                invisible.add(element.get(f"{_STYLE}name", ""))
        elif name == "table":
            depth += 1 if begins else -1
            if begins and depth == 1:
                title = element.get(f"{_TABLE}name", "")
                if element.get(f"{_TABLE}style-name") in invisible:
                    yield hidden_sheet(title, above)
                else:
                    sheet, lines = Sheet(title, above, meter), _Lines()
            elif not begins and depth == 0:
                if sheet is not None:
                    yield from sheet.close()
                    yield from lines.facts(sheet)
                    above = sheet.end
                sheet = None
                forget(element)
        elif begins or depth != 1 or sheet is None:
            continue
        elif name == "table-column":
            lines.take_columns(element, sheet)
        else:
            yield from lines.take(element, sheet)
            forget(element)


@dataclass(slots=True)
class _Lines:
    """The rows and columns of a sheet, counted: alike ones stand in the file once."""

    number: int = 0
    columns: int = 0
    unknown: list[str] = field(default_factory=list)

    def take_columns(self, element: Element, sheet: Sheet) -> None:
        """Count one column or several alike."""
        first = self.columns
        self.columns = min(first + _count(element, "number-columns-repeated"), _MOST_COLUMNS)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden.update(range(first, self.columns))

    def take(self, element: Element, sheet: Sheet) -> Iterator[Row]:
        """One row, or several alike."""
        number = self.number + 1
        times = _count(element, "number-rows-repeated")
        self.number += times
        written = list(self._cells(element, number, sheet))
        if not written:
            return
        hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
        for following in range(times):
            yield from sheet.row(number + following, written, hidden=hidden)

    def _cells(self, element: Element, number: int, sheet: Sheet) -> Iterator[Written]:
        column = 0
        for cell in element.iter(*_CELLS):
            if column >= _MOST_COLUMNS:
                return
            times = _count(cell, "number-columns-repeated")
            tall, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            text = _shown(cell) if cell.tag == _CELLS[0] else ""
            if text and (tall > 1 or wide > 1):
                sheet.areas.append(Area(number, column, number + tall - 1, column + wide - 1))
            for following in range(min(times, _MOST_COLUMNS - column) if text else 0):
                yield Written(column + following, text)
            if text.startswith("=") and _formula(cell) and not _value(cell):
                self.unknown.append(f"{column_name(column)}{number}")
            column += times

    def facts(self, sheet: Sheet) -> Iterator[Fact]:
        """That there were formulas whose results were not saved."""
        if self.unknown:
            place = Place(sheet=sheet.name, cell=self.unknown[0], rank=ranked(sheet.above, 0))
            yield Fact("formula-without-value", self.unknown[0], place, str(len(self.unknown)))


def _shown(cell: Element) -> str:
    """The text of a spreadsheet's cell; its value where a program left out the text, and a formula without either."""
    lines = [_paragraph(item, []) for item in cell if item.tag in (f"{_TEXT}p", f"{_TEXT}h")]
    text = "\n".join(lines).strip(BLANK)
    if text.startswith(("Err:", "#")) and (formula := _formula(cell)) and not FORMULA.search(formula):
        return formula
    return text or _value(cell) or _formula(cell)


def _formula(cell: Element) -> str:
    formula: str = cell.get(f"{_TABLE}formula", "")
    return "=" + formula.partition("=")[2] if formula else ""


def _value(cell: Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind == "percentage":
        return f"{float(cell.get(f'{_OFFICE}value', '0')) * 100:.15g}%"
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}
    value: str = cell.get(f"{_OFFICE}{names.get(kind, 'value')}", "")
    return value.removesuffix("T00:00:00")


# -- texts -------------------------------------------------------------------------------------------------------


def _text_rows(container: Container, meter: Meter) -> Iterator[Row]:
    body: Element = None
    for _, element in container.events(_PART, ("end",), (f"{_OFFICE}text",), kept=True):
        body = element
    blocks = Blocks(meter)
    if body is not None:
        yield from blocks.rows(_inside(body, blocks))


def _inside(parent: Element, blocks: Blocks) -> Iterator[Block]:
    """The paragraphs and tables that stand in a text, a section, a cell or a text box."""
    for child in parent:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            boxes: list[Element] = []
            yield blocks.paragraph(_paragraph(child, boxes))
            for box in boxes:
                yield from _inside(box, blocks)
        elif child.tag == f"{_TABLE}table":
            yield _table(child, blocks)
        elif child.tag in _AROUND:
            yield from _inside(child, blocks)
        elif child.tag == f"{_DRAW}frame":
            for box in child.iter(f"{_DRAW}text-box"):
                yield from _inside(box, blocks)


def _table(element: Element, blocks: Blocks) -> Table:
    table = blocks.table()
    for row in _rows_of(element):
        cells: list[GridCell] = []
        inner: list[Block] = []
        column = 0
        for cell in row:
            if cell.tag not in _CELLS or column >= WIDEST:
                continue
            if cell.tag == _CELLS[0]:
                text = _content(cell, inner, blocks)
                tall, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
                cells.append(GridCell(text, column, wide, tall))
            column += _count(cell, "number-columns-repeated")
        if inner:
            table.below[len(table.rows)] = inner
        table.rows.append(cells)
        table.width = max(table.width, min(column, WIDEST))
    return table


def _rows_of(element: Element) -> Iterator[Element]:
    """The rows of a table, those of its head and its groups too, not those of tables in it."""
    for child in element:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group", f"{_TABLE}table-rows"):
            yield from _rows_of(child)


def _content(cell: Element, inner: list[Block], blocks: Blocks) -> str:
    """The text of a cell, a line a paragraph; tables and text boxes in it are put into `inner`."""
    lines: list[str] = []
    boxes: list[Element] = []
    pending = list(cell)[::-1]
    while pending:
        child = pending.pop()
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            lines.append(_paragraph(child, boxes))
        elif child.tag == f"{_TABLE}table":
            inner.append(_table(child, blocks))
        elif child.tag in _AROUND:
            pending.extend(list(child)[::-1])
    for box in boxes:
        inner.extend(_inside(box, blocks))
    return "\n".join(lines).strip(BLANK)


def _paragraph(element: Element, boxes: list[Element]) -> str:
    """The text of a paragraph; the text boxes in it are put into `boxes`."""
    parts: list[str] = []
    _gather(element, parts, boxes)
    return "".join(parts)


def _gather(element: Element, parts: list[str], boxes: list[Element]) -> None:
    parts.append(" ".join((element.text or "").split("\n")))
    for child in element:
        name = child.tag
        if name == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c", "1")), 100))
        elif name == f"{_TEXT}tab":
            parts.append("\t")
        elif name == f"{_TEXT}line-break":
            parts.append("\n")
        elif name == f"{_DRAW}frame":
            boxes.extend(child.iter(f"{_DRAW}text-box"))
        elif name not in _LEFT_OUT:
            _gather(child, parts, boxes)
        parts.append(" ".join((child.tail or "").split("\n")))


def _count(element: Element, name: str) -> int:
    """How often an element stands for itself, or how many rows or columns it covers."""
    value = element.get(f"{_TABLE}{name}", "1")
    return max(int(value), 1) if value.isdecimal() and len(value) < 9 else 1
