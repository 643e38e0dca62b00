"""The command of all commands; one without a name is ``check``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from pfglint import __version__
from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.usage import nearest

COMMANDS = (
    "check",
    "fix",
    "annotate",
    "waive",
    "baseline",
    "forms",
    "query",
    "fields",
    "value",
    "rules",
    "rule",
    "init",
    "config",
    "profiles",
    "compare",
    "review",
    "schema",
    "test",
    "new-rule",
    "completion",
)
"""In the order of the help; each is a module of this package with a ``command``."""

HELP = """检查财政项目支出绩效目标申报表，指出哪里要改、为什么、怎么改。

Finds what is wrong in Chinese budget performance-goal forms: where, why, and how to mend it.

\b
例子 Examples:
  pfglint 申报表.docx                 检查一个文件 check a file
  pfglint 申报表/ --severity info     检查一个文件夹，连提示也显示
  pfglint -f json 申报表/ > 结果.json 给别的程序用 for other programs
  pfglint forms 申报表.xlsx           看看读懂了什么 what was understood
  pfglint value "≤550.00(元/人·天)"   解释一个指标值 explain a value
  pfglint rule percent-on-count       解释一条规则 explain a rule

\b
退出码 Exit status:
  0  可以提交 nothing in the way
  1  有错误 errors found
  2  用法、规则包或文件有问题 bad usage, rule pack or input
"""


class Interrupted(BaseException):
    """Ctrl-C: click would turn a KeyboardInterrupt into two lines."""


class Root(Command, click.Group):
    """Finds the commands by their names and imports them when they are wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands; see `click.Group.list_commands`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; see `click.Group.get_command`."""
        return _command(cmd_name) if cmd_name in COMMANDS else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command first, ``check`` where none is named; see `click.Command.parse_args`."""
        if not args and not ctx.resilient_parsing:
            click.echo(self.get_help(ctx))
            ctx.exit(2)
        return super().parse_args(ctx, with_command(args) if args else args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; see `click.Command.invoke`."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and, for ``check`` without its name, files; see `click.Command.shell_complete`."""
        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="file")]


def with_command(args: list[str]) -> list[str]:
    """`args` with the command in front: the first word if it is one, else ``check``."""
    at = _first_word(args)
    if at is None:
        return args if {"--help", "-h", "--version"} & {*args} else ["check", *args]
    word = args[at]
    if "--" in args[:at]:
        return ["check", *args]
    if word in COMMANDS:
        return [word, *args[:at], *args[at + 1 :]]
    near = nearest(word, COMMANDS)
    if near and word.isascii() and word.replace("-", "").isalpha() and not Path(word).exists():
        raise click.UsageError(
            say(
                f"没有 {word} 这个命令，也没有这个文件，是不是想写 {near}？",
                f"there is neither a command nor a file {word}; did you mean {near}?",
            )
        )
    return ["check", *args]


def _first_word(args: list[str]) -> int | None:
    """The index of the first of `args` that is neither an option nor the value of one."""
    valued = {
        name
        for param in _command("check").params
        if isinstance(param, click.Option) and not param.is_flag
        for name in param.opts
    }
    value_follows = False
    for index, arg in enumerate(args):
        if not value_follows and (arg == "-" or not arg.startswith("-")):
            return index
        value_follows = not value_follows and arg in valued
    return None


def _command(name: str) -> click.Command:
    command: click.Command = import_module(f"pfglint.cli.{name.replace('-', '_')}").command
    return command


root = Root(
    "pfglint",
    help=HELP,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="",
    subcommand_metavar="[check] PATH… | COMMAND …",
)
root = click.version_option(__version__, message="pfglint %(version)s", help="版本 Version")(root)
