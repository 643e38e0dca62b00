"""``pfglint fields``: what conditions can say, and which fields there are."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Literal, TextIO, TypedDict

import click

from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.cli.usage import meant
from pfglint.report import Color
from pfglint.rule.types import NAMES

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.problem import Said
    from pfglint.rule.reference import Instance, Shown, Topic

_INDENT = "  "


@click.command("fields", cls=Command, short_help="条件里能写什么 What conditions can say")
@click.argument("words", nargs=-1, metavar="[WORD…]")
@format_option("text", "json")
@color_option
@lang_option
def command(words: tuple[str, ...], form: str, color: Color, lang: str) -> None:
    """规则和 query 的条件怎样写，有哪些字段。WORD 是查什么（indicator、form……）、一个字段，或语言的一部分（units、text……），也可以是说明里的词（资金）；不写就全部列出。

    How the conditions of rules and of `query` are written, and which fields there are. WORD is what is asked of (indicator, form …), a
    field, or a part of the language (units, text …), or a word of the explanations; without one everything is listed.

    \b
    例子 Examples:
      pfglint fields                    全部 everything
      pfglint fields indicator          指标的字段 the fields of an indicator
      pfglint fields unit_canonical     一个字段 one field
      pfglint fields 资金               说明里有“资金”的字段 fields explained with a word
      pfglint fields units text         单位、文字怎样写 units and texts
    """
    topics, fields = _chosen(words)
    with output() as out:
        if form == "json":
            _json(topics, fields, out)
        else:
            _text(topics, fields, out, color)


def _chosen(words: tuple[str, ...]) -> tuple[list[Topic], dict[str, list[Shown]]]:
    """The parts of the language and, by their subjects, the fields that `words` name. Raises UsageError."""
    from pfglint.rule.fields import SUBJECTS
    from pfglint.rule.reference import shown_fields, topics

    every = list(topics())
    if not words:
        return every, {kind: list(shown_fields(kind)) for kind in SUBJECTS}
    of = {
        kind: {word.removeprefix("form.") for word in words} & {*SUBJECTS[kind].entries} for kind in SUBJECTS
    }
    known = {
        *SUBJECTS,
        *(one.name for one in every),
        *(name for kind in SUBJECTS.values() for name in kind.entries),
    }
    about = {kind: _told_of(words, known, kind) for kind in SUBJECTS}
    for word in words:
        if word.removeprefix("form.") not in known and not any(word in found for found in about.values()):
            raise click.UsageError(
                say(f"没有 {word} 这个字段", f"there is no field {word}") + meant(word, known)
            )
    fields = {
        kind: [
            one
            for one in shown_fields(kind)
            if kind in words
            or one.entry.name in of[kind]
            or any(one.entry.name in names for names in about[kind].values())
        ]
        for kind in SUBJECTS
        if kind in words or of[kind] or about[kind]
    }
    return [one for one in every if one.name in words], fields


def _told_of(words: Iterable[str], known: Container[str], kind: str) -> dict[str, set[str]]:
    """Of each word that names nothing, the fields of a kind of subject that are explained with it (资金)."""
    from pfglint.rule.fields import SUBJECTS

    found = {
        word: {
            entry.name
            for entry in SUBJECTS[kind].entries.values()
            if word in entry.zh or word.lower() in entry.en.lower()
        }
        for word in words
        if len(word) > 1 and word.removeprefix("form.") not in known
    }
    return {word: names for word, names in found.items() if names}


# ── For people ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(topics: Iterable[Topic], fields: dict[str, list[Shown]], out: TextIO, color: Color) -> None:
    from pfglint.report.terminal import console

    page = console(out, color)
    between = False
    for topic in topics:
        if between:
            page.print()
        _print_topic(page, topic)
        between = True
    for kind, listed in fields.items():
        if between:
            page.print()
        _print_fields(page, kind, listed)
        between = True


def _print_topic(page: Console, topic: Topic) -> None:
    from pfglint.rule.types import TESTS

    lang = language.get()
    _head(page, topic.title.text(lang), topic.name)
    _wrapped(page, _plain(topic.text, lang), _INDENT)
    for instance in topic.instances:
        _print_instance(page, instance)
    if topic.name == "is":
        room = max(len(name) for name in TESTS)
        for test in TESTS.values():
            _wrapped(page, say(test.zh, test.en), f"{_INDENT}is {test.name.ljust(room)}  ")


def _plain(text: Said, lang: str) -> str:
    """`text` without the marks of code: in English, words of the language stand in quotation marks instead."""
    parts = text.text(lang).split("`")
    return "".join(f"“{part}”" if index % 2 and lang == "en" else part for index, part in enumerate(parts))


def _print_instance(page: Console, instance: Instance) -> None:
    from rich.text import Text

    from pfglint.rule.reference import ANSWERS, place_of

    answer = ANSWERS[instance.truth].text(language.get())
    style = {True: "green", False: "red", None: "yellow"}[instance.truth]
    page.print(Text(_INDENT * 2 + instance.condition, "bold"), soft_wrap=True)
    line = Text(_INDENT * 3).append(answer, style)
    if place := place_of(instance):
        line.append(f"  {place}", "dim")
    page.print(line, soft_wrap=True)


def _print_fields(page: Console, kind: str, listed: Iterable[Shown]) -> None:
    from rich.text import Text

    from pfglint.report.plain import printable, shorten
    from pfglint.rule.explanation import example_text
    from pfglint.rule.fields import SUBJECTS

    lang = language.get()
    _head(page, say(SUBJECTS[kind].zh, SUBJECTS[kind].en), f"for: {kind}")
    for found in listed:
        entry = found.entry
        head = Text(_INDENT).append(entry.name, "bold").append(f"  {entry.type.said.text(lang)}", "cyan")
        page.print(head, soft_wrap=True)
        _wrapped(page, say(entry.zh, entry.en), _INDENT * 3)
        if found.value is not None:
            where = "" if found.example in ({}, None) else f"  {example_text(found.example)}"
            line = f"{say('例', 'such as')} {found.value.text(lang)}{where}"
            page.print(Text(_INDENT * 3 + shorten(printable(line), page.width - 6), "dim"), soft_wrap=True)


def _head(page: Console, title: str, name: str) -> None:
    from rich.text import Text

    page.print(Text(title, "bold").append(f"  {name}", "dim"), soft_wrap=True)


def _wrapped(page: Console, text: str, lead: str) -> None:
    """`text` behind `lead`, its further lines under its first."""
    from rich.text import Text

    from pfglint.report.plain import columns, printable, wrap

    room = columns(lead)
    for index, piece in enumerate(wrap(printable(text), page.width - room)):
        page.print(Text((" " * room if index else lead) + piece), soft_wrap=True)


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


InstanceJson = TypedDict(
    "InstanceJson",
    {
        "condition": Annotated[str, "条件", "the condition"],
        "for": Annotated[str, "对什么", "of what"],
        "example": Annotated[object, "在哪张表上", "the form that it is asked of"],
        "truth": Annotated[
            bool | None, "成立、不成立；未知的没有", "what it comes to; null where it is unknown"
        ],
    },
)


class TopicJson(TypedDict):
    """A part of the condition language."""

    name: Annotated[str, "名字", "its name"]
    title: Annotated[str, "叫什么", "its title"]
    text: Annotated[str, "说明", "what there is to know"]
    examples: Annotated[list[InstanceJson], "例子", "examples"]


FieldJson = TypedDict(
    "FieldJson",
    {
        "for": Annotated[str, "属于什么", "of which subject"],
        "name": Annotated[str, "名字", "its name"],
        "type": Annotated[str, "类型", "its type", tuple(NAMES)],
        "options": Annotated[list[str], "只能是这些词的，有哪些", "all that it can be, where that is known"],
        "tests": Annotated[list[str], "能用在 is 后面的", "what can stand behind `is`"],
        "text": Annotated[str, "是什么", "what it is"],
        "value": Annotated[str | None, "在例子里是什么", "what it is in the example"],
        "example": Annotated[object, "例子", "the example"],
    },
)


class FieldsJson(TypedDict):
    """``pfglint fields -f json``."""

    schema: Annotated[Literal["pfglint/fields/1"], "格式", "the schema"]
    language: Annotated[list[TopicJson], "条件语言", "the language"]
    fields: Annotated[list[FieldJson], "字段", "the fields"]


def _json(topics: Iterable[Topic], fields: dict[str, list[Shown]], out: TextIO) -> None:
    from pfglint.report.json import dumps

    listed = ",\n".join(dumps(one, out) for one in _fields_json(fields))
    language_json = ",\n".join(dumps(_topic_json(topic), out) for topic in topics)
    out.write(f'{{"schema": "pfglint/fields/1", "language": [\n{language_json}],\n"fields": [\n{listed}]}}\n')


def _topic_json(topic: Topic) -> TopicJson:
    lang = language.get()
    return {
        "name": topic.name,
        "title": topic.title.text(lang),
        "text": topic.text.text(lang),
        "examples": [
            {"condition": one.condition, "for": one.kind, "example": one.example, "truth": one.truth}
            for one in topic.instances
        ],
    }


def _fields_json(fields: dict[str, list[Shown]]) -> Iterator[FieldJson]:
    from pfglint.rule.reference import tests_of

    lang = language.get()
    for kind, listed in fields.items():
        for found in listed:
            entry = found.entry
            yield {
                "for": kind,
                "name": entry.name,
                "type": entry.type.name,
                "options": list(entry.type.options),
                "tests": list(tests_of(entry.type.name)),
                "text": say(entry.zh, entry.en),
                "value": found.value.text(lang) if found.value is not None else None,
                "example": found.example,
            }
