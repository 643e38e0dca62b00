"""Mutants: rules with one small mistake put in, to learn whether their examples would notice it.

A comparison turned round, a bound moved, a part of an ``and`` or an ``or`` left out, a test negated, a word taken from a
list, a key taken from a group. What cannot be told apart from the rule by any form is no mutant and is not made: a word
that another one of its list covers (`covered`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_UP, Decimal
from typing import NamedTuple, TypeVar

from pfglint.quantity.value import Op
from pfglint.rule.check import Scope, check_condition
from pfglint.rule.model import Group, Rule, Run, WordsNamed
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
    Literal,
    Matches,
    Negative,
    Not,
    Number,
    Or,
    TextTest,
    Truth,
    WordList,
    WordsHere,
    walk,
)

KINDS = {
    "comparison": Said("比较反了", "comparison turned round"),
    "bound": Said("界限挪了", "bound moved"),
    "conjunct": Said("少了一个 and 条件", "part of an “and” left out"),
    "disjunct": Said("少了一个 or 条件", "part of an “or” left out"),
    "negated": Said("判断反了", "negated"),
    "word": Said("词表少了一个词", "word taken from a list"),
    "arithmetic": Said("算错了", "arithmetic changed"),
    "key": Said("分组少了一项", "key taken from a group"),
}


class Change(NamedTuple):
    """What a mutant differs in.

    where:  the key of the rule: ``when``, ``require``, ``severity-when 1``, ``fix when``, ``group by`` … or a word list's name.
    before, after: the part that is changed, as text.
    line, column: where that part stands in the rule's file; 0 where that was not read.
    hint:   what example would tell the mutant from the rule.
    """

    kind: str
    where: str
    before: str
    after: str
    line: int
    column: int
    hint: Said


class Mutant(NamedTuple):
    """A rule with one change in it."""

    rule: Rule
    change: Change


class _Turn(NamedTuple):
    """A tree with one change somewhere in it.

    part:   what is changed, as it was.
    before, after: the same as text.
    """

    tree: Expr
    kind: str
    part: Expr
    before: str
    after: str
    hint: Said


Item = TypeVar("Item")

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "!=", "!=": "="}
_SHIFTED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_OTHER_SIGN = {"+": "-", "-": "+", "*": "/", "/": "*"}
_TENTH = Decimal("0.1")


# ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mutants(rule: Rule, scope: Scope) -> Iterator[Mutant]:
    """All mutants of a rule whose conditions stand in `scope`; those of its word lists are not among them."""
    written = {one.key: one.runs for one in rule.written}
    if rule.when is not None:
        for turn in _sound(rule.when, True, scope):
            yield _mutant(rule._replace(when=turn.tree), "when", turn, written.get("when", ()))
    if rule.require is not None:
        for turn in _sound(rule.require, False, scope):
            yield _mutant(rule._replace(require=turn.tree), "require", turn, written.get("require", ()))
    for index, severity in enumerate(rule.severity_when):
        for turn in _sound(severity.when, None, scope):
            changed = _put(rule.severity_when, index, severity._replace(when=turn.tree))
            where = f"severity-when {index + 1}"
            yield _mutant(rule._replace(severity_when=changed), where, turn, severity.runs)
    for index, message in enumerate(rule.message_when):
        for turn in _sound(message.when, None, scope):
            said = _put(rule.message_when, index, message._replace(when=turn.tree))
            yield _mutant(rule._replace(message_when=said), f"message-when {index + 1}", turn, message.runs)
    if rule.fix is not None and rule.fix.when is not None:
        for turn in _sound(rule.fix.when, None, scope):
            yield _mutant(
                rule._replace(fix=rule.fix._replace(when=turn.tree)), "fix when", turn, rule.fix.runs
            )
    if rule.group is not None:
        yield from _of_group(rule, rule.group)


def _mutant(rule: Rule, where: str, turn: _Turn, runs: tuple[Run, ...]) -> Mutant:
    hint = turn.hint
    if where.startswith("severity"):
        hint = Said(hint.zh + "，写明 severity", hint.en + ", with its severity")
    if where.startswith("message"):
        hint = Said(hint.zh + "，写明 says", hint.en + ", with what it says")
    if where.startswith("fix"):
        hint = Said(hint.zh + "，写明 fix", hint.en + ", with its fix")
    line, column = _place(turn.part.start, runs) if runs else (0, 0)
    return Mutant(rule, Change(turn.kind, where, turn.before, turn.after, line, column, hint))


def _place(offset: int, runs: tuple[Run, ...]) -> tuple[int, int]:
    """The line and the column of an offset into a condition's text."""
    run = runs[bisect_right(runs, offset, key=lambda run: run.start) - 1]
    return run.line, run.column + offset - run.start


def _put(items: tuple[Item, ...], index: int, item: Item) -> tuple[Item, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _without(items: tuple[Item, ...], index: int) -> tuple[Item, ...]:
    return (*items[:index], *items[index + 1 :])


def _of_group(rule: Rule, group: Group) -> Iterator[Mutant]:
    for key, trees in (("by", group.by), ("differs", group.differs)):
        for index, tree in enumerate(trees):
            if len(trees) > 1:
                text = show(tree)
                hint = Said(
                    f"补一个例子：几行只有“{text}”不同，其余都相同",
                    f"an example that differs in “{text}” only",
                )
                change = Change("key", f"group {key}", text, "", rule.line, 0, hint)
                rest = _without(trees, index)
                left = group._replace(by=rest) if key == "by" else group._replace(differs=rest)
                yield Mutant(rule._replace(group=left), change)


def _sound(tree: Expr, more: bool | None, scope: Scope) -> Iterator[_Turn]:
    """The changes of a condition that leave it one that makes sense, the whole of it negated among them.

    more: whether the rule speaks of more where the condition is true more often; None where it speaks all the same.
    """
    if isinstance(tree, (And, Or)):
        yield _negation(tree)
    for turn in _conditions(tree, more, scope.constants):
        if turn.kind not in ("bound", "arithmetic") or not check_condition(turn.tree, scope).mistakes:
            yield turn


# ── Trees ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _negation(tree: Expr) -> _Turn:
    negated = tree.operand if isinstance(tree, Not) else Not(tree)
    text = show(tree)
    hint = Said(
        f"补一个让“{text}”成立的例子和一个不成立的", f"an example where “{text}” holds, and one where not"
    )
    return _Turn(negated, "negated", tree, text, show(negated), hint)


def _conditions(tree: Expr, more: bool | None, constants: Mapping[str, Expr]) -> Iterator[_Turn]:
    """The changes of a tree that is true or false, the whole of it negated only where it is a single test."""
    match tree:
        case And(operands) | Or(operands):
            for index, operand in enumerate(operands):
                yield _dropped(tree, index, more)
                for turn in _conditions(operand, more, constants):
                    yield turn._replace(tree=tree._replace(operands=_put(operands, index, turn.tree)))
        case Not(operand):
            if isinstance(operand, (And, Or)):
                yield _negation(tree)
            flipped = None if more is None else not more
            yield from _within(
                _conditions(operand, flipped, constants), lambda new: Not(new, tree.start, tree.end)
            )
        case Compare():
            yield from _of_comparison(tree, more, constants)
        case TextTest():
            yield _toggled(tree)
            yield from _of_words(tree, more)
        case IsTest():
            yield _toggled(tree)
            yield from _within(_amounts(tree.operand, constants), lambda new: tree._replace(operand=new))
        case Matches():
            yield _toggled(tree)
        case Aggregate():
            yield _negation(tree)
            yield from _of_aggregate(tree, more, constants)
        case FieldName() | Truth() | Constant():
            yield _negation(tree)


def _within(turns: Iterable[_Turn], rebuild: Callable[[Expr], Expr]) -> Iterator[_Turn]:
    """The changes of a part, as changes of the whole that `rebuild` makes of it."""
    for turn in turns:
        yield turn._replace(tree=rebuild(turn.tree))


def _toggled(tree: TextTest | IsTest | Matches) -> _Turn:
    turned = tree._replace(negated=not tree.negated)
    return _negation(tree)._replace(tree=turned, after=show(turned))


def _dropped(tree: And | Or, index: int, more: bool | None) -> _Turn:
    part = tree.operands[index]
    rest = _without(tree.operands, index)
    left = rest[0] if len(rest) == 1 else tree._replace(operands=rest)
    text = show(part)
    # Without a part an `and` is true more often, an `or` less often.
    kind = _example(None if more is None else more if isinstance(tree, And) else not more)
    if isinstance(tree, And):
        zh, en = f"只有“{text}”不成立，其余都成立", f"where only “{text}” does not hold"
    else:
        zh, en = f"只有“{text}”成立，其余都不成立", f"where only “{text}” holds"
    hint = Said(f"{kind.zh}：{zh}", f"{kind.en} {en}")
    return _Turn(left, "conjunct" if isinstance(tree, And) else "disjunct", part, text, "", hint)


def _example(more: bool | None) -> Said:
    """The kind of example that shows a rule to speak of more (or less) than it should."""
    if more is None:
        return Said("补一个例子", "an example")
    if more:
        return Said("补一个 pass 例子", "a “pass” example")
    return Said("补一个 fail 例子", "a “fail” example")


def _of_comparison(tree: Compare, more: bool | None, constants: Mapping[str, Expr]) -> Iterator[_Turn]:
    flipped = tree._replace(op=Op(_FLIPPED[tree.op]))
    yield _negation(tree)._replace(tree=flipped, kind="comparison", after=show(flipped))
    if tree.op in _SHIFTED:
        shifted = tree._replace(op=Op(_SHIFTED[tree.op]))
        # Taking in the bound makes a comparison true more often.
        wider = "=" in shifted.op
        kind = _example(None if more is None else more if wider else not more)
        left, right = show(tree.left), show(tree.right)
        hint = Said(
            f"{kind.zh}：“{left}”正好是“{right}”",
            f"{kind.en} where “{left}” is exactly “{right}”",
        )
        yield _Turn(shifted, "bound", tree, show(tree), show(shifted), hint)
    yield from _within(_amounts(tree.left, constants), lambda new: tree._replace(left=new))
    for index, turn in enumerate(
        _within(_amounts(tree.right, constants), lambda new: tree._replace(right=new))
    ):
        moved = turn.part is tree.right and tree.op in _SHIFTED
        # A bound is moved up first, then down.
        yield turn._replace(hint=_bound_hint(tree, turn, index == 0, more)) if moved else turn


def _bound_hint(tree: Compare, turn: _Turn, higher: bool, more: bool | None) -> Said:
    """The example that shows a moved bound: the value for which the one holds and the other does not."""
    low, high = (turn.before, turn.after) if higher else (turn.after, turn.before)
    exactly = low if tree.op in (">=", "<") else high
    # A bound moved up makes < true more often, and > less often.
    wider = higher == (tree.op in ("<", "<="))
    kind = _example(None if more is None else more if wider else not more)
    left = show(tree.left)
    return Said(f"{kind.zh}：“{left}”正好是“{exactly}”", f"{kind.en} where “{left}” is exactly “{exactly}”")


def _of_words(tree: TextTest, more: bool | None) -> Iterator[_Turn]:
    match tree.words:
        case WordsHere(words) if len(words) > 1:
            known = set(covered(words, [tree]))
            for index, word in enumerate(words):
                if word not in known:
                    left = tree._replace(words=tree.words._replace(words=_without(words, index)))
                    hint = Said(f"补一个用到“{word}”的例子", f"an example that has “{word}”")
                    yield _Turn(left, "word", tree, word, "", hint)


def _amounts(tree: Expr, constants: Mapping[str, Expr]) -> Iterator[_Turn]:
    """The changes of a tree that is a number, a quantity and the like."""
    match tree:
        case Number(number) | Literal(number):
            for moved in _moved(number):
                changed = tree._replace(number=moved)
                bounds = [show(tree), show(changed)] if moved > number else [show(changed), show(tree)]
                hint = Said(
                    f"补一个例子，{bounds[0]} 和 {bounds[1]} 在它上面判断不同",
                    f"an example for which {bounds[0]} and {bounds[1]} make a difference",
                )
                yield _Turn(changed, "bound", tree, show(tree), show(changed), hint)
        case Constant(name):
            match constants.get(name):
                case Number(number) | Literal(number) as value:
                    for moved in _moved(number):
                        step = value._replace(number=abs(moved - number))
                        off = Arithmetic(tree, "+" if moved > number else "-", step, tree.start, tree.end)
                        text = show(off)
                        hint = Said(
                            f"补一个例子，“{name}”和“{text}”在它上面判断不同",
                            f"an example for which {name} and {text} make a difference",
                        )
                        yield _Turn(off, "bound", tree, name, text, hint)
        case Negative(operand):
            yield from _within(_amounts(operand, constants), lambda new: tree._replace(operand=new))
        case Arithmetic(left, op, right):
            turned = tree._replace(op=_OTHER_SIGN[op])
            text = show(tree)
            hint = Said(f"补一个由“{text}”决定的例子", f"an example that “{text}” decides")
            yield _Turn(turned, "arithmetic", tree, text, show(turned), hint)
            yield from _within(_amounts(left, constants), lambda new: tree._replace(left=new))
            yield from _within(_amounts(right, constants), lambda new: tree._replace(right=new))
        case Aggregate():
            yield from _of_aggregate(tree, None, constants)


def _moved(number: Decimal) -> tuple[Decimal, Decimal]:
    """A bound a tenth higher and a tenth lower; a whole number stays one."""
    step = abs(number) * _TENTH
    if number == number.to_integral_value():
        step = max(step.to_integral_value(ROUND_UP), Decimal(1))
    return number + step, number - step


def _of_aggregate(tree: Aggregate, more: bool | None, constants: Mapping[str, Expr]) -> Iterator[_Turn]:
    if tree.where is not None:
        yield from _within(_conditions(tree.where, more, constants), lambda new: tree._replace(where=new))
    if tree.each is not None:
        yield from _within(_amounts(tree.each, constants), lambda new: tree._replace(each=new))


# ── Word lists ───────────────────────────────────────────────────────────────────────────────────────────────────────


class Shortened(NamedTuple):
    """A word list that lacks one of its words."""

    words: tuple[str, ...]
    change: Change


def shortened(listed: WordsNamed, uses: list[TextTest]) -> Iterator[Shortened]:
    """The mutants of a word list that `uses` name; none where nothing does."""
    words = listed.words if uses else ()
    known = set(covered(words, uses))
    for index, word in enumerate(words):
        if word not in known and len(words) > 1:
            hint = Said(f"补一个用到“{word}”的例子", f"an example that has “{word}”")
            yield Shortened(
                _without(words, index), Change("word", listed.name, word, "", listed.line, 0, hint)
            )


_COVERS: dict[str, Callable[[str, str], bool]] = {
    "ends": str.endswith,
    "starts": str.startswith,
    "contains": str.__contains__,
    "is": str.__eq__,
}


def covered(words: tuple[str, ...], uses: Iterable[TextTest]) -> Iterator[str]:
    """The words that do nothing in any of `uses`: each test that they pass, another word of the list passes too."""
    tests = {use.test for use in uses}
    for index, word in enumerate(words):
        others = [*words[:index], *(other for other in words[index + 1 :] if other != word)]
        if tests and all(any(_COVERS[test](word, other) for other in others) for test in tests):
            yield word


def trees_of(rule: Rule) -> Iterator[Expr]:
    """All conditions and amounts of a rule."""
    group = (*rule.group.by, *rule.group.differs, *rule.group.should) if rule.group is not None else ()
    severities = [item.when for item in rule.severity_when]
    messages = [item.when for item in rule.message_when]
    fix = rule.fix.when if rule.fix is not None else None
    for tree in (rule.when, rule.require, *severities, *messages, *group, fix):
        if tree is not None:
            yield tree


def uses_of(name: str, rule: Rule) -> list[TextTest]:
    """The tests of a rule that name the word list `name`."""
    return [
        node
        for tree in trees_of(rule)
        for node in walk(tree)
        if isinstance(node, TextTest) and isinstance(node.words, WordList) and node.words.name == name
    ]
