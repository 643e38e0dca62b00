"""The styles of a workbook, and those that are added to them: nothing that is there changes its number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from lxml import etree

from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.source.container import Element

_LISTS: Mapping[str, tuple[str, ...]] = {
    "fonts": ('<font><sz val="11"/><name val="宋体"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
"""The lists that are added to, in their order, and what each holds at least."""
_BEFORE = {
    "fonts": ("numFmts",),
    "fills": ("numFmts", "fonts"),
    "borders": ("numFmts", "fonts", "fills"),
    "cellXfs": ("numFmts", "fonts", "fills", "borders", "cellStyleXfs"),
}
_DECLARED = re.compile(r'\s+xmlns(?::[\w.-]+)?="[^"]*"')
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(slots=True)
class Styles:
    """The styles of a workbook. part: its part, which has all of `_LISTS`."""

    part: Part
    _lists: dict[str, Element] = field(init=False)
    _fresh: dict[str, list[str]] = field(init=False)
    _formats: list[Element] = field(init=False)
    _tinted: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lists = {name: next(self.part.root.iterchildren(f"{{*}}{name}")) for name in _LISTS}
        self._fresh = {name: [] if len(self._lists[name]) else [*least] for name, least in _LISTS.items()}
        formats = [*self._lists["cellXfs"].iterchildren("{*}xf")]
        self._formats = formats or [etree.fromstring(one) for one in _LISTS["cellXfs"]]

    @property
    def font_name(self) -> str:
        """The name of the font that cells have which say nothing else."""
        name = next(self._lists["fonts"].iter("{*}name"), None)
        return "宋体" if name is None else name.get("val", "宋体")

    def added(self, name: str, xml: str) -> int:
        """The number that `xml` has in a list, to which it is added unless it was before. name: as in `_LISTS`."""
        fresh = self._fresh[name]
        if xml not in fresh:
            fresh.append(xml)
        return sum(1 for _ in self._lists[name].iterchildren("{*}*")) + fresh.index(xml)

    def fill(self, color: str) -> int:
        """The number of a fill. color: RRGGBB."""
        pattern = f'<patternFill patternType="solid"><fgColor rgb="FF{color}"/><bgColor indexed="64"/></patternFill>'
        return self.added("fills", f"<fill>{pattern}</fill>")

    def tinted(self, style: int, color: str) -> int:
        """The number of a style that is as another but for its fill."""
        known = self._tinted.get((style, color))
        if known is None:
            made = deepcopy(self._formats[style if style < len(self._formats) else 0])
            made.tail = None
            made.set("fillId", str(self.fill(color)))
            made.set("applyFill", "1")
            head, mark, rest = etree.tostring(made, encoding="unicode").partition(">")
            known = self.added("cellXfs", _DECLARED.sub("", head) + mark + rest)
            self._tinted[style, color] = known
        return known

    def finish(self) -> None:
        """Put what was added into the part."""
        for name, fresh in self._fresh.items():
            element = self._lists[name]
            if fresh:
                there = sum(1 for _ in element.iterchildren("{*}*"))
                self.part.last(element, prefixed("".join(fresh), element))
                self.part.attribute(element, "count", str(there + len(fresh)))


def prefixed(xml: str, element: Element) -> str:
    """`xml` with the prefix that an element has, if its namespace has one there."""
    prefix = element.prefix
    return re.sub(r"<(/?)(?=\w+[\s/>])", rf"<\1{prefix}:", xml) if prefix else xml


def styles_of(package: Package, name: str | None, relations: str, space: str) -> Styles:
    """The styles of a workbook, made where it has none. name: of their part; relations, space: as the workbook's are."""
    if name is None:
        name = "xl/styles.xml"
        if name in package.names:
            name = package.fresh_name("xl/styles{}.xml")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        package.add(name, f'{head}<styleSheet xmlns="{space}"/>'.encode(), _TYPE)
        package.relate(package.main, f"{relations}/styles", name)
    part = package.part(name)
    missing = [one for one in _LISTS if next(part.root.iterchildren(f"{{*}}{one}"), None) is None]
    for listed in missing:
        before = [one for one in part.root if etree.QName(one).localname in _BEFORE[listed]]
        xml = f'<{Part.tag(part.root, listed)} count="0"/>'
        if before:
            part.after(before[-1], xml)
        else:
            part.first(part.root, xml)
    if missing:
        package.add(name, part.written())
    return Styles(package.part(name))


def held(text: str) -> str:
    """`text` as the XML of a workbook holds it: what looks like its escape of a character (``_x000D_``) is escaped."""
    return escape(re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text))
