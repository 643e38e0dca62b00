"""What ``pfglint test --mutate`` says: which mutants no example noticed, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from pfglint.cli.language import language, say
from pfglint.rule.mutate import KINDS

if TYPE_CHECKING:
    from rich.console import Console

    from pfglint.rule.trial import Idle, Verdict


class Figures(NamedTuple):
    """How many mutants there were in each file, and how many of them survived."""

    made: Counter[str]
    alive: Counter[str]

    def rows(self) -> Iterator[tuple[str, int, int]]:
        """Each file with its mutants and how many were noticed; all together last."""
        for path in self.made:
            yield path, self.made[path], self.made[path] - self.alive[path]

    @property
    def share(self) -> float:
        """How many of all mutants were noticed, in per cent."""
        made = self.made.total()
        return 100 * (made - self.alive.total()) / made if made else 100.0


def survivor_json(verdict: Verdict) -> dict[str, Any]:
    """A mutant that no example noticed."""
    change = verdict.change
    return {
        "path": verdict.path,
        "line": change.line or None,
        "column": change.column or None,
        "code": verdict.code,
        "name": verdict.name,
        "where": change.where,
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        "hint": change.hint.text(language.get()),
    }


def figures_json(figures: Figures) -> dict[str, Any]:
    """The figures by file and in all."""
    rows = [{"path": path, "mutants": made, "killed": killed} for path, made, killed in figures.rows()]
    made = figures.made.total()
    return {"packs": rows, "summary": {"mutants": made, "killed": made - figures.alive.total()}}


def print_survivors(page: Console, alive: Iterable[Verdict]) -> None:
    """The mutants of one case that survived; the words of a list in one go."""
    for _, group in groupby(alive, key=lambda one: (one.change.kind, one.change.where)):
        found = list(group)
        if found[0].code is None:
            words = say("、", ", ").join(one.change.before for one in found)
            _print(page, found[0], words, say("每个词补一个例子，用到它", "an example for each, that has it"))
            continue
        for one in found:
            change = one.change
            text = f"{change.before}  →  {change.after}" if change.after else change.before
            _print(page, one, text, change.hint.text(language.get()))


def _print(page: Console, verdict: Verdict, text: str, hint: str) -> None:
    from rich.text import Text

    from pfglint.report.plain import printable

    change = verdict.change
    place = ":".join([printable(verdict.path), *(str(one) for one in (change.line, change.column) if one)])
    head = Text(f"{place}  ", "cyan")
    if verdict.code:
        head.append(f"{verdict.code} {verdict.name}  ", "bold").append(change.where)
    else:
        head.append(say("词表 ", "word list ")).append(change.where, "bold")
    page.print(head, soft_wrap=True)
    page.print(
        Text(f"  {KINDS[change.kind].text(language.get())}  ", "red").append(printable(text), "default"),
        soft_wrap=True,
    )
    page.print(Text("  " + hint, "dim"), soft_wrap=True)


def print_idle(page: Console, idle: Iterable[Idle]) -> None:
    """The words that do nothing."""
    from rich.text import Text

    for (path, line, words), group in groupby(idle, key=lambda one: one[:3]):
        listed = say("、", ", ").join(one.word for one in group)
        page.print(
            Text(f"{path}:{line}  ", "cyan")
            .append(say("词表 ", "word list "))
            .append(words, "bold")
            .append(
                say(f"  {listed} 已由别的词包括，可以删去", f"  {listed}: covered by other words, can go")
            ),
            soft_wrap=True,
        )


def print_figures(page: Console, figures: Figures) -> None:
    """The table of figures."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in (say("规则包", "pack"), say("突变", "mutants"), say("发现", "killed"), say("比例", "share")):
        table.add_column(name, justify="left" if not table.columns else "right", no_wrap=True)
    for path, made, killed in figures.rows():
        table.add_row(path, str(made), str(killed), f"{100 * killed / made:.1f}%")
    made = figures.made.total()
    table.add_row(
        say("合计", "all"),
        str(made),
        str(made - figures.alive.total()),
        f"{figures.share:.1f}%",
        style="bold",
    )
    page.print(table)
