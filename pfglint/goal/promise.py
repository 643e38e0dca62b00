"""What a goal's text promises: how much of what, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pfglint.goal.each import back, each_of, rated
from pfglint.goal.items import Item, items
from pfglint.goal.words import GoalWords, goal_words, ratio_end, without_beginnings, without_ends
from pfglint.patterns import late
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
    rated:   the value for each of something, where the text says of what (每人每月720元 is 720元/人·月); else None.
    part:    whether it is a part of an amount before it (其中, in brackets), so that no indicator need carry it.
    long:    whether it is what several years come to (“十四五”期间), and not this year's.
    verb:    what is done with it, where that stands before another of the list (招聘医生30名、护士60名); else empty.
    served:  of a number that says for whom something is done (为200户老人实施改造), the words behind it; else empty.
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
    rated: Comparison | Range | Approximate | None = None
    part: bool = False
    long: bool = False
    served: str = ""
    verb: str = ""

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
    sentence: list[Promise] = []
    end = 0
    for clause in _clauses(items(text)):
        if _SENTENCE.search(text, end, clause[0].start):
            sentence = []
        end = clause[-1].end
        for promise in _in_clause(clause, text, words):
            named = _with_what_was_named(_placed(promise, sentence, text), sentence, words)
            if named.noun:
                sentence.append(named)
                found.append(named)
    return tuple(found)


def has_measure(text: str) -> bool:
    """Whether a goal says how much or until when; numbers of documents, editions and lists say neither."""
    row = items(text[:LONGEST])
    return bool(promises(text)) or any(
        (item.kind == "quantity" and not item.numeral and bool(item.unit or item.sign))
        or (
            item.kind == "date" and re.search(r"[月底末内前季]|半年", text[item.start : item.end]) is not None
        )
        for item in row
    )


# ── What a sentence says of its promises ─────────────────────────────────────────────────────────────────────────────

_SENTENCE = late(r"[。；;！？!?\n\r]|[①-⑳]")
_WHEREOF = late(r"其中|[(（]\s*含|包括")


_NEAR = 300
"""So many characters back 其中 is looked for."""


def _placed(promise: Promise, earlier: list[Promise], text: str) -> Promise:
    """The promise, marked as a part where it follows 其中 in its sentence, as an amount of the kind of one before that."""
    if not earlier:
        return promise
    begin = max(earlier[0].end, promise.start - _NEAR)
    found = [mark.start() for mark in _WHEREOF.finditer(text, begin, promise.start)]
    if not found:
        return promise
    between = text[found[-1] : promise.start]
    closed = text[: found[-1]].rstrip().endswith(("(", "（")) and any(mark in between for mark in ")）")
    whole = next((one for one in reversed(earlier) if one.end <= found[-1]), None)
    alike = whole is not None and _dimension(whole) == _dimension(promise)
    return promise._replace(part=alike and not closed)


def _with_what_was_named(promise: Promise, earlier: list[Promise], words: GoalWords) -> Promise:
    """The promise, its noun taken from the one before where its own only says what becomes of that (较上年提高, 达到)."""
    if not earlier:
        return promise
    before = earlier[-1]
    bare = without_comparison(promise.noun, words).strip(_JOINS)
    if promise.is_ratio and before.is_ratio and (not bare or bare in (*words.rises, *words.falls)):
        base = without_comparison(before.noun, words)
        base = without_ends(base, (*words.rises, *words.falls), 2)
        return promise._replace(noun=base + promise.noun.strip(_JOINS))
    if promise.noun in words.totals or (not promise.noun and promise.rated is not None):
        return promise._replace(noun=_OFTEN.sub("", before.noun))
    act = without_beginnings(promise.noun, ("完成",), 2)
    alike = not promise.is_ratio and _dimension(before) == _dimension(promise)
    if alike and act in words.acts and act in before.noun:
        return promise._replace(noun=_PERIOD.sub("", before.noun))
    return promise


_OFTEN = late(r"每(?:个?季度|个?月|周|星期|日|天|旬|半年|次|期|场|个?学期)")
_PERIOD = late(r"^.*(?:期间|时期|年内|期末)(?:累计)?|^[二两三四五六七八九十]年(?:计划|累计)?")


def _dimension(promise: Promise) -> object:
    return promise.value.unit and promise.value.unit.dimension


def without_comparison(name: str, words: GoalWords) -> str:
    """A name without what it is compared with: 群众满意度较上年提高 is 群众满意度提高."""
    for word in words.comparisons:
        name = name.replace(word, "")
    return name


# ── A clause ─────────────────────────────────────────────────────────────────────────────────────────────────────────


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
    long = _YEARS.search(text[span[0] : span[1]]) is not None
    waiting: list[str] = []
    verb = ""
    for measure in _measures(clause, text, words):
        if any(word in measure.before for word in words.history):
            return
        made = [
            promise._replace(when=when, clause=span, long=long)
            for promise in _of_quantity(measure, text, words)
        ]
        if "分别" in measure.before and len(made) > 1:  # 开工率、完工率分别达到100%和80%
            made, waiting = made[:1], [promise.noun for promise in made[1:]]
        elif waiting and made and not made[0].noun.strip(_JOINS):
            made = [made[0]._replace(noun=waiting.pop(0))]
        for promise in made:
            own = next((act for act in words.acts if promise.noun.startswith(act)), "")
            verb = own or ("" if promise.is_ratio else verb)
            yield promise._replace(verb="" if own else verb)


_JOINS = "和与及、"


_YEARS = late(
    r"十[一二三四五六七八九]五[”\"]?\s*(?:时期|期间|期末|末)|[二两三四五六七八九十2-9]\s*年(?:来|内|间|期间|累计|共|计划|[(（])"
    r"|20[0-9]{2}\s*年?\s*[-—–~～至到]{1,2}\s*20[0-9]{2}\s*年"
)
"""A clause that speaks of several years together."""


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
        # Two measures of one thing: 1.5万批次、2.2万人次.
        before = following if following or own else before


def _is_idle(item: Item, before: str, words: GoalWords) -> bool:
    """Whether a numeral counts nothing that is done: 三大产业, 坚持两个维护."""
    return item.numeral and not before.endswith((*words.acts, "不少于", "各", "每年"))


def _unit_and_counted(text: str) -> tuple[str, str]:
    """The unit that a text begins with, and what is counted in it: 台 and 设备."""
    unit = units.known_start(text) or ""
    if text.startswith("个") and not _is_measured(unit):
        unit = "个"  # 7个班次 are 7 of them, not 7 classes
    if unit != text and len(unit) > 1 and unit[-1] in "年月日天":
        unit = units.known_start(unit[:-1]) or unit  # 16部年检合格 are 16部
    return unit, text[len(unit) :]


def _is_measured(unit: str) -> bool:
    """Whether a unit is of time or a ratio: 个月, 个百分点."""
    found = units.lookup(unit)
    return bool(unit) and (units.is_time(found) or units.is_ratio(found))


_BUILT_ON = late(r"^的?基础[上之]")
_FOR = late(r"^(?:为|对|向|给|覆盖|惠及)(?:[^0-9]{0,4}(?:[省市区县镇乡州旗]|辖区内?|范围内))?$")
"""What stands before whom something is done for: 为全市126个社区配备."""
_RISE = late(r".*(?:提高|提升|增加|增长|下降|降低|减少|压减|缩短)[^0-9]*(?=[0-9])")
"""Where 由85%提高到90% stops speaking of what was."""


def _of_quantity(measure: _Measure, text: str, words: GoalWords) -> Iterator[Promise]:
    """The promises that one quantity makes."""
    item, unit, counted, before, behind = measure
    sign, bound = _tight(item.sign), _tight(item.bound)
    number = _RISE.sub("", _tight(item.number))
    if not unit and not number.startswith("百分之") and not (sign and before.endswith(_COUNTS)):
        return
    if behind.startswith("(次)") and units.lookup(f"{unit}次").dimension:
        unit, behind = f"{unit}次", behind.removeprefix("(次)")
    if _BUILT_ON.search(behind):
        return  # 在去年培训800人次的基础上
    of_whom = (sign == "为" and not before) or (counted and _FOR.match(before))
    served = behind if of_whom else ""
    each = ""
    if unit.endswith("元"):
        before, each, sign = each_of(before, sign, words)
    written = f"{sign}{number}{unit}{bound}"
    value = parse(written)
    if not isinstance(value, Comparison | Range | Approximate):
        return
    property_like = unit in _PROPERTIES or (value.unit is not None and units.is_time(value.unit))
    if property_like and (unit in _AGES or not (sign or bound) or counted):
        return
    end = item.end - (len(item.unit) - len(unit)) if counted and not bound else item.end
    start = back(text, item.start, each) if each else item.start
    plain = not bound and sign in _PLAIN
    if served and sign == "为":
        start, written = item.start + len(item.sign), written.removeprefix("为")
    shown = f"{each}{written.removeprefix('为')}" if each else written
    for listed, noun in enumerate(_nouns(value, before, behind, words)):
        value_of_each = rated(noun, each, f"{sign}{number}{unit}", bound, words)
        yield Promise(
            noun, value, shown, start, end, plain, listed=listed, rated=value_of_each, served=served
        )


_COUNTS = ("数", "数量", "人次", "量")
_PLAIN = ("", "达到", "达", "为", "=", "＝")
_AGES = ("岁", "周岁")
_PROPERTIES = (*_AGES, "级", "类", "等", "星", "层", "位", "大", "个月")
"""What stands in these is a property of something (60岁老人, 三级医院), where nothing says how many at least."""


def _nouns(value: Comparison | Range | Approximate, before: str, behind: str, words: GoalWords) -> list[str]:
    """What a quantity is about: the names that share a ratio, or what is done and counted."""
    if _is_ratio(value):
        name = _without_brackets(_without_reaches(before, words))
        return _listed(name, words) or [_without_leads(behind, words)]
    done = _without_leads(_without_reaches(before, words), words)
    counted = behind.removeprefix("的")
    return [_without_brackets(done + counted)]


_ASIDE = late(r"\([^()]*$|\((?:其中|包括|)\)")


def _without_brackets(noun: str) -> str:
    """A noun without brackets that are not whole: 养护(其中县道, (其中博士, 村道)."""
    noun = _ASIDE.sub("", re.sub(r"^\((?:其中|含|包括)?", "", noun))
    return noun.rstrip(")") if noun.count("(") < noun.count(")") else noun


_BETWEEN_NAMES = late(r"、|以及|(?<=[^、]{2})(?:和(?![谐平睦])|及(?!时)|(?<!参)与(?!否))(?=[^、]{2})")


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


_BY = late(r"以[^以]{1,6}为单位$")


def _without_reaches(text: str, words: GoalWords) -> str:
    return _BY.sub("", without_ends(text, words.reaches, 1))


_CONNECTIVE = late(r"^(?:[、和与]|及(?!时)|以及)+(?=..)")


def _without_leads(text: str, words: GoalWords) -> str:
    return without_beginnings(_CONNECTIVE.sub("", text), words.leads, 2)


def _tight(text: str) -> str:
    """`text` without white space, in half-width letters and digits."""
    return "".join(text.translate(units.HALF_WIDTH).split())
