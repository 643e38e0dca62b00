"""``pfglint new-rule``: a rule to begin with, in a pack of one's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pfglint.cli.editor import put_schema, schema_line
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import Word, lang_option
from pfglint.cli.output import output
from pfglint.cli.packs import explained
from pfglint.cli.writing import put
from pfglint.mend.file import Original
from pfglint.report.plain import columns, printable
from pfglint.rule.problem import unread

if TYPE_CHECKING:
    from pfglint.rule.model import RuleSet
    from pfglint.rule.scaffold import Added

PACK = "本单位规则.yaml"
"""The pack that a rule goes into where none is named."""
_SHELL = " \t()&;'$`*?<>|"
"""What a shell would not leave alone in a name."""
KINDS = ("indicator", "form", "promise", "field", "cell", "fact")


@click.command("new-rule", cls=Command, short_help="开一条新规则 Begin a rule of one's own")
@click.argument("name", metavar="NAME")
@click.option(
    "--pack",
    default=PACK,
    metavar="FILE",
    help=f"写进哪个规则包，没有就新建 The pack, new if need be: {PACK}",
)
@click.option(
    "--for",
    "kind",
    type=Word(KINDS),
    default=KINDS[0],
    metavar="WHAT",
    help="查什么 It looks at: " + ", ".join(KINDS),
)
@click.option("--group", is_flag=True, help="几个指标放在一起看 Judges indicators together")
@click.option("--title", metavar="TEXT", help="标题 Its title")
@click.option("--code", metavar="CODE", help="编号，不写就接着排 Its code; the next free one")
@lang_option
def command(
    name: str, pack: str, kind: str, group: bool, title: str | None, code: str | None, lang: str
) -> None:
    """在规则包里开一条新规则，带着能通过的例子，照着改就行。NAME 是英文短名，如 long-training。

    Begins a rule in a pack, with examples that pass, to be changed into what is wanted. NAME is its name: long-training.
    What stands in the pack already stays as it is.
    """
    from pfglint.rule.scaffold import GROUP, Refused, Wish, added

    if group and kind != "indicator":
        raise click.UsageError(say("--group 只用于指标。", "--group is for indicators."))
    if title is not None and (not title.strip() or len(title.splitlines()) != 1):
        raise click.UsageError(say("--title 要一行文字。", "--title takes one line of text."))
    wish = Wish(name, GROUP if group else kind, code, title.strip() if title else None)
    path = Path(pack)
    before = _content(path)
    try:
        with explained():
            text = before.decode() if before is not None else None
            new = added(wish, pack, text, _known(), schema_line(path, "pack"))
    except Refused as refused:
        raise click.ClickException(refused.said.text(language.get()) + say("。", ".")) from refused
    except UnicodeDecodeError as error:
        raise click.ClickException(
            say(f"{printable(pack)} 不是 UTF-8 编码的文件。", f"{printable(pack)} is no UTF-8 text.")
        ) from error
    put(path, new.text, Original(Path(os.path.realpath(path)), before) if before is not None else None)
    schema = put_schema(path, "pack") if before is None else ""
    with output() as out:
        done, *rest = _told(pack, new, name, fresh=before is None)
        for line in (done, *([schema] if schema else []), *rest):
            out.write(line + "\n")


def _content(path: Path) -> bytes | None:
    """What is in the pack; None where there is none yet."""
    name = printable(str(path))
    if path.is_dir():
        raise click.UsageError(
            say(f"{name} 是文件夹，--pack 要一个文件。", f"{name} is a folder; --pack takes a file.")
        )
    if path.suffix not in (".yaml", ".yml"):
        raise click.UsageError(
            say(f"规则包的名字要以 .yaml 结尾，不是 {name}。", f"a pack's name ends with .yaml, not {name}.")
        )
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        why = say(*unread(error))
        raise click.ClickException(say(f"{name} 读不了：{why}。", f"cannot read {name}: {why}.")) from error


def _known() -> RuleSet:
    """The rules whose codes and names are taken: the built-in ones, and those of the configuration here.

    A pack that somebody is at work on may well be wrong in places: then the built-in ones must do.
    """
    from pfglint.config import Configs, Given
    from pfglint.rule.pack import load_builtin
    from pfglint.rule.problem import DataError

    try:
        return Configs(Given()).common(["."]).rules or load_builtin()
    except (DataError, OSError):
        return load_builtin()


def _told(pack: str, new: Added, name: str, *, fresh: bool) -> list[str]:
    """What was done, and what to do now."""
    shown = printable(pack)
    where = f"{shown}:{new.line}"
    done = say(f"{where} 加了规则 {new.code} {name}。", f"{where} has the rule {new.code} {name} now.")
    if fresh:
        done = say(f"新建了 {shown}。", f"Made {shown}. ") + done
    quoted = f'"{shown}"' if set(shown) & set(_SHELL) else shown
    steps = [
        (
            f"pfglint test {quoted}",
            "例子都相符；改好规则再运行",
            "its examples are as they say; run it again after each change",
        ),
        ("pfglint query '条件' 申报表/", "先看条件会碰到哪些", "what a condition would meet"),
        (f"pfglint check 申报表/ --rules {quoted}", "连同内置规则一起查", "check with it"),
    ]
    room = max(columns(line) for line, *_ in steps) + 2
    told = [done, "", say("改标着“改”的几处，然后：", "Change what is marked “Change”, then:")]
    return told + [f"  {line}{' ' * (room - columns(line))}{say(zh, en)}" for line, zh, en in steps]
