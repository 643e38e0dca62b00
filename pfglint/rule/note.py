"""Notes: what is kept of a form for the forms after it in the same run, and what is to be said should one be its like.

A form is judged by itself wherever it is read; what two forms of a run have in common only whoever hears of both can
tell (`pfglint.rule.neighbours`). Texts in a note that are not known yet are left open: `blank` gives what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Protocol, TypeAlias

from pfglint.finding import Finding, Place, Related, Severity
from pfglint.patterns import late

_BLANK = late("\ue000([^\ue001]*)\ue001")

Told: TypeAlias = Finding | Severity | None
"""A finding with blanks; its severity only, where nobody wants to hear of it; None where none is to be told."""


def blank(name: str) -> str:
    """What stands in a text for something that is not known yet."""
    return f"\ue000{name}\ue001"


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with `values` in its blanks."""
    return _BLANK.sub(lambda found: values.get(found[1], ""), text) if "\ue000" in text else text


def finished(
    finding: Finding, values: Mapping[str, str], related: tuple[Related, ...] | None = None
) -> Finding:
    """A finding without blanks. related: where its related place is not its own yet."""
    places = finding.related if related is None else related
    return finding._replace(
        message=filled(finding.message, values),
        help=filled(finding.help, values) if finding.help else finding.help,
        related=tuple(one._replace(message=filled(one.message, values)) for one in places),
    )


class Terms(NamedTuple):
    """When a group's members are told of.

    once:      each difference is told once.
    like:      a text of theirs must be like that of the first by so much (above true) or not (above false).
    near:      so much of the text itself must be the same, where it need not be all.
    """

    once: bool = False
    like: float | None = None
    above: bool = True
    near: float | None = None


class NearText(NamedTuple):
    """A text that is looked for among those that are nearly the same.

    marks:   see `pfglint.rule.likeness.marks`.
    kin:     what makes two of them belong together; the findings about others are advice.
    own:     what may differ in it unnoticed, and was taken out of it: whose it is; named: whether it was there.
    message, help: what is said, with blanks.
    """

    text: str
    marks: tuple[int, ...]
    kin: int | None
    message: str
    help: str | None
    own: str = ""
    named: bool = False


class Note(NamedTuple):
    """What a rule asks of the run about something in a form.

    key, differs: as in `pfglint.rule.group.Groups.meet`; they are the same in every process.
    texts:   of the fields that the rule's texts want of a group's first member, by name.
    place:   where it stands; related: what is said at the place of the first.
    like:    the text that `Terms.like` compares.
    silences, anchor: what else it silences when it is told.
    """

    rule: str
    terms: Terms
    key: int
    differs: int
    told: Told
    texts: dict[str, str]
    place: Place | None
    related: str = ""
    like: str = ""
    near: NearText | None = None
    silences: frozenset[str] = frozenset()
    anchor: tuple[str, object] | None = None


class Tally(NamedTuple):
    """How many members a group of a document has, and what they all are.

    value:   a digest of what they have in common; None where they do not.
    members, forms: how many; fewest: how many there must be of both.
    told:    about the first, with blanks for both numbers.
    form:    the last that was counted.
    """

    rule: str
    key: int
    value: int | None
    members: int
    forms: int
    fewest: tuple[int, int]
    told: Told
    form: int = 0


class Listener(Protocol):
    """Who hears of notes."""

    def hear(self, path: str, notes: Iterable[Note]) -> list[Finding | Severity]:
        """What is to be told of a form whose notes these are. path: of its file."""

    def count(self, tallies: Iterable[Tally]) -> None:
        """Hear of the groups of a document that has been read."""


def merged(one: Tally, other: Tally) -> Tally:
    """Two tallies of one group; the first speaks for both, as long as there is anything to say."""
    same = one.value is not None and one.value == other.value
    return one._replace(
        value=one.value if same else None,
        told=one.told if same else None,
        members=one.members + other.members,
        forms=one.forms + other.forms,
        form=other.form,
    )


class Packed:
    """A listener in another process: it passes on what it hears, in as little room as it can."""

    def __init__(self) -> None:
        import zlib

        self._pack = zlib.compressobj(1)
        self._parts: list[bytes] = []

    def hear(self, path: str, notes: Iterable[Note]) -> list[Finding | Severity]:
        listed = list(notes)
        if listed:
            self._put(listed)
        return []

    def count(self, tallies: Iterable[Tally]) -> None:
        self._put(list(tallies))

    def _put(self, item: list[Note] | list[Tally]) -> None:
        import pickle

        data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
        self._parts.append(self._pack.compress(len(data).to_bytes(4) + data))

    def content(self) -> bytes:
        """All that was heard."""
        return b"".join((*self._parts, self._pack.flush()))


def unpacked(
    content: bytes, hear: Callable[[list[Note]], None], count: Callable[[list[Tally]], None]
) -> None:
    """Hand on what `Packed.content` holds, in order: the notes of each form, then the tallies."""
    import pickle
    import zlib

    if not content:
        return
    data, at = zlib.decompress(content), 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        item = pickle.loads(data[at + 4 : at + 4 + length])  # noqa: S301 - what a process of this run packed
        (hear if item and isinstance(item[0], Note) else count)(item)
        at += 4 + length
