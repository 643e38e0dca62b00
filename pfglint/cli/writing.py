"""Files that commands write: wholly, or not at all with a sentence why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from pathlib import Path
from typing import NamedTuple

import click

from pfglint.cli.language import say
from pfglint.mend.file import NotWrittenError, Original, create, kind_of, replace
from pfglint.report.plain import printable
from pfglint.source.archive import outermost

NOT_TO_WRITE = {
    "same": (
        "-o 指的就是要读的文件，原件不能动，请换一个名字",
        "-o is one of the files that are read, which are never touched: choose another name",
    ),
    "exists": (
        "{detail} 已经有了，要覆盖请加 --force",
        "{detail} is already there; --force writes over it",
    ),
    "not a file": (
        "{detail} 不是普通文件，请换一个名字",
        "{detail} is not an ordinary file: choose another name",
    ),
}
"""Why nothing is written under a name, by `trouble_with`'s words."""


class Identity(NamedTuple):
    """What a file is to the system, whatever it is called."""

    device: int
    number: int


def identity(path: str) -> Identity | None:
    """The identity of a file or folder, links followed; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - says why where Path raises otherwise
    except (OSError, ValueError):
        return None
    return Identity(found.st_dev, found.st_ino)


def identities(files: Iterable[str]) -> Set[Identity]:
    """Those of the files that are read; of a file in an archive, the archive's."""
    return {found for file in files if (found := identity(outermost(file))) is not None}


def trouble_with(target: Path, inputs: Set[Identity], *, force: bool) -> str | None:
    """Why nothing is to be written there: ``same`` (it would take the place of a file that is read), ``exists``,
    ``not a file``; None where it may."""
    if identity(str(target)) in inputs:
        return "same"
    if not os.path.lexists(target):
        return None
    if target.exists() and not target.is_file():
        return "not a file"
    return None if force else "exists"


def put(path: Path, text: str | bytes, original: Original | None = None) -> None:
    """Write `text` to a file. original: what was read of it, in the place of which it comes, unless something else stands
    there by now; None for a file of our own, which may be overwritten."""
    data = text.encode() if isinstance(text, str) else text
    try:
        if original is None:
            create(path, data)
        else:
            replace(original, data)
    except NotWrittenError as error:
        name, why = printable(str(path)), reason_of(error)
        raise click.ClickException(
            say(f"{name} 没有写：{why}。", f"{name} was not written: {why}.")
        ) from error


def reason_of(error: NotWrittenError | OSError) -> str:
    """Why a file was not written, for people."""
    from pfglint.cli.fix_text import NOT_WRITTEN

    if isinstance(error, OSError):
        error = NotWrittenError(kind_of(error), error.strerror or str(error))
    return say(*NOT_WRITTEN[error.kind]).format(detail=error.detail)
