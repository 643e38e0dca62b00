"""``pfglint fix``: the fixes of findings, made in the files themselves."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.configured import config_options, configs_of, in_force, ready
from pfglint.cli.files import wanted_of
from pfglint.cli.fix_text import Report
from pfglint.cli.help import Command
from pfglint.cli.language import language
from pfglint.cli.options import color_option, lang_option
from pfglint.cli.output import output
from pfglint.finding import Finding, Severity
from pfglint.report import Color
from pfglint.report.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pfglint.config import Configs


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for.

    unsafe, diff, backup: as the options are called.
    chosen:  the rules whose findings are to be mended; `watched`: those that must not find anything new.
    """

    unsafe: bool
    diff: bool
    backup: bool
    chosen: Configs
    watched: Configs


@dataclass(slots=True)
class Tally:
    """What a run came to.

    files, made: how many files were mended, and in how many places.
    unsafe:      how many places --unsafe would mend.
    left:        the findings that are left.
    failed:      whether a file could not be read or written.
    """

    files: int = 0
    made: int = 0
    unsafe: int = 0
    left: Counter[Severity] = field(default_factory=Counter)
    failed: bool = False


@click.command("fix", cls=Command, short_help="自动修正 Mend what can be mended")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--diff", is_flag=True, help="只看会改什么，不写入 Only show what would change")
@click.option("--unsafe", is_flag=True, help="会改变意思的也改 Also fixes that change the meaning")
@click.option("--backup", is_flag=True, help="原文件另存为 .bak Keep the old file as .bak")
@config_options
@color_option
@lang_option
def command(
    paths: tuple[str, ...], diff: bool, unsafe: bool, backup: bool, color: Color, lang: str, **chosen: Any
) -> None:
    """修正申报表：只改能确定怎么改的地方（符号、单位和数的写法），别处一个字节也不动。

    Mends forms in place wherever it is certain what to write (signs, spellings of units, formats of numbers); nothing
    else in the file changes. For -, standard input, the mended text goes to standard output.
    """
    from pfglint.config import Configs
    from pfglint.source.files import STDIN, find_files

    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    files = ready(configs, find_files(paths, wanted_of((), (), False, config)))
    # What --select leaves out is not mended, and must not come up either because of what is mended.
    watched = Configs(configs.given._replace(select=(), ignore=()))
    asked = Asked(unsafe=unsafe, diff=diff, backup=backup, chosen=configs, watched=watched)
    tally = Tally()
    with output() as out:
        report = Report(page(sys.stderr if STDIN in files and not diff else out, color), diff=diff)
        for path in files:
            _mend(path, asked, tally, report)
        report.close(tally)
    fails = any(one >= config.fail_on for one in tally.left) or (diff and tally.made)
    click.get_current_context().exit(2 if tally.failed else 1 if fails else 0)


def _mend(path: str, asked: Asked, tally: Tally, report: Report) -> None:
    """Mend one file."""
    from pfglint.lint import check_bytes, check_file
    from pfglint.mend import file, text
    from pfglint.mend.run import mend
    from pfglint.source.files import STDIN

    rules = asked.watched.rules(path)
    names = {rule.name for rule in asked.chosen.rules(path)}

    def wanted(finding: Finding) -> bool:
        safe = asked.unsafe or (finding.fix is not None and finding.fix.safe)
        return safe and finding.name in names

    def check(data: bytes) -> Sequence[Finding]:
        return check_bytes(data, path, rules, language.get()).findings

    try:
        original = file.read(path)
    except OSError:
        first = check_file(path, rules, language.get())
    else:
        first = check_bytes(original.data, path, rules, language.get())
    if first.unreadable:
        tally.failed = True
        report.unread(first.findings)
        return
    mended = mend(original.data, first.findings, wanted, check, text.write)
    report.show(path, original.data, mended)
    if not asked.diff and (mended.made or path == STDIN):
        try:
            copy = file.replace(original, mended.data, backup=asked.backup)
        except file.NotWrittenError as error:
            tally.failed = True
            report.not_written(path, error.kind, error.detail)
            return
        if copy is not None:
            report.kept(copy)
    tally.files += bool(mended.made)
    tally.made += len(mended.made)
    tally.left.update(one.severity for one in mended.left)
    tally.unsafe += sum(one.fix is not None and one.name in names and not wanted(one) for one in mended.left)
