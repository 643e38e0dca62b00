"""``pfglint fix``: the fixes of findings, made in the files themselves."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.configured import config_options, configs_of, in_force, ready
from pfglint.cli.files import FileChoice, file_options
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
    from pfglint.mend.file import Original
    from pfglint.mend.run import Write
    from pfglint.source.limits import Limits


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for.

    unsafe, diff, backup: as the options are called.
    chosen:  the rules whose findings are to be mended; `watched`: those that must not find anything new.
    limits:  how much of one file is read.
    """

    unsafe: bool
    diff: bool
    backup: bool
    chosen: Configs
    watched: Configs
    limits: Limits


@dataclass(slots=True)
class Tally:
    """What a run came to.

    files, made: how many files were mended, and in how many places.
    unsafe:      how many places --unsafe would mend.
    elsewhere:   how many could be mended if their files were of another format.
    left:        the findings that are left.
    failed:      whether a file could not be read or written.
    """

    files: int = 0
    made: int = 0
    unsafe: int = 0
    elsewhere: int = 0
    left: Counter[Severity] = field(default_factory=Counter)
    failed: bool = False


@click.command("fix", cls=Command, short_help="自动修正 Mend what can be mended")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--diff", is_flag=True, help="只看会改什么，不写入 Only show what would change")
@click.option("--unsafe", is_flag=True, help="会改变意思的也改 Also fixes that change the meaning")
@click.option("--backup", is_flag=True, help="原文件另存为 .bak Keep the old file as .bak")
@config_options
@file_options
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    diff: bool,
    unsafe: bool,
    backup: bool,
    color: Color,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """修正申报表（Word、Excel、csv、文本）：只改能确定怎么改的地方（符号、单位和数的写法），别处一个字节也不动。

    Mends forms (Word, Excel, csv, text) in place wherever it is certain what to write (signs, spellings of units, formats
    of numbers); nothing else in the file changes. For -, standard input, the mended file goes to standard output.
    """
    from pfglint.config import Configs
    from pfglint.source.files import STDIN, find_files

    configs = configs_of(**chosen)
    config = in_force(configs, paths)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    # What --select leaves out is not mended, and must not come up either because of what is mended.
    watched = Configs(configs.given._replace(select=(), ignore=()))
    most = choice.most(config)
    asked = Asked(unsafe=unsafe, diff=diff, backup=backup, chosen=configs, watched=watched, limits=most)
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
    from pfglint.mend import file
    from pfglint.mend.run import mend
    from pfglint.source.files import STDIN

    rules = asked.watched.rules(path)
    names = {rule.name for rule in asked.chosen.rules(path)}

    def offered(finding: Finding) -> bool:
        return finding.fix is not None and finding.name in names

    def wanted(finding: Finding) -> bool:
        return offered(finding) and (asked.unsafe or (finding.fix is not None and finding.fix.safe))

    def check(data: bytes) -> Sequence[Finding]:
        return check_bytes(data, path, rules, language.get(), limits=asked.limits).findings

    original = None
    try:
        original = file.read(path, asked.limits.size << 20)
    except file.NotReadError as error:
        tally.failed = True
        report.not_written(path, error.kind, f"{asked.limits.size:,}")
        return
    except OSError:  # it is not there, or is inside an archive
        first = check_file(path, rules, language.get(), limits=asked.limits)
    else:
        first = check_bytes(original.data, path, rules, language.get(), limits=asked.limits)
    if first.unreadable:
        tally.failed = True
        report.unread(first.findings)
        return
    kind, write = _writer(original, path, asked.limits)
    if original is None or write is None:
        _told_only(path, kind, list(filter(wanted, first.findings)), first.findings, tally, report)
        return
    mended = mend(original.data, first.findings, wanted, check, write)
    copy = None
    if not asked.diff and (mended.made or path == STDIN):
        try:
            copy = file.replace(original, mended.data, backup=asked.backup)
        except file.NotWrittenError as error:
            tally.failed = True
            report.not_written(path, error.kind, error.detail)
            return
    report.show(path, original.data, mended)
    if copy is not None:
        report.kept(copy)
    tally.files += bool(mended.made)
    tally.made += len(mended.made)
    tally.left.update(one.severity for one in mended.left)
    tally.unsafe += sum(offered(one) and not wanted(one) for one in mended.left)


def _writer(original: Original | None, path: str, limits: Limits) -> tuple[str, Write | None]:
    """The kind of a file that was read, and what mends it, if anything does."""
    if original is None:
        return "archive", None
    from io import BytesIO

    from pfglint.mend.writers import writer_of
    from pfglint.source.kind import kind_of
    from pfglint.source.limits import Meter

    kind = kind_of(BytesIO(original.data), Meter(limits), path)
    return kind, writer_of(kind, limits)


def _told_only(
    path: str,
    kind: str,
    mendable: Sequence[Finding],
    found: Sequence[Finding],
    tally: Tally,
    report: Report,
) -> None:
    """Say of a file that it is none that can be mended."""
    tally.elsewhere += len(mendable)
    tally.left.update(one.severity for one in found)
    if mendable:
        report.not_mendable(path, kind, len(mendable))
