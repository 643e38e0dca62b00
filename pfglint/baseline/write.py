"""A baseline as the text of its file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pfglint.baseline.model import KEYS, VERSION, Entry

_LINE_ENDS = {ord(one): f"\\u{ord(one):04x}" for one in "\x85\u2028\u2029"}
"""What JSON lets stand in a text, and some programs take for the end of a line."""


def text_of(paths: Iterable[str], entries: Iterable[Entry]) -> str:
    """The text of a baseline. paths: what it was made of, from its folder."""
    lines = [_line({"schema": VERSION, "paths": sorted(set(paths))})]
    in_order = sorted(entries, key=lambda entry: entry.order)
    lines.extend(_line({key: getattr(entry, key) for key in KEYS}) for entry in in_order)
    return "".join(f"{line}\n" for line in lines)


def _line(data: Mapping[str, Any]) -> str:
    line = json.dumps(data, ensure_ascii=False).translate(_LINE_ENDS)
    try:
        line.encode()
    except UnicodeEncodeError:  # a path that is no UTF-8
        return json.dumps(data)
    return line
