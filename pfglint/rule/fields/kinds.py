"""Which subjects there are, and which field a name means on one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from pfglint.rule.fields.cell import CELL, CellSubject
from pfglint.rule.fields.fact import FACT, FactSubject
from pfglint.rule.fields.field import FIELD, FieldSubject
from pfglint.rule.fields.form import FORM, FormSubject
from pfglint.rule.fields.indicator import INDICATOR
from pfglint.rule.fields.pair import INDICATOR_PAIR, PAIR
from pfglint.rule.fields.promise import PROMISE
from pfglint.rule.fields.subject import Entry, Subject


def _fields_of(form: FormSubject) -> Iterator[Subject]:
    model = form.model
    for key, found in model.fields.items():
        yield FieldSubject(key, found, form)
    for key, goal in (("goal", model.annual_goal), ("overall_goal", model.overall_goal)):
        if goal is not None:
            yield FieldSubject(key, goal, form)
    for key, amount in model.funding.amounts.items():
        yield FieldSubject(key, amount, form)


def _cells_of(form: FormSubject) -> Iterator[Subject]:
    model = form.model
    labelled = [*model.fields.items(), ("overall_goal", model.overall_goal), ("goal", model.annual_goal)]
    for key, found in labelled:
        if found is not None and found.value is not None:
            yield CellSubject(key, found.value, form)
    for item in model.indicators:
        yield CellSubject("name", item.name, form, item)
        if item.written is not None:
            yield CellSubject("value", item.written, form, item)


class SubjectKind(NamedTuple):
    """What `for:` can name.

    of:  the subjects of a form.
    at:  the cells that `at:` can name; the first that is there is the default.
    beside: the fields of what stands beside it, by the word before their names: ``last.…``.
    """

    name: str
    zh: str
    en: str
    entries: Mapping[str, Entry]
    of: Callable[[FormSubject], Iterator[Subject]]
    at: tuple[str, ...]
    beside: Mapping[str, Mapping[str, Entry]] = MappingProxyType({})


def _none_of(form: FormSubject) -> Iterator[Subject]:
    """A form alone has no pairs: they come from two years."""
    return iter(())


_FORM_CELLS = (
    *(
        "title",
        "weights",
        "costs",
        "project",
        "department",
        "implementer",
        "nature",
        "category",
        "start",
        "end",
        "goal",
        "overall_goal",
    ),
    *(
        "project_total",
        "project_fiscal",
        "project_other",
        "annual_total",
        "annual_fiscal",
        "carry_over",
        "annual_other",
    ),
)


SUBJECTS = {
    kind.name: kind
    for kind in (
        SubjectKind("form", "一张表", "a form", FORM, lambda form: iter((form,)), _FORM_CELLS),
        SubjectKind(
            "field",
            "表头、目标或资金的一格",
            "a cell of the header, the goal or the funding",
            FIELD,
            _fields_of,
            ("value", "label"),
        ),
        SubjectKind(
            "indicator",
            "一个指标",
            "an indicator",
            INDICATOR,
            lambda form: iter(form.indicators),
            ("value", "name", "level1", "level2"),
        ),
        SubjectKind(
            "cell",
            "表头、目标、名称、指标值的一格文字",
            "a text of the header, a goal, a name or a value",
            CELL,
            _cells_of,
            ("text",),
        ),
        SubjectKind(
            "promise",
            "年度目标里的一个量化承诺",
            "a measure that the annual goal promises",
            PROMISE,
            lambda form: iter(form.promises),
            ("clause",),
        ),
        SubjectKind(
            "fact",
            "读取时注意到的事",
            "what was noticed while reading",
            FACT,
            lambda form: iter([FactSubject(fact, form) for fact in form.model.facts]),
            ("text",),
        ),
        SubjectKind(
            "pair",
            "一个项目的两年",
            "a project in two years",
            PAIR,
            _none_of,
            _FORM_CELLS,
            {"last": FORM},
        ),
        SubjectKind(
            "indicator-pair",
            "一个指标的两年",
            "an indicator in two years",
            INDICATOR_PAIR,
            _none_of,
            ("value", "name", "level1", "level2"),
            {"this": INDICATOR, "last": INDICATOR, "last_form": FORM},
        ),
    )
}


_SHORTCUTS = ("funding.", "year")


class Resolved(NamedTuple):
    """A field's name, resolved for one kind of subject. path: what `operator.attrgetter` takes."""

    entry: Entry
    path: str
    of_form: bool


def resolve(kind: str, name: str) -> Resolved | None:
    """The field that `name` means on a subject of `kind`: its own, one beside it, ``form.…``, or a shortcut to its form's."""
    own = SUBJECTS[kind].entries.get(name)
    if own is not None:
        return Resolved(own, own.attribute, kind == "form")
    beside, _, rest = name.partition(".")
    other = SUBJECTS[kind].beside.get(beside, {}).get(rest)
    if other is not None:
        return Resolved(other, f"{beside}.{other.attribute}", False)
    if name.startswith("form."):
        name = name.removeprefix("form.")
    elif not name.startswith(_SHORTCUTS):
        return None
    found = FORM.get(name)
    if found is None:
        return None
    return Resolved(found, found.attribute if kind == "form" else f"form.{found.attribute}", True)


def names(kind: str) -> list[str]:
    """All names that `resolve` knows on a subject of `kind`."""
    own = list(SUBJECTS[kind].entries)
    own += [f"{word}.{name}" for word, entries in SUBJECTS[kind].beside.items() for name in entries]
    if kind == "form":
        return [*own, *(f"form.{name}" for name in FORM)]
    return [*own, *(f"form.{name}" for name in FORM), *(name for name in FORM if name.startswith(_SHORTCUTS))]
