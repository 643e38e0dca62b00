"""``pfglint compare``: last year's forms beside this year's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from pfglint.cli.configured import config_options, configs_of, in_force, ready, said
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import color_option, fail_on_option, format_option, lang_option, severity_option
from pfglint.cli.output import output
from pfglint.cli.writing import NOT_TO_WRITE, identities, put, trouble_with
from pfglint.finding import Finding, Severity
from pfglint.report import Color
from pfglint.report.plain import printable

if TYPE_CHECKING:
    from pfglint.compare.model import Comparison, Filed
    from pfglint.compared import Judged, Read
    from pfglint.lint import RulesOf
    from pfglint.source.limits import Limits


class Reading(NamedTuple):
    """How files are read; see `pfglint.compared.read_year`."""

    rules_of: RulesOf
    lang: str
    limits: Limits


class Years(NamedTuple):
    """The forms of both years, what is to be said of the files, and whether one could not be read."""

    this: tuple[Filed, ...]
    last: tuple[Filed, ...]
    troubles: tuple[Finding, ...]
    unreadable: bool


@click.command("compare", cls=Command, short_help="和上年比 Beside last year")
@click.argument("paths", nargs=-1, required=True, metavar="LAST THIS")
@click.option("--last", "lasts", multiple=True, metavar="PATH", help="上年的文件，可以多次 Last year's files")
@format_option("text", "json", "xlsx")
@click.option(
    "-o", "--output", "target", metavar="OUT", help="写到文件：.xlsx 或 .json Write to a file: .xlsx, .json"
)
@click.option("--force", is_flag=True, help="OUT 已有也写 Write over what OUT was")
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
    force: bool,
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
    from pfglint.source.files import find_files

    configs = configs_of(
        **chosen,
        severity=said("severity", Severity[severity.upper()]),
        fail_on=said("fail_on", Severity[fail_on.upper()]),
    )
    config = in_force(configs, (*lasts, *paths))
    least, failing = min(config.severity, config.fail_on), config.fail_on
    wanted = choice.wanted(config)
    if not lasts and len(paths) == 2:
        lasts, paths = paths[:1], paths[1:]
    old, new = (ready(configs, find_files(some, wanted)) for some in (lasts, paths))
    written = _format(form, target)
    if target is not None:
        settings = (*configs.given.packs, *([str(config.path)] if config.path is not None else []))
        _refuse(target, written, (*lasts, *paths, *old, *new, *settings), force=force)
    reading = Reading(configs.rules, config.lang, choice.most(config))
    this, last, troubles, unreadable = _years(old, new, reading)
    found = compare(this, last)
    judged = list(judge(found.pairs, configs.rules, config.lang))
    counts: Counter[Severity] = Counter(one.severity for pair in judged for one in pair.findings)
    told = [one for one in troubles if one.severity >= least]
    shown = [
        one._replace(findings=tuple(item for item in one.findings if item.severity >= least))
        for one in judged
    ]
    if written == "text":
        from pfglint.cli.compare_text import print_text

        with output() as out:
            print_text(out, color, shown, found, counts, least)
    elif target is None:
        from pfglint.cli.compare_json import print_json

        with output() as out:
            print_json(out, shown, found, told)
    else:
        put(Path(target), _content(written, shown, found, told))
        with output() as out:
            out.write(say(f"已写入 {printable(target)}。\n", f"Written to {printable(target)}.\n"))
    if written != "json":
        _complain(told)
    fails = any(one >= failing for one in (*counts, *(trouble.severity for trouble in troubles)))
    click.get_current_context().exit(2 if unreadable else 1 if fails else 0)


def _format(form: str, target: str | None) -> str:
    """The format that is written: as asked for, or else as the name of the file says."""
    if target is None:
        if form == "xlsx":
            raise click.UsageError(say("-f xlsx 要用 -o 写明文件名。", "-f xlsx needs a file name: -o FILE."))
        return form
    written = said("form", form) or ("json" if target.lower().endswith(".json") else "xlsx")
    if written == "text":
        raise click.UsageError(say("-o 写的是 -f xlsx 或 -f json。", "-o is for -f xlsx and -f json."))
    return written


def _refuse(target: str, written: str, read: Iterable[str], *, force: bool) -> None:
    """End the command where `target` is not to be written: nothing takes the place of what is read, or has another suffix."""
    path = Path(target)
    if trouble := trouble_with(path, identities(read), force=force):
        why = say(*NOT_TO_WRITE[trouble]).format(detail=printable(target))
        raise click.UsageError(why + say("。", "."))
    if written == "xlsx" and path.suffix.lower() != ".xlsx":
        right = printable(str(path.with_suffix(".xlsx")) if path.suffix else f"{target}.xlsx")
        raise click.UsageError(
            say(f"写的是 Excel 文件：-o 请写成 {right}。", f"an Excel file is written: -o {right}.")
        )


def _content(written: str, shown: list[Judged], found: Comparison, troubles: list[Finding]) -> str | bytes:
    """What goes into a file."""
    if written == "xlsx":
        from pfglint.cli.compare_xlsx import workbook

        return workbook(shown, found)
    from io import StringIO

    from pfglint.cli.compare_json import print_json

    text = StringIO()
    print_json(text, shown, found, troubles)
    return text.getvalue()


def _years(old: list[str], new: list[str], reading: Reading) -> Years:
    """The forms of both years; without files of last year, as the years on the forms say."""
    from pfglint.compared import by_year, read_year

    this = read_year(new, *reading)
    if old:
        last = read_year(old, *reading)
        troubles = (*last.troubles, *this.troubles)
        return Years(this.forms, last.forms, troubles, this.unreadable or last.unreadable)
    divided = by_year(this.forms)
    if divided is None:
        _one_year(this)
    return Years(*divided, this.troubles, this.unreadable)


def _one_year(both: Read) -> NoReturn:
    years = sorted({str(one.form.year) for one in both.forms if one.form.year is not None})
    found = say("、", ", ").join(years) or say("看不出年度", "no year to be seen")
    raise click.UsageError(
        say(
            f"要有两个年度的申报表才能比，这里的表：{found}。写成 pfglint compare 上年的 今年的，或者用 --last 写明上年的。",
            f"two years are wanted, and the forms here are of: {found}. Write pfglint compare LAST THIS, or name last year's with --last.",
        )
    )


def _complain(troubles: Iterable[Finding]) -> None:
    from pfglint.report.plain import location

    for trouble in troubles:
        where = location(trouble.path, trouble.place, language.get())
        click.echo(f"{where}: {printable(trouble.message)}", err=True)
