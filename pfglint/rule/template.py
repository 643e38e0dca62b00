"""Message templates: ``“{name}”以“{unit}”为单位``, with any field of the subject in braces; ``{{`` is a brace."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Context, Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from pfglint.patterns import late
from pfglint.quantity.show import show as show_value
from pfglint.quantity.units import Unit
from pfglint.rule import fields
from pfglint.rule.types import Quantity

_HOLE = late(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")

_SHORT = Context(prec=20)
"""Fewer digits than are computed with, so that what was multiplied and divided again is what it was."""

BLANK = {"zh": "（空）", "en": "(blank)"}


def holes(template: str) -> Iterator[tuple[str | None, int, int]]:
    """Each ``{name}`` and where it stands; the name is None for a brace that is not closed or not opened."""
    for found in _HOLE.finditer(template):
        if found[0] not in ("{{", "}}"):
            yield found[1], found.start(), found.end()


def first_names(template: str) -> tuple[str, ...]:
    """The fields of the first member of a group that the template names: ``{first.text}``."""
    named = dict.fromkeys(name for name, _, _ in holes(template) if name)
    return tuple(name.removeprefix("first.") for name in named if name.startswith("first."))


def with_constants(template: str, constants: Mapping[str, Any]) -> str:
    """The template with the values in the place of the constants' names.

    constants: what each is, as conditions compute with it.
    """

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name not in constants:
            return found[0]
        return shown(constants[name], "zh").replace("{", "{{").replace("}", "}}")

    return _HOLE.sub(value, template) if constants and "{" in template else template


def render(template: str, kind: str, subject: Any, lang: str, first: dict[str, str] | None = None) -> str:
    """The template with the fields of `subject`, which is of `kind`.

    first: the texts of ``{first.…}``.
    """
    parts = []
    for literal, name, get in _compiled(template, kind):
        if literal:
            parts.append(literal)
        elif get is not None:
            parts.append(shown(get(subject), lang))
        elif first is not None:
            parts.append(first[name.removeprefix("first.")])
    return "".join(parts)


@cache
def _compiled(template: str, kind: str) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    """Literal text, or a field's name and how to get it."""
    parts: list[tuple[str, str, Callable[[Any], Any] | None]] = []
    last = 0
    for found in _HOLE.finditer(template):
        parts.append((template[last : found.start()], "", None))
        last = found.end()
        if found[1] is None:
            parts.append((found[0][0], "", None))
        else:
            parts.append(("", found[1], getter(kind, found[1])))
    parts.append((template[last:], "", None))
    return tuple(part for part in parts if part[0] or part[1])


def getter(kind: str, name: str) -> Callable[[Any], Any] | None:
    """How to get a field for people: a value is its text, and ``first.…`` is not of the subject."""
    if name == "value" and kind == "indicator":
        name = "text"
    found = fields.resolve(kind, name)
    return attrgetter(found.path) if found else None


def shown(value: Any, lang: str) -> str:
    """A field's value for people: numbers plain, units as written."""
    if value is None:
        return BLANK[lang]
    if isinstance(value, Unit):
        return value.text
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Quantity):
        factor = value.unit.factor if value.unit else Decimal(1)
        return number_text(_SHORT.divide(value.amount, factor)) + (value.unit.text if value.unit else "")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "kind"):
        return show_value(value) or BLANK[lang]
    return str(value)


def number_text(number: Decimal) -> str:
    """A number as people write it: no exponent, no zeros at the end of its decimals."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
