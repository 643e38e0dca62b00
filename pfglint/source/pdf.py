"""PDF files with a text layer, page by page. See `pfglint.source.layout` for how a page becomes rows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.laid import Glyph
from pfglint.source.limits import Meter
from pfglint.source.pages import DEEPEST, MOST_GLYPHS, MOST_LINES, Book, Lines

_BLANKS = frozenset((0xA0, 0x3000, 0xFEFF, 0xAD))


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
    book = Book(meter)
    known = unknown = 0
    for number in range(1, len(document) + 1):
        meter.page(number)
        page = document[number - 1]
        try:
            content = _read(page, meter)
            unknown += content.unknown
            known += len(content.glyphs)
            is_picture = not content.glyphs and _has_picture(page)
        finally:
            page.close()
        yield from book.page(number, content.glyphs, content.lines, is_picture=is_picture)
    yield from book.flush()
    if unknown > known:
        raise SourceError("no-characters", f"{len(document)}")
    if not known:
        raise SourceError("no-text", f"{len(document)}")
    yield from book.pictures()


# -- pdfium ------------------------------------------------------------------------------------------------------


class _Content(NamedTuple):
    """What is written and drawn on a page. unknown: the characters that a font does not tell."""

    glyphs: list[Glyph]
    unknown: int
    lines: Lines


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
    return _upright(text.raw, min(text.count_chars(), MOST_GLYPHS), turn, right - left, top - bottom)


def _read(page: Any, meter: Meter) -> _Content:
    text = page.get_textpage()
    try:
        turn = _turn(page, text)
        glyphs, unknown = _glyphs(text.raw, min(text.count_chars(), MOST_GLYPHS), turn)
        glyphs = _within(glyphs, turn, page.get_bbox())
    finally:
        text.close()
    drawing = _Drawing(meter)
    if glyphs:
        drawing.page(page.raw, turn)
    return _Content(glyphs, unknown, drawing.lines)


def _within(glyphs: list[Glyph], turn: Turn, box: tuple[float, float, float, float]) -> list[Glyph]:
    """The characters that stand on the page, of which `box` is shown: a merged cell that goes on over a page's end is
    written on both pages, on one of them out of sight."""
    left, top, right, bottom = turn.box(*box)
    return [
        glyph
        for glyph in glyphs
        if glyph[1] < right and glyph[3] > left and glyph[2] < bottom and glyph[4] > top
    ]


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
    lines: Lines = field(default_factory=Lines)
    _seen: int = 0

    def page(self, page: Any, turn: Turn) -> None:
        """Take all lines of a page; none where it has too many."""
        for index in range(min(raw.FPDFPage_CountObjects(page), MOST_LINES + 1)):
            self._object(raw.FPDFPage_GetObject(page, index), turn, 0)
        if self._seen > MOST_LINES:
            self.lines = Lines()

    def _object(self, item: Any, turn: Turn, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, turn)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = turn.after(_matrix(item))
            for index in range(raw.FPDFFormObj_CountObjects(item)):
                if self._seen > MOST_LINES:
                    return
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        self._seen += kind != raw.FPDF_PAGEOBJ_TEXT
        self.meter.tick()

    def _path(self, item: Any, turn: Turn) -> None:
        """The lines of a path: what is thin, filled or drawn, and the straight edges of what is drawn."""
        count = raw.FPDFPath_CountSegments(item)
        self._seen += count
        if count > MOST_LINES:
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
                self.lines.figure(points, is_drawn=bool(stroke.value))
                points = []
            right, down = x.value, y.value
            points.append((a * right + c * down + e, b * right + d * down + f))
            if raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        self.lines.figure(points, is_drawn=bool(stroke.value))


def _matrix(item: Any) -> Any:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    return matrix
