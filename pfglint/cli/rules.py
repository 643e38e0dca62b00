"""``pfglint rules``: all rules, one line each."""

from __future__ import annotations

from pathlib import Path

import click

from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option, rules_option
from pfglint.cli.output import output
from pfglint.cli.packs import load_rules, title
from pfglint.report import Color


@click.command(short_help="列出规则 List the rules")
@format_option("text", "json")
@rules_option
@color_option
@lang_option
def command(form: str, packs: tuple[Path, ...], color: Color, lang: str) -> None:
    """列出全部规则。 Lists all rules."""
