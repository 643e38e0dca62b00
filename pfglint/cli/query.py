"""``pfglint query``: what in the forms of some files a condition holds for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.configured import configs_of, in_force, reading_options, ready, words
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import Word, color_option, format_option, jobs_option, lang_option, processors
from pfglint.cli.output import output
from pfglint.cli.progress import Progress, watched
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.config import Configs
    from pfglint.query import Answer
    from pfglint.rule.syntax import Expr

KINDS = ("indicator", "form", "field", "cell", "promise", "fact")


@click.command("query", cls=Command, short_help="查哪些符合条件 What a condition holds for")
@click.argument("condition", metavar="CONDITION")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option("table", "csv", "json")
@click.option(
    "--for",
    "kind",
    type=Word(KINDS),
    default=KINDS[0],
    metavar="WHAT",
    help="查什么 Asked of: " + ", ".join(KINDS),
)
@click.option(
    "--show", type=words, multiple=True, metavar="FIELD,…", help="多显示几个字段 More fields: unit,number"
)
@click.option("--unknown", is_flag=True, help="改列未知的 Those for which it is unknown")
@reading_options
@file_options
@jobs_option("1")
@color_option
@lang_option
def command(
    condition: str,
    paths: tuple[str, ...],
    form: str,
    kind: str,
    show: tuple[tuple[str, ...], ...],
    unknown: bool,
    jobs: int,
    color: Color,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """列出条件成立的指标（或整张表等，见 --for）：试一条规则，或在一堆申报表里找东西。CONDITION 的写法与规则里的 when 一样。

    Lists the indicators (or whole forms, …: --for) that a condition holds for: to try a rule out, or to ask things of a
    pile of forms. CONDITION is written as `when` is in rules. The exit status is 0, found or not.

    \b
    例子 Examples:
      pfglint query 'name contains "培训" and value > 500(元/人·天)' 申报表/
      pfglint query 'unit is not ratio' 申报表/ --show unit,number -f csv > 结果.csv
      pfglint query --for form 'not any(indicators where name contains "满意")' 申报表/
    """
    from pfglint.cli.query_output import Shape, open_output
    from pfglint.query import COLUMNS, Query, answers
    from pfglint.source.files import find_files

    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    own = COLUMNS[kind]
    more = tuple(dict.fromkeys(name for part in show for name in part if name not in own))
    _refuse_unknown(more, kind)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    wanted = None if unknown else True
    query = Query(kind, _tree(condition, kind, configs, files), (*own, *more), wanted)
    shape = Shape(condition, query, len(own), language.get(), color)
    unreadable = False
    with output() as out, Progress(len(files) if watched() else None) as progress:
        report = open_output(form, out, shape)
        for found in answers(files, query, configs.rules, choice.most(config), jobs or processors()):
            unreadable |= found.unreadable
            progress.step()
            report.show(found, _trouble(found))
        report.close()
    click.get_current_context().exit(2 if unreadable else 0)


def _tree(condition: str, kind: str, configs: Configs, files: list[str]) -> Expr:
    """The condition, which must make sense under the rules of every file."""
    from pathlib import Path

    from pfglint.query import tree_of
    from pfglint.rule.problem import DataError, snippet

    held = {id(rules): rules for rules in map(configs.rules, files)}
    try:
        return tree_of(condition, kind, held.values())
    except DataError as error:
        told = "\n".join(snippet(problem, language.get()) for problem in error.problems)
        if Path(condition).exists():
            told += "\n" + say("条件写在前面，文件写在后面。", "The condition comes first, then the files.")
        raise click.ClickException(told) from error


def _refuse_unknown(fields: tuple[str, ...], kind: str) -> None:
    from pfglint.rule.fields import names, resolve
    from pfglint.rule.problem import unknown

    for name in fields:
        if resolve(kind, name) is None:
            said = unknown("字段", "field", name, names(kind))
            end = "" if said.zh.endswith("？") else say("。", ".")
            raise click.UsageError(say(f"--show：{said.zh}", f"--show: {said.en}") + end)


def _trouble(found: Answer) -> str | None:
    """What is said of a file that gave no form, or not all of them."""
    from pfglint.cli.reading import trouble_of

    if found.troubles:
        return trouble_of(found.path, found.troubles)
    return None if found.forms else say("没有申报表。", "no form.")
