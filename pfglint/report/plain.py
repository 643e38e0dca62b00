"""Text of other people's files, made fit to stand in a line of ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pfglint.finding import Place

_CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
_CONTROL |= dict.fromkeys((0x1B, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}")

_NOT_FIRST = frozenset("，。、；：？！）》〉”’」』】〕％%,.;:?!)]}…·")
_NOT_LAST = frozenset("（《〈“‘「『【〔([{")


def printable(text: str) -> str:
    """`text` on one line, character for character, without anything that would command a terminal."""
    return text.translate(_CONTROL)


def location(path: str, place: Place | None, lang: str = "zh") -> str:
    """Where to go: ``report.txt:17:5``, as editors and terminals understand it, ``report.docx:第2个表格第14行第4列``."""
    return ":".join([printable(path), *([where] if (where := spot(place, lang)) else [])])


def spot(place: Place | None, lang: str = "zh") -> str:
    """The place in its file, as a person would go there; empty where nothing is known of it."""
    if place is None:
        return ""
    words = _SPOTS[lang]
    if place.line is not None:
        return f"{place.line}" if place.column is None else f"{place.line}:{place.column}"
    if place.sheet is not None:
        sheet = words["sheet"].format(printable(place.sheet))
        return sheet if place.cell is None else f"{sheet} {place.cell}"
    if place.page is not None:
        return words["page"].format(place.page)
    marks = [
        ("table", place.table),
        ("row", place.row),
        ("column", place.column),
        ("paragraph", place.paragraph),
    ]
    return words["between"].join(words[name].format(mark) for name, mark in marks if mark is not None)


_SPOTS = {
    "zh": {
        "sheet": "工作表“{}”",
        "page": "第{}页",
        "table": "第{}个表格",
        "row": "第{}行",
        "column": "第{}列",
        "paragraph": "第{}段",
        "between": "",
    },
    "en": {
        "sheet": "sheet “{}”",
        "page": "page {}",
        "table": "table {}",
        "row": "row {}",
        "column": "column {}",
        "paragraph": "paragraph {}",
        "between": ", ",
    },
}


def columns(text: str) -> int:
    """How wide a terminal draws `text`: a Chinese character takes two columns."""
    return sum(map(width, text))


def width(char: str) -> int:
    """How many columns one character takes."""
    if char.isascii():
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns, broken where Chinese and English may be broken.

    No line begins with a closing mark (，。）”) or ends with an opening one.
    Only a word longer than a line is cut.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and columns(line) + columns(piece.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        while columns(piece.rstrip()) > room:
            head = _head(piece, room)
            lines.append(head)
            piece = piece[len(head) :]
        line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterator[str]:
    """`text` cut wherever a line may be broken."""
    piece = ""
    for char in text:
        if piece and _breaks(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _breaks(left: str, right: str) -> bool:
    """Whether a line may end between the two characters."""
    if right.isspace() or right in _NOT_FIRST or left in _NOT_LAST:
        return False
    return left.isspace() or width(left) == 2 or width(right) == 2 or left in _NOT_FIRST - {*".,:%…·)"}


def _head(text: str, room: int) -> str:
    """As much of the beginning of `text` as fits into `room` columns, at least one character."""
    taken = 0
    for index, char in enumerate(text):
        taken += width(char)
        if taken > room:
            return text[: max(index, 1)]
    return text


def shorten(text: str, room: int) -> str:
    """`text` in at most `room` columns; what is cut off at the end is an ellipsis."""
    return text if columns(text) <= room else _head(text, room - 1) + "…"
