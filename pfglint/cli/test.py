"""``pfglint test``: the examples inside rule packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import color_option, lang_option
from pfglint.cli.output import output
from pfglint.cli.packs import explained, load_rules
from pfglint.report import Color

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.examples import Outcome
    from pfglint.rule.model import Rule, RuleSet


@click.command("test", cls=Command, short_help="运行规则的例子 Run the rules' examples")
@click.argument("packs", nargs=-1, metavar="[PACK…]")
@color_option
@lang_option
def command(packs: tuple[str, ...], color: Color, lang: str) -> None:
    """运行规则包里的例子：该报的报了没有，不该报的有没有误报；不写 PACK 就查自带的规则。

    Runs the examples inside rule packs; without PACK those of the built-in rules.
    """
    from rich.text import Text

    from pfglint.report.terminal import console
    from pfglint.rule.examples import outcomes

    rules, tested = _tested(packs)
    run = failed = 0
    with output() as out:
        page = console(out, color)
        for outcome in outcomes(rules, tested):
            run += 1
            if not outcome.ok:
                failed += 1
                _print(page, outcome)
        counts = say(f"{len(tested)} 条规则，{run} 个例子", f"{len(tested)} rules, {run} examples")
        if failed:
            page.print(
                Text(counts + say(f"，{failed} 个不符", f", {failed} not as they say"), "bold red"),
                soft_wrap=True,
            )
        else:
            page.print(Text(counts + say("，全部相符", ", all as they say"), "bold green"), soft_wrap=True)
    click.get_current_context().exit(1 if failed else 0)


def _tested(packs: tuple[str, ...]) -> tuple[RuleSet, list[Rule]]:
    """All rules that look at the examples, and those whose examples are run."""
    from pfglint.rule.pack import load_builtin, read_builtin

    with explained():
        if not packs:
            rules = read_builtin()
            return rules, list(rules)
        builtin = {rule.code for rule in load_builtin()}
    rules = load_rules(packs)
    return rules, [rule for rule in rules if rule.code not in builtin]


def _print(page: Console, outcome: Outcome) -> None:
    from rich.text import Text

    from pfglint.report.plain import printable
    from pfglint.rule.explanation import example_text

    rule = outcome.rule
    kind = say("应报" if outcome.fails else "不应报", "fail" if outcome.fails else "pass")
    head = Text(f"{rule.path}:{rule.line}  ", "cyan").append(f"{rule.code} {rule.name}", "bold")
    page.print(
        head.append(say(f"  第 {outcome.number} 个{kind}的例子", f"  {kind} {outcome.number}")),
        soft_wrap=True,
    )
    page.print(Text("  " + printable(example_text(outcome.example)), "default"), soft_wrap=True)
    page.print(Text("  " + _why(outcome), "red"), soft_wrap=True)
    for seen in outcome.seen:
        page.print(Text("    " + printable(seen), "dim"), soft_wrap=True)
    page.print()


def _why(outcome: Outcome) -> str:
    if outcome.problem:
        return say(f"这个例子写不成表：{outcome.problem}", f"no form can be made of it: {outcome.problem}")
    if not outcome.fails:
        return say("规则报了，例子说不该报", "the rule spoke, and should not have")
    others = say("、", ", ").join(outcome.others)
    silent = say("规则没有报", "the rule did not speak")
    return silent + (say(f"；报的是 {others}", f"; these did: {others}") if others else "")
