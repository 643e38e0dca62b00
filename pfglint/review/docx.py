"""Review sheets as a Word document: a cover, then a page a project, on A4 across."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pfglint.finding import Severity
from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Review, Sheet

if TYPE_CHECKING:
    from docx.document import Document

_FILLS = {"优": "E2F0D9", "良": "FFF8DC", "中": "FCE4D6", "差": "F8CBAD"}
_BAR = 24
_WIDTHS = (2.2, 4.4, 6.2, 10.4, 2.2)
"""The columns of a project's table, in centimetres: as wide as A4 across, the margins aside."""
_LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
"""No clock: the same forms give the same file."""


def write(sheet: Sheet, cover: Cover, reviews: Sequence[Review], lang: str) -> bytes:
    """The cover, then a page a project."""
    document = _document(sheet.title.text(lang))
    document.add_heading(sheet.title.text(lang), 0)
    _cover(document, cover, lang)
    for review in reviews:
        _project(document, sheet, review, lang)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _document(title: str) -> Document:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = "Arial"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(
            qn("w:eastAsia"), "宋体" if name == "Normal" else "黑体"
        )
    document.styles["Normal"].font.size = Pt(9.5)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "pfglint"
    properties.title = title
    properties.created = properties.modified = _LONG_AGO
    return document


def _cover(document: Document, cover: Cover, lang: str) -> None:
    document.add_heading(told.TITLES["grades"].text(lang), 1)
    most = max((count for _, count in cover.grades), default=0)
    rows = [
        [grade, "█" * (round(count / most * _BAR) if most else 0), str(count)]
        for grade, count in cover.grades
    ]
    _table(document, [], rows, (2.0, 12.0, 2.0), grade_column=0)
    document.add_heading(told.TITLES["ranking"].text(lang), 1)
    ranking = [
        [
            str(number),
            told.project_name(review.project, lang),
            review.project.department,
            told.points_told(review.points),
            review.grade or "—",
            *(str(review.counts[one]) for one in sorted(Severity, reverse=True)),
        ]
        for number, review in enumerate(cover.ranked, 1)
    ]
    _table(
        document,
        told.heads(told.RANKING, lang),
        ranking,
        (1.2, 9.0, 6.4, 1.8, 2.0, 1.6, 1.6, 1.6),
        grade_column=4,
    )
    document.add_heading(told.TITLES["departments"].text(lang), 1)
    departments = [
        [one.name or "—", str(one.projects), str(one.errors), str(one.warnings), told.points_told(one.points)]
        for one in cover.departments
    ]
    _table(document, told.heads(told.DEPARTMENTS, lang), departments, (9.0, 2.4, 2.4, 2.4, 2.4))
    document.add_heading(told.TITLES["rules"].text(lang), 1)
    rules = [
        [
            one.code,
            one.title or one.name,
            told.SEVERITIES[one.severity].text(lang),
            str(one.findings),
            str(one.projects),
        ]
        for one in cover.rules
    ]
    _table(document, told.heads(told.RULES, lang), rules, (2.4, 9.0, 2.4, 2.4, 2.4))


def _project(document: Document, sheet: Sheet, review: Review, lang: str) -> None:
    document.add_heading(told.project_name(review.project, lang), 1).paragraph_format.page_break_before = True
    facts = told.facts_of(review.project, lang)[1:]
    facts.append((told.TITLES["whole"].text(lang), told.whole_told(review, sheet, lang)))
    _table(document, [], [[label, text] for label, text in facts], (3.2, 22.2))
    document.add_paragraph()
    rows: list[list[str]] = []
    merged: list[int] = []
    for part in review.parts:
        points = f"{told.points_told(part.points)} {told.TITLES['part points'].text(lang)}"
        merged.append(len(rows))
        rows.append([f"{part.part.name.text(lang)}　{points}", "", "", "", part.grade or "—"])
        rows.extend(
            [
                answer.item.name.text(lang),
                answer.item.asks.text(lang),
                told.checked_told(answer, lang),
                "\n".join(told.found_told(answer, lang)),
                told.grade_told(answer, lang),
            ]
            for answer in part.answers
        )
    _table(document, told.heads(told.HEADS, lang), rows, _WIDTHS, merged=merged, grade_column=4)
    if review.aside:
        document.add_heading(told.TITLES["aside"].text(lang), 2)
        for one in review.aside:
            document.add_paragraph(_clean(told.finding_told(one, lang)))
    document.add_paragraph(told.FOOT.text(lang))


def _table(
    document: Document,
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    merged: Sequence[int] = (),
    grade_column: int | None = None,
) -> None:
    """A table. merged: the rows whose first cells are one; its head stands on every page."""
    from docx.shared import Cm

    listed = [list(row) for row in rows]
    table = document.add_table(rows=len(listed) + bool(heads), cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    cells = table._cells  # python-docx computes them anew for each row
    columns = len(widths)
    for index, width in enumerate(widths):
        table.columns[index].width = Cm(width)
    for number, row in enumerate(([list(heads)] if heads else []) + listed):
        is_head = bool(heads) and number == 0
        for index, text in enumerate(row):
            cell = cells[number * columns + index]
            cell.width = Cm(widths[index])
            cell.text = _clean(text)
            if is_head:
                _shade(cell, "D9E2F3")
                for run in cell.paragraphs[0].runs:
                    run.bold = True
            elif index == grade_column and text in _FILLS:
                _shade(cell, _FILLS[text])
    for number in merged:
        start = (number + bool(heads)) * columns
        cell = cells[start].merge(cells[start + columns - 2])
        cell.text = _clean(listed[number][0])
        _shade(cell, "EDEDED")
    if heads:
        _repeat(table.rows[0])


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    """Have a row stand at the top of every page that its table reaches."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _clean(text: str) -> str:
    """Text without what XML does not take."""
    return "".join(
        char if char.isprintable() or char in "\n\t" else "\N{REPLACEMENT CHARACTER}" for char in text
    )
