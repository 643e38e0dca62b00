"""What is said about a command line that is wrong."""

from __future__ import annotations

from collections.abc import Iterable

import click

from pfglint.cli.language import say


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower(), list(words), n=1, cutoff=0.6)), None)


def meant(word: str, words: Iterable[str]) -> str:
    """``，是不是想写 check？`` where one of `words` comes near, else a full stop."""
    near = nearest(word, words)
    return say(f"，是不是想写 {near}？", f"; did you mean {near}?") if near else say("。", ".")


def usage(error: click.ClickException) -> str:
    """One sentence about `error`, and where to read more."""
    text = _sentence(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return text
    return text + say(f"用法见 {context.command_path} --help", f" See {context.command_path} --help")


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption(option_name=name) if name[1:2].isdigit():
            return say(
                f"“{name}”像是一个值；以减号开头的值，前面要加 --，如 pfglint value -- {name}。",
                f"“{name}” looks like a value; put -- before values that begin with a minus, as in pfglint value -- {name}.",
            )
        case click.NoSuchOption(option_name=name):
            options = (
                [option for param in error.ctx.command.params for option in param.opts] if error.ctx else []
            )
            return say(f"没有 {name} 这个选项", f"no such option: {name}") + meant(name, options)
        case click.MissingParameter(param=param) if param is not None:
            name = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
            return say(f"缺少 {name}。", f"{name} is missing.")
        case click.BadOptionUsage(option_name=name):
            return say(
                f"选项 {name} 用法不对，多半是缺了后面的值。",
                f"the option {name} is not used right; its value is probably missing.",
            )
        case click.UsageError() if error.message.startswith("Got unexpected extra argument"):
            extra = error.message.partition("(")[2].rstrip(")")
            return say(f"多了“{extra}”。", f"“{extra}” is one too many.")
        case _:
            return error.message
