"""Review sheets as a workbook: a cover with a chart, then a sheet a project that prints on A4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pfglint.finding import Severity
from pfglint.report.plain import columns
from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Answer, Review, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 31_000
_WIDTHS = (12, 24, 42, 46, 10)
"""The columns of a project's sheet, in characters: together as wide as A4 across."""
_LINE = 13.5
"""The height of a line, in points; a row is at most `_TALLEST`."""
_TALLEST = 405.0
_FILLS = {"优": "#E2F0D9", "良": "#FFF8DC", "中": "#FCE4D6", "差": "#F8CBAD"}


def write(sheet: Sheet, cover: Cover, reviews: Sequence[Review], lang: str) -> bytes:
    """The cover, then a sheet a project, in the order of the files."""
    from xlsxwriter import Workbook

    content = BytesIO()
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = _styles(book)
    names = _names([review.project.project for review in reviews], told.TITLES["cover"].text(lang))
    by_review = {id(review): name for review, name in zip(reviews, names, strict=True)}
    _cover(book, styles, sheet, cover, by_review, lang)
    for review, name in zip(reviews, names, strict=True):
        _project(book.add_worksheet(name), styles, sheet, review, lang)
    book.close()
    return content.getvalue()


def _styles(book: Workbook) -> dict[str, Format]:
    cell = {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": "#7F7F7F", "font_size": 10}
    made: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "section": {"bold": True, "font_size": 12},
        "head": {**cell, "bold": True, "align": "center", "bg_color": "#D9E2F3"},
        "text": cell,
        "small": {**cell, "font_size": 8},
        "center": {**cell, "align": "center"},
        "part": {**cell, "bold": True, "bg_color": "#EDEDED"},
        "label": {**cell, "bold": True, "bg_color": "#F2F2F2"},
        "points": {**cell, "align": "center", "num_format": "0.0"},
        "link": {**cell, "font_color": "#0563C1", "underline": 1},
        "foot": {"font_size": 9, "italic": True, "text_wrap": True, "valign": "top"},
        **{
            grade: {**cell, "align": "center", "bold": True, "bg_color": fill}
            for grade, fill in _FILLS.items()
        },
    }
    return {name: book.add_format(properties) for name, properties in made.items()}


# ── The cover ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _cover(
    book: Workbook, styles: dict[str, Format], sheet: Sheet, cover: Cover, names: dict[int, str], lang: str
) -> None:
    page = book.add_worksheet(told.TITLES["cover"].text(lang))
    for index, width in enumerate((6, 40, 26, 10, 10, 8, 8, 8)):
        page.set_column(index, index, width)
    _for_a4(page, landscape=True)
    page.merge_range(0, 0, 0, 7, sheet.title.text(lang), styles["title"])
    page.set_row(0, 30)
    row = _title(page, styles, 2, "grades", lang)
    first = row
    for grade, count in cover.grades:
        page.write_string(row, 1, grade, styles.get(grade, styles["center"]))
        page.write_number(row, 2, count, styles["center"])
        row += 1
    chart = book.add_chart({"type": "bar"})
    name = page.get_name()
    chart.add_series(
        {
            "categories": [name, first, 1, row - 1, 1],
            "values": [name, first, 2, row - 1, 2],
            "points": [
                {"fill": {"color": _FILLS.get(grade, "#D9E2F3")}, "border": {"color": "#7F7F7F"}}
                for grade, _ in cover.grades
            ],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": told.TITLES["grades"].text(lang), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "num_format": "0"})
    chart.set_size({"width": 460, "height": 190})
    page.insert_chart(2, 3, chart)
    row = _title(page, styles, max(row + 1, first + 10), "ranking", lang)
    row = _heads(page, styles, row, told.heads(told.RANKING, lang))
    for number, review in enumerate(cover.ranked, 1):
        page.write_number(row, 0, number, styles["center"])
        target = names[id(review)].replace("'", "''")
        page.write_url(
            row, 1, f"internal:'{target}'!A1", styles["link"], told.project_name(review.project, lang)[:250]
        )
        page.write_string(row, 2, review.project.department, styles["text"])
        _points(page, styles, row, 3, review.points)
        page.write_string(row, 4, review.grade or "—", styles.get(review.grade or "", styles["center"]))
        for index, severity in enumerate(sorted(Severity, reverse=True), 5):
            page.write_number(row, index, review.counts[severity], styles["center"])
        row += 1
    row = _title(page, styles, row + 1, "departments", lang)
    row = _heads(page, styles, row, told.heads(told.DEPARTMENTS, lang), start=1)
    for department in cover.departments:
        page.write_string(row, 1, department.name or "—", styles["text"])
        for index, value in enumerate((department.projects, department.errors, department.warnings), 2):
            page.write_number(row, index, value, styles["center"])
        _points(page, styles, row, 5, department.points)
        row += 1
    row = _title(page, styles, row + 1, "rules", lang)
    row = _heads(page, styles, row, told.heads(told.RULES, lang), start=1)
    for rule in cover.rules:
        page.write_string(row, 1, rule.code, styles["text"])
        page.write_string(row, 2, rule.title or rule.name, styles["text"])
        page.write_string(row, 3, told.SEVERITIES[rule.severity].text(lang), styles["center"])
        page.write_number(row, 4, rule.findings, styles["center"])
        page.write_number(row, 5, rule.projects, styles["center"])
        row += 1


def _points(page: Worksheet, styles: dict[str, Format], row: int, column: int, points: float | None) -> None:
    if points is None:
        page.write_string(row, column, "—", styles["center"])
    else:
        page.write_number(row, column, points, styles["points"])


def _title(page: Worksheet, styles: dict[str, Format], row: int, name: str, lang: str) -> int:
    page.write_string(row, 1, told.TITLES[name].text(lang), styles["section"])
    return row + 1


def _heads(page: Worksheet, styles: dict[str, Format], row: int, heads: Sequence[str], start: int = 0) -> int:
    for index, head in enumerate(heads, start):
        page.write_string(row, index, head, styles["head"])
    return row + 1


# ── A project ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _project(page: Worksheet, styles: dict[str, Format], sheet: Sheet, review: Review, lang: str) -> None:
    for index, width in enumerate(_WIDTHS):
        page.set_column(index, index, width)
    _for_a4(page, landscape=True)
    page.merge_range(0, 0, 0, 4, sheet.title.text(lang), styles["title"])
    page.set_row(0, 30)
    row = 1
    facts = told.facts_of(review.project, lang)
    for (label, text), (label2, text2) in zip(facts[::2], facts[1::2], strict=True):
        page.write_string(row, 0, label, styles["label"])
        page.merge_range(row, 1, row, 2, text, styles["text"])
        page.write_string(row, 3, f"{label2}　{text2}" if text2 else label2, styles["text"])
        page.write_blank(row, 4, None, styles["text"])
        lines = max(_lines(text, _WIDTHS[1] + _WIDTHS[2]), _lines(f"{label2}　{text2}", _WIDTHS[3]))
        page.set_row(row, _LINE * lines + 3)
        row += 1
    page.write_string(row, 0, told.TITLES["whole"].text(lang), styles["label"])
    page.merge_range(row, 1, row, 4, told.whole_told(review, sheet, lang), styles["text"])
    page.set_row(row, _LINE * 1.5)
    row = _heads(page, styles, row + 1, told.heads(told.HEADS, lang))
    page.repeat_rows(row - 1)
    for part in review.parts:
        name = part.part.name.text(lang)
        points = f"{told.points_told(part.points)} {told.TITLES['part points'].text(lang)}"
        page.merge_range(row, 0, row, 3, f"{name}　{points}", styles["part"])
        page.write_string(row, 4, part.grade or "—", styles.get(part.grade or "", styles["part"]))
        row += 1
        for answer in part.answers:
            row = _answer(page, styles, row, answer, lang)
    if review.aside:
        page.merge_range(row, 0, row, 4, told.TITLES["aside"].text(lang), styles["part"])
        text = "\n".join(told.finding_told(one, lang) for one in review.aside)[:_LONGEST]
        page.merge_range(row + 1, 0, row + 1, 4, text, styles["text"])
        page.set_row(row + 1, min(_LINE * _lines(text, sum(_WIDTHS)) + 3, _TALLEST))
        row += 2
    page.merge_range(row, 0, row, 4, told.FOOT.text(lang), styles["foot"])
    page.set_row(row, _LINE * 2)


def _answer(page: Worksheet, styles: dict[str, Format], row: int, answer: Answer, lang: str) -> int:
    found = "\n".join(told.found_told(answer, lang))[:_LONGEST]
    cells = (
        answer.item.name.text(lang),
        answer.item.asks.text(lang),
        told.checked_told(answer, lang)[:_LONGEST],
        found,
    )
    for index, (text, style) in enumerate(zip(cells, ("text", "text", "small", "text"), strict=True)):
        page.write_string(row, index, text, styles[style])
    grade = told.grade_told(answer, lang)
    page.write_string(row, 4, grade, styles.get(grade, styles["center"]))
    lines = max(_lines(text, width) for text, width in zip(cells, _WIDTHS, strict=False))
    page.set_row(row, min(_LINE * lines + 3, _TALLEST))
    return row + 1


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters. A little is left for what an application adds."""
    return max(1, sum(-(-max(columns(line), 1) // max(width - 2, 1)) for line in text.split("\n")))


def _for_a4(page: Worksheet, landscape: bool) -> None:
    page.set_paper(9)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")
    page.center_horizontally()
    page.hide_gridlines(2)


_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def _names(projects: Sequence[str], taken: str) -> list[str]:
    """A name for each project's sheet: its number and as much of the project's name as a sheet's name takes."""
    names = []
    for number, project in enumerate(projects, 1):
        name = f"{number} {_FORBIDDEN.sub('', project)}"[:31].strip().strip("'")
        names.append(name if name.casefold() != taken.casefold() else f"{number}")
    return names
