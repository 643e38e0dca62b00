"""Which writer mends which kind of file; it is imported only then."""

from __future__ import annotations

from pfglint.mend.run import Write
from pfglint.source.limits import Limits


def writer_of(kind: str, limits: Limits) -> Write | None:
    """The writer for files of a kind (see `pfglint.source.kind`); None for those that cannot be mended."""
    if kind in ("text", "csv"):
        from pfglint.mend import text

        return text.write
    if kind == "docx":
        from pfglint.mend import docx

        return lambda data, spans: docx.write(data, spans, limits)
    if kind == "xlsx":
        from pfglint.mend import xlsx

        return lambda data, spans: xlsx.write(data, spans, limits)
    return None
