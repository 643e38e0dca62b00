"""Mutants on trial: the examples of a rule are run against each of them, and those that no example notices survive.

A rule is tried with the rules that silence it and with no others: they are all that decides whether it speaks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from pfglint.form.model import Form
from pfglint.rule.check import Scope
from pfglint.rule.examples import Example, examples_of, judged, read_example
from pfglint.rule.model import Named, Pack, Rule, RuleSet, WordsNamed
from pfglint.rule.mutate import Change, covered, mutants, shortened, uses_of
from pfglint.rule.problem import Said
from pfglint.rule.syntax import TextTest
from pfglint.source.document import Fact


class Verdict(NamedTuple):
    """What became of one mutant.

    path:  the file of the rule or the word list.
    code, name: the rule's; None for a word list.
    alive: whether no example noticed.
    """

    path: str
    code: str | None
    name: str | None
    change: Change
    alive: bool


class Idle(NamedTuple):
    """A word that does nothing in its list, as another one covers it."""

    path: str
    line: int
    words: str
    word: str


class List(NamedTuple):
    """A word list, the file that it stands in, and the rules that can name it."""

    listed: WordsNamed
    path: str
    users: tuple[Rule, ...]

    @property
    def uses(self) -> list[TextTest]:
        """The tests that name it."""
        return [use for rule in self.users for use in uses_of(self.listed.name, rule)]

    def idle(self) -> Iterator[Idle]:
        """Its words that could be left out."""
        for word in covered(self.listed.words, self.uses):
            yield Idle(self.path, self.listed.line, self.listed.name, word)


Case: TypeAlias = Rule | List
"""What is tried at a time: the conditions of a rule, or a word list."""

_Read: TypeAlias = list[tuple[Example, list[Form | Fact]]]
"""The examples of a rule with the forms that they stand for; those that noticed a mutant last stand first."""


def cases(rules: RuleSet, tested: Sequence[Rule], shared: str | None) -> list[Case]:
    """The rules to be tried, and the word lists of their packs.

    shared: the file of the lists for all packs, where they are to be tried too.
    """
    names = {rule.name for rule in tested}
    packs = [pack for pack in rules.packs if any(rule.name in names for rule in pack.rules)]
    lists = [List(listed, pack.path, pack.rules) for pack in packs for listed in pack.words]
    if shared is not None:
        lists.extend(List(listed, shared, tuple(rules)) for listed in rules.shared)
    return [*tested, *lists]


def verdicts(rules: RuleSet, found: Sequence[Case], jobs: int) -> Iterator[list[Verdict]]:
    """The verdicts on the mutants of each case, in order.

    jobs: how many processes share the cases.
    """
    from pfglint.workers import share

    return share(_trying, (rules, found), range(len(found)), jobs, chunk=1)


def _trying(rules: RuleSet, found: Sequence[Case]) -> Callable[[int], list[Verdict]]:
    court = Court(rules)
    return lambda number: court.verdicts(found[number])


class Court:
    """Where the mutants of one rule set are tried. The examples of a rule, which must be sound, are read once."""

    def __init__(self, rules: RuleSet) -> None:
        self._read: dict[str, _Read] = {}
        self._words = {
            rule.name: tuple(WordsNamed(*item) for item in rules.words(pack).items())
            for pack in rules.packs
            for rule in pack.rules
        }
        self._constants = rules.constants
        self._standards = tuple(standard for pack in rules.packs for standard in pack.standards)
        self._silencers: dict[str, list[Rule]] = {}
        for rule in rules:
            for name in rule.silences:
                self._silencers.setdefault(name, []).append(rule)

    def verdicts(self, case: Case) -> list[Verdict]:
        """The verdicts on all mutants of a rule's conditions or of a word list."""
        return list(self._of_list(case) if isinstance(case, List) else self._of_rule(case))

    def _of_rule(self, rule: Rule) -> Iterator[Verdict]:
        words = self._words[rule.name]
        scope = Scope(rule.subject, {item.name: item.words for item in words}, self._constants)
        for mutant in mutants(rule, scope):
            noticed = self._noticed(rule, mutant.rule, words, _word(mutant.change))
            yield Verdict(rule.path, rule.code, rule.name, mutant.change, not noticed)

    def _of_list(self, tried: List) -> Iterator[Verdict]:
        name = tried.listed.name
        users = [rule for rule in tried.users if uses_of(name, rule)]
        for short in shortened(tried.listed, tried.uses):
            word = _word(short.change)
            noticed = any(
                self._noticed(rule, rule, _with(self._words[rule.name], name, short.words), word)
                for rule in users
            )
            yield Verdict(tried.path, None, None, short.change, not noticed)

    def _noticed(self, rule: Rule, mutant: Rule, words: tuple[WordsNamed, ...], word: str) -> bool:
        """Whether an example of `rule` is not met when `mutant`, with these word lists, stands in its place.

        word: what is likely to stand in the example that notices; it is run first.
        """
        stand = [
            (mutant, words),
            *((one, self._words[one.name]) for one in self._silencers.get(rule.name, ())),
        ]
        declared = tuple(Named(*item) for item in self._constants.items())
        rules = RuleSet(
            (
                Pack(None, Said("", ""), (), (), declared, standards=self._standards),
                *(Pack(None, Said("", ""), lists, (one,)) for one, lists in stand),
            )
        )
        examples = self._examples(rule)
        if word:
            examples.sort(key=lambda item: word not in str(item[0].plain))
        for index, (example, items) in enumerate(examples):
            found = judged(example.set(rules), items, paired=example.paired)
            if not example.is_met(one for one in found if one.name == rule.name):
                examples.insert(0, examples.pop(index))
                return True
        return False

    def _examples(self, rule: Rule) -> _Read:
        found = self._read.get(rule.name)
        if found is None:
            from pfglint.lint import forms_of_bytes

            found = self._read[rule.name] = [
                (example, list(read_example(example.plain, forms_of_bytes))) for example in examples_of(rule)
            ]
        return found


def _word(change: Change) -> str:
    return change.before if change.kind == "word" else ""


def _with(lists: tuple[WordsNamed, ...], name: str, words: tuple[str, ...]) -> tuple[WordsNamed, ...]:
    return tuple(WordsNamed(name, words) if item.name == name else item for item in lists)
