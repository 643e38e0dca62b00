"""What may stand under a key of a pack, a profile or a configuration, as data: the strict readers go by it, and JSON
Schemas for editors are made of it."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """A text that is not blank. pattern: what it must match as a whole; like: what that looks like."""

    pattern: str = ""
    like: str = ""

    def matches(self, text: str) -> bool:
        """Whether a text is one."""
        return not self.pattern or re.fullmatch(self.pattern, text) is not None


class Choice(NamedTuple):
    """One of some words."""

    options: tuple[str, ...]


class Named(NamedTuple):
    """The name of something that there is; what there is, the rules decide, and whoever writes may have added to it.

    kind: ``rule`` (by its name), ``rules`` (any word that names some), ``profile``, ``pack``, ``subject``, ``cell``,
          ``mark``, ``file``, ``glob``.
    """

    kind: str


class Condition(NamedTuple):
    """A condition of the rule language. Of a value where `is_truth` is False: an expression such as ``name``."""

    is_truth: bool = True


class Template(NamedTuple):
    """A text with fields in braces: ``“{name}”的单位是“{unit}”``."""


class Constant(NamedTuple):
    """A number, an amount ``60(%)``, true or false, or a text."""


class Truth(NamedTuple):
    """true or false."""


class Never(NamedTuple):
    """false, for what is not to be."""


class Whole(NamedTuple):
    """A whole number. least: the smallest; also: the words that may stand in its place."""

    least: int = 0
    also: tuple[str, ...] = ()


class Day(NamedTuple):
    """A date: ``2025-12-31``."""


class Plain(NamedTuple):
    """Data that is judged by who uses it. kind: ``form`` (an example's), ``labels``."""

    kind: str


class Listed(NamedTuple):
    """A list. least: how many items at the least; alone: whether one may stand without a list."""

    item: Shape
    least: int = 0
    alone: bool = False


class Mapped(NamedTuple):
    """A mapping whose keys are names of a kind (as in `Named`, and ``constant``, ``words``, ``level``).

    own: whether the names are new ones, made here; they begin in Chinese.
    """

    names: str
    value: Shape
    own: bool = False


class Table(NamedTuple):
    """A mapping with known keys. any_of: of these at least one must be there; apart: no two of these can be there
    together."""

    keys: tuple[Key, ...]
    any_of: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All keys."""
        return tuple(key.name for key in self.keys)

    @property
    def needed(self) -> tuple[str, ...]:
        """The keys that must be there."""
        return tuple(key.name for key in self.keys if key.needed)


class Either(NamedTuple):
    """One of two shapes."""

    one: Shape
    other: Shape


class Key(NamedTuple):
    """A key with what may stand under it. zh, en: what it is for; needed: whether it must be there."""

    name: str
    shape: Shape
    zh: str
    en: str
    needed: bool = False


Shape: TypeAlias = (
    "Text | Choice | Named | Condition | Template | Constant | Truth | Never | Whole | Day | Plain | Listed | Mapped"
    " | Table | Either"
)
