"""Notes, tints and the list of remarks in workbooks, read back by openpyxl, which they are not written with."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side

from pfglint.annotate.remark import COLORS, Note, notes, plain, remark_of, text
from pfglint.annotate.xlsx import write
from pfglint.finding import Finding, Place, Severity
from pfglint.lint import check_bytes
from pfglint.report.json import finding_json
from pfglint.rule.pack import load_builtin
from pfglint.source.limits import Limits

from ..formats import writers
from .remarks import MESSAGE, grid, note, remark

XLSX = writers.xlsx([grid()])
CELL = Place(sheet="Sheet", cell="E14", rank=917508)
LIBREOFFICE = Path(__file__).parent.parent / "formats" / "libreoffice" / "forms.xlsx"
RULES = load_builtin()


def made(data: bytes, *given: Note, lang: str = "zh") -> bytes:
    return write(data, given, lang, Limits())


def checked(data: bytes, least: Severity = Severity.INFO) -> list[Finding]:
    return list(check_bytes(data, "表.xlsx", RULES, least=least).findings)


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def said(data: bytes) -> dict[str, str]:
    """The notes of all sheets, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def listed(data: bytes, name: str = "审核意见") -> list[tuple[Any, ...]]:
    """The list of remarks, without its head."""
    return list(opened(data)[name].iter_rows(min_row=4, values_only=True))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def changed(data: bytes, content: dict[str, str], without: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, old in (parts(data) | content).items():
            if name != without:
                file.writestr(name, old)
    return out.getvalue()


def book(**cells: Any) -> Any:
    """A workbook with some cells."""
    workbook = openpyxl.Workbook()
    for name, value in cells.items():
        workbook.active[name] = value
    return workbook


def saved(workbook: Any) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_a_finding_is_a_note_a_tint_and_a_row_that_leads_to_the_cell() -> None:
    (one,) = checked(XLSX, Severity.ERROR)
    given_ = remark_of(one, {}, "zh")
    copy = made(XLSX, *notes([given_]))
    assert said(copy) == {"Sheet!E14": text([given_], "zh")}
    cell = opened(copy)["Sheet"]["E14"]
    assert cell.value == "=100.00(%)"
    assert cell.comment.author == "pfglint"
    assert cell.fill.fgColor.rgb == "FF" + COLORS[Severity.ERROR]
    (row,) = listed(copy)
    assert row[:6] == (1, "错误", "Sheet", "E14", "乡镇图书室购书经费", "购置图书数量")
    assert row[6:] == (one.message, one.help, one.source)
    link = opened(copy)["审核意见"]["D4"].hyperlink
    assert link.location == "'Sheet'!E14"


def test_the_list_tells_what_a_remark_must_be_read_with() -> None:
    one = remark(CELL)._replace(related=("工作表“Sheet” E9 这里写的是册。",))
    assert listed(made(XLSX, *notes([one])))[0][6] == f"{MESSAGE}\n对照：工作表“Sheet” E9 这里写的是册。"


def test_the_list_can_be_read_and_printed() -> None:
    sheet = opened(made(XLSX, note(CELL)))["审核意见"]
    assert [cell.value for cell in sheet[3]] == [
        "序号",
        "级别",
        "工作表",
        "单元格",
        "项目",
        "指标",
        "问题",
        "改法",
        "依据",
    ]
    assert sheet["A2"].value.startswith("共 1 处错误。")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$1:$3")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_where_nothing_was_found_the_list_says_so_and_no_sheet_is_touched() -> None:
    copy = made(XLSX)
    assert opened(copy)["审核意见"]["A2"].value == "未发现问题。"
    assert parts(copy)["xl/worksheets/sheet1.xml"] == parts(XLSX)["xl/worksheets/sheet1.xml"]
    assert opened(made(XLSX, lang="en"))["Review"]["A2"].value == "Nothing was found."


@pytest.mark.parametrize("data", [XLSX, LIBREOFFICE.read_bytes()], ids=["openpyxl", "libreoffice"])
def test_the_copy_reads_as_the_original_and_other_parts_are_the_same(data: bytes) -> None:
    found = checked(data)
    assert found
    given_ = notes(remark_of(one, {}, "zh") for one in found)
    copy = made(data, *given_)
    assert list(map(finding_json, checked(copy))) == list(map(finding_json, found))
    assert made(data, *given_) == copy
    before, after = parts(data), parts(copy)
    for name, content in before.items():
        if name not in (
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "[Content_Types].xml",
        ):
            assert after[name] == content or name.startswith("xl/worksheets/")
    fresh = re.sub(rb"<legacyDrawing [^>]*/>", b"", after["xl/worksheets/sheet1.xml"])
    assert re.sub(rb' s="\d+"', b"", fresh) == re.sub(rb' s="\d+"', b"", before["xl/worksheets/sheet1.xml"])


def test_the_look_of_a_tinted_cell_stays_but_for_its_fill() -> None:
    workbook = book(B2=0.9, B3="字")
    cell = workbook.active["B2"]
    cell.number_format = "0.0%"
    cell.font = Font(name="仿宋", bold=True)
    cell.border = Border(left=Side(style="thin"))
    cell.fill = PatternFill("solid", fgColor="FFCCFFCC")
    copy = made(saved(workbook), note(Place(sheet="Sheet", cell="B2")))
    tinted = opened(copy)["Sheet"]["B2"]
    assert (tinted.value, tinted.number_format, tinted.font.name, tinted.font.b) == (
        0.9,
        "0.0%",
        "仿宋",
        True,
    )
    assert tinted.border.left.style == "thin"
    assert tinted.fill.fgColor.rgb == "FF" + COLORS[Severity.ERROR]
    assert opened(copy)["Sheet"]["B3"].fill.fill_type is None


def test_cells_that_are_merged_are_tinted_together_and_noted_on_the_first() -> None:
    workbook = book(B2="合并", D2="旁边")
    for row in workbook.active["B2:C4"]:
        for cell in row:
            cell.border = Border(*[Side(style="thin")] * 4)
    workbook.active.merge_cells("B2:C4")
    copy = made(saved(workbook), note(Place(sheet="Sheet", cell="B2"), severity=Severity.WARNING))
    xml = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    parted = re.sub("<mergeCells.*</mergeCells>", "", xml)  # what is merged over, the library does not read
    colors = {
        cell.coordinate: cell.fill.fgColor.rgb
        for row in opened(changed(copy, {"xl/worksheets/sheet1.xml": parted}))["Sheet"]["B2:D4"]
        for cell in row
        if cell.fill.fill_type
    }
    assert colors == dict.fromkeys(("B2", "C2", "B3", "C3", "B4", "C4"), "FF" + COLORS[Severity.WARNING])
    assert [*said(copy)] == ["Sheet!B2"]


def test_notes_of_others_stay_and_those_of_an_earlier_run_make_room() -> None:
    workbook = book(A1="一", B1="二", C1="三")
    for name in ("A1", "B1"):
        workbook.active[name].comment = Comment("请核对", "张三")
    data = saved(workbook)
    first = made(data, *(note(Place(sheet="Sheet", cell=name), "先前的") for name in ("B1", "C1")))
    assert said(first)["Sheet!B1"].startswith("请核对\n—— pfglint ——\n错误：先前的")
    second = made(first, *(note(Place(sheet="Sheet", cell=name), "后来的") for name in ("A1", "B1")))
    found = said(second)
    assert {name: (whole.count("请核对"), whole.count("错误：")) for name, whole in found.items()} == {
        "Sheet!A1": (1, 1),
        "Sheet!B1": (1, 1),
    }
    assert "先前的" not in "".join(found.values())
    assert opened(second).sheetnames == ["审核意见", "Sheet"]
    assert [row[6] for row in listed(second)] == ["后来的", "后来的"]
    assert said(made(second)) == {"Sheet!A1": "请核对", "Sheet!B1": "请核对"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_notes_of_an_earlier_run_are_known_where_a_program_has_dropped_their_author(lang: str) -> None:
    first = made(XLSX, note(CELL, "先前的"), lang=lang)
    (name,) = (name for name in parts(first) if "comments" in name)
    nobody = parts(first)[name].decode().replace("<author>pfglint</author>", "<author></author>")
    second = made(changed(first, {name: nobody}), note(CELL, "后来的"), lang=lang)
    assert "先前的" not in said(second)["Sheet!E14"]
    assert "后来的" in said(second)["Sheet!E14"]


def test_each_note_has_one_box_with_a_number_of_its_own() -> None:
    workbook = book(A1="一", B1="二", C1="三")
    workbook.active["A1"].comment = Comment("请核对", "张三")
    places = [Place(sheet="Sheet", cell=name) for name in ("A1", "B1", "C1")]
    first = made(saved(workbook), *(note(place) for place in places))
    (name,) = (name for name in parts(first) if name.endswith(".vml"))
    for copy in (first, made(first, *(note(place) for place in places))):
        drawing = parts(copy)[name].decode()
        assert sorted(re.findall(r"\w+:Column>(\d+)", drawing)) == ["0", "1", "2"]
        numbers = re.findall(r'<\w+:shape [^>]*\bid="(\w+)"', drawing)
        assert etree.fromstring(parts(copy)[name]) is not None
        assert len({*numbers}) == 3
    reference = parts(first)["xl/worksheets/sheet1.xml"].decode().count("<legacyDrawing")
    assert reference == 1


def test_a_reference_to_boxes_that_are_not_there_is_mended() -> None:
    lost = parts(XLSX)["xl/worksheets/sheet1.xml"].decode()
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    lost = lost.replace("</worksheet>", f'<legacyDrawing xmlns:r="{relations}" r:id="x7"/></worksheet>')
    copy = made(changed(XLSX, {"xl/worksheets/sheet1.xml": lost}), note(CELL))
    assert parts(copy)["xl/worksheets/sheet1.xml"].decode().count("<legacyDrawing") == 1
    assert [*said(copy)] == ["Sheet!E14"]


def test_to_a_conversation_a_remark_is_an_answer() -> None:
    workbook = book(A1="一", B1="二")
    workbook.active["A1"].comment = Comment("[线程批注]\n请核对", "tc={AA}")
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kinds = "http://schemas.microsoft.com/office/2017/10/relationships/"
    talk = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="A1" dT="2025-01-01T00:00:00.00" personId="{{P}}" id="{{AA}}">'
        "<text>请核对</text></threadedComment></ThreadedComments>"
    )
    data = saved(workbook)
    add = {
        "xl/threadedComments/threadedComment1.xml": talk,
        "xl/persons/person.xml": f'<personList xmlns="{space}"><person displayName="张三" id="{{P}}"/></personList>',
    }
    for part, kind, target in (
        ("xl/_rels/workbook.xml.rels", "person", "/xl/persons/person.xml"),
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            "threadedComment",
            "/xl/threadedComments/threadedComment1.xml",
        ),
    ):
        relation = f'<Relationship Id="x9" Type="{kinds}{kind}" Target="{target}"/></Relationships>'
        add[part] = parts(data)[part].decode().replace("</Relationships>", relation)
    first = made(
        changed(data, add), *(note(Place(sheet="Sheet", cell=name), "先前的") for name in ("A1", "B1"))
    )
    for copy in (first, made(first, note(Place(sheet="Sheet", cell="A1"), "先前的"))):
        talked = etree.fromstring(parts(copy)["xl/threadedComments/threadedComment1.xml"])
        assert [one.get("parentId") for one in talked] == [None, "{AA}"]
        assert "".join(talked[1].itertext()).startswith("错误：先前的")
        people = etree.fromstring(parts(copy)["xl/persons/person.xml"])
        assert [one.get("displayName") for one in people] == ["张三", "pfglint"]
        assert people[1].get("id") == talked[1].get("personId")
        assert said(copy)["Sheet!A1"].startswith("[线程批注]\n请核对\n—— pfglint ——\n错误：先前的")


def test_what_has_no_cell_is_in_the_list_alone() -> None:
    copy = made(
        XLSX,
        note(None, "全文"),
        note(Place(sheet="Sheet"), "这一张"),
        note(Place(sheet="没有", cell="A1"), "别处"),
    )
    assert said(copy) == {}
    assert [row[2:4] + row[6:7] for row in listed(copy)] == [
        (None, None, "全文"),
        ("Sheet", None, "这一张"),
        ("没有", "A1", "别处"),
    ]


def test_what_counts_sheets_counts_the_list_too() -> None:
    workbook = book(A1="一")
    other = workbook.create_sheet("有 空格 和 '引号'")
    other["B2"] = "二"
    other.print_title_rows = "1:2"
    other.print_area = "A1:C9"
    workbook.active = 1
    copy = made(saved(workbook), note(Place(sheet=other.title, cell="B2")))
    again = opened(copy)
    assert again.active.title == other.title
    assert again[other.title].print_title_rows == "$1:$2"
    assert again[other.title].print_area.endswith("$A$1:$C$9")
    assert again["Sheet"].print_title_rows is None
    assert again["审核意见"]["D4"].hyperlink.location == "'有 空格 和 ''引号'''!B2"


def test_the_list_has_a_name_of_its_own() -> None:
    workbook = book(A1="一")
    workbook.active.title = "审核意见"
    copy = made(saved(workbook), note(Place(sheet="审核意见", cell="A1")))
    assert opened(copy).sheetnames == ["审核意见2", "审核意见"]
    assert len(listed(copy, "审核意见2")) == 1


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_workbook_without_styles_and_with_prefixes() -> None:
    data = saved(book(A1=1))
    bare = {
        name: re.sub(r"<(/?)(\w)", r"<\1z:\2", content.decode()).replace("xmlns=", "xmlns:z=")
        for name, content in parts(data).items()
        if name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml")
    }
    styles = '<z:styleSheet xmlns:z="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    for content in (bare, {**bare, "xl/styles.xml": styles}):
        copy = made(changed(data, content), note(Place(sheet="Sheet", cell="A1")))
        cell = opened(copy)["Sheet"]["A1"]
        assert cell.fill.fgColor.rgb == "FF" + COLORS[Severity.ERROR]
        assert cell.comment.text.startswith("错误：")
        assert len(listed(copy)) == 1
        again = made(copy, note(Place(sheet="Sheet", cell="A1"), "新的"))
        assert next(iter(said(again).values())).startswith("错误：新的")
    relations = re.sub(
        r"<Relationship [^>]*styles[^>]*/>", "", parts(data)["xl/_rels/workbook.xml.rels"].decode()
    )
    plain_ = changed(data, {"xl/_rels/workbook.xml.rels": relations}, without="xl/styles.xml")
    copy = made(plain_, note(Place(sheet="Sheet", cell="A1")))
    assert opened(copy)["Sheet"]["A1"].fill.fgColor.rgb == "FF" + COLORS[Severity.ERROR]


def test_a_box_is_beside_its_cell_whatever_the_columns_measure() -> None:
    workbook = book(A1="一")
    for name, wide in (("B", 2), ("C", 60)):
        workbook.active.column_dimensions[name].width = wide
    copy = made(saved(workbook), note(Place(sheet="Sheet", cell="A1")))
    (drawing,) = (content.decode() for name, content in parts(copy).items() if name.endswith(".vml"))
    (anchor,) = re.findall(r"<x:Anchor>([^<]*)", drawing)
    left, _, top, _, right, *_ = map(int, anchor.split(","))
    assert (left, top, right) == (1, 0, 2)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_message_survives(message: str) -> None:
    given_ = notes([remark(CELL, plain(message) or MESSAGE)])[0]
    copy = made(XLSX, given_)
    assert said(copy)["Sheet!E14"].replace("_x005F_", "_") == text(given_.remarks, "zh")
    assert listed(copy)[0][6] == given_.remarks[0].message
