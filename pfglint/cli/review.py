"""``pfglint review``: the official review sheet of each project, filled in as far as a tool can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.accepted import accepted_in, baseline_file, baseline_option
from pfglint.cli.check import titles
from pfglint.cli.configured import config_options, configs_of, in_force, ready, said
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import fail_on_option, jobs_option, lang_option, processors, severity_option
from pfglint.cli.output import output
from pfglint.cli.packs import explained
from pfglint.cli.progress import Progress, watched
from pfglint.cli.writing import NOT_TO_WRITE, identities, put, trouble_with
from pfglint.finding import Finding, Severity
from pfglint.report.plain import printable

if TYPE_CHECKING:
    from pfglint.config import Config, Configs
    from pfglint.review.model import Sheet

FORMATS = ("xlsx", "docx", "md")
"""What sheets can be written as; each is a module of `pfglint.review`."""


@click.command("review", cls=Command, short_help="填审核表 Review sheets")
@click.argument("paths", nargs=-1, metavar="PATH…")
@click.option("-o", "--output", "target", metavar="FILE", help="写到 Write to: *.xlsx, *.docx, *.md")
@click.option("--force", is_flag=True, help="FILE 已有也写 Write over what FILE was")
@click.option("--sheet", metavar="FILE", help="用自己的审核表 A review sheet of your own (YAML)")
@click.option("--template", is_flag=True, help="打印内置的审核表，照着改 Print the built-in sheet")
@severity_option("列出", "listed")
@fail_on_option
@config_options
@file_options
@baseline_option
@jobs_option("1")
@lang_option
def command(
    paths: tuple[str, ...],
    target: str | None,
    force: bool,
    sheet: str | None,
    template: bool,
    severity: str,
    fail_on: str,
    jobs: int,
    baseline: str | None,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """给每个项目填一张审核表：完整性、相关性、适当性、可行性，各项查了什么、发现了什么、建议什么等级。

    封面按问题多少排列各项目，并按主管部门和规则计数。工具判断不了的写“人工判断”，没有读懂的写“未评等级”，都不给等级。

    Fills in a review sheet for each project: what was checked in each part, what was found, and a suggested grade; the
    cover ranks the projects. What a tool cannot judge, or has not understood, is left to people.
    """
    from pfglint.lint import check_files
    from pfglint.review.cover import cover_of
    from pfglint.reviewed import Pile, reviews_of
    from pfglint.source.files import find_files

    if template:
        _print_template()
        return
    form = _format(paths, target)
    assert target is not None
    configs = configs_of(
        **chosen,
        severity=said("severity", Severity[severity.upper()]),
        fail_on=said("fail_on", Severity[fail_on.upper()]),
        jobs=said("jobs", jobs),
        baseline=baseline_file(baseline),
        review_sheet=baseline_file(sheet),
    )
    config = in_force(configs, paths)
    most, least = choice.most(config), min(config.severity, config.fail_on)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    blank = _sheet(config, configs)
    _refuse(target, (*paths, *files, *_beside(config)), force=force)
    accepted = accepted_in(configs, paths, files, lang=config.lang)
    pile = Pile()
    unreadable = False
    with Progress(len(files) if watched() else None) as progress:
        work = check_files(
            files,
            configs.rules,
            lang=config.lang,
            jobs=config.jobs or processors(),
            limits=most,
            sieve_of=accepted.sieves if accepted is not None else None,
            heads=True,
        )
        for result in work if accepted is None else map(accepted.judged, work):
            unreadable |= result.unreadable
            pile.add(result)
            progress.step()
    for told in accepted.left() if accepted is not None else ():
        pile.aside.extend(told.findings)
    left = [one for one in pile.aside if one.severity >= least]
    _complain(left, config.lang)
    if not pile.projects:
        click.echo(say("没有申报表，没有写审核表。", "no form, and so no sheet."), err=True)
        click.get_current_context().exit(2)
    reviews = list(reviews_of(pile, blank, configs.rules, config.lang, least))
    cover = cover_of(blank, reviews, titles(configs), least)
    cover = cover._replace(left=tuple(left), passed=accepted.passed if accepted is not None else cover.passed)
    write = import_module(f"pfglint.review.{form}").write
    put(Path(target), write(blank, cover, config.lang))
    with output() as out:
        out.write(_done(target, len(reviews), len(files)))
    found = Counter(one.severity for one in left)
    found.update(severity for review in reviews for severity in review.counts.elements())
    failing = any(one >= config.fail_on for one in found)
    click.get_current_context().exit(2 if unreadable else 1 if failing else 0)


def _print_template() -> None:
    from pfglint.review.read import builtin_text

    with output() as out:
        out.write(builtin_text())


def _sheet(config: Config, configs: Configs) -> Sheet:
    """The sheet that is to be filled in; whatever is wrong in it ends the command."""
    from pfglint.config.read import shown
    from pfglint.review.read import builtin_sheet, read_sheet

    rules = list(configs.all_rules())
    with explained():
        if config.review_sheet is None:
            return builtin_sheet(rules)
        return read_sheet(config.review_sheet, shown(config.review_sheet), rules)


def _beside(config: Config) -> list[str]:
    """The files that a run reads besides the forms."""
    known = (config.review_sheet, config.baseline, config.waivers, config.path)
    return [str(path) for path in known if path is not None]


def _done(target: str, projects: int, files: int) -> str:
    return say(
        f"已写入 {printable(target)}：{files} 个文件、{projects} 个项目。\n",
        f"Written to {printable(target)}: {projects} projects of {files} files.\n",
    )


def _format(paths: tuple[str, ...], target: str | None) -> str:
    """What to write, by the name of the file. Raises click.UsageError."""
    if not paths or not target:
        raise click.UsageError(
            say(
                "要写明查哪些文件、写到哪里：pfglint review 申报表/ -o 审核表.xlsx",
                "what to review, and where to: pfglint review PATH… -o FILE.xlsx",
            )
        )
    suffix = Path(target).suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        listed = " ".join(f".{one}" for one in FORMATS)
        raise click.UsageError(
            say(
                f"-o 的文件名要以 {listed} 之一结尾，不是 {printable(target)}。",
                f"-o takes a name that ends in one of {listed}, not {printable(target)}.",
            )
        )
    return suffix


def _refuse(target: str, read: Iterable[str], *, force: bool) -> None:
    """Raise click.UsageError where something stands that is not to be lost: reviewers write into their sheets."""
    if trouble := trouble_with(Path(target), identities(read), force=force):
        why = say(*NOT_TO_WRITE[trouble]).format(detail=printable(target))
        raise click.UsageError(why + say("。", "."))


def _complain(left: Iterable[Finding], lang: str) -> None:
    """Tell of files that gave no form, and of waivers and baselines."""
    from pfglint.report.plain import location

    for one in left:
        click.echo(f"{location(one.path, one.place, lang)}: {printable(one.message)}", err=True)
