"""What stands on a page: characters, lines of them, and the rows and cells that they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

_NOT_LAST = frozenset("（《〈“‘「『【〔([{/·")
NOT_FIRST = frozenset("，。、；：？！）》〉”’」』】〕％%,.;:?!)]}/·~～-—…")
"""Marks that no line begins with."""
RELATIONS = frozenset("=<>≥≤＝＜＞≧≦")
"""What a text begins with, and not its rest on the next page."""


class Box(NamedTuple):
    """A rectangle on a page, in points from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character and the room that its font gives it. base: the line that it stands on, the same for all fonts."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float

    @property
    def middle(self) -> float:
        """Where the middle of a Chinese character would be, whatever the character and its font."""
        return self.base - 0.27 * (self.bottom - self.top)


class Ruling(NamedTuple):
    """A straight line. at: its distance from the page's top (a horizontal one) or left; start, end: along it."""

    at: float
    start: float
    end: float


class LaidCell(NamedTuple):
    """A cell of a row, with its position in the grid, from 0.

    lines: what is written in it; room: how wide a line may be.
    """

    lines: tuple[Line, ...]
    room: float
    column: int
    rowspan: int
    colspan: int
    box: Box

    @property
    def text(self) -> str:
        """The text; lines that were full go on in the next without a break."""
        text = self.lines[0].text
        for line, following in pairwise(self.lines):
            text += between(line, following, self.room) + following.text
        return text

    @property
    def is_full(self) -> bool:
        """Whether the text reaches down to the cell's end."""
        return self.box.bottom - self.lines[-1].box.bottom < self.lines[-1].height


class LaidRow(NamedTuple):
    """A row of a table, or a line of text.

    edges: where the columns of its table begin, and where the last one ends.
    ruled: whether lines draw them.
    """

    top: float
    cells: tuple[LaidCell, ...]
    edges: tuple[float, ...]
    ruled: bool = False


def around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


class Line(NamedTuple):
    """Characters that stand on one line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        return Box(
            self.glyphs[0].left,
            min(glyph.top for glyph in self.glyphs),
            max(glyph.right for glyph in self.glyphs),
            max(glyph.bottom for glyph in self.glyphs),
        )

    @property
    def height(self) -> float:
        heights = sorted([bottom - top for _, _, top, _, bottom, _ in self.glyphs])
        return heights[len(heights) // 2]

    @property
    def size(self) -> float:
        """How large its characters are: their height, or their width where fonts tell too small a height."""
        return max(self.height, max(glyph.right - glyph.left for glyph in self.glyphs))

    @property
    def text(self) -> str:
        """The characters, with a space where one has room for it."""
        parts: list[str] = []
        end = self.glyphs[0].right
        for text, left, top, right, bottom, _ in self.glyphs:
            if left - end > 0.35 * (bottom - top):
                parts.append(" ")
            parts.append(text)
            end = right
        return "".join(parts)


_LEFT, _BASE = itemgetter(1), itemgetter(5)
"""Of a glyph."""


def lines_of(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Characters by lines, from the top; one that is raised a little (m²) is on the line."""
    lines: list[list[Glyph]] = []
    base = 0.0
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=_BASE):
        if not line or glyph[5] - base > 0.3 * (glyph[4] - glyph[2]):
            line = []
            lines.append(line)
        line.append(glyph)
        base = line[len(line) // 2][5]
    return tuple(Line(tuple(sorted(line, key=_LEFT))) for line in lines)


def between(line: Line, following: Line, room: float) -> str:
    """What stands between two lines of a cell: a line's end only where the next word would have had ample room."""
    if fits(line, following, room - line.height):
        return "\n"
    left, right = line.glyphs[-1].text, following.glyphs[0].text
    return " " if left.isascii() and right.isascii() and left.isalpha() and right.isalpha() else ""


def fits(line: Line, following: Line, room: float) -> bool:
    """Whether the first word of a line would have had room at the end of the one above.

    A word is a run of letters and digits, or a character with the marks that may not begin a line.
    """
    first, last = following.glyphs[0], line.glyphs[-1]
    end = first.right
    for before, glyph in pairwise(following.glyphs):
        apart = glyph.left - before.right > 0.3 * line.height
        one_word = (before.text + glyph.text).isascii() or before.text in _NOT_LAST or glyph.text in NOT_FIRST
        if apart or not one_word:
            break
        end = glyph.right
    if (last.text + first.text).isascii() and first.text not in _NOT_LAST | NOT_FIRST:
        # Both would be one word, which is not cut where a line has room for it.
        return _last_word(line) + end - first.left < room
    return line.box.right - line.box.left + end - first.left < room


def _last_word(line: Line) -> float:
    """How wide the letters and digits at the end of a line are."""
    start = line.glyphs[-1].left
    for glyph, after in pairwise(reversed(line.glyphs)):
        if not after.text.isascii() or glyph.left - after.right > 0.3 * line.height:
            break
        start = after.left
    return line.glyphs[-1].right - start
