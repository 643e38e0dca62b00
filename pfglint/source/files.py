"""Which files are meant: paths as they were given; folders searched, and archives in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pfglint.source.archive import is_archive, members

SUFFIXES = (
    *(
        ".txt",
        ".tsv",
        ".csv",
        ".md",
        ".docx",
        ".docm",
        ".doc",
        ".wps",
        ".rtf",
        ".odt",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".xlsb",
    ),
    *(".et", ".ods", ".pdf", ".ofd", ".html", ".htm", ".mht", ".mhtml"),
)
"""What a folder is searched for, and an archive; archives (.zip) are looked into."""
STDIN = "-"
_LEFT_BEHIND = "~$"
"""What the names begin with of files that Office keeps beside one that is open."""


class Wanted(NamedTuple):
    """Which files of folders and archives are wanted.

    include, exclude: patterns as git ignores by; without any of the first, the names that end with `SUFFIXES`.
    ignored:          whether files that git ignores are wanted, too.
    base:             the folder that patterns are relative to; None for the one that is searched.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignored: bool = False
    base: str | None = None


def find_files(paths: Iterable[str], wanted: Wanted | None = None) -> Iterator[str]:
    """The files that `paths` name, folders and archives searched for what is `wanted`, each file once, in order.

    A path that is not there, and a folder or archive without such files, stand for themselves: reading them tells.
    """
    seen: set[str] = set()
    chosen = wanted or Wanted()
    for path in paths:
        found: list[str] = []
        if path != STDIN and path and os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
            found = list(_Walk(path, chosen).files())
        elif path != STDIN and is_archive(path):
            found = list(_Walk(path, chosen).inside(path))
        for name in found or [path]:
            real = name if name == STDIN else os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


class _Walk:
    """The search of one folder, or of one archive."""

    def __init__(self, top: str, wanted: Wanted) -> None:
        self.top = top
        self.base = wanted.base or (top if os.path.isdir(top) else os.path.dirname(top))  # noqa: PTH112, PTH120
        self.include = matcher(wanted.include)
        self.exclude = matcher(wanted.exclude)
        self.ignored = wanted.ignored

    def files(self) -> Iterator[str]:
        """The files that are wanted, in order."""
        yield from self._folder(self.top, [] if self.ignored else _rules_above(self.top))

    def inside(self, path: str) -> Iterator[str]:
        """The files that are wanted in an archive; the archive itself where it cannot be looked into."""
        found = list(members(path, SUFFIXES if self.include is None else ("",)))
        if not found:
            yield path
        for member in found:
            if self._is_wanted(member):
                yield member

    def _folder(self, folder: str, rules: list[tuple[str, Any]]) -> Iterator[str]:
        """The files below a folder, and the folders below it that cannot be read.

        Hidden folders are left out, and so are links to folders, which may be a circle, and what is no file (a pipe).
        """
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield folder
            return
        if not self.ignored and any(entry.name in (".git", ".gitignore") for entry in entries):
            rules = [*rules, *_rules_in(folder)]
        for entry in entries:
            if entry.name.startswith((".", _LEFT_BEHIND)):
                continue
            path = entry.name if folder in (".", "./") else entry.path
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                is_file = not is_folder and entry.is_file()
            except OSError:
                is_folder, is_file = False, True
            if _is_ignored(rules, path, is_folder):
                continue
            if is_folder:
                if not self._is_excluded(self._relative(path) + "/"):
                    yield from self._folder(path, rules)
            elif is_file and path.lower().endswith(".zip") and is_archive(path):
                if not self._is_excluded(self._relative(path)):
                    yield from self.inside(path)
            elif is_file and self._is_wanted(path):
                yield path

    def _is_excluded(self, name: str) -> bool:
        return self.exclude is not None and bool(self.exclude.match_file(name))

    def _is_wanted(self, path: str) -> bool:
        name = self._relative(path)
        if self._is_excluded(name):
            return False
        if self.include is not None:
            return bool(self.include.match_file(name))
        return name.lower().endswith(SUFFIXES)

    def _relative(self, path: str) -> str:
        return matchable(os.path.relpath(path, self.base or ".").replace(os.sep, "/"))


def matcher(lines: Iterable[str]) -> Any | None:
    """A matcher of patterns as git has them; None where there are none. Raises ValueError for one that is none."""
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not written:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(matchable(line) for line in written)


def matchable(name: str) -> str:
    """A name as patterns can be held against it: bytes in it that are no text (a name in GBK) become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _rules_in(folder: str) -> list[tuple[str, Any]]:
    """What git is told to ignore below a folder."""
    found = []
    for name in (".gitignore", ".git/info/exclude"):
        try:
            text = Path(folder, name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        with suppress(ValueError):
            rules = matcher(text.splitlines())
            if rules is not None:
                found.append((os.path.realpath(folder), rules))
    return found


def _rules_above(folder: str) -> list[tuple[str, Any]]:
    """What git is told to ignore in the folders above one, from its repository's own down; nothing outside of one."""
    real = Path(os.path.realpath(folder))
    above = [real, *real.parents]
    root = next((index for index, one in enumerate(above) if os.path.exists(one / ".git")), 0)  # noqa: PTH110 - says no where Path raises
    return [rules for one in reversed(above[1 : root + 1]) for rules in _rules_in(str(one))]


def _is_ignored(rules: list[tuple[str, Any]], path: str, is_folder: bool) -> bool:
    """Whether git ignores a path: the last rule that speaks of it decides."""
    ignored = False
    for folder, matcher in rules:
        name = os.path.relpath(os.path.realpath(os.path.dirname(path)), folder)  # noqa: PTH120 - a string stays one
        full = os.path.join(name, os.path.basename(path)).replace(os.sep, "/")  # noqa: PTH118, PTH119
        found = matcher.check_file(matchable(full.removeprefix("./")) + ("/" if is_folder else ""))
        if found.include is not None:
            ignored = bool(found.include)
    return ignored
