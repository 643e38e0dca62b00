"""``pfglint baseline``: what is found today is recorded, so that from now on only what is new is reported."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from pfglint.cli.accepted import baseline_file, baseline_option
from pfglint.cli.configured import config_options, configs_of, in_force, ready, said
from pfglint.cli.files import FileChoice, file_options
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import jobs_option, lang_option, processors, severity_option
from pfglint.cli.output import output
from pfglint.cli.packs import explained
from pfglint.cli.progress import Progress, watched
from pfglint.cli.writing import put
from pfglint.finding import Severity
from pfglint.report import Setting, open_report
from pfglint.report.plain import printable

if TYPE_CHECKING:
    from pfglint.baseline import Baseline
    from pfglint.baseline.tally import Anew
    from pfglint.config import Config
    from pfglint.finding import Finding


@click.command("baseline", cls=Command, short_help="记下现有问题，以后只报新的 Record what is there")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--accept-new", is_flag=True, help="新的问题也记下 Take in what is new, too")
@severity_option("记", "recorded")
@baseline_option
@config_options
@file_options
@jobs_option("1")
@lang_option
def command(
    paths: tuple[str, ...],
    accept_new: bool,
    severity: str,
    baseline: str | None,
    jobs: int,
    lang: str,
    choice: FileChoice,
    **chosen: Any,
) -> None:
    """把现有的问题记进基线，以后检查只报新的。已有基线的重新生成：改好的去掉，新的不收（除非加 --accept-new，退出码 1）。

    Records what is found, so that checks report only what is new. An existing baseline is made anew: what was mended goes, what
    is new is refused (exit status 1) unless --accept-new is given.
    """
    from pfglint.accepted import Run, accepted_of
    from pfglint.lint import check_files
    from pfglint.source.files import find_files

    configs = configs_of(
        **chosen,
        severity=said("severity", Severity[severity.upper()]),
        jobs=said("jobs", jobs),
        baseline=baseline_file(baseline),
    )
    config = in_force(configs, paths)
    _refuse_missing(paths)
    most = choice.most(config)
    least = min(config.severity, config.fail_on)
    files = ready(configs, find_files(paths, choice.wanted(config)))
    path = _path(config)
    with explained():
        before = _read(path)
        run = Run(configs, paths, files, config.lang, least)
        accepted = accepted_of(run, before)
    assert accepted is not None
    tally = accepted.tallies[files[0]]
    found: list[tuple[str, Finding]] = []
    unread: list[Finding] = []
    forms = 0
    with Progress(len(files) if watched() else None) as progress:
        for result in check_files(
            files,
            configs.rules,
            lang=config.lang,
            jobs=config.jobs or processors(),
            least=least,
            limits=most,
            sieve_of=accepted.sieves,
        ):
            forms += result.forms
            for one in result.findings:
                if result.unreadable and one.form is None:
                    unread.append(one)
                else:
                    found.append((before.inside(result.path), one))
            accepted.judged(result)
            progress.step()
    fresh = not path.exists()
    if fresh and not forms:
        with output() as out:
            _show(out, unread or [one for _, one in found])
        raise click.ClickException(
            say("没有可检查的申报表，基线没有写。", "there is no form to check; no baseline was written.")
        )
    whole = accepted.is_whole(tally)
    anew = tally.anew(found, whole=whole, accept_new=accept_new or fresh)
    changed = _write(path, before, anew, paths)
    with output() as out:
        _show(out, unread)
        _show(out, anew.new)
        idle = tally.idle(whole=whole)
        _tell(out, anew, before, fresh=fresh, changed=changed, forms=forms, idle=idle, config=config)
    click.get_current_context().exit(2 if unread else 1 if anew.new else 0)


def _refuse_missing(paths: Iterable[str]) -> None:
    """End the command where a path leads nowhere: a baseline of nothing would hide that it was mistyped."""
    from pfglint.source.archive import outermost
    from pfglint.source.files import STDIN

    for path in paths:
        if path != STDIN and not os.path.lexists(outermost(path)):
            raise click.ClickException(
                say(
                    f"没有“{printable(path)}”这个文件或文件夹，基线没有写。",
                    f"there is no file or folder “{printable(path)}”; no baseline was written.",
                )
            )


def _path(config: Config) -> Path:
    """Where the baseline is: where the command line or the configuration says, or else beside that, or here."""
    from pfglint.baseline.model import NAME

    return (config.baseline or config.folder / NAME).resolve()


def _read(path: Path) -> Baseline:
    """The baseline as it is; a blank one where there is none yet."""
    from pfglint.baseline import Baseline
    from pfglint.baseline.read import read_baseline
    from pfglint.config.read import shown

    name = shown(path)
    return read_baseline(path, name) if path.exists() else Baseline(name, path.parent)


def _write(path: Path, before: Baseline, anew: Anew, paths: Iterable[str]) -> bool:
    """Write the baseline; whether it is another now."""
    from pfglint.baseline.write import text_of

    text = text_of(_made_of(before, paths), anew.entries)
    if path.exists() and path.read_bytes() == text.encode():
        return False
    put(path, text)
    return True


def _made_of(before: Baseline, paths: Iterable[str]) -> set[str]:
    """What the baseline is made of: what it was, as far as it is still there, and `paths`; nothing within another."""
    every = {path for path in before.paths if before.is_there(path)} | {before.inside(path) for path in paths}
    return {
        path
        for path in every
        if not any(other != path and (other == "." or path.startswith(f"{other}/")) for other in every)
    }


def _show(out: TextIO, findings: Sequence[Finding]) -> None:
    report = open_report("concise", out, Setting(lang=language.get()))
    report.show(findings)


def _tell(
    out: TextIO,
    anew: Anew,
    before: Baseline,
    *,
    fresh: bool,
    changed: bool,
    forms: int,
    idle: int,
    config: Config,
) -> None:
    """Say what the baseline is now, and what to do with it. idle: how many it keeps of rules that were not asked."""
    name = printable(before.path)
    kept = sum(entry.count for entry in anew.entries)
    was = sum(entry.count for entry in before.entries)
    gone = sum(stale.gone for stale in anew.stale)
    if fresh:
        lines = [say(f"{name}：{forms} 张表，记下 {kept} 处。", f"{name}: {kept} recorded in {forms} forms.")]
    elif not changed:
        lines = [say(f"{name}：没有变化，{kept} 处。", f"{name}: nothing has changed, {kept} recorded.")]
    else:
        more = max(0, kept - was + gone)
        lines = [
            say(
                f"{name}：去掉 {gone} 处，新收 {more} 处，现有 {kept} 处。",
                f"{name}: {gone} taken out, {more} taken in, {kept} recorded now.",
            )
        ]
    if idle:
        lines.append(
            say(
                f"其中 {idle} 处的规则这次没有查（关掉了或没有选），照旧留着。",
                f"{idle} of them are of rules that were not asked (switched off or not selected); they stay.",
            )
        )
    if anew.new:
        lines.append(
            say(
                f"上面 {len(anew.new)} 处是新的，没有记；先改表，确实要记的加 --accept-new。",
                f"The {len(anew.new)} above are new and were not recorded; mend them, or record them with --accept-new.",
            )
        )
    lines.extend(_next(before, config))
    out.write("".join(f"{line}\n" for line in lines))


def _next(baseline: Baseline, config: Config) -> Iterable[str]:
    """What is still to be written into the configuration."""
    from pfglint.config.find import NAMES
    from pfglint.config.read import shown

    origin = config.origins.get("baseline")
    if origin is not None and origin.kind == "file":
        return
    file = Path(baseline.folder, Path(baseline.path).name)
    home = Path(config.path).resolve() if config.path is not None else baseline.folder / NAMES[0]
    name = printable(shown(home))
    value = printable(Path(os.path.relpath(file, home.parent)).as_posix())
    yield say(
        f"在 {name} 里写上 baseline: {value}，以后只报新的。",
        f"Write “baseline: {value}” into {name}, and only what is new is reported.",
    )
