"""A cell's text is mended in a workbook, and nothing else of it."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from pfglint.finding import Place
from pfglint.mend.written import Written
from pfglint.mend.xlsx import write
from pfglint.source import xlsx
from pfglint.source.document import Row
from pfglint.source.limits import Limits, Meter
from tests.hostile.make import workbook
from tests.mend.office import STRINGS, canonical, changed, edit, edits, parts, shared
from tests.source.test_xlsx import SHEET, saved
from tests.source.test_xlsx import changed as with_part

WORKBOOK = "xl/workbook.xml"


def texts(data: bytes) -> dict[str, str]:
    """What a workbook shows, by sheet and cell."""
    rows = xlsx.rows(io.BytesIO(data), Meter())
    cells = [cell for row in rows if isinstance(row, Row) for cell in row.cells]
    return {f"{cell.place.sheet}!{cell.place.cell}": cell.text for cell in cells}


def mended(data: bytes, cell: str, was: str, text: str, sheet: str = "Sheet") -> bytes:
    done = edit(write, data, Place(sheet=sheet, cell=cell), was, text)
    assert done.refused == {}
    after = texts(data)
    after[f"{sheet}!{cell}"] = text
    assert texts(done.data) == after
    return done.data


def refused(data: bytes, cell: str, was: str, text: str, sheet: str = "Sheet") -> str:
    done: Written = edit(write, data, Place(sheet=sheet, cell=cell), was, text)
    assert done.data == data
    (reason,) = done.refused.values()
    return reason


def holding(**cells: Any) -> bytes:
    """A workbook whose first sheet holds these."""

    def fill(book: Any) -> None:
        for name, value in cells.items():
            book.active[name] = value
            if isinstance(value, str) and value.startswith("="):
                book.active[name].data_type = "f"

    return shared(saved(fill))


def test_another_cell_with_the_same_text_keeps_it() -> None:
    data = holding(B2="≧90(%)", B3="≧90(%)", C9="别的")
    fresh = mended(data, "B2", "≧90(%)", "≥90(%)")
    assert changed(data, fresh) == [SHEET, STRINGS]
    strings = parts(data)[STRINGS].decode()
    assert parts(fresh)[STRINGS].decode() == strings.replace(
        "</sst>", "<si><t>≥90(%)</t></si></sst>"
    ).replace('uniqueCount="2"', 'uniqueCount="3"')
    cell = '<c r="B2" t="s"><v>{}</v>'
    assert parts(fresh)[SHEET].decode() == parts(data)[SHEET].decode().replace(cell.format(0), cell.format(2))


def test_cells_that_are_mended_alike_share_their_text_again() -> None:
    data = holding(B2="≧90", B3="≧90", B4="≧90")
    wanted = edits(Place(sheet="Sheet", cell="B2"), "≧90", "≥90")
    wanted |= edits(Place(sheet="Sheet", cell="B4"), "≧90", "≥90")
    fresh = write(data, wanted).data
    assert texts(fresh) == {"Sheet!B2": "≥90", "Sheet!B3": "≧90", "Sheet!B4": "≥90"}
    assert parts(fresh)[STRINGS].count(b"<si>") == 2


def test_runs_keep_their_fonts() -> None:
    bold, red = InlineFont(b=True), InlineFont(color="FFFF0000")
    rich = CellRichText(TextBlock(bold, "大于"), TextBlock(red, "等于 "), " 90 ", TextBlock(bold, "(%)"))
    data = shared(saved(lambda book: book.active.cell(2, 2, rich)))
    fresh = mended(data, "B2", "大于等于  90 (%)", "≥ 90 (%)")
    book = openpyxl.load_workbook(io.BytesIO(fresh), rich_text=True)
    runs = [(str(run), getattr(run, "font", None)) for run in book["Sheet"]["B2"].value]
    assert [(text, bool(font and font.b)) for text, font in runs] == [
        ("≥", True),
        ("", False),
        (" 90 ", False),
        ("(%)", True),
    ]


def test_a_text_in_the_cell_itself() -> None:
    sheet = '<row r="2"><c r="B2" s="0" t="inlineStr"><is><r><t>≧</t></r><r><t>90</t></r></is></c><c r="C2" t="str"><v>≧1 </v></c></row>'
    data = workbook(sheet)
    for cell, was in (("B2", "≧90"), ("C2", "≧1")):
        fresh = mended(data, cell, was, was.replace("≧", "≥"), sheet="表")
        assert changed(data, fresh) == [SHEET]
        assert parts(fresh)[SHEET] == at(parts(data)[SHEET], was)


def at(sheet: bytes, was: str) -> bytes:
    """The sheet with the other sign in the one of the two cells."""
    before, after = sheet.decode().split('<c r="C2"')
    first = was == "≧90"
    return f'{before.replace("≧", "≥") if first else before}<c r="C2"{after if first else after.replace("≧", "≥")}'.encode()


@pytest.mark.parametrize(
    ("value", "code", "was", "text", "number"),
    [
        (0.9, "0%", "90%", "95%", 0.95),
        (0.9, "0.00%", "90.00%", "91.50%", 0.915),
        (1732000, "#,##0.00", "1,732,000.00", "1,733,000.50", 1733000.5),
        (12, '0"人"', "12人", "120人", 120),
    ],
)
def test_a_number_becomes_a_number_that_its_format_shows_so(
    value: float, code: str, was: str, text: str, number: float
) -> None:
    data = formatted(value, code)
    fresh = mended(data, "B2", was, text)
    assert openpyxl.load_workbook(io.BytesIO(fresh))["Sheet"]["B2"].value == number
    assert changed(data, fresh) == [SHEET]


@pytest.mark.parametrize(
    ("value", "code", "was", "text"),
    [
        (0.9, "0%", "90%", "≥90%"),
        (90, "0.00", "90.00", "90"),
        (44561, "General", "44561", "2021年12月31日"),
        (0.9, '"≧"0%', "≧90%", "≥90%"),
        (True, "General", "TRUE", "FALSE"),
        (12, '0"人"', "12人", "12次"),
    ],
)
def test_a_number_never_becomes_a_text(value: object, code: str, was: str, text: str) -> None:
    assert refused(formatted(value, code), "B2", was, text) == "number"


def formatted(value: object, code: str) -> bytes:
    def fill(book: Any) -> None:
        book.active["B2"] = value
        book.active["B2"].number_format = code

    return saved(fill)


def guarded(*, locked: bool) -> bytes:
    def fill(book: Any) -> None:
        book.active["B2"] = "≧90"
        book.active["B2"].protection = Protection(locked=locked)
        book.active.protection.sheet = True

    return saved(fill)


def in_table(book: Any) -> None:
    for row in (("名称≧", "值"), ("甲≧", 1)):
        book.active.append(row)
    book.active.add_table(Table(displayName="表", ref="A1:B2"))


def test_what_is_left_as_it_is() -> None:
    kept = with_part(
        holding(B2='="≧"&90'), SHEET, lambda sheet: sheet.replace("<v></v>", "<v>≧90</v>").replace("<v />", "<v>≧90</v>")
    )  # fmt: skip
    assert refused(kept, "B2", "≧90", "≥90") == "formula"
    array = saved(lambda book: book.active.__setitem__("B2", ArrayFormula("B2:B4", '="≧"&A2:A4')))
    array = with_part(
        array,
        SHEET,
        lambda sheet: sheet.replace("</row>", '</row><row r="3"><c r="B3" t="str"><v>≧3</v></c></row>', 1),
    )
    assert refused(array, "B3", "≧3", "≥3") == "formula"
    assert refused(guarded(locked=True), "B2", "≧90", "≥90") == "protected"
    assert refused(saved(in_table), "A1", "名称≧", "名称") == "table-head"
    assert refused(holding(B2="≧90"), "B2", "≧91", "≥91") == "moved"
    assert refused(holding(B2="≧90"), "B3", "≧90", "≥90") == "moved"
    assert refused(holding(B2="≧90"), "B2", "≧90", "≥90", sheet="没有") == "moved"


def test_what_may_be_written_is_mended() -> None:
    mended(guarded(locked=False), "B2", "≧90", "≥90")
    mended(saved(in_table), "A2", "甲≧", "甲≥")


def test_a_signed_file_and_one_in_another_encoding_are_left() -> None:
    signed = with_part(holding(B2="≧90"), "", lambda text: text)
    out = io.BytesIO(signed)
    import zipfile

    with zipfile.ZipFile(out, "a") as file:
        file.writestr("_xmlsignatures/origin.sigs", "")
    assert refused(out.getvalue(), "B2", "≧90", "≥90") == "signed"
    old = holding(B2="≧90")
    wide = io.BytesIO()
    with zipfile.ZipFile(wide, "w") as file:
        for name, content in parts(old).items():
            file.writestr(name, content.decode().encode("utf-16") if name == SHEET else content)
    assert refused(wide.getvalue(), "B2", "≧90", "≥90") == "encoding"


def test_a_sheet_too_large_is_left() -> None:
    data = holding(B2="≧90", **{f"C{n}": n for n in range(1, 9000)})
    done = write(data, edits(Place(sheet="Sheet", cell="B2"), "≧90", "≥90"), Limits(size=1))
    assert set(done.refused.values()) == {"large"}


@pytest.mark.parametrize(
    ("formula", "marked"),
    [("=B2&1", True), ("=SUM(C3:C9)", False), ("=合计", True), ("=LEN(Sheet!B2)", True)],
)
def test_formulas_that_look_at_the_cell_are_computed_when_the_file_is_opened(
    formula: str, marked: bool
) -> None:
    data = holding(B2="≧90", D4=formula)
    data = with_part(data, WORKBOOK, lambda text: text.replace(' fullCalcOnLoad="1"', ""))
    for source in (
        data,
        with_part(data, WORKBOOK, lambda text: text.replace('<calcPr calcId="124519" />', "")),
    ):
        fresh = edit(write, source, Place(sheet="Sheet", cell="B2"), "≧90", "≥90").data
        assert set(changed(source, fresh)) == {SHEET, STRINGS, *([WORKBOOK] if marked else [])}
        assert (b"fullCalcOnLoad" in parts(fresh)[WORKBOOK]) is marked
        assert openpyxl.load_workbook(io.BytesIO(fresh))["Sheet"]["D4"].value == formula


def test_what_xml_cannot_hold_is_written_as_excel_does() -> None:
    data = holding(B2="≧90_x000D_\n本_x005F_x0041_")
    was = texts(data)["Sheet!B2"]
    fresh = edit(write, data, Place(sheet="Sheet", cell="B2"), was, was.replace("≧", "≥")).data
    assert texts(fresh)["Sheet!B2"] == was.replace("≧", "≥")


def test_styles_merged_cells_and_other_sheets_stay() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        sheet["A1"] = "≧1"
        sheet.merge_cells("A1:C2")
        sheet["A1"].font = Font(b=True)
        sheet["A1"].fill = PatternFill("solid", "FFFF00")
        sheet.column_dimensions["A"].width = 33
        other = book.create_sheet("别的")
        other["A1"] = "≧1"
        other.sheet_state = "hidden"

    data = shared(saved(fill))
    fresh = mended(data, "A1", "≧1", "≥1")
    assert changed(data, fresh) == [SHEET, STRINGS]
    before, after = parts(data)[SHEET], parts(fresh)[SHEET]
    assert canonical(after) == canonical(before.replace(b"<v>0</v>", b"<v>1</v>"))
