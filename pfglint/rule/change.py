"""What packs, profiles and configurations change about rules: switched off or on, graded anew, refined, other values."""

from __future__ import annotations

from collections.abc import Iterable

from pfglint.finding import Severity
from pfglint.rule.model import Changes, Named, Pack, Refinement, Rule, RuleSet, WordsNamed
from pfglint.rule.select import OUTRIGHT, closest, named
from pfglint.rule.syntax import And, Expr, Unless


def chosen(rules: RuleSet, select: Iterable[str] | None, ignore: Iterable[str]) -> Changes:
    """What it means to look only at the rules that `select` names, and not at those that `ignore` names.

    The closer word wins: ``percent-on-count`` over ``PFG3``, that over ``ALL``; of two as close, the one in `ignore`.
    A rule that is named outright is switched on, whoever switched it off before. select: None for all.
    """
    wanted = None if select is None else closest(select, rules)
    unwanted = closest(ignore, rules)
    off = []
    for rule in rules:
        close = 0 if wanted is None else wanted.get(rule.name)
        if close is None or unwanted.get(rule.name, -1) >= close:
            off.append(rule.name)
    on = [name for name, close in (wanted or {}).items() if close == OUTRIGHT and name not in off]
    return Changes(off=tuple(off), on=tuple(on))


def graded(rules: RuleSet, severities: Iterable[tuple[str, Severity]]) -> tuple[tuple[str, Severity], ...]:
    """The rules that the words name, each with its severity by the closest of them."""
    found: dict[str, tuple[int, Severity]] = {}
    for word, severity in severities:
        for name, close in named(word, rules).items():
            if close >= found.get(name, (0, severity))[0]:
                found[name] = close, severity
    return tuple((name, severity) for name, (_, severity) in found.items())


def in_force(rules: RuleSet, layers: Iterable[Changes]) -> RuleSet:
    """The rules as they hold after all changes, the later ones over the earlier."""
    off: set[str] = set()
    listed = [layer for layer in layers if layer != Changes()]
    for layer in listed:
        off = (off | {*layer.off}) - {*layer.on}
    if not listed:
        return rules
    packs = tuple(_pack(pack, off, listed) for pack in rules.packs)
    return RuleSet(packs, _words(rules.shared, listed))


def _pack(pack: Pack, off: set[str], layers: list[Changes]) -> Pack:
    return pack._replace(
        words=_words(pack.words, layers),
        constants=_constants(pack.constants, layers),
        rules=tuple(_rule(rule, layers) for rule in pack.rules if rule.name not in off),
    )


def _words(words: tuple[WordsNamed, ...], layers: list[Changes]) -> tuple[WordsNamed, ...]:
    """The lists with what the layers add to them."""
    added = [item for layer in layers for item in layer.words]
    if not added:
        return words
    return tuple(
        WordsNamed(
            one.name, (*one.words, *(word for item in added if item.name == one.name for word in item.words))
        )
        for one in words
    )


def _constants(constants: tuple[Named, ...], layers: list[Changes]) -> tuple[Named, ...]:
    said = {item.name: item for layer in layers for item in layer.constants}
    return tuple(said.get(item.name, item) for item in constants)


def _rule(rule: Rule, layers: list[Changes]) -> Rule:
    for layer in layers:
        severity = dict(layer.severities).get(rule.name)
        if severity is not None:
            rule = rule._replace(severity=severity, severity_when=())
        for refinement in layer.refine:
            if refinement.rule == rule.name:
                rule = _refined(rule, refinement)
    return rule


def _refined(rule: Rule, refinement: Refinement) -> Rule:
    parts = [rule.when, refinement.when, Unless(refinement.unless) if refinement.unless is not None else None]
    known: tuple[Expr, ...] = tuple(part for part in parts if part is not None)
    return rule._replace(
        when=And(known) if len(known) > 1 else known[0] if known else None,
        severity_when=(*refinement.severity_when, *rule.severity_when),
        written=(*rule.written, *refinement.written),
    )
