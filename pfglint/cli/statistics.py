"""``--statistics``: counts in the place of findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

from pfglint.cli.configured import said
from pfglint.cli.language import say

if TYPE_CHECKING:
    from pfglint.report import Reporter, Setting

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


def statistics_option(command: Wrapped) -> Wrapped:
    """``--statistics``."""
    return click.option(
        "--statistics",
        is_flag=True,
        help="只统计：按规则、部门、表 Counts by rule, department, form",
    )(command)


def open_statistics(name: str, out: TextIO, setting: Setting) -> Reporter:
    """A reporter of counts; see `pfglint.report.open_report`."""
    from pfglint.report.statistics import open_statistics

    return open_statistics(name, out, setting)


def format_of(chosen: str, statistics: bool) -> str:
    """The format to write in: `chosen`; counts are text where only the configuration says something that they cannot be had
    in."""
    if not statistics:
        return chosen
    from pfglint.report.statistics import FORMATS

    if chosen in FORMATS:
        return chosen
    if said("form", chosen) is None:
        return FORMATS[0]
    known = say("、", ", ").join(FORMATS)
    raise click.UsageError(
        say(
            f"--statistics 没有 {chosen} 这种格式（可以是 {known}）。",
            f"--statistics cannot be had as {chosen} (there are {known}).",
        )
    )
