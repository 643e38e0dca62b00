"""``pfglint rules``: all rules, one line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO, TypedDict

import click

from pfglint.cli.configured import Listed, config_options, rules_here
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, format_option, lang_option
from pfglint.cli.output import output
from pfglint.finding import ASPECTS
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.rule.model import Rule


@click.command("rules", cls=Command, short_help="列出规则 List the rules")
@format_option("text", "json")
@config_options
@color_option
@lang_option
def command(form: str, color: Color, lang: str, **chosen: Any) -> None:
    """列出全部规则：编号、名字、级别和内容；配置文件关掉的也列出，并注明。

    Lists all rules: code, name, severity, title; those that the configuration switches off are marked.
    """
    rules = rules_here(**chosen)
    with output() as out:
        if form == "json":
            _json(rules, out)
        else:
            _text(rules, out, color)


def _json(rules: Iterable[Listed], out: TextIO) -> None:
    from pfglint.report.json import dumps

    listed = ",\n".join(dumps(rule_json(rule, on), out) for rule, on in rules)
    out.write(f'{{"schema": "pfglint/rules/1", "rules": [\n{listed}]}}\n')


class RuleJson(TypedDict):
    """A rule, without its conditions."""

    code: Annotated[str, "编号", "the code"]
    name: Annotated[str, "名字", "the name"]
    severity: Annotated[str, "级别", "the severity", ("error", "warning", "info")]
    aspect: Annotated[str | None, "评审的哪一方面", "the aspect of the official review", ASPECTS]
    title: Annotated[str, "内容", "the title"]
    message: Annotated[str, "报的话，{} 里是字段", "what it says; fields stand in {}"]
    help: Annotated[str | None, "怎么改", "how to mend it"]
    source: Annotated[str | None, "依据", "by which document"]
    on: Annotated[bool, "开着没有", "whether it is switched on"]


class RulesJson(TypedDict):
    """``pfglint rules -f json``."""

    schema: Annotated[Literal["pfglint/rules/1"], "格式", "the schema"]
    rules: Annotated[list[RuleJson], "各条规则", "the rules"]


def rule_json(rule: Rule, on: bool) -> RuleJson:
    """What there is to know of a rule, without its conditions. on: whether it is switched on."""
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
        "on": on,
    }


def _text(rules: Sequence[Listed], out: TextIO, color: Color) -> None:
    from rich.text import Text

    from pfglint.report.plain import shorten
    from pfglint.report.terminal import console
    from pfglint.report.text import STYLES, WORDS

    page = console(out, color)
    names = max((len(rule.name) for rule, _ in rules), default=0)
    off = 0
    for index, (_, family) in enumerate(groupby(rules, key=lambda one: one[0].code[:-2])):
        if index:
            page.print()
        for rule, on in family:
            line = Text(f"{rule.code}  ", "dim").append(rule.name.ljust(names) + "  ", "default")
            if on:
                line.append(WORDS[language.get()][rule.severity.label], STYLES[rule.severity]).append("  ")
            else:
                off += 1
                line.append(say("关掉  ", "off  "), "dim")
            line.append(shorten(rule.title.text(language.get()), page.width - len(rule.code) - names - 12))
            page.print(line, soft_wrap=True)
    page.print()
    counts = say(f"{len(rules)} 条规则", f"{len(rules)} rules")
    page.print(counts + (say(f"，关掉了 {off} 条", f", {off} off") if off else ""), style="dim")
