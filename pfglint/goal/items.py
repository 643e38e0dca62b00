"""The goal text as a row of items, by ``grammar/goal.lark``: where a quantity, a stop, a date stands."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lark import Token, Transformer

from pfglint import resources
from pfglint.quantity.units import HALF_WIDTH

if TYPE_CHECKING:
    from lark import Lark

STARTS = ("goal",)


class Item(NamedTuple):
    """A stretch of a goal's text.

    kind: ``quantity``, ``skipped`` (what only looks like one), ``date``, ``stop``, ``text``.
    sign, number, unit, bound: of a quantity, as written; unit goes on with what is counted (台设备).
    """

    kind: str
    start: int
    end: int
    sign: str = ""
    number: str = ""
    unit: str = ""
    bound: str = ""
    numeral: bool = False


@lru_cache(maxsize=8)
def items(text: str) -> tuple[Item, ...]:
    """The items of a goal's text, in order and without gaps; white space belongs to the item before it."""
    if not text:
        return ()
    found: tuple[Item, ...] = _parser().parse(text.translate(HALF_WIDTH), start="goal")  # type: ignore[assignment]
    return found


def prebuilt_files() -> dict[str, str]:
    """The file of ``pfglint/prebuilt`` that belongs to the grammar: its name and its text."""
    return {"goal.lark.json": resources.grammar_text("goal", STARTS)}


@cache
def _parser() -> Lark:
    return resources.grammar("goal", STARTS, _Items())


class _Items(Transformer[Token, Any]):
    """What the grammar's parts mean: the methods that Lark calls, by name."""

    def goal(self, children: list[Item]) -> tuple[Item, ...]:
        return tuple(children)

    def quantity(self, children: list[Token | None]) -> Item:
        tokens = [token for token in children if token is not None]
        sign = tokens[0] if tokens[0].type == "BEFORE" else None
        bound = tokens[-1] if tokens[-1].type == "BOUND" else None
        inner = [token for token in tokens if token is not sign and token is not bound]
        # A range keeps both its numbers; its unit is the last that is written.
        at = len(inner) - 1 if inner[-1].type == "UNIT" else len(inner)
        return Item(
            "quantity",
            _start(tokens),
            _end(tokens),
            sign or "",
            "".join(inner[:at]),
            inner[at] if at < len(inner) else "",
            bound or "",
            inner[0].type == "NUMERAL",
        )

    def skipped(self, children: list[Token]) -> Item:
        return _item("skipped", children)

    def date(self, children: list[Token | None]) -> Item:
        return _item("date", [token for token in children if token is not None])

    def stop(self, children: list[Token]) -> Item:
        return _item("stop", children)

    def text(self, children: list[Token]) -> Item:
        return _item("text", children)


def _item(kind: str, tokens: list[Token]) -> Item:
    return Item(kind, _start(tokens), _end(tokens))


def _start(tokens: list[Token]) -> int:
    return tokens[0].start_pos or 0


def _end(tokens: list[Token]) -> int:
    return tokens[-1].end_pos or 0
