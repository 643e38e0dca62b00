"""An Office file (docx, xlsx) written again with some of its parts changed or added, and all the others byte for byte.

>>> package = Package(data)                                        # doctest: +SKIP
>>> document = package.part(package.main)                          # its tree is to be looked at
>>> document.text(element, "≥90%")                                 # and this is edited in its bytes
>>> package.add("word/comments.xml", xml, COMMENTS_TYPE)
>>> package.relate(package.main, COMMENTS, "word/comments.xml")    # gives the id
>>> fresh = package.written()                                        # put it in place with `pfglint.mend.file`
"""

from __future__ import annotations

import io
import re
from posixpath import dirname, join, relpath
from xml.sax.saxutils import quoteattr

from pfglint.mend.part import Part
from pfglint.mend.zipped import rewritten
from pfglint.source.container import Container, open_container
from pfglint.source.document import SourceError
from pfglint.source.limits import Limits, Meter

_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_SIGNED = "_xmlsignatures/"


class Package:
    """An Office file in memory.

    data: the file. Raises SourceError: ``damaged`` where it does not say what it begins with, what
    `Container.blocks` raises; and zipfile.BadZipFile.
    main: the name of the part that it begins with.
    container: the file as it was opened, for reading.
    """

    def __init__(self, data: bytes, limits: Limits | None = None) -> None:
        self.data = data
        self.container: Container = open_container(io.BytesIO(data), Meter(limits or Limits()))
        self._parts: dict[str, Part] = {}
        self._added: dict[str, bytes] = {}
        self._typed: set[str] = set()
        main = self.container.main_part()
        if main is None:
            raise SourceError("damaged", _TYPES)
        self.main = main

    @property
    def names(self) -> list[str]:
        """The names of all parts, those that were added too."""
        return [*self.container.parts, *self._added]

    @property
    def is_signed(self) -> bool:
        """Whether there is a digital signature, which any change makes void."""
        return any(name.startswith(_SIGNED) for name in self.container.parts)

    def read(self, name: str) -> bytes:
        """The content of a part as it is by now. Raises KeyError, and SourceError as `Container.blocks` does."""
        if name in self._added:
            return self._added[name]
        if name in self._parts:
            return self._parts[name].written()
        if name not in self.container.file.NameToInfo:
            raise KeyError(name)
        return self.container.whole(name)

    def part(self, name: str) -> Part:
        """A part to be edited: what is edited in it is in `written` then. The same object each time.

        Raises KeyError, SourceError (see `Part`), and what the parser raises for what is no XML.
        """
        if name not in self._parts:
            self._parts[name] = Part(self.read(name))
            self._added.pop(name, None)
        return self._parts[name]

    def add(self, name: str, content: bytes, content_type: str | None = None) -> None:
        """Add a part, or put `content` in the place of one. content_type: for a new one, unless its suffix has one."""
        self._parts.pop(name, None)
        self._added[name] = content
        if content_type is not None and f"/{name}" not in self._types("Override", "PartName"):
            types = self.part(_TYPES)
            tag = Part.tag(types.root, "Override")
            types.last(types.root, f'<{tag} PartName={quoteattr("/" + name)} ContentType="{content_type}"/>')
            self._typed.add(f"/{name}")

    def add_type(self, suffix: str, content_type: str) -> None:
        """Say what parts whose names end with a suffix hold (``vml``), unless that is known."""
        if suffix not in self._types("Default", "Extension"):
            types = self.part(_TYPES)
            tag = Part.tag(types.root, "Default")
            types.first(types.root, f'<{tag} Extension="{suffix}" ContentType="{content_type}"/>')
            self._typed.add(suffix)

    def _types(self, element: str, attribute: str) -> set[str]:
        """The names or suffixes whose content is told."""
        known = self.part(_TYPES).root.iterfind(f"{{*}}{element}")
        return self._typed | {one.get(attribute, "") for one in known}

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The parts that a part referred to when the file was opened, by id: the last word of the relation's type, and the name."""
        return self.container.related(name)

    def relate(self, name: str, kind: str, target: str) -> str:
        """Let a part refer to another; gives the new id. kind: the relation's type, a URI."""
        relations = join(dirname(name), "_rels", name.rpartition("/")[2] + ".rels")
        if relations not in self._parts and relations not in self.names:
            self._added[relations] = _RELATIONSHIPS.encode()
        part = self.part(relations)
        fresh = _fresh_id(part)
        where = relpath(target, dirname(name) or ".")
        tag = Part.tag(part.root, "Relationship")
        part.last(part.root, f'<{tag} Id="{fresh}" Type="{kind}" Target={quoteattr(where)}/>')
        return fresh

    def fresh_name(self, pattern: str) -> str:
        """The first name that no part has. pattern: with ``{}`` for the number, ``xl/comments{}.xml``."""
        taken = {name.lower() for name in (*self.names, *self._parts)}
        return next(
            name for n in range(1, len(taken) + 2) if (name := pattern.format(n)).lower() not in taken
        )

    def written(self) -> bytes:
        """The file with all that was changed and added; the same bytes where nothing was."""
        changed = {name: part.written() for name, part in self._parts.items()} | self._added
        there = self.container.file.NameToInfo
        changed = {
            name: content
            for name, content in changed.items()
            if name not in there or name in self._added or content != self._parts[name].data
        }
        return rewritten(self.data, changed) if changed else self.data


def _fresh_id(part: Part) -> str:
    """An id that no relation has, nor one that was put in before."""
    taken = {one.get("Id") for one in part.root} | {*re.findall(r'Id="([^"]*)"', part.written().decode())}
    return next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
