"""OFD files are read as they are shown."""

from __future__ import annotations

import io
import zipfile

import pytest

from pfglint.source import ofd
from pfglint.source.document import Fact, Row, SourceError
from pfglint.source.limits import Meter
from pfglint.source.open import document_of

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def package(*pages: str, common: str = "", more: dict[str, str] | None = None) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="/Doc_0/Pages/{n}.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/{n}.xml": page(content) for n, content in enumerate(pages)},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def page(content: str) -> str:
    template, _, layer = content.rpartition("||")
    return f'<ofd:Page {SPACE}>{template}<ofd:Content><ofd:Layer ID="9">{layer}</ofd:Layer></ofd:Content></ofd:Page>'


def text(words: str, box: str = "20 20 50 10", about: str = "", code: str = "") -> str:
    return f'<ofd:TextObject Boundary="{box}" Size="4" {about}><ofd:TextCode X="0" Y="4" {code}>{words}</ofd:TextCode></ofd:TextObject>'


def path(data: str, box: str = "10 10 100 20", about: str = "") -> str:
    return f'<ofd:PathObject Boundary="{box}" {about}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def cells(data: bytes) -> list[list[str]]:
    rows = ofd.rows(io.BytesIO(data), Meter())
    return [[cell.text for cell in row.cells] for row in rows if isinstance(row, Row) and row.cells]


GRID = path("M 0 0 L 100 0 L 100 20 L 0 20 C") + path("M 50 0 L 50 20") + path("M 0 10 L 100 10")
WRITTEN = (
    text("甲", "12 12 9 9") + text("乙", "62 12 9 9") + text("丙", "12 22 9 9") + text("丁", "62 22 9 9")
)
TABLE = [["甲", "乙"], ["丙", "丁"]]


def test_a_table_is_the_grid_that_lines_draw() -> None:
    assert cells(package(GRID + WRITTEN)) == TABLE


def test_lines_may_be_thin_boxes_that_are_filled() -> None:
    thin = path("M 0 0 L 100 0 L 100 0.3 L 0 0.3 C", about='Fill="true" Stroke="false"')
    boxes = "".join(thin.replace("10 10 100", f"10 {top} 100") for top in (10, 20, 30))
    down = path("M 0 0 L 0.3 0 L 0.3 20 L 0 20 C", about='Fill="true" Stroke="false"')
    boxes += "".join(down.replace("10 10 100", f"{left} 10 100") for left in (10, 60, 110))
    assert cells(package(boxes + WRITTEN)) == TABLE
    assert len(cells(package(boxes.replace('Fill="true"', "") + WRITTEN))[0]) == 2


def test_a_template_lies_under_the_page() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/t.xml"/>'
    data = package(
        f'<ofd:Template TemplateID="7"/>||{WRITTEN}', common=common, more={"Doc_0/Tpls/t.xml": page(GRID)}
    )
    assert cells(data) == TABLE


def test_where_a_cell_stands_is_told_in_points() -> None:
    (row,) = (
        row
        for row in ofd.rows(io.BytesIO(package(GRID + WRITTEN)), Meter())
        if isinstance(row, Row) and row.line == 1
    )
    place = row.cells[0].place
    assert place.page == 1
    assert place.bbox == pytest.approx((28.3, 28.3, 170.1, 56.7), abs=0.1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (text("项目名称", code='DeltaX="4 4 4"'), "项目名称"),
        (text("项目名称", code='DeltaX="g 3 4"'), "项目名称"),
        (text("项目名称"), "项目名称"),
        (text("90%以上"), "90%以上"),
        (text("项目 名称"), "项目 名称"),
        (text("项目", code='DeltaX="4"') + text("名称", "28 20 50 10"), "项目名称"),
        (text("名称", "28 20 50 10") + text("项目", code='DeltaX="4"'), "项目名称"),
        (f"<ofd:PageBlock>{text('项目名称')}</ofd:PageBlock>", "项目名称"),
        (text("项目名称", about='Visible="false"') + text("年度"), "年度"),
        (text("项目名称", "20 20 50 10", 'CTM="2 0 0 2 1 1"'), "项目名称"),
        (text("项目名称", code='DeltaX="g 99999999 4"'), "项目名称"),
        (text("项目名称", code='DeltaX="x g"'), "项目名称"),
        (text("项目名称", code='DeltaX="0 0 0" DeltaY="4 4 4"'), "项\n目\n名\n称"),
    ],
)  # fmt: skip
def test_a_text_is_what_is_shown(content: str, words: str) -> None:
    assert "\n".join(cell for row in cells(package(content)) for cell in row) == words


def test_a_scan_is_said_so_and_a_page_that_is_a_picture_too() -> None:
    picture = '<ofd:ImageObject Boundary="0 0 210 297"/>'
    with pytest.raises(SourceError) as caught:
        cells(package(picture, picture))
    assert (caught.value.kind, caught.value.detail) == ("no-text-ofd", "2")
    found = list(ofd.rows(io.BytesIO(package(text("甲"), picture)), Meter()))
    assert [(fact.kind, fact.text) for fact in found if isinstance(fact, Fact)] == [
        ("page-without-text", "2")
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (package(f'<!DOCTYPE a [<!ENTITY b "c">]>||{text("甲")}'), "damaged"),
        (package(text("甲"))[:-200], "damaged"),
        (package(*["<ofd:PageBlock>" * 300 + "</ofd:PageBlock>" * 300]), "deep"),
        (package(text("甲"), more={"Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:Pages><ofd:Page BaseLoc='9.xml'/></ofd:Pages></ofd:Document>"}), "damaged"),
        (package(text("甲"), more={"OFD.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "unsafe"),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_broken_is_said_so(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(document_of(io.BytesIO(data), "表.ofd").rows())
    assert caught.value.kind == kind


def test_a_drawing_of_too_many_lines_is_no_table() -> None:
    data = package(WRITTEN + path("M 0 0 L 9 9 " * 60_000))
    assert len(cells(data)) == 2
