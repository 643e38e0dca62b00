"""What is written beside a culprit: findings in words, those of one cell together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pfglint.finding import Finding, Place, Severity
from pfglint.report.plain import spot
from pfglint.report.text import WORDS

AUTHOR = "pfglint"
"""In whose name notes stand."""
COLORS: Mapping[Severity, str] = {
    Severity.ERROR: "FFC7CE",
    Severity.WARNING: "FFEB9C",
    Severity.INFO: "DDEBF7",
}
"""The tint of each severity, as RRGGBB: light enough to read black letters on."""
INKS: Mapping[Severity, str] = {
    Severity.ERROR: "C00000",
    Severity.WARNING: "9C5700",
    Severity.INFO: "1F4E79",
}
"""The letters of each severity, dark enough to be read on its tint."""
_RULE = re.compile(r"[\w-]+ [A-Z]+\d+")
COLONS = {"zh": "：", "en": ": "}

_ODD = re.compile("[^\t\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Remark(NamedTuple):
    """A finding in words.

    title:     what the rule is about, in a few words.
    related:   the places that it must be read with, each in a sentence.
    code:      the rule's name and code (``percent-on-count PFG301``).
    form, project, indicator: as a finding has them.
    """

    place: Place | None
    severity: Severity
    title: str
    message: str
    help: str
    source: str
    related: tuple[str, ...]
    code: str
    form: int | None
    project: str
    indicator: str


class Line(NamedTuple):
    """A paragraph of a remark. lead: the words that it begins with, with a colon: how bad it is, or what follows."""

    lead: str
    text: str


class Note(NamedTuple):
    """All remarks on one cell, the worst first. place: None for those on the file as a whole."""

    place: Place | None
    remarks: tuple[Remark, ...]

    @property
    def severity(self) -> Severity:
        """That of the worst."""
        return max(one.severity for one in self.remarks)


def remark_of(finding: Finding, titles: Mapping[str, str], lang: str) -> Remark:
    """A finding in words. titles: the rules' titles by code."""
    return Remark(
        finding.place,
        finding.severity,
        plain(titles.get(finding.code, "")),
        plain(finding.message),
        plain(finding.help or ""),
        plain(finding.source or ""),
        tuple(
            plain(f"{one.path or ''} {spot(one.place, lang)} {one.message}").strip()
            for one in finding.related
        ),
        f"{finding.name} {finding.code}",
        finding.form,
        plain(finding.project or ""),
        plain(finding.indicator or ""),
    )


def notes(remarks: Iterable[Remark]) -> list[Note]:
    """The remarks of each cell together, in the order of their places; those without one come first."""
    cells: dict[Place | None, list[Remark]] = {}
    for remark in remarks:
        cells.setdefault(_cell(remark.place), []).append(remark)
    found = [
        Note(place, tuple(sorted(those, key=lambda one: -one.severity))) for place, those in cells.items()
    ]
    return sorted(found, key=lambda note: note.place.order if note.place else (0, 0))


def _cell(place: Place | None) -> Place | None:
    """The cell that a place is in; its rank may tell parts of one cell from each other."""
    if place is None or place == Place(rank=place.rank):
        return None
    return place


def lines(remark: Remark, lang: str) -> list[Line]:
    """A remark for people, a paragraph a line: what is wrong, how to mend it, by which document and by which rule."""
    words = WORDS[lang]
    said = [
        (words[remark.severity.label], remark.message),
        *((words["related"], one) for one in remark.related),
        (words["help"], remark.help),
        (words["source"], remark.source),
        (words["rule"], remark.code),
    ]
    return [Line(lead + COLONS[lang], text) for lead, text in said if text]


def text(remarks: Sequence[Remark], lang: str) -> str:
    """Several remarks for people, a blank line between two."""
    return "\n\n".join("\n".join(map("".join, lines(one, lang))) for one in remarks)


def is_ours(text: str) -> bool:
    """Whether a note was written by us, as its text tells: programs save notes without their authors, too."""
    said = text.strip().split("\n")
    for lang, words in WORDS.items():
        heads = tuple(words[one.label] + COLONS[lang] for one in Severity)
        rule = words["rule"] + COLONS[lang]
        if said[0].startswith(heads) and said[-1].startswith(rule):
            return _RULE.fullmatch(said[-1].removeprefix(rule)) is not None
    return False


def plain(text: str) -> str:
    """`text` without the characters that XML cannot hold and people cannot see."""
    return _ODD.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))
