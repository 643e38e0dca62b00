"""``pfglint init``: a configuration to start from, and the hook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from pfglint.cli.editor import put_schema, schema_line
from pfglint.cli.help import Command
from pfglint.cli.language import say
from pfglint.cli.options import lang_option
from pfglint.cli.output import output
from pfglint.cli.writing import put
from pfglint.report.plain import printable
from pfglint.rule.problem import unread


class _Done(NamedTuple):
    """What was done with a file, in words; whether it was all that was asked for."""

    said: str
    whole: bool = True


@click.command("init", cls=Command, short_help="写一份配置和提交前的检查 Start a configuration")
@click.argument("folder", default=".", metavar="[FOLDER]")
@click.option("--force", is_flag=True, help="已有的 pfglint.yaml 也重写 Overwrite a pfglint.yaml")
@lang_option
def command(folder: str, force: bool, lang: str) -> None:
    """在文件夹里写一份 pfglint.yaml，每一项都有说明；在 git 仓库里，再写提交前自动检查的条目。

    Writes a pfglint.yaml in which every key is explained, and in a git repository the entry of the pre-commit hook.
    What is there already is left alone.
    """
    base = Path(folder)
    if not base.is_dir():
        raise click.UsageError(
            say(f"没有 {printable(folder)} 这个文件夹。", f"there is no folder {printable(folder)}.")
        )
    done = [_configuration(base, force), _hook(base.resolve())]
    with output() as out:
        for one in done:
            out.write(one.said + "\n")
        out.write("\n" + say("接下来：", "Next:") + "\n")
        for line in _next(folder, hook=done[1].whole):
            out.write(f"  {line}\n")
    click.get_current_context().exit(0 if done[0].whole else 2)


def _configuration(folder: Path, force: bool) -> _Done:
    from pfglint.config.find import NAMES, find, here
    from pfglint.config.read import shown
    from pfglint.config.starter import starter

    there = here(folder)
    path = folder / NAMES[0]
    if there is not None and there != path:
        name = printable(shown(there))
        return _Done(say(f"{name} 里已有配置，没有另写。", f"{name} has a configuration already."), False)
    name = printable(shown(path))
    if there is not None and not force:
        return _Done(
            say(
                f"已有 {name}，没有动它；要重写，加 --force（原来的内容会丢）。",
                f"{name} is there already, and was left alone; --force overwrites it.",
            ),
            False,
        )
    before = find(folder.resolve())
    put(path, schema_line(path, "config") + starter())
    said = say(
        f"写好了 {name}：每一项都有说明，去掉前面的 # 就生效。",
        f"Wrote {name}: every key is explained; take the # before one away to set it.",
    )
    if schema := put_schema(path, "config"):
        said += "\n" + schema
    if before is not None and before != path.resolve():
        above = printable(shown(before))
        said += "\n" + say(
            f"从此管这里的是它，不再是 {above}。", f"It holds here from now on, and {above} no longer does."
        )
    return _Done(said)


def _hook(folder: Path) -> _Done:
    """Write the hook's entry where there is no file for it yet, else say what to add. folder: an absolute path."""
    from pfglint.config.read import shown
    from pfglint.config.starter import HOOKS, has_hook, hook_entry, hooks_file, repository

    root = repository(folder)
    if root is None:
        return _Done(
            say(
                "这里不是 git 仓库，没有写提交前的检查。",
                "This is no git repository: the pre-commit hook was left out.",
            ),
            False,
        )
    below = "" if root == folder else f"{folder.relative_to(root).as_posix()}/"
    path = root / HOOKS
    name = printable(shown(path))
    if not path.exists():
        put(path, hooks_file(below))
        return _Done(
            say(
                f"写好了 {name}：提交时自动检查改过的表。",
                f"Wrote {name}: the forms in each commit are checked.",
            )
        )
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        why = say(*unread(error))
        raise click.ClickException(say(f"{name} 读不了：{why}。", f"cannot read {name}: {why}.")) from error
    if has_hook(text):
        return _Done(say(f"{name} 里已有 pfglint。", f"{name} has pfglint already."))
    entry = hook_entry(below)
    return _Done(
        say(
            f"已有 {name}，没有动它；在它的 repos: 下面加上这几行：\n\n{entry}",
            f"{name} is there already, and was left alone; add these lines under its repos:\n\n{entry}",
        )
    )


def _next(folder: str, *, hook: bool) -> Iterator[str]:
    """What to do now, one command a line."""
    steps = [
        ("pfglint config", "看用的是哪些设置", "what is in force"),
        ("pfglint .", "检查这里的申报表", "check the forms here"),
    ]
    if hook:
        steps.append(("pip install pre-commit", "装 pre-commit（装过就不用）", "unless it is there already"))
        steps.append(("pre-commit install", "让 git 在提交时检查", "have git check each commit"))
    if os.path.realpath(folder) != os.path.realpath("."):
        yield f"cd {printable(folder)}"
    room = max(len(line) for line, *_ in steps) + 2
    for line, zh, en in steps:
        yield line.ljust(room) + say(zh, en)
