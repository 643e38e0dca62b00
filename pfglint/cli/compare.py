"""``pfglint compare``: last year's forms beside this year's."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pfglint.cli.configured import config_options, configs_of, in_force, ready
from pfglint.cli.copies import is_one_of
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, fail_on_option, format_option, lang_option, severity_option
from pfglint.cli.output import output
from pfglint.finding import Finding, Severity
from pfglint.report import Color

if TYPE_CHECKING:
    from pfglint.compare.model import Filed
    from pfglint.compared import Read
    from pfglint.config import Configs
    from pfglint.source.files import Wanted
    from pfglint.source.limits import Limits


@click.command("compare", cls=Command, short_help="和上年比 Beside last year")
@click.argument("paths", nargs=-1, required=True, metavar="LAST THIS")
@click.option("--last", "lasts", multiple=True, metavar="PATH", help="上年的文件，可以多次 Last year's files")
@format_option("text", "json", "xlsx")
@click.option("-o", "--output", "target", metavar="FILE", help="写到这个文件 Write to this file (xlsx)")
@severity_option("显示", "shown")
@fail_on_option
@config_options
@file_options
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    lasts: tuple[str, ...],
    form: str,
    target: str | None,
    severity: str,
    fail_on: str,
    color: Color,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """把今年的申报表和上年的放在一起比：哪些指标降了、丢了、新增了，钱多了目标有没有提高，文字是不是照抄的。

    LAST 是上年的文件或文件夹，THIS 是今年的。上年有好几个时用 --last，其余的就是今年的；不写 --last 又不止两个时，
    按表上的年度分。

    Puts this year's forms beside last year's: targets lowered, indicators dropped or added, more money for the same
    targets, copied texts. With more than two PATHs, the years on the forms tell which is which, or --last does.
    """
    from pfglint.compared import compare, judge

    if form == "xlsx" and target is None:
        raise click.UsageError(say("-f xlsx 要用 -o 写明文件名。", "-f xlsx needs a file name: -o FILE."))
    if target is not None and form != "json":
        form = "xlsx"
    everything = (*lasts, *paths)
    configs = configs_of(**chosen)
    config = in_force(configs, everything)
    wanted, most = choice.wanted(config), choice.most(config)
    this, last, troubles, unreadable = _years(paths, lasts, configs, wanted, most)
    _refuse_to_overwrite(target, everything)
    found = compare(this, last)
    least, failing = Severity[severity.upper()], Severity[fail_on.upper()]
    judged = list(judge(found.pairs, configs.rules, language.get()))
    counts: Counter[Severity] = Counter(one.severity for pair in judged for one in pair.findings)
    shown = [
        one._replace(findings=tuple(item for item in one.findings if item.severity >= least))
        for one in judged
    ]
    if form == "xlsx":
        assert target is not None
        from pfglint.cli.compare_xlsx import workbook

        _write(Path(target), workbook(shown, found))
        with output() as out:
            out.write(say(f"已写入 {target}。\n", f"Written to {target}.\n"))
    else:
        with output() as out:
            if form == "json":
                from pfglint.cli.compare_json import print_json

                print_json(out, shown, found, troubles)
            else:
                from pfglint.cli.compare_text import print_text

                print_text(out, color, shown, found, counts, least)
    _complain(troubles, form)
    click.get_current_context().exit(2 if unreadable else 1 if any(one >= failing for one in counts) else 0)


def _write(target: Path, data: bytes) -> None:
    from pfglint.cli.writing import reason
    from pfglint.mend.file import NotWrittenError, create

    try:
        create(target, data)
    except NotWrittenError as error:
        why = reason(error)
        raise click.UsageError(say(f"{target}：{why}。", f"{target}: {why}.")) from error


def _years(
    paths: tuple[str, ...], lasts: tuple[str, ...], configs: Configs, wanted: Wanted, most: Limits
) -> tuple[tuple[Filed, ...], tuple[Filed, ...], list[Finding], bool]:
    """This year's forms and last year's, what is to be said of the files, and whether one could not be read."""
    from pfglint.compared import by_year, read_year
    from pfglint.source.files import find_files

    def read(some: tuple[str, ...]) -> Read:
        return read_year(ready(configs, find_files(some, wanted)), configs.rules, language.get(), most)

    if not lasts and len(paths) == 2:
        lasts, paths = paths[:1], paths[1:]
    if lasts:
        old, new = read(lasts), read(paths)
        troubles = [*old.troubles, *new.troubles]
        return new.forms, old.forms, troubles, old.unreadable or new.unreadable
    both = read(paths)
    divided = by_year(both.forms)
    if divided is None:
        _one_year(both)
    return *divided, list(both.troubles), both.unreadable


def _one_year(both: Read) -> NoReturn:
    years = sorted({str(one.form.year) for one in both.forms if one.form.year is not None})
    found = say("、", ", ").join(years) or say("看不出年度", "no year to be seen")
    raise click.UsageError(
        say(
            f"要有两个年度的申报表才能比，这里的表：{found}。写成 pfglint compare 上年的 今年的，或者用 --last 写明上年的。",
            f"two years are wanted, and the forms here are of: {found}. Write pfglint compare LAST THIS, or name last year's with --last.",
        )
    )


def _refuse_to_overwrite(target: str | None, paths: tuple[str, ...]) -> None:
    if target is not None and is_one_of(Path(target), paths):
        raise click.UsageError(
            say(
                f"-o {target} 是要比的文件之一，换一个名字。",
                f"-o {target} is one of the files to compare; choose another name.",
            )
        )


def _complain(troubles: list[Finding], form: str) -> None:
    if form == "json":
        return
    from pfglint.report.plain import location, printable

    for trouble in troubles:
        where = location(trouble.path, trouble.place, language.get())
        click.echo(f"{where}: {printable(trouble.message)}", err=True)
