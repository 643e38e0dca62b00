"""Where copies of files go: a name for one, a folder for several, and never the place of a file that was given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import count
from pathlib import Path
from typing import NamedTuple

import click

from pfglint.cli.language import say
from pfglint.source.files import STDIN, SUFFIXES

ENDING = "-审核意见"
"""What the name of a copy has more than the original's, in a folder of copies."""


class Copy(NamedTuple):
    """A file that is to be copied. target: the copy's path, or in a folder of copies (not `is_named`) the original's there."""

    source: str
    target: Path
    is_named: bool

    def path(self, suffixes: Sequence[str], taken: Set[Path]) -> Path:
        """The copy's path. suffixes: those of the original's kind; taken: the paths of other copies.

        Raises click.UsageError where the name that was given has another suffix than the original.
        """
        mine = Path(self.source).suffix.lower()
        suffix = mine if mine in suffixes else suffixes[0]
        if not self.is_named:
            names = (f"{self.target.stem}{n if n > 1 else ''}{ENDING}{suffix}" for n in count(1))
            return next(path for name in names if (path := self.target.with_name(name)) not in taken)
        if self.target.suffix.lower() != suffix:
            right = self.target.with_suffix(suffix) if self.target.suffix else f"{self.target}{suffix}"
            raise click.UsageError(
                say(
                    f"副本和原件是同一种文件：-o 请写成 {right}。",
                    f"a copy is of the same kind as the original: -o {right}.",
                )
            )
        return self.target


def originals(paths: Sequence[str], files: Iterable[str], out: str) -> Iterator[str]:
    """Those of the files in the folders that are given which are no copies: neither by their names, nor in `out`."""
    folder = Path(out).resolve()
    is_inside = any(Path(path).resolve() in folder.parents for path in paths)
    for file in files:
        is_copy = Path(file).stem.endswith(ENDING) or (is_inside and folder in Path(file).resolve().parents)
        if file in paths or not is_copy:
            yield file


def copies(paths: Sequence[str], files: Iterable[str], out: str) -> list[Copy]:
    """A copy for each of the `files` that `paths` lead to. out: a file's name for one, a folder for more.

    Raises click.UsageError.
    """
    if not out.strip() or out == STDIN:
        raise click.UsageError(
            say("-o 要一个文件或文件夹的名字。", "-o takes the name of a file or a folder.")
        )
    listed = list(files)
    folder = Path(out)
    is_folder = os.path.isdir(out) or out.endswith(("/", os.sep))  # noqa: PTH112 - says no where Path raises
    if listed == [*paths] and len(listed) == 1 and not is_folder:
        return [Copy(listed[0], folder, True)]
    if not is_folder and (folder.suffix.lower() in SUFFIXES or os.path.lexists(folder)):
        raise click.UsageError(
            say(
                f"副本不止一个，-o 要一个文件夹，不是 {out}。",
                f"-o takes a folder for several copies, not {out}.",
            )
        )
    return [Copy(file, folder / _inside(file, paths), False) for file in listed]


def _inside(file: str, paths: Iterable[str]) -> Path:
    """Where a file stands in the folder, or the archive, that was given."""
    if file == STDIN:
        return Path("stdin")
    for path in paths:
        if file == path:
            return Path(Path(file).name)
        if os.path.isdir(path):  # noqa: PTH112 - as above
            inner = os.path.relpath(file, path)
            if not inner.startswith(os.pardir):
                return Path(inner)
        elif file.startswith(f"{path}/"):
            return Path(Path(path).stem, file[len(path) + 1 :])
    return Path(Path(file).name)
