"""What may stand under the keys of a configuration."""

from __future__ import annotations

from collections.abc import Mapping

from pfglint.config.model import KEYS
from pfglint.report import FORMATS
from pfglint.rule.keys import CHANGES, SEVERITY
from pfglint.rule.shape import Choice, Key, Listed, Mapped, Named, Shape, Table, Whole

LANGUAGES = ("zh", "en")
CHOICES: Mapping[str, tuple[str, ...]] = {"format": FORMATS, "lang": LANGUAGES}
"""The words that there are for a key."""
JOBS_AUTO = "auto"
"""As many processes as there are processors."""

_RULES = Listed(Named("rules"))
_SEVERITIES = Mapped("rules", SEVERITY)

PER_PATH = Table(
    (
        Key("ignore", _RULES, "这些文件不查的规则", "rules that do not look at these files"),
        Key("severities", _SEVERITIES, "这些文件里规则的级别", "other severities in these files"),
        Key("profile", Named("profile"), "这些文件按哪一地的口径查", "the profile of these files"),
    )
)

LIMITS = Table(
    (
        Key("size", Whole(least=1), "解开以后多少 MB", "megabytes, unpacked"),
        Key("cells", Whole(least=1), "有内容的单元格", "cells that have text"),
        Key("pages", Whole(least=1), "PDF 的页数", "pages of a PDF"),
        Key("seconds", Whole(least=1), "读多少秒", "seconds of reading"),
    )
)

_BY_KIND: Mapping[str, Shape] = {
    "rules": _RULES,
    "severities": _SEVERITIES,
    **{key.name: key.shape for key in CHANGES if key.name in ("refine", "constants", "words")},
    "per-path": Mapped("glob", PER_PATH),
    "packs": Listed(Named("pack")),
    "profile": Named("profile"),
    "level": SEVERITY,
    "globs": Listed(Named("glob")),
    "limits": LIMITS,
    "jobs": Whole(also=(JOBS_AUTO,)),
    "file": Named("file"),
}


def configuration() -> Table:
    """The keys of a configuration with their shapes."""
    return Table(tuple(Key(key.name, _shape(key.name, key.kind), key.zh, key.en) for key in KEYS.values()))


def _shape(name: str, kind: str) -> Shape:
    return Choice(CHOICES[name]) if kind == "choice" else _BY_KIND[kind]
