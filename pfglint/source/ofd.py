"""OFD files (GB/T 33190-2016), page by page: texts and lines with their places, as in PDF.

See `pfglint.source.layout` for how a page becomes rows. Seals, pictures and what is embedded are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import IO, NamedTuple

from pfglint.source.container import Container, Element, open_container
from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.laid import Glyph
from pfglint.source.limits import Meter
from pfglint.source.pages import DEEPEST, MOST_GLYPHS, MOST_LINES, Book, Lines

_POINTS = 72 / 25.4
"""In a millimetre."""
_ABOVE, _BELOW = 0.86, 0.14
"""How far a character reaches above the line that it stands on, and below, in its size."""
_NARROW = 0.5
"""How wide a letter or a digit is, in its size, where the file does not tell."""
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each command of a path; the last two are where it leads to."""


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row | Fact]:
    """The rows of all pages, a blank one between two, and which pages had no text.

    Raises SourceError: ``no-text-ofd`` (a scan), ``limit-…``, and what `Container.tree` raises.
    """
    container = open_container(stream, meter)
    book = Book(meter)
    number = known = 0
    for document in _documents(container):
        for page in document.pages():
            number += 1
            meter.page(number)
            content = document.content(page, meter)
            known += len(content.glyphs)
            is_picture = not content.glyphs and content.has_pictures
            yield from book.page(number, content.glyphs, content.lines, is_picture=is_picture)
    yield from book.flush()
    if not known:
        raise SourceError("no-text-ofd", f"{number}")
    yield from book.pictures()


def _documents(container: Container) -> Iterator[_Document]:
    for root in container.tree("OFD.xml").iterfind("{*}DocBody/{*}DocRoot"):
        name = _beside("OFD.xml", root.text or "")
        yield _Document(container, name, container.tree(name))


class _Document(NamedTuple):
    """One of the documents in a file."""

    container: Container
    name: str
    root: Element

    def pages(self) -> Iterator[str]:
        """The parts of its pages, in order."""
        for page in self.root.iterfind("{*}Pages/{*}Page"):
            yield _beside(self.name, page.get("BaseLoc", ""))

    def content(self, name: str, meter: Meter) -> _Content:
        """What is written and drawn on a page, and on the templates that lie under it."""
        page = self.container.tree(name)
        content = _Content(meter)
        for used in page.iterfind("{*}Template"):
            for template in self.root.iterfind("{*}CommonData/{*}TemplatePage"):
                if template.get("ID") == used.get("TemplateID"):
                    content.take(self.container.tree(_beside(self.name, template.get("BaseLoc", ""))))
        content.take(page)
        if content.seen > MOST_LINES:
            content.lines = Lines()
        return content


class _Shift(NamedTuple):
    """From the coordinates of an object to points on the page: x' = a·x + c·y + e …, in millimetres before."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the object, where it is shown."""
        return (self.a * x + self.c * y + self.e) * _POINTS, (self.b * x + self.d * y + self.f) * _POINTS


@dataclass(slots=True)
class _Content:
    """What is written and drawn on a page. seen: how many pieces of drawings."""

    meter: Meter
    glyphs: list[Glyph] = field(default_factory=list)
    lines: Lines = field(default_factory=Lines)
    has_pictures: bool = False
    seen: int = 0

    def take(self, page: Element) -> None:
        """Take what is on one page, or on its template."""
        for layer in page.iterfind("{*}Content/{*}Layer"):
            self._block(layer, 0)

    def _block(self, block: Element, depth: int) -> None:
        self.meter.tick()
        for item in block:
            kind = item.tag.rpartition("}")[2]
            if item.get("Visible", "true") in ("false", "0"):
                continue
            if kind == "PageBlock" and depth < DEEPEST:
                self._block(item, depth + 1)
            elif kind == "TextObject":
                self._text(item)
            elif kind == "PathObject":
                self._path(item)
            elif kind == "ImageObject":
                self.has_pictures = True

    def _text(self, item: Element) -> None:
        """Take the characters of a text, each where it stands."""
        shift, size = _shift(item), _number(item.get("Size"))
        scale = _number(item.get("HScale")) or 1
        x = y = 0.0
        for code in item.iterfind("{*}TextCode"):
            text = code.text or ""
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            across, down = (
                _steps(code.get("DeltaX", ""), len(text)),
                _steps(code.get("DeltaY", ""), len(text)),
            )
            for index, character in enumerate(text):
                wide = size * scale * (_NARROW if character.isascii() else 1)
                step = across[index] if index < len(across) else 0 if down else wide
                if not character.isspace() and len(self.glyphs) < MOST_GLYPHS:
                    self.glyphs.append(_glyph(character, shift, x, y, min(wide, step or wide), size))
                x += step
                y += down[index] if index < len(down) else 0

    def _path(self, item: Element) -> None:
        """Take the lines of a path that is drawn or filled."""
        stroke, fill = item.get("Stroke", "true") in ("true", "1"), item.get("Fill") in ("true", "1")
        data = next(item.iterfind("{*}AbbreviatedData"), None)
        if data is None or not (stroke or fill):
            return
        shift = _shift(item)
        points: list[tuple[float, float]] = []
        words = (data.text or "").split()
        at = 0
        while at < len(words) and self.seen <= MOST_LINES:
            command = words[at]
            count = _ARGUMENTS.get(command, 0)
            numbers = [_number(word) for word in words[at + 1 : at + 1 + count]]
            at += 1 + count
            self.seen += 1
            if command in ("S", "M"):
                self.lines.figure(points, is_drawn=stroke)
                points = []
            if command == "C" and points:
                points.append(points[0])
            elif len(numbers) >= 2:
                points.append(shift.point(numbers[-2], numbers[-1]))
        self.lines.figure(points, is_drawn=stroke)


def _glyph(character: str, shift: _Shift, x: float, y: float, wide: float, size: float) -> Glyph:
    """A character that begins at a point of its line, in the coordinates of its text."""
    left, top = shift.point(x, y - _ABOVE * size)
    right, bottom = shift.point(x + wide, y + _BELOW * size)
    base = shift.point(x, y)[1]
    return Glyph(character, min(left, right), min(top, bottom), max(left, right), max(top, bottom), base)


def _shift(item: Element) -> _Shift:
    left, top, *_ = [*_numbers(item.get("Boundary", "")), 0.0, 0.0]
    matrix = _numbers(item.get("CTM", ""))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return _Shift(a, b, c, d, e + left, f + top)


def _steps(text: str, most: int) -> list[float]:
    """The steps from one character to the next; ``g 3 4.5`` stands for three of 4.5."""
    found: list[float] = []
    words = text.split()
    at = 0
    while at < len(words) and len(found) < most:
        if words[at] == "g":
            times, step = (*words[at + 1 : at + 3], "0", "0")[:2]
            found.extend([_number(step)] * min(int(_number(times)), most))
            at += 3
        else:
            found.append(_number(words[at]))
            at += 1
    return found


def _numbers(text: str) -> Sequence[float]:
    return [_number(word) for word in text.split()]


def _number(text: str | None, otherwise: float = 0.0) -> float:
    """A number as XML has it; `otherwise` where there is none, or one that is none."""
    try:
        number = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return number if abs(number) < 1e6 else otherwise


def _beside(name: str, location: str) -> str:
    """The part that a part refers to."""
    return normpath(
        location.lstrip("/") if location.startswith("/") else join(dirname(name), location.strip())
    )
