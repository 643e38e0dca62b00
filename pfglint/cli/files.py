"""Which files a command reads, and how much of each: options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pfglint.cli.language import say
from pfglint.cli.usage import meant

if TYPE_CHECKING:
    from pfglint.config import Config
    from pfglint.source.files import Wanted
    from pfglint.source.limits import Limits


class FileChoice(NamedTuple):
    """Which files of folders are to be read, and how much of each, as the command line says."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignored: bool = False
    limits: tuple[str, ...] = ()

    def wanted(self, config: Config) -> Wanted:
        """Which files of folders are wanted: as the command line says, or else as the configuration does."""
        from pfglint.source.files import Wanted, matcher

        for option, patterns in (("--include", self.include), ("--exclude", self.exclude)):
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
        if self.include or self.exclude:
            return Wanted(self.include, self.exclude, self.ignored)
        return Wanted(config.include, config.exclude, self.ignored, str(config.folder))

    def most(self, config: Config) -> Limits:
        """How much is read: what ``--limit`` sets over the configuration. Raises click.UsageError for a word that is none."""
        from pfglint.source.limits import Limits

        limits = config.limits
        for text in self.limits:
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
                        f"--limit {name} 要一个正整数，如 {name}=1000。",
                        f"--limit {name} takes a number: {name}=1000.",
                    )
                )
            limits = limits._replace(**{name: int(value)})
        return limits


def file_options(command: Callable[..., None]) -> Callable[..., None]:
    """``--include``, ``--exclude``, ``--no-gitignore`` and ``--limit``: together they are the command's `choice`."""

    @wraps(command)
    def chosen(
        include: tuple[str, ...],
        exclude: tuple[str, ...],
        ignored: bool,
        limits: tuple[str, ...],
        **rest: Any,
    ) -> None:
        command(choice=FileChoice(include, exclude, ignored, limits), **rest)

    for option in _OPTIONS:
        option(chosen)
    return chosen


_OPTIONS = (
    click.option(
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME=N",
        help="上限 Limits: size (MB), cells, pages, seconds",
    ),
    click.option("--no-gitignore", "ignored", is_flag=True, help="git 忽略的也查 Also what git ignores"),
    click.option("--exclude", multiple=True, metavar="GLOB", help="文件夹里跳过的文件 Leave out of folders"),
    click.option("--include", multiple=True, metavar="GLOB", help="文件夹里只查的文件 Only these in folders"),
)
