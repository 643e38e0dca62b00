"""The forms of a run beside each other: whoever comes later is told of the first that is like it.

One pass, in the order of the files. Of each form only keys stay in memory (`pfglint.rule.spool`); what a message wants
of the first is kept in a temporary file.
"""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.finding import Finding, Place, Related, Severity
from pfglint.rule.note import NearText, Note, Tally, filled, finished, merged
from pfglint.rule.spool import Spool, Tags

_SHOWN = 3
"""So many differences are shown."""
_LONGEST = 40
"""Characters of one that are shown."""


class _First(NamedTuple):
    """The first member of a group, as the spool keeps it."""

    key: int
    differs: int
    path: str
    place: Place | None
    texts: dict[str, str]
    like: str
    near: str
    kin: int | None
    own: str


@dataclass(slots=True)
class _Group:
    """The groups of one rule.

    told:    the differences that were told, where each is told once.
    waiting: the firsts that are told of as soon as another comes of which nothing is to be told, with their paths.
    """

    first: Tags = field(default_factory=Tags)
    marked: Tags = field(default_factory=Tags)
    told: set[tuple[int, int]] = field(default_factory=set)
    waiting: dict[int, tuple[str, Note]] = field(default_factory=dict)


class _Spoken(NamedTuple):
    note: Note
    told: Finding | Severity


class Neighbours:
    """What has been heard of the forms of a run. It listens to notes (`pfglint.rule.note.Listener`).

    look_back: whether a form that came first is told of, where the later one is not to be.
    """

    def __init__(self, lang: str = "zh", look_back: bool = False) -> None:
        self._lang = lang
        self._look_back = look_back
        self._spool = Spool()
        self._groups: dict[str, _Group] = {}
        self._tallies: dict[tuple[str, int], Tally] = {}

    def hear(self, path: str, notes: Iterable[Note]) -> list[Finding | Severity]:
        """What is to be told of a form, now that the others before it are known."""
        spoken = [_Spoken(note, told) for note in notes if (told := self._told(path, note)) is not None]
        return [one.told for one in spoken if not _silenced(one, spoken)]

    def count(self, tallies: Iterable[Tally]) -> None:
        """Hear of the groups of a document that has been read."""
        for tally in tallies:
            key = tally.rule, tally.key
            before = self._tallies.get(key)
            self._tallies[key] = tally if before is None else merged(before, tally)

    def close(self) -> list[Finding | Severity]:
        """What only the whole run shows. After it, nothing has been heard."""
        found = list(self._uniform())
        self._tallies.clear()
        return found

    def _uniform(self) -> Iterator[Finding | Severity]:
        for tally in self._tallies.values():
            few = tally.members < tally.fewest[0] or tally.forms < tally.fewest[1]
            if few or tally.value is None or tally.told is None:
                continue
            values = {"count": str(tally.members), "forms": str(tally.forms)}
            yield finished(tally.told, values) if isinstance(tally.told, Finding) else tally.told

    # ── One note ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _told(self, path: str, note: Note) -> Finding | Severity | None:
        group = self._groups.get(note.rule) or self._groups.setdefault(note.rule, _Group())
        first, alike = self._same(group, note), None
        if first is None:
            first, alike = self._nearest(group, note)
            self._keep(group, path, note)
        if first is None or not _differs(note, first):
            return None
        if note.told is not None:
            return self._of(group, path, note, first, alike)
        waiting = group.waiting.pop(first.key, None)
        return None if waiting is None else self._of(group, *waiting, _first(path, note), alike)

    def _of(
        self, group: _Group, path: str, note: Note, first: _First, alike: float | None
    ) -> Finding | Severity | None:
        """What is told of a note beside another. alike: how much of the texts is the same, where not all is asked for."""
        told, near = note.told, note.near
        if told is None:
            return None
        if alike is None:
            if note.terms.once:
                telling = note.key, note.differs
                if telling in group.told:
                    return None
                group.told.add(telling)
            if near is not None and _of_one_programme(near, first):
                told = Severity.INFO if isinstance(told, Severity) else told._replace(severity=Severity.INFO)
            return _finding(path, note, told, first, {})
        if near is None:
            return None
        serious = _is_kin(near, first) and not _speaks_of_its_own(near, first)
        if isinstance(told, Severity):
            return told if serious else Severity.INFO
        severity = told.severity if serious else Severity.INFO
        values = {"likeness": f"{int(alike * 100)}%", "differing": self._differing(near.text, first.near)}
        told = told._replace(message=near.message, help=near.help, severity=severity)
        return _finding(path, note, told, first, values)

    def _differing(self, text: str, other: str) -> str:
        """What a text has that another has not, for people."""
        from pfglint.rule.likeness import differing

        parts, lacking = differing(text, other), differing(other, text)
        if not parts and not lacking:
            return self._say("项目名称", "the project's name")
        shown = self._say("、", ", ").join(f"“{_short(part)}”" for part in (parts or lacking)[:_SHOWN])
        if len(parts or lacking) > _SHOWN:
            shown += self._say("等处", " and more")
        return shown if parts else self._say(f"那里多出的{shown}", f"{shown} there")

    def _say(self, zh: str, en: str) -> str:
        return zh if self._lang == "zh" else en

    # ── Finding the first ────────────────────────────────────────────────────────────────────────────────────────────

    def _keep(self, group: _Group, path: str, note: Note) -> None:
        kept = _first(path, note)
        place = kept.place and tuple(kept.place)
        offset = self._spool.add(marshal.dumps((*kept[:3], place, *kept[4:])))
        if offset is None:
            return
        group.first.add(note.key, offset)
        for mark in note.near.marks if note.near is not None else ():
            if group.marked.get(mark) is None:
                group.marked.add(mark, offset)
        if self._look_back and note.told is not None:
            group.waiting[note.key] = path, note

    def _kept(self, offset: int) -> _First:
        found = _First(*marshal.loads(self._spool.get(offset)))  # noqa: S302 - what this process packed itself
        return found._replace(place=Place(*found.place) if found.place is not None else None)

    def _same(self, group: _Group, note: Note) -> _First | None:
        """The first member of the note's group."""
        offset = group.first.get(note.key)
        found = None if offset is None else self._kept(offset)
        return found if found is not None and found.key == note.key else None

    def _nearest(self, group: _Group, note: Note) -> tuple[_First | None, float | None]:
        """The first of those whose text is nearly the same, and how much of it is. Only the two likeliest are asked."""
        near, best = note.near, None
        alike = note.terms.near
        if near is None or alike is None:
            return None, None
        met = Counter(offset for mark in near.marks if (offset := group.marked.get(mark)) is not None)
        for offset, _ in met.most_common(2):
            from pfglint.rule.likeness import likeness

            first = self._kept(offset)
            found = likeness(near.text, first.near)
            if found > alike or (found == alike and best is None):
                best, alike = first, found
        return best, alike if best is not None else None


def _first(path: str, note: Note) -> _First:
    """A note as the first of its group."""
    near = note.near
    text, kin, own = (near.text, near.kin, near.own) if near is not None else ("", None, "")
    return _First(note.key, note.differs, path, note.place, note.texts, note.like, text, kin, own)


def _is_kin(near: NearText, first: _First) -> bool:
    return near.kin is not None and near.kin == first.kin


_ONE_NAME = 0.6
"""From which likeness on two names are of one programme (东区乡村教师补助, 西区乡村教师补助)."""


def _of_one_programme(near: NearText, first: _First) -> bool:
    """Whether two that have one text are of different offices and named alike: what all were told to write."""
    from pfglint.rule.likeness import likeness

    return not _is_kin(near, first) and bool(near.own) and likeness(near.own, first.own) >= _ONE_NAME


def _speaks_of_its_own(near: NearText, first: _First) -> bool:
    """Whether a text was written for what it is about: it names that, or what tells its name from the first's."""
    from pfglint.rule.likeness import differing

    parts = differing(near.own, first.own) if near.own and first.own else ()
    return near.named or (bool(parts) and all(part in near.text for part in parts))


def _differs(note: Note, first: _First) -> bool:
    """Whether a member differs from the first as it must, to be told of."""
    if note.differs and first.differs == note.differs:
        return False
    terms = note.terms
    if terms.like is None:
        return True
    from pfglint.rule.likeness import likeness

    return (likeness(note.like, first.like) >= terms.like) is terms.above


def _short(part: str) -> str:
    return part if len(part) <= _LONGEST else f"{part[: _LONGEST - 1]}…"


def _finding(
    path: str, note: Note, told: Finding | Severity, first: _First, values: dict[str, str]
) -> Finding | Severity:
    """What is told of a note beside the first of its group."""
    if not isinstance(told, Finding):
        return told
    named = {f"first.{name}": text for name, text in first.texts.items()} | values
    elsewhere = first.path if first.path != path else None
    related = (
        (Related(first.place, filled(note.related, named), elsewhere),) if first.place is not None else ()
    )
    # Which of them is the first depends on the names of the files: a finding is about all of them.
    keys = sorted({note.key, first.key})
    return finished(told, named, related)._replace(shared=tuple(f"{key:016x}" for key in keys))


def _silenced(one: _Spoken, others: Iterable[_Spoken]) -> bool:
    """Whether a rule silences it that spoke of the same thing; a form is the same thing as all that is in it."""
    name, anchor = one.note.rule, one.note.anchor
    return any(
        name in other.note.silences
        and (other.note.anchor is None or anchor is None or other.note.anchor == anchor)
        for other in others
    )
