"""Which files a command reads, and how much of each: options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pfglint.cli.language import say
from pfglint.cli.usage import meant

if TYPE_CHECKING:
    from pfglint.config import Config
    from pfglint.source.files import Wanted
    from pfglint.source.limits import Limits

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


def file_options(command: Wrapped) -> Wrapped:
    """``--include``, ``--exclude``, ``--no-gitignore`` and ``--limit``: what `wanted_of` and `limits_of` take."""
    for option in (
        click.option(
            "--limit",
            "limits",
            multiple=True,
            metavar="NAME=N",
            help="上限 Limits: size (MB), cells, pages, seconds",
        ),
        click.option("--no-gitignore", "ignored", is_flag=True, help="git 忽略的也查 Also what git ignores"),
        click.option(
            "--exclude", multiple=True, metavar="GLOB", help="文件夹里跳过的文件 Leave out of folders"
        ),
        click.option(
            "--include", multiple=True, metavar="GLOB", help="文件夹里只查的文件 Only these in folders"
        ),
    ):
        command = option(command)
    return command


def wanted_of(
    include: tuple[str, ...], exclude: tuple[str, ...], ignored: bool, config: Config | None = None
) -> Wanted:
    """Which files of folders are wanted: as the command line says, or else as the configuration does."""
    from pfglint.source.files import Wanted, matcher

    for option, patterns in (("--include", include), ("--exclude", exclude)):
        try:
            matcher(patterns)
        except ValueError as error:
            written = say("、", ", ").join(patterns)
            raise click.UsageError(
                say(
                    f"{option} 的写法不对：{written}",
                    f"{option} takes patterns as .gitignore does, not {written}",
                )
            ) from error
    if config is None or include or exclude:
        return Wanted(include, exclude, ignored)
    return Wanted(config.include, config.exclude, ignored, str(config.folder))


def limits_of(texts: tuple[str, ...], config: Config) -> Limits:
    """The limits that ``--limit`` sets over those of the configuration. Raises click.UsageError for a word that is none."""
    from pfglint.source.limits import Limits

    limits = config.limits
    for text in texts:
        name, _, value = text.partition("=")
        if name not in Limits._fields:
            known = say("、", ", ").join(Limits._fields)
            raise click.UsageError(
                say(
                    f"--limit 没有 {name} 这一项（可以是 {known}）",
                    f"--limit knows no {name!r} (it knows {known})",
                )
                + meant(name, Limits._fields)
            )
        if not value.isdecimal() or not int(value):
            raise click.UsageError(
                say(
                    f"--limit {name} 要一个正整数，如 {name}=1000",
                    f"--limit {name} takes a number: {name}=1000",
                )
            )
        limits = limits._replace(**{name: int(value)})
    return limits
