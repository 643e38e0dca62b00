"""Conditions back to text: what `syntax.parse` gave, written on one line."""

from __future__ import annotations

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
    Node,
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
from pfglint.rule.template import number_text

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_TESTS = {
    "is": ("is one of", "is not one of"),
    "starts": ("starts with", "does not start with"),
    "ends": ("ends with", "does not end with"),
    "contains": ("contains", "does not contain"),
}

_OR, _AND, _NOT, _RELATION, _SUM, _PRODUCT, _SIGN, _ATOM = range(8)
"""How tightly things bind, the loosest first: what stands below something tighter is bracketed."""


def show(node: Node) -> str:
    """`node` as its author could have written it; parsed, it is the same tree."""
    return _text(node, _OR)


def show_constant(value: Expr) -> str:
    """A constant's value as it is written where it is declared: a text without quotation marks."""
    return value.text if isinstance(value, Text) else show(value)


def _text(node: Node, least: int) -> str:
    """`node`, in brackets where it binds less tightly than `least`."""
    binds, text = _written(node)
    return text if binds >= least else f"({text})"


def _written(node: Node) -> tuple[int, str]:
    match node:
        case Or(operands):
            return _OR, " or ".join(_text(item, _AND) for item in operands)
        case And(operands):
            return _AND, " and ".join(_text(item, _NOT) for item in operands)
        case Not(operand):
            return _NOT, f"not {_text(operand, _NOT)}"
        case Compare(left, op, right):
            return _RELATION, f"{_text(left, _SUM)} {op} {_text(right, _SUM)}"
        case IsTest(operand, test, negated):
            return _RELATION, f"{_text(operand, _SUM)} is {'not ' if negated else ''}{test.name}"
        case TextTest(operand, test, words, negated):
            return _RELATION, f"{_text(operand, _SUM)} {_TESTS[test][negated]} {_words(words)}"
        case Matches(operand, pattern, negated):
            verb = "does not match" if negated else "matches"
            return _RELATION, f"{_text(operand, _SUM)} {verb} {_quoted(pattern.text)}"
        case Arithmetic(left, op, right):
            binds = _SUM if op in "+-" else _PRODUCT
            return binds, f"{_text(left, binds)} {_SIGNS[op]} {_text(right, binds + 1)}"
        case Negative(operand):
            return _SIGN, f"−{_text(operand, _SIGN)}"
        case Aggregate():
            return _ATOM, _aggregate(node)
        case Text(text):
            return _ATOM, _quoted(text)
        case Number(number):
            return (_ATOM if number >= 0 else _SIGN), number_text(number)
        case Literal(number, unit):
            return _ATOM, f"{number_text(number)}({unit})"
        case Truth(truth):
            return _ATOM, "true" if truth else "false"
        case FieldName(name) | Constant(name):
            return _ATOM, name
        case Unless(operand):
            return _NOT, f"unless {_text(operand, _NOT)}"
        case WordList() | WordsHere():
            return _ATOM, _words(node)


def _words(node: WordList | WordsHere | FieldName) -> str:
    match node:
        case WordsHere(words) if len(words) == 1:
            return _quoted(words[0])
        case WordsHere(words):
            return f"[{', '.join(map(_quoted, words))}]"
    return node.name


def _aggregate(node: Aggregate) -> str:
    where = f" where {_text(node.where, _OR)}" if node.where is not None else ""
    each = f"{_text(node.each, _SUM)} for " if node.each is not None else ""
    return f"{node.kind}({each}indicators{where})"


def _quoted(text: str) -> str:
    return f"“{text}”" if '"' in text else f'"{text}"'
