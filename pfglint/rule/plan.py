"""Rules compiled and put in order, so that a form costs little.

What a rule asks of a few fields with few values (the levels, the value's kind, the unit) is answered once for all
indicators that are alike in these; what it asks of the form, once a form. Of what is left, words are looked up in an
index of all rules; only rules whose words are there are asked about the indicator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from pfglint.finding import Severity
from pfglint.rule import fields
from pfglint.rule.check import Scope
from pfglint.rule.compile import Amount, Condition, all_hold, amount, condition
from pfglint.rule.index import Gate, Index, dearest, gates
from pfglint.rule.model import Group, Rule, RuleSet, Wording
from pfglint.rule.note import Terms
from pfglint.rule.problem import Said
from pfglint.rule.syntax import (
    Aggregate,
    And,
    Expr,
    FieldName,
    IsTest,
    Matches,
    Not,
    Or,
    TextTest,
    WordsHere,
    children,
)
from pfglint.rule.template import first_names, with_constants
from pfglint.rule.types import Quantity


class Likeness(NamedTuple):
    """What makes subjects of one kind alike.

    fields: those that a condition can name and have its answer remembered.
    key:    from a subject, what must be equal.
    """

    fields: frozenset[str]
    key: Callable[[Any], Any]


LIKENESSES = {
    "indicator": Likeness(
        frozenset(
            (
                "level1",
                "level2",
                "inferred",
                "value_room",
                "op",
                "op_form",
                "op_sign",
                "written_op",
                "unit",
                "unit_text",
                "unit_canonical",
                "unit_suggestion",
            )
        ),
        attrgetter(
            "level1",
            "level2",
            "model.inferred",
            "model.value_room",
            "model.value.kind",
            "op",
            "written_op",
            "unit",
        ),
    ),
    "field": Likeness(frozenset(("key", "is_amount")), attrgetter("key", "is_amount")),
    "fact": Likeness(frozenset(("kind",)), attrgetter("kind")),
}
_MOST_KEYS = 5000

Part: TypeAlias = tuple[Expr, bool]
"""A condition, and what its answer must be for the rule to speak."""


class CompiledNear(NamedTuple):
    """Texts that are nearly the same: see `pfglint.rule.model.Near`."""

    text: Amount
    besides: tuple[Amount, ...]
    kin: tuple[Amount, ...]
    when: Condition | None
    wording: Wording


@dataclass(slots=True)
class CompiledGroup:
    """A rule's group: its data, and its expressions as functions.

    terms:  of a group of a run, when its members are told of.
    fewest: members and forms that a group must have, to be told at the end.
    """

    data: Group
    by: tuple[Amount, ...]
    differs: tuple[Amount, ...]
    should: tuple[Amount, ...]
    same: tuple[Amount, ...] = ()
    near: CompiledNear | None = None
    like: Amount | None = None
    terms: Terms = field(default_factory=Terms)
    fewest: tuple[int, int] = (0, 0)


@dataclass(slots=True, eq=False)
class Compiled:
    """A rule ready to run. It speaks where `alike`, `of_form` and `rest` all hold.

    alike:       what it asks of all subjects that are like this one.
    of_form:     what it asks of the form; None for nothing.
    rest:        what it asks of this subject.
    fix_when:    where its fix is offered; None for everywhere.
    first_names: the fields of a group's first member that its texts name, by language.
    gates:       words one of which must be there for `rest` to hold; none where it does not ask for words.
    """

    rule: Rule
    alike: Callable[[Any], bool]
    of_form: Callable[[Any], bool] | None
    rest: Callable[[Any], bool]
    group: CompiledGroup | None
    severity_when: tuple[tuple[Condition, Severity], ...]
    message_when: tuple[tuple[Condition, Wording], ...]
    silences: frozenset[str]
    fix_when: Condition | None
    first_names: dict[str, tuple[str, ...]]
    gates: tuple[Gate, ...] = ()

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
    _by_likeness: dict[Any, Index[Compiled]] = field(default_factory=dict)

    def candidates(self, kind: str, subject: fields.Subject) -> Sequence[Compiled]:
        """The rules that may speak of a subject like this one."""
        rules = self.rules.get(kind)
        if not rules:
            return []
        likeness = LIKENESSES.get(kind)
        key = (kind, likeness.key(subject) if likeness is not None else None)
        found = self._by_likeness.get(key)
        if found is None:
            if len(self._by_likeness) >= _MOST_KEYS:
                self._by_likeness.clear()
            found = self._by_likeness[key] = Index([rule for rule in rules if rule.alike(subject)])
        return found.of(subject)


@lru_cache(maxsize=64)
def compile_rules(rules: RuleSet) -> Program:
    """Compile the rules, which must have been checked; once for each set."""
    program = Program()
    no_subject = Scope("form", {}, rules.constants)
    values = {name: amount(value, no_subject)(None) for name, value in rules.constants.items()}
    for pack in rules.packs:
        words = rules.words(pack)
        for rule in pack.rules:
            scope = Scope(rule.subject, words, rules.constants)
            program.rules.setdefault(rule.subject, []).append(_compile(_worded(rule, values), scope))
    return program


def _worded(rule: Rule, values: Mapping[str, Any]) -> Rule:
    """The rule with the values of the constants in its texts."""

    def said(found: Said) -> Said:
        return Said(with_constants(found.zh, values), with_constants(found.en, values))

    def worded(found: Wording) -> Wording:
        return Wording(said(found.message), said(found.help) if found.help else None)

    if not values:
        return rule
    fix, group = rule.fix, rule.group
    if group is not None and group.near is not None:
        group = group._replace(near=group.near._replace(wording=worded(group.near.wording)))
    return rule._replace(
        group=group,
        wording=worded(rule.wording),
        message_when=tuple(item._replace(wording=worded(item.wording)) for item in rule.message_when),
        related=said(rule.related) if rule.related else None,
        fix=fix._replace(title=said(fix.title), text=with_constants(fix.text, values)) if fix else None,
    )


def _compile(rule: Rule, scope: Scope) -> Compiled:
    of_likeness: list[Part] = []
    of_form: list[Part] = []
    rest: list[Part] = []
    parts = [
        part for tree, wanted in ((rule.when, True), (rule.require, False)) for part in _parts(tree, wanted)
    ]
    for part in sorted(parts, key=lambda part: _cost(part[0])):
        if rule.subject in LIKENESSES and _only(part[0], rule.subject, _is_likeness):
            of_likeness.append(part)
        elif rule.subject == "indicator" and _only(part[0], rule.subject, _is_of_form):
            of_form.append(part)
        else:
            rest.append(part)
    group = rule.group
    return Compiled(
        rule=rule,
        alike=_holds(of_likeness, scope),
        of_form=_holds(of_form, scope) if of_form else None,
        rest=_holds(rest, scope),
        group=_compile_group(group, scope) if group is not None else None,
        severity_when=tuple((condition(item.when, scope), item.severity) for item in rule.severity_when),
        message_when=tuple((condition(item.when, scope), item.wording) for item in rule.message_when),
        silences=frozenset(rule.silences),
        fix_when=condition(rule.fix.when, scope)
        if rule.fix is not None and rule.fix.when is not None
        else None,
        first_names={lang: _first_names(rule, lang) for lang in ("zh", "en")} if group is not None else {},
        gates=dearest([gates(tree, wanted, scope) for tree, wanted in rest]),
    )


def _compile_group(group: Group, scope: Scope) -> CompiledGroup:
    def compiled(trees: Iterable[Expr]) -> tuple[Amount, ...]:
        return tuple(amount(tree, scope) for tree in trees)

    def number(tree: Expr | None) -> Decimal:
        found = amount(tree, scope)(None) if tree is not None else 0
        return found.amount if isinstance(found, Quantity) else Decimal(found)

    near, like = group.near, group.like
    return CompiledGroup(
        group,
        compiled(group.by),
        compiled(group.differs),
        compiled(group.should),
        compiled(group.same),
        near=CompiledNear(
            amount(near.text, scope),
            compiled(near.besides),
            compiled(near.kin),
            condition(near.when, scope) if near.when is not None else None,
            near.wording,
        )
        if near is not None
        else None,
        like=amount(like.text, scope) if like is not None else None,
        terms=Terms(
            group.once,
            float(number(like.bound)) if like is not None else None,
            like.above if like is not None else True,
            float(number(near.least)) if near is not None else None,
        ),
        fewest=(int(number(group.members)), int(number(group.forms))),
    )


def _parts(tree: Expr | None, wanted: bool) -> Iterator[Part]:
    """What must hold at once for the tree to be `wanted`: an `and` that is true, an `or` that is false comes apart."""
    match tree:
        case None:
            return
        case Not(operand):
            yield from _parts(operand, not wanted)
        case And(operands) if wanted:
            for operand in operands:
                yield from _parts(operand, wanted)
        case Or(operands) if not wanted:
            for operand in operands:
                yield from _parts(operand, wanted)
        case _:
            yield tree, wanted


def _holds(parts: Iterable[Part], scope: Scope) -> Callable[[Any], bool]:
    return all_hold([(condition(tree, scope), wanted) for tree, wanted in parts])


def _first_names(rule: Rule, lang: str) -> tuple[str, ...]:
    wordings = [rule.wording, *(item.wording for item in rule.message_when)]
    if rule.group is not None and rule.group.near is not None:
        wordings.append(rule.group.near.wording)
    templates = [
        said.text(lang) for item in wordings for said in (item.message, item.help) if said is not None
    ]
    if rule.related is not None:
        templates.append(rule.related.text(lang))
    return tuple(dict.fromkeys(name for template in templates for name in first_names(template)))


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


def _only(node: Expr, kind: str, accept: Callable[[Expr, str], bool | None]) -> bool:
    """Whether a condition asks nothing but what `accept` does: it says None where its parts decide."""
    accepted = accept(node, kind)
    if accepted is not None:
        return accepted
    return all(_only(child, kind, accept) for child in children(node))


def _is_likeness(node: Expr, kind: str) -> bool | None:
    known = LIKENESSES[kind].fields
    match node:
        case FieldName(name):
            return name in known
        case IsTest(FieldName("value"), test):
            return test.name != "integer"
        case Aggregate():
            return False
        case TextTest(words=FieldName(name)) if name not in known:
            return False
    return None


def _is_of_form(node: Expr, kind: str) -> bool | None:
    match node:
        case FieldName(name):
            return _of_form(name, kind)
        case Aggregate():
            return True
        case TextTest(words=FieldName(name)) if not _of_form(name, kind):
            return False
    return None


def _of_form(name: str, kind: str) -> bool:
    found = fields.resolve(kind, name)
    return found is not None and found.of_form
