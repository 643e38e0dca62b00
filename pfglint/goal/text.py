"""What else the goal's text shows: an outdated year, a total unlike its parts, and whether it says anything at all."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from pfglint.goal.items import items
from pfglint.goal.promise import LONGEST, Promise, promises
from pfglint.goal.words import goal_words
from pfglint.patterns import late
from pfglint.quantity.units import HALF_WIDTH
from pfglint.quantity.value import Comparison, amount

_YEAR = late(r"(?:19|20)[0-9]{2}")
_LIMIT = late(r"(?:[底末内]?[之以]?前|[底末])$")
_STILL = late(
    r"(?:以来|起|开始|基础上|底?已|的基础|度?(?:同期|相比|水平|决算|结转|实际|底数|工作总结|总结|审计|检查|考核结果|基数))"
)


def stale_date(text: str, year: int) -> str | None:
    """The first date in a goal that sets something for a year before `year`, as written; None where there is none.

    It is a time limit, or begins what is planned (2024年计划培训……); what only names what is of that year (2024年度考核) is none.
    Document numbers, plans, titles, ranges of years and what is told of the past are none; neither is any year
    in a text that names `year` itself, which tells of both.
    """
    text = text[:LONGEST]
    row = items(text)
    words = goal_words()
    dates = [(index, item) for index, item in enumerate(row) if item.kind == "date"]
    years = {int(found) for _, item in dates for found in _YEAR.findall(text[item.start : item.end])}
    if not years or max(years) >= year:
        return None
    for index, item in dates:
        written = text[item.start : item.end]
        named = _YEAR.findall(written)
        if len(named) != 1 or not year - 5 <= int(named[0]) < year:
            continue
        before = "".join(text[other.start : other.end] for other in row[max(0, index - 2) : index]).rstrip()
        behind = text[item.end : item.end + 12].lstrip()
        planned = before.endswith(words.planned_for)
        if (
            (before.endswith(words.since) and not planned)
            or _STILL.match(behind)
            or any(word in behind for word in words.history)
        ):
            continue
        begins = planned or index == 0 or row[index - 1].kind == "stop"
        sets = behind.removeprefix("度").startswith((*words.acts, *words.plans))
        if _LIMIT.search(written) or (begins and sets):
            return "".join(written.split())
    return None


class UnequalSum(NamedTuple):
    """A total in a text whose parts add up to something else. total: as written; parts: their sum, in its unit."""

    total: Promise
    parts: Decimal


_PARTS = late(r"其中[:：,，]?|包括[:：]?|分别(?:为|是)[:：]?")
_ALL = late(r"包括|分别")


def unequal_sum(text: str) -> UnequalSum | None:
    """The first total in a goal with 其中 or 包括 behind it whose parts do not fit; None where all fit.

    Parts behind 包括 must be the total; those behind 其中 need not be all, so that only more than the total is wrong.
    """
    found = [item for item in promises(text) if item.listed == 0 and isinstance(item.value, Comparison)]
    for index, total in enumerate(found):
        rest = _parts_of(total, found[index + 1 :], text)
        between = text[total.end : rest[0].start] if rest else ""
        if len(rest) < 2 or not _PARTS.search(between):
            continue
        whole, *numbers = (amount(item.value) for item in (total, *rest))
        parts = sum((number for number in numbers if number is not None), Decimal(0))
        if whole is None or None in numbers:
            continue
        exhaustive = _ALL.search(between) is not None and not _SUCH_AS.search(_behind(rest[-1], text))
        # What follows 其中 may overlap (女性、党员), unless all are kinds of the same (民事案件、刑事案件).
        kinds = all(item.noun[-2:] == total.noun[-2:] for item in rest)
        if (parts > whole and (exhaustive or kinds)) or (parts < whole and exhaustive):
            unit = total.value.unit
            return UnequalSum(total, parts / (unit.factor if unit else 1))
    return None


_SUCH_AS = late(r"等(?!级)")


def _behind(last: Promise, text: str) -> str:
    """What stands between a part and the next stop."""
    return re.split(r"[，,。；;\n]", text[last.end : last.end + 30], maxsplit=1)[0]


def _parts_of(total: Promise, following: list[Promise], text: str) -> list[Promise]:
    """The amounts of the total's kind that follow it in its sentence, up to the first of another."""
    stops = (text.find(mark, total.end) for mark in "。；;\n")
    stop = min((end for end in stops if end >= 0), default=len(text))
    parts = list(takewhile(lambda item: item.end <= stop and _alike(item, total), following))
    # Parts of the last part, or of the same whole in another way, are told behind another 其中.
    ends = (at for at in range(1, len(parts)) if _PARTS.search(text[parts[at - 1].end : parts[at].start]))
    return parts[: next(ends, len(parts))]


def _alike(one: Promise, other: Promise) -> bool:
    """Whether two amounts can be added: neither is a ratio, and they are of one dimension."""
    dimensions = {item.value.unit and item.value.unit.dimension for item in (one, other)}
    return not one.is_ratio and not other.is_ratio and len(dimensions) == 1


def substance(text: str) -> int:
    """How many characters of a goal say something of this project: without the words that stand in any goal."""
    rest = "".join(text.translate(HALF_WIDTH).split())
    for word in goal_words().common:
        rest = rest.replace(word, "")
    return len(re.sub(r"[^0-9A-Za-z一-鿿]", "", rest))
