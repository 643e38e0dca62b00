"""From a file's content to the annotated copy's: its kind chooses the writer, which is imported only then."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from io import BytesIO

from pfglint.annotate.remark import Note
from pfglint.source.kind import kind_of
from pfglint.source.limits import Limits, Meter
from pfglint.source.open import damage

SUFFIXES = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "pdf": (".pdf",),
}
"""What can be annotated, as `kind_of` calls it, and what the names of such files end with. Each kind is a module of this
package with ``write(data, notes, lang, limits) -> bytes``."""


def kind_in(data: bytes, path: str) -> str:
    """The kind of a file; path: its name, which helps to tell. Raises SourceError."""
    with damage():
        return kind_of(BytesIO(data), Meter(), path)


def annotated(data: bytes, kind: str, notes: Sequence[Note], lang: str, limits: Limits) -> bytes:
    """A file's content with the notes in it. kind: one of `SUFFIXES`.

    Raises SourceError: ``protected`` (it may not be changed), ``structure`` (too odd to be written anew), ``limit-…``.
    """
    with damage("structure"):
        copy: bytes = import_module(f"pfglint.annotate.{kind}").write(data, notes, lang, limits)
        return copy
