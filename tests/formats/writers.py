"""The same form written in every format, by libraries that pfglint does not read with."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from types import MappingProxyType
from typing import Any, NamedTuple

from benchmarks.forms import GeneratedForm

_PAGE = (842, 1190)
"""Points: tall enough for a form, because the library cannot cut a merged cell."""
LEVELS = range(3)
"""The columns whose cells people merge downward."""


class Grid(NamedTuple):
    """A form's title and year, and its table. merged: by row and column, the height and width of cells that cover others."""

    title: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    merged: Mapping[tuple[int, int], tuple[int, int]] = MappingProxyType({})

    def cells(self) -> Iterator[list[tuple[int, str, int, int]]]:
        """The cells of each row that no other covers: column, text, height and width."""
        covered = {
            (row + down, column + right)
            for (row, column), (height, width) in self.merged.items()
            for down in range(height)
            for right in range(width)
            if down or right
        }
        for index, row in enumerate(self.rows):
            yield [
                (column, cell, *self.merged.get((index, column), (1, 1)))
                for column, cell in enumerate(row)
                if (index, column) not in covered
            ]


def grid(form: GeneratedForm, *, merge: bool) -> Grid:
    """The grid of a form; with the level cells merged over the blank ones below them, if asked for."""
    width = max(len(row.cells) for row in form.rows)
    rows = tuple((*row.cells, *[""] * (width - len(row.cells))) for row in form.rows[2:])
    first = next(index for index, row in enumerate(form.rows) if row.indicator is not None) - 2
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for column in LEVELS if merge else ():
        starts = [index for index in range(first, len(rows)) if rows[index][column]]
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            # Where a cell further left begins anew, this one does, too.
            end = next((at for at in range(start + 1, end) if any(rows[at][:column])), end)
            if end - start > 1:
                merged[start, column] = (end - start, 1)
    for index in range(first - 1) if merge else ():
        filled = [column for column, cell in enumerate(rows[index]) if cell]
        for start, end in zip(filled, [*filled[1:], width], strict=True):
            # A value reaches over what is blank beside it; a label does not take its blank value's cell.
            if (
                end - start > 1
                and start != filled[0]
                and not rows[index][start].endswith((":", "资金", "拨款", "标"))
            ):
                merged[index, start] = (1, end - start)
    return Grid(tuple(row.cells[0] for row in form.rows[:2]), rows, merged)


def text(forms: Sequence[Grid]) -> bytes:
    lines = [
        "\t".join(row) for form in forms for row in [*((line,) for line in form.title), *form.rows, ("",)]
    ]
    return "\n".join(lines).encode()


def comma(forms: Sequence[Grid]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for form in forms:
        writer.writerows([*((line,) for line in form.title), *form.rows, ()])
    return out.getvalue().encode("gb18030")


def html(forms: Sequence[Grid]) -> bytes:
    parts = ["<html><head><meta charset=gb2312></head><body>"]
    for form in forms:
        parts.extend(f"<p>{escape(line)}</p>" for line in form.title)
        parts.append("<table border=1>")
        parts.extend(
            "<tr>"
            + "".join(f"<td rowspan={tall} colspan={wide}>{escape(cell)}</td>" for _, cell, tall, wide in row)
            for row in form.cells()
        )
        parts.append("</table>")
    return "".join(parts).encode("gb18030")


def docx(forms: Sequence[Grid]) -> bytes:
    import docx as library

    document = library.Document()
    for form in forms:
        for line in form.title:
            document.add_paragraph(line)
        width = len(form.rows[0])
        table = document.add_table(len(form.rows), width)
        cells = table._cells
        for index, row in enumerate(form.rows):
            for column, cell in enumerate(row):
                if cell:
                    cells[index * width + column].text = cell
        for (top, left), (tall, wide) in form.merged.items():
            table.cell(top, left).merge(table.cell(top + tall - 1, left + wide - 1))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(forms: Sequence[Grid]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for number, form in enumerate(forms):
        sheet: Any = book.create_sheet(f"表{number + 1}") if number else book.active
        for index, line in enumerate(form.title, 1):
            _put(sheet, index, 1, line)
        for index, row in enumerate(form.rows, 3):
            for column, cell in enumerate(row, 1):
                _put(sheet, index, column, cell)
        for (top, left), (tall, wide) in form.merged.items():
            sheet.merge_cells(None, top + 3, left + 1, top + 2 + tall, left + wide)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, content: str) -> None:
    """Amounts and days as numbers with a format, as people type them; all else as text."""
    import datetime

    if not content:
        return
    cell = sheet.cell(row, column)
    plain = content.replace(",", "")
    if content.endswith(".00") and plain.replace(".", "").isdecimal() and "," in content:
        cell.value, cell.number_format = float(plain), "#,##0.00"
        return
    try:
        cell.value, cell.number_format = datetime.date.fromisoformat(content), "yyyy-mm-dd"
    except ValueError:
        cell.value = content
        cell.data_type = "s"  # else =100(%) would be a formula


def xls(forms: Sequence[Grid]) -> bytes:
    import xlwt

    book = xlwt.Workbook()
    for number, form in enumerate(forms, 1):
        sheet = book.add_sheet(f"表{number}")
        for index, line in enumerate(form.title):
            sheet.write(index, 0, line)
        for index, cells in enumerate(form.cells(), 2):
            for column, cell, tall, wide in cells:
                if (tall, wide) != (1, 1):
                    sheet.write_merge(index, index + tall - 1, column, column + wide - 1, cell)
                elif cell:
                    sheet.write(index, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pdf(forms: Sequence[Grid], *, ruled: bool = True, valign: str = "TOP") -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    story: list[Any] = []
    for form in forms:
        story.extend(Paragraph(escape(line), style) for line in form.title)
        content = [[Paragraph(escape(cell), style) if cell else "" for cell in row] for row in form.rows]
        width = len(form.rows[0])
        spans = [
            ("SPAN", (column, row), (column + wide - 1, row + tall - 1))
            for (row, column), (tall, wide) in form.merged.items()
        ]
        lines = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
        story.append(
            Table(
                content, [760 / width] * width, style=[("VALIGN", (0, 0), (-1, -1), valign), *lines, *spans]
            )
        )
        story.append(PageBreak())
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=_PAGE, leftMargin=36, rightMargin=36).build(story)
    return out.getvalue()


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_SIZE, _LEADING = 3.0, 4.0
"""Millimetres: of characters, and from line to line."""


def ofd(forms: Sequence[Grid]) -> bytes:
    """A page for each form, as programs that print to OFD write them; no library does."""
    pages = [_ofd_page(form) for form in forms]
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/{number}.xml"/>' for number in range(len(pages))
    )
    body = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD">{body}</ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData/><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{
            f"Doc_0/Pages/{number}.xml": f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="1">{page}</ofd:Layer></ofd:Content></ofd:Page>'
            for number, page in enumerate(pages)
        },
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def _ofd_page(form: Grid) -> str:
    width = 250 / len(form.rows[0])
    lines = [_wrapped(text, 250) for text in form.title]
    parts = [_ofd_text(line, 10, 10 + _LEADING * index) for index, (line,) in enumerate(lines)]
    wrapped = [
        [(column, _wrapped(text, wide * width - 2), tall, wide) for column, text, tall, wide in row]
        for row in form.cells()
    ]
    heights = [
        max([len(text) for _, text, tall, _ in row if tall == 1] or [1]) * _LEADING + 2 for row in wrapped
    ]
    tops = [20.0]
    for height in heights:
        tops.append(tops[-1] + height)
    for index, row in enumerate(wrapped):
        for column, cell, tall, wide in row:
            left, right = 10 + column * width, 10 + (column + wide) * width
            top, bottom = tops[index], tops[index + tall]
            across, down = f"{right - left:.3f}", f"{bottom - top:.3f}"
            parts.append(
                f'<ofd:PathObject Boundary="{left:.3f} {top:.3f} {across} {down}" LineWidth="0.2"><ofd:AbbreviatedData>'
                f"M 0 0 L {across} 0 L {across} {down} L 0 {down} C</ofd:AbbreviatedData></ofd:PathObject>"
            )
            parts += [
                _ofd_text(line, left + 1, top + 1 + _LEADING * at) for at, line in enumerate(cell) if line
            ]
    return "".join(parts)


def _ofd_text(text: str, left: float, top: float) -> str:
    steps = [_wide(character) for character in text[:-1]]
    delta = (
        f"g {len(steps)} {steps[0]:g}"
        if len(set(steps)) == 1 and len(steps) > 1
        else " ".join(map(str, steps))
    )
    return (
        f'<ofd:TextObject Boundary="{left:.3f} {top:.3f} 100 4" Font="1" Size="{_SIZE:g}">'
        f'<ofd:TextCode X="0" Y="2.6" DeltaX="{delta}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _wide(character: str) -> float:
    return _SIZE / 2 if character.isascii() else _SIZE


def _wrapped(text: str, room: float) -> list[str]:
    """`text` in lines; a number or a word is not cut, and no line begins with a closing mark."""
    lines = [""]
    for piece in re.findall(r"[!-~]+[，。、；：）”》]*|.[，。、；：）”》]*", text):
        if lines[-1] and sum(map(_wide, lines[-1] + piece)) > room:
            lines.append("")
        lines[-1] += piece
    return lines


WRITERS: dict[str, Callable[[Sequence[Grid]], bytes]] = {
    "csv": comma,
    "html": html,
    "docx": docx,
    "xlsx": xlsx,
    "xls": xls,
    "pdf": pdf,
    "pdf without lines": partial(pdf, ruled=False),
    "ofd": ofd,
}
