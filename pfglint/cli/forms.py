"""``pfglint forms``: what was understood of the forms in files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from pfglint.cli.files import file_options, limits_of, wanted_of
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.form.model import Form
    from pfglint.source.document import Fact
    from pfglint.source.limits import Limits


@click.command("forms", cls=Command, short_help="看读懂了什么 What was understood")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option("text", "json")
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
) -> None:
    """显示从文件里读到的申报表：字段、资金、目标和指标。

    Shows the forms in files as they were understood: fields, funding, goal and indicators.
    """
    from pfglint.source.files import find_files

    unreadable = False  # a pipe closed by its reader ends the block early
    with output() as out:
        show = _json if form == "json" else _text
        unreadable = show(
            find_files(paths, wanted_of(include, exclude, ignored)), limits_of(limits), out, color
        )
    click.get_current_context().exit(2 if unreadable else 0)


def _json(paths: Iterable[str], limits: Limits, out: TextIO, color: Color) -> bool:
    from pfglint.cli.forms_json import form_json
    from pfglint.report.json import dumps

    unreadable = False
    before = '{"schema": "pfglint/forms/1", "files": [\n'
    for path in paths:
        forms, trouble, broken = _read(path, limits)
        unreadable |= broken
        file = {"path": path, "forms": [form_json(one) for one in forms]}
        out.write(before + dumps(file | ({"error": trouble} if trouble else {}), out))
        before = ",\n"
    out.write("]}\n")
    return unreadable


def _text(paths: Iterable[str], limits: Limits, out: TextIO, color: Color) -> bool:
    from pfglint.cli.forms_text import print_form
    from pfglint.report.plain import printable
    from pfglint.report.terminal import console

    page = console(out, color)
    unreadable = False
    first = True
    for path in paths:
        forms, trouble, broken = _read(path, limits)
        unreadable |= broken
        for one in forms:
            if not first:
                page.print()
            first = False
            print_form(page, path, one)
        if trouble:
            style = "red" if broken else "yellow"
            page.print(f"{printable(path)}: {printable(trouble)}", style=style, soft_wrap=True)
    return unreadable


def _read(path: str, limits: Limits) -> tuple[list[Form], str | None, bool]:
    """The forms of a file, what to say where it gave none or broke off, and whether it is unreadable."""
    from pfglint.form.model import Form
    from pfglint.lint import read_forms

    forms: list[Form] = []
    troubles: list[Fact] = []
    for item in read_forms(path, limits):
        if isinstance(item, Form):
            forms.append(item)
        elif item.kind in ("unreadable", "no-form", "unknown-layout"):
            troubles.append(item)
    if not troubles:
        return forms, None if forms else say("没有申报表。", "no form."), False
    from pfglint.cli.packs import load_rules
    from pfglint.rule.run import Checker

    told = next(iter(Checker(load_rules(()), path, language.get()).facts(troubles)), None)
    unreadable = any(item.kind == "unreadable" for item in troubles)
    return forms, told.message if told else troubles[0].detail, unreadable
