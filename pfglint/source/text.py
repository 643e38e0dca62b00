"""Text with tabs or bars between the cells, in UTF-8, GB18030 or UTF-16, with any line ending.

A file is read twice: once to tell its encoding, a block at a time, and once for its rows, a line at a time, so
that a file of any size needs little memory.
"""

from __future__ import annotations

import codecs
import io
from collections import deque
from collections.abc import Iterator
from typing import IO, NamedTuple

from pfglint.finding import Place
from pfglint.patterns import late
from pfglint.source.bars import MOST_CELLS, Numbered, flattened, is_lone, is_row
from pfglint.source.bars import row as barred
from pfglint.source.document import BLANK, Cell, Row, SourceError

LONGEST_LINE = 1_000_000
"""Characters. A form's longest cell (the goal) has some thousands."""

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class TextDocument(NamedTuple):
    """A text file. path: as the user gave it; stream: its bytes, seekable; rows may be asked for once."""

    path: str
    stream: IO[bytes]

    def rows(self) -> Iterator[Row]:
        """The rows from the top, blank ones too.

        Raises SourceError: ``binary``, ``format``, ``encoding``, ``mixed-encoding``, ``cut`` (ends inside a
        character), ``long-line`` and ``many-cells``; each with the line, where there is one.
        """
        encoding = encoding_of(self.stream)
        self.stream.seek(0)
        text = io.TextIOWrapper(self.stream, encoding=encoding, newline=None)
        number = 0

        def lines() -> Iterator[Numbered]:
            nonlocal number
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise SourceError("long-line", f"{LONGEST_LINE:,}", Place(number))
                yield number, line

        try:
            yield from _rows(lines())
        except UnicodeDecodeError:
            raise SourceError("encoding", encoding, Place(number + 1)) from None
        finally:
            if not self.stream.closed:  # whoever stops reading half-way may have closed it already
                text.detach()


def _rows(lines: Iterator[Numbered]) -> Iterator[Row]:
    """The rows of numbered lines: one a line, but for cells that each have a line of their own."""
    back: deque[Numbered] = deque()

    def all_lines() -> Iterator[Numbered]:
        while (item := back.popleft() if back else next(lines, None)) is not None:
            yield item

    for number, line in all_lines():
        if not is_row(line) or "\t" in line:
            yield _row(line, number)
        elif is_lone(line):
            stretch = flattened(all_lines(), number)
            yield from stretch.rows
            back.extendleft(reversed(stretch.rest))
        elif (row := barred(line, number)) is not None:
            yield row


_HEADING = late(r"#{1,6} +(?=\S)")
"""What makes a line a heading in Markdown."""


def _row(line: str, number: int) -> Row:
    """The row of one line: its cells trimmed, the blank ones left out."""
    cells: list[Cell] = []
    mark = _HEADING.match(line)
    start = 1 + (mark.end() if mark else 0)
    pieces = line[start - 1 :].split("\t")
    if len(pieces) > MOST_CELLS:
        raise SourceError("many-cells", f"{len(pieces):,}", Place(number))
    for index, piece in enumerate(pieces):
        text = piece.strip(BLANK) if piece else piece
        if text:
            length = len(text)
            column = start if length == len(piece) else start + piece.index(text)
            cells.append(Cell(text, Place(number, column, column + length), index))
        start += len(piece) + 1
    return Row(number, len(pieces), tuple(cells))


def encoding_of(stream: IO[bytes]) -> str:
    """The codec that the whole stream decodes with. Raises SourceError where none does."""
    head = stream.read(4096)
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise SourceError("format", "UTF-32")
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head:
        return _utf16(head)
    stream.seek(0)
    bad = _undecodable(stream, "utf-8")
    if bad is None:
        return "utf-8"
    if bad.cut:
        raise SourceError("cut", "UTF-8", Place(bad.line))
    if bad.foreign >= 8:
        # A file in GB18030 fails within its first few characters; this one was UTF-8 up to here.
        raise SourceError("mixed-encoding", "UTF-8", Place(bad.line))
    stream.seek(0)
    other = _undecodable(stream, "gb18030")
    if other is None:
        return "gb18030"
    if other.cut:
        raise SourceError("cut", "GB18030", Place(other.line))
    line = min(bad.line, other.line) if other.foreign < 8 else other.line
    raise SourceError("encoding", "UTF-8、GB18030、UTF-16", Place(line))


class _Undecodable(NamedTuple):
    """Where a codec gave up: the line, how many non-ASCII characters it had decoded, whether the end was cut."""

    line: int
    foreign: int
    cut: bool


_PRIVATE = late("[\ue000-\uf8ff]")
_FOREIGN = late("[^\x00-\x7f]")


def _undecodable(stream: IO[bytes], encoding: str) -> _Undecodable | None:
    """Where `stream` stops being text in `encoding`; None where all of it is. NULs raise SourceError."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, foreign = 1, 0
    while True:
        block = stream.read(_BLOCK)
        if b"\0" in block:
            raise SourceError("binary", "NUL", Place(line + block[: block.index(b"\0")].count(b"\n")))
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            good = error.object[: error.start].decode(encoding, "ignore")
            # Lines decoded before this block are counted; those in it stand before the bad byte.
            return _Undecodable(line + good.count("\n"), foreign + len(_FOREIGN.findall(good)), not block)
        if encoding == "gb18030" and (private := _PRIVATE.search(text)):
            return _Undecodable(line + text.count("\n", 0, private.start()), foreign, False)
        if not block:
            return None
        line += text.count("\n")
        if foreign < 8 and not text.isascii():
            foreign += len(_FOREIGN.findall(text))


def _is_utf8(head: bytes) -> bool:
    """Whether a file begins in UTF-8, NULs and all: Chinese in UTF-16 hardly ever does."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(head: bytes) -> str:
    """UTF-16 without a mark shows as NULs, nearly all on one side: those of the ASCII characters."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > 3 * min(even, odd) and not _is_utf8(head):
        name = "utf-16-le" if odd > even else "utf-16-be"
        text = head[: len(head) // 2 * 2].decode(name, "replace")
        chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
        if chinese * 4 > len(text) and ("\n" in text or "\t" in text):
            return name
    raise SourceError("binary", "NUL", Place(1 + head[: head.index(b"\0")].count(b"\n")))
