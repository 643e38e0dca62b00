"""Highlights and notes in PDF files, read back by a library that they are not read with."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber
import pypdf
import pypdf.annotations
import pypdf.constants
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, NameObject

from pfglint.annotate.pdf import write
from pfglint.annotate.remark import notes, plain, remark_of, text
from pfglint.finding import Place, Severity
from pfglint.lint import check_bytes
from pfglint.rule.pack import load_builtin
from pfglint.source.document import SourceError
from pfglint.source.limits import Limits

from ..formats import writers
from .remarks import grid, note, remark

PDF = writers.pdf([grid()])
CELL = Place(page=1, bbox=(547.7, 312.0, 674.3, 330.0))


def annotations(data: bytes) -> list[dict[str, Any]]:
    """The annotations of all pages but what opens them, with the number of their page."""
    found = []
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(data)).pages, 1):
        for item in page.get("/Annots") or ():
            annotation = item.get_object()
            if annotation["/Subtype"] != "/Popup":
                found.append({"page": number, **annotation})
    return found


def made(data: bytes, *given: Any) -> bytes:
    return write(data, [*given], "zh", Limits())


def changed(data: bytes, **how: Any) -> bytes:
    """`data` as another program writes it, with something changed. rotate: the pages; password: the owner's."""
    writer = pypdf.PdfWriter(io.BytesIO(data))
    for page in writer.pages:
        if "rotate" in how:
            page.rotate(how["rotate"])
        if "shift" in how:
            x, y = how["shift"]
            left, bottom, right, top = page.mediabox
            page.mediabox = pypdf.generic.RectangleObject((left - x, bottom - y, right - x, top - y))
            page.add_transformation(pypdf.Transformation().translate(-x, -y))
    if "owner" in how:
        writer.encrypt(
            "",
            how["owner"],
            algorithm="RC4-128",
            permissions_flag=how.get("may", pypdf.constants.UserAccessPermissions(0)),
        )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_finding_is_a_highlight_on_its_cell_with_all_of_its_remark() -> None:
    found = check_bytes(PDF, "表.pdf", load_builtin(), least=Severity.ERROR).findings
    (one,) = found
    copy = made(PDF, *notes(remark_of(item, {}, "zh") for item in found))
    (annotation,) = annotations(copy)
    assert annotation["/Subtype"] == "/Highlight"
    assert annotation["/T"] == "pfglint"
    assert annotation["/Contents"] == text([remark_of(one, {}, "zh")], "zh")
    with pdfplumber.open(io.BytesIO(copy)) as document:
        drawn, _ = document.pages[0].annots  # and what opens it
        box = (drawn["x0"], drawn["top"], drawn["x1"], drawn["bottom"])
        words = document.pages[0].crop(box).extract_text()
    assert "=100.00(%)" in words


def test_what_there_was_stays_byte_for_byte() -> None:
    copy = made(PDF, note(CELL))
    assert copy.startswith(PDF)
    assert len(copy) > len(PDF)
    assert copy == made(PDF, note(CELL))


def test_without_notes_it_is_the_same_file() -> None:
    assert made(PDF) == PDF


def test_the_copy_reads_as_the_original() -> None:
    rules = load_builtin()
    found = check_bytes(PDF, "表.pdf", rules)
    copy = made(PDF, *notes(remark_of(item, {}, "zh") for item in found.findings))
    assert check_bytes(copy, "表.pdf", rules) == found


@pytest.mark.parametrize("quarter", [90, 270])
def test_on_a_page_that_is_turned_the_same_cell_is_highlighted(quarter: int) -> None:
    rules = load_builtin()
    plain_box = annotations(made(PDF, note(CELL)))[0]["/Rect"]
    turned = changed(PDF, rotate=quarter)
    found = check_bytes(turned, "表.pdf", rules, least=Severity.ERROR).findings
    box = annotations(made(turned, *notes(remark_of(item, {}, "zh") for item in found)))[0]["/Rect"]
    assert [float(one) for one in box] == pytest.approx([float(one) for one in plain_box], abs=0.5)


def test_on_a_page_whose_corner_is_elsewhere_the_same_cell_is_highlighted() -> None:
    shifted = changed(PDF, shift=(100, 50))
    found = check_bytes(shifted, "表.pdf", load_builtin(), least=Severity.ERROR).findings
    left, bottom, *_ = annotations(made(shifted, *notes(remark_of(item, {}, "zh") for item in found)))[0][
        "/Rect"
    ]
    here = annotations(made(PDF, note(CELL)))[0]["/Rect"]
    assert (float(left) + 100, float(bottom) + 50) == pytest.approx((float(here[0]), float(here[1])), abs=0.5)


def test_notes_of_others_stay_and_those_of_an_earlier_run_make_room() -> None:
    writer = pypdf.PdfWriter(io.BytesIO(PDF))
    writer.add_annotation(0, pypdf.annotations.Text(rect=(50, 50, 70, 70), text="请局长审阅"))
    page = writer.pages[0]
    page[NameObject("/Annots")] = writer._add_object(ArrayObject(page["/Annots"]))  # a list of its own
    out = io.BytesIO()
    writer.write(out)
    first = made(out.getvalue(), note(CELL, "先前的意见"))
    second = made(first, note(CELL, "后来的意见"), note(None, "全文"))
    contents = [str(one["/Contents"]).splitlines()[0] for one in annotations(second)]
    assert contents == ["请局长审阅", "错误：后来的意见", "错误：全文"]
    assert [one["/Contents"] for one in annotations(made(second))] == ["请局长审阅"]
    (page_,) = pypdf.PdfReader(io.BytesIO(made(second))).pages
    assert len(page_["/Annots"]) == 1  # nor is what opened them left


def test_a_note_on_a_page_or_on_the_file_is_an_icon_in_the_corner() -> None:
    found = annotations(made(PDF, note(None, "全文"), note(Place(page=1), "这一页")))
    assert [one["/Subtype"] for one in found] == ["/Text", "/Text"]
    assert found[0]["/Rect"] != found[1]["/Rect"]
    height = pypdf.PdfReader(io.BytesIO(PDF)).pages[0].mediabox.top
    assert all(height - 50 < one["/Rect"][1] < height for one in found)


def test_severities_have_colours_of_their_own() -> None:
    colors = {tuple(annotations(made(PDF, note(CELL, severity=severity)))[0]["/C"]) for severity in Severity}
    assert len(colors) == 3


def test_a_file_that_its_owner_protects_is_annotated_only_where_that_is_allowed() -> None:
    flags = pypdf.constants.UserAccessPermissions
    closed = changed(PDF, owner="secret", may=flags.PRINT)
    with pytest.raises(SourceError, match="protected"):
        made(closed, note(CELL))
    open_ = changed(PDF, owner="secret", may=flags.PRINT | flags.ADD_OR_MODIFY)
    (annotation,) = annotations(made(open_, note(CELL)))
    assert annotation["/Contents"].startswith("错误：")


def test_a_file_with_a_wrong_table_of_contents_is_written_anew() -> None:
    at = PDF.rindex(b"startxref")
    broken = PDF[:at] + b"startxref\n7\n%%EOF\n"
    (annotation,) = annotations(made(broken, note(CELL)))
    assert annotation["/Contents"].startswith("错误：")


def test_a_file_that_does_not_end_with_a_line_can_be_appended_to() -> None:
    (annotation,) = annotations(made(PDF.rstrip(), note(CELL)))
    assert annotation["/Contents"].startswith("错误：")


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_message_survives(message: str) -> None:
    made_note = notes([remark(CELL, plain(message))])[0]
    (annotation,) = annotations(made(PDF, made_note))
    assert annotation["/Contents"] == text(made_note.remarks, "zh")
