"""What packs, profiles and configurations change about rules: switched off, switched on again, graded anew."""

from __future__ import annotations

from collections.abc import Iterable

from pfglint.finding import Severity
from pfglint.rule.model import Changes, Pack, Rule, RuleSet
from pfglint.rule.select import OUTRIGHT, closest, named


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
    severities: dict[str, Severity] = {}
    for layer in layers:
        off = (off | {*layer.off}) - {*layer.on}
        severities.update(layer.severities)
    if not off and not severities:
        return rules
    packs = tuple(_pack(pack, off, severities) for pack in rules.packs)
    return RuleSet(packs, rules.shared)


def _pack(pack: Pack, off: set[str], severities: dict[str, Severity]) -> Pack:
    kept = tuple(_rule(rule, severities) for rule in pack.rules if rule.name not in off)
    return pack._replace(rules=kept)


def _rule(rule: Rule, severities: dict[str, Severity]) -> Rule:
    severity = severities.get(rule.name)
    return rule if severity is None else rule._replace(severity=severity, severity_when=())
