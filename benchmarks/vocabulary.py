"""The words of ``vocabulary.yaml``, typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml


class Count(NamedTuple):
    """A countable output; done is the verb by which a goal promises it."""

    stem: str
    measure: str
    unit: str
    least: int
    most: int
    done: str


class Measure(NamedTuple):
    """A cost or a duration: what is measured, and in what bounds."""

    stem: str
    measure: str
    unit: str
    least: int
    most: int


class Effect(NamedTuple):
    """A benefit that is measured."""

    measure: str
    unit: str
    least: int
    most: int
    op: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Each list as ``vocabulary.yaml`` has it; places and towns are joined already."""

    places: list[str]
    towns: list[str]
    bureaus: list[str]
    centers: list[str]
    objects: list[str]
    kinds: list[str]
    natures: dict[str, list[str]]
    categories: list[str]
    quantity: tuple[Count, ...]
    quality: list[str]
    timeliness: list[str]
    deadline: str
    durations: tuple[Measure, ...]
    cost: tuple[Measure, ...]
    total_cost: list[str]
    other_cost: dict[str, list[str]]
    benefit: dict[str, tuple[Effect, ...]]
    judged: dict[str, dict[str, list[str]]]
    satisfaction: dict[str, list[str]]
    opening: list[str]
    closing: list[str]
    overall: list[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    words = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text(encoding="utf-8"))
    place = words.pop("places")
    benefit = words.pop("benefit")
    return Vocabulary(
        places=[a + b + c for c in place["rank"] for b in place["second"] for a in place["first"]],
        towns=[a + b + c for c in place["town"] for b in place["second"] for a in place["first"]],
        benefit={level: tuple(Effect(*row) for row in effects) for level, effects in benefit.items()},
        quantity=tuple(Count(*row) for row in words.pop("quantity")),
        durations=tuple(Measure(*row) for row in words.pop("durations")),
        cost=tuple(Measure(*row) for row in words.pop("cost")),
        **words,
    )
