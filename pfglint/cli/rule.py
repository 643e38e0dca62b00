"""``pfglint rule``: one rule, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, lang_option, rules_option
from pfglint.cli.output import output
from pfglint.cli.packs import load_rules
from pfglint.cli.usage import meant
from pfglint.report import Color

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.model import Plain, Rule


@click.command("rule", cls=Command, short_help="解释规则 Explain a rule")
@click.argument("words", nargs=-1, required=True, metavar="CODE…")
@rules_option
@color_option
@lang_option
def command(words: tuple[str, ...], packs: tuple[str, ...], color: Color, lang: str) -> None:
    """解释一条规则：查什么、为什么、怎么改、正反例子；CODE 是编号或名字。

    Explains a rule, given its code or name: what it checks, why, how to mend it, examples.
    """
    from pfglint.report.terminal import console

    rules = load_rules(packs)
    found = []
    for word in words:
        rule = rules.find(word)
        if rule is None:
            raise click.UsageError(
                say(f"没有规则 {word}", f"there is no rule {word}") + meant(word, rules.by_word)
            )
        found.append(rule)
    with output() as out:
        page = console(out, color)
        for index, rule in enumerate(found):
            if index:
                page.print()
            _print(page, with_examples(rule))


def with_examples(rule: Rule) -> Rule:
    """`rule` with its examples: those of a built-in one are in its YAML only."""
    if rule.examples.fail or rule.examples.passing:
        return rule
    from pfglint.rule.pack import read_builtin

    return read_builtin().find(rule.code) or rule


def _print(page: Console, rule: Rule) -> None:
    from rich.text import Text

    from pfglint.report.text import STYLES, WORDS

    lang = language.get()
    head = Text(f"{rule.code}  {rule.name}  ", "bold")
    head.append(WORDS[lang][rule.severity.label], STYLES[rule.severity])
    page.print(head.append(f"  {rule.aspect}" if rule.aspect else "", "dim"), soft_wrap=True)
    page.print(Text(rule.title.text(lang)), soft_wrap=True)
    page.print()
    _pair(page, say("会说", "message"), rule.wording.message.text(lang))
    if rule.wording.help:
        _pair(page, say("改法", "help"), rule.wording.help.text(lang))
    if rule.source:
        _pair(page, say("依据", "by"), rule.source.text(lang))
    if rule.silences:
        _pair(page, say("压过", "silences"), "、".join(rule.silences))
    page.print()
    for one in rule.written:
        _pair(page, one.key, one.text)
    for title, examples, style in (
        (say("会报", "fail"), rule.examples.fail, "red"),
        (say("不报", "pass"), rule.examples.passing, "green"),
    ):
        if examples:
            page.print()
        for example in examples:
            _pair(page, title, example_text(example), style)


def _pair(page: Console, name: str, text: str, style: str = "dim") -> None:
    """A name and what it is, which may take several lines."""
    from rich.text import Text

    from pfglint.report.plain import columns, printable, wrap

    lead = f"  {name}" + " " * max(2, 10 - columns(name))
    lines = [
        piece for line in text.splitlines() for piece in wrap(printable(line), page.width - columns(lead))
    ]
    for index, line in enumerate(lines or [""]):
        shown = Text(" " * columns(lead)) if index else Text(lead, style)
        page.print(shown.append(line, "default"), soft_wrap=True)


def example_text(example: Plain) -> str:
    """An example as its author wrote it, or nearly so."""
    if isinstance(example, str):
        return example
    import json

    return json.dumps(example, ensure_ascii=False)
