"""``pfglint forms``: what was understood of the forms in files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

import click

from pfglint.cli.configured import configs_of, in_force, reading_options, ready
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.cli.reading import FileRead, read
from pfglint.report import Color

if TYPE_CHECKING:
    pass


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
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """显示从文件里读到的申报表：字段、资金、目标和指标，以及按哪一地的口径查。

    Shows the forms in files as they were understood: fields, funding, goal and indicators, and by whose practice they
    are checked.
    """
    from pfglint.source.files import find_files

    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    most = choice.most(config)
    unreadable = False  # a pipe closed by its reader ends the block early
    with output() as out:
        show = _json if form == "json" else _text
        unreadable = show(((path, read(path, configs.rules(path), most)) for path in files), out, color)
    click.get_current_context().exit(2 if unreadable else 0)


def _json(files: Iterable[tuple[str, FileRead]], out: TextIO, color: Color) -> bool:
    from pfglint.cli.forms_json import FileJson, form_json, profile_json
    from pfglint.report.json import dumps

    unreadable = False
    before = '{"schema": "pfglint/forms/1", "files": [\n'
    for path, file in files:
        unreadable |= file.unreadable
        told: FileJson = {
            "path": path,
            "forms": [{**form_json(form), "profile": profile_json(one)} for form, one in file.forms],
        }
        if file.trouble:
            told["error"] = file.trouble
        out.write(before + dumps(told, out))
        before = ",\n"
    out.write("]}\n")
    return unreadable


def _text(files: Iterable[tuple[str, FileRead]], out: TextIO, color: Color) -> bool:
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
