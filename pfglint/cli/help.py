"""Help pages, in Chinese and English."""

from __future__ import annotations

import click

_HEADINGS = {"Options": "选项 Options", "Commands": "命令 Commands"}


class Formatter(click.HelpFormatter):
    """click's layout with headings of ours."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how to call; see `click.HelpFormatter.write_usage`."""
        super().write_usage(prog, args, prefix or "用法 Usage: ")

    def write_heading(self, heading: str) -> None:
        """The line above a list; see `click.HelpFormatter.write_heading`."""
        super().write_heading(_HEADINGS.get(heading, heading))


class Context(click.Context):
    """The context of our commands."""

    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is laid out by `Formatter`."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in both languages; see `click.Command.get_help_option`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "本说明 This help"
        return option
