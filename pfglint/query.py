"""Paths to answers: of what in the forms of some files a condition holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pfglint.finding import Place
from pfglint.form.model import Form
from pfglint.lint import TROUBLES, RulesOf, read_forms, words_of
from pfglint.rule.check import Scope, check_condition
from pfglint.rule.compile import Condition, condition
from pfglint.rule.fields import NO_FORM, SUBJECTS, FactSubject, FormSubject, Subject
from pfglint.rule.model import RuleSet
from pfglint.rule.problem import DataError, Problem, Said
from pfglint.rule.profile import recognise
from pfglint.rule.syntax import ConditionError, Expr, parse
from pfglint.rule.template import getter
from pfglint.rule.types import Raw, Truth
from pfglint.source.document import Fact
from pfglint.source.files import STDIN
from pfglint.source.limits import Limits

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("level1", "level2", "name", "text"),
    "form": ("year", "department"),
    "field": ("label", "text"),
    "cell": ("key", "text"),
    "promise": ("noun", "text"),
    "fact": ("kind", "text"),
}
"""The fields that are shown of each kind of subject."""

NAME = "CONDITION"
"""What stands in the place of a file's name where a condition is wrong."""


class Query(NamedTuple):
    """What is asked of all subjects of a kind.

    fields: those that are to be shown.
    wanted: the truth of the condition for those that are to be found: True, or None for unknown.
    """

    kind: str
    tree: Expr
    fields: tuple[str, ...] = ()
    wanted: Truth = True


class Found(NamedTuple):
    """A subject that was found. values: of its fields, in the order of the query."""

    path: str
    form: int | None
    project: str | None
    place: Place | None
    values: tuple[Raw, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one file.

    truths:   how many subjects there were for which the condition is true, false and unknown.
    troubles: what was noticed that says why there is no form, or not all of them.
    """

    path: str
    found: tuple[Found, ...]
    forms: int
    truths: Counter[Truth]
    troubles: tuple[Fact, ...] = ()

    @property
    def unreadable(self) -> bool:
        """Whether the file could not be read, or not to its end."""
        return any(fact.kind == "unreadable" for fact in self.troubles)


def tree_of(text: str, kind: str, rules: Iterable[RuleSet]) -> Expr:
    """The condition that `text` writes, which must make sense under each of `rules`. Raises DataError."""
    try:
        tree = parse(text)
    except ConditionError as error:
        raise DataError([_problem(text, error.said, error.start, error.end)]) from error
    for one in rules:
        mistakes = check_condition(tree, scope_of(one, kind)).mistakes
        if mistakes:
            raise DataError([_problem(text, said, start, end) for said, start, end in mistakes])
    return tree


def _problem(text: str, said: Said, start: int, end: int) -> Problem:
    line = text.count("\n", 0, start)
    first = text.rfind("\n", 0, start) + 1
    source = text[first:].partition("\n")[0]
    return Problem(NAME, line + 1, start - first + 1, max(end, start + 1) - first + 1, said, source)


def scope_of(rules: RuleSet, kind: str) -> Scope:
    """What a condition on subjects of a kind can name: the word lists of all packs, of two the later one's."""
    words = {item.name: item.words for item in rules.shared}
    words |= {item.name: item.words for pack in rules.packs for item in pack.words}
    return Scope(kind, words, rules.constants)


# ── One file ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=64)
def _compiled(tree: Expr, kind: str, rules: RuleSet) -> Condition:
    return condition(tree, scope_of(rules, kind))


def answer(path: str, query: Query, rules: RuleSet, limits: Limits | None = None) -> Answer:
    """What of a file was found; each form is asked under the profile that it follows."""
    getters = [get for name in query.fields if (get := getter(query.kind, name)) is not None]
    truths: Counter[Truth] = Counter()
    found: list[Found] = []
    troubles: list[Fact] = []
    forms = 0

    def ask(subjects: Iterable[Subject], held: RuleSet) -> None:
        asked = _compiled(query.tree, query.kind, held)
        for subject in subjects:
            truth = asked(subject)
            truths[truth] += 1
            if truth is query.wanted:
                found.append(_found(path, subject, query.kind, getters))

    for item in read_forms(path, limits, words_of(rules)):
        if isinstance(item, Form):
            forms += 1
            form = FormSubject(item)
            held = recognise(rules, form).rules
            form.levels = dict(held.profile.levels) or None if held.profile is not None else None
            ask(SUBJECTS[query.kind].of(form), held)
            form.forget()
            continue
        if item.kind in TROUBLES:
            troubles.append(item)
        if query.kind == "fact":
            ask([FactSubject(item, NO_FORM)], rules)
    return Answer(path, tuple(found), forms, truths, tuple(troubles))


def _found(path: str, subject: Subject, kind: str, getters: Iterable[Callable[[Subject], Raw]]) -> Found:
    form = subject.form.model
    return Found(
        path, form.number or None, form.project, _place(subject, kind), tuple(get(subject) for get in getters)
    )


def _place(subject: Subject, kind: str) -> Place | None:
    """Where it stands: of an indicator without a value, where its name does."""
    cells = subject.cells()
    return next(
        (cell.place for at in SUBJECTS[kind].at if (cell := cells.get(at)) is not None), subject.place()
    )


# ── Many files ───────────────────────────────────────────────────────────────────────────────────────────────────────


def answers(
    files: Sequence[str], query: Query, rules_of: RulesOf, limits: Limits, jobs: int = 1
) -> Iterator[Answer]:
    """What of each file was found, in order. jobs: how many processes share the files."""
    from pfglint.workers import share

    return share(_answering, (rules_of, query, limits), files, 1 if STDIN in files else jobs)


def _answering(rules_of: RulesOf, query: Query, limits: Limits) -> Callable[[str], Answer]:
    return lambda path: answer(path, query, rules_of(path), limits)
