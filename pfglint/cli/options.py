"""Options that several commands have, spelled once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pfglint.cli.language import LANGUAGES, VARIABLE, say
from pfglint.cli.usage import meant
from pfglint.finding import Severity

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    # click could be subscripted only later than the oldest that we take.
    _Choice = click.Choice


class Word(_Choice):
    """One of a few words; another word is told which one it was most likely meant to be."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Check `value`; see `click.ParamType.convert`."""
        if value in self.choices:
            return value
        option = param.opts[-1] if param else ""
        known = say("、", ", ").join(self.choices)
        raise click.UsageError(
            say(
                f"{option} 没有 {value} 这个值（可以是 {known}）",
                f"{option} takes no {value!r} (it takes {known})",
            )
            + meant(str(value), self.choices),
            ctx,
        )


def format_option(*formats: str) -> Callable[[Wrapped], Wrapped]:
    """``-f/--format``, one of `formats`, the first of them unless asked for."""
    words = ", ".join(formats)
    return click.option(
        "-f",
        "--format",
        "form",
        type=Word(formats),
        default=formats[0],
        metavar="FORMAT",
        help=f"输出格式 Output: {words}",
    )


LEVELS = tuple(one.label for one in sorted(Severity, reverse=True))


def severity_option(zh: str, en: str) -> Callable[[Wrapped], Wrapped]:
    """``--severity``, from which severity on. zh, en: what is done with it."""
    return click.option(
        "--severity",
        type=Word(LEVELS),
        default="warning",
        metavar="LEVEL",
        help=f"{zh}到哪一级 Least {en}: error, warning, info",
    )


def fail_on_option(command: Wrapped) -> Wrapped:
    """``--fail-on``."""
    return click.option(
        "--fail-on",
        type=Word(LEVELS),
        default="error",
        metavar="LEVEL",
        help="哪一级起退出码为 1 Exit status 1 from there on",
    )(command)


def lang_option(command: Wrapped) -> Wrapped:
    """``--lang``; what it does, `pfglint.cli.language` has done already."""
    return click.option(
        "--lang",
        type=Word(LANGUAGES),
        default="zh",
        envvar=VARIABLE,
        metavar="zh|en",
        help="输出语言 Language",
    )(command)


def color_option(command: Wrapped) -> Wrapped:
    """``--color``."""
    colors = ("auto", "always", "never")
    return click.option(
        "--color", type=Word(colors), default="auto", metavar="WHEN", help="颜色 Colour: " + ", ".join(colors)
    )(command)


def rules_option(command: Wrapped) -> Wrapped:
    """``--rules``, more rule packs than those that pfglint brings."""
    return click.option("--rules", "packs", multiple=True, metavar="PATH", help="另加规则包 Add a rule pack")(
        command
    )


def processes(text: str) -> int:
    """How many processes `text` asks for; 0 and ``auto`` are as many as there are processors."""
    if text == "auto":
        return 0
    if not text.isdecimal():
        raise click.UsageError(
            say(f"--jobs 要一个数或 auto，不是 {text}。", f"--jobs takes a number or auto, not {text}.")
        )
    return int(text)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def jobs_option(default: str) -> Callable[[Wrapped], Wrapped]:
    """``-j/--jobs``, `default` unless asked for."""
    return click.option(
        "-j", "--jobs", type=processes, default=default, metavar="N", help="进程数 Processes; auto: all cores"
    )
