"""``pfglint check``: the findings in files of forms."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.accepted import accepted_in, baseline_file, baseline_options
from pfglint.cli.changed import changed_since, diff_option
from pfglint.cli.configured import config_options, configs_of, in_force, ready, said
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import language
from pfglint.cli.options import (
    color_option,
    fail_on_option,
    format_option,
    jobs_option,
    lang_option,
    processors,
    severity_option,
)
from pfglint.cli.output import output
from pfglint.cli.progress import Progress, watched
from pfglint.cli.statistics import format_of, open_statistics, statistics_option
from pfglint.finding import Practice, Severity
from pfglint.report import FORMATS, NONE_PASSED, Color, Compared, Setting, Summary, open_report

if TYPE_CHECKING:
    from pfglint.config import Configs


@click.command("check", cls=Command, short_help="检查（可省略不写） Check files (may be left out)")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option(*FORMATS)
@severity_option("显示", "shown")
@fail_on_option
@config_options
@file_options
@jobs_option("1")
@statistics_option
@diff_option
@baseline_options
@click.option("-q", "--quiet", is_flag=True, help="只显示不合格之处 Only what fails")
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    form: str,
    severity: str,
    fail_on: str,
    jobs: int,
    statistics: bool,
    diff_against: str | None,
    baseline: str | None,
    strict_baseline: bool,
    quiet: bool,
    color: Color,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """检查申报表：PATH 是文件（Word、Excel、PDF、网页、文本）、文件夹、压缩包（zip）或 -（标准输入）。

    Checks forms in files (Word, Excel, PDF, HTML, text), in folders, in archives (zip) or in standard input (-).
    """
    from pfglint.lint import check_files
    from pfglint.source.files import find_files

    configs = configs_of(
        **chosen,
        format=said("form", form),
        severity=said("severity", Severity[severity.upper()]),
        fail_on=said("fail_on", Severity[fail_on.upper()]),
        jobs=said("jobs", jobs),
        baseline=baseline_file(baseline),
    )
    config = in_force(configs, paths)
    most = choice.most(config)
    written = format_of(config.format, statistics)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    since = changed_since(diff_against, files) if diff_against is not None else None
    if since is not None:
        files = list(since.files)
    failing = config.fail_on
    shown = failing if quiet else min(config.severity, failing)
    accepted = accepted_in(
        configs,
        paths,
        files,
        lang=config.lang,
        least=shown,
        partial=since is not None,
        strict=strict_baseline,
    )
    setting = Setting(lang=config.lang, color=color, titles=titles(configs), quiet=quiet)
    found: Counter[Severity] = Counter()
    practices: Counter[Practice] = Counter()
    departments: Counter[str | None] = Counter()
    count = forms = indicators = known = 0
    unreadable = False
    with output() as out, Progress(len(files) if watched() else None) as progress:
        report = (open_statistics if statistics else open_report)(written, out, setting)
        work = check_files(
            files,
            configs.rules,
            lang=config.lang,
            jobs=config.jobs or processors(),
            least=shown,
            limits=most,
            known_of=since.known if since is not None else None,
            sieve_of=accepted.sieves if accepted is not None else None,
        )
        for result in work if accepted is None else map(accepted.judged, work):
            count += bool(result.forms) or _is_file(result.path)
            forms, indicators = forms + result.forms, indicators + result.indicators
            unreadable |= result.unreadable
            known += result.known
            found.update(result.found)
            practices.update(result.practices)
            departments.update(result.departments)
            progress.step()
            report.show(result.findings)
        for told in accepted.left() if accepted is not None else ():
            found.update(told.found)
            report.show(told.findings)
        compared = Compared(since.revision, since.unchanged, known) if since is not None else None
        passed = accepted.passed if accepted is not None else NONE_PASSED
        report.close(
            Summary(count, forms, indicators, found, shown, failing, practices, departments, compared, passed)
        )
    click.get_current_context().exit(2 if unreadable else 1 if any(one >= failing for one in found) else 0)


def _is_file(path: str) -> bool:
    """Whether there is a file at a path, in an archive or not, which was looked at."""
    from pfglint.source.archive import outermost
    from pfglint.source.files import STDIN

    outer = outermost(path)
    return path == STDIN or (os.path.lexists(outer) and not os.path.isdir(outer))  # noqa: PTH112 - any path


def titles(configs: Configs) -> dict[str, str]:
    """The titles of all rules that the configurations know, by code."""
    return {rule.code: rule.title.text(language.get()) for rules in configs.all_rules() for rule in rules}
