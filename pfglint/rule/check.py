"""Whether a condition makes sense, before any form is read: fields that exist, types that fit, patterns that compile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from pfglint.quantity import units
from pfglint.rule import fields
from pfglint.rule.problem import Said, unknown
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
    Words,
    WordsHere,
)
from pfglint.rule.template import number_text
from pfglint.rule.types import BOOL, NUMBER, QUANTITY, TESTS, TEXT, VALUE, Type, dimension_text, times

_AMOUNTS = ("number", "quantity")


class Mistake(NamedTuple):
    """Something wrong in a condition, and where: offsets into its text."""

    said: Said
    start: int
    end: int


class Scope(NamedTuple):
    """Where a condition stands. kind: of the subject; words, constants: the lists and the values that it can name.

    broken: constants that are declared, and whose values are wrong: nothing is said of their use.
    """

    kind: str
    words: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, Expr] = MappingProxyType({})
    broken: Collection[str] = ()


@dataclass(slots=True)
class Checked:
    """What checking found: the type of the whole, all mistakes, and the word lists and constants that are used."""

    type: Type | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def check_condition(tree: Expr, scope: Scope) -> Checked:
    """Check a tree that must be true or false."""
    checked = check_amount(tree, scope)
    if checked.type is not None and checked.type.name != "bool":
        said = checked.type.said
        checked.mistakes.append(
            Mistake(
                Said(
                    f"条件要能判断真假，这里却是{said.zh}",
                    f"a condition must be true or false; this is a {said.en}",
                ),
                tree.start,
                tree.end,
            )
        )
    return checked


def check_amount(tree: Expr, scope: Scope) -> Checked:
    """Check a tree of any type."""
    checked = Checked()
    checked.type = _Walk(scope, checked).type_of(tree)
    return checked


def numeric(found: Type) -> Type:
    """`found` where an amount is wanted: a value stands for its number with its unit."""
    return QUANTITY if found.name == "value" else found


def is_zero(node: Expr) -> bool:
    """Whether the node is a bare 0, which is 0 in every unit."""
    return isinstance(node, Number) and not node.number


@dataclass(frozen=True, slots=True)
class _Walk:
    """One walk through a tree. in_aggregate: inside ``any(…)`` and its like, where names mean another indicator."""

    scope: Scope
    checked: Checked
    in_aggregate: bool = False

    def wrong(self, node: Node, zh: str, en: str) -> None:
        self.checked.mistakes.append(Mistake(Said(zh, en), node.start, node.end))

    def type_of(self, node: Expr) -> Type | None:
        """The type of `node`, or None where a mistake below it was noted."""
        match node:
            case Text():
                return TEXT
            case Number():
                return NUMBER
            case Literal():
                return self.literal(node)
            case Truth():
                return BOOL
            case FieldName():
                return self.field(node)
            case Constant():
                return self.constant(node)
            case Not(operand) | Unless(operand):
                self.truth(operand)
                return BOOL
            case And(operands) | Or(operands):
                for operand in operands:
                    self.truth(operand)
                return BOOL
            case Compare():
                self.comparison(node)
                return BOOL
            case Arithmetic():
                return self.arithmetic(node)
            case Negative(operand):
                return self.amount(operand)
            case TextTest():
                self.text(node.operand)
                self.words(node.words)
                return BOOL
            case Matches():
                self.text(node.operand)
                self.pattern(node.pattern)
                return BOOL
            case IsTest():
                self.is_test(node)
                return BOOL
            case Aggregate():
                return self.aggregate(node)

    def literal(self, node: Literal) -> Type | None:
        unit = units.lookup(node.unit)
        if unit is None or unit.dimension is None:
            near = units.suggest(node.unit)
            said = unknown("单位", "unit", node.unit, [near] if near else [])
            self.wrong(node, said.zh, said.en)
            return None
        return Type("quantity", unit.dimension)

    def constant(self, node: Constant) -> Type | None:
        self.checked.used.add(node.name)
        value = self.scope.constants.get(node.name)
        if value is not None:
            return self.type_of(value)
        if node.name in self.scope.broken:
            return None
        if node.name in self.scope.words:
            self.wrong(
                node,
                f"“{node.name}”是词表，要写在 ends with、contains、is one of 后面",
                f"“{node.name}” is a word list: it stands after ends with, contains or is one of",
            )
            return None
        said = unknown("常量", "constant", node.name, self.scope.constants)
        if not said.zh.endswith("？"):
            said = Said(
                f"{said.zh}（如果是文字，加引号：“{node.name}”）",
                f"{said.en} (if it is a text, put it in quotes: “{node.name}”)",
            )
        self.wrong(node, said.zh, said.en)
        return None

    def field(self, node: FieldName) -> Type | None:
        found = fields.resolve(self.scope.kind, node.name)
        if found is None:
            said = _no_field(node.name, self.scope.kind)
            self.wrong(node, said.zh, said.en)
            return None
        return found.entry.type

    def truth(self, node: Expr) -> None:
        found = self.type_of(node)
        if found is not None and found.name != "bool":
            hint = _WHOLE if isinstance(node, (Text, Number, Literal)) else Said("", "")
            self.wrong(
                node,
                f"这里要一个条件，却是{found.said.zh}{hint.zh}",
                f"a condition is wanted here, and this is a {found.said.en}{hint.en}",
            )

    def text(self, node: Expr) -> None:
        found = self.type_of(node)
        if found is not None and found.name not in ("text", "unit"):
            hint = (
                Said("；指标值的原文是 text", "; the value as written is `text`")
                if found == VALUE
                else Said("", "")
            )
            self.wrong(
                node,
                f"这里要文字，却是{found.said.zh}{hint.zh}",
                f"text is wanted here, and this is a {found.said.en}{hint.en}",
            )

    def words(self, node: Words) -> None:
        match node:
            case WordList(name):
                self.checked.used.add(name)
                if name in self.scope.constants and name not in self.scope.words:
                    self.wrong(node, f"“{name}”是常量，不是词表", f"“{name}” is a constant, not a word list")
                elif name not in self.scope.words:
                    said = unknown("词表", "word list", name, self.scope.words)
                    self.wrong(
                        node,
                        f"{said.zh}（要找的就是这个词，加引号：“{name}”）",
                        f"{said.en} (if this is the text to look for, put it in quotes: “{name}”)",
                    )
            case WordsHere(listed):
                if not all(listed):
                    self.wrong(node, "空的词什么都匹配", "an empty word matches everything")
            case FieldName():
                self.text(node)

    def pattern(self, node: Text) -> None:
        problem = refused(node.text)
        if problem is not None:
            self.wrong(node, f"正则表达式不能用：{problem.zh}", f"bad regular expression: {problem.en}")

    def is_test(self, node: IsTest) -> None:
        found = self.type_of(node.operand)
        test = TESTS.get(node.test.name)
        if test is None:
            said = _no_test(node.test.name)
            self.wrong(node.test, said.zh, said.en)
        elif found is not None and test.on and found.name not in test.on:
            listed = " ".join(name for name, one in TESTS.items() if not one.on or found.name in one.on)
            self.wrong(
                node,
                f"{found.said.zh}不能判断 is {test.name}（可以判断的是 {listed}）",
                f"“is {test.name}” cannot be asked of a {found.said.en} (these can: {listed})",
            )

    def amount(self, node: Expr) -> Type | None:
        found = self.type_of(node)
        if found is None:
            return None
        found = numeric(found)
        if found.name in _AMOUNTS:
            return found
        self.wrong(
            node, f"这里要数，却是{found.said.zh}", f"a number is wanted here, and this is a {found.said.en}"
        )
        return None

    def arithmetic(self, node: Arithmetic) -> Type | None:
        left, right = self.amount(node.left), self.amount(node.right)
        if left is None or right is None:
            return None
        if node.op in "*/":
            if left.name == right.name == "number":
                return NUMBER
            known = [() if item.name == "number" else item.dimension for item in (left, right)]
            if known[0] is None or known[1] is None:
                return QUANTITY
            return Type("quantity", times(known[0], known[1], 1 if node.op == "*" else -1))
        if not self.same_amounts(node, node.left, left, node.right, right):
            return None
        if left.name == right.name == "number":
            return NUMBER
        return Type("quantity", left.dimension if left.dimension is not None else right.dimension)

    def same_amounts(self, whole: Node, left: Expr, left_type: Type, right: Expr, right_type: Type) -> bool:
        """Whether two amounts can be added or compared; notes it where they cannot."""
        if left_type.name != right_type.name:
            if is_zero(left) or is_zero(right):
                return True
            hint = _with_unit(left, right_type) or _with_unit(right, left_type)
            zh = (
                f"数要写上单位：{hint}" if hint else "数要写上单位，如 100(%)、3(元)，或者用不看单位的 number"
            )
            en = f"write {hint}" if hint else "write 100(%) or 3(元), or ask for `number`"
            self.wrong(
                whole, f"一边有单位，一边没有：{zh}", f"one side has a unit and the other has none: {en}"
            )
            return False
        known = (left_type.dimension, right_type.dimension)
        if None not in known and known[0] != known[1]:
            one, other = (dimension_text(item) for item in known if item is not None)
            self.wrong(
                whole,
                f"单位对不上：左边以“{one}”计，右边以“{other}”计",
                f"the units do not fit: {one} on the left, {other} on the right",
            )
            return False
        return True

    def comparison(self, node: Compare) -> None:
        left, right = self.type_of(node.left), self.type_of(node.right)
        if left is None or right is None:
            return
        left, right = numeric(left), numeric(right)
        kinds = {"text" if item.name == "unit" else item.name for item in (left, right)}
        if kinds <= set(_AMOUNTS):
            self.same_amounts(node, node.left, left, node.right, right)
            return
        if len(kinds) > 1:
            hint = _quotes_hint(node, kinds)
            self.wrong(
                node,
                f"{left.said.zh}和{right.said.zh}不能比较{hint.zh}",
                f"a {left.said.en} cannot be compared with a {right.said.en}{hint.en}",
            )
            return
        if kinds != {"date"} and node.op not in ("=", "!="):
            self.wrong(
                node,
                f"{left.said.zh}只能用 = 和 != 比较",
                f"a {left.said.en} can only be compared with = and !=",
            )
        self.option(left, node.right)
        self.option(right, node.left)

    def option(self, found: Type, other: Expr) -> None:
        if found.options and isinstance(other, Text) and other.text not in found.options:
            said = unknown("这个取值", "value", other.text, found.options)
            listed = " ".join(found.options)
            self.wrong(other, f"{said.zh}（可以是 {listed}）", f"{said.en} (there are: {listed})")

    def aggregate(self, node: Aggregate) -> Type | None:
        if self.in_aggregate:
            self.wrong(node, "count any all sum 里不能再套一个", "an aggregate cannot stand inside another")
            return None
        if self.scope.kind == "fact":
            self.wrong(node, "事实没有指标", "a fact has no indicators")
            return None
        inner = _Walk(self.scope._replace(kind="indicator"), self.checked, in_aggregate=True)
        if node.where is not None:
            inner.truth(node.where)
        if node.kind == "sum":
            return inner.amount(node.each) if node.each is not None else None
        if node.where is None and node.kind != "count":
            self.wrong(node, f"{node.kind} 要写 where", f"“{node.kind}” needs a “where”")
        return NUMBER if node.kind == "count" else BOOL


def _no_field(name: str, kind: str) -> Said:
    """That there is no such field; and whose it is, where others have it."""
    said = unknown("字段", "field", name, fields.names(kind))
    bare = name.removeprefix("form.")
    if kind != "form" and bare in fields.SUBJECTS["form"].entries:
        return Said(
            f"没有字段“{name}”；表的字段写成 form.{bare}", f"unknown field “{name}”; a form's is form.{bare}"
        )
    if kind == "form" and name in fields.SUBJECTS["indicator"].entries:
        return Said(
            f"“{name}”是指标的字段，这里查的是整张表：要写在 any(indicators where …) 一类里面",
            f"“{name}” is a field of indicators, and this is asked of a form: write it inside any(indicators where …)",
        )
    others = [one for one in fields.SUBJECTS.values() if name in one.entries]
    if others and not said.zh.endswith("？"):
        whose = " ".join(one.name for one in others)
        return Said(f"{said.zh}；有它的是 for: {whose}", f"{said.en}; it is there with for: {whose}")
    return said


def _no_test(name: str) -> Said:
    """That there is no such test after ``is``, and which was meant."""
    from pfglint.rule.slips import test_meant

    right = test_meant(name)
    said = unknown("判断", "test", name, TESTS)
    if right is not None:
        return Said(f"没有判断“{name}”，要写成 is {right}", f"unknown test “{name}”: write is {right}")
    if said.zh.endswith("？"):
        return said
    listed = " ".join(TESTS)
    return Said(f"{said.zh}（可以是 {listed}）", f"{said.en} (there are: {listed})")


def _with_unit(node: Expr, other: Type) -> str:
    """A bare number with the unit of what it is compared with; nothing where that is not known beforehand."""
    if not isinstance(node, Number) or other.dimension is None:
        return ""
    return f"{number_text(node.number)}({dimension_text(other.dimension)})"


_WHOLE = Said(
    "；and、or 的两边都要写全，如 number = 3 or number = 4；几个词写成 contains [“甲”, “乙”]",
    "; write both sides of and, or out: number = 3 or number = 4; several words are contains [“a”, “b”]",
)


def _quotes_hint(node: Compare, kinds: set[str]) -> Said:
    """What to write where a number stands in quotes that should not, or a text without; of a date, what it goes with."""
    if "date" in kinds:
        return Said("；日期只和日期比，如 form.start、form.end", "; a date goes with a date, as form.start")
    for side in (node.left, node.right) if kinds == {"text", "number"} else ():
        if isinstance(side, Text) and side.text.replace(".", "", 1).isdigit():
            return Said(f"；数不加引号：{side.text}", f"; a number has no quotes: {side.text}")
        if isinstance(side, Number):
            return Said(f"；文字要加引号：“{side.number}”", f"; text stands in quotes: “{side.number}”")
    return Said("", "")


def refused(pattern: str) -> Said | None:
    """Why the linear-time engine does not take a pattern; None where it does."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        said = error.args[0] if error.args else "?"
        told = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        kind, _, part = told.partition(": ")
        return Said(f"{_PATTERNS.get(kind, kind)}：{part}" if part else _PATTERNS.get(kind, kind), told)
    except UnicodeEncodeError:
        return Said("有不能用的字符", "it has characters that cannot be used")
    return None


_PATTERNS = {
    "missing )": "少了“)”",
    "unexpected )": "多了“)”",
    "missing ]": "少了“]”",
    "missing argument to repetition operator": "重复符号前面没有东西",
    "bad repetition operator": "重复符号用得不对",
    "invalid repetition size": "重复的次数不对",
    "invalid perl operator": "这里不支持这种写法",
    "invalid escape sequence": "反斜杠后面的字不认得",
    "invalid character class range": "方括号里的范围不对",
    "invalid character class": "方括号里的写法不对",
    "invalid named capture group": "分组的名字不对",
    "trailing \\": "末尾多了反斜杠",
    "pattern too large - compile failed": "太大了",
}
"""What the engine says, in Chinese."""
