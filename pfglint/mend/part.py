"""A part's XML, edited in its bytes: what is not edited keeps its declaration, prefixes, quotes and white space."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from pfglint.source.container import Element, tree_of
from pfglint.source.document import SourceError

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_NAME = re.compile(rb"[^\s/>]+")
_TAG_END = re.compile(rb"""(?:[^>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE = re.compile(rb"""(\s+)([^\s=/>]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_MOST_TAGS = 2_000_000
"""Tags of one part: the tree of so many takes some 400 MB."""
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


_FIRST, _AFTER, _BEFORE, _LAST, _WHOLE = range(5)
"""In which order stands what is put in at one point: what is closer to the element that was there comes first."""


class _Splice(NamedTuple):
    """Bytes put in the place of others. order: among those at one point, of which those that were asked for first go first."""

    start: int
    end: int
    order: tuple[int, int]
    new: bytes


@dataclass(slots=True)
class Part:
    """The XML of one part, its tree, and what is to be edited in it.

    The tree is to be looked at, not changed: elements of it say where the editing is done. New XML is given as text, with
    the prefixes that hold where it is put (`Part.tag`).

    data: the part's bytes, UTF-8. Raises SourceError: ``encoding`` for any other, ``unsafe`` for entities, and
          ``limit-size`` for more tags than are to be held in memory.
    """

    data: bytes
    root: Element = field(init=False)
    _edits: list[tuple[Element, str, str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        declared = _DECLARED.match(self.data.removeprefix(b"\xef\xbb\xbf"))
        encoding = declared[1].decode().lower() if declared else "utf-8"
        if encoding not in ("utf-8", "utf8") or self.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError("encoding", encoding)
        if self.data.count(b"<") > _MOST_TAGS:
            raise SourceError("limit-size", f"{len(self.data) / (1 << 20):,.0f}")
        self.root = tree_of(self.data)

    def text(self, element: Element, text: str) -> None:
        """Make `text` all that an element holds; white space that comes to its ends is kept by ``xml:space``."""
        self._edits.append((element, "text", escape(_CONTROLS.sub("", text), {"\r": "&#13;"}), None))
        old = element.text or ""
        comes = any(
            _begins_blank(new) and not _begins_blank(was)
            for new, was in ((text, old), (text[::-1], old[::-1]))
        )
        if comes and element.get(f"{_XML}space") != "preserve":
            self.attribute(element, f"{_XML}space", "preserve")

    def attribute(self, element: Element, name: str, value: str | None) -> None:
        """Set an attribute, or take it away (None). name: as lxml has it; its namespace must have a prefix there."""
        self._edits.append((element, "attribute", _qualified(element, name), value))

    def before(self, element: Element, xml: str) -> None:
        """Put `xml` before an element."""
        self._edits.append((element, "before", xml, None))

    def after(self, element: Element, xml: str) -> None:
        """Put `xml` behind an element."""
        self._edits.append((element, "after", xml, None))

    def first(self, element: Element, xml: str) -> None:
        """Put `xml` into an element, before all that it holds."""
        self._edits.append((element, "first", xml, None))

    def last(self, element: Element, xml: str) -> None:
        """Put `xml` into an element, behind all that it holds."""
        self._edits.append((element, "last", xml, None))

    def replace(self, element: Element, xml: str) -> None:
        """Put `xml` in the place of an element and all that it holds; ``""`` takes it away."""
        self._edits.append((element, "replace", xml, None))

    @staticmethod
    def tag(element: Element, name: str) -> str:
        """The tag of a name in the namespace of `element`, as it is written there: ``w:t``."""
        return f"{element.prefix}:{name}" if element.prefix else name

    def written(self) -> bytes:
        """The part with all edits made. Raises ValueError where one is made inside of what another replaces."""
        if not self._edits:
            return self.data
        spots = self._spots()
        tags: dict[Element, list[tuple[str, str | None]]] = {}
        inside: dict[Element, dict[str, list[str]]] = {}
        splices: list[_Splice] = []
        for turn, (element, kind, new, value) in enumerate(self._edits):
            spot = spots[element]
            if kind == "attribute":
                tags.setdefault(element, []).append((new, value))
            elif kind in ("text", "first", "last"):
                inside.setdefault(element, {}).setdefault(kind, []).append(new)
            elif kind == "replace":
                splices.append(_Splice(spot.start, spot.end, (_WHOLE, turn), new.encode()))
            else:
                at, rank = (spot.start, _BEFORE) if kind == "before" else (spot.end, _AFTER)
                splices.append(_Splice(at, at, (rank, turn), new.encode()))
        for element in {*tags, *inside}:
            splices.extend(self._rewritten(spots[element], tags.get(element, []), inside.get(element, {})))
        return self._spliced(splices)

    def _rewritten(
        self, spot: _Spot, attributes: list[tuple[str, str | None]], inside: dict[str, list[str]]
    ) -> Iterator[_Splice]:
        """An element's first tag with its attributes set, and what is put into the element."""
        head = self.data[spot.start : spot.inner]
        for name, value in attributes:
            head = _with_attribute(head, name, value)
        first, last = ("".join(inside.get(key, ())).encode() for key in ("first", "last"))
        whole = inside["text"][-1].encode() if "text" in inside else None
        if inside and spot.inner == spot.end:  # <t/>
            head = head[:-2].rstrip() + b">" + first + (whole or b"") + last + b"</" + _name_of(head) + b">"
        elif whole is not None:
            yield _Splice(spot.inner, spot.tail, (_WHOLE, 0), first + whole + last)
        else:
            yield _Splice(spot.inner, spot.inner, (_FIRST, 0), first)
            yield _Splice(spot.tail, spot.tail, (_LAST, 0), last)
        if head != self.data[spot.start : spot.inner]:
            yield _Splice(spot.start, spot.inner, (_WHOLE, 0), head)

    def _spliced(self, splices: list[_Splice]) -> bytes:
        pieces: list[bytes] = []
        done = 0
        for splice in sorted(splices, key=lambda one: (one.start, one.end, one.order)):
            if splice.start < done:
                raise ValueError("an edit inside of what another replaces")
            pieces += (self.data[done : splice.start], splice.new)
            done = splice.end
        return b"".join((*pieces, self.data[done:]))

    def _spots(self) -> dict[Element, _Spot]:
        """Where the elements that are edited stand in the bytes: both parsers meet the elements in the same order."""
        wanted = {edit[0] for edit in self._edits}
        starts, ends = _offsets(self.data)
        found: dict[Element, _Spot] = {}
        for number, element in enumerate(self.root.iter("*")):
            if element in wanted:
                found[element] = _Spot.at(self.data, starts[number], ends[number])
        return found


class _Spot(NamedTuple):
    """Where an element stands. inner, tail: where what it holds begins and ends; both are its end in ``<t/>``."""

    start: int
    inner: int
    tail: int
    end: int

    @classmethod
    def at(cls, data: bytes, start: int, tail: int) -> _Spot:
        inner = _tag_end(data, start)
        if data[inner - 2 : inner] == b"/>":
            return cls(start, inner, inner, inner)
        return cls(start, inner, tail, _tag_end(data, tail))


def _offsets(data: bytes) -> tuple[array[int], array[int]]:
    """Where each element's first tag begins, and its last, in the order in which elements begin."""
    starts, ends = array("q"), array("q")
    open_: list[int] = []
    parser = expat.ParserCreate()

    def begin(_: str, __: dict[str, str]) -> None:
        open_.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(_: str) -> None:
        ends[open_.pop()] = parser.CurrentByteIndex

    def refuse(*_: object) -> None:
        raise SourceError("unsafe", "DTD")

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(data, True)
    return starts, ends


def _begins_blank(text: str) -> bool:
    return text[:1].isspace()


def _tag_end(data: bytes, start: int) -> int:
    found = _TAG_END.match(data, start)
    assert found is not None, "the parser has seen this tag"
    return found.end()


def _name_of(head: bytes) -> bytes:
    found = _NAME.match(head, 1)
    assert found is not None, "the parser has seen this tag"
    return found[0]


def _with_attribute(head: bytes, name: str, value: str | None) -> bytes:
    """A first tag with an attribute set, or without it."""
    quoted = f'{name}="{escape(value, _QUOTED)}"'.encode() if value is not None else b""
    begin = 1 + len(_name_of(head))
    for found in _ATTRIBUTE.finditer(head, begin):
        if found[2] == name.encode():
            return head[: found.start() if value is None else found.end(1)] + quoted + head[found.end() :]
    end = len(head[: -2 if head.endswith(b"/>") else -1].rstrip())
    return head[:end] + (b" " if quoted else b"") + quoted + head[end:]


_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def _qualified(element: Element, name: str) -> str:
    if not name.startswith("{"):
        return name
    space, _, local = name[1:].partition("}")
    if f"{{{space}}}" == _XML:
        return f"xml:{local}"
    prefix = next(key for key, value in element.nsmap.items() if key and value == space)
    return f"{prefix}:{local}"
