"""Excel 97-2003 workbooks (.xls, and .et that WPS saved as such): the visible sheets as grids, each number as shown."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import IO, Any

import xlrd

from pfglint.source import numfmt
from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.limits import Meter
from pfglint.source.sheet import Area, Sheet, Written, hidden_sheet

_ERRORS: dict[int, str] = xlrd.biffh.error_text_from_code


def rows(stream: IO[bytes], meter: Meter) -> Iterator[Row | Fact]:
    """The rows of all visible sheets, and what was passed over.

    Raises SourceError: ``encrypted``, ``limit-size`` (the workbook is held in memory), ``limit-…``.
    """
    content = stream.read(meter.most_held + 1)
    meter.hold(len(content))
    # The library tells of odd files on a stream of its own choice; a report is no place for that.
    silent = StringIO()
    try:
        book: Any = xlrd.open_workbook(
            file_contents=content, formatting_info=True, on_demand=True, ragged_rows=True, logfile=silent
        )
    except xlrd.XLRDError as error:
        kind = "encrypted" if "encrypted" in str(error).lower() else "damaged"
        raise SourceError(kind, type(error).__name__) from error
    del content
    above = 0
    for index, name in enumerate(book.sheet_names()):
        if book._sheet_visibility[index]:
            yield hidden_sheet(name, above)
            continue
        meter.tick()
        source = book.sheet_by_index(index)
        areas = [Area(top + 1, left, bottom, right - 1) for top, bottom, left, right in source.merged_cells]
        hidden = {number for number, column in source.colinfo_map.items() if column.hidden}
        sheet = Sheet(name, above, meter, areas, hidden)
        for number in range(source.nrows):
            written = [
                Written(column, text)
                for column, kind in enumerate(source.row_types(number))
                if kind and (text := _text(book, source, number, column))
            ]
            about = source.rowinfo_map.get(number)
            yield from sheet.row(number + 1, written, hidden=about is not None and bool(about.hidden))
        yield from sheet.close()
        above = sheet.end
        book.unload_sheet(index)


def _text(book: Any, sheet: Any, row: int, column: int) -> str:
    """What a cell shows."""
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        code = book.format_map[style.format_key].format_str
        return numfmt.shown(value, code or "General", since_1904=bool(book.datemode))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    return _ERRORS.get(value, "#N/A") if kind == xlrd.XL_CELL_ERROR else ""
