"""Comments in Word documents, read back by python-docx, which they are not written with."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pfglint.annotate.docx import write
from pfglint.annotate.remark import Note, notes, plain, remark_of, text
from pfglint.finding import Place, Severity
from pfglint.lint import check_bytes
from pfglint.rule.pack import load_builtin
from pfglint.source.limits import Limits

from ..formats import writers
from .remarks import grid, note, remark

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCX = writers.docx([grid()])
CELL = Place(table=1, row=12, column=5)
LIBREOFFICE = Path(__file__).parent.parent / "formats" / "libreoffice" / "forms.docx"


def made(data: bytes, *given: Note) -> bytes:
    return write(data, given, "zh", Limits())


def comments(data: bytes) -> dict[str, str]:
    """The text of each comment by the text that it is on; what a comment is on must have one beginning and one end."""
    document = docx.Document(io.BytesIO(data))
    said = {str(one.comment_id): one.text for one in document.comments}
    body = document.element.body
    found = {}
    for number, text_ in said.items():
        (start,) = _marks(body, "commentRangeStart", number)
        (end,) = _marks(body, "commentRangeEnd", number)
        (reference,) = _marks(body, "commentReference", number)
        order = list(body.iter())
        assert order.index(start) < order.index(end) < order.index(reference)
        inside = order[order.index(start) : order.index(end)]
        found["".join(one.text or "" for one in inside if one.tag == f"{W}t")] = text_
    assert len(found) == len(said)
    return found


def _marks(body: Any, name: str, number: str) -> list[Any]:
    return [one for one in body.iter(W + name) if one.get(f"{W}id") == number]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def body(xml: str) -> bytes:
    """The document of python-docx with another body."""
    document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    return changed(out.getvalue(), {"word/document.xml": DOCUMENT.format(xml)})


DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{}</w:body></w:document>'
)


def changed(data: bytes, content: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, old in (parts(data) | content).items():
            file.writestr(name, old)
    return out.getvalue()


def p(*runs: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{one}</w:t></w:r>' for one in runs)}</w:p>"


def test_a_finding_is_a_comment_on_its_cell_with_all_of_its_remark() -> None:
    found = check_bytes(DOCX, "表.docx", load_builtin(), least=Severity.ERROR).findings
    copy = made(DOCX, *notes(remark_of(one, {}, "zh") for one in found))
    assert comments(copy) == {"=100.00(%)": text([remark_of(found[0], {}, "zh")], "zh")}
    (comment,) = docx.Document(io.BytesIO(copy)).comments
    assert (comment.author, comment.initials, comment.timestamp) == ("pfglint", "pfg", None)


@pytest.mark.parametrize("data", [DOCX, LIBREOFFICE.read_bytes()], ids=["python-docx", "libreoffice"])
def test_the_copy_reads_as_the_original_and_other_parts_are_the_same(data: bytes) -> None:
    rules = load_builtin()
    found = check_bytes(data, "表.docx", rules)
    assert found.findings
    copy = made(data, *notes(remark_of(one, {}, "zh") for one in found.findings))
    assert check_bytes(copy, "表.docx", rules) == found
    before, after = parts(data), parts(copy)
    fresh = {"word/comments.xml"}
    edited = {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert after.keys() - before.keys() == fresh
    assert {name for name in before if before[name] != after[name]} == edited
    assert made(data, *notes(remark_of(one, {}, "zh") for one in found.findings)) == copy


def test_but_for_the_marks_the_document_is_the_same_bytes() -> None:
    after = parts(made(DOCX, note(CELL)))["word/document.xml"].decode()
    marks = r"<w:r><w:commentReference [^>]*/></w:r>|<w:commentRange(?:Start|End) [^>]*/>"
    assert len(re.findall(marks, after)) == 3
    assert re.sub(marks, "", after) == parts(DOCX)["word/document.xml"].decode()


def test_without_notes_it_is_the_same_file() -> None:
    assert made(DOCX) == DOCX


def test_comments_of_others_stay_and_those_of_an_earlier_run_make_room() -> None:
    document = docx.Document(io.BytesIO(DOCX))
    document.add_comment(document.paragraphs[0].runs, "请核对", author="张三", initials="张")
    out = io.BytesIO()
    document.save(out)
    first = made(out.getvalue(), note(CELL, "先前的意见"))
    second = made(first, note(CELL, "后来的意见"), note(Place(paragraph=2), "年度"))
    said = {on: what.splitlines()[0] for on, what in comments(second).items()}
    assert said == {
        "财政项目支出绩效目标申报表": "请核对",
        "=100.00(%)": "错误：后来的意见",
        "(2025 年度)": "错误：年度",
    }
    assert comments(made(second)) == {"财政项目支出绩效目标申报表": "请核对"}
    assert parts(made(second))["word/document.xml"] == parts(out.getvalue())["word/document.xml"]


def test_what_word_keeps_elsewhere_of_an_earlier_comment_goes_with_it() -> None:
    first = made(DOCX, note(CELL))
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )
    answer = f'<w:comment w:id="7" w:author="李四"><w:p xmlns:w14="{w14}" w14:paraId="BB"/></w:comment></w:comments>'
    xml = parts(first)["word/comments.xml"].decode()
    xml = xml.replace("<w:p>", f'<w:p xmlns:w14="{w14}" w14:paraId="AA">', 1).replace("</w:comments>", answer)
    listed = f'<a:commentsEx xmlns:a="{w15}"><a:commentEx a:paraId="AA"/><a:commentEx a:paraId="BB" a:paraIdParent="AA"/></a:commentsEx>'
    relation = '<Relationship Id="x1" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="commentsExtended.xml"/></Relationships>'
    relations = parts(first)["word/_rels/document.xml.rels"].decode().replace("</Relationships>", relation)
    saved = changed(
        first,
        {
            "word/comments.xml": xml,
            "word/commentsExtended.xml": listed,
            "word/_rels/document.xml.rels": relations,
        },
    )
    after = parts(made(saved))
    assert (
        after["word/commentsExtended.xml"].decode()
        == f'<a:commentsEx xmlns:a="{w15}"><a:commentEx a:paraId="BB"/></a:commentsEx>'
    )
    assert "李四" in after["word/comments.xml"].decode()
    assert "pfglint" not in after["word/comments.xml"].decode()


def test_a_cell_of_several_paragraphs_and_runs_is_commented_as_a_whole() -> None:
    cell = f"<w:tc><w:tcPr/><w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r><w:t>一</w:t></w:r></w:p>{p('二', '三')}{p()}</w:tc>"
    data = body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{p()}")
    copy = made(data, note(Place(table=1, row=1, column=1)))
    assert [*comments(copy)] == ["一二三"]
    xml = parts(copy)["word/document.xml"].decode()
    assert "</w:pPr><w:commentRangeStart" in xml


def test_inner_tables_merged_cells_and_controls_are_found() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('里')}</w:tc></w:tr></w:tbl>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("宽")}{inner}{p()}</w:tc>'
    control = f"<w:sdt><w:sdtContent><w:tc>{p('控')}</w:tc></w:sdtContent></w:sdt>"
    data = body(
        f"<w:tbl><w:tr>{wide}{control}</w:tr></w:tbl><w:tbl><w:tr><w:tc>{p('后')}</w:tc></w:tr></w:tbl>{p()}"
    )
    places = [(1, 1, 1, "宽"), (1, 1, 3, "控"), (2, 1, 1, "里"), (3, 1, 1, "后")]
    copy = made(data, *(note(Place(table=t, row=r, column=c), said) for t, r, c, said in places))
    assert {on: said.splitlines()[0] for on, said in comments(copy).items()} == {
        one[3]: f"错误：{one[3]}" for one in places
    }


def test_what_stands_in_a_text_box_is_commented_around_the_box() -> None:
    box = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('框里')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    data = body(f"<w:p><w:r><w:t>外</w:t></w:r>{box}</w:p>")
    copy = made(data, note(Place(paragraph=2)))
    assert [*comments(copy)] == ["外框里"]
    assert "<w:txbxContent><w:p><w:r>" in parts(copy)["word/document.xml"].decode()


def test_tracked_changes_stay_as_they_are() -> None:
    change = 'w:id="1" w:author="张三" w:date="2025-01-01T00:00:00Z"'
    cell = f"<w:tc><w:p><w:del {change}><w:r><w:delText>80%</w:delText></w:r></w:del><w:ins {change}><w:r><w:t>90%</w:t></w:r></w:ins></w:p></w:tc>"
    copy = made(body(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{p()}"), note(Place(table=1, row=1, column=1)))
    assert [*comments(copy)] == ["90%"]
    assert (
        f"<w:del {change}><w:r><w:delText>80%</w:delText></w:r></w:del>"
        in parts(copy)["word/document.xml"].decode()
    )


@pytest.mark.parametrize(
    "place", [None, Place(table=9, row=1, column=1), Place(paragraph=99)], ids=["file", "table", "paragraph"]
)
def test_what_has_no_place_is_commented_at_the_top(place: Place | None) -> None:
    assert [*comments(made(DOCX, note(place)))] == ["财政项目支出绩效目标申报表"]


def test_a_blank_cell_is_commented_and_one_that_is_not_there_on_the_one_before_it() -> None:
    data = body(f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>{p()}")
    assert [*comments(made(data, note(Place(table=1, row=1, column=2))))] == [""]
    assert [*comments(made(data, note(Place(table=1, row=1, column=5))))] == [""]
    assert [*comments(made(data, note(Place(table=1, row=1))))] == ["甲"]


def test_a_document_without_a_paragraph_gets_one() -> None:
    copy = made(body(""), note(None))
    assert len(list(docx.Document(io.BytesIO(copy)).comments)) == 1


def test_a_document_with_other_prefixes() -> None:
    xml = DOCUMENT.format(f"<w:tbl><w:tr><w:tc>{p('甲')}</w:tc></w:tr></w:tbl>{p()}")
    bare = re.sub(r"<(/?)w:", r"<\1", xml).replace("xmlns:w=", "xmlns=")
    copy = made(changed(body(""), {"word/document.xml": bare}), note(Place(table=1, row=1, column=1)))
    assert [*comments(copy)] == ["甲"]
    again = made(copy, note(Place(table=1, row=1, column=1), "新的"))
    assert [said.splitlines()[0] for said in comments(again).values()] == ["错误：新的"]


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_message_survives(message: str) -> None:
    given_ = notes([remark(CELL, plain(message))])[0]
    copy = made(DOCX, given_)
    root = etree.fromstring(parts(copy)["word/comments.xml"])
    lines = [
        "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in line.iter(f"{W}t", f"{W}br"))
        for line in root.iter(f"{W}p")
    ]
    assert "\n".join(lines) == text(given_.remarks, "zh").replace("\t", " ")
