"""Word documents (.docx): tables as grids, and the paragraphs between them, as Word shows them with all changes accepted.

Read row by row while the document is unpacked, so that thousands of tables need the memory of the largest.
Headers, footers, notes and comments are left out; a table in a table, or a text box, follows the row it stands in,
except for the text box that is all a cell has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, NamedTuple

from pfglint.finding import Place
from pfglint.source.blocks import WIDEST, Block, Blocks, GridCell, Table
from pfglint.source.container import Element, forget, open_container
from pfglint.source.document import BLANK, Row, SourceError
from pfglint.source.limits import Meter

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_PARAGRAPHS = 256
"""So many outside of tables are kept at most."""
_READ = "read"
"""What a table is renamed to that has been read, and cannot be removed while its parent is being unpacked."""
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
    names = ("body", "tbl", "tr", "p", "txbxContent")
    wanted = tuple(f"{{{space}}}{name}" for space in _SPACES for name in names)
    blocks = Blocks(meter)
    reading = _Reading(blocks)
    body: Element = None
    depth = boxes = waiting = 0
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
                yield from blocks.rows(reading.before(element, body))
                table = blocks.table()
            elif not begins and depth == 0:
                yield from blocks.rows([table])
                forget(element)
                element.tag = _READ
        elif name == "tr" and not begins and depth == 1:
            reading.take_row(table, element)
            forget(element)
        elif name == "p" and begins and depth == 0:
            waiting += 1
            if waiting % _PARAGRAPHS == 0:
                yield from blocks.rows(reading.before(element, body))
    if body is not None:
        yield from blocks.rows(reading.inside(body))


class Piece(NamedTuple):
    """A bit of a text as it is shown. element: the ``w:t`` that holds it; None for a mark, and between paragraphs."""

    text: str
    element: Element | None = None


class Located(NamedTuple):
    """Where the texts of a document stand: each with the ``w:tc`` or ``w:p`` that it is in, and what it consists of.

    cells:      by table, row and column, as `Place` counts them. paragraphs: by number.
    wanted:     those cells and paragraphs that are to be told; None for all.
    """

    cells: dict[tuple[int, int, int], tuple[Element, list[Piece]]]
    paragraphs: dict[int, tuple[Element, list[Piece]]]
    wanted: frozenset[tuple[int, ...]] | None = None

    def wants(self, *place: int) -> bool:
        """Whether a cell, or a paragraph, is to be told."""
        return self.wanted is None or place in self.wanted


def located(root: Element, meter: Meter, places: Iterable[Place] | None = None) -> Located:
    """Where the texts of the document stand whose main part has this root; the places are those that `rows` gives.

    places: those that are asked for; all where there are none.
    """
    wanted = None if places is None else frozenset(map(_key, places))
    found = Located({}, {}, wanted)
    body = _child(root, "body")
    if body is not None:
        for _ in _Reading(Blocks(meter), found).inside(body):
            meter.tick()
    return found


def _key(place: Place) -> tuple[int, ...]:
    if place.paragraph is not None:
        return (place.paragraph,)
    return place.table or 0, place.row or 0, place.column or 0


@dataclass(slots=True)
class _Reading:
    """A document being read.

    found: where to tell where its texts stand, if that is wanted.
    going: the vertically merged cells that the next row of a table may go on with, by column.
    """

    blocks: Blocks
    found: Located | None = None
    going: dict[int, dict[int, GridCell]] = field(default_factory=dict)

    def before(self, element: Element, body: Element) -> Iterator[Block]:
        """The blocks that stand before an element which has just begun, and were not given before."""
        path = [element, *element.iterancestors()]
        for inner in reversed(path[: path.index(body)]):
            for sibling in list(inner.itersiblings(preceding=True))[::-1]:
                yield from self.block(sibling)
                inner.getparent().remove(sibling)

    def inside(self, parent: Element) -> Iterator[Block]:
        """The paragraphs and tables that stand in `parent`, in order."""
        for child in parent:
            yield from self.block(child)

    def block(self, element: Element) -> Iterator[Block]:
        """What one element of a body, a cell or a text box amounts to."""
        name = _name(element)
        if name == "p":
            boxes: list[Element] = []
            pieces: list[Piece] = []
            _gather(element, pieces, boxes)
            paragraph = self.blocks.paragraph(_text(pieces))
            if self.found is not None and self.found.wants(paragraph.number):
                self.found.paragraphs[paragraph.number] = element, pieces
            yield paragraph
            for box in boxes:
                yield from self.inside(box)
        elif name == "tbl":
            table = self.blocks.table()
            for row in _below(element, "tr"):
                self.take_row(table, row)
            yield table
        elif name in _WRAPPERS and not _is_prompt(element):
            yield from self.inside(element)

    def take_row(self, table: Table, row: Element) -> None:
        """Add a row to `table`; one whose deletion was tracked is counted and left blank."""
        about = _properties(row, "trPr")
        column = _number(about.get("gridBefore"))
        cells: list[GridCell] = []
        before, going = self.going.pop(table.number, {}), dict[int, GridCell]()
        table.rows.append(cells)
        if "del" in about:
            return
        inner: list[Block] = []
        for element in _below(row, "tc"):
            mine = _properties(element, "tcPr")
            colspan = max(_number(mine.get("gridSpan")), 1)
            merged = mine.get("vMerge")
            if mine.get("hMerge") in ("", "continue"):
                if cells:
                    cells[-1].colspan += colspan
            elif merged in ("", "continue") and column in before:
                above = going[column] = before[column]
                above.rowspan += 1
            elif "cellDel" not in mine:
                pieces = self._content(element, inner)
                cell = GridCell(_text(pieces).strip(BLANK), column, colspan)
                cells.append(cell)
                if self.found is not None and self.found.wants(table.number, len(table.rows), column + 1):
                    self.found.cells[table.number, len(table.rows), column + 1] = element, pieces
                if merged is not None:
                    going[column] = cell
            column += colspan
        if going:
            self.going[table.number] = going
        table.width = max(table.width, column + _number(about.get("gridAfter")))
        if inner:
            table.below[len(table.rows) - 1] = inner

    def _content(self, element: Element, inner: list[Block]) -> list[Piece]:
        """The text of a cell, a line a paragraph; tables and text boxes in it are put into `inner`.

        Where a cell has nothing but text boxes without tables, what they say is its text.
        """
        pieces: list[Piece] = []
        boxes: list[Element] = []
        before = len(inner)
        self._paragraphs(element, pieces, inner, boxes)
        is_bare = len(inner) == before and not _text(pieces).strip(BLANK)
        if is_bare and not any(_name(one) == "tbl" for box in boxes for one in box.iter()):
            pieces, own, boxes = [], boxes, []
            for box in own:
                self._paragraphs(box, pieces, inner, boxes)
        for box in boxes:
            inner.extend(self.inside(box))
        return pieces

    def _paragraphs(
        self, parent: Element, pieces: list[Piece], inner: list[Block], boxes: list[Element]
    ) -> None:
        for child in parent:
            name = _name(child)
            if name == "p":
                _gather(child, pieces, boxes)
                if not _is_joined(child):
                    pieces.append(_LINE_END)
            elif name == "tbl":
                inner.extend(self.block(child))
            elif name in _WRAPPERS and not _is_prompt(child):
                self._paragraphs(child, pieces, inner, boxes)


_LINE_END = Piece("\n")


# -- elements to text --------------------------------------------------------------------------------------------


def _text(pieces: list[Piece]) -> str:
    return "".join([piece.text for piece in pieces])


def _gather(parent: Element, pieces: list[Piece], boxes: list[Element]) -> None:
    """Put what is shown of a paragraph into `pieces`, and the contents of its text boxes into `boxes`."""
    for child in parent:
        name = _name(child)
        if name == "t":
            pieces.append(Piece(child.text or "", child))
        elif name == "r":
            about = _child(child, "rPr")
            if about is None or _child(about, "vanish") is None:
                _gather(child, pieces, boxes)
        elif name in _WRAPPERS:
            if not _is_prompt(child):
                _gather(child, pieces, boxes)
        elif name in _MARKS:
            pieces.append(Piece(_MARKS[name]))
        elif name == "sym":
            pieces.append(Piece(_symbol(child)))
        elif name == "fldChar":
            pieces.append(Piece(_form_field(child)))
        elif name == "AlternateContent":
            chosen = _child(child, "Choice")
            _gather(chosen if chosen is not None else child, pieces, boxes)
        elif name == "ruby":
            _gather(_child(child, "rubyBase"), pieces, boxes)
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
    return min(int(value), WIDEST) if value and value.isdecimal() and len(value) < 9 else 0
