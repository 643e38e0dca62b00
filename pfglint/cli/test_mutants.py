"""What ``pfglint test --mutate`` says: which mutants no example noticed, and the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypedDict

from pfglint.cli.language import language, say
from pfglint.cli.test_failures import FailureJson
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


class SurvivorJson(TypedDict):
    """A mutant that no example noticed."""

    path: Annotated[str, "规则包", "the pack"]
    line: Annotated[int | None, "第几行", "the line"]
    column: Annotated[int | None, "第几个字符", "the column"]
    code: Annotated[str | None, "规则的编号；词表的没有", "the rule's code; null for a word list"]
    name: Annotated[str | None, "规则的名字", "the rule's name"]
    where: Annotated[str, "哪个条件，或哪个词表", "which condition, or which word list"]
    kind: Annotated[str, "怎样改错的", "how it was broken", tuple(KINDS)]
    before: Annotated[str, "原来", "what stood there"]
    after: Annotated[str, "改错以后", "what it became"]
    hint: Annotated[str, "该补什么例子", "which example is missing"]


class IdleJson(TypedDict):
    """A word that does nothing: others cover it."""

    path: Annotated[str, "规则包", "the pack"]
    line: Annotated[int, "词表在第几行", "the line of the word list"]
    words: Annotated[str, "词表", "the word list"]
    word: Annotated[str, "词", "the word"]


class PackFiguresJson(TypedDict):
    """The figures of one pack."""

    path: Annotated[str, "规则包", "the pack"]
    mutants: Annotated[int, "改错了几处", "how many mutants"]
    killed: Annotated[int, "发现的", "how many were noticed"]


class TotalJson(TypedDict):
    """The figures of all packs."""

    mutants: Annotated[int, "改错了几处", "how many mutants"]
    killed: Annotated[int, "发现的", "how many were noticed"]


class FiguresJson(TypedDict):
    """The figures by file and in all."""

    packs: Annotated[list[PackFiguresJson], "各个规则包", "the packs"]
    summary: Annotated[TotalJson, "合计", "in all"]


class MutationJson(FiguresJson):
    """What came of breaking the conditions."""

    survivors: Annotated[list[SurvivorJson], "没有发现的改错", "the mutants that no example noticed"]
    idle: Annotated[list[IdleJson], "不起作用的词", "words that do nothing"]


class TestedJson(TypedDict):
    """How many examples were run."""

    rules: Annotated[int, "规则", "rules"]
    examples: Annotated[int, "例子", "examples"]
    failed: Annotated[int, "不符的", "how many are not as they say"]


class TestJson(TypedDict):
    """``pfglint test -f json``."""

    schema: Annotated[Literal["pfglint/test/1"], "格式", "the schema"]
    failures: Annotated[list[FailureJson], "不符的例子", "the examples that are not as they say"]
    summary: Annotated[TestedJson, "一共有多少", "how many there are"]
    mutation: Annotated[MutationJson | None, "--mutate 的结果", "what --mutate came to"]


def survivor_json(verdict: Verdict) -> SurvivorJson:
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


def figures_json(figures: Figures) -> FiguresJson:
    """The figures by file and in all."""
    rows: list[PackFiguresJson] = [
        {"path": path, "mutants": made, "killed": killed} for path, made, killed in figures.rows()
    ]
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
    for name in (say("规则包", "pack"), say("改错", "mutants"), say("发现", "killed"), say("比例", "share")):
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
