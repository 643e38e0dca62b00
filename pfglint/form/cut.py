"""What a page break leaves of a row: cells cut in two, rules and page numbers between them."""

from __future__ import annotations

from pfglint.finding import Place
from pfglint.form.labels import squeeze
from pfglint.patterns import late
from pfglint.source.document import Cell, Row

_DEBRIS = late(r"[-—–_=·.―─━*~|+\s]{2,}")
_PAGE_NUMBER = late(
    r"[-—–]*(?:第?\d+页(?:[,，/]?共\d+页)?|第\d+页/共\d+页)[-—–]*|[-—]+\d+[-—]+|\d{1,3}/\d{1,3}|共\d+页"
)
_BARE_NUMBER = late(r"(?:[Pp]age|[Pp]\.)?\d{1,3}")
_DANGLING = late(r"[、，,和与及或的较比在对将为从向至到于≥≤<>=（(“《/]$|[一-鿿]\s*\d+$")
_CLOSING = "，。、；：）)”》%,;:."
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"))


def is_debris(row: Row) -> bool:
    """Whether a row is what a conversion left between two pages: a row of dashes, a page number."""
    cells = row.cells
    if len(cells) == 1 and len(cells[0].text) < 20:
        text = squeeze(cells[0].text)
        if _PAGE_NUMBER.fullmatch(text) or (row.width == 1 and _BARE_NUMBER.fullmatch(text)):
            return True
    return all(_DEBRIS.fullmatch(cell.text) for cell in cells)


def unfinished(text: str) -> bool:
    """Whether `text` cannot be a whole cell: it ends with a connecting word, with a number after words, or inside a
    bracket or quotation that it opened."""
    return dangles(text) or any(text.count(left) > text.count(right) for left, right in _PAIRS)


def dangles(text: str) -> bool:
    """Whether `text` ends with a connecting word, or with a number after words."""
    return _DANGLING.search(text) is not None


def closes(text: str) -> bool:
    """Whether `text` begins with what only the end of a text begins with."""
    return text[0] in _CLOSING


def joined(first: Cell, rest: Cell) -> Cell:
    """The two parts of a cell as one, without a space; it stands where its first part stands."""
    return first._replace(text=first.text + rest.text, whole=False)


def span(cells: tuple[Cell, ...]) -> Place:
    """The place of a whole row."""
    return cells[0].place.up_to(cells[-1].place)
