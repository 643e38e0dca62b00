"""What a goal's text promises: how much of what, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pfglint.goal.items import Item, items
from pfglint.goal.words import GoalWords, goal_words, ratio_end, without_beginnings, without_ends
from pfglint.quantity import units
from pfglint.quantity.parse import parse
from pfglint.quantity.value import Approximate, Comparison, Range

LONGEST = 20_000
"""Characters of a goal that are read; a longer text is no goal."""


class Promise(NamedTuple):
    """One measure that the text promises: 培训人员满意度 90%及以上.

    noun:    what it is about: of a ratio its whole name, of a count what is done and counted.
    value:   how much of it.
    text:    the quantity as written; start, end: where it stands in the goal's text.
    plain:   whether the text says how much, and not at least or at most (达到90%).
    when:    the time by which, as written; None where the clause names none.
    listed:  of several nouns that share one quantity (出勤率、通过率均达到95%), which this is, from 0.
    clause:  where the clause stands that makes it, in the goal's text.
    """

    noun: str
    value: Comparison | Range | Approximate
    text: str
    start: int
    end: int
    plain: bool
    when: str | None = None
    listed: int = 0
    clause: tuple[int, int] = (0, 0)

    @property
    def is_ratio(self) -> bool:
        """Whether what is promised is a share of something."""
        return _is_ratio(self.value)


def _is_ratio(value: Comparison | Range | Approximate) -> bool:
    return value.unit is not None and units.is_ratio(value.unit)


@lru_cache(maxsize=8)
def promises(text: str) -> tuple[Promise, ...]:
    """The promises of a goal's text, in order. Numbers that promise nothing (years, laws, history) are none.

    What a form asks of its goal, it asks several times: the last texts are remembered.
    """
    text = text[:LONGEST]
    if not re.search(r"[0-9０-９一二两三四五六七八九十百]", text):
        return ()
    words = goal_words()
    found: list[Promise] = []
    for clause in _clauses(items(text)):
        found.extend(_in_clause(clause, text, words))
    return tuple(found)


def _clauses(row: Iterable[Item]) -> Iterator[list[Item]]:
    """The items between two stops; a stop is in none."""
    clause: list[Item] = []
    for item in row:
        if item.kind != "stop":
            clause.append(item)
        elif clause:
            yield clause
            clause = []
    if clause:
        yield clause


class _Measure(NamedTuple):
    """A quantity of a clause. counted: what stands in its unit behind the unit, and begins the words behind it."""

    item: Item
    unit: str
    counted: str
    before: str
    behind: str


def _in_clause(clause: list[Item], text: str, words: GoalWords) -> Iterator[Promise]:
    """The promises of one clause: each quantity with the words before and behind it."""
    when = next((_tight(text[item.start : item.end]) for item in clause if item.kind == "date"), None)
    span = clause[0].start, clause[-1].end
    for measure in _measures(clause, text, words):
        if any(word in measure.before for word in words.history):
            return
        for promise in _of_quantity(measure, words):
            yield promise._replace(when=when, clause=span)


def _measures(clause: list[Item], text: str, words: GoalWords) -> Iterator[_Measure]:
    """The quantities of a clause. What stands between two is the end of the one and the beginning of the other."""
    between = [""]
    quantities: list[tuple[Item, str, str]] = []
    for item in clause:
        if item.kind == "quantity" and not _is_idle(item, between[-1], words):
            unit, counted = _unit_and_counted(_tight(item.unit))
            quantities.append((item, unit, counted))
            # Behind 以上 what is counted does not stand in the unit.
            between.append(counted)
        elif item.kind != "date":
            between[-1] += _tight(text[item.start : item.end])
    before = between[0]
    for index, (quantity, behind) in enumerate(zip(quantities, between[1:], strict=True), 1):
        own, separator, following = behind.rpartition("、")
        if index == len(quantities) or not separator:
            own, following = behind, behind
        yield _Measure(*quantity, before, own)
        before = following


def _is_idle(item: Item, before: str, words: GoalWords) -> bool:
    """Whether a numeral counts nothing that is done: 三大产业, 坚持两个维护."""
    return item.numeral and not before.endswith((*words.acts, "不少于", "各", "每年"))


def _unit_and_counted(text: str) -> tuple[str, str]:
    """The unit that a text begins with, and what is counted in it: 台 and 设备."""
    unit = units.known_start(text) or ""
    if unit != text and text.startswith("个"):
        unit = "个"  # 7个班次 are 7 of them, not 7 classes
    return unit, text[len(unit) :]


_RISE = re.compile(r".*(?:提高|提升|增加|增长|下降|降低|减少|压减|缩短)[^0-9]*(?=[0-9])")
"""Where 由85%提高到90% stops speaking of what was."""


def _of_quantity(measure: _Measure, words: GoalWords) -> Iterator[Promise]:
    """The promises that one quantity makes."""
    item, unit, counted, before, behind = measure
    sign, bound = _tight(item.sign), _tight(item.bound)
    number = _RISE.sub("", _tight(item.number))
    if not unit and not number.startswith("百分之") and not (sign and before.endswith(_COUNTS)):
        return
    if sign == "为" and not before:
        return  # for whom it is done: 为18个乡镇
    written = f"{sign}{number}{unit}{bound}"
    value = parse(written)
    if not isinstance(value, Comparison | Range | Approximate):
        return
    property_like = unit in _PROPERTIES or (value.unit is not None and units.is_time(value.unit))
    if property_like and (unit in _AGES or not sign or counted):
        return
    end = item.end - (len(item.unit) - len(unit)) if counted and not bound else item.end
    plain = not bound and sign in _PLAIN
    for listed, noun in enumerate(_nouns(value, before, behind, words)):
        yield Promise(noun, value, written, item.start, end, plain, listed=listed)


_COUNTS = ("数", "数量", "人次", "量")
_PLAIN = ("", "达到", "达", "为", "=", "＝")
_AGES = ("岁", "周岁")
_PROPERTIES = (*_AGES, "级", "类", "等", "星", "层", "位", "大", "个月")
"""What stands in these is a property of something (60岁老人, 三级医院), where nothing says how many at least."""


def _nouns(value: Comparison | Range | Approximate, before: str, behind: str, words: GoalWords) -> list[str]:
    """What a quantity is about: the names that share a ratio, or what is done and counted."""
    if _is_ratio(value):
        name = _without_reaches(before, words)
        return _listed(name, words) or ([_without_leads(behind, words)] if behind else [])
    done = _without_leads(_without_reaches(before, words), words)
    counted = behind.removeprefix("的")
    return [done + counted] if done or counted else []


_BETWEEN_NAMES = re.compile(r"、|以及|(?<=[^、]{2})(?:和(?![谐平睦])|及(?!时)|(?<!参)与(?!否))(?=[^、]{2})")


def _listed(name: str, words: GoalWords) -> list[str]:
    """The names that share one quantity: 出勤率、通过率 are two, and so are 教师、学生满意度."""
    name = _without_leads(name, words)
    parts = [part for part in _BETWEEN_NAMES.split(name) if part]
    if not parts:
        return []
    last = parts[-1]
    head = ratio_end(last, words)
    if not head:
        return [name] if len(parts) == 1 else [last]
    shared = head
    of, _, owned = last.rpartition("的")
    if of and owned.endswith(head):
        shared = owned
    found = []
    for part in parts[:-1]:
        part = _without_leads(part, words)
        if part in words.acts:
            continue  # 组织和指导……
        found.append(part if ratio_end(part, words) else part + shared)
    return [*found, _without_leads(last, words)]


def _without_reaches(text: str, words: GoalWords) -> str:
    return without_ends(text, words.reaches, 1)


_CONNECTIVE = re.compile(r"^(?:[、和与]|及(?!时)|以及)+(?=..)")


def _without_leads(text: str, words: GoalWords) -> str:
    return without_beginnings(_CONNECTIVE.sub("", text), words.leads, 2)


def _tight(text: str) -> str:
    """`text` without white space, in half-width letters and digits."""
    return "".join(text.translate(units.HALF_WIDTH).split())
