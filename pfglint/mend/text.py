"""Mending text: exact places in lines. Whatever is not edited stays byte for byte: encoding, mark, line endings."""

from __future__ import annotations

import codecs
import io
import re

from pfglint.finding import Place
from pfglint.mend.plan import Spans, replaced
from pfglint.mend.written import Written
from pfglint.source.text import encoding_of

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_MARKS = {
    "utf-8-sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
}


def write(data: bytes, spans: Spans) -> Written:
    """`data` with the spans put in; a line in which something else stands by now is refused."""
    mark, codec = _codec(data)
    text = data[len(mark) :].decode(codec)
    if mark + text.encode(codec) != data:
        return Written(data, dict.fromkeys(spans, "encoding"))
    lines = _LINE.findall(text)
    refused: dict[Place, str] = {}
    for place, wanted in spans.items():
        number = (place.line or 0) - 1
        line = lines[number] if 0 <= number < len(lines) else ""
        if any(line[one.start : one.end] != one.was for one in wanted):
            refused[place] = "moved"
        elif any(not {*"\t\r\n"}.isdisjoint(one.text) for one in wanted):
            refused[place] = "layout"
        else:
            lines[number] = replaced(line, wanted)
    return Written(mark + "".join(lines).encode(codec), refused)


def decoded(data: bytes) -> str:
    """The text, for people to read."""
    mark, codec = _codec(data)
    return data[len(mark) :].decode(codec)


def _codec(data: bytes) -> tuple[bytes, str]:
    """The mark in front, and the codec of what comes behind it."""
    name = encoding_of(io.BytesIO(data))
    return next(((mark, codec) for mark, codec in _MARKS.get(name, ()) if data.startswith(mark)), (b"", name))
