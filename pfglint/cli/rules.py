"""``pfglint rules``: all rules, one line each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

import click

from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option, rules_option
from pfglint.cli.output import output
from pfglint.cli.packs import load_rules
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.rule.model import Rule, RuleSet


@click.command("rules", cls=Command, short_help="列出规则 List the rules")
@format_option("text", "json")
@rules_option
@color_option
@lang_option
def command(form: str, packs: tuple[str, ...], color: Color, lang: str) -> None:
    """列出全部规则：编号、名字、级别和内容。

    Lists all rules: code, name, severity, title.
    """
    rules = load_rules(packs)
    with output() as out:
        if form == "json":
            _json(rules, out)
        else:
            _text(rules, out, color)


def _json(rules: RuleSet, out: TextIO) -> None:
    from pfglint.report.json import dumps

    listed = ",\n".join(dumps(rule_json(rule), out) for rule in rules)
    out.write(f'{{"schema": "pfglint/rules/1", "rules": [\n{listed}]}}\n')


def rule_json(rule: Rule) -> dict[str, Any]:
    """What there is to know of a rule, without its conditions."""
    lang = language.get()
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.label,
        "aspect": rule.aspect,
        "title": rule.title.text(lang),
        "message": rule.wording.message.text(lang),
        "help": rule.wording.help.text(lang) if rule.wording.help else None,
        "source": rule.source.text(lang) if rule.source else None,
    }


def _text(rules: RuleSet, out: TextIO, color: Color) -> None:
    from rich.text import Text

    from pfglint.report.plain import shorten
    from pfglint.report.terminal import console
    from pfglint.report.text import STYLES, WORDS

    page = console(out, color)
    names = max((len(rule.name) for rule in rules), default=0)
    for index, (_, family) in enumerate(groupby(rules, key=lambda rule: rule.code[:-2])):
        if index:
            page.print()
        for rule in family:
            line = Text(f"{rule.code}  ", "dim").append(rule.name.ljust(names) + "  ", "default")
            line.append(WORDS[language.get()][rule.severity.label], STYLES[rule.severity]).append("  ")
            line.append(shorten(rule.title.text(language.get()), page.width - len(rule.code) - names - 12))
            page.print(line, soft_wrap=True)
    page.print()
    page.print(say(f"{len(rules)} 条规则", f"{len(rules)} rules"), style="dim")
