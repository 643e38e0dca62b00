"""OpenDocument spreadsheets and texts."""

from __future__ import annotations

import io
import zipfile

from pfglint.source import odf
from pfglint.source.document import Fact, Row
from pfglint.source.limits import Meter

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)


def read(kind: str, body: str, styles: str = "") -> list[Row | Fact]:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        inner = {"spreadsheet": "spreadsheet", "text": "text"}[kind]
        file.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:{inner}>{body}</office:{inner}></office:body></office:document-content>",
        )
    return list(odf.rows(io.BytesIO(out.getvalue()), Meter()))


def cells(found: list[Row | Fact]) -> list[list[tuple[str, int, int, int]]]:
    return [
        [(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in row.cells]
        for row in found
        if isinstance(row, Row)
    ]


def cell(text: str, about: str = "") -> str:
    return f"<table:table-cell {about}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def table(*rows: str, about: str = "") -> str:
    return f'<table:table table:name="表" {about}>{"".join(rows)}</table:table>'


BLANK = '<table:table-cell table:number-columns-repeated="{}"/>'
COVERED = "<table:covered-table-cell/>"


def test_a_sheet_has_its_merged_cells_and_what_is_repeated() -> None:
    found = read(
        "spreadsheet",
        table(
            row(cell("标题", 'table:number-columns-spanned="3"'), COVERED, COVERED),
            row(cell("产出", 'table:number-rows-spanned="2"'), cell("甲")),
            row(COVERED, BLANK.format(1), cell("乙", 'table:number-columns-repeated="2"')),
            row(BLANK.format(1024), about='table:number-rows-repeated="1048000"'),
        ),
    )
    assert cells(found) == [
        [("标题", 0, 1, 3)], [("产出", 0, 2, 1), ("甲", 1, 1, 1)], [("乙", 2, 1, 1), ("乙", 3, 1, 1)], []
    ]  # fmt: skip


def test_a_cell_shows_its_text_and_notes_are_left_out() -> None:
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    found = read(
        "spreadsheet",
        table(
            row(
                f"<table:table-cell office:value-type='percentage' office:value='0.9'>{note}<text:p>90%</text:p></table:table-cell>",
                "<table:table-cell office:value-type='percentage' office:value='0.955'/>",
                "<table:table-cell office:value-type='date' office:date-value='2025-03-01T00:00:00'/>",
                cell("甲<text:s text:c='2'/><text:span>乙</text:span><text:line-break/>丙"),
            )
        ),
    )
    assert [text for text, *_ in cells(found)[0]] == ["90%", "95.5%", "2025-03-01", "甲  乙\n丙"]


def test_hidden_sheets_rows_and_columns_are_said() -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    found = read(
        "spreadsheet",
        table(row(cell("密")), about='table:style-name="h"')
        + table(
            "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column/>",
            row(cell("甲"), cell("乙"), cell("丙")),
            row(cell("丁"), about='table:visibility="filter"'),
        ),
        styles,
    )
    assert cells(found)[0] == [("甲", 0, 1, 1), ("丙", 2, 1, 1)]
    facts = [(item.kind, item.detail) for item in found if isinstance(item, Fact)]
    assert facts == [("hidden-sheet", ""), ("hidden-rows", "2"), ("hidden-columns", "B")]


def test_a_text_has_its_tables_and_paragraphs_with_changes_accepted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:h>标题</text:h>"
        + table(
            "<table:table-header-rows>" + row(cell("一"), cell("二")) + "</table:table-header-rows>",
            row(
                f"<table:table-cell><text:p>外</text:p>{table(row(cell('内')))}</table:table-cell>",
                cell("右"),
            ),
        )
        + "<text:list><text:list-item><text:p>项</text:p></text:list-item></text:list>"
        "<text:p>文<draw:frame><draw:text-box><text:p>框</text:p></draw:text-box></draw:frame></text:p>"
    )
    found = read("text", body)
    assert [[text for text, *_ in line] for line in cells(found)] == [
        ["标题"], ["一", "二"], ["外", "右"], [], ["内"], [], [], ["项"], ["文"], ["框"]
    ]  # fmt: skip
