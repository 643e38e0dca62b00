"""The notes of a worksheet, as Excel, WPS and LibreOffice all show them: their texts in one part, their boxes in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pfglint.annotate.remark import AUTHOR, COLORS, INKS, Note, is_ours, lines, text
from pfglint.annotate.styles import held, prefixed
from pfglint.annotate.threads import Threads
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.report.plain import columns
from pfglint.source.container import Element
from pfglint.source.document import SourceError
from pfglint.source.sheet import Area, column_name

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:0;margin-top:0;'
    'width:{wide}pt;height:{tall}pt;z-index:1;visibility:hidden" fillcolor="#{color}" o:insetmode="auto">'
    '<v:fill color2="#{color}"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_SPACES = (
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
)
_OLD_SHAPE = re.compile(rb"<([\w.-]+:shape)\s.*?</\1>\s*", re.DOTALL)
_OLD_ROW = re.compile(rb"<[\w.-]+:Row>(\d+)<")
_OLD_COLUMN = re.compile(rb"<[\w.-]+:Column>(\d+)<")
_ROOT = re.compile(rb"<xml\b[^>]*>")
_SHAPE_NUMBER = re.compile(rb"_x0000_s(\d{1,9})\b")
_BEFORE_DRAWING = frozenset(
    (
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
        *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
        *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
        *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
        *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing"),
    )
)
"""What stands before a sheet's reference to its boxes."""
_WIDE = 320
"""Pixels: how wide a note's box is."""
_CHARACTERS = 44
"""Columns of letters in a line of it."""
_LINE = 17
"""Pixels: how tall a line is."""
_SEPARATOR = f"—— {AUTHOR} ——"
"""What stands between another's note and ours, where both are on one cell."""


class Grid(NamedTuple):
    """How wide the columns of a sheet are, and how tall its rows: where boxes are to be drawn. All numbers are from 0.

    wide, tall: of those that are not as most, in pixels.
    """

    wide: dict[int, int]
    tall: dict[int, int]
    usual: tuple[int, int]

    def anchor(self, area: Area, tall: int) -> str:
        """Where a box beside a cell begins and ends, as the format has it. tall: in pixels."""
        left, top = area.right + 1, max(area.top - 2, 0)
        right, x = self._on(left, 15 + _WIDE, self.wide, self.usual[0])
        bottom, y = self._on(top, 4 + tall, self.tall, self.usual[1])
        return f"{left}, 15, {top}, 4, {right}, {x}, {bottom}, {y}"

    @staticmethod
    def _on(at: int, pixels: int, known: dict[int, int], usual: int) -> tuple[int, int]:
        """The column or row so many pixels on, and how many of them are in it."""
        while pixels > (size := known.get(at, usual)) and at < 16_000:
            pixels -= size
            at += 1
        return at, min(pixels, known.get(at, usual))


def grid_of(root: Element) -> Grid:
    """The measures of a worksheet."""
    wide: dict[int, int] = {}
    tall: dict[int, int] = {}
    about = next(root.iterchildren("{*}sheetFormatPr"), None)
    usual = (64, 20)
    if about is not None:
        width = float(about.get("defaultColWidth") or 8.38)
        usual = round(width * 7 + 5), round(float(about.get("defaultRowHeight") or 15) * 4 / 3) or 20
    for one in root.iterfind("{*}cols/{*}col"):
        first, last = int(one.get("min", "1")), min(int(one.get("max", "1")), 400)
        size = 0 if one.get("hidden") in ("1", "true") else round(float(one.get("width") or 8.38) * 7 + 5)
        wide.update(dict.fromkeys(range(first - 1, last), size))
    for one in root.iterfind("{*}sheetData/{*}row"):
        if one.get("ht") or one.get("hidden"):
            number = int(one.get("r") or 0)
            hidden = one.get("hidden") in ("1", "true")
            tall[number - 1] = 0 if hidden else round(float(one.get("ht") or 15) * 4 / 3)
    return Grid(wide, tall, usual)


class _Box(NamedTuple):
    """The box of a note. tall: in pixels."""

    area: Area
    tall: int
    anchor: str
    color: str


@dataclass(slots=True)
class SheetNotes:
    """The notes of a sheet, those that are there and those that are added.

    sheet: its part; name: what that is called; threads: the conversations that some are; relations, space: as the
           workbook's are.
    ours:  the addresses of the notes that an earlier run has left, and that are taken away.
    """

    package: Package
    sheet: Part
    name: str
    grid: Grid
    threads: Threads
    relations: str
    space: str
    comments: Part | None = field(init=False)
    drawing: str | None = field(init=False)
    others: dict[str, Element] = field(default_factory=dict)
    ours: set[str] = field(default_factory=set)
    _fresh: list[str] = field(default_factory=list)
    _shapes: list[_Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = {
            kind: name
            for kind, name in self.package.related(self.name).values()
            if name in self.package.names
        }
        self.comments = self.package.part(parts["comments"]) if "comments" in parts else None
        self.drawing = self._drawing()
        if self.comments is None:
            return
        authors = [one.text or "" for one in self.comments.root.iterfind("{*}authors/{*}author")]
        for one in self.comments.root.iterfind("{*}commentList/{*}comment"):
            author = one.get("authorId", "")
            by = authors[int(author)] if author.isdecimal() and int(author) < len(authors) else ""
            if by == AUTHOR or (not by.strip() and is_ours(_text_of(one))):
                self.ours.add(one.get("ref", ""))
                self.comments.replace(one, "")
            else:
                self.others[one.get("ref", "")] = one
                self._cut(one)

    def _drawing(self) -> str | None:
        """The name of the part that the sheet's boxes are in; None where it has none."""
        reference = next(self.sheet.root.iterchildren("{*}legacyDrawing"), None)
        if reference is None:
            return None
        number = next((value for key, value in reference.attrib.items() if key.endswith("}id")), "")
        name = self.package.related(self.name).get(number, ("", ""))[1]
        return name if name in self.package.names else None

    def _cut(self, comment: Element) -> None:
        """Take what an earlier run has added to another's note off it."""
        assert self.comments is not None
        runs = list(comment.iterfind("{*}text/{*}r"))
        at = next(
            (index for index, run in enumerate(runs) if _SEPARATOR in "".join(run.itertext())), len(runs)
        )
        for run in runs[at:]:
            self.comments.replace(run, "")

    def add(self, area: Area, note: Note, lang: str) -> None:
        """Put a note on a cell, or on all that it is merged with."""
        reference = f"{column_name(area.left)}{area.top}"
        runs = _runs(note, lang)
        other = self.others.get(reference)
        if other is not None:
            self._add_to(other, runs)
            self.threads.answer(reference, text(note.remarks, lang))
            return
        self._fresh.append(
            f'<comment ref="{reference}" authorId="{{}}"><text>{"".join(runs)}</text></comment>'
        )
        said = text(note.remarks, lang).split("\n")
        tall = sum(-(-columns(line) // _CHARACTERS) or 1 for line in said)
        high = 12 + _LINE * tall
        self._shapes.append(_Box(area, high, self.grid.anchor(area, high), COLORS[note.severity].lower()))

    def _add_to(self, other: Element, runs: Sequence[str]) -> None:
        """Put ours behind what another's note says."""
        assert self.comments is not None
        said = next(other.iterchildren("{*}text"))
        for plain in said.iterchildren("{*}t"):
            self.comments.replace(plain, prefixed(_run(plain.text or ""), said))
        self.comments.last(said, prefixed("".join((_run(f"\n{_SEPARATOR}\n"), *runs)), said))

    def finish(self) -> None:
        """Put the notes, and their boxes, into their parts, made where there are none."""
        if self._fresh:
            self._write_comments()
        if self._shapes or self.ours:
            self._write_drawing()

    def _write_comments(self) -> None:
        if self.comments is None:
            name = self.package.fresh_name("xl/comments{}.xml")
            listed = "".join(self._fresh).replace('authorId="{}"', 'authorId="0"')
            content = f"<authors><author>{AUTHOR}</author></authors><commentList>{listed}</commentList>"
            xml = f'{_HEAD}<comments xmlns="{self.space}">{content}</comments>'
            self.package.add(name, xml.encode(), _COMMENTS)
            self.package.relate(self.name, f"{self.relations}/comments", name)
            return
        root = self.comments.root
        authors = next(root.iterchildren("{*}authors"))
        known = [one.text for one in authors]
        if AUTHOR not in known:
            self.comments.last(authors, prefixed(f"<author>{AUTHOR}</author>", authors))
            known.append(AUTHOR)
        listed = "".join(self._fresh).replace('authorId="{}"', f'authorId="{known.index(AUTHOR)}"')
        into = next(root.iterchildren("{*}commentList"))
        self.comments.last(into, prefixed(listed, into))

    def _write_drawing(self) -> None:
        """Draw the boxes of new notes, without those of the notes that were taken away.

        Excel's own drawings are not always XML, and no reader minds where in them a shape stands.
        """
        if self.drawing is None:
            name = self.package.fresh_name("xl/drawings/vmlDrawing{}.vml")
            self.package.add_type("vml", _DRAWING)
            self.package.add(name, _drawn(_EMPTY.encode(), self._shapes))
            number = self.package.relate(self.name, f"{self.relations}/vmlDrawing", name)
            self._refer(number)
            return
        old = self.package.read(self.drawing)
        kept = _OLD_SHAPE.sub(lambda found: b"" if self._is_ours(found[0]) else found[0], old)
        self.package.add(self.drawing, _drawn(kept, self._shapes))

    def _is_ours(self, shape: bytes) -> bool:
        """Whether a shape is the box of a note that was taken away."""
        row, column = _OLD_ROW.search(shape), _OLD_COLUMN.search(shape)
        if row is None or column is None or b'"Note"' not in shape:
            return False
        return f"{column_name(int(column[1]))}{int(row[1]) + 1}" in self.ours

    def _refer(self, number: str) -> None:
        """Let the sheet refer to its boxes."""
        root = self.sheet.root
        prefix = next((key for key, value in root.nsmap.items() if value == self.relations and key), None)
        declared = "" if prefix else f' xmlns:r="{self.relations}"'
        xml = f'<{Part.tag(root, "legacyDrawing")}{declared} {prefix or "r"}:id="{number}"/>'
        lost = next(root.iterchildren("{*}legacyDrawing"), None)
        if lost is not None:
            self.sheet.replace(lost, xml)
            return
        before = [one for one in root if etree.QName(one).localname in _BEFORE_DRAWING]
        self.sheet.after(before[-1], xml)


def _drawn(drawing: bytes, shapes: Sequence[_Box]) -> bytes:
    """A drawing with more boxes in it. Raises SourceError ``structure`` where it has no end."""
    end = drawing.rfind(b"</xml>")
    if end < 0:
        raise SourceError("structure", "VML")
    number = max((int(one) for one in _SHAPE_NUMBER.findall(drawing)), default=1024)
    made = [] if b'id="_x0000_t202"' in drawing else [_SHAPE_TYPE]
    for count, box in enumerate(shapes, 1):
        made.append(
            _SHAPE.format(
                id=max(number, 1024) + count,
                wide=_WIDE * 3 // 4,
                tall=box.tall * 3 // 4,
                color=box.color,
                anchor=box.anchor,
                row=box.area.top - 1,
                column=box.area.left,
            )
        )
    xml = "".join(made)
    root = _ROOT.search(drawing)
    for key, space in _SPACES:
        if root is not None and f"xmlns:{key}=".encode() in root[0]:
            continue
        xml = re.sub(r"<(v:shape(?:type)?) ", rf'<\1 xmlns:{key}="{space}" ', xml)
    return drawing[:end] + xml.encode() + drawing[end:]


def _text_of(comment: Element) -> str:
    """What a note says."""
    return "".join(one.text or "" for one in comment.iter("{*}t"))


def _runs(note: Note, lang: str) -> list[str]:
    """What a note says, in runs."""
    found: list[str] = []
    for remark in note.remarks:
        head, *rest = lines(remark, lang)
        found.append(_run(("\n\n" if found else "") + head.lead, INKS[remark.severity]))
        found.append(_run("\n".join((head.text, *map("".join, rest)))))
    return found


def _run(said: str, ink: str = "") -> str:
    """A run of a note. ink: of what is bold."""
    look = f'<b/><sz val="9"/><color rgb="FF{ink}"/>' if ink else '<sz val="9"/><color indexed="81"/>'
    return f'<r><rPr>{look}<rFont val="宋体"/></rPr><t xml:space="preserve">{held(said)}</t></r>'
