"""Many small pieces of bytes kept out of memory: in a temporary file, once they are many."""

from __future__ import annotations

from array import array
from typing import IO

IN_MEMORY = 1 << 20
"""So many bytes are kept in memory before a file is opened."""
MOST = (1 << 32) - 1
"""A piece beginning further on could not be named in 32 bits, and is not kept."""
_LENGTH = 4
"""Bytes that say how many follow."""


class Spool:
    """Pieces of bytes by the offset at which they were added. Where no temporary file can be had, memory serves."""

    __slots__ = ("_end", "_file", "_memory")

    def __init__(self) -> None:
        self._memory = bytearray()
        self._file: IO[bytes] | None = None
        self._end = 0

    def add(self, piece: bytes) -> int | None:
        """Keep a piece. Gives its offset; None where there is no more room."""
        start = self._end
        if start >= MOST:
            return None
        self._memory += len(piece).to_bytes(_LENGTH) + piece
        self._end += _LENGTH + len(piece)
        if len(self._memory) >= IN_MEMORY:
            self._put_away()
        return start

    def get(self, offset: int) -> bytes:
        """The piece that was added there."""
        held = self._end - len(self._memory)
        if offset >= held:
            start = offset - held + _LENGTH
            length = int.from_bytes(self._memory[start - _LENGTH : start])
            return bytes(self._memory[start : start + length])
        assert self._file is not None
        self._file.seek(offset)
        length = int.from_bytes(self._file.read(_LENGTH))
        return self._file.read(length)

    def _put_away(self) -> None:
        """Move what memory holds to the file."""
        try:
            if self._file is None:
                import tempfile

                self._file = tempfile.TemporaryFile(prefix="pfglint-")  # noqa: SIM115 - it lives as long as this
            self._file.seek(self._end - len(self._memory))
            self._file.write(self._memory)
            self._file.flush()
        except OSError:
            return  # what the file may hold of it is written over the next time
        self._memory = bytearray()


class Tags:
    """Offsets by keys of 64 bits, in 10 to 13 bytes each: of a key only 32 bits are kept.

    Two keys may be taken for one: whoever gets an offset compares what stands there.
    """

    __slots__ = ("_table", "_used")

    def __init__(self) -> None:
        self._table = array("Q", bytes(16 * 8))
        self._used = 0

    def get(self, key: int) -> int | None:
        """The offset that was added under `key`, or under another that cannot be told from it."""
        found = self._table[self._find(key & _TAG)]
        return (found & _TAG) - 1 if found else None

    def add(self, key: int, offset: int) -> None:
        """Keep an offset under a key that is not there yet."""
        if self._used * 5 >= len(self._table) * 4:
            self._grow()
        tag = key & _TAG
        self._table[self._find(tag)] = tag << 32 | (offset + 1) & _TAG
        self._used += 1

    def _find(self, tag: int) -> int:
        """Where a tag stands in the table, or would stand. No entry is 0, for none is of the offset −1."""
        table, size = self._table, len(self._table)
        at = tag % size
        while table[at] and table[at] >> 32 != tag:
            at = (at + 1) % size
        return at

    def _grow(self) -> None:
        old = self._table
        self._table = array("Q", bytes(len(old) * 5 // 4 * 8))  # by steps so small that little of it is idle
        for entry in old:
            if entry:
                self._table[self._find(entry >> 32)] = entry


_TAG = (1 << 32) - 1
