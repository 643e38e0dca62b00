"""PDF files with a text layer, page by page. See `pfglint.source.layout` for how a page becomes rows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pfglint.finding import Place, ranked
from pfglint.source.document import BLANK, Cell, Fact, Row, SourceError
from pfglint.source.layout import Glyph, LaidRow, Ruling, between, fits, rows_of
from pfglint.source.limits import Meter

_MOST_GLYPHS = 100_000
"""Characters on one page."""
_BLANKS = frozenset((0xA0, 0x3000, 0xFEFF, 0xAD))
_MOST_LINES = 50_000
"""Pieces of drawings on one page; past them it is a plan or a chart, whose lines are no table's."""
_DEEPEST = 8
"""Drawings in drawings."""
_THIN = 3.0
"""Points: what is no thicker is a line."""
_RELATIONS = frozenset("=<>≥≤＝＜＞≧≦")
"""What a text begins with, and not its rest on the next page."""
_EDGE = 4.0
"""Points by which the columns of a table may shift from page to page."""


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row | Fact]:
    """The rows of all pages, a blank one between two, and which pages had no text.

    Raises SourceError: ``encrypted``, ``damaged``, ``no-text`` (a scan), ``no-characters`` (a font that does not tell
    which characters its glyphs are), ``limit-…``.
    """
    try:
        document = pdfium.PdfDocument(stream)
    except pdfium.PdfiumError as error:
        raise SourceError("encrypted" if "assword" in str(error) else "damaged", "PDF") from error
    try:
        yield from _pages(document, meter)
    finally:
        document.close()


def _pages(document: Any, meter: Meter) -> Iterator[Row | Fact]:
    lines = _Lines(meter)
    empty: list[int] = []
    known = unknown = 0
    for number in range(1, len(document) + 1):
        meter.page(number)
        page = document[number - 1]
        try:
            content = _read(page, meter)
            unknown += content.unknown
            known += len(content.glyphs)
            if not content.glyphs and _has_picture(page):
                empty.append(number)
        finally:
            page.close()
        for block in rows_of(content.glyphs, content.horizontal, content.vertical):
            yield from lines.block(block, number)
    yield from lines.flush()
    if unknown > known:
        raise SourceError("no-characters", f"{len(document)}")
    if not known:
        raise SourceError("no-text", f"{len(document)}")
    if empty:
        pages = ", ".join(map(str, empty[:20])) + (" …" if len(empty) > 20 else "")
        yield Fact("page-without-text", pages, Place(page=empty[0]))


class _Laid(NamedTuple):
    """A row that the next page may still go on with. columns: of each of its cells, the first and the one behind."""

    row: LaidRow
    page: int
    width: int
    columns: list[tuple[int, int]]
    texts: list[str]


@dataclass(slots=True)
class _Lines:
    """The rows that pages come to. edges: the columns of the last table, which the next page may go on with."""

    meter: Meter
    number: int = 0
    edges: tuple[float, ...] = ()
    last: _Laid | None = None

    def block(self, block: list[LaidRow], page: int) -> Iterator[Row]:
        """The rows of a table, or of some lines of text."""
        for row in block:
            columns = self._columns(row)
            places = [(columns[cell.column], columns[cell.column + cell.colspan]) for cell in row.cells]
            width = len(self.edges) - 1 if len(row.edges) > 2 else 1
            laid = _Laid(row, page, width, places, [cell.text for cell in row.cells])
            if self.last is not None and self.last.page < page and _goes_on(self.last, laid):
                self.last = _joined(self.last, laid)
                continue
            yield from self.flush(page)
            self.last = laid._replace(columns=[(0, 1)] * len(places)) if width == 1 else laid

    def flush(self, page: int = 0) -> Iterator[Row]:
        """The row that was kept back, and a blank one where another page begins."""
        if self.last is None:
            return
        laid, self.last = self.last, None
        self.number += 1
        cells = []
        for cell, (first, end), text in zip(laid.row.cells, laid.columns, laid.texts, strict=True):
            left, top, right, bottom = (round(number, 1) for number in cell.box)
            place = Place(page=laid.page, bbox=(left, top, right, bottom), rank=ranked(self.number, first))
            if tidy := text.strip(BLANK):
                cells.append(Cell(tidy, place, first, cell.rowspan, end - first))
        self.meter.cells(len(cells))
        yield Row(self.number, laid.width, tuple(cells))
        if page > laid.page:
            self.number += 1
            yield Row(self.number, 1, ())

    def _columns(self, row: LaidRow) -> list[int]:
        """The numbers of the edges of a row's columns, in the last table where the row goes on with its columns."""
        known = self.edges
        if row.edges == known and len(known) > 2:
            return list(range(len(known)))
        if len(row.edges) <= 2:
            # A line of its own, or the rest of a cell that the page's end cut.
            under = (
                index for index, edge in enumerate(known[:-1]) if index and abs(edge - row.edges[0]) <= _EDGE
            )
            first = next(under, 0) if self.last is not None and not row.ruled else 0
            return [first, first + 1]
        found = [
            next((index for index, edge in enumerate(known) if abs(edge - mine) <= _EDGE), -1)
            for mine in row.edges
        ]
        if not row.ruled and found[-1] <= found[-2]:
            found[-1] = found[-2] + 1
        alike = -1 not in found and found == sorted(set(found))
        if alike and (not row.ruled or (found[0], found[-1]) == (0, len(known) - 1)):
            return found
        self.edges = row.edges
        return list(range(len(row.edges)))


def _goes_on(last: _Laid, laid: _Laid) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before, which the page's end cut."""
    above = dict(zip(last.columns, last.row.cells, strict=True))
    if not laid.row.cells or not any(cell.is_full for cell in last.row.cells):
        return False
    for columns, cell in zip(laid.columns, laid.row.cells, strict=True):
        upper = above.get(columns)
        begins = cell.lines[0].glyphs[0].text in _RELATIONS
        if upper is None or begins or fits(upper.lines[-1], cell.lines[0], upper.room):
            return False
    return True


def _joined(last: _Laid, laid: _Laid) -> _Laid:
    """A row and its rest. The rest may itself be cut by the next page's end: its lines are the last ones."""
    rests = dict(zip(laid.columns, zip(laid.row.cells, laid.texts, strict=True), strict=True))
    cells, texts = [], []
    for columns, cell, text in zip(last.columns, last.row.cells, last.texts, strict=True):
        if columns in rests:
            rest, more = rests[columns]
            text += between(cell.lines[-1], rest.lines[0], cell.room) + more
            cell = cell._replace(lines=rest.lines)
        cells.append(cell)
        texts.append(text)
    return last._replace(row=last.row._replace(cells=tuple(cells)), texts=texts)


# -- pdfium ------------------------------------------------------------------------------------------------------


class _Content(NamedTuple):
    """What is written and drawn on a page. unknown: the characters that a font does not tell."""

    glyphs: list[Glyph]
    unknown: int
    horizontal: list[Ruling]
    vertical: list[Ruling]


class Turn(NamedTuple):
    """From a page's own coordinates to points from the upper left corner of what is shown: x' = a·x + c·y + e …"""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box, as left, top, right, bottom."""
        x, y = self.point(left, bottom)
        x2, y2 = self.point(right, top)
        return min(x, x2), min(y, y2), max(x, x2), max(y, y2)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page, where it is shown."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def back(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box as `Place.bbox` has it, in the page's own coordinates: left, bottom, right, top."""
        whole = self.a * self.d - self.b * self.c
        corners = [(x - self.e, y - self.f) for x, y in (box[:2], box[2:])]
        xs = [(self.d * x - self.c * y) / whole for x, y in corners]
        ys = [(self.a * y - self.b * x) / whole for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def after(self, matrix: Any) -> Turn:
        """This one, behind what `matrix` does."""
        return Turn(
            self.a * matrix.a + self.c * matrix.b,
            self.b * matrix.a + self.d * matrix.b,
            self.a * matrix.c + self.c * matrix.d,
            self.b * matrix.c + self.d * matrix.d,
            *self.point(matrix.e, matrix.f),
        )


def turn_of(page: Any) -> Turn:
    """How the places on a page come from its own coordinates. page: pypdfium2's."""
    text = page.get_textpage()
    try:
        return _turn(page, text)
    finally:
        text.close()


def _turn(page: Any, text: Any) -> Turn:
    left, bottom, right, top = page.get_bbox()
    turn = {
        0: Turn(1, 0, 0, -1, -left, top),
        90: Turn(0, 1, 1, 0, -bottom, -left),
        180: Turn(-1, 0, 0, 1, right, -bottom),
        270: Turn(0, -1, -1, 0, top, right),
    }[page.get_rotation()]
    return _upright(text.raw, min(text.count_chars(), _MOST_GLYPHS), turn, right - left, top - bottom)


def _read(page: Any, meter: Meter) -> _Content:
    text = page.get_textpage()
    try:
        turn = _turn(page, text)
        glyphs, unknown = _glyphs(text.raw, min(text.count_chars(), _MOST_GLYPHS), turn)
    finally:
        text.close()
    drawing = _Drawing(meter)
    if glyphs:
        drawing.page(page.raw, turn)
    return _Content(glyphs, unknown, drawing.horizontal, drawing.vertical)


def _upright(text: Any, count: int, turn: Turn, width: float, height: float) -> Turn:
    """`turn`, turned further where most of the text is written from the bottom up or from the top down."""
    step = max(count // 40, 1)
    sample = (index for index in range(0, count, step) if raw.FPDFText_GetUnicode(text, index) > 32)
    angles = [round(raw.FPDFText_GetCharAngle(text, index) / 1.5707963) % 4 for index in sample]
    quarter = max(set(angles), key=angles.count) if angles else 0
    if angles.count(quarter) * 3 < len(angles) * 2:
        return turn
    x, y = turn.point(0, 0)
    x2, y2 = turn.point(*((1, 0), (0, -1), (-1, 0), (0, 1))[quarter])
    along = round(x2 - x), round(y2 - y)
    extent = max(width, height)
    if along == (0, -1):  # written upwards: turn it to the right
        return Turn(-turn.b, turn.a, -turn.d, turn.c, extent - turn.f, turn.e)
    if along == (0, 1):
        return Turn(turn.b, -turn.a, turn.d, -turn.c, turn.f, extent - turn.e)
    return turn


def _glyphs(text: Any, count: int, turn: Turn) -> tuple[list[Glyph], int]:
    """The characters that are seen, and how many a font does not tell."""
    found: list[Glyph] = []
    unknown = 0
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    upright = turn[:4] == (1, 0, 0, -1)
    across, down = turn.e, turn.f
    lowest = base = float("nan")
    # Bound once, because this is where most of the reader's time goes.
    box_of, origin_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    reference, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for index, code in enumerate(_codes(text, count)):
        if code <= 32 or code in _BLANKS:
            unknown += code == 0
            continue
        if code >= 0xD800 and (code <= 0xDFFF or 0xE000 <= code <= 0xF8FF or code >= 0xFFFD):
            unknown += 1
            continue
        if box_of(text, index, reference):
            if upright:
                bottom = down - box.bottom
                if bottom != lowest:  # characters of one font reach as far below the line that they stand on
                    origin_of(text, index, at_x, at_y)
                    lowest, base = bottom, down - y.value
                seen = chr(code), box.left + across, down - box.top, box.right + across, bottom, base
                found.append(tuple.__new__(Glyph, seen))
            else:
                origin_of(text, index, at_x, at_y)
                base = turn.point(x.value, y.value)[1]
                found.append(Glyph(chr(code), *turn.box(box.left, box.bottom, box.right, box.top), base))
    return found, unknown


def _codes(text: Any, count: int) -> Sequence[int]:
    """The characters of a page as numbers; 0 is one that its font does not tell."""
    units = (ctypes.c_ushort * (count + 1))()
    told = raw.FPDFText_GetText(text, 0, count, units) - 1
    codes: list[int] = units[:count]
    # What has no number is left out there, what has a large one takes two places, and a hyphen may be a mark.
    if told == count and not any(0xD800 <= code <= 0xDFFF or code == 0xFFFE for code in codes):
        return codes
    return [raw.FPDFText_GetUnicode(text, index) for index in range(count)]


def _has_picture(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


@dataclass(slots=True)
class _Drawing:
    """The straight lines of a page."""

    meter: Meter
    horizontal: list[Ruling] = field(default_factory=list)
    vertical: list[Ruling] = field(default_factory=list)
    _seen: int = 0

    def page(self, page: Any, turn: Turn) -> None:
        """Take all lines of a page; none where it has too many."""
        for index in range(min(raw.FPDFPage_CountObjects(page), _MOST_LINES + 1)):
            self._object(raw.FPDFPage_GetObject(page, index), turn, 0)
        if self._seen > _MOST_LINES:
            self.horizontal.clear()
            self.vertical.clear()

    def _object(self, item: Any, turn: Turn, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, turn)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inner = turn.after(_matrix(item))
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                if self._seen > _MOST_LINES:
                    return
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        self._seen += kind != raw.FPDF_PAGEOBJ_TEXT
        self.meter.tick()

    def _path(self, item: Any, turn: Turn) -> None:
        """The lines of a path: what is thin, filled or drawn, and the straight edges of what is drawn."""
        count = raw.FPDFPath_CountSegments(item)
        self._seen += count
        if count > _MOST_LINES:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not fill.value and not stroke.value:
            return
        a, b, c, d, e, f = turn.after(_matrix(item))
        x, y = ctypes.c_float(), ctypes.c_float()
        at_x, at_y = ctypes.byref(x), ctypes.byref(y)
        points: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            raw.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                self._figure(points, bool(stroke.value))
                points = []
            right, down = x.value, y.value
            points.append((a * right + c * down + e, b * right + d * down + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        self._figure(points, bool(stroke.value))

    def _figure(self, points: list[tuple[float, float]], is_drawn: bool) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        if not self._line(min(xs), min(ys), max(xs), max(ys)) and is_drawn:
            for (x, y), (x2, y2) in pairwise(points):
                self._line(min(x, x2), min(y, y2), max(x, x2), max(y, y2))

    def _line(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Take a thin box for a line; whether it is one."""
        wide, tall = right - left, bottom - top
        if tall <= _THIN and wide > tall:
            self.horizontal.append(Ruling((top + bottom) / 2, left, right))
        elif wide <= _THIN and tall > wide:
            self.vertical.append(Ruling((left + right) / 2, top, bottom))
        else:
            return False
        return True


def _matrix(item: Any) -> Any:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix
