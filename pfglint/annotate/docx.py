"""Comments in Word documents: each around the culprit's text, in the margin what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from pfglint.annotate.remark import AUTHOR, INKS, Line, Note, lines
from pfglint.finding import Place
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.source.container import Element
from pfglint.source.docx import Located, located
from pfglint.source.limits import Limits

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS = "pfg"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_LOOK = '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/>'
"""A comment's paragraphs would else look as those of the document do."""
_LETTERS = '<w:sz w:val="18"/>'
"""In half points."""


def write(data: bytes, notes: Sequence[Note], lang: str, limits: Limits) -> bytes:
    """`data` with a comment for each of the notes, in the place of those that an earlier run has left.

    Raises SourceError as `Package` and `Part` do.
    """
    document = _Document(Package(data, limits))
    document.clear()
    for note in notes:
        document.add(note, lang)
    document.finish()
    return document.package.written()


@dataclass(slots=True)
class _Document:
    """A document being annotated.

    space:   the namespace of its elements.
    related: the names of the parts that it refers to, by kind.
    old, number: the comments that it has, and the number of the next one.
    fresh:   the XML of those to be added.
    """

    package: Package
    part: Part = field(init=False)
    space: str = field(init=False)
    related: dict[str, str] = field(init=False)
    found: Located = field(init=False)
    old: Part | None = field(init=False)
    number: int = field(init=False)
    fresh: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        package = self.package
        self.part = package.part(package.main)
        self.space = self.part.root.tag[1:].rpartition("}")[0]
        self.found = located(self.part.root, package.container.meter)
        self.related = {
            kind: name for kind, name in package.related(package.main).values() if name in package.names
        }
        self.old = package.part(self.related["comments"]) if "comments" in self.related else None
        numbers = [self._get(one, "id") for one in self.old.root] if self.old is not None else []
        self.number = 1 + max((int(one) for one in numbers if one.isdecimal()), default=-1)

    def clear(self) -> None:
        """Take away the comments of an earlier run."""
        if self.old is None:
            return
        ours = [one for one in self.old.root if self._get(one, "author") == AUTHOR]
        for comment in ours:
            self.old.replace(comment, "")
        self._forget({value for one in ours for value in _values(one.iter("{*}p"), "paraId")})
        numbers = {self._get(one, "id") for one in ours}
        for mark in self.part.root.iter(*map(self._tag, _MARKS)) if ours else ():
            if self._get(mark, "id") in numbers:
                run = mark.getparent()
                is_alone = all(one is mark or one.tag == self._tag("rPr") for one in run)
                self.part.replace(run if run.tag == self._tag("r") and is_alone else mark, "")

    def _forget(self, ours: set[str]) -> None:
        """Take away what Word keeps elsewhere of comments, by their paragraphs' ids; answers to them stand for themselves."""
        for kind, key in (
            ("commentsExtended", "paraId"),
            ("commentsIds", "paraId"),
            ("commentsExtensible", "durableId"),
        ):
            if not ours or kind not in self.related:
                continue
            part = self.package.part(self.related[kind])
            for one in part.root:
                about = {name.rpartition("}")[2]: name for name in one.attrib}
                if key in about and one.get(about[key]) in ours:
                    ours |= {*_values([one], "durableId")}
                    part.replace(one, "")
                elif "paraIdParent" in about and one.get(about["paraIdParent"]) in ours:
                    part.attribute(one, about["paraIdParent"], None)

    def add(self, note: Note, lang: str) -> None:
        """Put a comment around what a note is about."""
        ends = self._paragraphs(note.place)
        number, self.number = self.number, self.number + 1
        mark = f'w:id="{number}"'
        if ends is None:
            body = next(self.part.root.iterchildren(self._tag("body")))
            self.part.first(body, f"<w:p{self._declared(body)}>{_ending(mark)}</w:p>")
        else:
            first, last = ends
            begin = f"<w:commentRangeStart{self._declared(first)} {mark}/>"
            about = next(first.iterchildren(self._tag("pPr")), None)
            if about is None:
                self.part.first(first, begin)
            else:
                self.part.after(about, begin)
            self.part.last(last, f"<w:commentRangeEnd{self._declared(last)} {mark}/>")
            self.part.last(last, _ending(mark, self._declared(last)))
        said = "".join(
            _paragraph(line, "" if index else INKS[one.severity])
            for one in note.remarks
            for index, line in enumerate(lines(one, lang))
        )
        about_it = f'w:author="{AUTHOR}" w:initials="{_INITIALS}"'
        self.fresh.append(f"<w:comment {mark} {about_it}>{said}</w:comment>")

    def finish(self) -> None:
        """Put the new comments with the others, or into a part of their own."""
        if not self.fresh:
            return
        if self.old is not None:
            root = self.old.root
            declared = self._declared(root)
            for comment in self.fresh:
                self.old.last(root, comment.replace("<w:comment ", f"<w:comment{declared} ", 1))
            return
        folder = self.package.main.rpartition("/")[0]
        name = f"{folder}/comments.xml"
        if name in self.package.names:
            name = self.package.fresh_name(f"{folder}/comments{{}}.xml")
        content = f'<w:comments xmlns:w="{self.space}">{"".join(self.fresh)}</w:comments>'
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        self.package.add(name, (head + content).encode(), _TYPE)
        relations = _STRICT_RELATIONS if "purl.oclc.org" in self.space else _RELATIONS
        self.package.relate(self.package.main, f"{relations}/comments", name)

    def _paragraphs(self, place: Place | None) -> tuple[Element, Element] | None:
        """The first and the last paragraph of the text at a place, or nearest to it; None where there is no paragraph."""
        found = self._at(place)
        if found is None:
            first = next((one for one in self.part.root.iter(self._tag("p"))), None)
            return None if first is None else (self._outer(first), self._outer(first))
        element, texts = found
        if not texts:
            texts = [next(element.iter(self._tag("p")), element)]
        return self._outer(texts[0]), self._outer(texts[-1])

    def _at(self, place: Place | None) -> tuple[Element, list[Element]] | None:
        """The cell or the paragraph at a place, or nearest before it, and the elements that hold its text."""
        if place is None:
            return None
        if place.paragraph is not None:
            found = self.found.paragraphs.get(place.paragraph)
        else:
            spot = (place.table or 0, place.row or 0, place.column or 0)
            found = self.found.cells.get(spot)
            if found is None:
                before = [one for one in self.found.cells if one[0] == spot[0] and one <= spot]
                found = self.found.cells[max(before)] if before else None
        if found is None:
            return None
        element, pieces = found
        return element, [one.element for one in pieces if one.element is not None and one.text.strip()]

    def _outer(self, element: Element) -> Element:
        """The paragraph that an element is, or is in: for a text box, which takes no comments, the one around it."""
        chain = [element, *element.iterancestors()]
        box = self._tag("txbxContent")
        start = max((index for index, one in enumerate(chain) if one.tag == box), default=0)
        return next((one for one in chain[start:] if one.tag == self._tag("p")), element)

    def _tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"

    def _get(self, element: Element, name: str) -> str:
        value: str = element.get(self._tag(name)) or ""
        return value

    def _declared(self, element: Element) -> str:
        """What XML inside of an element needs for the prefix ``w``."""
        return "" if element.nsmap.get("w") == self.space else f' xmlns:w="{self.space}"'


def _values(elements: Iterable[Element], name: str) -> Iterator[str]:
    """The values of an attribute, of whatever namespace."""
    for one in elements:
        yield from (value for key, value in one.attrib.items() if key.rpartition("}")[2] == name)


def _ending(mark: str, declared: str = "") -> str:
    """What shows that a comment is there."""
    return f"<w:r{declared}><w:commentReference {mark}/></w:r>"


def _paragraph(line: Line, ink: str) -> str:
    """A line of a comment. ink: of what it begins with; "" for what is as plain as the rest."""
    letters = f'<w:b/><w:color w:val="{ink}"/>{_LETTERS}' if ink else _LETTERS
    return f"<w:p><w:pPr>{_LOOK}</w:pPr>{_run(line.lead, letters)}{_run(line.text, _LETTERS)}</w:p>"


def _run(text: str, letters: str) -> str:
    parts = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.replace("\t", " ").split("\n")
    )
    return f"<w:r><w:rPr>{letters}</w:rPr>{parts}</w:r>" if text else ""
