"""A text is mended in a Word document, in the runs that it stands in, and nothing else of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pfglint.finding import Place
from pfglint.mend.docx import write
from pfglint.mend.package import Package
from pfglint.source import docx
from pfglint.source.limits import Meter
from tests.mend.office import changed, edit, parts
from tests.source.test_docx import BEGINS, GOES_ON, OFFICE, WIDE, p, package, tbl, tc, tr

DOCUMENT = "word/document.xml"
FIXTURE = Path(__file__).parents[1] / "formats" / "libreoffice" / "forms.docx"


def run(text: str, about: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{about}</w:rPr>' if about else ''}<w:t>{text}</w:t></w:r>"


def mended(body: str, place: Place, was: str, text: str) -> str:
    data = package(body)
    done = edit(write, data, place, was, text)
    assert done.refused == {}
    assert changed(data, done.data) == [DOCUMENT]
    return parts(done.data)[DOCUMENT].decode().partition("<w:body>")[2].partition("</w:body>")[0]


def refused(data: bytes, place: Place, was: str, text: str) -> str:
    done = edit(write, data, place, was, text)
    assert done.data == data
    (reason,) = done.refused.values()
    return reason


BOLD = "<w:b/>"
CASES = {
    "runs keep their fonts": (
        tbl(tr("甲", tc(p(run("大于", BOLD), run("等于"), run("90", BOLD), run("%"))))),
        Place(table=1, row=1, column=2),
        ("大于等于90%", "≥90%"),
        [(run("大于", BOLD) + run("等于"), run("≥", BOLD) + run(""))],
    ),
    "a column is one of the grid": (
        tbl(tr(tc("标题", WIDE.format(3))), tr(tc("甲", WIDE.format(2)), "≧9")),
        Place(table=1, row=2, column=3),
        ("≧9", "≥9"),
        [("≧", "≥")],
    ),
    "a merged cell stands in its first row": (
        tbl(tr("甲", tc("≧9", BEGINS)), tr("乙", tc("≧9", GOES_ON)), tr("丙", "≧9")),
        Place(table=1, row=1, column=2),
        ("≧9", "≥9"),
        [("≧", "≥")],
    ),
    "a table in a table": (
        tbl(tr("≧9", tc(tbl(tr("≧9")) + p()))) + tbl(tr("≧9")),
        Place(table=2, row=1, column=1),
        ("≧9", "≥9"),
        [("≧9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "≥9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")],
    ),
    "a cell of several paragraphs": (
        tbl(tr("甲", tc(p("第一行") + p("≧9 ") + p()))),
        Place(table=1, row=1, column=2),
        ("第一行\n≧9", "第一行\n≥9"),
        [("≧", "≥")],
    ),
    "a paragraph outside of tables": (
        p("≧9") + p("单位：", "本") + tbl(tr("≧9")),
        Place(paragraph=2),
        ("本", "册"),
        [("本", "册")],
    ),
    "a line of a paragraph": (
        p("单位：本", "<w:r><w:br/></w:r>", "单位：卷"),
        Place(paragraph=1),
        ("单位：卷", "单位：册"),
        [("卷", "册")],
    ),
    "a form field that people type into": (
        tbl(tr("甲", tc(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FORMTEXT </w:instrText></w:r>'
                          '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "≧9", '<w:r><w:fldChar w:fldCharType="end"/></w:r>')))),
        Place(table=1, row=1, column=2),
        ("≧9", "≥9"),
        [("≧", "≥")],
    ),
    "a content control for text": (
        tbl(tr("甲", tc('<w:sdt><w:sdtPr><w:lock w:val="sdtLocked"/><w:text/></w:sdtPr><w:sdtContent>' + p("≧9") + "</w:sdtContent></w:sdt>"))),
        Place(table=1, row=1, column=2),
        ("≧9", "≥9"),
        [("≧", "≥")],
    ),
    "beside a symbol": (
        tbl(tr("甲", tc(p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "90本")))),
        Place(table=1, row=1, column=2),
        ("≥90本", "≥90册"),
        [("本", "册")],
    ),
    "hidden text stays": (
        tbl(tr("甲", tc(p(run("≧", "<w:vanish/>"), "≧9")))),
        Place(table=1, row=1, column=2),
        ("≧9", "≥9"),
        [("<w:r><w:t>≧", "<w:r><w:t>≥")],
    ),
    "what is put at the end keeps its blank": (
        tbl(tr("甲", "9")),
        Place(table=1, row=1, column=2),
        ("9", "9 次"),
        [("<w:t>9</w:t>", "<w:t>9 次</w:t>")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_its_text_only(name: str) -> None:
    body, place, (was, text), (change,) = CASES[name]
    assert mended(body, place, was, text) == body.replace(*change, 1)


def boxed(shown: str, other: str) -> str:
    inner = "<w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict>"
    choice = f'<mc:Choice Requires="wps">{inner.format(tbl(tr("甲", shown)))}</mc:Choice>'
    fallback = f"<mc:Fallback>{inner.format(tbl(tr('甲', other)))}</mc:Fallback>"
    return p(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>")


def test_a_text_box_is_mended_in_both_its_versions() -> None:
    place = Place(table=1, row=1, column=2)
    body = boxed("≧9", "≧9")
    assert mended(body, place, "≧9", "≥9") == body.replace("≧", "≥")
    assert refused(package(boxed("≧9", "≧8")), place, "≧9", "≥9") == "twice"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
LEFT = {
    "tracked": p(run("≧9"), "<w:del><w:r><w:delText>8</w:delText></w:r></w:del>"),
    "tracked ": p("<w:ins>" + run("≧9") + "</w:ins>"),
    "field": p(FIELD, "≧9", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    "field ": p('<w:fldSimple w:instr="DOCPROPERTY a">' + run("≧9") + "</w:fldSimple>"),
    "control": p("<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>" + run("≧9") + "</w:sdtContent></w:sdt>"),
    "control ": p(
        '<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>' + run("≧9") + "</w:sdtContent></w:sdt>"
    ),
    "symbol": p("<w:r><w:noBreakHyphen/></w:r>", "≧9"),
    "moved": p("≧10"),
    "moved ": p(""),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_what_is_left_as_it_is(name: str) -> None:
    place = Place(table=1, row=1, column=2)
    was, text = ("-≧9", "－≧9") if name == "symbol" else ("≧9", "≥9")
    assert refused(package(tbl(tr("甲", tc(LEFT[name])))), place, was, text) == name.strip()


def test_a_line_that_stands_there_twice_and_a_place_that_is_none_are_left() -> None:
    assert refused(package(p("本", "<w:r><w:br/></w:r>", "本")), Place(paragraph=1), "本", "册") == "moved"
    for place in (Place(paragraph=9), Place(table=2, row=1, column=1), Place(line=1)):
        assert refused(package(tbl(tr("本"))), place, "本", "册") == "moved"


@pytest.mark.parametrize(("enforced", "reason"), [("1", "protected"), ("0", None)])
def test_a_protected_document_is_left(enforced: str, reason: str | None) -> None:
    guarded = Package(package(tbl(tr("≧9"))))
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    guard = f'<w:documentProtection w:edit="forms" w:enforcement="{enforced}"/>'
    guarded.add("word/settings.xml", f"<w:settings {spaces}>{guard}</w:settings>".encode(), "application/xml")
    guarded.relate(guarded.main, f"{OFFICE}/settings", "word/settings.xml")
    done = edit(write, guarded.written(), Place(table=1, row=1, column=1), "≧9", "≥9")
    assert [*done.refused.values()] == ([reason] if reason else [])


def places(data: bytes) -> dict[Place, str]:
    """The texts of a document by their places, as they are read row by row."""
    rows = docx.rows(io.BytesIO(data), Meter())
    return {cell.place._replace(rank=0): cell.text for row in rows for cell in row.cells}


BODY = (
    p("一", "<w:r><w:br/></w:r>", "二")
    + tbl(tr("甲", tc(tbl(tr("内"), tr(tc("宽", WIDE.format(2)))) + p("外"))), tr(tc("乙", BEGINS), "丙"), tr(tc("", GOES_ON), "丁"))
    + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('三')}{tbl(tr('戊'))}</w:sdtContent></w:sdt>"
    + boxed("己", "己")
    + tbl(tr(tc(boxed("庚", "庚"))))
    + p("四")
)  # fmt: skip


@pytest.mark.parametrize("data", [package(BODY), FIXTURE.read_bytes()], ids=["made", "LibreOffice"])
def test_places_are_those_that_reading_gives(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        root = etree.fromstring(file.read(DOCUMENT))
    found = docx.located(root, Meter())
    wanted = places(data)
    assert len(wanted) > 10
    told = {}
    for place in wanted:
        if place.paragraph is not None:
            _, pieces = found.paragraphs[place.paragraph]
        else:
            assert place.table is not None
            _, pieces = found.cells[place.table, place.row or 0, place.column or 0]
        told[place] = "".join(piece.text for piece in pieces)
    assert {place: text.strip() for place, text in told.items() if place.paragraph is None} == {
        place: text for place, text in wanted.items() if place.paragraph is None
    }
    assert all(wanted[place] in text for place, text in told.items())
