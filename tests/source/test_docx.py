"""Word documents are read as Word shows them."""

from __future__ import annotations

import io
import zipfile

import pytest

from pfglint.source import docx
from pfglint.source.document import Row, SourceError
from pfglint.source.limits import Limits, Meter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, spaces: str = SPACES, before: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        file.writestr(
            "word/document.xml", f"{before}<w:document {spaces}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


def rows(body: str, spaces: str = SPACES) -> list[Row]:
    return list(docx.rows(io.BytesIO(package(body, spaces)), Meter()))


def texts(body: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows(body)]


def p(*runs: str) -> str:
    return (
        "<w:p>"
        + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
        + "</w:p>"
    )


def tc(content: str = "", about: str = "") -> str:
    return f"<w:tc>{f'<w:tcPr>{about}</w:tcPr>' if about else ''}{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, about: str = "") -> str:
    return f"<w:tr>{about}{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


WIDE = '<w:gridSpan w:val="{}"/>'
BEGINS, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_stand_once_at_their_upper_left_corner() -> None:
    found = rows(
        tbl(
            tr(tc("标题", WIDE.format(3))),
            tr(tc("产出指标", BEGINS), "数量指标", "甲"),
            tr(tc("", GOES_ON), "质量指标", "乙"),
            tr(tc("效益", WIDE.format(2) + BEGINS), "丙"),
            tr(tc("", WIDE.format(2) + GOES_ON), "丁"),
        )
    )
    cells = [[(cell.text, cell.column, cell.rowspan, cell.colspan) for cell in row.cells] for row in found]
    assert cells == [
        [("标题", 0, 1, 3)],
        [("产出指标", 0, 2, 1), ("数量指标", 1, 1, 1), ("甲", 2, 1, 1)],
        [("质量指标", 1, 1, 1), ("乙", 2, 1, 1)],
        [("效益", 0, 2, 2), ("丙", 2, 1, 1)],
        [("丁", 2, 1, 1)],
        [],
    ]
    assert {row.width for row in found[:-1]} == {3}
    place = found[2].cells[1].place
    assert (place.table, place.row, place.column) == (1, 3, 3)


def test_paragraphs_and_tables_alternate_and_are_counted() -> None:
    found = rows(p("标题") + tbl(tr("甲")) + p() + p("单位：", "万元") + tbl(tr("乙", "丙")))
    assert [[cell.text for cell in row.cells] for row in found] == [
        ["标题"], ["甲"], [], [], ["单位：万元"], ["乙", "丙"], []
    ]  # fmt: skip
    assert [row.cells[0].place.table for row in found if row.cells] == [None, 1, None, 2]
    assert [row.cells[0].place.paragraph for row in found if row.cells] == [1, None, 3, None]
    orders = [cell.place.order for row in found for cell in row.cells]
    assert orders == sorted(orders)


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p("一", "<w:r><w:br/><w:t>二</w:t></w:r>"), "一\n二"),
        (p("<w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"), "新"),
        (p("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>"), "新"),
        (p("<w:fldSimple w:instr='DATE'><w:r><w:t>2025年</w:t></w:r></w:fldSimple>"), "2025年"),
        (
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            "3",
        ),
        (p('<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>'), "链接"),
        (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>90%</w:t></w:r>'), "≥90%"),
        (p('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>经常性</w:t></w:r>'), "☑经常性"),
        (p('<w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>', "明"), "明"),
        (p("<w:r><w:footnoteReference w:id='1'/><w:t>文</w:t></w:r>"), "文"),
        (p("<m:oMath><m:r><m:t>≥5</m:t></m:r></m:oMath>"), "≥5"),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>"), "音"),
        (p('<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>选中</w:t></w:r></w:sdtContent></w:sdt>'), "选中"),
        (
            p('<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击输入</w:t></w:r></w:sdtContent></w:sdt>'),
            "",
        ),
        (
            p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
              "</w:ffData></w:fldChar></w:r>"),
            "☑",
        ),
        (
            p('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/>'
              '<w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar></w:r>'),
            "乙",
        ),
        (p("甲") + p("乙"), "甲\n乙"),
        ('<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>' + p("乙"), "甲乙"),
    ],
)  # fmt: skip
def test_a_cell_has_the_text_that_is_shown(paragraph: str, text: str) -> None:
    found = texts(tbl(tr(tc(paragraph), "尾")))
    assert found[0] == ([text, "尾"] if text else ["尾"])


def test_rows_and_cells_may_stand_in_content_controls() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('乙', '丙')}</w:sdtContent></w:sdt>"
    whole = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('前')}{tbl(tr(inner, '丁'), row)}{p('后')}</w:sdtContent></w:sdt>"
    )
    assert texts(p("首") + whole + tbl(tr("尾"))) == [
        ["首"], ["前"], ["甲", "丁"], ["乙", "丙"], [], ["后"], ["尾"], []
    ]  # fmt: skip


def test_a_row_whose_deletion_was_tracked_is_blank_and_counted() -> None:
    found = rows(tbl(tr("甲"), tr("乙", about="<w:trPr><w:del/></w:trPr>"), tr("丙")))
    assert [[(cell.text, cell.place.row) for cell in row.cells] for row in found] == [
        [("甲", 1)],
        [],
        [("丙", 3)],
        [],
    ]


def test_rows_may_begin_with_a_gap() -> None:
    found = rows(tbl(tr("甲", "乙", "丙"), tr("丁", about='<w:trPr><w:gridBefore w:val="2"/></w:trPr>')))
    assert [(cell.text, cell.column) for cell in found[1].cells] == [("丁", 2)]


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def test_a_text_box_that_is_all_a_cell_has_is_its_text() -> None:
    filled = tc(p("", BOX.format(p("≥12") + p("(次)"))))
    tabled = tc(p("", BOX.format(p("见表") + tbl(tr("框", "表")))))
    found = rows(tbl(tr("保洁次数", filled), tr(tabled, "尾")))
    assert [[(cell.text, cell.column) for cell in row.cells] for row in found] == [
        [("保洁次数", 0), ("≥12\n(次)", 1)],
        [("尾", 1)], [], [("见表", 0)], [("框", 0), ("表", 1)], [],
        [],
    ]  # fmt: skip


def test_tables_in_tables_and_text_boxes_follow_their_row() -> None:
    body = tbl(
        tr(tc(p("外") + tbl(tr("内", "表")) + p("尾"))),
        tr(tc(p("带框", BOX.format(p("框里") + tbl(tr("框", "表")))))),
        tr("末"),
    )
    found = rows(body + p("段", BOX.format(p("段里的框"))) + tbl(tr("下一张")))
    assert [[cell.text for cell in row.cells] for row in found] == [
        ["外\n尾"], [], ["内", "表"], [], ["带框"], [], ["框里"], ["框", "表"], [], ["末"], [],
        ["段"], ["段里的框"], ["下一张"], [],
    ]  # fmt: skip
    numbers = [cell.place.table for row in found for cell in row.cells]
    assert numbers == [1, 2, 2, 1, None, 3, 3, 1, None, None, 4]


def test_the_strict_namespace_is_the_same() -> None:
    strict = SPACES.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    found = rows(p("标题") + tbl(tr(tc("甲", BEGINS), "乙"), tr(tc("", GOES_ON), "丙")), strict)
    assert [[(cell.text, cell.rowspan) for cell in row.cells] for row in found] == [
        [("标题", 1)], [("甲", 2), ("乙", 1)], [("丙", 1)], []
    ]  # fmt: skip


def test_a_prose_document_needs_little_memory_and_loses_nothing() -> None:
    found = texts("".join(p(str(number)) for number in range(1000)))
    assert found == [[str(number)] for number in range(1000)]


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    with pytest.raises(SourceError) as caught:
        list(docx.rows(io.BytesIO(package(p("甲"), before=bomb)), Meter()))
    assert caught.value.kind == "unsafe"


def test_cells_past_the_limit_end_the_reading_where_it_is() -> None:
    data = package(tbl(*[tr("甲", "乙")] * 10) + tbl(tr("丙")))
    given = docx.rows(io.BytesIO(data), Meter(Limits(cells=9)))
    with pytest.raises(SourceError) as caught:
        list(given)
    assert (caught.value.kind, caught.value.detail) == ("limit-cells", "9")
