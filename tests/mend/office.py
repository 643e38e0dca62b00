"""What the tests of mended Office files have in common: one cell edited, and the parts compared."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from pfglint.finding import Place
from pfglint.mend.package import Package
from pfglint.mend.plan import Span, differing
from pfglint.mend.run import Write
from pfglint.mend.written import Written

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Edits = dict[Place, list[Span]]


def edits(place: Place, was: str, text: str) -> Edits:
    """The edit that makes a cell that holds `was` hold `text`."""
    start, old, new = differing(was, text)
    return {place: [Span(start, start + len(old), old, new, was)]}


def edit(write: Write, data: bytes, place: Place, was: str, text: str) -> Written:
    """The file with one cell edited."""
    return write(data, edits(place, was, text))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(old: bytes, new: bytes) -> list[str]:
    """The parts that are not the same; all others are, byte for byte, and stand in the same order."""
    before, after = parts(old), parts(new)
    assert list(before) == list(after)
    return [name for name in before if before[name] != after[name]]


def canonical(xml: bytes) -> bytes:
    """XML in the form in which the same means the same."""
    out: bytes = etree.tostring(etree.fromstring(xml), method="c14n")
    return out


STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def shared(data: bytes) -> bytes:
    """A workbook whose cells share their texts, as Excel writes them; openpyxl writes each into its cell."""
    package = Package(data)
    found: dict[str, int] = {}
    count = 0
    for name in [one for one in package.names if one.startswith("xl/worksheets/sheet")]:
        part = package.part(name)
        for cell in part.root.iterfind(".//{*}c[@t='inlineStr']"):
            (inline,) = cell
            inner = "".join(etree.tostring(child, encoding="unicode") for child in inline)
            number = found.setdefault(inner.replace(f' xmlns="{_MAIN}"', ""), len(found))
            part.attribute(cell, "t", "s")
            part.replace(inline, f"<v>{number}</v>")
            count += 1
    strings = "".join(f"<si>{one}</si>" for one in found)
    head = f'<sst xmlns="{_MAIN}" count="{count}" uniqueCount="{len(found)}">'
    package.add(STRINGS, f"{head}{strings}</sst>".encode(), _STRINGS_TYPE)
    package.relate(package.main, _STRINGS, STRINGS)
    return package.written()
