"""Rules over the forms of a document: findings, one form at a time."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pfglint.finding import Edit, Finding, Fix, Place, Practice, Quote, Related, Severity, in_order
from pfglint.form.model import Form, Indicator
from pfglint.patterns import late
from pfglint.quantity.units import HALF_WIDTH, Unit
from pfglint.rule.fields import (
    NO_FORM,
    SUBJECTS,
    CellSubject,
    FactSubject,
    FieldSubject,
    FormSubject,
    IndicatorPairSubject,
    IndicatorSubject,
    PairSubject,
    PromiseSubject,
    Subject,
)
from pfglint.rule.group import Groups, Member, Way, Ways, key_of, lasting_key_of
from pfglint.rule.model import RuleSet, Wording
from pfglint.rule.neighbours import Neighbours
from pfglint.rule.note import Listener, Note, Tally, Told, merged
from pfglint.rule.noting import blanks, note_of
from pfglint.rule.plan import Compiled, CompiledGroup, compile_rules
from pfglint.rule.profile import recognise
from pfglint.rule.standards import standards_of
from pfglint.rule.template import getter, number_text, render, shown
from pfglint.source.document import Cell, Fact

if TYPE_CHECKING:
    from pfglint.compare.model import ProjectPair


@dataclass(slots=True)
class _Raised:
    """A rule that spoke.

    first: the member of its group that it is related to.
    way:   where the finding waits for the end of the document.
    noted: whether it speaks only if others in the run are its like.
    """

    rule: Compiled
    subject: Subject
    first: Member | None = None
    way: Way | None = None
    noted: bool = False


class Checker:
    """The rules over one document. It keeps what groups within the document need, and nothing else of a form.

    least:  the least severity of findings that are told; `untold` counts the others.
    practices: how many forms were checked by each profile that is not the usual one.
    profile: the name of the profile by which the last form was checked.
    listener: who hears what a form may have in common with others of the run; without one, the document is the run.
    """

    def __init__(
        self,
        rules: RuleSet,
        path: str,
        lang: str = "zh",
        least: Severity = Severity.INFO,
        listener: Listener | None = None,
    ) -> None:
        self.rules = rules
        self.path = path
        self.lang = lang
        self.least = least
        self.untold: Counter[Severity] = Counter()
        self.practices: Counter[Practice] = Counter()
        self.profile: str | None = None
        self._groups: dict[str, Groups] = {}
        self._ways: dict[str, Ways] = {}
        self._own = Neighbours(lang) if listener is None else None
        self._listener: Listener = self._own or listener  # type: ignore[assignment]
        self._tallies: dict[tuple[str, int], Tally] = {}
        self._quiet = False

    def learn(self, model: Form) -> list[Finding]:
        """Know a form beside which others are judged, and say nothing of it; what it shows of those before is given."""
        self._quiet = True
        found = [one for one in self.form(model) if one.path != self.path or one.form != model.number]
        self._quiet = False
        return found

    def form(self, model: Form) -> Iterator[Finding]:
        """What is wrong with a form, in the order of the places."""
        form = FormSubject(model)
        recognised = recognise(self.rules, form)
        profile = recognised.rules.profile
        self.profile = profile.name if profile is not None else None
        if profile is not None:
            form.levels = dict(profile.levels) or None
            if (practice := recognised.practice(self.lang)) is not None:
                self.practices[practice] += 1
        form.standards = standards_of(recognised.rules)
        program = compile_rules(recognised.rules)
        raised: list[_Raised] = []
        groups: dict[str, Groups] = {}
        closed = {
            rule
            for rule in program.rules.get("indicator", ())
            if rule.of_form is not None and form.indicators and not rule.of_form(form.indicators[0])
        }
        for kind, known in SUBJECTS.items():
            if kind in program.rules:
                for subject in known.of(form):
                    for rule in program.candidates(kind, subject):
                        if rule.rest(subject) and rule not in closed:
                            self._judge(rule, subject, groups, raised)
        told = self._told(raised)
        form.forget()
        return told

    def pair(self, model: ProjectPair) -> Iterator[Finding]:
        """What is to be said of a project beside last year's form of it, in the order of this year's places."""
        subject = PairSubject(model)
        program = compile_rules(recognise(self.rules, subject.form).rules)
        raised: list[_Raised] = []
        groups: dict[str, Groups] = {}
        of_kind: dict[str, Iterable[Subject]] = {"pair": (subject,), "indicator-pair": subject.indicators}
        for kind, subjects in of_kind.items():
            for one in subjects:
                for rule in program.candidates(kind, one):
                    if rule.rest(one):
                        self._judge(rule, one, groups, raised)
        return self._told(raised)

    def facts(self, facts: Iterable[Fact], form: Form | None = None) -> Iterator[Finding]:
        """What rules say of facts that belong to no form, or of some of a form's."""
        program = compile_rules(self.rules)
        whose = FormSubject(form) if form is not None else NO_FORM
        raised: list[_Raised] = []
        groups: dict[str, Groups] = {}
        for fact in facts:
            subject = FactSubject(fact, whose)
            for rule in program.candidates("fact", subject):
                if rule.rest(subject):
                    self._judge(rule, subject, groups, raised)
        return self._told(raised)

    def finish(self) -> Iterator[Finding]:
        """What only the whole document shows: of what should be written alike, and is not, each way that is wrong."""
        found = []
        for ways in self._ways.values():
            for way, other in ways.different():
                finding = way.told(other)
                if finding is not None:
                    found.append(finding)
                elif way.untold is not None:
                    self.untold[way.untold] += 1
        self._ways.clear()
        self._listener.count(self._tallies.values())
        self._tallies.clear()
        if self._own is not None:
            found += self._heard(self._own.close())
        return iter(sorted(found, key=in_order))

    def _judge(
        self, rule: Compiled, subject: Subject, groups: dict[str, Groups], raised: list[_Raised]
    ) -> None:
        """Raise a rule whose conditions hold for the subject, unless its group says otherwise."""
        if rule.group is None:
            raised.append(_Raised(rule, subject))
            return
        if rule.group.data.within == "run":
            raised.append(_Raised(rule, subject, noted=True))
            return
        if rule.group.should:
            self._wait(rule, rule.group, subject, raised)
            return
        if rule.group.data.within == "document":
            self._meet(rule, rule.group, subject, self._groups, raised)
            return
        part = key_of((rule.group.by[0](subject),))
        if part is not None:
            for item in groups.setdefault(rule.rule.name, Groups()).company(part, subject):
                self._meet(rule, rule.group, item, groups, raised)

    def _wait(self, rule: Compiled, group: CompiledGroup, subject: Subject, raised: list[_Raised]) -> None:
        """Note how a member of a group is written; what is not as it should be is told at the end."""
        key, written, should = (
            key_of(get(subject) for get in parts) for parts in (group.by, group.differs, group.should)
        )
        if key is None or written is None or should is None:
            return
        ways = self._ways.setdefault(rule.rule.name, Ways())
        way = ways.way(key, written, _place(rule, subject)[0])
        if written != should:
            raised.append(_Raised(rule, subject, way=way))

    def _meet(
        self,
        rule: Compiled,
        group: CompiledGroup,
        subject: Subject,
        groups: dict[str, Groups],
        raised: list[_Raised],
    ) -> None:
        """Raise a rule whose group says that the subject differs from its first member."""
        key = key_of(get(subject) for get in group.by)
        differs = key_of(get(subject) for get in group.differs) if group.differs else 0
        if key is None or differs is None:
            return

        def member() -> Member:
            return Member(_place(rule, subject)[0], self._first_texts(rule, subject))

        first = groups.setdefault(rule.rule.name, Groups()).meet(key, differs, member, group.data.once)
        if first is not None:
            raised.append(_Raised(rule, subject, first))

    def _first_texts(self, rule: Compiled, subject: Subject) -> tuple[str, ...]:
        texts = []
        for name in rule.first_names[self.lang]:
            get = getter(rule.rule.subject, name)
            texts.append(shown(get(subject), self.lang) if get else "")
        return tuple(texts)

    def _told(self, raised: list[_Raised]) -> Iterator[Finding]:
        found = []
        notes: list[Note] = []
        for item in _unsilenced(raised):
            severity = item.rule.severity(item.subject)
            if item.noted:
                notes += self._noted(item, severity)
                continue
            if severity < self.least:
                if item.way is None:
                    self.untold[severity] += 1
                else:
                    item.way.untold = severity
            elif item.way is None:
                found.append(self._finding(item, severity))
            else:
                item.way.tell(self._finding(item, severity))
        if notes:
            found += self._heard(self._listener.hear(self.path, notes))
        found.sort(key=in_order)
        return iter(found)

    # ── What others in the run may have in common with it ────────────────────────────────────────────────────────────

    def _heard(self, told: Iterable[Finding | Severity]) -> Iterator[Finding]:
        """The findings that are wanted; the others are counted."""
        for one in told:
            if isinstance(one, Finding) and one.severity >= self.least:
                yield one
            else:
                self.untold[one.severity if isinstance(one, Finding) else one] += 1

    def _noted(self, raised: _Raised, severity: Severity) -> Iterator[Note]:
        """The note of a rule that speaks only if others are its like."""
        rule, subject = raised.rule, raised.subject
        group = rule.group
        assert group is not None
        if group.same:
            self._count(raised, group, severity)
            return
        note = note_of(rule, subject, self.lang, _place(rule, subject)[0], self._first_texts(rule, subject))
        if note is not None:
            yield note._replace(told=self._told_later(raised, severity))

    def _told_later(self, raised: _Raised, severity: Severity) -> Told:
        """What is to be told once others are known."""
        if self._quiet:
            return None
        return severity if severity < self.least else self._finding(raised, severity)

    def _count(self, raised: _Raised, group: CompiledGroup, severity: Severity) -> None:
        """Count a member of a group that is told of at the end; its first member speaks for all."""
        rule, subject = raised.rule.rule, raised.subject
        key, value = (lasting_key_of(get(subject) for get in parts) for parts in (group.by, group.same))
        if key is None or value is None:
            return
        before = self._tallies.get((rule.name, key))
        form = subject.form.model.number
        new = before is None or before.form != form
        told = self._told_later(raised, severity) if before is None else None
        tally = Tally(rule.name, key, value, 1, int(new), group.fewest, told, form)
        self._tallies[rule.name, key] = tally if before is None else merged(before, tally)

    def _finding(self, raised: _Raised, severity: Severity) -> Finding:
        compiled, subject, lang = raised.rule, raised.subject, self.lang
        rule = compiled.rule
        wording: Wording = compiled.wording(subject)
        first = None
        if raised.first is not None:
            first = dict(zip(compiled.first_names[lang], raised.first.texts, strict=True))
        elif raised.noted:
            first = blanks(compiled, lang)

        def text(template: str) -> str:
            return render(template, rule.subject, subject, lang, first)

        place, cell = _place(compiled, subject)
        quote, _ = _quote(compiled, subject, cell)
        related: tuple[Related, ...] = ()
        other = subject.related()
        if raised.first is not None:
            other = raised.first.place
        elif raised.way is not None:
            other = place
        if other is not None:
            said = text(rule.related.text(lang)) if rule.related else ""
            elsewhere = subject.related_path() if raised.first is None and raised.way is None else None
            related = (Related(other, said, elsewhere),)
        fix = None
        if rule.fix is not None:
            edits = [_mended(compiled, one, lang, first) for one in (subject, *subject.fellows())]
            if None not in edits:
                made = tuple(edit for edit in edits if edit is not None)
                fix = Fix(rule.fix.safe, text(rule.fix.title.text(lang)), made)
        form, indicator = subject.form.model, _indicator(subject)
        return Finding(
            code=rule.code,
            name=rule.name,
            severity=severity,
            aspect=rule.aspect,
            message=text(wording.message.text(lang)),
            help=text(wording.help.text(lang)) if wording.help else None,
            source=rule.source.text(lang) if rule.source else None,
            path=self.path,
            form=form.number or None,
            project=form.project,
            indicator=indicator.name.text if indicator else None,
            place=place,
            related=related,
            fix=fix,
            quote=quote,
            department=form.department,
            origin=form.origin,
            about=_about(compiled, subject, quote, self.path),
            shared=_shared(raised, form.project),
        )


def _indicator(subject: Subject) -> Indicator | None:
    """The indicator that a finding names: of a promise, the one that carries it."""
    if isinstance(subject, PromiseSubject):
        return subject.pair.indicator if subject.pair is not None else None
    return subject.of_indicator


def _unsilenced(raised: list[_Raised]) -> list[_Raised]:
    """Those that no rule silences that spoke of the same thing; a form is the same thing as all that is in it."""
    silencers = [
        (item.rule.silences, item.subject.anchor) for item in raised if item.rule.silences and not item.noted
    ]
    if not silencers:
        return raised
    kept = []
    for item in raised:
        name, anchor = item.rule.rule.name, item.subject.anchor
        if not any(
            name in names and (other is None or anchor is None or other == anchor)
            for names, other in silencers
        ):
            kept.append(item)
    return kept


def _place(rule: Compiled, subject: Subject) -> tuple[Place | None, Cell | None]:
    """Where a finding points: the cell that `at` names, else the first of its kind, else the whole."""
    cells = subject.cells()
    wanted = rule.rule.at or SUBJECTS[rule.rule.subject].at[0]
    cell = cells.get(wanted) or cells.get(SUBJECTS[rule.rule.subject].at[0])
    return (cell.place, cell) if cell is not None else (subject.place(), None)


def _about(rule: Compiled, subject: Subject, quote: Quote | None, path: str) -> tuple[str, ...]:
    """What the finding is about besides its project: what stays the same when other lines of the form are edited."""
    marked = quote.text[quote.start : quote.end] if quote is not None else ""
    match subject:
        case IndicatorSubject(model=model):
            of_value = rule.rule.at in (None, "value") and model.written is not None
            value = model.written.text if of_value and model.written else ""
            return model.level2 or model.level1 or "", model.label or model.name.text, value
        case IndicatorPairSubject(model=pair):
            one = pair.either
            return one.level2 or one.level1 or "", one.label or one.name.text, ""
        case FieldSubject(key=key):
            # A goal is long: who rewrites another sentence of it has not touched this one.
            goal_as_a_whole = key in _GOALS and quote is not None and marked == quote.text
            return key, "" if goal_as_a_whole else marked
        case CellSubject(key=key):
            indicator = subject.of_indicator
            return key, indicator.label if indicator else "", marked
        case PromiseSubject(model=promise):
            return "promise", promise.noun, promise.text
        case FactSubject(model=fact):
            if fact.kind in _OF_FILE:
                return fact.kind, os.path.basename(path)  # noqa: PTH119 - any path
            return fact.kind, fact.detail if subject.form is not NO_FORM and fact.detail else fact.text
    at = rule.rule.at
    return (at, marked) if at is not None and at not in ("title", *_GOALS) else ()


def _shared(raised: _Raised, project: str | None) -> tuple[str, ...]:
    """What the group has in common that the finding is told of; of those that the run knows, only that can tell."""
    group, subject = raised.rule.group, raised.subject
    if group is None or (raised.noted and not group.same):
        return ()
    parts = group.by if raised.way is None and not raised.noted else (*group.by, *group.differs, *group.same)
    key = lasting_key_of(get(subject) for get in parts)
    whose = (project or "",) if group.data.within == "form" else ()
    return (*whose, f"{key:016x}") if key is not None else ()


_GOALS = ("goal", "overall_goal")
_OF_FILE = ("unreadable", "no-form")
"""The facts that are about a file as such: what they quote is nothing of its content."""

_DIGITS = late(r"[0-9０-９][0-9０-９,，.．]*")


def _quote(rule: Compiled, subject: Subject, cell: Cell | None) -> tuple[Quote | None, bool]:
    """The cell with the marked part, and whether an edit may be made there: whether the cell is one, and the part is in
    it once (where it is not there, all is marked)."""
    if cell is None:
        return None, False
    mark = rule.rule.mark
    if mark is None:
        return Quote(cell.text, 0, len(cell.text)), cell.whole
    if mark == "number":
        places = _DIGITS.finditer(cell.text)
    else:
        part = _marked(mark, rule.rule.subject, subject)
        pattern = r"\s*".join(map(re.escape, "".join((part or "").translate(HALF_WIDTH).split())))
        places = re.finditer(pattern, cell.text.translate(HALF_WIDTH)) if pattern else iter(())
    found = next(places, None)
    if found is None:
        return Quote(cell.text, 0, len(cell.text)), False
    return Quote(cell.text, found.start(), found.end()), cell.whole and next(places, None) is None


def _marked(mark: str, kind: str, subject: Subject) -> str | None:
    """The text of the part that `mark` names."""
    if mark == "op":
        written = getattr(subject, "written_op", None)
        return written if isinstance(written, str) else None
    get = getter(kind, mark)
    found = get(subject) if get is not None else None
    if isinstance(found, Unit):
        return found.text
    return number_text(found) if isinstance(found, Decimal) else found if isinstance(found, str) else None


def _mended(rule: Compiled, subject: Subject, lang: str, first: dict[str, str] | None) -> Edit | None:
    """The edit of a rule's fix; None where it is not offered, or where its part of the cell cannot be told for certain."""
    mend = rule.rule.fix
    place, cell = _place(rule, subject)
    quote, exact = _quote(rule, subject, cell)
    if mend is None or cell is None or quote is None or not (exact or (mend.whole and cell.whole)):
        return None
    if rule.fix_when is not None and rule.fix_when(subject) is not True:
        return None
    if mend.whole:
        quote = quote._replace(start=0, end=len(quote.text))
    return _edit(place, quote, render(mend.text, rule.rule.subject, subject, lang, first))


def _edit(place: Place | None, quote: Quote, text: str) -> Edit | None:
    """What puts `text` in the place of the marked part; None where that is what stands there already, or where the
    cell's text is not what stands at its place (it was cut in two, or put together from several columns)."""
    was = quote.text[quote.start : quote.end]
    if place is None or text == was:
        return None
    if place.line is None:
        return Edit(place, quote.text[: quote.start] + text + quote.text[quote.end :], quote.text)
    if place.column is None or place.end_column != place.column + len(quote.text):
        return None
    part = place._replace(column=place.column + quote.start, end_column=place.column + quote.end)
    return Edit(part, text, was)
