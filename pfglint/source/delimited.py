"""Tables as spreadsheets export them to text (.csv, and tabs with quoted cells): one record may take several lines."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import IO

from pfglint.finding import Place
from pfglint.source.bars import MOST_CELLS, is_lone
from pfglint.source.document import BLANK, Cell, Row, SourceError
from pfglint.source.limits import Meter
from pfglint.source.text import LONGEST_LINE, encoding_of

_DELIMITERS = ",\t;|"
_SAMPLE = 200
"""Records that the delimiter is told by."""
_IN_TEXTS = ";|"
"""Those that texts have, too; _LEAST: the share of records that have them, at least."""
_LEAST = 0.25


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row]:
    """The records from the top, each with the line where it begins.

    Raises SourceError: what `encoding_of` raises, ``long-line`` and ``many-cells``.
    """
    encoding = encoding_of(stream)
    lines = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        yield from _rows(lines, meter)
    except UnicodeDecodeError as error:
        raise SourceError("encoding", encoding) from error
    finally:
        if not stream.closed:
            lines.detach()


def _rows(file: IO[str], meter: Meter) -> Iterator[Row]:
    file.seek(0)
    delimiter = _delimiter(file)
    file.seek(0)
    is_quoted = _is_quoted(file, delimiter)
    file.seek(0)
    written: list[str] = []
    """The lines of the record that is being read."""

    def lines() -> Iterator[str]:
        for line in _lines(file):
            written.append(line)
            yield line

    first = 1
    for fields in csv.reader(
        lines(), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    ):
        raw = "".join(written)
        if len(fields) > MOST_CELLS:
            raise SourceError("many-cells", f"{len(fields):,}", Place(first))
        cells = tuple(_cells(fields, raw, first))
        meter.cells(len(cells))
        yield Row(first, max(len(fields), 1), cells)
        first += len(written)
        written.clear()


def _lines(file: IO[str]) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise SourceError("long-line", f"{LONGEST_LINE:,}", Place(number))
        yield line


def _delimiter(file: IO[str]) -> str:
    """The character between the cells: the one with which most records have equally many cells."""
    sample = list(islice(_lines(file), _SAMPLE))
    best, most = ",", 0
    # Bars that end cells of which each has a line of its own stand between none.
    flattened = any(map(is_lone, sample))
    for delimiter in _DELIMITERS.replace("|", "") if flattened else _DELIMITERS:
        try:
            widths = [len(fields) for fields in csv.reader(sample, delimiter=delimiter) if fields]
        except csv.Error:
            widths = [line.count(delimiter) + 1 for line in sample]
        several = Counter(width for width in widths if width > 1)
        alike = several.most_common(1)[0][1] if several else 0
        in_texts = delimiter in _IN_TEXTS and alike < len(widths) * _LEAST
        if alike > most and not in_texts:
            best, most = delimiter, alike
    return best


def _is_quoted(file: IO[str], delimiter: str) -> bool:
    """Whether quotation marks stand around cells all through; else a cell only begins with one, and it is text."""
    csv.field_size_limit(LONGEST_LINE)
    try:
        for _ in csv.reader(_lines(file), delimiter=delimiter, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _cells(fields: list[str], raw: str, line: int) -> Iterator[Cell]:
    """The cells of a record that have text; where one stands is known as long as it is written as the export writes it."""
    at: int | None = 0
    for index, field in enumerate(fields):
        start = None
        if at is not None:
            quoted = '"' + field.replace('"', '""') + '"'
            if raw.startswith(quoted, at):
                start, at = at + 1, at + len(quoted) + 1
            elif raw.startswith(field, at):
                start, at = at, at + len(field) + 1
            else:
                at = None
        text = field.strip(BLANK)
        if not text:
            continue
        if start is None:
            yield Cell(text, Place(line), index)
            continue
        start += field.index(text)
        column = start - (raw.rfind("\n", 0, start) + 1) + 1
        end = column + len(text) if "\n" not in text and '"' not in text else None
        yield Cell(text, Place(line + raw.count("\n", 0, start), column, end), index)
