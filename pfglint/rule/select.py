"""The words that name rules: a code, a name, the beginning of codes (``PFG3``), or ``ALL``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pfglint.rule.model import RuleSet
from pfglint.rule.problem import Said, unknown

ALL = "ALL"
OUTRIGHT = 100
"""How closely a word names a rule, where it is its code or its name; else the length of the codes' beginning."""


def named(word: str, rules: RuleSet) -> dict[str, int]:
    """The names of the rules that `word` names, and how closely it does; empty where it names none."""
    found = rules.find(word)
    if found is not None:
        return {found.name: OUTRIGHT}
    begin = word.upper()
    if begin == ALL:
        return {rule.name: 0 for rule in rules}
    if not begin:
        return {}
    return {rule.name: len(begin) for rule in rules if rule.code.startswith(begin)}


def closest(words: Iterable[str], rules: RuleSet) -> Mapping[str, int]:
    """The names of all rules that `words` name, each with the closest that one of them comes."""
    found: dict[str, int] = {}
    for word in words:
        for name, close in named(word, rules).items():
            found[name] = max(close, found.get(name, 0))
    return found


def no_rule(word: str, rules: RuleSet) -> Said:
    """What is said of a word that names no rule; of a code that there is not, the nearest number is no help."""
    letters = {rule.code.rstrip("0123456789") for rule in rules}
    is_code = word.upper().rstrip("0123456789") in letters
    return unknown("规则", "rule", word, () if is_code else rules.by_word)
