"""``pfglint rule``: one rule, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.configured import reading_options, rules_here
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, lang_option
from pfglint.cli.output import output
from pfglint.cli.usage import meant
from pfglint.report import Color

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.model import Rule


@click.command("rule", cls=Command, short_help="解释规则 Explain a rule")
@click.argument("words", nargs=-1, required=True, metavar="CODE…")
@reading_options
@color_option
@lang_option
def command(words: tuple[str, ...], color: Color, lang: str, **chosen: Any) -> None:
    """解释一条规则：查什么、为什么、怎么改、正反例子；CODE 是编号或名字。

    Explains a rule, given its code or name: what it checks, why, how to mend it, examples.
    """
    from pfglint.report.terminal import console

    rules = {word: listed for listed in rules_here(**chosen) for word in (listed[0].code, listed[0].name)}
    found = []
    for word in words:
        listed = rules.get(word) or rules.get(word.upper())
        if listed is None:
            raise click.UsageError(say(f"没有规则 {word}", f"there is no rule {word}") + meant(word, rules))
        found.append(listed)
    with output() as out:
        page = console(out, color)
        for index, (rule, on) in enumerate(found):
            if index:
                page.print()
            _print(page, with_examples(rule))
            if not on:
                page.print()
                page.print(say("这条规则在这里关掉了。", "This rule is switched off here."), style="yellow")


def with_examples(rule: Rule) -> Rule:
    """`rule` with its examples: those of a built-in one are in its YAML only."""
    if rule.examples.fail or rule.examples.passing:
        return rule
    from pfglint.rule.pack import read_builtin

    written = read_builtin().find(rule.code)
    return rule if written is None else rule._replace(examples=written.examples, why=written.why)


def _print(page: Console, rule: Rule) -> None:
    from rich.text import Text

    from pfglint.report.text import STYLES
    from pfglint.rule.explanation import SEVERITIES, explain

    lang = language.get()
    head = Text(f"{rule.code}  {rule.name}  ", "bold")
    head.append(SEVERITIES[rule.severity].text(lang), STYLES[rule.severity])
    page.print(head.append(f"  {rule.aspect}" if rule.aspect else "", "dim"), soft_wrap=True)
    page.print(Text(rule.title.text(lang)), soft_wrap=True)
    for part in explain(rule, lang):
        page.print()
        page.print(Text(part.title, _HEADS.get(part.key, "bold")), soft_wrap=True)
        for line in part.code or [part.text]:
            _line(page, line, whole=part.key == "off")


_HEADS = {"fail": "bold red", "pass": "bold green"}
"""The colour of a part's heading, where it has one."""


def _line(page: Console, text: str, *, whole: bool) -> None:
    """One line of a part, which may take several of the terminal; `whole`, as it is to be copied."""
    from rich.text import Text

    from pfglint.report.plain import printable, wrap

    shown = printable(text)
    for piece in [shown] if whole else wrap(shown, page.width - len(_INDENT)) or [""]:
        page.print(Text(_INDENT + piece), soft_wrap=True)


_INDENT = "  "
