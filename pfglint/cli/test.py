"""``pfglint test``: the examples inside rule packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import click

from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import color_option, format_option, jobs_option, lang_option, processors
from pfglint.cli.output import output
from pfglint.cli.packs import explained, load_rules
from pfglint.cli.progress import Progress, watched
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.cli.test_mutants import Figures
    from pfglint.rule.examples import Outcome
    from pfglint.rule.model import Rule, RuleSet
    from pfglint.rule.trial import Case, Idle, Verdict


@click.command("test", cls=Command, short_help="运行规则的例子 Run the rules' examples")
@click.argument("packs", nargs=-1, metavar="[PACK…]")
@click.option("--mutate", is_flag=True, help="再把条件逐处改错，看例子能否发现 Break conditions, too")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="发现的比例低于此数，退出码为 1 Exit status 1 where fewer are noticed",
)
@format_option("text", "json")
@jobs_option("auto")
@color_option
@lang_option
def command(
    packs: tuple[str, ...],
    mutate: bool,
    at_least: float | None,
    form: str,
    jobs: int,
    color: Color,
    lang: str,
) -> None:
    """运行规则包里的例子：该报的报了没有，不该报的有没有误报；不写 PACK 就查自带的规则。

    Runs the examples inside rule packs; without PACK those of the built-in rules.
    With --mutate, each condition is then broken in every way that a slip could break it: what no example notices is listed.
    """
    from pfglint.rule.examples import outcomes

    if at_least is not None and not mutate:
        raise click.UsageError(say("--at-least 要和 --mutate 一起用。", "--at-least goes with --mutate."))
    rules, tested, cases = _tested(packs)
    run = failed = 0
    share = 100.0
    with output() as out:
        report: _Report = _Json(out) if form == "json" else _Text(out, color)
        for outcome in outcomes(rules, tested):
            run += 1
            if not outcome.ok:
                failed += 1
                report.failure(outcome)
        report.counts(len(tested), run, failed)
        if mutate and not failed:
            share = _mutate(rules, cases, jobs, report).share
        report.close()
    click.get_current_context().exit(1 if failed or share < (at_least or 0) else 0)


def _tested(packs: tuple[str, ...]) -> tuple[RuleSet, list[Rule], list[Case]]:
    """All rules that look at the examples, those whose examples are run, and what can be mutated."""
    from pfglint.rule.pack import SHARED, load_builtin, read_builtin
    from pfglint.rule.trial import cases

    with explained():
        if not packs:
            rules = read_builtin()
            return rules, list(rules), cases(rules, list(rules), f"rules/{SHARED}")
        builtin = {rule.code for rule in load_builtin()}
    rules = load_rules(packs)
    own = [rule for rule in rules if rule.code not in builtin]
    return rules, own, cases(rules, own, None)


def _mutate(rules: RuleSet, cases: Sequence[Case], jobs: int, report: _Report) -> Figures:
    """Try all mutants, tell of those that survive, and give the figures."""
    from pfglint.cli.test_mutants import Figures
    from pfglint.rule.trial import List, verdicts

    figures = Figures(Counter(), Counter())
    with Progress(len(cases) if watched() else None) as progress:
        for found in verdicts(rules, cases, jobs or processors()):
            alive = [verdict for verdict in found if verdict.alive]
            figures.made.update(verdict.path for verdict in found)
            figures.alive.update(verdict.path for verdict in alive)
            progress.step()
            report.survivors(alive)
    report.figures(figures, [idle for case in cases if isinstance(case, List) for idle in case.idle()])
    return figures


class _Report(Protocol):
    """How the results are written, while the examples are being run."""

    def failure(self, outcome: Outcome) -> None:
        """An example that is not as it says."""

    def counts(self, rules: int, run: int, failed: int) -> None:
        """After the last example."""

    def survivors(self, alive: Sequence[Verdict]) -> None:
        """The mutants of one rule, or of one word list, that no example noticed."""

    def figures(self, figures: Figures, idle: Sequence[Idle]) -> None:
        """After the last mutant."""

    def close(self) -> None:
        """The end."""


# ── For people ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Text:
    def __init__(self, out: TextIO, color: Color) -> None:
        from pfglint.report.terminal import console

        self.page = console(out, color)

    def failure(self, outcome: Outcome) -> None:
        from pfglint.cli.test_failures import print_failure

        print_failure(self.page, outcome)

    def counts(self, rules: int, run: int, failed: int) -> None:
        from rich.text import Text

        counts = say(f"{rules} 条规则，{run} 个例子", f"{rules} rules, {run} examples")
        if failed:
            ending, style = say(f"，{failed} 个不符", f", {failed} not as they say"), "bold red"
        else:
            ending, style = say("，全部相符", ", all as they say"), "bold green"
        self.page.print(Text(counts + ending, style), soft_wrap=True)

    def survivors(self, alive: Sequence[Verdict]) -> None:
        from pfglint.cli.test_mutants import print_survivors

        print_survivors(self.page, alive)

    def figures(self, figures: Figures, idle: Sequence[Idle]) -> None:
        from pfglint.cli.test_mutants import print_figures, print_idle

        print_idle(self.page, idle)
        print_figures(self.page, figures)

    def close(self) -> None:
        pass


# ── For programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Json:
    """Schema ``pfglint/test/1``."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self._list('{"schema": "pfglint/test/1", "failures": [')

    def failure(self, outcome: Outcome) -> None:
        from pfglint.cli.test_failures import failure_json

        self._item(failure_json(outcome))

    def counts(self, rules: int, run: int, failed: int) -> None:
        summary = {"rules": rules, "examples": run, "failed": failed}
        self.out.write("\n],\n" + f'"summary": {self._dumps(summary)},\n"mutation": ')
        self.mutated = False

    def survivors(self, alive: Sequence[Verdict]) -> None:
        from pfglint.cli.test_mutants import survivor_json

        if not self.mutated:
            self._list('{"survivors": [')
        self.mutated = True
        for verdict in alive:
            self._item(survivor_json(verdict))

    def figures(self, figures: Figures, idle: Sequence[Idle]) -> None:
        from pfglint.cli.test_mutants import figures_json

        rest = {"idle": [one._asdict() for one in idle], **figures_json(figures)}
        self.survivors(())
        self.out.write("\n],\n" + self._dumps(rest).removeprefix("{"))

    def close(self) -> None:
        self.out.write("}\n" if self.mutated else "null}\n")

    def _list(self, opening: str) -> None:
        self.out.write(opening)
        self.between = "\n"

    def _item(self, item: Any) -> None:
        self.out.write(self.between + self._dumps(item))
        self.between = ",\n"

    def _dumps(self, data: Any) -> str:
        from pfglint.report.json import dumps

        return dumps(data, self.out)
