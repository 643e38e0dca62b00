"""``pfglint waive``: one more waiver in the file beside the forms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pfglint.cli.configured import configs_of, in_force, reading_options, ready
from pfglint.cli.editor import put_schema, schema_line
from pfglint.cli.files import FileChoice
from pfglint.cli.help import Command
from pfglint.cli.language import language, say
from pfglint.cli.options import lang_option, processors
from pfglint.cli.output import output
from pfglint.cli.packs import explained
from pfglint.cli.usage import meant
from pfglint.cli.writing import put
from pfglint.report.plain import printable

if TYPE_CHECKING:
    from pfglint.config import Config, Configs
    from pfglint.finding import Finding
    from pfglint.rule.model import Rule
    from pfglint.waiver import Waiver, Waivers


@click.command("waive", cls=Command, short_help="豁免一处 Waive a finding")
@click.argument("rule", metavar="RULE")
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option("--project", required=True, metavar="NAME", help="项目名称 The project")
@click.option("--indicator", metavar="NAME", help="指标名称，不写就是全部 The indicator; without it, all")
@click.option("--reason", required=True, metavar="TEXT", help="为什么可以不改 Why it may stay")
@click.option("--until", metavar="DATE", help="有效的最后一天 The last day: 2026-12-31")
@click.option("--anyway", is_flag=True, help="用不上也记 Even if it is for nothing yet")
@reading_options
@lang_option
def command(
    rule: str,
    paths: tuple[str, ...],
    project: str,
    indicator: str | None,
    reason: str,
    until: str | None,
    anyway: bool,
    lang: str,
    **chosen: Any,
) -> None:
    """在申报表旁边的豁免清单里记一条：这个项目的这个指标，这条规则可以不改。写了 PATH，先看看它用在哪里，用不上的不记（退出码 1）。

    Adds a waiver to the file beside the forms: this rule need not be minded here. With PATH, it is tried on the forms first; one
    that is for nothing is not added (exit status 1).
    """
    from pfglint.waiver import Waiver

    configs = configs_of(**chosen)
    config = in_force(configs, paths or ["."])
    texts = {"--project": project, "--indicator": indicator, "--reason": reason}
    for option, text in texts.items():
        if text is not None and not text.strip():
            raise click.UsageError(say(f"{option} 是空的。", f"{option} is blank."))
    waiver = Waiver(
        _rule(rule, config).name,
        project.strip(),
        indicator.strip() if indicator is not None else None,
        reason.strip(),
        _day(until) if until is not None else None,
    )
    files = _files(configs, config, paths)
    used, seen = _tried(waiver, configs, files) if files else (0, [])
    if files and not used and not anyway:
        with output() as out:
            more = say("确实要记的，加 --anyway。", " To add it all the same, use --anyway.")
            out.write(say("没有记：", "Not added: ") + _nothing(waiver, seen) + more + "\n")
        click.get_current_context().exit(1)
    with explained():
        name, line = _write(waiver, configs, config, paths)
    about = printable(f"{name}:{line}  {waiver.about}")
    with output() as out:
        out.write(say(f"已记入 {about}\n", f"Added at {about}\n"))
        if used:
            out.write(say(f"豁免了 {used} 处。\n", f"It waives: {used}.\n"))
        elif files:
            out.write(say("现在还用不上。\n", "It is for nothing yet.\n"))


def _rule(word: str, config: Config) -> Rule:
    """The one rule that a word names."""
    from pfglint.rule.select import named, no_rule

    assert config.rules is not None
    found = config.rules.find(word)
    if found is not None:
        return found
    if named(word, config.rules):
        raise click.UsageError(
            say(
                f"“{word}”是一类规则；豁免要写明一条规则。",
                f"“{word}” is a family of rules; a waiver is for one rule.",
            )
        )
    told = no_rule(word, config.rules)
    raise click.UsageError(say(told.zh, told.en) + ("" if told.zh.endswith("？") else say("。", ".")))


def _day(text: str) -> date:
    """The last day of a waiver that still holds."""
    from pfglint.waiver.read import day_of

    day = day_of(text.strip())
    if not isinstance(day, date):
        raise click.UsageError(say(f"--until：{day.zh}。", f"--until: {day.en}."))
    if day < date.today():
        raise click.UsageError(say(f"--until：{text} 已经过了。", f"--until: {text} is over."))
    return day


# ── Trying it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _files(configs: Configs, config: Config, paths: Sequence[str]) -> list[str]:
    from pfglint.source.files import find_files

    return ready(configs, find_files(paths, FileChoice().wanted(config))) if paths else []


def _tried(waiver: Waiver, configs: Configs, files: Sequence[str]) -> tuple[int, list[Finding]]:
    """How many findings in the files a waiver is for, and those of its rule that it is not for.

    A file that cannot be read ends the command.
    """
    from pfglint.lint import check_files
    from pfglint.report.plain import location
    from pfglint.sieve import Sieves
    from pfglint.waiver import Waivers

    sieves = Sieves(date.today(), dict.fromkeys(files, Waivers("", (waiver,))), {})
    used = 0
    seen: list[Finding] = []
    for result in check_files(files, configs.rules, lang=language.get(), jobs=processors(), sieve_of=sieves):
        if result.unreadable:
            told = max(result.findings, key=lambda one: one.severity)
            raise click.ClickException(f"{location(told.path, told.place, language.get())}: {told.message}")
        assert result.noted is not None
        used += result.noted.waived
        seen.extend(one for one in result.findings if one.name == waiver.rule)
    return used, seen


def _nothing(waiver: Waiver, seen: Sequence[Finding]) -> str:
    """What is said where a waiver is for nothing, with what it was probably meant to be for."""
    from pfglint.fingerprint import plain

    said = say("查过的表里没有这样的问题", "the forms that were checked have no such finding")
    here = [one for one in seen if plain(one.project or "") == plain(waiver.project)]
    if here:
        names = _listed(one.indicator for one in here if one.indicator)
        return said + say(
            f"；这个项目里，{waiver.rule} 报的是{names}。",
            f"; in this project, {waiver.rule} speaks of {names}.",
        )
    projects = {one.project for one in seen if one.project}
    return said + meant(waiver.project, projects)


def _listed(names: Iterable[str]) -> str:
    unique = dict.fromkeys(map(printable, names))
    return say("、", ", ").join(f"“{name}”" for name in unique)


# ── Writing it ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _write(waiver: Waiver, configs: Configs, config: Config, paths: Sequence[str]) -> tuple[str, int]:
    """Put a waiver into its file; gives the file, as it is shown, and the line."""
    from pfglint.config.find import WAIVERS, common_folder
    from pfglint.config.read import shown
    from pfglint.mend import file
    from pfglint.waiver.add import HEAD, CannotAddError, added
    from pfglint.waiver.read import read_waivers

    folder = common_folder(paths)
    beside = configs.waivers(str(folder))
    path = beside.path if beside is not None else _home(config, folder) / WAIVERS[0]
    name = shown(path)
    rules = list(configs.all_rules())
    try:
        if path.exists():
            _refuse_again(waiver, read_waivers(path, name, rules))
            original = file.read(str(path))
            text, waivers = added(original.data.decode(), waiver, name, rules)
            put(path, text, original)
        else:
            text, waivers = added(schema_line(path, "waivers") + HEAD, waiver, name, rules)
            put(path, text)
            put_schema(path, "waivers")
    except CannotAddError as error:
        raise click.ClickException(
            say(
                f"{name} 的写法没法自动添加，请把这几行放进去：\n{error.entry}",
                f"nothing can be added to {name} as it is written; put these lines there:\n{error.entry}",
            )
        ) from error
    return name, waivers.waivers[-1].place.line or 0


def _home(config: Config, folder: Path) -> Path:
    """Where a new file of waivers goes: beside the configuration, or else beside the forms."""
    if config.path is not None:
        return Path(config.path).parent
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _refuse_again(waiver: Waiver, waivers: Waivers) -> None:
    """End the command where the file has the same waiver already."""
    for one in waivers.waivers:
        if one.is_for_the_same(waiver):
            where = f"{waivers.path}:{one.place.line}"
            if one.has_run_out(date.today()):
                raise click.ClickException(
                    say(
                        f"{where} 已经有这一条，只是到期了；改那里的 until 就行。",
                        f"{where} has this waiver; it has run out: write a new day under “until” there.",
                    )
                )
            raise click.ClickException(say(f"{where} 已经有这一条。", f"{where} has this waiver already."))
