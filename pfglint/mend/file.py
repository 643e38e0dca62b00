"""A file's content as it was read, and a new content put in its place: wholly or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pfglint.source.files import STDIN


class Original(NamedTuple):
    """A file as it was read. path: the file itself, links followed; None for standard input."""

    path: Path | None
    data: bytes


class NotWrittenError(Exception):
    """A file that was left as it was. kind: ``changed``, ``read-only``, ``permission``, ``full``, ``busy``
    (open elsewhere), ``missing`` (there is no such folder), ``system``; detail: what the operating system says."""

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


class NotReadError(Exception):
    """A file that is not read. kind: ``large``."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def read(path: str, most: int | None = None) -> Original:
    """The file at `path`; ``-`` is standard input. most: how many bytes at most. Raises OSError and NotReadError."""
    real = None if path == STDIN else Path(os.path.realpath(path))
    if real is not None:
        with real.open("rb") as stream:
            data = stream.read(-1 if most is None else most + 1)
    else:
        data = sys.stdin.buffer.read(-1 if most is None else most + 1) if sys.stdin is not None else b""
    if most is not None and len(data) > most:
        raise NotReadError("large")
    return Original(real, data)


def replace(original: Original, data: bytes, *, backup: bool = False) -> Path | None:
    """Put `data` in the place of the file; gives the copy that was kept of it, if one was asked for. What came from
    standard input goes to standard output.

    The new content stands on the disk, under another name, before it takes the file's name, its mode and owner with it.
    Raises NotWrittenError; the file is then as it was.
    """
    path = original.path
    copy: Path | None = None
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return None
    try:
        kept = path.stat()
        if not kept.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
            raise NotWrittenError("read-only")
        fresh = _written(path, data)
        try:
            shutil.copystat(path, fresh)
            _own(fresh, kept)
            os.utime(fresh)
            if path.read_bytes() != original.data:
                raise NotWrittenError("changed")
            copy = _copied(path) if backup else None
            fresh.replace(path)
        except BaseException:
            for leftover in (fresh, copy):
                with suppress(OSError):
                    if leftover is not None:
                        leftover.unlink()
            raise
    except OSError as error:
        raise NotWrittenError(kind_of(error), error.strerror or str(error)) from error
    _sync_folder(path.parent)
    return copy


def create(path: Path, data: bytes) -> None:
    """Write a file of its own, or over one that is there: wholly or not at all.

    Raises NotWrittenError; nothing is there then, or what was there before.
    """
    try:
        fresh = _written(path, data)
        try:
            fresh.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
            fresh.replace(path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
    except OSError as error:
        kind = "missing" if isinstance(error, FileNotFoundError) else kind_of(error)
        raise NotWrittenError(kind, error.strerror or str(error)) from error
    _sync_folder(path.parent)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _written(path: Path, data: bytes) -> Path:
    """A new file beside `path` that holds `data`."""
    handle, name = tempfile.mkstemp(prefix=".pfglint-", suffix=path.suffix, dir=path.parent)
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - a handle
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        os.unlink(name)  # noqa: PTH108
        raise
    return Path(name)


def _own(fresh: Path, kept: os.stat_result) -> None:
    """Give the file to whom the old one belongs, where we may."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(fresh, kept.st_uid, kept.st_gid)
        with suppress(OSError):  # a change of owner takes some bits of the mode away
            fresh.chmod(stat.S_IMODE(kept.st_mode))


def _copied(path: Path) -> Path:
    """A copy of the file under a name that is free: ``表.docx.bak``, ``表.docx.bak2`` …"""
    number = 1
    while True:
        copy = path.with_name(f"{path.name}.bak{number if number > 1 else ''}")
        try:
            with path.open("rb") as source, copy.open("xb") as target:
                try:
                    shutil.copyfileobj(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                except BaseException:
                    copy.unlink()
                    raise
        except FileExistsError:
            number += 1
            continue
        shutil.copystat(path, copy)
        return copy


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def kind_of(error: OSError) -> str:
    """What kept a file from being written: one of `NotWrittenError`'s kinds."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", None)):
        return "full"
    if error.errno == errno.EROFS:
        return "read-only"
    if isinstance(error, FileNotFoundError):
        return "changed"
    if isinstance(error, PermissionError):
        # Windows says so of a file that another program has open.
        return "busy" if os.name == "nt" else "permission"
    return "system"
