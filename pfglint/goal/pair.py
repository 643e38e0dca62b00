"""Which indicator carries which promise: by what is measured, by the words of the names, one to one, best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pfglint.form.model import Form, Indicator
from pfglint.goal.promise import Promise, promises, without_comparison
from pfglint.goal.words import GoalWords, goal_words, ratio_end, without_ends
from pfglint.patterns import late
from pfglint.quantity.units import Dimension, Unit, is_count
from pfglint.quantity.value import Approximate, Comparison, Op, Range, Value, amount

SURE = 0.6
"""The least likeness of a pair; below, nothing is paired."""
POSSIBLE = 0.35
"""The likeness from which on an indicator may carry a promise: it is not said to be without one."""
_SAME_NUMBER = 0.13
"""By how much a pair is likelier whose numbers are the same."""
MARGIN = 0.12
"""How much likelier a pair must be than the next one for the same promise."""


class Pair(NamedTuple):
    """A promise with the indicator that carries it.

    relation: ``same``; ``operator`` (the same number, another operator); ``number``; ``unit``.
    """

    promise: Promise
    indicator: Indicator
    relation: str


class Pairing(NamedTuple):
    """The promises of a goal, and what carries them.

    pairs:    the sure ones, in the order of the promises.
    doubtful: promises that no pair was made for, though some indicator may well carry them.
    """

    promises: tuple[Promise, ...] = ()
    pairs: tuple[Pair, ...] = ()
    doubtful: frozenset[Promise] = frozenset()


def pairing(form: Form) -> Pairing:
    """What a form's annual goal promises, and which indicators carry it."""
    goal = form.annual_goal
    found = promises(goal.text) if goal is not None and goal.text else ()
    return pair(found, form.indicators, _not_of(form.year, found)) if found else Pairing()


def _not_of(year: int | None, found: Sequence[Promise]) -> frozenset[Promise]:
    """The promises of another year than the form's, in a goal that names the form's, too."""
    years = {promise: set(map(int, _YEAR.findall(promise.when or ""))) for promise in found}
    if year is None or not any(year in named for named in years.values()):
        return frozenset()
    return frozenset(promise for promise, named in years.items() if named and year not in named)


_YEAR = late(r"20[0-9]{2}")


def pair(
    found: Sequence[Promise], indicators: Iterable[Indicator], others: frozenset[Promise] = frozenset()
) -> Pairing:
    """Pair promises with indicators, one to one, the likeliest first; what is not sure is left out.

    others: promises that are of another year, and are not paired.
    """
    words = goal_words()
    indicators = list(indicators)
    measured = [item for item in indicators if amount(item.value) is not None]
    done_there = {promise.noun for promise in found if not promise.served}
    asked = [
        promise
        for promise in found
        # 为18个乡镇图书室购置图书12000册: the number of books is the second.
        if not promise.long and promise not in others and not (promise.served and promise.noun in done_there)
    ]
    all_offers = [
        _Offer(_likeness(promise, indicator, words), promise, indicator)
        for promise in asked
        for indicator in measured
        if _compatible(promise, indicator.value)
    ]
    offers = _ranked(_alone(all_offers))
    taken: dict[int, Promise] = {}
    shared: set[Promise] = set()
    done: set[Promise] = set()
    pairs: list[Pair] = []
    for offer in offers:
        promise, indicator = offer.promise, offer.indicator
        other = taken.get(indicator.number)
        if promise in done or (other is not None and not _listed_together(other, promise)):
            continue
        done.add(promise)
        if other is not None:
            shared.add(promise)
        elif not _is_doubtful(offer, offers, taken):
            taken[indicator.number] = promise
            pairs.append(Pair(promise, indicator, relation(promise, indicator.value)))
    pairs.sort(key=lambda item: (item.promise.start, item.promise.listed))
    carried = {item.promise for item in pairs}
    doubtful = {
        offer.promise for offer in all_offers if offer.likeness >= POSSIBLE or _vague(offer) or _tells(offer)
    } | shared
    doubtful |= {promise for promise in found if promise not in asked or _need_not_be_carried(promise, words)}
    doubtful |= {
        promise
        for promise in set(asked) - carried - doubtful
        if any(_maybe_carries(indicator, promise, words) for indicator in indicators)
    }
    return Pairing(tuple(found), tuple(pairs), frozenset(doubtful - carried))


def _need_not_be_carried(promise: Promise, words: GoalWords) -> bool:
    """Whether no indicator is looked for: a part of an amount, whoever is served, the project's own money."""
    is_money = promise.text.endswith("元") or "元" in promise.text
    often = _OFTEN.search(promise.noun) is not None
    return promise.part or bool(promise.served) or often or (is_money and promise.noun.endswith(words.funds))


def _maybe_carries(indicator: Indicator, promise: Promise, words: GoalWords) -> bool:
    """Whether an indicator is named like what is promised, its value being words, lost, or in another unit."""
    name = _parts(promise.noun, promise.is_ratio)
    bare = name.rest if name.head in (_RISE, _FALL) else promise.noun
    if len(bare) < 2:
        return True
    theirs = _parts(indicator.label)
    ours = _parts(bare)
    close = min(_covers(ours.rest, theirs.rest + theirs.head), _covers(theirs.rest, ours.rest + ours.head))
    return close >= _NAMED or _covers(bare, indicator.label) >= _NAMED


_NAMED = 0.7
"""From which likeness on an indicator is taken for one of the same thing, whatever it is measured in."""


def _tells(offer: _Offer) -> bool:
    """Whether the numbers are the same and say something: 2400 on both sides does, 90% does not, which is everywhere."""
    said = _said(offer.promise, offer.indicator.value)
    return not offer.promise.is_ratio and _written(said) > 1 and _same_number(said, offer.indicator.value)


def _written(value: Value) -> Decimal:
    """The number as it stands there: 2000 of 2000元/年, which in base units is next to nothing."""
    match value:
        case Comparison(number=number) | Approximate(number=number) | Range(low=number):
            return number
    return Decimal(0)


def _vague(offer: _Offer) -> bool:
    """Whether both are a satisfaction: who is satisfied is named in many ways."""
    heads = _head(offer.promise.noun, offer.promise), _head(offer.indicator.label, offer.promise)
    return heads[0].startswith("满意") and heads[1].startswith("满意")


def _head(name: str, promise: Promise) -> str:
    return _parts(name, promise.is_ratio).head


def _listed_together(one: Promise, other: Promise) -> bool:
    """Whether two promises share one quantity (教师、学生满意度), so that one indicator may carry both."""
    return one.start == other.start


def _ranked(offers: Iterable[_Offer]) -> list[_Offer]:
    """The offers that are likely enough, the likeliest first; that the numbers are the same makes one likelier."""
    found = []
    for offer in offers:
        same = _same_number(_said(offer.promise, offer.indicator.value), offer.indicator.value)
        if offer.likeness >= (SURE - _SAME_NUMBER if _tells(offer) else SURE):
            found.append(offer._replace(likeness=offer.likeness + _SAME_NUMBER) if same else offer)
    return sorted(found, key=lambda offer: -offer.likeness)


class _Offer(NamedTuple):
    """A pair that might be made. likeness: from 0 to 1."""

    likeness: float
    promise: Promise
    indicator: Indicator


def _is_doubtful(best: _Offer, offers: list[_Offer], taken: Mapping[int, Promise]) -> bool:
    """Whether another free indicator is nearly as likely for the same promise."""
    return any(
        other.promise == best.promise
        and other.indicator.number != best.indicator.number
        and other.indicator.number not in taken
        and best.likeness - other.likeness < MARGIN
        for other in offers
    )


def _alone(offers: Iterable[_Offer]) -> list[_Offer]:
    """The offers, those lifted that are the only ones of their measure on both sides (one 满意度 in text and table)."""
    of_head: dict[str, list[_Offer]] = {}
    rest: list[_Offer] = []
    for offer in offers:
        head = _head(offer.promise.noun, offer.promise)
        shared = offer.promise.is_ratio and head and head == _head(offer.indicator.label, offer.promise)
        rate = _rate(_said(offer.promise, offer.indicator.value))
        if rate and not shared:
            shared, head = True, rate
        (of_head.setdefault(head, []) if shared else rest).append(offer)
    for head, found in of_head.items():
        alone = len(found) == 1 and (found[0].likeness >= _FLOOR or head.startswith("满意"))
        rest += [found[0]._replace(likeness=max(found[0].likeness, _LIFTED))] if alone else found
    return rest


def _rate(value: Value) -> str:
    """What a price is for, where that is two things (元/平方米·天): there are not many of them."""
    unit = _unit(value)
    if unit is None or not unit.dimension or len(unit.dimension) < _PARTS_OF_A_RATE:
        return ""
    return repr(unit.dimension)


_PARTS_OF_A_RATE = 3
_LIFTED = 0.75
_FLOOR = 0.3
"""The least likeness by which two that are alone are taken for one; whoever is satisfied is named in many ways."""


# ── Likeness ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Parts(NamedTuple):
    """A name taken apart. head: what is measured (满意度), empty for a count; rest: of whom or what."""

    head: str
    rest: str


_BRACKETS = late(r"\([^()]*\)")
_PREFIX = late(r"^[^-—]{1,5}[-—](?=.)")
_OF = late(r"对.*?的(?=[^的]*$)|的")
_MARKS = late(r"[、，,/·“”\"'《》\s]")


@lru_cache(maxsize=8192)
def _parts(name: str, changes: bool = False) -> _Parts:
    """A name taken apart. changes: whether it may be a change, whose head is what becomes of the rest."""
    words = goal_words()
    name = _MARKS.sub("", _OF.sub("", _PREFIX.sub("", _BRACKETS.sub("", name))))
    for word, first in words.synonyms.items():
        if word != first:
            name = name.replace(word, first)
    name = _MEAN.sub(r"\1均", without_comparison(name, words))
    for change, ends in ((_RISE, words.rises), (_FALL, words.falls)) if changes else ():
        if name.endswith(ends):
            return _Parts(change, without_ends(name, ends, 1))
    head = ratio_end(name, words)
    if head:
        return _Parts(head, name.removesuffix(head))
    return _Parts("", without_ends(name, words.counters, 2))


_MEAN = late(r"平均每(.)")
_RISE, _FALL = "增长", "下降"
"""The heads of names that are changes."""


def _likeness(promise: Promise, indicator: Indicator, words: GoalWords) -> float:
    """How likely it is that an indicator carries a promise, by their names."""
    if promise.served and promise.served[:2] not in indicator.label:
        return 0.0  # 为18个乡镇图书室购置图书 does not say how many books
    found = _like(promise, indicator, words)
    if not promise.verb:
        return found
    return max(found, _like(promise._replace(noun=promise.verb + promise.noun), indicator, words))


def _like(promise: Promise, indicator: Indicator, words: GoalWords) -> float:
    noun = _OF_EACH.sub("", promise.noun) if promise.rated is not None else promise.noun
    ours, theirs = (_parts(name, promise.is_ratio) for name in (noun, indicator.label))
    of_ratio = promise.is_ratio or theirs.head
    if of_ratio and sorted(promise.noun) == sorted(indicator.label):
        return 0.9  # 发放证书率, 证书发放率
    if of_ratio and (not ours.head or ours.head != theirs.head):
        return 0.0
    if of_ratio and ours.rest == theirs.rest:
        return 1.0
    if of_ratio and not (ours.rest and theirs.rest):
        return 0.5
    if of_ratio and ours.head.startswith("满意") and ours.rest in words.anybody:
        return 0.4
    covered, covering = _covers(theirs.rest, ours.rest), _covers(ours.rest, theirs.rest)
    if of_ratio or len(ours.rest) >= 4:
        covered, covering = max(covered, covering), min(covered, covering)
    if of_ratio:
        return 0.55 * covered + 0.45 * covering + 0.1
    return 0.75 * covered + 0.25 * covering + _each(ours.rest, theirs.rest)


_EACH = late(r"每(?!年|月)[^每年月]")
_OF_EACH = late(r"每(?:个?季度?|个?月|年|天|日|人|名|位|生|次)")
_OFTEN = late(r"每(?:个?季度?|个?月|周|日|天|旬|半年|个?学期)")


def _each(one: str, other: str) -> float:
    """What it says of two names that both, or only one, are of each of something (每家); of each while, all (每季度)."""
    if set(_OFTEN.findall(one)) != set(_OFTEN.findall(other)):
        return -1.0
    left, right = set(_EACH.findall(one)), set(_EACH.findall(other))
    return 0.0 if not left and not right else 0.1 if left == right else -0.2


def _covers(part: str, whole: str) -> float:
    """How much of `part` is in `whole`, by pairs of characters and by single ones."""
    if not part:
        return 0.0
    singles = sum(char in whole for char in part) / len(part)
    if len(part) == 1:
        return singles
    pairs = [part[index : index + 2] for index in range(len(part) - 1)]
    return 0.5 * singles + 0.5 * sum(pair in whole for pair in pairs) / len(pairs)


# ── Amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

_PERSONS: tuple[Dimension, ...] = ((("person", 1),), (("occasion", 1), ("person", 1)))


def _unit(value: Value) -> Unit | None:
    found: Unit | None = getattr(value, "unit", None)
    return found


def _said(promise: Promise, value: Value) -> Value:
    """What a promise says beside `value`: for each of something, where that is so measured."""
    rated, theirs = promise.rated, _unit(value)
    if rated is None or rated.unit is None or theirs is None:
        return promise.value
    return rated if rated.unit.dimension == theirs.dimension else promise.value


def _compatible(promise: Promise, value: Value) -> bool:
    """Whether two values can measure one thing: of one dimension, heads beside visits (人, 人次), or as many of two counts."""
    ours = _said(promise, value)
    if _measure_alike(ours, value):
        return True
    left, right = _unit(ours), _unit(value)
    if left is None or right is None or not (is_count(left) and is_count(right)):
        return False
    of_persons = left.dimension in _PERSONS or right.dimension in _PERSONS
    return not of_persons and _same_number(ours, value) and (amount(value) or 0) > 1


def _measure_alike(one: Value, other: Value) -> bool:
    left, right = _unit(one), _unit(other)
    if left is None or right is None:
        return left is right or _is_counted(left or right)
    if left.dimension is None or right.dimension is None:
        return left.text == right.text
    return left.dimension == right.dimension or _heads_and_visits(left, right) or _occasions(left, right)


def _is_counted(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension not in (None, ())


def _heads_and_visits(left: Unit, right: Unit) -> bool:
    return left.dimension in _PERSONS and right.dimension in _PERSONS


_OCCASIONS = frozenset({"次", "场", "场次", "期", "班", "个", "项", "批", "届", "轮"})


def _occasions(left: Unit, right: Unit) -> bool:
    """Whether both count events in general: 7个班次 is 7次."""
    return left.text in _OCCASIONS and right.text in _OCCASIONS


def _same_number(one: Value, other: Value) -> bool:
    left, right = amount(one), amount(other)
    return left is not None and left == right


_NEAR = Decimal("0.1")
"""How far 左右 and 约 reach: a tenth of the number."""


def relation(promise: Promise, value: Value) -> str:
    """How an indicator's value stands to what the text promises; see `Pair`."""
    said = _said(promise, value)
    ours, theirs = amount(said), amount(value)
    left, right = _unit(said), _unit(value)
    if ours is None or theirs is None:
        return "same"
    if isinstance(said, Approximate) or isinstance(value, Approximate):
        if abs(ours - theirs) > _NEAR * max(abs(ours), abs(theirs)):
            return "number"
    elif ours != theirs:
        return "number"
    if (
        left is not None
        and right is not None
        and left.dimension != right.dimension
        and _heads_and_visits(left, right)
    ):
        return "unit"
    if (
        isinstance(promise.value, Comparison)
        and isinstance(value, Comparison)
        and value.written_op is not None
        and _stricter(promise, value.op)
    ):
        return "operator"
    return "same"


def _stricter(promise: Promise, op: Op) -> bool:
    """Whether an operator says something else than the text of the same number: > for 92%以上, ≤ for 达到90%."""
    assert isinstance(promise.value, Comparison)
    if promise.plain:
        return op in (Op.GT, Op.LT, Op.NE)
    return op != promise.value.op and not (op == Op.EQ and promise.value.op == Op.GE and _is_whole(promise))


def _is_whole(promise: Promise) -> bool:
    """Whether it is all of something: 100%以上 is =100%."""
    return promise.is_ratio and amount(promise.value) == 1
