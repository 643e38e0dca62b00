"""Groups: subjects judged together, in linear time and with little memory.

A group keeps of its first member only a key of 8 bytes and a small snapshot: where it stands, and the texts that the
message wants of it.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

from pfglint.finding import Edit, Finding, Place, Severity
from pfglint.quantity.units import Unit
from pfglint.rule.types import Quantity

_KEY_BITS = (1 << 64) - 1
"""A key is a number of 64 bits."""


class Member(NamedTuple):
    """What is kept of a group's first member. texts: of its fields that the message names, in order."""

    place: Place | None
    texts: tuple[str, ...]


class Store:
    """Bytes by keys of 64 bits, in a third of the memory that a dictionary of objects takes for them.

    An open table of keys, each beside the place of its bytes; no key is ever taken out.
    """

    __slots__ = ("_content", "_table", "_used")

    def __init__(self) -> None:
        self._table = array("Q", bytes(16 * 8))
        self._content = bytearray()
        self._used = 0

    def get(self, key: int) -> bytes | None:
        """What was added under `key`."""
        at = self._find(key)
        if not self._table[at]:
            return None
        start = self._table[at + 1]
        stop = start + _LENGTH
        length = int.from_bytes(self._content[start:stop])
        return bytes(self._content[stop : stop + length])

    def add(self, key: int, content: bytes) -> None:
        """Keep `content` under a key that is not there yet."""
        if self._used * 3 >= len(self._table):
            self._grow()
        at = self._find(key)
        self._table[at], self._table[at + 1] = key or 1, len(self._content)
        self._content += len(content).to_bytes(_LENGTH) + content
        self._used += 1

    def _find(self, key: int) -> int:
        """Where `key` stands in the table, or would stand. No key is 0, which marks what is free."""
        table, key, size = self._table, key or 1, len(self._table)
        at = key * 2 % size
        while table[at] not in (0, key):
            at = (at + 2) % size
        return at

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(len(old) * 16))
        for index in range(0, len(old), 2):
            if old[index]:
                at = self._find(old[index])
                self._table[at], self._table[at + 1] = old[index], old[index + 1]


_LENGTH = 4
"""Bytes that say how many follow."""


@dataclass(slots=True)
class Groups:
    """The groups of one rule, in one form or in one document.

    alone: within a form, subjects that no other has met in the first part of the key: nothing more is asked of them.
    """

    first: Store = field(default_factory=Store)
    told: set[int] = field(default_factory=set)
    alone: dict[int, Any] = field(default_factory=dict)

    def company(self, part: int, subject: Any) -> list[Any]:
        """Those to be looked at now that `subject` comes: none while it is alone, then both, then each that comes."""
        if part not in self.alone:
            self.alone[part] = subject
            return []
        before, self.alone[part] = self.alone[part], None
        return [subject] if before is None else [before, subject]

    def meet(self, key: int, differs: int, member: Callable[[], Member], once: bool) -> Member | None:
        """The first member of the group, where the one that comes now differs from it; else None.

        differs: what the members must agree in; 0 where every later member is to be told of.
        """
        found = self.first.get(key)
        if found is None:
            self.first.add(key, _pack(differs, member()))
            return None
        agreed, first = _unpack(found)
        if differs and agreed == differs & _KEY_BITS:
            return None
        if once:
            telling = _digest((key, differs))
            if telling in self.told:
                return None
            self.told.add(telling)
        return first


@dataclass(slots=True)
class Way:
    """One way of writing what a group should write alike.

    first:   where it stands first.
    finding: about that, where it is not as it should be; edits: those of its fix, wherever it stands.
    untold:  the severity of a finding that nobody wants to hear of.
    """

    first: Place | None
    finding: Finding | None = None
    edits: list[Edit] = field(default_factory=list)
    untold: Severity | None = None

    def tell(self, finding: Finding) -> None:
        """It stands there, too: the first finding speaks for all."""
        if self.finding is None:
            self.finding = finding
        elif self.finding.fix is None:
            self.finding = self.finding._replace(fix=finding.fix)
        if finding.fix is not None:
            self.edits.extend(finding.fix.edits)

    def told(self, other: Way) -> Finding | None:
        """Its finding, once another way has been found; None where there is nothing to tell."""
        finding = self.finding
        if finding is None:
            return None
        related = other.first and tuple(item._replace(place=other.first) for item in finding.related)
        fix = finding.fix and finding.fix._replace(edits=tuple(self.edits))
        return finding._replace(related=related or (), fix=fix)


@dataclass(slots=True)
class Ways:
    """The groups of one rule that are judged when the document has been read, and the ways in which they are written."""

    groups: dict[int, dict[int, Way]] = field(default_factory=dict)

    def way(self, key: int, written: int, place: Place | None) -> Way:
        """The way of a member of a group."""
        ways = self.groups.setdefault(key, {})
        return ways.get(written) or ways.setdefault(written, Way(place))

    def different(self) -> Iterator[tuple[Way, Way]]:
        """Each way of a group that has several, with another."""
        for ways in self.groups.values():
            if len(ways) > 1:
                one, two, *_ = ways.values()
                yield from ((way, two if way is one else one) for way in ways.values())


def key_of(values: Iterable[Any]) -> int | None:
    """A key for some values; None where one is unknown. Equal amounts have equal keys, however they are written."""
    parts = _parts(values)
    return None if parts is None else _digest(tuple(parts))


def lasting_key_of(values: Iterable[Any]) -> int | None:
    """The same, and the same in every process."""
    parts = _parts(values)
    if parts is None:
        return None
    return int.from_bytes(blake2b(repr(parts).encode("utf-8", "replace"), digest_size=8).digest())


def _parts(values: Iterable[Any]) -> list[object] | None:
    """What is compared of some values; None where one is unknown."""
    parts = []
    for value in values:
        part = comparable(value)
        if part is None:
            return None
        parts.append(part)
    return parts


def _digest(parts: tuple[object, ...]) -> int:
    """64 bits of the parts: among a million keys, two are the same by accident once in 30 million runs."""
    return hash(parts) & _KEY_BITS


def comparable(value: Any) -> object:
    """What of a value is compared: amounts in base units, texts without white space; None for an unknown one."""
    if value is None or getattr(value, "kind", None) == "missing":
        return None
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, Quantity):
        return _plain(value.amount), value.dimension
    if isinstance(value, Unit):
        return (value.dimension, _plain(value.factor)) if value.dimension is not None else value.text
    if isinstance(value, str):
        # White space is the layout's: a goal copied with another line break is copied all the same.
        return "".join(value.split())
    if not hasattr(value, "kind"):
        return str(value)
    if value.kind in ("words", "several"):
        return value.kind, "".join(value.text.split())
    return value.kind, *(_attribute(value, name) for name in _ATTRIBUTES)


_ATTRIBUTES = ("op", "number", "low", "high", "unit", "direction", "baseline", "date", "start")


def _attribute(value: Any, name: str) -> object:
    """An attribute of a value; its numbers in base units."""
    found = getattr(value, name, None)
    if name in ("number", "low", "high") and found is not None:
        unit = value.unit
        return _plain(
            _times(found, unit.factor) if unit is not None and unit.dimension is not None else found
        )
    if name == "unit" and found is not None:
        return found.dimension if found.dimension is not None else found.text
    return None if found is None else str(found)


def _times(number: Decimal, factor: Decimal) -> Decimal:
    try:
        return number * factor
    except ArithmeticError:
        return number


def _plain(number: Decimal) -> str:
    """One text for equal numbers."""
    try:
        return str(number.normalize())
    except ArithmeticError:
        return str(number)


def _pack(differs: int, member: Member) -> bytes:
    return marshal.dumps((differs & _KEY_BITS, member.place and tuple(member.place), member.texts))


def _unpack(packed: bytes) -> tuple[int, Member]:
    differs, place, texts = marshal.loads(packed)  # noqa: S302 - what this process packed itself
    return differs, Member(place and Place(*place), texts)
