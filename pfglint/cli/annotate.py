"""``pfglint annotate``: copies of files with the findings written beside the culprits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pfglint.cli.annotate_text import Report
from pfglint.cli.check import titles
from pfglint.cli.configured import config_options, configs_of, in_force, ready, said
from pfglint.cli.copies import Copy, copies, originals
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.options import color_option, fail_on_option, lang_option, severity_option
from pfglint.cli.output import output
from pfglint.cli.writing import Identity, identities, trouble_with
from pfglint.finding import Severity
from pfglint.report import Color
from pfglint.report.page import page

if TYPE_CHECKING:
    from pfglint.config import Configs
    from pfglint.lint import FileResult
    from pfglint.source.limits import Limits


class Content(NamedTuple):
    """What a file holds, and its kind."""

    data: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for.

    least:  the least severity that is annotated.
    named:  the paths that were given; what stands in a folder among them and cannot be annotated is passed over.
    inputs: these paths, and all files that they lead to; none of them is written to.
    titles: the rules' titles by code.
    """

    configs: Configs
    limits: Limits
    least: Severity
    lang: str
    force: bool
    named: Set[str]
    inputs: Set[Identity]
    titles: Mapping[str, str]


@dataclass(slots=True)
class Tally:
    """What a run came to. copies: those that were written; notes: in all of them; failed: whether one was not.

    skipped: the files in folders that are of another kind than can be annotated.
    """

    copies: set[Path] = field(default_factory=set)
    notes: int = 0
    found: Counter[Severity] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    failed: bool = False


@click.command("annotate", cls=Command, short_help="批注 A copy with remarks in it")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="OUT",
    help="副本，或放副本的文件夹 The copy, or its folder",
)
@click.option("--force", is_flag=True, help="OUT 已有也写 Write over what OUT was")
@severity_option("批注", "annotated")
@fail_on_option
@config_options
@file_options
@color_option
@lang_option
def command(
    paths: tuple[str, ...],
    out: str,
    force: bool,
    severity: str,
    fail_on: str,
    color: Color,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """在副本上写批注：Word 加批注，Excel 加批注、底色和“审核意见”表，PDF 加高亮和注释；原件不动。

    Writes the findings into a copy, beside the cells they are about: comments in Word; notes, tints and a sheet that
    lists them all in Excel; highlights with notes in PDF. The original is never touched.
    """
    from pfglint.annotate.write import SUFFIXES
    from pfglint.source.files import find_files

    configs = configs_of(
        **chosen,
        severity=said("severity", Severity[severity.upper()]),
        fail_on=said("fail_on", Severity[fail_on.upper()]),
    )
    config = in_force(configs, paths)
    most = choice.most(config)
    found = find_files(paths, choice.wanted(config))
    files = ready(configs, originals(paths, found, out))
    asked = Asked(
        configs,
        most,
        config.severity,
        config.lang,
        force,
        frozenset(paths),
        identities([*paths, *files]),
        titles(configs),
    )
    planned = copies(paths, files, out)
    tally = Tally()
    with output() as stream:
        report = Report(page(stream, color))
        for copy in planned:
            _annotate(copy, asked, tally, report)
        report.close(tally, SUFFIXES)
    fails = any(one >= config.fail_on for one in tally.found)
    click.get_current_context().exit(2 if tally.failed else 1 if fails else 0)


def _annotate(copy: Copy, asked: Asked, tally: Tally, report: Report) -> None:
    """Write the annotated copy of one file, or say why there is none."""
    from pfglint.annotate.write import SUFFIXES, kind_in
    from pfglint.lint import check_bytes, check_file
    from pfglint.source.document import SourceError
    from pfglint.source.open import CONVERTED, content_of

    path = copy.source
    rules = asked.configs.rules(path)
    try:
        data = content_of(path, asked.limits)
        kind = kind_in(data, path)
    except SourceError as error:
        if error.kind.startswith("limit"):
            tally.failed = True
            report.refused(path, error.kind)
            return
        kind = ""
    if kind not in SUFFIXES:
        if kind and path not in asked.named:
            tally.skipped.append(path)
            return
        result = None if kind in CONVERTED else check_file(path, rules, asked.lang, limits=asked.limits)
        if result is not None and (result.unreadable or not kind):
            tally.failed |= result.unreadable
            report.unread(result.findings)
        else:
            tally.failed = True
            report.not_of_a_kind(path, kind, SUFFIXES)
        return
    target = copy.path(SUFFIXES[kind], tally.copies)
    if trouble := trouble_with(target, asked.inputs, force=asked.force):
        tally.failed = True
        report.refused(path, trouble, str(target))
        return
    result = check_bytes(data, path, rules, asked.lang, asked.least, asked.limits)
    if result.unreadable:
        tally.failed = True
        report.unread(result.findings)
        return
    tally.found.update(result.found)
    _write(Content(data, kind), result, target, asked, tally, report)


def _write(
    content: Content, result: FileResult, target: Path, asked: Asked, tally: Tally, report: Report
) -> None:
    """Write the findings of a file into its copy."""
    from pfglint.annotate.remark import notes, remark_of
    from pfglint.annotate.write import annotated
    from pfglint.mend.file import NotWrittenError, create
    from pfglint.source.document import SourceError

    written = notes(remark_of(one, asked.titles, asked.lang) for one in result.findings)
    try:
        copy = annotated(*content, written, asked.lang, asked.limits)
        target.parent.mkdir(parents=True, exist_ok=True)
        create(target, copy)
    except SourceError as error:
        tally.failed = True
        report.refused(result.path, error.kind, error.detail)
    except NotWrittenError as error:
        tally.failed = True
        report.refused(f"{result.path} → {target}", error.kind, error.detail)
    except OSError:  # a file has the folder's name, or no folder may be made there
        tally.failed = True
        report.refused(result.path, "folder", str(target.parent))
    else:
        tally.copies.add(target)
        tally.notes += len(written)
        report.made(result.path, target, Counter(one.severity for one in result.findings), len(written))
