"""Rules as plain data: what a pack says, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from pfglint.finding import Severity
from pfglint.rule.problem import Said
from pfglint.rule.syntax import Expr, Literal

Plain: TypeAlias = str | int | list["Plain"] | dict[str, "Plain"] | None
"""An example as YAML gives it."""
EACH = "{each}"
"""What stands in an example where each of some texts is to stand."""


class Wording(NamedTuple):
    """What a finding says. Both are templates: ``“{name}”的单位是“{unit}”``."""

    message: Said
    help: Said | None = None


class Run(NamedTuple):
    """Where a stretch of a condition's text stands in its file: from the offset `start` on, until the next run.

    line, column: of its first character, from 1.
    """

    start: int
    line: int
    column: int


class Written(NamedTuple):
    """A condition as its author wrote it. key: ``when`` or ``require``; runs: where it stands in its file."""

    key: str
    text: str
    runs: tuple[Run, ...] = ()


class SeverityWhen(NamedTuple):
    """Another severity, where the condition is true."""

    when: Expr
    severity: Severity
    runs: tuple[Run, ...] = ()


class MessageWhen(NamedTuple):
    """Another message, where the condition is true; without a help, that of the rule stays."""

    when: Expr
    wording: Wording
    runs: tuple[Run, ...] = ()


class Near(NamedTuple):
    """What else belongs together in a run: texts that are nearly the same.

    text:    the text; besides: what may differ in it unnoticed (the project's name). A text that speaks of its own is told
             of as advice only, and so is one that is the same in two that are not kin and have names alike.
    least:   how much of it must be the same, a ratio.
    kin:     those for which these are not known and equal are told of as advice only.
    when:    where it is looked for at all.
    wording: what is said; it can name ``{likeness}`` and ``{differing}``.
    """

    text: Expr
    least: Expr
    wording: Wording
    besides: tuple[Expr, ...] = ()
    kin: tuple[Expr, ...] = ()
    when: Expr | None = None


class Like(NamedTuple):
    """A text of a group's member that must be like that of its first (above: at least by `bound`), or must not be."""

    text: Expr
    bound: Expr
    above: bool


class Group(NamedTuple):
    """Subjects judged together: those whose `by` are all known and equal.

    within:  ``form``, ``document`` or ``run``: all files of a run.
    differs: without it every later member is a finding; with it those whose tuple is known and differs from the first's.
    once:    one finding for each of the differing tuples, not one for each member.
    should:  what `differs` ought to be. With it the group is judged when the document has been read: where its members
             differ among themselves, each tuple that is not as it should be is told once, with a fix for all its members.
    near, like: what else belongs together, or what else must hold; in a run only.
    same:    with it a group of a run is judged at its end: where all its members are the same in this, that is told once,
             if there are so many `members`, in so many `forms`. Texts can name ``{count}`` and ``{forms}``.
    """

    within: str
    by: tuple[Expr, ...]
    differs: tuple[Expr, ...] = ()
    once: bool = False
    should: tuple[Expr, ...] = ()
    near: Near | None = None
    like: Like | None = None
    same: tuple[Expr, ...] = ()
    members: Expr | None = None
    forms: Expr | None = None


class Mend(NamedTuple):
    """How to mend a finding: put `text` (a template) in the place of the marked part, where `when` is true or absent.

    whole: put it in the place of the whole cell, whatever part of it is marked.
    """

    safe: bool
    title: Said
    text: str
    when: Expr | None = None
    whole: bool = False
    runs: tuple[Run, ...] = ()


class Examples(NamedTuple):
    """Forms for which the rule must speak (fail), and for which it must not (pass).

    fail_lines, passing_lines: where each stands in the rule's file.
    """

    fail: tuple[Plain, ...] = ()
    passing: tuple[Plain, ...] = ()
    fail_lines: tuple[int, ...] = ()
    passing_lines: tuple[int, ...] = ()


class Rule(NamedTuple):
    """One rule of a pack.

    subject:  what it judges: ``indicator``, ``form``, ``field``, ``fact``.
    when, require: it reports where `when` is true (or absent) and `require` is false (or absent).
    silences: names of rules that stay silent where this one speaks.
    at, mark: the cell that it points at, and the part of it (None: the first that is there; all of it).
    written:  the conditions as text, for people.
    examples, line, runs, why: only where the pack was read from YAML; why it matters, for the rule's page.
    """

    code: str
    name: str
    title: Said
    severity: Severity
    aspect: str | None
    subject: str
    when: Expr | None
    require: Expr | None
    wording: Wording
    source: Said | None = None
    severity_when: tuple[SeverityWhen, ...] = ()
    message_when: tuple[MessageWhen, ...] = ()
    silences: tuple[str, ...] = ()
    group: Group | None = None
    at: str | None = None
    mark: str | None = None
    related: Said | None = None
    fix: Mend | None = None
    written: tuple[Written, ...] = ()
    examples: Examples = Examples()
    path: str = ""
    line: int = 0
    why: Said | None = None


class WordsNamed(NamedTuple):
    """A word list of a pack. line: where it stands in its file; 0 where that was not read."""

    name: str
    words: tuple[str, ...]
    line: int = 0


class Named(NamedTuple):
    """A constant: a value that conditions and messages name. value: a number, a quantity, a text or a truth."""

    name: str
    value: Expr


class Refinement(NamedTuple):
    """A rule that speaks more narrowly, or more gently.

    when, unless:  it speaks only where the one is true, and not where the other is.
    severity_when: asked before the rule's own.
    reason:        why, for people.
    written:       the conditions as text.
    """

    rule: str
    when: Expr | None = None
    unless: Expr | None = None
    severity_when: tuple[SeverityWhen, ...] = ()
    reason: str | None = None
    written: tuple[Written, ...] = ()


class Changes(NamedTuple):
    """What is to be otherwise with rules that are there already. Rules go by their names.

    off, on:    those switched off, and those switched on whoever switched them off before.
    severities: other severities, which hold whatever `severity_when` says.
    constants:  other values; words: more words for the lists.
    """

    off: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    refine: tuple[Refinement, ...] = ()
    constants: tuple[Named, ...] = ()
    words: tuple[WordsNamed, ...] = ()


class Standard(NamedTuple):
    """The most that something may cost.

    name:     of the standard; source: the document that sets it, and since when it holds, for people.
    when:     which indicators it is for.
    most:     the amount: ``550(元/人·天)``.
    """

    name: str
    when: Expr
    most: Literal
    source: str


class Pack(NamedTuple):
    """A file of rules.

    family:    the first digit of its codes, None where they are free.
    constants: those that it declares; all packs can name them.
    standards: what things may cost; the first that is for an indicator holds.
    changes:   what it changes of the rules in other packs.
    """

    family: str | None
    title: Said
    words: tuple[WordsNamed, ...]
    rules: tuple[Rule, ...]
    constants: tuple[Named, ...] = ()
    changes: Changes = Changes()
    standards: tuple[Standard, ...] = ()
    path: str = ""


class Sign(NamedTuple):
    """A sign that a form follows a profile. said: what it is, for people."""

    when: Expr
    said: Said


class Profile(NamedTuple):
    """What is usual in one place or year.

    inherits: the name of the profile that it is based on.
    signs:    each is one that a form follows it.
    levels:   the first levels with the second levels they can have; empty for those of the profile before it, or any.
    labels:   what things are called there, as ``grammar/labels.yaml`` has it.
    standards: what things may cost there; they hold before those of the packs.
    """

    name: str
    title: Said
    source: Said | None = None
    inherits: str | None = None
    signs: tuple[Sign, ...] = ()
    changes: Changes = Changes()
    levels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    labels: Mapping[str, object] | None = None
    standards: tuple[Standard, ...] = ()
    path: str = ""


@dataclass(frozen=True, eq=False)
class RuleSet:
    """Packs that are used together, and the word lists that all of them may name. Two sets are never equal.

    profile:  the one whose changes are in it; None before profiles come in.
    variants: the same rules under the other profiles that a form may follow.
    labels:   the layers of labels that a form is to be read with, beside the built-in ones.
    chosen:   who chose the profile, where it is not for the form to show.
    """

    packs: tuple[Pack, ...]
    shared: tuple[WordsNamed, ...] = ()
    profile: Profile | None = None
    variants: tuple[RuleSet, ...] = ()
    labels: tuple[Mapping[str, object], ...] = ()
    chosen: Said | None = None

    def __iter__(self) -> Iterator[Rule]:
        for pack in self.packs:
            yield from pack.rules

    def __len__(self) -> int:
        return sum(len(pack.rules) for pack in self.packs)

    def words(self, pack: Pack) -> Mapping[str, tuple[str, ...]]:
        """The lists that the rules of `pack` can name."""
        return {item.name: item.words for item in (*self.shared, *pack.words)}

    @cached_property
    def constants(self) -> Mapping[str, Expr]:
        """All constants with their values."""
        return {item.name: item.value for pack in self.packs for item in pack.constants}

    @cached_property
    def by_word(self) -> Mapping[str, Rule]:
        """Every rule, by its code and by its name."""
        return {word: rule for rule in self for word in (rule.code, rule.name)}

    def find(self, word: str) -> Rule | None:
        """The rule with this code (any case) or name."""
        return self.by_word.get(word) or self.by_word.get(word.upper())
