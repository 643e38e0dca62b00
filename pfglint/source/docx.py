"""Word documents (.docx): tables as grids, and the paragraphs between them, as Word shows them with all changes accepted.

Read row by row while the document is unpacked, so that thousands of tables need the memory of the largest.
Headers, footers, notes and comments are left out; a table in a table, or a text box, follows the row it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, NamedTuple, TypeAlias

from pfglint.finding import Place, ranked
from pfglint.source.container import Element, forget, open_container
from pfglint.source.document import BLANK, Cell, Row, SourceError
from pfglint.source.limits import Meter

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_WIDEST = 256
"""Columns of a grid. Word has 63 at most."""
_WRAPPERS = frozenset(
    (
        *(
            "sdt",
            "sdtContent",
            "customXml",
            "smartTag",
            "ins",
            "moveTo",
            "hyperlink",
            "fldSimple",
            "dir",
            "bdo",
        ),
        *("oMath", "oMathPara", "Fallback"),
    )
)
"""Elements that stand around content and change nothing."""
_BOXES = frozenset(("drawing", "pict", "object"))
_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB9: "≠", 0xB0: "°", 0xB7: "·", 0x25: "%", 0xD7: "·"}
"""Characters of the font Symbol, which Word's dialogue for symbols puts in."""
_DINGBATS = {
    **{("wingdings", code): "☐" for code in (0x6F, 0x70, 0x71, 0x72, 0xA8)},
    **{("wingdings", code): "☑" for code in (0xFD, 0xFE)},
    **{("wingdings 2", code): "☐" for code in (0x2A, 0x30, 0xA3)},
    **{("wingdings 2", code): "☑" for code in (0x51, 0x52, 0x53, 0x54)},
    ("wingdings", 0xFC): "√",
    ("wingdings 2", 0x50): "√",
    ("wingdings", 0xFB): "×",
    ("wingdings 2", 0x4F): "×",
}
"""Boxes and ticks."""


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row]:
    """The rows of all tables and the paragraphs between them, from the top.

    Raises SourceError: ``damaged`` where the package has no document, and what `Container.events` raises.
    """
    container = open_container(stream, meter)
    part = container.main_part()
    if part is None:
        raise SourceError("damaged", "word/document.xml")
    names = ("body", "tbl", "tr", "txbxContent")
    wanted = tuple(f"{{{space}}}{name}" for space in _SPACES for name in names)
    reading = _Reading(meter)
    body: Element = None
    depth = boxes = 0
    for kind, element in container.events(part, ("start", "end"), wanted):
        name, begins = _name(element), kind == "start"
        if name == "body":
            body = body if body is not None else element
        elif name == "txbxContent":
            boxes += 1 if begins else -1
        elif boxes:
            continue
        elif name == "tbl":
            depth += 1 if begins else -1
            if begins and depth == 1:
                yield from reading.shown(reading.before(element, body))
                table = reading.new_table()
            elif not begins and depth == 0:
                yield from reading.shown([table])
                forget(element)
        elif name == "tr" and not begins and depth == 1:
            reading.take_row(table, element)
            forget(element)
    if body is not None:
        yield from reading.shown(reading.blocks(body))


class _Paragraph(NamedTuple):
    """A paragraph outside of tables. number: from 1, in the document."""

    number: int
    text: str


@dataclass(slots=True)
class _Cell:
    """A cell, which later rows may make taller."""

    text: str
    column: int
    colspan: int
    rowspan: int = 1


@dataclass(slots=True)
class _Table:
    """A table. number: from 1, in the document, as tables begin.

    rows:  the cells of each row that have text or are the first of a merged one.
    below: what stood inside the cells of a row, tables and text boxes, by the row's index.
    going: the vertically merged cells that the next row may go on with, by column.
    """

    number: int
    width: int = 0
    rows: list[list[_Cell]] = field(default_factory=list)
    below: dict[int, list[_Block]] = field(default_factory=dict)
    going: dict[int, _Cell] = field(default_factory=dict)


_Block: TypeAlias = _Paragraph | _Table


@dataclass(slots=True)
class _Reading:
    """What is counted from 1 while a document is read: rows, tables, paragraphs."""

    meter: Meter
    lines: int = 0
    tables: int = 0
    paragraphs: int = 0

    # -- blocks to rows ------------------------------------------------------------------------------------------

    def shown(self, blocks: Iterable[_Block]) -> Iterator[Row]:
        """The rows of `blocks`; a blank one follows each table."""
        for block in blocks:
            if isinstance(block, _Paragraph):
                for line in block.text.split("\n"):
                    self.lines += 1
                    place = Place(paragraph=block.number, rank=ranked(self.lines, 0))
                    text = line.strip(BLANK)
                    yield self._row(1, [Cell(text, place, 0)] if text else [])
            else:
                yield from self._table(block)
                yield self._blank()

    def _table(self, table: _Table) -> Iterator[Row]:
        for index, cells in enumerate(table.rows):
            self.lines += 1
            yield self._row(
                table.width,
                [
                    Cell(
                        cell.text,
                        Place(
                            table=table.number,
                            row=index + 1,
                            column=cell.column + 1,
                            rank=ranked(self.lines, cell.column),
                        ),
                        cell.column,
                        cell.rowspan,
                        cell.colspan,
                    )
                    for cell in cells
                    if cell.text
                ],
            )
            if index in table.below:
                yield self._blank()
                yield from self.shown(table.below[index])

    def _blank(self) -> Row:
        self.lines += 1
        return self._row(1, [])

    def _row(self, width: int, cells: list[Cell]) -> Row:
        self.meter.cells(len(cells))
        return Row(self.lines, width, tuple(cells))

    # -- elements to blocks --------------------------------------------------------------------------------------

    def before(self, element: Element, body: Element) -> Iterator[_Block]:
        """The blocks that stand before a table which has just begun, and are not yet forgotten."""
        path = [element, *element.iterancestors()]
        for inner in reversed(path[: path.index(body)]):
            for sibling in list(inner.itersiblings(preceding=True))[::-1]:
                yield from self.block(sibling)
                forget(sibling)

    def blocks(self, parent: Element) -> Iterator[_Block]:
        """The paragraphs and tables that stand in `parent`, in order."""
        for child in parent:
            yield from self.block(child)

    def block(self, element: Element) -> Iterator[_Block]:
        """What one element of a body, a cell or a text box amounts to."""
        name = _name(element)
        if name == "p":
            self.paragraphs += 1
            number, boxes = self.paragraphs, list[Element]()
            yield _Paragraph(number, _text(element, boxes))
            for box in boxes:
                yield from self.blocks(box)
        elif name == "tbl":
            table = self.new_table()
            for row in _below(element, "tr"):
                self.take_row(table, row)
            yield table
        elif name in _WRAPPERS and not _is_prompt(element):
            yield from self.blocks(element)

    def new_table(self) -> _Table:
        """A table without rows, with the next number."""
        self.tables += 1
        return _Table(self.tables)

    def take_row(self, table: _Table, row: Element) -> None:
        """Add a row to `table`; one whose deletion was tracked is counted and left blank."""
        about = _properties(row, "trPr")
        column = _number(about.get("gridBefore"))
        cells: list[_Cell] = []
        going: dict[int, _Cell] = {}
        table.rows.append(cells)
        if "del" in about:
            return
        inner: list[_Block] = []
        for element in _below(row, "tc"):
            mine = _properties(element, "tcPr")
            colspan = max(_number(mine.get("gridSpan")), 1)
            merged = mine.get("vMerge")
            if mine.get("hMerge") in ("", "continue"):
                if cells:
                    cells[-1].colspan += colspan
            elif merged in ("", "continue") and column in table.going:
                above = going[column] = table.going[column]
                above.rowspan += 1
            elif "cellDel" not in mine:
                cell = _Cell(self._content(element, inner), column, colspan)
                cells.append(cell)
                if merged is not None:
                    going[column] = cell
            column += colspan
        table.going = going
        table.width = max(table.width, column + _number(about.get("gridAfter")))
        if inner:
            table.below[len(table.rows) - 1] = inner

    def _content(self, element: Element, inner: list[_Block]) -> str:
        """The text of a cell, a line a paragraph; tables and text boxes in it are put into `inner`."""
        parts: list[str] = []
        boxes: list[Element] = []
        self._paragraphs(element, parts, inner, boxes)
        for box in boxes:
            inner.extend(self.blocks(box))
        return "".join(parts).strip(BLANK)

    def _paragraphs(
        self, parent: Element, parts: list[str], inner: list[_Block], boxes: list[Element]
    ) -> None:
        for child in parent:
            name = _name(child)
            if name == "p":
                parts.append(_text(child, boxes))
                if not _is_joined(child):
                    parts.append("\n")
            elif name == "tbl":
                inner.extend(self.block(child))
            elif name in _WRAPPERS and not _is_prompt(child):
                self._paragraphs(child, parts, inner, boxes)


# -- elements to text --------------------------------------------------------------------------------------------


def _text(parent: Element, boxes: list[Element]) -> str:
    """The text of a paragraph as it is shown; the contents of its text boxes are put into `boxes`."""
    parts: list[str] = []
    _gather(parent, parts, boxes)
    return "".join(parts)


def _gather(parent: Element, parts: list[str], boxes: list[Element]) -> None:
    for child in parent:
        name = _name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            about = _child(child, "rPr")
            if about is None or _child(about, "vanish") is None:
                _gather(child, parts, boxes)
        elif name in _WRAPPERS:
            if not _is_prompt(child):
                _gather(child, parts, boxes)
        elif name in _MARKS:
            parts.append(_MARKS[name])
        elif name == "sym":
            parts.append(_symbol(child))
        elif name == "fldChar":
            parts.append(_form_field(child))
        elif name == "AlternateContent":
            chosen = _child(child, "Choice")
            _gather(chosen if chosen is not None else child, parts, boxes)
        elif name == "ruby":
            _gather(_child(child, "rubyBase"), parts, boxes)
        elif name in _BOXES:
            boxes.extend(_outermost(child, "txbxContent"))


def _outermost(parent: Element, name: str) -> Iterator[Element]:
    """The elements of that name below `parent` that stand in no other of them; of alternatives the first."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) == "AlternateContent":
            chosen = _child(child, "Choice")
            yield from _outermost(chosen if chosen is not None else child, name)
        else:
            yield from _outermost(child, name)


def _symbol(element: Element) -> str:
    """The character that a ``w:sym`` shows, as far as fonts of symbols are known."""
    font = _attribute(element, "font").lower()
    try:
        code = int(_attribute(element, "char") or "0", 16)
    except ValueError:
        return ""
    if font == "symbol":
        return _SYMBOLS.get(code & 0xFF, "")
    if font.startswith("wingdings"):
        return _DINGBATS.get((font, code & 0xFF), "")
    return chr(code) if 0x20 <= code < 0xD800 else ""


def _form_field(element: Element) -> str:
    """What an old form field shows that has no text of its own: a box, ticked or not, or a choice."""
    data = _child(element, "ffData")
    if data is None:
        return ""
    box, choices = _child(data, "checkBox"), _child(data, "ddList")
    if box is not None:
        state = _child(box, "checked")
        state = state if state is not None else _child(box, "default")
        return "☐" if state is None or _attribute(state, "val") in ("0", "false") else "☑"
    if choices is not None:
        entries = [_attribute(entry, "val") for entry in _below(choices, "listEntry")]
        mine = _properties(data, "ddList")
        chosen = _number(mine.get("result")) or _number(mine.get("default"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


def _is_prompt(element: Element) -> bool:
    """Whether a content control is still empty, and shows what to fill in (单击此处输入文字)."""
    about = _child(element, "sdtPr")
    return about is not None and _child(about, "showingPlcHdr") is not None


def _is_joined(paragraph: Element) -> bool:
    """Whether the end of a paragraph is a tracked deletion, so that the next one goes on on its line."""
    about = _child(paragraph, "pPr")
    mark = _child(about, "rPr") if about is not None else None
    return mark is not None and _child(mark, "del") is not None


# -- lxml --------------------------------------------------------------------------------------------------------


@lru_cache(1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _name(element: Element) -> str:
    """The name of an element without its namespace: prefixes and namespaces differ between documents."""
    return _local(element.tag)


def _child(parent: Element, name: str) -> Element | None:
    """The first child of that name."""
    for child in parent:
        if _local(child.tag) == name:
            return child
    return None


def _properties(element: Element, name: str) -> dict[str, str]:
    """What the first child of that name holds (tcPr, trPr), by name: ``w:val``, or ``""`` where there is none."""
    about = _child(element, name)
    return {} if about is None else {_local(item.tag): _attribute(item, "val") for item in about}


def _below(parent: Element, name: str) -> Iterator[Element]:
    """The children of that name, those inside content controls and the like too."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in _WRAPPERS:
            yield from _below(child, name)


def _attribute(element: Element, name: str) -> str:
    for space in _SPACES:
        found: str | None = element.get(f"{{{space}}}{name}")
        if found is not None:
            return found
    return ""


def _number(value: str | None) -> int:
    """``w:val`` as a number, 0 where there is none; nothing in a table is wider than a table may be."""
    return min(int(value), _WIDEST) if value and value.isdecimal() and len(value) < 9 else 0
