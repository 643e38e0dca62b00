"""The language that the command line speaks: Chinese, or English where asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

LANGUAGES = ("zh", "en")
VARIABLE = "PFGLINT_LANG"

language: ContextVar[str] = ContextVar("language", default="zh")


def spoken(args: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language that is asked for; told before parsing, whose errors must be said in it."""
    wanted = environ.get(VARIABLE, "")
    for arg, following in zip(args, [*args, ""][1:], strict=True):
        if arg == "--":
            break
        if arg == "--lang":
            wanted = following
        elif arg.startswith("--lang="):
            wanted = arg.removeprefix("--lang=")
    return wanted if wanted in LANGUAGES else "zh"


def say(zh: str, en: str) -> str:
    """The one of two wordings that the user understands."""
    return en if language.get() == "en" else zh
