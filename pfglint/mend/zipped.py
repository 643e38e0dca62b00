"""A zip written again with some members changed, taken out or added: all others keep every byte, their order and dates."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from pfglint.source.document import SourceError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_FULL = 0xFFFFFFFF
"""What stands where a number has too many digits: it is found in the extra field then."""
_DAY = (1 << 5) | 1
"""1980-01-01, which Office gives to all that it writes."""
_UTF8, _BEHIND, _PASSWORD = 0x800, 0x8, 0x1


class _Entry(NamedTuple):
    """A member of a zip. raw: its header and content as they stand there; central: its record in the directory."""

    info: zipfile.ZipInfo
    raw: bytes
    central: bytes


def rewritten(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """`data`, a zip, with the members in `changed`: those that it has in their places, the others behind them.

    Raises SourceError ``damaged`` where members lie over each other, and zipfile.BadZipFile.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        entries = _entries(data, file)
        comment = file.comment
    out = bytearray(data[: min((one.info.header_offset for one in entries), default=0)])
    directory: list[bytes] = []
    for entry in entries:
        at = len(out)
        content = changed.get(entry.info.filename)
        if content is None:
            out += entry.raw
            directory.append(_moved(entry.central, at))
        else:
            raw, central = _member(entry, content, at)
            out += raw
            directory.append(central)
    there = {one.info.filename for one in entries}
    for name, content in changed.items():
        if name not in there:
            raw, central = _member(_new(name), content, len(out))
            out += raw
            directory.append(central)
    start, records = len(out), b"".join(directory)
    if len(directory) >= 0xFFFF or start + len(records) >= _FULL:
        raise SourceError("limit-size", "4,096")
    count = len(directory)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(records), start, len(comment))
    return bytes(out) + records + end + comment


def _entries(data: bytes, file: zipfile.ZipFile) -> list[_Entry]:
    infos = file.infolist()
    ends = sorted({info.header_offset for info in infos} | {file.start_dir})
    behind = dict(pairwise(ends))
    found: list[_Entry] = []
    at = file.start_dir
    for info in infos:
        size = _CENTRAL.size + sum(struct.unpack_from("<3H", data, at + 28))
        start = info.header_offset
        name, extra = struct.unpack_from("<2H", data, start + 26)
        end = behind.get(start, 0)
        if start + _LOCAL.size + name + extra + info.compress_size > end:
            raise SourceError("damaged", "ZIP")
        found.append(_Entry(info, data[start:end], data[at : at + size]))
        at += size
    return found


def _moved(central: bytes, at: int) -> bytes:
    """A record of the directory with another place of its member."""
    fields = list(_CENTRAL.unpack_from(central))
    if fields[-1] != _FULL:
        return _CENTRAL.pack(*fields[:-1], at) + central[_CENTRAL.size :]
    start = _CENTRAL.size + fields[12]
    for position, kind, size in _extras(central[start : start + fields[13]]):
        if kind == 1:
            offset = start + position + 4 + 8 * (fields[11] == _FULL) + 8 * (fields[10] == _FULL)
            if offset + 8 <= start + position + 4 + size:
                return central[:offset] + struct.pack("<Q", at) + central[offset + 8 :]
    raise SourceError("damaged", "ZIP")


def _extras(extra: bytes) -> list[tuple[int, int, int]]:
    """The fields of an extra field: where each stands, its kind and its size."""
    found, at = [], 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        found.append((at, kind, size))
        at += 4 + size
    return found


def _without_sizes(extra: bytes) -> bytes:
    return b"".join(extra[at : at + 4 + size] for at, kind, size in _extras(extra) if kind != 1)


def _member(entry: _Entry, content: bytes, at: int) -> tuple[bytes, bytes]:
    """A member with another content, as it stands in the file, and its record; `at` is where."""
    info, fields = entry.info, list(_CENTRAL.unpack_from(entry.central))
    name_size, extra_size, comment_size = fields[12:15]
    name = entry.central[_CENTRAL.size : _CENTRAL.size + name_size]
    rest = entry.central[_CENTRAL.size + name_size :]
    extra, comment = _without_sizes(rest[:extra_size]), rest[extra_size : extra_size + comment_size]
    method = zipfile.ZIP_STORED if info.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    packed = content
    if method == zipfile.ZIP_DEFLATED:
        deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = deflate.compress(content) + deflate.flush()
    flags = fields[5] & ~(_BEHIND | _PASSWORD)
    needs = min(fields[3], 20)
    numbers = (zlib.crc32(content), len(packed), len(content))
    when = fields[7:9]
    local = _LOCAL.pack(b"PK\3\4", needs, flags, method, *when, *numbers, len(name), 0) + name
    sizes = (len(name), len(extra), len(comment), 0)
    central = _CENTRAL.pack(
        b"PK\1\2", *fields[1:4], fields[4], flags, method, *when, *numbers, *sizes, *fields[16:18], at
    )
    return local + packed, central + name + extra + comment


def _new(name: str) -> _Entry:
    """A member that there is not yet."""
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8
    central = _CENTRAL.pack(
        *(b"PK\1\2", 20, 0, 20, 0, flags, zipfile.ZIP_DEFLATED, 0, _DAY, 0, 0, 0),
        *(len(raw), 0, 0, 0, 0, 0, 0),
    )
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return _Entry(info, b"", central + raw)
