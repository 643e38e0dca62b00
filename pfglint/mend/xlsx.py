"""Mending workbooks (.xlsx, .xlsm): the texts of cells. Fonts, styles, other cells and all other parts stay as they are.

A text that several cells share is written anew for the one that is mended. Formulas are never touched; where one looks at
a mended cell, the workbook is marked to be computed when it is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from lxml import etree

from pfglint.finding import Place
from pfglint.mend import office
from pfglint.mend.formulas import Formula, Spot, look_at
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.mend.plan import Span, Spans, replaced
from pfglint.mend.runs import Run, edited
from pfglint.mend.written import RefusedError, Written
from pfglint.source import numfmt
from pfglint.source.container import Element
from pfglint.source.document import BLANK
from pfglint.source.limits import Limits
from pfglint.source.sheet import column_number
from pfglint.source.xlsx import Book, book_of, unescaped

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_UNHELD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_DECLARED = re.compile(r'\s+xmlns(?::\w+)?="[^"]*"')
_BEFORE_CALCULATION = ("definedNames", "externalReferences", "functionGroups", "sheets")
_FALSE = ("0", "false", "off")


def write(data: bytes, spans: Spans, limits: Limits | None = None) -> Written:
    """`data` with the spans put in; cells that cannot be edited are refused."""
    return office.write(data, spans, lambda package, _: _Writer(package, book_of(package.container)), limits)


class _Sheet(NamedTuple):
    """A worksheet to be edited. arrays: the cells that a formula fills, as areas; heads: those that head a table."""

    part: Part
    cells: Mapping[tuple[int, int], Element]
    arrays: Sequence[str]
    heads: Sequence[str]
    protected: bool


@dataclass(slots=True)
class _Writer:
    """A workbook being edited. fresh: the numbers of strings that were added, by the old one's and the new texts."""

    package: Package
    book: Book
    sheets: dict[str, _Sheet] = field(default_factory=dict)
    strings: list[Element] = field(default_factory=list)
    fresh: dict[tuple[int, tuple[str, ...]], int] = field(default_factory=dict)
    made: set[Spot] = field(default_factory=set)

    def edit(self, place: Place, spans: Sequence[Span]) -> None:
        """Edit one cell. Raises RefusedError; nothing is edited then."""
        sheet = self._sheet(place.sheet or "")
        spot = _spot(place)
        cell = sheet.cells.get((spot.row, spot.column))
        if cell is None:
            raise RefusedError("moved")
        if _child(cell, "f") is not None or any(_covers(area, spot) for area in sheet.arrays):
            raise RefusedError("formula")
        if any(_covers(area, spot) for area in sheet.heads):
            raise RefusedError("table-head")
        if sheet.protected and self._is_locked(cell):
            raise RefusedError("protected")
        kind, value, inline = cell.get("t", "n"), _child(cell, "v"), _child(cell, "is")
        if kind == "s" and value is not None:
            self._shared(sheet.part, value, spans)
        elif inline is not None:
            self._texts(sheet.part, inline, spans)
        elif kind == "str" and value is not None:
            (text,) = edited([Run(unescaped(value.text or ""))], spans)
            sheet.part.text(value, _held(text))
        elif kind == "n" and value is not None:
            self._number(sheet.part, cell, value, spans)
        else:
            raise RefusedError("number")
        self.made.add(spot)

    def finish(self) -> None:
        """Let formulas be computed when the workbook is opened, if one looks at a cell that was edited."""
        if not self.made or not look_at(self._formulas(), self.made):
            return
        part = self.package.part(self.package.main)
        root = part.root
        setting = next(root.iterfind("{*}calcPr"), None)
        if setting is not None:
            part.attribute(setting, "fullCalcOnLoad", "1")
            return
        above = next(found for name in _BEFORE_CALCULATION if (found := _child(root, name)) is not None)
        part.after(above, f'<{Part.tag(root, "calcPr")} fullCalcOnLoad="1"/>')

    def _sheet(self, name: str) -> _Sheet:
        if name not in self.sheets:
            target = next((tab.part for tab in self.book.tabs if tab.name == name), None)
            if target is None:
                raise RefusedError("moved")
            part = self.package.part(target)
            cells = dict(_cells(part.root))
            arrays = [
                one.get("ref", "") for one in part.root.iter("{*}f") if one.get("t") in ("array", "dataTable")
            ]
            guard = _child(part.root, "sheetProtection")
            protected = guard is not None and guard.get("sheet", "0") not in _FALSE
            self.sheets[name] = _Sheet(part, cells, arrays, list(self._heads(target)), protected)
        return self.sheets[name]

    def _heads(self, target: str) -> Iterator[str]:
        """The first rows of a sheet's tables (ListObjects), whose columns are named by what stands there."""
        for kind, name in self.package.related(target).values():
            if kind == "table":
                table = self.package.part(name).root
                first, _, last = table.get("ref", "").partition(":")
                if table.get("headerRowCount") not in _FALSE and last:
                    yield f"{first}:{last.rstrip('0123456789')}{first.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"

    def _is_locked(self, cell: Element) -> bool:
        """Whether the cell's style lets nobody write there while the sheet is protected."""
        if self.book.styles is None:
            return True
        styles = self.package.part(self.book.styles).root
        formats = list(styles.iterfind("{*}cellXfs/{*}xf"))
        number = int(cell.get("s", "0"))
        lock = _child(formats[number], "protection") if number < len(formats) else None
        return lock is None or lock.get("locked") not in _FALSE

    def _shared(self, sheet: Part, value: Element, spans: Sequence[Span]) -> None:
        """Let a cell have a string of its own, in the runs of the old one."""
        assert self.book.strings is not None, "the cell was read"
        part = self.package.part(self.book.strings)
        if not self.strings:
            self.strings.extend(part.root.iterfind("{*}si"))
        number = int(value.text or "")
        old = self.strings[number]
        texts = tuple(edited([Run(unescaped(one.text or "")) for one in _texts_of(old)], spans))
        known = self.fresh.get((number, texts))
        if known is None:
            known = self.fresh[number, texts] = len(self.strings) + len(self.fresh)
            part.last(part.root, _string(old, texts))
            if part.root.get("uniqueCount") is not None:
                part.attribute(part.root, "uniqueCount", str(known + 1))
        sheet.text(value, str(known))

    def _texts(self, part: Part, inline: Element, spans: Sequence[Span]) -> None:
        """Edit a text that stands in the cell itself."""
        elements = _texts_of(inline)
        runs = [Run(unescaped(one.text or "")) for one in elements]
        for element, run, text in zip(elements, runs, edited(runs, spans), strict=True):
            if text != run.text:
                part.text(element, _held(text))

    def _number(self, part: Part, cell: Element, value: Element, spans: Sequence[Span]) -> None:
        """Put another number into a cell, if its format shows it as it is to be written; a number never becomes a text."""
        shown, _ = self.book.cells.text(cell)
        if shown.strip(BLANK) != spans[0].cell:
            raise RefusedError("moved")
        wanted = replaced(shown.strip(BLANK), spans)
        code, since_1904 = self.book.cells.format(cell.get("s")), self.book.cells.since_1904
        found = _NUMBER.findall(wanted)
        for scale in (0, -2) if len(found) == 1 else ():
            number = Decimal(found[0].replace(",", "")).scaleb(scale)
            if numfmt.shown(float(number), code, since_1904=since_1904).strip(BLANK) == wanted:
                part.text(value, f"{number.normalize():f}")
                return
        raise RefusedError("number")

    def _formulas(self) -> Iterator[Formula]:
        for tab in self.book.tabs:
            known = self.sheets.get(tab.name)
            root = known.part.root if known else self.package.container.tree(tab.part)
            for one in root.iter("{*}f"):
                yield Formula(tab.name, one.text or "", one.get("t") == "shared")


def _cells(root: Element) -> Iterator[tuple[tuple[int, int], Element]]:
    """The cells of a sheet that hold something, by row, from 1, and column, from 0; counted where they do not say."""
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = max(number + 1, int(row.get("r") or 0))
        column = -1
        for cell in row:
            reference = cell.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            if len(cell):
                yield (number, column), cell


def _spot(place: Place) -> Spot:
    found = _ADDRESS.fullmatch(place.cell or "")
    if found is None:
        raise RefusedError("moved")
    return Spot(place.sheet or "", int(found[2]), column_number(found[1]))


def _covers(area: str, spot: Spot) -> bool:
    """Whether an area (``B2:C5``) has the cell in it."""
    corners = [_ADDRESS.fullmatch(one) for one in area.replace("$", "").split(":")]
    if not corners or None in corners:
        return False
    rows = sorted(int(one[2]) for one in corners if one)
    columns = sorted(column_number(one[1]) for one in corners if one)
    return rows[0] <= spot.row <= rows[-1] and columns[0] <= spot.column <= columns[-1]


def _child(parent: Element, name: str) -> Element | None:
    return next(parent.iterfind(f"{{*}}{name}"), None)


def _texts_of(string: Element) -> list[Element]:
    """The elements that hold the text of a string, plain or in runs."""
    found: list[Element] = []
    for child in string:
        name = etree.QName(child).localname
        if name == "t":
            found.append(child)
        elif name == "r":
            found.extend(child.iterfind("{*}t"))
    return found


def _string(old: Element, texts: Sequence[str]) -> str:
    """The XML of a string like another, with other texts; without how the other is pronounced."""
    made = deepcopy(old)
    made.tail = None
    for element, text in zip(_texts_of(made), texts, strict=True):
        element.text = _held(text)
        if text != text.strip():
            element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for child in list(made):
        if etree.QName(child).localname == "rPh":
            made.remove(child)
    xml: str = etree.tostring(made, encoding="unicode")
    head, mark, rest = xml.partition(">")
    return _DECLARED.sub("", head) + mark + rest


def _held(text: str) -> str:
    """`text` as the cell is to hold it: what XML cannot, as Excel writes it."""
    return _UNHELD.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
