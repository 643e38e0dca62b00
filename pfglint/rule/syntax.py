"""Conditions as data: the syntax tree, from text and from JSON.

Every node knows where it stands (`start` and `end`, offsets into the condition's text, end exclusive), so that whatever
is wrong with it can be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from pfglint import resources
from pfglint.quantity.value import Op
from pfglint.rule.problem import Said

if TYPE_CHECKING:
    from lark import Lark, Token

LONGEST = 2000
"""Characters in a condition."""
DEEPEST = 40
"""Nodes one inside another. A chain of `and` is one node."""


class Text(NamedTuple):
    """``"数量指标"``"""

    text: str
    start: int = 0
    end: int = 0


class Number(NamedTuple):
    """``0.95``"""

    number: Decimal
    start: int = 0
    end: int = 0


class Literal(NamedTuple):
    """A quantity in the forms' notation: ``100(%)``. unit: as written, between the brackets."""

    number: Decimal
    unit: str
    start: int = 0
    end: int = 0


class Truth(NamedTuple):
    """``true``, ``false``"""

    truth: bool
    start: int = 0
    end: int = 0


class FieldName(NamedTuple):
    """``unit``, ``form.year``"""

    name: str
    start: int = 0
    end: int = 0


class Constant(NamedTuple):
    """``满意度下限``: a value that stands in a pack, and that a profile or a configuration may set otherwise."""

    name: str
    start: int = 0
    end: int = 0


class Not(NamedTuple):
    """``not inferred``"""

    operand: Expr
    start: int = 0
    end: int = 0


class Unless(NamedTuple):
    """True unless the operand is true: an exception that cannot be shown to hold is none. Refining a rule makes it."""

    operand: Expr
    start: int = 0
    end: int = 0


class And(NamedTuple):
    """``a and b and c``"""

    operands: tuple[Expr, ...]
    start: int = 0
    end: int = 0


class Or(NamedTuple):
    """``a or b or c``"""

    operands: tuple[Expr, ...]
    start: int = 0
    end: int = 0


class Compare(NamedTuple):
    """``number > 3``"""

    left: Expr
    op: Op
    right: Expr
    start: int = 0
    end: int = 0


class Arithmetic(NamedTuple):
    """``a + b``; op: one of ``+ - * /``."""

    left: Expr
    op: str
    right: Expr
    start: int = 0
    end: int = 0


class Negative(NamedTuple):
    """``−a``"""

    operand: Expr
    start: int = 0
    end: int = 0


class WordList(NamedTuple):
    """``计数词尾``: a list that stands in the pack or in words.yaml."""

    name: str
    start: int = 0
    end: int = 0


class WordsHere(NamedTuple):
    """``"率"`` or ``["率", "度"]``"""

    words: tuple[str, ...]
    start: int = 0
    end: int = 0


Words: TypeAlias = WordList | WordsHere | FieldName


class TextTest(NamedTuple):
    """``name does not end with 计数词尾``; test: ``starts``, ``ends``, ``contains`` or ``is`` (one of)."""

    operand: Expr
    test: str
    words: Words
    negated: bool = False
    start: int = 0
    end: int = 0


class Matches(NamedTuple):
    """``name matches "第[0-9]+"``"""

    operand: Expr
    pattern: Text
    negated: bool = False
    start: int = 0
    end: int = 0


class IsTest(NamedTuple):
    """``unit is not ratio``; test: the words after ``is`` and ``not``, and their place."""

    operand: Expr
    test: FieldName
    negated: bool = False
    start: int = 0
    end: int = 0


class Aggregate(NamedTuple):
    """``any(indicators where …)``; kind: ``count``, ``any``, ``all`` or ``sum``; `each` is what a sum adds up."""

    kind: str
    where: Expr | None = None
    each: Expr | None = None
    start: int = 0
    end: int = 0


Expr: TypeAlias = (
    Text
    | Number
    | Literal
    | Truth
    | FieldName
    | Constant
    | Not
    | Unless
    | And
    | Or
    | Compare
    | Arithmetic
    | Negative
    | TextTest
    | Matches
    | IsTest
    | Aggregate
)

Node: TypeAlias = Expr | WordList | WordsHere

_OPS = {"≠": "!=", "≤": "<=", "≥": ">="}
_SIGNS = {"−": "-", "×": "*", "÷": "/"}


class ConditionError(Exception):
    """A text that is no condition: what is wrong, and where (offsets into the text, end exclusive)."""

    def __init__(self, said: Said, start: int, end: int) -> None:
        super().__init__(said.en, start, end)
        self.said = said
        self.start = start
        self.end = end


def parse(text: str) -> Expr:
    """The tree of a condition (or of an amount: `group` has those). Raises ConditionError."""
    from lark import UnexpectedCharacters, UnexpectedEOF, UnexpectedInput, UnexpectedToken

    if len(text) > LONGEST:
        raise ConditionError(
            Said(f"条件太长：最多{LONGEST}个字符", f"the condition is longer than {LONGEST} characters"), 0, 1
        )
    try:
        tree: Expr = _parser().parse(text)  # type: ignore[assignment]
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        raise _wrong(text, at, at + 1) from None
    except UnexpectedToken as error:
        at = error.pos_in_stream or 0
        raise (
            _wrong(text) if error.token.type == "$END" else _wrong(text, at, at + len(error.token))
        ) from None
    except (UnexpectedEOF, UnexpectedInput):
        raise _wrong(text) from None
    _refuse_depth(tree)
    return tree


def _wrong(text: str, start: int | None = None, end: int = 0) -> ConditionError:
    """The error about a text that cannot be read from `start` on, or that ends too early."""
    from pfglint.rule.slips import slip

    return ConditionError(*slip(text, start, end))


def children(node: Node) -> Iterator[Expr]:
    """The nodes directly below `node` that are conditions or amounts."""
    match node:
        case Not() | Unless() | Negative() | TextTest() | Matches() | IsTest():
            yield node.operand
        case And() | Or():
            yield from node.operands
        case Compare() | Arithmetic():
            yield node.left
            yield node.right
        case Aggregate():
            if node.each is not None:
                yield node.each
            if node.where is not None:
                yield node.where


def with_words(tree: Expr, lists: Mapping[str, tuple[str, ...]]) -> Expr:
    """The tree with the words in the place of the lists' names."""

    def listed(part: Any) -> Any:
        named = isinstance(part, WordList) and part.name in lists
        return WordsHere(lists[part.name], part.start, part.end) if named else None

    return changed(tree, listed)


def changed(tree: Expr, change: Callable[[Any], Any]) -> Expr:
    """The tree with what `change` gives in the place of its parts; None leaves a part, and looks into it."""

    def of(part: Any) -> Any:
        other = change(part)
        if other is not None or not isinstance(part, tuple):
            return part if other is None else other
        parts = map(of, part)
        return type(part)(*parts) if hasattr(part, "_fields") else tuple(parts)

    found: Expr = of(tree)
    return found


def walk(node: Expr) -> Iterator[Expr]:
    """`node` and all nodes below it, from the top and the left."""
    yield node
    for child in children(node):
        yield from walk(child)


def _refuse_depth(tree: Expr) -> None:
    open_nodes = [(tree, 1)]
    while open_nodes:
        node, depth = open_nodes.pop()
        if depth > DEEPEST:
            raise ConditionError(
                Said(f"嵌套太深：最多{DEEPEST}层", f"nested more than {DEEPEST} deep"), node.start, node.end
            )
        open_nodes.extend((child, depth + 1) for child in children(node))


# ── From text ────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _parser() -> Lark:
    return resources.grammar("condition", ("start",), _builder())


def _number(token: str) -> Decimal:
    return Decimal(token.replace(",", ""))


def _builder() -> Any:
    """The transformer that builds nodes while Lark parses; made late, as lark is imported only to parse."""
    from lark import Transformer, v_args

    @v_args(inline=True)
    class Builder(Transformer[Any, Expr]):
        """One method for each rule and alias of ``condition.lark``."""

        def start(self, tree: Expr) -> Expr:
            return tree

        def either(self, *operands: Expr) -> Expr:
            return Or(operands, start=operands[0].start, end=operands[-1].end)

        def both(self, *operands: Expr) -> Expr:
            return And(operands, start=operands[0].start, end=operands[-1].end)

        def negated(self, word: Token, operand: Expr) -> Expr:
            return Not(operand, start=_start(word), end=operand.end)

        def comparison(self, left: Expr, op: Token, right: Expr) -> Expr:
            return Compare(left, Op(_OPS.get(op, op)), right, start=left.start, end=right.end)

        def is_test(self, operand: Expr, test: FieldName) -> Expr:
            return IsTest(operand, test, start=operand.start, end=test.end)

        def is_not_test(self, operand: Expr, test: FieldName) -> Expr:
            return IsTest(operand, test, True, start=operand.start, end=test.end)

        def is_one_of(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "is", words, start=operand.start, end=words.end)

        def is_not_one_of(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "is", words, True, start=operand.start, end=words.end)

        def starts_with(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "starts", words, start=operand.start, end=words.end)

        def not_starts_with(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "starts", words, True, start=operand.start, end=words.end)

        def ends_with(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "ends", words, start=operand.start, end=words.end)

        def not_ends_with(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "ends", words, True, start=operand.start, end=words.end)

        def contains(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "contains", words, start=operand.start, end=words.end)

        def not_contains(self, operand: Expr, words: Words) -> Expr:
            return TextTest(operand, "contains", words, True, start=operand.start, end=words.end)

        def matches(self, operand: Expr, pattern: Token) -> Expr:
            return Matches(operand, self.text(pattern), start=operand.start, end=_end(pattern))

        def not_matches(self, operand: Expr, pattern: Token) -> Expr:
            return Matches(operand, self.text(pattern), True, start=operand.start, end=_end(pattern))

        def test(self, *names: Token) -> FieldName:
            return FieldName(" ".join(names), start=_start(names[0]), end=_end(names[-1]))

        def one_word(self, word: Token) -> Words:
            return WordsHere((word[1:-1],), start=_start(word), end=_end(word))

        def word_list(self, name: Token) -> Words:
            return WordList(str(name), start=_start(name), end=_end(name))

        def word_field(self, name: Token) -> Words:
            return self.field(name)

        def words_here(self, left: Token, *words: Token) -> Words:
            *strings, right = words
            return WordsHere(tuple(word[1:-1] for word in strings), start=_start(left), end=_end(right))

        def arithmetic(self, left: Expr, sign: Token, right: Expr) -> Expr:
            return Arithmetic(left, _SIGNS.get(sign, str(sign)), right, start=left.start, end=right.end)

        def negative(self, sign: Token, operand: Expr) -> Expr:
            return Negative(operand, start=_start(sign), end=operand.end)

        def number(self, token: Token) -> Expr:
            return Number(_number(token), start=_start(token), end=_end(token))

        def quantity(self, token: Token) -> Expr:
            number, _, unit = token.replace("（", "(", 1).partition("(")
            return Literal(_number(number.strip()), unit[:-1].strip(), start=_start(token), end=_end(token))

        def text(self, token: Token) -> Text:
            return Text(token[1:-1], start=_start(token), end=_end(token))

        def truth(self, word: Token) -> Expr:
            return Truth(word.type == "TRUE", start=_start(word), end=_end(word))

        def field(self, token: Token) -> FieldName:
            return FieldName(str(token), start=_start(token), end=_end(token))

        def constant(self, token: Token) -> Expr:
            return Constant(str(token), start=_start(token), end=_end(token))

        def group(self, left: Token, inner: Expr, right: Token) -> Expr:
            return inner._replace(start=_start(left), end=_end(right))

        def aggregate(self, kind: Token, _left: Token, *rest: Any) -> Expr:
            *where, right = rest
            return Aggregate(str(kind), where[0] if where else None, start=_start(kind), end=_end(right))

        def total(self, kind: Token, _left: Token, each: Expr, *rest: Any) -> Expr:
            *where, right = rest
            return Aggregate("sum", where[0] if where else None, each, start=_start(kind), end=_end(right))

    return Builder()


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0
