"""``pfglint forms``: what was understood of the forms in files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

import click

from pfglint.cli.configured import configs_of, in_force, reading_options, ready
from pfglint.cli.files import file_options, limits_of, wanted_of
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.form.model import Form
    from pfglint.rule.model import RuleSet
    from pfglint.rule.profile import Recognised
    from pfglint.source.document import Fact
    from pfglint.source.limits import Limits


@click.command("forms", cls=Command, short_help="看读懂了什么 What was understood")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option("text", "json")
@reading_options
@file_options
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    form: str,
    color: Color,
    lang: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    ignored: bool,
    limits: tuple[str, ...],
    **chosen: Any,
) -> None:
    """显示从文件里读到的申报表：字段、资金、目标和指标，以及按哪一地的口径查。

    Shows the forms in files as they were understood: fields, funding, goal and indicators, and by whose practice they
    are checked.
    """
    from pfglint.source.files import find_files

    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    files = ready(configs, find_files(paths, wanted_of(include, exclude, ignored, config)))
    most = limits_of(limits)
    unreadable = False  # a pipe closed by its reader ends the block early
    with output() as out:
        show = _json if form == "json" else _text
        unreadable = show(((path, _read(path, configs.rules(path), most)) for path in files), out, color)
    click.get_current_context().exit(2 if unreadable else 0)


class _File(NamedTuple):
    """What a file gave: its forms, what to say where it gave none or broke off, and whether it is unreadable."""

    forms: list[tuple[Form, Recognised]]
    trouble: str | None = None
    unreadable: bool = False


def _json(files: Iterable[tuple[str, _File]], out: TextIO, color: Color) -> bool:
    from pfglint.cli.forms_json import form_json, profile_json
    from pfglint.report.json import dumps

    unreadable = False
    before = '{"schema": "pfglint/forms/1", "files": [\n'
    for path, file in files:
        unreadable |= file.unreadable
        forms = [form_json(form) | {"profile": profile_json(followed)} for form, followed in file.forms]
        told = {"path": path, "forms": forms}
        out.write(before + dumps(told | ({"error": file.trouble} if file.trouble else {}), out))
        before = ",\n"
    out.write("]}\n")
    return unreadable


def _text(files: Iterable[tuple[str, _File]], out: TextIO, color: Color) -> bool:
    from pfglint.cli.forms_text import print_form
    from pfglint.report.plain import printable
    from pfglint.report.terminal import console

    page = console(out, color)
    unreadable = False
    first = True
    for path, file in files:
        unreadable |= file.unreadable
        for form, followed in file.forms:
            if not first:
                page.print()
            first = False
            print_form(page, path, form, followed)
        if file.trouble:
            style = "red" if file.unreadable else "yellow"
            page.print(f"{printable(path)}: {printable(file.trouble)}", style=style, soft_wrap=True)
    return unreadable


def _read(path: str, rules: RuleSet, limits: Limits) -> _File:
    from pfglint.form.model import Form
    from pfglint.lint import read_forms, words_of
    from pfglint.rule.fields import FormSubject
    from pfglint.rule.pack import load_builtin
    from pfglint.rule.profile import recognise
    from pfglint.rule.run import Checker

    forms = []
    troubles: list[Fact] = []
    for item in read_forms(path, limits, words_of(rules)):
        if isinstance(item, Form):
            forms.append((item, recognise(rules, FormSubject(item))))
        elif item.kind in ("unreadable", "no-form", "unknown-layout"):
            troubles.append(item)
    if not troubles:
        return _File(forms, None if forms else say("没有申报表。", "no form."))
    told = next(iter(Checker(load_builtin(), path, language.get()).facts(troubles)), None)
    unreadable = any(item.kind == "unreadable" for item in troubles)
    return _File(forms, told.message if told else troubles[0].detail, unreadable)
