"""Conversations on cells, which newer Excel shows in the place of notes: there, a remark is an answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from pfglint.annotate.remark import AUTHOR
from pfglint.annotate.styles import held, prefixed
from pfglint.mend.package import Package
from pfglint.mend.part import Part
from pfglint.source.container import Element


@dataclass(slots=True)
class People:
    """Who takes part in a workbook's conversations. part: None where there are none. me: our id there, once we do."""

    part: Part | None
    me: str | None = None

    @classmethod
    def of(cls, package: Package) -> People:
        """Those of a workbook."""
        name = dict(package.related(package.main).values()).get("person")
        if name is None or name not in package.names:
            return cls(None)
        part = package.part(name)
        known = (one.get("id") for one in part.root if one.get("displayName") == AUTHOR)
        return cls(part, next(known, None))

    def join(self) -> str:
        """Take part; gives our id."""
        if self.me is None:
            self.me = _id("person")
            assert self.part is not None
            about = f'displayName="{AUTHOR}" id="{self.me}" userId="{AUTHOR}" providerId="None"'
            self.part.last(self.part.root, prefixed(f"<person {about}/>", self.part.root))
        return self.me


@dataclass(slots=True)
class Threads:
    """The conversations of a sheet. part: None where it has none.

    heads, tails: the first and the last of what is said on a cell, by its address.
    """

    people: People
    part: Part | None = None
    heads: dict[str, Element] = field(default_factory=dict)
    tails: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, sheet: str, people: People) -> Threads:
        """Those of a sheet, without what an earlier run has said. sheet: the name of its part."""
        name = dict(package.related(sheet).values()).get("threadedComment")
        if name is None or name not in package.names or people.part is None:
            return cls(people)
        part = package.part(name)
        made = cls(people, part)
        for one in part.root.iterchildren("{*}threadedComment"):
            if people.me is not None and one.get("personId") == people.me:
                part.replace(one, "")
            else:
                made.heads.setdefault(one.get("ref", ""), one)
                made.tails[one.get("ref", "")] = one
        return made

    def answer(self, reference: str, said: str) -> None:
        """Answer to what is said on a cell, if there is anything."""
        head = self.heads.get(reference)
        if head is None or self.part is None:
            return
        first = head.get("id", "")
        about = f'ref="{reference}" personId="{self.people.join()}" id="{_id(first)}" parentId="{first}"'
        xml = f"<threadedComment {about}><text>{held(said)}</text></threadedComment>"
        self.part.after(self.tails[reference], prefixed(xml, head))


def _id(word: str) -> str:
    """An id as the format has them: the same for the same word."""
    return "{" + str(uuid5(NAMESPACE_URL, f"{AUTHOR}:{word}")).upper() + "}"
