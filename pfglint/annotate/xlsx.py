"""Remarks in workbooks: a note and a tint on each culprit, and a sheet that lists them all and leads to them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from pfglint.annotate.remark import COLORS, Note
from pfglint.annotate.sheet_notes import SheetNotes, grid_of
from pfglint.annotate.sheet_summary import HEAD_ROWS, SAID, quoted, summary
from pfglint.annotate.styles import Styles, prefixed, styles_of
from pfglint.annotate.threads import People, Threads
from pfglint.finding import Severity
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.source.container import Element
from pfglint.source.limits import Limits
from pfglint.source.sheet import Area, column_number
from pfglint.source.xlsx import Book, book_of

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_MARK = "pfglint.summary"
"""The name by which a later run knows the sheet that lists the remarks."""
_TITLES = "_xlnm.Print_Titles"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_ROWS = 10_000
"""So many of merged ones are tinted."""
_BEFORE_NAMES = frozenset(("sheets", "functionGroups", "externalReferences"))


def write(data: bytes, notes: Sequence[Note], lang: str, limits: Limits) -> bytes:
    """`data` with the notes in it, in the place of those that an earlier run has left.

    Raises SourceError as `Package` and `Part` do.
    """
    package = Package(data, limits)
    workbook = _Workbook(package, book_of(package.container))
    by_sheet: dict[str, list[Note]] = {}
    for note in notes:
        if note.place is not None and note.place.sheet is not None:
            by_sheet.setdefault(note.place.sheet, []).append(note)
    for tab in workbook.book.tabs:
        workbook.annotate(tab.part, by_sheet.get(tab.name, ()), lang)
    workbook.list_all(notes, lang)
    workbook.styles.finish()
    return package.written()


@dataclass(slots=True)
class _Workbook:
    """A workbook being annotated. space, relations: the namespaces of its elements, and of what refers to parts."""

    package: Package
    book: Book
    part: Part = field(init=False)
    space: str = field(init=False)
    relations: str = field(init=False)
    styles: Styles = field(init=False)
    people: People = field(init=False)

    def __post_init__(self) -> None:
        self.part = self.package.part(self.package.main)
        self.space = self.part.root.tag[1:].rpartition("}")[0]
        self.relations = _RELATIONS if self.space == _SPACE else _STRICT_RELATIONS
        self.people = People.of(self.package)
        self.styles = styles_of(self.package, self.book.styles, self.relations, self.space)

    def annotate(self, name: str, notes: Sequence[Note], lang: str) -> None:
        """Put a sheet's notes on its cells. name: of its part."""
        kinds = {kind for kind, _ in self.package.related(name).values()}
        if not notes and "comments" not in kinds:
            return
        sheet = self.package.part(name)
        threads = Threads.of(self.package, name, self.people)
        made = SheetNotes(self.package, sheet, name, grid_of(sheet.root), threads, self.relations, self.space)
        areas = _areas(sheet.root)
        tinted: dict[Area, Severity] = {}
        for note in notes:
            found = _ADDRESS.fullmatch((note.place.cell if note.place else None) or "")
            if found is not None:
                row, column = int(found[2]), column_number(found[1])
                area = areas.get((row, column), Area(row, column, row, column))
                made.add(area, note, lang)
                tinted[area] = note.severity
        made.finish()
        self._tint(sheet, tinted)

    def _tint(self, sheet: Part, tinted: Mapping[Area, Severity]) -> None:
        """Give cells a tint, those that are merged with them too. All else of their styles stays."""
        rows: dict[int, list[Area]] = {}
        for area in tinted:
            for row in range(area.top, min(area.bottom, area.top + _MOST_ROWS) + 1):
                rows.setdefault(row, []).append(area)
        for row, column, cell in _cells(sheet.root, rows):
            for area in rows[row]:
                if area.left <= column <= area.right:
                    style = int(cell.get("s") or 0)
                    sheet.attribute(cell, "s", str(self.styles.tinted(style, COLORS[tinted[area]])))

    def list_all(self, notes: Sequence[Note], lang: str) -> None:
        """Put a sheet in front that lists all remarks, or a new list into the one that an earlier run has left."""
        content = summary(notes, self.styles, lang, self.space)
        target = self._earlier()
        if target is not None:
            self.package.add(target, content)
            return
        target = self.package.fresh_name("xl/worksheets/sheet{}.xml")
        self.package.add(target, content, _SHEET)
        number = self.package.relate(self.package.main, f"{self.relations}/worksheet", target)
        root = self.part.root
        sheets = next(root.iterchildren("{*}sheets"))
        name = _fresh_name(SAID[lang]["name"], [one.get("name", "") for one in sheets])
        last = max((int(one.get("sheetId") or 0) for one in sheets), default=0)
        prefix = next((key for key, value in root.nsmap.items() if value == self.relations and key), None)
        declared = "" if prefix else f' xmlns:r="{self.relations}"'
        about = f'name="{name}" sheetId="{last + 1}" {prefix or "r"}:id="{number}"'
        self.part.first(sheets, f"<{Part.tag(sheets, 'sheet')}{declared} {about}/>")
        self._shift(sheets)
        self._name(name)

    def _earlier(self) -> str | None:
        """The part of the sheet that an earlier run has left; None where there is none."""
        mark = next(
            (
                one
                for one in self.part.root.iterfind("{*}definedNames/{*}definedName")
                if one.get("name") == _MARK
            ),
            None,
        )
        index = mark.get("localSheetId", "") if mark is not None else ""
        sheets = list(self.part.root.iterfind("{*}sheets/{*}sheet"))
        if not index.isdecimal() or int(index) >= len(sheets):
            return None
        number = sheets[int(index)].get(f"{{{self.relations}}}id", "")
        name = self.package.related(self.package.main).get(number, ("", ""))[1]
        return name if name in self.package.names else None

    def _shift(self, sheets: Element) -> None:
        """Let what counts sheets count one more: the workbook opens where it did."""
        for one in self.part.root.iterfind("{*}definedNames/{*}definedName"):
            index = one.get("localSheetId", "")
            if index.isdecimal():
                self.part.attribute(one, "localSheetId", str(int(index) + 1))
        views = list(self.part.root.iterfind("{*}bookViews/{*}workbookView"))
        for view in views:
            self.part.attribute(view, "activeTab", str(int(view.get("activeTab") or 0) + 1))
            if view.get("firstSheet"):
                self.part.attribute(view, "firstSheet", None)
        if not views:
            self.part.before(sheets, prefixed('<bookViews><workbookView activeTab="1"/></bookViews>', sheets))

    def _name(self, sheet: str) -> None:
        """Let the new sheet's head be repeated on each page, and a later run know it."""
        names = (
            f'<definedName name="{_TITLES}" localSheetId="0">{quoted(sheet)}!$1:${HEAD_ROWS}</definedName>'
            f'<definedName name="{_MARK}" localSheetId="0" hidden="1">{quoted(sheet)}!$A$1</definedName>'
        )
        root = self.part.root
        there = next(root.iterchildren("{*}definedNames"), None)
        if there is not None:
            self.part.last(there, prefixed(names, there))
            return
        before = [one for one in root if etree.QName(one).localname in _BEFORE_NAMES]
        self.part.after(before[-1], prefixed(f"<definedNames>{names}</definedNames>", root))


def _areas(root: Element) -> dict[tuple[int, int], Area]:
    """The merged cells of a sheet, by the row and the column of their first."""
    found = {}
    for one in root.iterfind("{*}mergeCells/{*}mergeCell"):
        corners = [_ADDRESS.fullmatch(corner) for corner in one.get("ref", "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
            area = Area(int(top), column_number(left), int(bottom), column_number(right))
            found[area.top, area.left] = area
    return found


def _cells(root: Element, rows: Container[int]) -> Iterator[tuple[int, int, Element]]:
    """The cells in some rows of a sheet, with their rows, from 1, and columns, from 0; counted where they do not say."""
    number = 0
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = max(number + 1, int(row.get("r") or 0))
        column = -1
        for cell in row if number in rows else ():
            reference = cell.get("r")
            column = column_number(reference.rstrip("0123456789")) if reference else column + 1
            yield number, column, cell


def _fresh_name(name: str, taken: Sequence[str]) -> str:
    """A name that no sheet has."""
    known = {one.casefold() for one in taken}
    names = (name, *(f"{name}{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one.casefold() not in known)
