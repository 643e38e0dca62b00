"""What stands in an indicator's name (三级指标) and belongs elsewhere: a level, a value, a target, a number of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pfglint.form.labels import vocabulary
from pfglint.patterns import late
from pfglint.quantity import units
from pfglint.quantity.parse import parse
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Deadline

_AMOUNT = late(r"(?P<sign>[≥≤><=≧≦＞＜＝〉〈]{0,2})\s*[-−]?\d[\d,.]*\s*\(?(?P<unit>[^\d()]{0,12})\)?")
_DATE = late(r"[\d年月日号季度上中下半旬初底末前之以内至到第一二三四五六七八九十.\-/—~～ ]+")
_NO_NAME = late(r"[\s\d≥≤><=≧≦＞＜＝〉〈\-−年月日上下第一二三四]")
"""How a number or a date begins."""
_YEARS = ("年", "年度")


@lru_cache(maxsize=4096)
def not_a_name(label: str) -> str | None:
    """What a text is that stands in a name's place and is none: ``level``, ``number``, ``date`` or ``amount``; else None.

    A second level of satisfaction is a name too: 服务对象满意度指标 says what is measured.
    """
    found = vocabulary().meaning(label)
    if found.exact and found.is_level:
        return None if "满意" in label else "level"
    if not _NO_NAME.match(label):
        return None
    half = label.translate(units.HALF_WIDTH)
    amount = _AMOUNT.fullmatch(half)
    if amount is not None:
        unit = "".join(amount["unit"].split())
        if not unit:
            return "amount" if amount["sign"] else "number"
        rest = units.split_scale(unit)[1]
        if not rest or (_is_unit(rest) and rest not in _YEARS):
            return "amount"
    if _DATE.fullmatch(half) and isinstance(parse(half, year=2000), Deadline):
        return "date"
    return None


def _is_unit(text: str) -> bool:
    """Whether a text is a unit that no name ends with by chance, as 5G and A4 do."""
    return units.lookup(text).dimension is not None and not (text.isascii() and text.isalpha())


class Target(NamedTuple):
    """A quantity at the end of a name. text: as written there, its operator with it."""

    text: str
    unit: Unit


_TARGET = late(
    r"(?:不(?:低于|少于|小于|高于|超过)|大于等于|小于等于|达到?|超过|至少|控制在|[≥≤><=≧≦]=?)?\s*"
    r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s()]{1,8}?)"
    r"\)?(?:[及或含]?以[上下]|以内|之内|左右)?\)?$"
)
_DIGIT = late(r"\d")
_NO_AMOUNT_BEHIND = late(r"(?:第|[A-Za-z\-—.,])\s*$")


@lru_cache(maxsize=4096)
def target_at_end(label: str) -> Target | None:
    """The target that a name ends with (满意率达95%以上, 村组干部230人); None where it ends with none.

    Dates and ordinals are none, nor is a number with what is no unit.
    """
    if not _DIGIT.search(label):
        return None
    half = label.translate(units.HALF_WIDTH)
    found = _TARGET.search(half)
    if found is None or not found.start() or _NO_AMOUNT_BEHIND.search(half[: found.start()]):
        return None
    unit = units.split_scale(found["unit"])[1]
    if unit in ("月", "日", "号", "级", "期", "届", "等") or (unit in _YEARS and len(found["number"]) > 2):
        return None
    return Target(label[found.start() :].strip("() （）"), units.lookup(unit)) if _is_unit(unit) else None


_NUMBERING = late(
    r"[★☆※*\s]*(?:指标\s*(\d{1,2})(?!\d)(?:\s*[:：.、]|(?=[^\d年月日%％]))|(\d{1,2})\s*(?:、|[.．](?!\d)))"
)


def numbering(written: str) -> int | None:
    """12 of ``指标12：……`` and of ``12、……``; None for a name without a number of its own."""
    found = _NUMBERING.match(written)
    return int(found[1] or found[2]) if found else None
