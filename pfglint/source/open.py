"""From a path to a document: opens the file, and lets its content choose the reader, which is imported only then."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from io import BufferedReader
from pathlib import Path
from typing import IO, NamedTuple

from pfglint.source.archive import opened_member
from pfglint.source.document import Document, Fact, Row, SourceError
from pfglint.source.files import STDIN
from pfglint.source.kind import kind_of
from pfglint.source.limits import Limits, Meter
from pfglint.source.pasted import unflattened
from pfglint.source.text import TextDocument

READERS = {
    "docx": "docx",
    "xlsx": "xlsx",
    "ods": "odf",
    "odt": "odf",
    "xls": "xls",
    "html": "html",
    "mhtml": "html",
    "csv": "delimited",
    "pdf": "pdf",
    "ofd": "ofd",
}
"""The module of this package that reads a kind of file; it has ``rows(stream, meter) -> Iterator[Row | Fact]``."""
CONVERTED = {
    "doc": "docx",
    "rtf": "docx",
    "ole": "docx",
    "xml-word": "docx",
    "xlsb": "xlsx",
    "xml-excel": "xlsx",
}
"""What LibreOffice makes of the kinds that have no reader."""


@contextmanager
def opened(path: str, limits: Limits | None = None) -> Iterator[Document]:
    """The document that stands at `path`, open as long as its rows are read; ``-`` is standard input.

    Raises SourceError where there is none, and where the reading of it ends in an error of the operating system:
    ``missing``, ``permission``, ``loop`` (a link to itself), ``system``, ``no-files`` (a folder), and what `document_of`
    raises; ``changed`` where somebody wrote to the file in the meantime, so that nobody knows what was read.
    """
    try:
        with _stream(path, Meter(limits or Limits())) as stream:
            before = _state(stream)
            try:
                yield document_of(stream, path, limits)
            except SourceError as error:
                if _state(stream) != before:
                    raise SourceError("changed", path) from error
                raise
            if _state(stream) != before:
                raise SourceError("changed", path)
    except OSError as error:
        raise SourceError(_reason(error), path) from error


def document_of(stream: IO[bytes], path: str, limits: Limits | None = None) -> Document:
    """The document in `stream`, which can be sought in; its reader is chosen by its content.

    Raises SourceError: ``empty``, ``encrypted``, ``damaged``, and ``format`` where no reader knows it.
    """
    if not stream.read(1):
        raise SourceError("empty", path)
    stream.seek(0)
    meter = Meter(limits or Limits())
    with damage():
        kind = kind_of(stream, meter, path)
    if kind == "text":
        return TextDocument(path, stream)
    if kind in READERS or kind in CONVERTED:
        return _Document(path, stream, kind, meter)
    if kind == "archive":
        raise SourceError("no-files", path)
    raise SourceError(kind if kind in ("encrypted", "image") else "format", kind)


class _Document(NamedTuple):
    """A document that is no text. kind: what its content is, in `READERS` or `CONVERTED`."""

    path: str
    stream: IO[bytes]
    kind: str
    meter: Meter

    def rows(self) -> Iterator[Row | Fact]:
        """The rows from the top, and what was noticed. Raises SourceError: what the reader raises, and ``damaged``."""
        with damage():
            stream, kind = self.stream, self.kind
            if kind in CONVERTED:
                from pfglint.source.office import converted

                stream, kind = converted(stream, kind, self.meter), CONVERTED[kind]
            yield from unflattened(import_module(f"pfglint.source.{READERS[kind]}").rows(stream, self.meter))


def content_of(path: str, limits: Limits | None = None) -> bytes:
    """All of a file, for those who write it anew. Raises SourceError as `opened` does, and ``limit-size``."""
    meter = Meter(limits or Limits())
    content = bytearray()
    try:
        with _stream(path, meter) as stream:
            while block := stream.read(1 << 20):
                meter.take(len(block))
                content += block
    except OSError as error:
        raise SourceError(_reason(error), path) from error
    return bytes(content)


_PARSER_SAYS = (
    ("xcessive depth", "deep", ""),
    ("ntity", "unsafe", "ENTITY"),
    ("Text node too long", "long-text", "10"),
)
"""Words by which the XML parser tells why it does not go on, and what they come to; a text has 10 MB at most."""


@contextmanager
def damage(otherwise: str = "damaged") -> Iterator[None]:
    """Where a library fails, the file is damaged: they have as many errors for that as there are ways to damage one.

    otherwise: the kind of SourceError for what has no kind of its own.
    """
    try:
        yield
    except SourceError:
        raise
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):  # what a wrong offset in the file leads to
            raise
        raise SourceError(otherwise, type(error).__name__) from error
    except RecursionError as error:
        raise SourceError("deep") from error
    except MemoryError as error:
        raise SourceError("limit-memory") from error
    except Exception as error:
        # What the XML parser refuses to go on with has no error of its own.
        said = str(error)
        for words, kind, detail in _PARSER_SAYS:
            if words in said:
                raise SourceError(kind, detail) from error
        raise SourceError(otherwise, type(error).__name__) from error


def _stream(path: str, meter: Meter) -> IO[bytes]:
    if path == STDIN:
        if sys.stdin is None:
            raise FileNotFoundError(path)
        return _kept(sys.stdin.buffer)
    if not path.strip():
        raise FileNotFoundError(path)
    if os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
        os.listdir(path)  # noqa: PTH208 - raises where the folder may not be looked into
        raise SourceError("no-files", path)
    if not os.path.lexists(path) and (member := opened_member(path, meter)) is not None:
        return member
    stream = Path(path).open("rb")  # noqa: SIM115 - closed by the caller
    if stream.seekable():
        return stream
    with stream:
        return _kept(stream)


def _state(stream: IO[bytes]) -> tuple[int, int] | None:
    """What of a file on the disk tells whether somebody writes to it; None for what is kept in memory."""
    if not isinstance(stream, BufferedReader):
        return None
    about = os.fstat(stream.fileno())
    return about.st_size, about.st_mtime_ns


def _kept(stream: IO[bytes]) -> IO[bytes]:
    """What comes down a pipe, kept because reading is done twice: in memory while it is small."""
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115 - closed by the caller
    while block := stream.read(1 << 20):
        kept.write(block)
    kept.seek(0)
    return kept


def _reason(error: OSError) -> str:
    """The kind of trouble that an error of the operating system stands for."""
    if isinstance(error, FileNotFoundError):
        return "missing"
    if isinstance(error, PermissionError):
        return "permission"
    if error.errno == errno.ELOOP:
        return "loop"
    return "system"
