"""Why an example is not as it says: what the rule's conditions came to for the subjects that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, TypeAlias

from pfglint.finding import Finding, Severity
from pfglint.form.labels import squeeze
from pfglint.form.model import Form
from pfglint.rule.check import Scope
from pfglint.rule.compile import amount
from pfglint.rule.explanation import SEVERITIES
from pfglint.rule.fields import (
    NO_FORM,
    SUBJECTS,
    CellSubject,
    FactSubject,
    FieldSubject,
    FormSubject,
    IndicatorSubject,
    PromiseSubject,
    Subject,
)
from pfglint.rule.group import key_of
from pfglint.rule.model import Rule, RuleSet
from pfglint.rule.problem import Said
from pfglint.rule.show import show
from pfglint.rule.syntax import Expr
from pfglint.rule.trace import Trace, trace, value_of
from pfglint.rule.types import Truth
from pfglint.source.document import Fact

MOST = 2
"""Subjects that are shown."""

Items: TypeAlias = Iterable[Form | Fact]


class Asked(NamedTuple):
    """A condition of the rule, by its key (``when``, ``severity-when 1``), and what it came to."""

    key: str
    trace: Trace


class Keyed(NamedTuple):
    """A part of a group's ``by`` or ``differs``, and what it came to."""

    key: str
    text: str
    said: Said


class Case(NamedTuple):
    """What was asked of one subject of the example. said: which one that is."""

    said: Said
    asked: tuple[Asked, ...]
    keys: tuple[Keyed, ...] = ()


class Why(NamedTuple):
    """Why an example is not as it says.

    cases: the subjects that show it; more: how many others were asked.
    """

    said: Said
    cases: tuple[Case, ...] = ()
    more: int = 0


class Told(NamedTuple):
    """What became of an example.

    spoke:  what the rule found.
    others: the names of the other rules that spoke.
    severity, says, times, fix: what was expected of the finding, as an example has it.
    """

    fails: bool
    spoke: tuple[Finding, ...]
    others: tuple[str, ...]
    severity: Severity | None = None
    says: str = ""
    times: int | None = None
    fix: str | Literal[False] | None = None


def why(rule: Rule, rules: RuleSet, example: Items, usual: Items, told: Told) -> Why:
    """Why the example is not as it says. usual: the form that an example changes, which says nothing new."""
    pack = next(pack for pack in rules.packs if any(one.name == rule.name for one in pack.rules))
    asking = _Asking(rule, Scope(rule.subject, rules.words(pack), rules.constants))
    subjects = list(_subjects(rule.subject, example))
    known = {_texts(subject) for subject in _subjects(rule.subject, usual)}
    own = [subject for subject in subjects if _texts(subject) not in known] or subjects
    speaking = [subject for subject in subjects if asking.speaks(subject)]
    if told.spoke:
        if told.fails:
            return Why(_mismatch(told), tuple(asking.wordings(subject) for subject in speaking[:MOST]))
        about = asking.differing(speaking) or speaking
        return Why(_spoke(rule), tuple(map(asking.case, about[:MOST])), max(0, len(about) - MOST))
    if not subjects:
        kind = SUBJECTS[rule.subject]
        return Why(
            Said(
                f"规则没有报：例子里没有可查的东西（{kind.zh}）",
                f"the rule did not speak: the example has no subject ({kind.en})",
            )
        )
    if speaking and rule.group is not None:
        together = asking.together(speaking)
        members = together or [subject for subject in own if subject in speaking] or speaking
        return _listed(asking.of_group(speaking, bool(together)), asking, members)
    if speaking:
        silencers = "、".join(_silencers(rule, rules, told.others))
        said = Said("条件都符合", "its conditions hold")
        if silencers:
            said = Said(
                f"条件都符合，但被 {silencers} 压过了", f"its conditions hold, but {silencers} silences it"
            )
        return _listed(said, asking, speaking)
    ranked = sorted(own, key=asking.rank, reverse=True)
    return _listed(asking.obstacle(ranked[0]), asking, ranked)


def _listed(said: Said, asking: _Asking, subjects: list[Subject]) -> Why:
    return Why(
        Said(f"规则没有报：{said.zh}", f"the rule did not speak: {said.en}"),
        tuple(asking.case(subject) for subject in subjects[:MOST]),
        max(0, len(subjects) - MOST),
    )


def _mismatch(told: Told) -> Said:
    """What the findings should have been, and are not."""
    if told.times is not None and len(told.spoke) != told.times:
        return Said(
            f"应报 {told.times} 次，报了 {len(told.spoke)} 次",
            f"it should speak {told.times} times, and spoke {len(told.spoke)} times",
        )
    saying = [one for one in told.spoke if has(one, told.says)]
    if not saying:
        messages = "；".join(dict.fromkeys(one.message for one in told.spoke))
        return Said(
            f"报出的话里应有“{told.says}”，报的是：{messages}",
            f"the message should have “{told.says}” in it, and is: {messages}",
        )
    if told.severity is not None and all(one.severity != told.severity for one in saying):
        wanted = SEVERITIES[told.severity]
        zh, en = (
            "、".join(dict.fromkeys(SEVERITIES[one.severity].text(lang) for one in saying))
            for lang in ("zh", "en")
        )
        return Said(f"级别应是{wanted.zh}，报的是{zh}", f"the severity should be {wanted.en}, and is {en}")
    edits = [edit.text for one in saying if one.fix is not None for edit in one.fix.edits]
    if not edits:
        return Said(
            f"应能自动改为“{told.fix}”，却没有自动修正",
            f"the fix should write “{told.fix}”, and there is none",
        )
    written = "”“".join(dict.fromkeys(edits))
    if told.fix is False:
        return Said(
            f"不应有自动修正，却会改为“{written}”", f"there should be no fix, and there is one: “{written}”"
        )
    return Said(
        f"自动修正应写“{told.fix}”，写的是“{written}”",
        f"the fix should write “{told.fix}”, and writes “{written}”",
    )


def has(finding: Finding, text: str) -> bool:
    """Whether a finding says `text`, in its message or its help."""
    return text in finding.message or text in (finding.help or "")


def _spoke(rule: Rule) -> Said:
    """What held, so that the rule spoke."""
    held = [
        said
        for there, said in (
            (rule.when, Said("when 成立", "“when” holds")),
            (rule.require, Said("require 不成立", "“require” does not hold")),
            (rule.group, Said("同组的不止一个", "there is another one in its group")),
        )
        if there is not None
    ]
    if rule.group is not None and rule.group.differs:
        held[-1] = Said("与同组的 differs 不同", "it differs from another one in its group")
    zh, en = "，".join(said.zh for said in held), " and ".join(said.en for said in held)
    return Said(f"规则报了，例子说不该报：{zh}", f"the rule spoke, and should not have: {en}")


def _silencers(rule: Rule, rules: RuleSet, others: Iterable[str]) -> Iterator[str]:
    for other in others:
        found = rules.find(other)
        if found is not None and rule.name in found.silences:
            yield other


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_FITS = {True: 2, None: 1, False: 0}


class _Asking:
    """A rule, asked of subjects."""

    def __init__(self, rule: Rule, scope: Scope) -> None:
        self.rule = rule
        self.scope = scope

    def case(self, subject: Subject) -> Case:
        """What ``when``, ``require`` and the group's keys came to for a subject."""
        rule, group = self.rule, self.rule.group
        keys: list[Keyed] = []
        if group is not None:
            for key, trees in (("by", group.by), ("differs", group.differs), ("should", group.should)):
                keys.extend(Keyed(key, show(tree), value_of(tree, self.scope, subject)) for tree in trees)
        conditions = (("when", rule.when), ("require", rule.require))
        return Case(_said(subject), tuple(self.asked(conditions, subject)), tuple(keys))

    def wordings(self, subject: Subject) -> Case:
        """What chose its severity and its message came to."""
        severities = (
            (f"severity-when {number}", item.when) for number, item in enumerate(self.rule.severity_when, 1)
        )
        messages = (
            (f"message-when {number}", item.when) for number, item in enumerate(self.rule.message_when, 1)
        )
        return Case(_said(subject), tuple(self.asked((*severities, *messages), subject)))

    def asked(self, conditions: Iterable[tuple[str, Expr | None]], subject: Subject) -> Iterator[Asked]:
        for key, tree in conditions:
            if tree is not None:
                yield Asked(key, trace(tree, self.scope, subject))

    def truths(self, subject: Subject) -> tuple[Truth, Truth]:
        """Whether what the rule needs is so: that ``when`` is true, and that ``require`` is false."""
        found: dict[str, Truth] = {item.key: item.trace.truth for item in self.case(subject).asked}
        require = found.get("require", False)
        return found.get("when", True), None if require is None else not require

    def speaks(self, subject: Subject) -> bool:
        """Whether both are."""
        return self.truths(subject) == (True, True)

    def rank(self, subject: Subject) -> tuple[float, ...]:
        """How near the rule came to speaking of it."""
        when, require = self.truths(subject)
        parts = [part.truth for item in self.case(subject).asked[:1] for part in item.trace.parts]
        return _FITS[when], sum(part is True for part in parts) / max(len(parts), 1), _FITS[require]

    def obstacle(self, subject: Subject) -> Said:
        """What kept the rule from speaking of it."""
        when, require = self.truths(subject)
        if when is False:
            return Said("when 不成立", "“when” does not hold")
        if when is None:
            return Said("when 未知（未知不报）", "“when” is unknown, and an unknown never reports")
        before = Said("", "") if self.rule.when is None else Said("when 成立，但 ", "“when” holds, but ")
        if require is None:
            return Said(
                f"{before.zh}require 未知（未知不报）",
                f"{before.en}“require” is unknown, and an unknown never reports",
            )
        also = "也" if self.rule.when is not None else ""
        return Said(
            f"{before.zh}require {also}成立",
            f"{before.en}“require” holds as well" if also else "“require” holds",
        )

    # ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def together(self, subjects: Iterable[Subject]) -> list[Subject]:
        """Those that are in a group with others."""
        return [one for members in self.groups(subjects).values() if len(members) > 1 for one in members]

    def differing(self, subjects: Iterable[Subject]) -> list[Subject]:
        """The members of the first group whose members differ; nothing where the rule has no group."""
        differs = self.amounts(self.rule.group.differs if self.rule.group is not None else ())
        for members in self.groups(subjects).values():
            keys = {key_of(get(one) for get in differs) for one in members}
            if len(members) > 1 and (not differs or len(keys) > 1):
                return members
        return []

    def groups(self, subjects: Iterable[Subject]) -> Mapping[object, list[Subject]]:
        found: defaultdict[object, list[Subject]] = defaultdict(list)
        group = self.rule.group
        for subject in subjects if group is not None else ():
            key = key_of(get(subject) for get in self.amounts(group.by if group else ()))
            if key is not None:
                place = subject.form.model.number if group and group.within == "form" else 0
                found[place, key].append(subject)
        return found

    def amounts(self, trees: Iterable[Expr]) -> list[Callable[[Subject], object]]:
        return [amount(tree, self.scope) for tree in trees]

    def of_group(self, subjects: list[Subject], together: bool) -> Said:
        """Why nobody differs from the others of its group."""
        if together:
            return Said(
                "同组的（by 相同）differs 没有不同，或者未知",
                "those of one group (the same “by”) do not differ, or are unknown",
            )
        if not self.groups(subjects):
            return Said("by 未知，归不了组", "“by” is unknown: no group")
        return Said("没有两个 by 相同的，不成一组", "no two have the same “by”: there is no group")


# ── Subjects ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _subjects(kind: str, found: Items) -> Iterator[Subject]:
    for item in found:
        if isinstance(item, Form):
            yield from SUBJECTS[kind].of(FormSubject(item))
        elif kind == "fact":
            yield FactSubject(item, NO_FORM)


def _texts(subject: Subject) -> tuple[object, ...]:
    """What makes a subject another one than that of the usual form."""
    cells = tuple(cell.text if cell is not None else None for cell in subject.cells().values())
    return (type(subject).__name__, *cells, subject.anchor if isinstance(subject, FieldSubject) else None)


def _said(subject: Subject) -> Said:
    """Which subject it is."""
    number = subject.form.model.number
    match subject:
        case IndicatorSubject(model=model):
            name = model.name.text or "—"
            return Said(f"指标“{name}”", f"indicator “{name}”")
        case FieldSubject(model=model):
            label = squeeze(model.label.text).rstrip(":：")
            return Said(f"“{label}”一栏", f"the cell “{label}”")
        case CellSubject(model=cell):
            return Said(f"“{cell.text}”这一格", f"the cell “{cell.text}”")
        case PromiseSubject(model=promise):
            return Said(f"承诺“{promise.noun}{promise.text}”", f"the promise “{promise.noun} {promise.text}”")
        case FactSubject(model=fact):
            return Said(f"读取时注意到的 {fact.kind}", f"what was noticed: {fact.kind}")
    return Said(f"第 {number} 张表", f"form {number}")
