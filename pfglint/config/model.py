"""A configuration as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pfglint.finding import Severity
from pfglint.rule.model import Named, Profile, Refinement, RuleSet, WordsNamed
from pfglint.rule.problem import DataError, Said
from pfglint.source.limits import Limits


class ConfigError(DataError):
    """Everything that is wrong with a configuration."""


class Origin(NamedTuple):
    """Where a setting comes from: a line of a file, the command line (no path), or a file that was found (no line)."""

    path: str = ""
    line: int = 0

    @property
    def said(self) -> Said:
        """The same for people."""
        where = f"{self.path}:{self.line}"
        match self.kind:
            case "file":
                return Said(where, where)
            case "found":
                return Said("往上找到", "found above")
        return Said("命令行", "command line")

    @property
    def kind(self) -> str:
        """``file``, ``found`` or ``command-line``."""
        return ("file" if self.line else "found") if self.path else "command-line"


COMMAND_LINE = Origin()
AUTO = "auto"
"""The profile that each form shows by its own signs."""


class PerPath(NamedTuple):
    """What holds for the files that `glob` matches, relative to the folder of the configuration."""

    glob: str
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    profile: str | None = None
    origin: Origin = COMMAND_LINE


class Key(NamedTuple):
    """A key of the configuration.

    kind: what stands there: ``rules`` ``severities`` ``refine`` ``constants`` ``words`` ``per-path`` ``packs`` ``profile``
          ``choice`` ``level`` ``globs`` ``limits`` ``jobs`` ``file``.
    zh, en: what it is for.
    """

    name: str
    kind: str
    zh: str
    en: str

    @property
    def attribute(self) -> str:
        """The name of the attribute of `Config` that it sets."""
        return self.name.replace("-", "_")


KEYS = {
    key.name: key
    for key in (
        Key("select", "rules", "只查这些规则", "look at these rules only"),
        Key("ignore", "rules", "不查这些规则", "do not look at these rules"),
        Key("severities", "severities", "另定规则的级别", "other severities for rules"),
        Key("refine", "refine", "规则的例外", "exceptions to rules"),
        Key("constants", "constants", "规则里的数", "the numbers in rules"),
        Key("words", "words", "词表里另加的词", "more words for the lists"),
        Key("per-path", "per-path", "对某些文件另作规定", "what holds for some files only"),
        Key("packs", "packs", "另加的规则包", "rule packs of one's own"),
        Key("profile", "profile", "按哪一地的口径查", "by the practice of which place"),
        Key("format", "choice", "输出格式", "the report's format"),
        Key("severity", "level", "显示到哪一级", "the least severity shown"),
        Key("fail-on", "level", "哪一级起算不通过", "the least severity that fails"),
        Key("lang", "choice", "输出语言", "the report's language"),
        Key("include", "globs", "文件夹里查哪些文件", "the files to look at in folders"),
        Key("exclude", "globs", "文件夹里跳过哪些文件", "the files to leave out in folders"),
        Key("limits", "limits", "一个文件最多读多少", "how much of one file is read"),
        Key("jobs", "jobs", "进程数", "how many processes"),
        Key("waivers", "file", "豁免清单", "the file of waivers"),
        Key("baseline", "file", "基线", "the file of the baseline"),
        Key("review-sheet", "file", "审核表的格式", "the file with the review sheet"),
    )
}


@dataclass(frozen=True, slots=True)
class Config:
    """What is in force for some files.

    path:     the file that says so; None where there is none.
    rules:    the rules there are, the packs of the configuration among them, before any change.
    select, ignore, severities: words that name rules, as written; select None: all.
    refine, constants, words: as in `pfglint.rule.model.Changes`.
    per_path: in the order of the file; what stands later holds over what stands before.
    packs:    paths, resolved against the configuration's folder, and names of installed packs.
    profiles: those that there are, the built-in ones and those of the packs among them.
    profile:  the name of the one in force, or `AUTO`.
    severity, fail_on: the least severity that is shown, and that fails.
    jobs:     how many processes; 0 for as many as there are processors.
    include, exclude: patterns as git ignores by, relative to the configuration's folder.
    limits:   how much of one file is read.
    waivers, baseline, review_sheet: files, resolved against the configuration's folder.
    origins:  where each setting comes from, by its key; absent where it is the default.
    """

    path: str | None = None
    rules: RuleSet | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    refine: tuple[Refinement, ...] = ()
    constants: tuple[Named, ...] = ()
    words: tuple[WordsNamed, ...] = ()
    per_path: tuple[PerPath, ...] = ()
    packs: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    profile: str = AUTO
    format: str = "text"
    severity: Severity = Severity.WARNING
    fail_on: Severity = Severity.ERROR
    lang: str = "zh"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    jobs: int = 1
    waivers: Path | None = None
    baseline: Path | None = None
    review_sheet: Path | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder that the configuration's paths are relative to; the working folder where there is none."""
        return Path(self.path).parent if self.path else Path()
