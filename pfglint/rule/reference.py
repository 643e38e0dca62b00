"""The reference of the condition language: the one text of ``pfglint fields`` and of its page in the documentation.

What the language is said to be stands in ``grammar/conditions.yaml``, with examples that the tests run; the fields, their
types and the tests of ``is`` are those that the code knows, each field with something that it is in a form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from pfglint import resources
from pfglint.form.model import Form
from pfglint.rule.check import Scope
from pfglint.rule.compile import condition
from pfglint.rule.examples import pair_of, read_example
from pfglint.rule.explanation import example_text
from pfglint.rule.fields import NO_FORM, SUBJECTS, Entry, FactSubject, FormSubject, PairSubject, Subject
from pfglint.rule.model import Named, Plain
from pfglint.rule.pack import load_builtin
from pfglint.rule.problem import Said
from pfglint.rule.standards import standards_of
from pfglint.rule.syntax import parse
from pfglint.rule.template import BLANK, getter, shown
from pfglint.rule.types import NAMES, TESTS, Truth
from pfglint.source.document import Fact

ANSWERS: Mapping[Truth, Said] = {
    True: Said("成立", "true"),
    False: Said("不成立", "false"),
    None: Said("未知", "unknown"),
}
_TRUTHS: Mapping[str, Truth] = {"true": True, "false": False, "unknown": None}


class Instance(NamedTuple):
    """A condition, and what it comes to.

    kind:    of the subject that it is asked of.
    example: the form, as rules have their examples: the condition is asked of what it adds to a right form.
    truth:   what it comes to, as `ask` finds it.
    """

    condition: str
    kind: str
    example: Plain
    truth: Truth


class Topic(NamedTuple):
    """One part of the language."""

    name: str
    title: Said
    text: Said
    instances: tuple[Instance, ...]


class Shown(NamedTuple):
    """A field, and something that it is: `value` in the form of `example`; absent where no form of ours has any."""

    entry: Entry
    value: Said | None
    example: Plain


_Data: TypeAlias = Any


@cache
def _data() -> _Data:
    return resources.words("conditions")


def topics() -> Iterator[Topic]:
    """The parts of the language, in the order in which they are best read."""
    for one in _data()["topics"]:
        instances = tuple(
            Instance(
                item["condition"], item.get("for", "indicator"), item["of"], _TRUTHS[str(item["is"]).lower()]
            )
            for item in one["examples"]
        )
        yield Topic(
            one["name"],
            Said(one["zh"], one["en"]),
            Said(one["text"]["zh"], one["text"]["en"]),
            instances,
        )


def types() -> Iterator[tuple[str, Said, Said]]:
    """The types: the name in the code, what it is called, and what can be done with it."""
    for name, said in NAMES.items():
        told = _data()["types"][name]
        yield name, said, Said(told["zh"], told["en"])


def tests_of(name: str) -> tuple[str, ...]:
    """The tests of ``is`` that can be asked of a type."""
    return tuple(test.name for test in TESTS.values() if not test.on or name in test.on)


def ask(instance: Instance) -> Truth:
    """What the condition comes to."""
    words = {name: tuple(listed) for name, listed in _data()["words"].items()}
    scope = Scope(instance.kind, words, {item.name: item.value for item in _constants()})
    subject = next(iter(subjects(instance.kind, instance.example)))
    return condition(parse(instance.condition), scope)(subject)


@cache
def _constants() -> tuple[Named, ...]:
    from pfglint.rule.reading import constant

    values = {name: constant(str(text)) for name, text in _data()["constants"].items()}
    return tuple(Named(name, value) for name, value in values.items() if value is not None)


def shown_fields(kind: str) -> Iterator[Shown]:
    """The fields of a kind of subject, each with something that it is in a form of the reference."""
    forms = [_given(item, kind) for item in _data()["fields"][kind]]
    for entry in SUBJECTS[kind].entries.values():
        # A sort keeps the order of those that are alike.
        found = [
            one
            for form in sorted(forms, key=lambda form: entry.name not in form.shows)
            for one in form.of(entry)
        ]
        # Of a truth, where it is true says more.
        yield next(
            (one for one in found if one.value == _TRUE), found[0] if found else Shown(entry, None, None)
        )


_TRUE = Said(shown(True, "zh"), shown(True, "en"))


class _Given(NamedTuple):
    """A form of the reference: its subjects of one kind, and the fields that are best shown by it."""

    plain: Plain
    shows: tuple[str, ...]
    kind: str
    subjects: tuple[Subject, ...]

    def of(self, entry: Entry) -> Iterator[Shown]:
        """What the field is in it, where it is anything."""
        get = getter(self.kind, entry.name)
        assert get is not None
        for subject in self.subjects:
            raw = get(subject)
            if _says(raw):
                yield Shown(entry, Said(shown(raw, "zh"), shown(raw, "en")), self.plain)


def _given(item: _Data, kind: str) -> _Given:
    plain, shows = (item["of"], item["shows"]) if isinstance(item, dict) and "of" in item else (item, [])
    return _Given(plain, tuple(shows), kind, tuple(subjects(kind, plain)))


def _says(raw: Any) -> bool:
    """Whether there is something to show."""
    return raw is not None and shown(raw, "zh") not in ("", BLANK["zh"])


def subjects(kind: str, plain: Plain) -> Iterator[Subject]:
    """The subjects that an example adds to a right form; all of its form where it adds none, or is a file of its own."""
    usual = {_key(subject) for subject in _all(kind, {})} if plain != {} else set()
    found = list(_all(kind, plain))
    own = [subject for subject in found if _key(subject) not in usual]
    yield from own or found


def _all(kind: str, plain: Plain) -> Iterator[Subject]:
    from pfglint.lint import forms_of_bytes

    if isinstance(plain, dict) and "this" in plain:
        pair = pair_of(read_example(plain, forms_of_bytes))
        if pair is not None:
            both = PairSubject(pair)
            yield from (both,) if kind == "pair" else both.indicators
        return
    for item in read_example(plain, forms_of_bytes):
        if isinstance(item, Form):
            form = FormSubject(item)
            form.standards = standards_of(load_builtin())
            yield from SUBJECTS[kind].of(form)
        elif isinstance(item, Fact) and kind == "fact":
            yield FactSubject(item, NO_FORM)


def _key(subject: Subject) -> tuple[str, ...]:
    """What tells a subject that an example adds from those of a right form."""
    names = ("key", "name", "text", "noun")
    return tuple(str(getattr(subject, name)) for name in names if name in subject.by_attribute)


def place_of(instance: Instance) -> str:
    """The form of an example for people; empty where it is a right form and nothing else."""
    return "" if instance.example == {} else example_text(instance.example)
