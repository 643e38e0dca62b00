"""Archives (.zip): their files by paths that go on inside (``表.zip/二〇二五/申报表.docx``). Nothing is unpacked to the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from pfglint.source.document import SourceError

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from pfglint.source.limits import Meter

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_SUFFIX = ".zip"
_DEEPEST = 3
"""Archives in archives."""
_HIDDEN = ("__MACOSX", ".", "~$")


def is_archive(path: str) -> bool:
    """Whether a file is a zip of files; documents that are zips (docx, xlsx) are none."""
    if not os.path.isfile(path):  # noqa: PTH113 - says no where Path raises; a pipe is not to be read from
        return False
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - says no where Path raises
            if stream.read(4) not in _MARKS:
                return False
            stream.seek(0)
            return _is_archive(stream)
    except (OSError, ValueError):
        return False


def members(path: str, suffixes: tuple[str, ...]) -> Iterator[str]:
    """The paths of the files in an archive whose names end so, those of archives in it too; none where it is damaged."""
    from zipfile import BadZipFile, ZipFile

    with suppress(OSError, BadZipFile, ValueError, NotImplementedError), ZipFile(path) as file:
        yield from _members(file, path, suffixes, 1)


def outermost(path: str) -> str:
    """The file on the disk that a path leads into: the archive of a file inside of one, else the path itself."""
    if os.path.lexists(path):
        return path
    parts = path.replace(os.sep, "/").split("/")
    outer = ("/".join(parts[:end]) for end in range(1, len(parts)))
    return next((one for one in outer if one and os.path.isfile(one)), path)  # noqa: PTH113 - says no where Path raises


def opened_member(path: str, meter: Meter) -> IO[bytes] | None:
    """The content of the file inside an archive that a path names, kept so that it can be sought in; None where it names none.

    Raises SourceError: ``encrypted``, ``damaged``, ``limit-size``, ``missing``.
    """
    outer = outermost(path)
    if outer == path or not is_archive(outer):
        return None
    with open(outer, "rb") as stream:  # noqa: PTH123 - says no where Path raises
        return _inner(stream, path[len(outer) + 1 :].replace(os.sep, "/"), meter, path)


def _inner(stream: IO[bytes], name: str, meter: Meter, path: str) -> IO[bytes]:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(stream) as file:
            names = {_name(info): info for info in file.infolist()}
            if name in names:
                return _content(file, names[name], meter)
            for outer, info in names.items():
                if name.startswith(outer + "/") and outer.lower().endswith(_SUFFIX):
                    return _inner(_content(file, info, meter), name[len(outer) + 1 :], meter, path)
    except (BadZipFile, NotImplementedError) as error:
        raise SourceError("damaged", "ZIP") from error
    raise SourceError("missing", path)


def _content(file: ZipFile, info: ZipInfo, meter: Meter) -> IO[bytes]:
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=16 << 20)  # noqa: SIM115 - closed by whoever reads it
    try:
        with file.open(info) as stream:
            while block := stream.read(1 << 16):
                meter.take(len(block))
                kept.write(block)
    except RuntimeError as error:  # what zipfile raises for a password that it was not given
        raise SourceError("encrypted", info.filename) from error
    kept.seek(0)
    return kept


def _members(file: ZipFile, path: str, suffixes: tuple[str, ...], depth: int) -> Iterator[str]:
    from pfglint.source.limits import Meter

    for name, info in sorted({_name(info): info for info in file.infolist() if not info.is_dir()}.items()):
        if any(part.startswith(_HIDDEN) for part in name.split("/")):
            continue
        if name.lower().endswith(_SUFFIX) and depth < _DEEPEST:
            with suppress(SourceError, OSError, ValueError, NotImplementedError, _bad()):
                content = _content(file, info, Meter())
                if _is_archive(content):
                    from zipfile import ZipFile

                    content.seek(0)
                    with ZipFile(content) as inner:
                        yield from _members(inner, f"{path}/{name}", suffixes, depth + 1)
                    continue
        if name.lower().endswith(suffixes):
            yield f"{path}/{name}"


def _bad() -> type[Exception]:
    from zipfile import BadZipFile

    return BadZipFile


def _is_archive(stream: IO[bytes]) -> bool:
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(stream) as file:
            names = file.NameToInfo
            return not {"[Content_Types].xml", "mimetype", "OFD.xml"} & names.keys()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _name(info: ZipInfo) -> str:
    """A file's path in its archive; Chinese programs write names in GBK, without a word. It leads nowhere outside."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeEncodeError):
            raw = name.encode("cp437")
            for encoding in ("utf-8", "gb18030"):
                with suppress(UnicodeDecodeError):
                    name = raw.decode(encoding)
                    break
    parts = name.replace("\\", "/").split("/")
    return "/".join(part.rstrip(":") for part in parts if part not in ("", ".", ".."))
