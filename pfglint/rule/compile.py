"""Conditions to closures. A tree that `check` accepted becomes a function from a subject to its truth or its amount."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, TypeAlias

from pfglint.quantity import units
from pfglint.rule import fields
from pfglint.rule.check import Scope, check_amount, is_zero, numeric
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
    Text,
    TextTest,
    Truth,
    Unless,
    WordList,
    WordsHere,
)
from pfglint.rule.types import TESTS, Quantity, times
from pfglint.rule.types import Truth as Answer

Condition: TypeAlias = Callable[[Any], Answer]
Amount: TypeAlias = Callable[[Any], Any]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def condition(node: Expr, scope: Scope) -> Condition:
    """A condition as a function: True, False, or None where it cannot be told."""
    match node:
        case Truth(truth):
            return lambda _: truth
        case Not(operand):
            return _negate(condition(operand, scope))
        case Unless(operand):
            return _unless(condition(operand, scope))
        case And(operands):
            return _all([condition(operand, scope) for operand in operands])
        case Or(operands):
            return _any([condition(operand, scope) for operand in operands])
        case Compare():
            return _comparison(node, scope)
        case TextTest():
            test = _text_test(node, scope)
            return _negate(test) if node.negated else test
        case Matches():
            test = _matches(node, scope)
            return _negate(test) if node.negated else test
        case IsTest():
            test = _is_test(node, scope)
            return _negate(test) if node.negated else test
    return amount(node, scope)


def amount(node: Expr, scope: Scope) -> Amount:
    """Any tree as a function: its text, number, quantity, unit, date or truth; None where that is unknown."""
    match node:
        case Text(text):
            return lambda _: text
        case Number(number):
            return lambda _: number
        case Literal():
            quantity = _literal(node)
            return lambda _: quantity
        case FieldName(name):
            found = fields.resolve(scope.kind, name)
            assert found is not None
            return attrgetter(found.path)
        case Constant(name):
            return amount(scope.constants[name], scope)
        case Negative(operand):
            return _negative(_quantity(operand, scope))
        case Arithmetic():
            return _arithmetic(node, scope)
        case Aggregate():
            return _aggregate(node, scope)
    return condition(node, scope)


def all_hold(parts: list[tuple[Condition, bool]]) -> Callable[[Any], bool]:
    """Whether each part answers as it should: it stops at the first that does not, or is unknown."""
    if not parts:
        return lambda _: True
    if len(parts) == 1:
        ((only, wanted),) = parts
        return lambda subject: only(subject) is wanted
    if len(parts) == 2:
        (first, one), (second, other) = parts
        return lambda subject: first(subject) is one and second(subject) is other

    def every(subject: Any) -> bool:
        for part, wanted in parts:  # noqa: SIM110  (a generator costs more than the loop)
            if part(subject) is not wanted:
                return False
        return True

    return every


# ── Logic ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _negate(test: Condition) -> Condition:
    def negated(subject: Any) -> Answer:
        found = test(subject)
        return None if found is None else not found

    return negated


def _unless(test: Condition) -> Condition:
    return lambda subject: test(subject) is not True


def _all(tests: list[Condition]) -> Condition:
    def every(subject: Any) -> Answer:
        answer: Answer = True
        for test in tests:
            found = test(subject)
            if found is False:
                return False
            if found is None:
                answer = None
        return answer

    return every


def _any(tests: list[Condition]) -> Condition:
    def some(subject: Any) -> Answer:
        answer: Answer = False
        for test in tests:
            found = test(subject)
            if found is True:
                return True
            if found is None:
                answer = None
        return answer

    return some


# ── Comparisons and amounts ──────────────────────────────────────────────────────────────────────────────────────────


def _literal(node: Literal) -> Quantity:
    unit = units.lookup(node.unit)
    assert unit.dimension is not None
    return Quantity(node.number * unit.factor, unit.dimension, unit)


def _quantity(node: Expr, scope: Scope) -> Amount:
    """An amount; a value is its number with its unit."""
    if isinstance(node, FieldName) and node.name == "value":
        return attrgetter("quantity")
    return amount(node, scope)


def _static(node: Expr, scope: Scope) -> str:
    """The name of the type of `node`; a unit counts as text, and a value as an amount."""
    found = check_amount(node, scope).type
    assert found is not None
    name = numeric(found).name
    return "text" if name == "unit" else name


def _comparison(node: Compare, scope: Scope) -> Condition:
    compare = _COMPARE[node.op]
    kinds = (_static(node.left, scope), _static(node.right, scope))
    if "quantity" in kinds:
        return _compare_quantities(_side(node.left, scope), compare, _side(node.right, scope))
    if kinds[0] == "text":
        left, right = _text(node.left, scope), _text(node.right, scope)
    else:
        left, right = amount(node.left, scope), amount(node.right, scope)
    if isinstance(node.right, (Text, Number, Constant)):
        constant = right(None)

        def compared_with(subject: Any) -> Answer:
            found = left(subject)
            return None if found is None else compare(found, constant)

        return compared_with

    def compared(subject: Any) -> Answer:
        one = left(subject)
        if one is None:
            return None
        other = right(subject)
        return None if other is None else compare(one, other)

    return compared


_ZERO = Decimal(0)


def _side(node: Expr, scope: Scope) -> Amount:
    """A side of a comparison or a sum with a quantity; a bare 0 stays a number."""
    if is_zero(node):
        return lambda _: _ZERO
    return _quantity(node, scope)


def _fit(one: Any, other: Any) -> bool:
    """Whether two sides are known and of one dimension; 0 fits all."""
    if one is None or other is None:
        return False
    return one is _ZERO or other is _ZERO or one.dimension == other.dimension


def _bare(side: Any) -> Any:
    return side.amount if isinstance(side, Quantity) else side


def _compare_quantities(left: Amount, compare: Callable[[Any, Any], bool], right: Amount) -> Condition:
    def compared(subject: Any) -> Answer:
        one, other = left(subject), right(subject)
        return compare(_bare(one), _bare(other)) if _fit(one, other) else None

    return compared


def _negative(operand: Amount) -> Amount:
    def negative(subject: Any) -> Any:
        found = operand(subject)
        if isinstance(found, Quantity):
            return Quantity(-found.amount, found.dimension, found.unit)
        return None if found is None else -found

    return negative


def _arithmetic(node: Arithmetic, scope: Scope) -> Amount:
    if "quantity" not in (_static(node.left, scope), _static(node.right, scope)):
        return _numbers(amount(node.left, scope), node.op, amount(node.right, scope))
    left, right = _side(node.left, scope), _side(node.right, scope)
    return _sum(left, node.op, right) if node.op in "+-" else _product(left, node.op, right)


def _calculate(one: Decimal | int, op: str, other: Decimal | int) -> Decimal | None:
    """None for a division by zero, and for a number too large to be one."""
    one, other = Decimal(one), Decimal(other)
    try:
        match op:
            case "+":
                return one + other
            case "-":
                return one - other
            case "*":
                return one * other
        return one / other
    except ArithmeticError:
        return None


def _numbers(left: Amount, op: str, right: Amount) -> Amount:
    def calculated(subject: Any) -> Decimal | None:
        one, other = left(subject), right(subject)
        return None if one is None or other is None else _calculate(one, op, other)

    return calculated


def _sum(left: Amount, op: str, right: Amount) -> Amount:
    def calculated(subject: Any) -> Quantity | None:
        one, other = left(subject), right(subject)
        if not _fit(one, other):
            return None
        found = _calculate(_bare(one), op, _bare(other))
        like = other if one is _ZERO else one
        return None if found is None else Quantity(found, like.dimension, like.unit)

    return calculated


def _product(left: Amount, op: str, right: Amount) -> Amount:
    sign = 1 if op == "*" else -1

    def calculated(subject: Any) -> Quantity | None:
        one, other = left(subject), right(subject)
        if one is None or other is None:
            return None
        found = _calculate(_bare(one), op, _bare(other))
        if found is None:
            return None
        return Quantity(found, times(getattr(one, "dimension", ()), getattr(other, "dimension", ()), sign))

    return calculated


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(node: Expr, scope: Scope) -> Amount:
    """A text; a unit is its text as written."""
    if isinstance(node, FieldName) and node.name == "unit" and scope.kind == "indicator":
        return attrgetter("unit_text")
    return amount(node, scope)


def _text_test(node: TextTest, scope: Scope) -> Condition:
    get = _text(node.operand, scope)
    match node.words:
        case FieldName():
            return _against_field(get, node.test, _text(node.words, scope))
        case WordList(name):
            words = scope.words[name]
        case WordsHere(words):
            pass
    if node.test == "is":
        listed = frozenset(words)

        def is_listed(subject: Any) -> Answer:
            text = get(subject)
            return None if text is None else text in listed

        return is_listed
    if node.test == "ends":

        def ends(subject: Any) -> Answer:
            text = get(subject)
            return None if text is None else text.endswith(words)

        return ends
    if node.test == "starts":

        def starts(subject: Any) -> Answer:
            text = get(subject)
            return None if text is None else text.startswith(words)

        return starts

    def contains(subject: Any) -> Answer:
        text = get(subject)
        if text is None:
            return None
        for word in words:  # noqa: SIM110  (a generator costs more than the loop)
            if word in text:
                return True
        return False

    return contains


_AGAINST: dict[str, Callable[[str, str], bool]] = {
    "is": operator.eq,
    "ends": str.endswith,
    "starts": str.startswith,
    "contains": operator.contains,
}


def _against_field(get: Amount, test: str, other: Amount) -> Condition:
    ask = _AGAINST[test]

    def asked(subject: Any) -> Answer:
        text, word = get(subject), other(subject)
        return None if text is None or word is None else ask(text, word)

    return asked


@cache
def _engine(pattern: str) -> Callable[[str], Any]:
    """Compiled when a text first needs it, so that a run without patterns does not load the engine."""
    import re2

    search: Callable[[str], Any] = re2.compile(pattern).search
    return search


def _matches(node: Matches, scope: Scope) -> Condition:
    get, pattern = _text(node.operand, scope), node.pattern.text

    def matches(subject: Any) -> Answer:
        text = get(subject)
        return None if text is None else _engine(pattern)(text) is not None

    return matches


# ── Tests and aggregates ─────────────────────────────────────────────────────────────────────────────────────────────


def _is_test(node: IsTest, scope: Scope) -> Condition:
    check, get = TESTS[node.test.name].check, amount(node.operand, scope)
    return lambda subject: check(get(subject))


def _aggregate(node: Aggregate, scope: Scope) -> Amount:
    """What is said of all indicators of a form is the same for all its subjects: computed once a form."""
    inner = scope._replace(kind="indicator")
    where = condition(node.where, inner) if node.where is not None else None
    match node.kind:
        case "sum":
            assert node.each is not None
            compute = _total(_quantity(node.each, inner), where)
        case "any":
            assert where is not None
            compute = _any_of(where)
        case "all":
            assert where is not None
            compute = _all_of(where)
        case _:
            compute = _count(where)

    def remembered(subject: Any) -> Any:
        form = subject.form
        memo = form.memo
        if compute in memo:
            return memo[compute]
        found = memo[compute] = compute(form)
        return found

    return remembered


def _count(where: Condition | None) -> Amount:
    """Those for which the condition is true; unknown ones are not counted."""
    if where is None:
        return lambda form: len(form.indicators)
    return lambda form: sum(where(item) is True for item in form.indicators)


def _any_of(where: Condition) -> Condition:
    def some(form: Any) -> Answer:
        answer: Answer = False
        for item in form.indicators:
            found = where(item)
            if found:
                return True
            if found is None:
                answer = None
        return answer

    return some


def _all_of(where: Condition) -> Condition:
    def every(form: Any) -> Answer:
        answer: Answer = True
        for item in form.indicators:
            found = where(item)
            if found is None:
                answer = None
            elif not found:
                return False
        return answer

    return every


def _total(each: Amount, where: Condition | None) -> Amount:
    """Unknown where a part is unknown, the parts are of different dimensions, or there is none."""

    def total(form: Any) -> Any:
        parts = [each(item) for item in form.indicators if where is None or where(item) is True]
        if not parts or None in parts:
            return None
        found: Decimal | None = _ZERO
        for part in parts:
            if found is None or getattr(part, "dimension", None) != getattr(parts[0], "dimension", None):
                return None
            found = _calculate(found, "+", _bare(part))
        first = parts[0]
        if found is None or not isinstance(first, Quantity):
            return found
        return Quantity(found, first.dimension, first.unit)

    return total
