"""Which files are meant: paths as they were given, folders searched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

SUFFIXES = (
    ".txt",
    ".tsv",
    ".docx",
    ".docm",
    ".xlsx",
    ".xlsm",
    ".ods",
    ".odt",
    ".xls",
    ".et",
    ".csv",
    ".html",
    ".htm",
    ".mht",
    ".mhtml",
    ".pdf",
)
"""What a folder is searched for."""
STDIN = "-"


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """The files that `paths` name, folders searched for `SUFFIXES`, each file once, in order.

    A path that is not there, and a folder without such files, stand for themselves: reading them tells.
    """
    seen: set[str] = set()
    for path in paths:
        found: list[str] = []
        if path != STDIN and path and os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
            found = list(_walk(path))
        for name in found or [path]:
            real = name if name == STDIN else os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def _walk(folder: str) -> Iterator[str]:
    """The files below `folder`, and the folders below it that cannot be read, in order.

    Hidden folders are left out, and so are links to folders, which may be a circle, and what is no file (a pipe).
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = entry.name if folder in (".", "./") else entry.path
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            is_file = not is_folder and entry.name.lower().endswith(SUFFIXES) and entry.is_file()
        except OSError:
            is_folder, is_file = False, entry.name.lower().endswith(SUFFIXES)
        if is_folder:
            yield from _walk(path)
        elif is_file:
            yield path
