"""``pfglint forms``: what was understood of the forms in files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import click

from pfglint.cli.language import say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.form.model import Form


@click.command(short_help="看读懂了什么 What was understood")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option("text", "json")
@color_option
@lang_option
def command(paths: tuple[str, ...], form: str, color: Color, lang: str) -> None:
    """显示从文件里读到的申报表：字段、资金、目标和指标。

    Shows the forms in files as they were understood: fields, funding, goal and indicators.
    """
