"""Forms as flat OpenDocument files, written by hand: what LibreOffice converts to every other format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tests.formats.writers import Grid

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)


class Look(NamedTuple):
    """How a page looks.

    ruled: whether lines are drawn. font, size: of all text, in points. valign, align: where text stands in its cell.
    widths: of the columns, one to another; all alike where there are none. paper: its width and height, in centimetres.
    padding: within a cell, in millimetres.
    """

    ruled: bool = True
    font: str = "Noto Serif CJK SC"
    size: float = 10
    valign: str = "top"
    align: str = "start"
    widths: tuple[float, ...] = ()
    paper: tuple[float, float] = (21, 29.7)
    padding: float = 1


_MARGIN = 1.5
"""Centimetres."""


def document(forms: Sequence[Grid], look: Look) -> str:
    """A text document (fodt): titles as paragraphs, and a table for each form that has one."""
    body = []
    for form in forms:
        body += [_paragraph(line) for line in form.title]
        if form.rows:
            body += [_table(form, f"T{len(body)}", look), _paragraph("")]
    return _file("text", "text", _styles(forms, look), "".join(body))


def workbook(forms: Sequence[Grid], look: Look) -> str:
    """A workbook (fods), a sheet for each form; all cells are text, so that no ``=12`` becomes a formula."""
    body = []
    for number, form in enumerate(forms, 1):
        title = Grid((), tuple((line,) for line in form.title))
        body.append(
            f'<table:table table:name="表{number}">{_columns(form, look)}{_rows(title)}{_rows(form)}</table:table>'
        )
    return _file("spreadsheet", "spreadsheet", _styles(forms, look), "".join(body))


def _file(kind: str, body: str, styles: str, content: str) -> str:
    mime = f"application/vnd.oasis.opendocument.{kind}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" office:mimetype="{mime}">'
        f"{styles}<office:body><office:{body}>{content}</office:{body}></office:body></office:document>"
    )


def _styles(forms: Sequence[Grid], look: Look) -> str:
    border = "0.5pt solid #000000" if look.ruled else "none"
    text = (
        f'<style:text-properties style:font-name="F" style:font-name-asian="F" fo:font-size="{look.size}pt" '
        f'style:font-size-asian="{look.size}pt"/>'
    )
    paragraph = f'<style:paragraph-properties fo:text-align="{look.align}"/>'
    page = (
        f'<style:page-layout-properties fo:page-width="{look.paper[0]}cm" fo:page-height="{look.paper[1]}cm" '
        f'fo:margin="{_MARGIN}cm" style:print="objects"/>'
    )
    columns = "".join(
        f'<style:style style:name="{_column(form, at)}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        for form in {(len(form.rows[0])): form for form in forms if form.rows}.values()
        for at, width in enumerate(_widths(form, look))
    )
    return (
        f'<office:font-face-decls><style:font-face style:name="F" svg:font-family="{escape(look.font)}"/></office:font-face-decls>'
        f'<office:automatic-styles><style:page-layout style:name="L">{page}</style:page-layout>{columns}'
        f'<style:style style:name="R" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
        f'<style:style style:name="P" style:family="paragraph">{paragraph}{text}</style:style>'
        f'<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="{border}" '
        f'fo:padding="{look.padding}mm" fo:wrap-option="wrap" style:vertical-align="{look.valign}"/>{paragraph}{text}</style:style>'
        "</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/>'
        '<style:master-page style:name="Default" style:page-layout-name="L"/></office:master-styles>'
    )


def _widths(form: Grid, look: Look) -> list[float]:
    wanted = [*look.widths, *[1.0] * len(form.rows[0])][: len(form.rows[0])]
    room = 0.97 * (look.paper[0] - 2 * _MARGIN)  # a workbook's columns may come out a little wider
    return [room * width / sum(wanted) for width in wanted]


def _column(form: Grid, at: int) -> str:
    return f"W{len(form.rows[0])}-{at}"


def _columns(form: Grid, look: Look) -> str:
    if not form.rows:
        return "<table:table-column/>"
    return "".join(
        f'<table:table-column table:style-name="{_column(form, at)}"/>' for at in range(len(form.rows[0]))
    )


def _table(form: Grid, name: str, look: Look) -> str:
    return f'<table:table table:name="{name}">{_columns(form, look)}{_rows(form)}</table:table>'


def _rows(form: Grid) -> str:
    rows: list[str] = []
    for cells in form.cells():
        width = len(form.rows[len(rows)])
        parts = dict.fromkeys(range(width), "<table:covered-table-cell/>")
        for column, cell, tall, wide in cells:
            spans = (
                f' table:number-rows-spanned="{tall}" table:number-columns-spanned="{wide}"'
                if tall > 1 or wide > 1
                else ""
            )
            parts[column] = (
                f'<table:table-cell table:style-name="C" office:value-type="string"{spans}>{_paragraph(cell)}</table:table-cell>'
            )
        rows.append(f'<table:table-row table:style-name="R">{"".join(parts.values())}</table:table-row>')
    return "".join(rows)


def _paragraph(text: str) -> str:
    lines = (re.sub("^ +|(?<= ) +", _spaces, escape(line)) for line in text.split("\n"))
    return "".join(f'<text:p text:style-name="P">{line}</text:p>' for line in lines)


def _spaces(found: re.Match[str]) -> str:
    """Spaces that begin a line or stand behind one, which are written as a mark."""
    return f'<text:s text:c="{len(found[0])}"/>'
