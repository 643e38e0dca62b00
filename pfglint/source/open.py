"""From a path to a document: opens the file, and tells by its content which reader it is for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pfglint.source.document import Document, SourceError
from pfglint.source.files import STDIN
from pfglint.source.text import TextDocument


@contextmanager
def opened(path: str) -> Iterator[Document]:
    """The document that stands at `path`, open as long as its rows are read; ``-`` is standard input.

    Raises SourceError where there is none, and where the reading of it ends in an error of the operating system:
    ``missing``, ``permission``, ``system``, ``no-files`` (a folder), and what `document_of` raises.
    """
    try:
        with _stream(path) as stream:
            yield document_of(stream, path)
    except OSError as error:
        raise SourceError(_reason(error), path) from error


def document_of(stream: IO[bytes], path: str) -> Document:
    """The document in `stream`, which can be sought in; its reader is chosen by its content.

    Raises SourceError: ``empty``.
    """
    if not stream.read(1):
        raise SourceError("empty", path)
    stream.seek(0)
    return TextDocument(path, stream)


def _stream(path: str) -> IO[bytes]:
    if path == STDIN:
        if sys.stdin is None:
            raise FileNotFoundError(path)
        return _kept(sys.stdin.buffer)
    if not path.strip():
        raise FileNotFoundError(path)
    if os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
        os.listdir(path)  # noqa: PTH208 - raises where the folder may not be looked into
        raise SourceError("no-files", path)
    stream = Path(path).open("rb")  # noqa: SIM115 - closed by the caller
    if stream.seekable():
        return stream
    with stream:
        return _kept(stream)


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
    return "system"
