"""A baseline as plain data."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pfglint.rule.problem import DataError
from pfglint.source.files import STDIN

VERSION = "pfglint/baseline/2"
"""What the first line of a file says; it changes with what `pfglint.fingerprint` makes of a finding."""
KEYS = ("project", "rule", "indicator", "count", "path", "fingerprint")
"""The keys of an entry, in the order of the file."""
NAME = "pfglint-baseline.jsonl"
"""What a baseline is called unless told otherwise."""


class BaselineError(DataError):
    """Everything that is wrong with a baseline."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings with one fingerprint in one file.

    project, rule, indicator: whose they are, for people; None where a finding has none.
    path: the file, from the baseline's folder, with ``/`` between its parts; ``-`` for standard input.
    line: where the entry stands in the baseline; 0 for one that does not yet.
    """

    project: str | None
    rule: str
    indicator: str | None
    count: int
    path: str
    fingerprint: str
    line: int = 0

    @property
    def order(self) -> tuple[str, ...]:
        """What the entries of a file are sorted by."""
        return self.project or "", self.rule, self.indicator or "", self.fingerprint, self.path

    @property
    def about(self) -> str:
        """What it is about, on one line: ``percent-on-count · 乡镇图书室购书经费 · 购置图书数量``."""
        return " · ".join(part for part in (self.rule, self.project, self.indicator) if part)


@dataclass(frozen=True, eq=False)
class Baseline:
    """The baseline in a file.

    path:    the file, as it is shown.
    folder:  the folder that it stands in, absolute: what the paths in it are relative to.
    paths:   the files and folders that it was made of; a run that covers them sees all that it speaks of.
    """

    path: str
    folder: Path
    paths: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def inside(self, path: str) -> str:
        """A path as entries have it."""
        return inside(path, self.folder)

    def is_there(self, path: str) -> bool:
        """Whether there is a file at a path that entries have."""
        return (self.folder / path).exists()


def inside(path: str, folder: Path) -> str:
    """`path` from `folder`, as entries have it."""
    if path == STDIN:
        return path
    real = os.path.realpath(path)
    try:
        return os.path.relpath(real, folder).replace(os.sep, "/")
    except ValueError:  # on another drive
        return real.replace(os.sep, "/")
