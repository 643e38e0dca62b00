"""Patterns that are compiled when they are first used: a short run needs few of those that the modules have."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a pattern; each of its methods is the pattern's own from the first time on."""

    def __init__(self, text: str, flags: int) -> None:
        self._wanted = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._wanted), name)
        setattr(self, name, found)
        return found


def late(text: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, at no cost before it is used."""
    return cast("re.Pattern[str]", _Late(text, flags))
