"""Rules found by the words that they ask for, so that one that asks for other words costs nothing.

A rule that speaks only where ``name contains ["培训", "讲座"]`` is looked up by these words in the subject's name: what
that costs depends on the name, and hardly on how many rules there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pfglint.rule import fields
from pfglint.rule.check import Scope
from pfglint.rule.syntax import Compare, Expr, FieldName, Or, Text, TextTest, WordList, WordsHere

FEWEST = 16
"""Rules with words that are worth an index; fewer are asked one by one as fast."""


class Gate(NamedTuple):
    """What must hold, among other things, for a rule to speak: that a field has a word in a place.

    path: of the field, as `operator.attrgetter` takes it; test: ``starts``, ``ends``, ``contains`` or ``is``.
    """

    path: str
    test: str
    words: tuple[str, ...]


class Gated(Protocol):
    """Something with gates, one of which must be open: none at all, and it is always asked."""

    @property
    def gates(self) -> tuple[Gate, ...]: ...


def gates(tree: Expr, wanted: bool, scope: Scope) -> tuple[Gate, ...]:
    """The gates one of which is open wherever the condition is `wanted`; none where that cannot be told from words."""
    match tree:
        case TextTest(FieldName(name), test, words, negated) if negated is not wanted:
            listed = scope.words.get(words.name) if isinstance(words, WordList) else None
            if isinstance(words, WordsHere):
                listed = words.words
            return _gate(name, test, listed or (), scope)
        case Compare(FieldName(name), "=", Text(text)) | Compare(Text(text), "=", FieldName(name)) if wanted:
            return _gate(name, "is", (text,), scope)
        case Or(operands) if wanted:
            found = [gates(operand, wanted, scope) for operand in operands]
            return tuple(gate for part in found for gate in part) if all(found) else ()
    return ()


def _gate(name: str, test: str, words: tuple[str, ...], scope: Scope) -> tuple[Gate, ...]:
    found = fields.resolve(scope.kind, name)
    if found is None or found.entry.type.name != "text" or not words or not all(words):
        return ()
    return (Gate(found.path, test, words),)


def dearest(found: Sequence[tuple[Gate, ...]]) -> tuple[Gate, ...]:
    """Of several sets of gates, each of which must be open, the one that is open least often: with the fewest words."""
    return min(
        (one for one in found if one), key=lambda one: sum(len(gate.words) for gate in one), default=()
    )


Item = TypeVar("Item", bound=Gated)


class Index(Generic[Item]):
    """Some rules, to be found by the words of a subject."""

    def __init__(self, items: Sequence[Item]) -> None:
        gated = [item for item in items if item.gates]
        self._items = items
        self._numbers = [number for number, item in enumerate(items) if not item.gates]
        self._always = [items[number] for number in self._numbers]
        self._fields: list[tuple[Callable[[Any], Any], _Words]] | None = None
        if len(gated) >= FEWEST:
            by_path: dict[str, _Words] = {}
            for number, item in enumerate(items):
                for gate in item.gates:
                    by_path.setdefault(gate.path, _Words()).add(gate, number)
            self._fields = [(attrgetter(path), words) for path, words in by_path.items()]

    def of(self, subject: Any) -> Sequence[Item]:
        """Those with an open gate, and those without any, in their order."""
        if self._fields is None:
            return self._items
        found: set[int] = set()
        for get, words in self._fields:
            text = get(subject)
            if text is not None:
                found.update(words.of(text))
        return [self._items[number] for number in sorted((*found, *self._numbers))] if found else self._always


class _Words:
    """Which items want which words of one field."""

    def __init__(self) -> None:
        self._whole: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        self._starts: dict[str, list[int]] = {}
        self._inside: dict[str, list[int]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._end_lengths: tuple[int, ...] = ()
        self._start_lengths: tuple[int, ...] = ()

    def add(self, gate: Gate, number: int) -> None:
        table = {"is": self._whole, "ends": self._ends, "starts": self._starts, "contains": self._inside}[
            gate.test
        ]
        for word in gate.words:
            table.setdefault(word, []).append(number)
            if table is self._inside:
                # A word is looked for only where its first character stands, and only in its own length.
                lengths = {*self._lengths.get(word[0], ()), len(word)}
                self._lengths[word[0]] = tuple(sorted(lengths))
        self._end_lengths = tuple({len(word) for word in self._ends})
        self._start_lengths = tuple({len(word) for word in self._starts})

    def of(self, text: str) -> Iterator[int]:
        """The items that want a word which the text has where they want it."""
        yield from self._whole.get(text, ())
        for length in self._end_lengths:
            yield from self._ends.get(text[-length:], ())
        for length in self._start_lengths:
            yield from self._starts.get(text[:length], ())
        if self._lengths:
            for at, first in enumerate(text):
                for length in self._lengths.get(first, ()):
                    yield from self._inside.get(text[at : at + length], ())
