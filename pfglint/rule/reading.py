"""What packs, profiles and configurations have in common, read from YAML: conditions, constants, changes of rules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import yaml

from pfglint.finding import Severity
from pfglint.quantity import units
from pfglint.rule.change import graded
from pfglint.rule.check import Checked, Scope, check_amount, check_condition
from pfglint.rule.keys import LEVEL_NAMES, LEVELS, REFINEMENT, SEVERITY_WHEN, STANDARD
from pfglint.rule.model import (
    Changes,
    Named,
    Refinement,
    Rule,
    RuleSet,
    SeverityWhen,
    Standard,
    WordsNamed,
    Written,
)
from pfglint.rule.problem import unknown
from pfglint.rule.select import named, no_rule
from pfglint.rule.syntax import (
    ConditionError,
    Expr,
    Literal,
    Negative,
    Number,
    Text,
    Truth,
    parse,
    with_words,
)

if TYPE_CHECKING:
    from pfglint.rule.nodes import YamlFile

Check: TypeAlias = Callable[[Expr, Scope], Checked]

NO_SCOPE = Scope("form", {})


# ── Conditions and constants ─────────────────────────────────────────────────────────────────────────────────────────


def tree_of(
    file: YamlFile, node: yaml.Node, scope: Scope, check: Check = check_condition
) -> tuple[Expr | None, set[str]]:
    """The tree of a condition's text, and the word lists and constants that it names; what is wrong is noted."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        file.wrong(node, "这里要一个条件", "a condition is wanted here")
        return None, set()
    try:
        tree = parse(node.value)
    except ConditionError as error:
        file.inside(node, error.start, error.end, error.said)
        return None, set()
    checked = check(tree, scope)
    for mistake in checked.mistakes:
        file.inside(node, mistake.start, mistake.end, mistake.said)
    return tree, checked.used


def constant(text: str) -> Expr | None:
    """The value that a text stands for: ``30``, ``60(%)``, ``true``, or itself; None where it begins like a number."""
    try:
        tree: Expr = parse(text)
    except ConditionError:
        tree = Text(text)
    amount = tree.operand if isinstance(tree, Negative) else tree
    if isinstance(amount, (Number, Literal, Truth)):
        return tree
    return None if text[0] in "0123456789-−" else Text(text)


def constant_of(file: YamlFile, node: yaml.Node) -> Expr | None:
    """The value of a constant; what is wrong is noted."""
    kind = node.tag.rpartition(":")[2]
    if (
        not isinstance(node, yaml.ScalarNode)
        or kind not in ("str", "int", "float", "bool")
        or not node.value.strip()
    ):
        file.wrong(node, "常量要写成 30、60(%)、true 或一段文字", "a constant is 30, 60(%), true, or a text")
        return None
    found = constant(node.value.strip())
    if found is None:
        right = _in_brackets(node.value.strip()) or ("60(%)、3(元) 这样", "60(%) or 3(元)")
        file.wrong(node, f"带单位的数要写成 {right[0]}", f"write an amount as {right[1]}")
        return None
    checked = check_amount(found, NO_SCOPE)
    for mistake in checked.mistakes:
        file.inside(node, mistake.start, mistake.end, mistake.said)
    return found if checked.type else None


_AMOUNT = re.compile(r"([-−]?[0-9][0-9,]*(?:\.[0-9]+)?)\s*([^\s()（）]+)")


def _in_brackets(text: str) -> tuple[str, str] | None:
    """An amount whose unit should stand in brackets, as it should be written, for either language."""
    found = _AMOUNT.fullmatch(text)
    if found is None or units.lookup(found[2]).dimension is None:
        return None
    return (f"{found[1]}({found[2]})",) * 2


def constants_of(file: YamlFile, node: yaml.Node, known: Mapping[str, Expr]) -> Iterable[Named]:
    """Other values for constants that there are; what is wrong is noted."""
    for key, value in file.pairs(node):
        if key.value not in known:
            said = unknown("常量", "constant", key.value, known)
            file.wrong(key, said.zh, said.en)
        elif (found := constant_of(file, value)) is not None:
            was, now = (check_amount(one, NO_SCOPE).type for one in (known[key.value], found))
            assert was is not None
            assert now is not None
            if was != now:
                file.wrong(
                    value,
                    f"“{key.value}”是{was.said.zh}，这里却是{now.said.zh}",
                    f"“{key.value}” is a {was.said.en}; this is a {now.said.en}",
                )
            yield Named(str(key.value), found)


# ── Standards ────────────────────────────────────────────────────────────────────────────────────────────────────────


def standards_of(
    file: YamlFile, node: yaml.Node, words: Mapping[str, tuple[str, ...]], constants: Mapping[str, Expr]
) -> tuple[tuple[Standard, ...], set[str]]:
    """A list of standards, and the word lists and constants that it names; what is wrong is noted."""
    found, used = [], set[str]()
    scope = Scope("indicator", words, constants)
    for item in file.items(node):
        entries = file.table(item, STANDARD)
        when, named_there = tree_of(file, entries["when"], scope) if "when" in entries else (None, set())
        used |= named_there
        most = _most(file, entries["most"]) if "most" in entries else None
        name = file.text_of(entries["name"]) if "name" in entries else None
        document = file.text_of(entries["document"]) if "document" in entries else None
        since = _day(file, entries["since"]) if "since" in entries else None
        if when is not None and most is not None and name and document and since:
            source = f"{document}，自{since.year}年{since.month}月{since.day}日起"
            found.append(Standard(name, with_words(when, words), most, source))
    return tuple(found), used


def _most(file: YamlFile, node: yaml.Node) -> Literal | None:
    """An amount of money, whatever it is for."""
    found = constant_of(file, node)
    unit = units.lookup(found.unit) if isinstance(found, Literal) else None
    if unit is not None and units.has_money(unit):
        assert isinstance(found, Literal)
        return found
    if found is not None:
        file.wrong(node, "标准要写成 550(元/人·天) 这样的金额", "a standard is an amount: 550(元/人·天)")
    return None


def _day(file: YamlFile, node: yaml.Node) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(node.value)
    except (TypeError, ValueError):
        file.wrong(node, "日期要写成 2017-01-01 这样", "a date is written 2017-01-01")
        return None


# ── Changes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def changes_of(
    file: YamlFile, entries: Mapping[str, yaml.Node], rules: RuleSet, words: Mapping[str, tuple[str, ...]]
) -> tuple[Changes, set[str]]:
    """What the entries of a mapping under the keys `pfglint.rule.keys.CHANGES` change of `rules`; what is wrong is noted.

    words: the lists that conditions can name beside those of the rule that they refine.

    With it come the word lists and constants that the conditions name.
    """
    reader = _Changes(file, rules, words)
    off = reader.rules_of(entries["off"]) if "off" in entries else ()
    changes = Changes(
        off=off,
        severities=graded(rules, reader.severities(entries["severities"])) if "severities" in entries else (),
        refine=tuple(reader.refinements(entries["refine"])) if "refine" in entries else (),
        constants=tuple(constants_of(file, entries["constants"], rules.constants))
        if "constants" in entries
        else (),
        words=tuple(reader.words(entries["words"])) if "words" in entries else (),
    )
    return changes, reader.used


def lists_of(rules: RuleSet) -> set[str]:
    """The names of all word lists."""
    shared = {item.name for item in rules.shared}
    return shared | {item.name for pack in rules.packs for item in pack.words}


def severities_of(file: YamlFile, node: yaml.Node, rules: RuleSet) -> tuple[tuple[str, Severity], ...]:
    """Words that name rules, each with a severity."""
    return _Changes(file, rules, {}).severities(node)


def words_of(file: YamlFile, node: yaml.Node, rules: RuleSet) -> tuple[str, ...]:
    """A list of words that name rules."""
    return _Changes(file, rules, {}).listed(node)


class _Changes:
    """Reads what changes `rules`."""

    def __init__(self, file: YamlFile, rules: RuleSet, words: Mapping[str, tuple[str, ...]]) -> None:
        self.file = file
        self.rules = rules
        self.own_words = words
        self.used: set[str] = set()

    def listed(self, node: yaml.Node) -> tuple[str, ...]:
        file = self.file
        return tuple(
            word for item in file.items(node) if (word := file.text_of(item)) and self.names(item, word)
        )

    def names(self, node: yaml.Node, word: str) -> tuple[str, ...]:
        """The rules that a word names; that it names none is noted."""
        found = named(word, self.rules)
        if not found:
            said = no_rule(word, self.rules)
            self.file.wrong(node, said.zh, said.en)
        return tuple(found)

    def rules_of(self, node: yaml.Node) -> tuple[str, ...]:
        """The names of all rules that a list, or one word, names."""
        items = self.file.items(node) if isinstance(node, yaml.SequenceNode) else [node]
        found = [
            name for item in items if (word := self.file.text_of(item)) for name in self.names(item, word)
        ]
        return tuple(dict.fromkeys(found))

    def severities(self, node: yaml.Node) -> tuple[tuple[str, Severity], ...]:
        found = []
        for key, value in self.file.pairs(node):
            severity = self.file.choice(value, LEVELS, LEVEL_NAMES)
            if self.names(key, key.value) and severity is not None:
                found.append((str(key.value), LEVELS[severity]))
        return tuple(found)

    # ── Refinements ──────────────────────────────────────────────────────────────────────────────────────────────────

    def refinements(self, node: yaml.Node) -> Iterable[Refinement]:
        for item in self.file.items(node):
            entries = self.file.table(item, REFINEMENT)
            if not entries:
                continue
            if not {*REFINEMENT.any_of} & entries.keys():
                self.file.wrong(
                    item,
                    "要有 unless、when 或 severity-when",
                    "there must be an “unless”, a “when” or a “severity-when”",
                )
            reason = self.file.text_of(entries["reason"]) if "reason" in entries else None
            for name in self.rules_of(entries["rule"]) if "rule" in entries else ():
                if (found := self.refinement(name, entries, reason)) is not None:
                    yield found

    def refinement(
        self, name: str, entries: Mapping[str, yaml.Node], reason: str | None
    ) -> Refinement | None:
        """What the entries make of one rule. A mistake is noted once, however many rules they are for."""
        rule = self.rules.find(name)
        assert rule is not None
        scope = self.scope(rule)
        when = self.condition(entries.get("when"), scope)
        unless = self.condition(entries.get("unless"), scope)
        severity_when = (
            tuple(self.severity_when(entries["severity-when"], scope)) if "severity-when" in entries else ()
        )
        if any(key in entries and tree is None for key, tree in (("when", when), ("unless", unless))):
            return None
        written = tuple(
            Written(key, entries[key].value.strip()) for key in ("when", "unless") if key in entries
        )
        return Refinement(name, when, unless, severity_when, reason, written)

    def scope(self, rule: Rule) -> Scope:
        pack = next(pack for pack in self.rules.packs if rule in pack.rules)
        return Scope(rule.subject, {**self.rules.words(pack), **self.own_words}, self.rules.constants)

    def condition(self, node: yaml.Node | None, scope: Scope) -> Expr | None:
        """A condition with its word lists written out: it will stand among those of a pack that may not have them."""
        if node is None:
            return None
        tree, used = tree_of(self.file, node, scope)
        self.used |= used
        return with_words(tree, scope.words) if tree is not None else None

    def severity_when(self, node: yaml.Node, scope: Scope) -> Iterable[SeverityWhen]:
        for item in self.file.items(node):
            entries = self.file.table(item, SEVERITY_WHEN)
            when = self.condition(entries.get("when"), scope)
            severity = (
                self.file.choice(entries["severity"], LEVELS, LEVEL_NAMES) if "severity" in entries else None
            )
            if when is not None and severity is not None:
                yield SeverityWhen(when, LEVELS[severity])

    # ── Constants and word lists ─────────────────────────────────────────────────────────────────────────────────────

    def words(self, node: yaml.Node) -> Iterable[WordsNamed]:
        listed = lists_of(self.rules)
        for key, value in self.file.pairs(node):
            if key.value not in listed:
                said = unknown("词表", "word list", key.value, listed)
                self.file.wrong(key, said.zh, said.en)
            else:
                yield WordsNamed(str(key.value), self.file.texts(value))
