"""``pfglint check``: the findings in files of forms."""

from __future__ import annotations

import os
from collections import Counter

import click

from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import Word, color_option, format_option, lang_option, rules_option
from pfglint.cli.output import output
from pfglint.cli.packs import load_rules
from pfglint.cli.progress import Progress, watched
from pfglint.finding import Severity
from pfglint.report import FORMATS, Color, Setting, Summary, open_report

LEVELS = tuple(one.label for one in sorted(Severity, reverse=True))


def processes(text: str) -> int:
    """How many processes `text` asks for; 0 and ``auto`` are as many as there are processors."""
    if text in ("0", "auto"):
        return processors()
    if not text.isdecimal():
        raise click.UsageError(
            say(f"--jobs 要一个数或 auto，不是 {text}。", f"--jobs takes a number or auto, not {text}.")
        )
    return int(text)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("check", cls=Command, short_help="检查（可省略不写） Check files (may be left out)")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option(*FORMATS)
@click.option(
    "--severity",
    type=Word(LEVELS),
    default="warning",
    metavar="LEVEL",
    help="显示到哪一级 Least shown: error, warning, info",
)
@click.option(
    "--fail-on",
    type=Word(LEVELS),
    default="error",
    metavar="LEVEL",
    help="哪一级起退出码为 1 Exit status 1 from there on",
)
@rules_option
@click.option(
    "-j", "--jobs", type=processes, default="1", metavar="N", help="进程数 Processes; auto: all cores"
)
@click.option("-q", "--quiet", is_flag=True, help="只显示不合格之处 Only what fails")
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    form: str,
    severity: str,
    fail_on: str,
    packs: tuple[str, ...],
    jobs: int,
    quiet: bool,
    color: Color,
    lang: str,
) -> None:
    """检查申报表：PATH 是文件、文件夹（查其中的 .txt、.tsv）或 -（标准输入）。

    Checks forms in files, in folders (.txt and .tsv) or in standard input (-).
    """
    from pfglint.lint import check_files, find_files

    rules = load_rules(packs)
    failing = Severity[fail_on.upper()]
    shown = failing if quiet else min(Severity[severity.upper()], failing)
    titles = {rule.code: rule.title.text(lang) for rule in rules}
    setting = Setting(lang=lang, color=color, titles=titles, quiet=quiet)
    found: Counter[Severity] = Counter()
    files = forms = indicators = 0
    unreadable = False
    with output() as out, Progress(sum(1 for _ in find_files(paths)) if watched() else None) as progress:
        report = open_report(form, out, setting)
        for result in check_files(paths, rules, lang=lang, jobs=jobs, packs=packs, least=shown):
            files, forms, indicators = files + 1, forms + result.forms, indicators + result.indicators
            unreadable |= result.unreadable
            found.update(result.found)
            progress.step()
            report.show(result.findings)
        report.close(Summary(files, forms, indicators, found, shown, failing))
    click.get_current_context().exit(2 if unreadable else 1 if any(one >= failing for one in found) else 0)
