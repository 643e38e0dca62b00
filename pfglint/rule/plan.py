"""Rules compiled and put in order, so that a form costs little.

What a rule asks of a few fields with few values (the levels, the value's kind, the unit) is answered once for all
indicators that are alike in these; what it asks of the form, once a form. Only what is left is asked of each indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pfglint.finding import Severity
from pfglint.rule import fields
from pfglint.rule.check import Scope
from pfglint.rule.compile import Amount, Condition, amount, condition, is_true
from pfglint.rule.model import Group, Rule, RuleSet, Wording
from pfglint.rule.syntax import (
    Aggregate,
    And,
    Expr,
    FieldName,
    IsTest,
    Matches,
    TextTest,
    WordsHere,
    children,
)

_LIKENESS = (
    *(
        "level1",
        "level2",
        "inferred",
        "value_room",
        "op",
        "unit",
        "unit_text",
        "unit_canonical",
        "unit_suggestion",
    ),
)
"""Fields that indicators with one `_alike` have in common."""

_alike = attrgetter(
    "level1", "level2", "model.inferred", "model.value_room", "model.value.kind", "op", "unit"
)
_MOST_LIKENESSES = 5000


@dataclass(slots=True)
class CompiledGroup:
    """A rule's group: its data, and its expressions as functions."""

    data: Group
    by: tuple[Amount, ...]
    differs: tuple[Amount, ...]


@dataclass(slots=True, eq=False)
class Compiled:
    """A rule ready to run.

    alike:   whether `when` can be true for an indicator that is like this one.
    of_form: whether `when` can be true in this form.
    rest:    whether what is left of `when` is true.
    require: the answer of `require`; None where the rule has none.
    """

    rule: Rule
    alike: Callable[[Any], bool]
    of_form: Callable[[Any], bool] | None
    rest: Callable[[Any], bool]
    require: Condition | None
    group: CompiledGroup | None
    severity_when: tuple[tuple[Condition, Severity], ...]
    message_when: tuple[tuple[Condition, Wording], ...]
    silences: frozenset[str]

    def severity(self, subject: fields.Subject) -> Severity:
        """The severity of a finding about `subject`."""
        return next(
            (found for when, found in self.severity_when if when(subject) is True), self.rule.severity
        )

    def wording(self, subject: fields.Subject) -> Wording:
        """What a finding about `subject` says."""
        usual = self.rule.wording
        for when, wording in self.message_when:
            if when(subject) is True:
                return wording if wording.help else Wording(wording.message, usual.help)
        return usual


@dataclass(slots=True)
class Program:
    """A rule set compiled; it has no state of a document, and may serve many."""

    rules: dict[str, list[Compiled]] = field(default_factory=dict)
    """By the kind of their subjects."""
    _by_likeness: dict[Any, list[Compiled]] = field(default_factory=dict)

    def for_indicator(self, subject: fields.IndicatorSubject) -> list[Compiled]:
        """The rules that may speak of an indicator like this one."""
        likeness = _alike(subject)
        found = self._by_likeness.get(likeness)
        if found is None:
            if len(self._by_likeness) >= _MOST_LIKENESSES:
                self._by_likeness.clear()
            found = [rule for rule in self.rules.get("indicator", ()) if rule.alike(subject)]
            self._by_likeness[likeness] = found
        return found


@lru_cache(maxsize=8)
def compile_rules(rules: RuleSet) -> Program:
    """Compile the rules, which must have been checked; once for each set."""
    program = Program()
    for pack in rules.packs:
        words = rules.words(pack)
        for rule in pack.rules:
            program.rules.setdefault(rule.subject, []).append(_compile(rule, Scope(rule.subject, words)))
    return program


def _compile(rule: Rule, scope: Scope) -> Compiled:
    parts = list(
        rule.when.operands if isinstance(rule.when, And) else [rule.when] if rule.when is not None else []
    )
    parts.sort(key=_cost)
    of_likeness: list[Expr] = []
    of_form: list[Expr] = []
    rest: list[Expr] = []
    for part in parts:
        if rule.subject == "indicator" and _only(part, _is_likeness):
            of_likeness.append(part)
        elif rule.subject == "indicator" and _only(part, _is_of_form):
            of_form.append(part)
        else:
            rest.append(part)
    group = rule.group
    return Compiled(
        rule=rule,
        alike=_true(of_likeness, scope),
        of_form=_true(of_form, scope) if of_form else None,
        rest=_true(rest, scope),
        require=condition(rule.require, scope) if rule.require is not None else None,
        group=CompiledGroup(
            group,
            tuple(amount(item, scope) for item in group.by),
            tuple(amount(item, scope) for item in group.differs),
        )
        if group is not None
        else None,
        severity_when=tuple((condition(item.when, scope), item.severity) for item in rule.severity_when),
        message_when=tuple((condition(item.when, scope), item.wording) for item in rule.message_when),
        silences=frozenset(rule.silences),
    )


def _true(parts: Iterable[Expr], scope: Scope) -> Callable[[Any], bool]:
    return is_true([condition(part, scope) for part in parts])


def _cost(node: Expr) -> float:
    """How dear a condition is, roughly: the cheap ones are asked first."""
    own = 1.0
    match node:
        case Matches():
            own = 20.0
        case Aggregate():
            own = 50.0
        case TextTest(test="contains", words=words):
            own = 2.0 + (len(words.words) * 0.1 if isinstance(words, WordsHere) else 1.0)
        case TextTest():
            own = 1.5
    return own + sum(_cost(child) for child in children(node))


def _only(node: Expr, accept: Callable[[Expr], bool | None]) -> bool:
    """Whether a condition asks nothing but what `accept` does: it says None where its parts decide."""
    accepted = accept(node)
    if accepted is not None:
        return accepted
    return all(_only(child, accept) for child in children(node))


def _is_likeness(node: Expr) -> bool | None:
    match node:
        case FieldName(name):
            return name in _LIKENESS
        case IsTest(FieldName("value"), test):
            return test.name != "integer"
        case Aggregate():
            return False
        case TextTest(words=FieldName(name)) if name not in _LIKENESS:
            return False
    return None


def _is_of_form(node: Expr) -> bool | None:
    match node:
        case FieldName(name):
            return _of_form(name)
        case Aggregate():
            return True
        case TextTest(words=FieldName(name)) if not _of_form(name):
            return False
    return None


def _of_form(name: str) -> bool:
    found = fields.resolve("indicator", name)
    return found is not None and found.of_form
