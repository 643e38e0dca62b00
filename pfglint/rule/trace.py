"""What a condition came to for one subject, part by part: for people who want to know why a rule spoke or did not.

A condition comes apart at ``and``, ``or`` and ``not``; what is left, a relation, is one line of text with the values of
its sub-expressions, each with its place in that line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pfglint.quantity.units import Unit
from pfglint.rule.check import Scope
from pfglint.rule.compile import amount, condition
from pfglint.rule.problem import Said
from pfglint.rule.show import show
from pfglint.rule.syntax import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    Constant,
    Expr,
    FieldName,
    IsTest,
    Matches,
    Negative,
    Not,
    Or,
    TextTest,
    Unless,
    WordList,
    Words,
    WordsHere,
    changed,
    parse,
)
from pfglint.rule.template import number_text, shown
from pfglint.rule.types import Quantity
from pfglint.rule.types import Truth as Answer

MOST_WORDS = 4
"""Words of a list that are shown where it stands in a condition."""
MOST_NAMES = 5
"""Indicators that are named of those that an aggregate is about."""


class Seen(NamedTuple):
    """What a sub-expression came to. at: the offset of its place in the text of its relation."""

    at: int
    said: Said


class Trace(NamedTuple):
    """A condition, or a part of one.

    text:  on one line; of what comes apart only ``and``, ``or``, ``not``, ``unless``.
    truth: what it came to; None where that is unknown.
    seen:  the values of its sub-expressions, from left to right.
    notes: what those do not show: why it is unknown, which indicators were counted.
    parts: what it comes apart into.
    """

    text: str
    truth: Answer
    seen: tuple[Seen, ...] = ()
    notes: tuple[Said, ...] = ()
    parts: tuple[Trace, ...] = ()


def trace(tree: Expr, scope: Scope, subject: Any) -> Trace:
    """What a condition that `check` accepted came to for a subject."""
    truth = condition(tree, scope)(subject)
    match tree:
        case And(operands):
            return Trace("and", truth, parts=tuple(trace(part, scope, subject) for part in operands))
        case Or(operands):
            return Trace("or", truth, parts=tuple(trace(part, scope, subject) for part in operands))
        case Not(And() | Or() as operand):
            return Trace("not", truth, parts=(trace(operand, scope, subject),))
        case Unless(operand):
            return Trace("unless", truth, parts=(trace(operand, scope, subject),))
    text = show(_shortened(tree))
    look = _Look(text, scope, subject)
    look.at(tree, parse(text))
    return Trace(text, truth, tuple(sorted(look.seen)), tuple(look.notes))


def value_of(tree: Expr, scope: Scope, subject: Any) -> Said:
    """What an amount (of a group's ``by``, say) came to."""
    return _said(amount(tree, scope)(subject))


def _shortened(tree: Expr) -> Expr:
    """The tree with lists of many words cut short."""

    def short(part: Any) -> Any:
        if isinstance(part, WordsHere) and len(part.words) > MOST_WORDS + 1:
            return WordsHere((*part.words[:MOST_WORDS], f"…{len(part.words) - MOST_WORDS}"))
        return None

    return changed(tree, short)


class _Look:
    """One relation being looked at. text: as it is shown."""

    def __init__(self, text: str, scope: Scope, subject: Any) -> None:
        self.text = text
        self.scope = scope
        self.subject = subject
        self.seen: list[Seen] = []
        self.notes: list[Said] = []

    def at(self, node: Expr, placed: Expr) -> None:
        """Note what `node` and its parts came to; `placed` is the same as it stands in the text."""
        match node, placed:
            case Not(operand) | Negative(operand), (Not(there) | Negative(there)):
                self.at(operand, there)
            case Compare() | Arithmetic(), (Compare() | Arithmetic()):
                self.pair(node, placed)
            case TextTest(), TextTest():
                self.at(node.operand, placed.operand)
                self.words(node, placed.words)
            case Matches(), Matches():
                self.at(node.operand, placed.operand)
                self.pattern(node, placed.pattern.start)
            case IsTest(), IsTest():
                self.at(node.operand, placed.operand)
                found = self.value(node.operand)
                if condition(node, self.scope)(self.subject) is None:
                    self.notes.extend(_unmeasured(found))
            case Aggregate(), _:
                self.see(placed.start, _said(self.value(node)))
                self.notes.extend(self.members(node))
            case ((FieldName() | Constant()), _):
                self.see(placed.start, _said(self.value(node)))

    def see(self, at: int, said: Said) -> None:
        self.seen.append(Seen(at, said))

    def value(self, node: Expr) -> Any:
        return amount(node, self.scope)(self.subject)

    # ── Comparisons ──────────────────────────────────────────────────────────────────────────────────────────────────

    def pair(self, node: Compare | Arithmetic, placed: Compare | Arithmetic) -> None:
        """The two sides, the one in the other's unit where they are written in two; of a sum, what it comes to."""
        sides = [_measured(self.value(side), self.subject) for side in (node.left, node.right)]
        for side, there, own, other in (
            (node.left, placed.left, sides[0], sides[1]),
            (node.right, placed.right, sides[1], sides[0]),
        ):
            before = len(self.seen)
            self.at(side, there)
            same = _in_unit_of(own, other)
            if same and len(self.seen) == before + 1 and isinstance(side, FieldName):
                at, said = self.seen.pop()
                self.see(at, Said(f"{said.zh}，即 {same}", f"{said.en}, that is {same}"))
        if isinstance(node, Arithmetic):
            sign = next(
                index for index in range(placed.left.end, placed.right.start) if self.text[index] in "+−×÷"
            )
            self.see(sign, _said(self.value(node)))
        measured = [side for side in sides if isinstance(side, Quantity)]
        if len(measured) == 2 and measured[0].dimension != measured[1].dimension and _adds(node):
            one, other = (_said(side) for side in measured)
            self.notes.append(
                Said(f"单位不同，不能比：{one.zh} 和 {other.zh}", f"different units: {one.en} and {other.en}")
            )
        elif len(measured) == 1:
            self.notes.extend(note for side in sides for note in _unmeasured(side))

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def words(self, node: TextTest, placed: Words) -> None:
        """Which of the words it was."""
        match node.words:
            case FieldName():
                self.see(placed.start, _said(self.value(node.words)))
                return
            case WordList(name):
                words = self.scope.words[name]
            case WordsHere(words):
                pass
        operand = self.value(node.operand)
        if operand is None or (isinstance(node.words, WordsHere) and len(words) == 1):
            return
        text = operand.text if isinstance(operand, Unit) else operand
        hits = [word for word in words if _HIT[node.test](text, word)]
        listed = "、".join(f"“{word}”" for word in hits[:MOST_WORDS])
        self.see(placed.start, Said(listed, listed) if hits else Said("一个也没有", "none of them"))

    def pattern(self, node: Matches, at: int) -> None:
        import re2

        text = self.value(node.operand)
        found = None if text is None else re2.search(node.pattern.text, getattr(text, "text", text))
        if found is not None:
            self.see(at, Said(f"“{found[0]}”", f"“{found[0]}”"))

    # ── Aggregates ───────────────────────────────────────────────────────────────────────────────────────────────────

    def members(self, node: Aggregate) -> Iterator[Said]:
        """Which indicators made it what it is."""
        inner = self.scope._replace(kind="indicator")
        where = condition(node.where, inner) if node.where is not None else None
        listed: dict[Answer, list[Any]] = {True: [], False: [], None: []}
        for item in self.subject.form.indicators:
            listed[True if where is None else where(item)].append(item)
        if node.kind == "sum" and node.each is not None:
            parts = [f"{_label(item)} {value_of(node.each, inner, item).zh}" for item in listed[True]]
            if parts:
                yield _listed("相加的是", "added up", parts)
        elif node.where is not None:
            truths: list[tuple[Answer, str, str]] = [(True, "成立的", "it holds for")]
            if node.kind == "all":
                truths = [(False, "不成立的", "it does not hold for")]
            truths.append((None, "未知的", "unknown for"))
            for truth, zh, en in truths:
                if listed[truth]:
                    yield _listed(zh, en, [_label(item) for item in listed[truth]])


_HIT: dict[str, Callable[[str, str], bool]] = {
    "is": str.__eq__,
    "starts": str.startswith,
    "ends": str.endswith,
    "contains": str.__contains__,
}


def _listed(zh: str, en: str, parts: list[str]) -> Said:
    some = parts[:MOST_NAMES]
    more = len(parts) - len(some)
    return Said(
        f"{zh}：{'、'.join(some)}" + (f" 等 {len(parts)} 个" if more else ""),
        f"{en}: {', '.join(some)}" + (f" and {more} more" if more else ""),
    )


def _label(indicator: Any) -> str:
    return indicator.name or "—"


# ── Amounts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _said(found: Any) -> Said:
    """A value for people; a text in quotation marks, an indicator's value as the forms write it."""
    if isinstance(found, str):
        return Said(f"“{found}”", f"“{found}”")
    return Said(shown(found, "zh"), shown(found, "en"))


def _measured(found: Any, subject: Any) -> Any:
    """The amount that a value stands for in a comparison; the value itself where it has none."""
    return (subject.quantity or found) if hasattr(found, "kind") else found


def _in_unit_of(own: Any, other: Any) -> str:
    """An amount in the unit that another one of its dimension is written in; nothing where that is its own."""
    if not isinstance(own, Quantity) or not isinstance(other, Quantity) or own.dimension != other.dimension:
        return ""
    if own.unit is None or other.unit is None or own.unit.factor == other.unit.factor:
        return ""
    return number_text((own.amount / other.unit.factor).normalize()) + other.unit.text


def _adds(node: Compare | Arithmetic) -> bool:
    """Whether both sides must be of one dimension."""
    return isinstance(node, Compare) or node.op in "+-"


def _unmeasured(found: Any) -> Iterator[Said]:
    """Why a value or a unit cannot be measured."""
    unit = found if isinstance(found, Unit) else getattr(found, "unit", None)
    if isinstance(unit, Unit) and unit.dimension is None:
        yield Said(f"“{unit.text}”不是认得的单位", f"“{unit.text}” is no unit that is known")
        return
    match getattr(found, "kind", None):
        case "words" | "several" | "deadline" | "change" as kind if unit is None:
            said = _KINDS[kind]
            yield Said(
                f"指标值是{said.zh}，没有可比的数", f"the value is {said.en}: there is no number to compare"
            )
        case "range":
            yield Said(
                "指标值是一段范围，没有可比的一个数", "the value is a range: there is no single number"
            )
        case "comparison" | "approximate" if unit is None:
            yield Said("指标值没有单位", "the value has no unit")


_KINDS = {
    "words": Said("文字", "words"),
    "several": Said("几个数", "several numbers"),
    "deadline": Said("日期", "a date"),
    "change": Said("增减幅度", "a change"),
}
