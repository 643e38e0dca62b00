"""Mending Word documents (.docx, .docm): the texts of cells and paragraphs. Every character keeps its run, and its font.

Only what is plain text is edited: neither fields nor content controls, nor a cell with tracked changes in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import InitVar, dataclass, field

from lxml import etree

from pfglint.finding import Place
from pfglint.mend import office
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.mend.plan import Span, Spans
from pfglint.mend.runs import Run, begins, edited
from pfglint.mend.written import RefusedError, Written
from pfglint.source.container import Element
from pfglint.source.docx import Located, Piece, located
from pfglint.source.limits import Limits

_TRACKED = frozenset(("ins", "del", "moveFrom", "moveTo"))
_TYPED = ("FORMTEXT", "HYPERLINK")
"""Fields whose text is not computed."""
_CONTROLS = frozenset(("dataBinding", "dropDownList", "comboBox", "date", "checkbox"))
"""Content controls whose text is another thing's."""
_TRUE = ("1", "true", "on")


def write(data: bytes, spans: Spans, limits: Limits | None = None) -> Written:
    """`data` with the spans put in; cells that cannot be edited are refused."""
    return office.write(data, spans, _Writer, limits)


@dataclass(slots=True)
class _Writer:
    """A document being edited. places: the cells and paragraphs that will be."""

    package: Package
    places: InitVar[Collection[Place]]
    part: Part = field(init=False)
    found: Located = field(init=False)

    def __post_init__(self, places: Collection[Place]) -> None:
        if self._is_protected():
            raise RefusedError("protected")
        self.part = self.package.part(self.package.main)
        self.found = located(self.part.root, self.package.container.meter, places)

    def edit(self, place: Place, spans: Sequence[Span]) -> None:
        """Edit one cell, or one line of a paragraph outside of tables. Raises RefusedError; nothing is edited then."""
        cell, shift = None, None
        if place.paragraph is not None:
            cell = self.found.paragraphs.get(place.paragraph)
            shift = _line(cell[1], spans[0].cell or "") if cell else None
        elif place.table is not None:
            cell = self.found.cells.get((place.table, place.row or 0, place.column or 0))
            shift = begins("".join(piece.text for piece in cell[1]), spans[0].cell or "") if cell else None
        if cell is None or shift is None:
            raise RefusedError("moved")
        element, pieces = cell
        if any(_name(one) in _TRACKED for one in element.iter("*")):
            raise RefusedError("tracked")
        computed = set(_computed(element))
        runs = [Run(piece.text, _reason(piece.element, element, computed)) for piece in pieces]
        changed = [
            (piece.element, text)
            for piece, text in zip(pieces, edited(runs, spans, shift), strict=True)
            if text != piece.text
        ]
        twins = [(twin, text) for one, text in changed for twin in _twins(one)]
        for one, text in (*changed, *twins):
            self.part.text(one, text)

    def finish(self) -> None:
        """Nothing more is to be done."""

    def _is_protected(self) -> bool:
        """Whether the document may only be read, filled in or commented, as its author set it."""
        named = dict(self.package.related(self.package.main).values())
        if "settings" not in named or named["settings"] not in self.package.names:
            return False
        settings = self.package.container.tree(named["settings"])
        guards = (one for one in settings if _name(one) == "documentProtection")
        return any(_attribute(one, "enforcement") in _TRUE for one in guards)


def _line(pieces: Sequence[Piece], cell: str) -> int | None:
    """Where in a paragraph the line begins that was read as `cell`; None where it is not there, or not once."""
    found, start = [], 0
    for line in "".join(piece.text for piece in pieces).split("\n"):
        at = begins(line, cell)
        if at is not None:
            found.append(start + at)
        start += len(line) + 1
    return found[0] if len(found) == 1 else None


def _reason(text: Element | None, cell: Element, computed: set[Element]) -> str | None:
    """Why a piece of text cannot be edited."""
    if text is None:
        return "symbol"
    if text in computed:
        return "field"
    for one in text.iterancestors():
        name = _name(one)
        if name == "fldSimple" and not _is_typed(_attribute(one, "instr")):
            return "field"
        if name == "sdt" and _is_bound(one):
            return "control"
    return None


def _computed(cell: Element) -> Iterator[Element]:
    """The texts in a cell that fields show."""
    fields: list[str] = []
    for one in cell.iter("*"):
        name = _name(one)
        if name == "fldChar":
            kind = _attribute(one, "fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif name == "instrText" and fields:
            fields[-1] += one.text or ""
        elif name == "t" and not all(map(_is_typed, fields)):
            yield one


def _is_typed(instruction: str) -> bool:
    return instruction.strip().upper().startswith(_TYPED)


def _is_bound(control: Element) -> bool:
    """Whether what a content control shows is not to be typed into."""
    about = next((one for one in control if _name(one) == "sdtPr"), ())
    return any(
        _name(one) in _CONTROLS or (_name(one) == "lock" and "ontent" in _attribute(one, "val"))
        for one in about
    )


def _twins(text: Element) -> Iterator[Element]:
    """The same text in what programs show that cannot show this one. Raises RefusedError where it is not the same."""
    choices = [one for one in text.iterancestors() if _name(one) == "Choice"]
    if not choices:
        return
    shown = _texts(choices[-1])
    for other in choices[-1].itersiblings():
        if _name(other) == "Fallback":
            texts = _texts(other)
            if [one.text for one in texts] != [one.text for one in shown]:
                if texts:
                    raise RefusedError("twice")
                continue
            yield texts[shown.index(text)]


def _texts(parent: Element) -> list[Element]:
    return [one for one in parent.iter("*") if _name(one) == "t"]


def _name(element: Element) -> str:
    name: str = etree.QName(element).localname
    return name


def _attribute(element: Element, name: str) -> str:
    """An attribute in the namespace of its element."""
    space = etree.QName(element).namespace
    value: str = element.get(f"{{{space}}}{name}") or element.get(name) or ""
    return value
