"""Review sheets as workbooks, Word documents and Markdown: whole, safe, the same every time."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import docx as python_docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pfglint.finding import Severity
from pfglint.review import docx, md, xlsx
from pfglint.review.model import Review

from .build import SHEET, cover, finding, head, named, review

NAMES = (
    "图书采购",
    "=1+1",
    "@SUM(A1)",
    "+8",
    "-8",
    "a|b",
    "<script>",
    "[图](x)",
    "在建/待建*项目?[一期]:二",
    "很长的名称" * 60,
    "'引号'",
    "控制\x01\x1b[31m符\ufffe",
    "图书采购",
    "",
    "𠮷" * 20,
    "汇总",
)
WRITERS = {"xlsx": xlsx.write, "docx": docx.write, "md": md.write}


def book(*reviews: Review) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx.write(SHEET, cover(reviews), "zh")))


def texts(sheet: object) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_same_forms_give_the_same_file(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = WRITERS[kind](SHEET, cover(named(NAMES)), "zh")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert WRITERS[kind](SHEET, cover(named(NAMES)), "zh") == first


def test_every_project_has_a_sheet_whose_name_a_workbook_takes_and_the_cover_leads_there() -> None:
    made = book(*named(NAMES))
    titles = made.sheetnames
    assert len(titles) == len(NAMES) + 1
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert len(title.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", title)
        assert not title.startswith("'")
        assert not title.endswith("'")
    links = [cell.hyperlink.location for row in made["汇总"] for cell in row if cell.hyperlink]
    assert links == ["'" + title.replace("'", "''") + "'!A1" for title in titles[1:]]


def test_a_name_that_looks_like_a_formula_is_text() -> None:
    made = book(*named(NAMES))
    for sheet in made:
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f", cell.value
    assert "=1+1" in texts(made["汇总"])


def test_what_is_found_is_listed_whole_however_much_it_is() -> None:
    many = [
        finding("unknown-unit", Severity.WARNING, f"第{number}处不对，{'要改' * 30}") for number in range(200)
    ]
    made = book(review(*many))
    found = "\n".join(texts(made.worksheets[-1]))
    for one in many:
        assert one.message in found
    for sheet in made:
        for dimension in sheet.row_dimensions.values():
            assert dimension.height is None or dimension.height <= 409


def test_one_text_that_is_taller_than_a_row_goes_on_in_the_next() -> None:
    made = book(review(finding("unknown-unit", Severity.WARNING, "长" * 3000)))
    assert "".join(texts(made.worksheets[-1])).count("长") == 3000


def test_the_sheets_print_on_a4_with_the_heads_on_every_page() -> None:
    made = book(*named(NAMES))
    for sheet in made:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
    assert len(made["汇总"]._charts) == 1


def test_a_cover_lists_the_most_and_a_sheet_of_its_own_has_all_counts() -> None:
    reviews = [review(of=head(department=f"{number}局")) for number in range(30)]
    made = book(*reviews)
    assert made.sheetnames[:2] == ["汇总", "统计"]
    assert "还有 20 行，见“统计”。" in texts(made["汇总"])
    assert {f"{number}局" for number in range(30)} <= set(texts(made["统计"]))
    assert "统计" not in book(*reviews[:10]).sheetnames


def test_a_document_has_every_project_on_a_page_of_its_own() -> None:
    found = python_docx.Document(BytesIO(docx.write(SHEET, cover(named(NAMES)), "zh")))
    pages = [one for one in found.paragraphs if one.paragraph_format.page_break_before]
    assert len(pages) == len(NAMES)
    section = found.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)  # type: ignore[union-attr]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    for table in found.tables:
        assert sum(column.width or 0 for column in table.columns) <= room + 1000


def test_in_markdown_what_is_text_stays_text() -> None:
    said = md.write(SHEET, cover(named(NAMES)), "zh").decode()
    for written in (r"a\|b", r"\<script\>", r"\[图\](x)"):
        assert f"　{written}\n" in said
    heads = 0
    for line in said.splitlines():
        if line.startswith("|"):
            cells = len(re.findall(r"(?<!\\)\|", line)) - 1
            heads = heads or cells
            assert cells == heads, line
        else:
            heads = 0


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_no_projects_at_all_are_no_trouble(write: Callable[..., bytes]) -> None:
    assert write(SHEET, cover([]), "en")


@settings(deadline=None, max_examples=8)
@given(st.lists(st.text(max_size=40), min_size=2, max_size=6), st.text(max_size=200))
def test_no_text_breaks_a_file(projects: list[str], message: str) -> None:
    reviews = [
        review(finding("missing-value", message=message), of=head(name, department=name)) for name in projects
    ]
    made = cover(reviews)
    assert len(openpyxl.load_workbook(BytesIO(xlsx.write(SHEET, made, "zh"))).sheetnames) == len(projects) + 1
    python_docx.Document(BytesIO(docx.write(SHEET, made, "zh")))
    md.write(SHEET, made, "zh").decode()
