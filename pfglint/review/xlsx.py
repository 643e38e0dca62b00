"""Review sheets as a workbook: a cover with a chart, then a sheet a project, all of which print on A4."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pfglint.report.plain import columns, wrap
from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Answer, Review, Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_LINE = 14.6
"""The height of a line of 10 points, in points; fonts that stand in for another are taller than it."""
_TALLEST = 405.0
"""The tallest that a row may be: 409 points."""
_LONGEST = 31_000
"""Characters that a cell takes; it may hold some more."""
_LONGEST_LINK = 250
_SIZE, _SMALL = 10, 8
_TITLE_HEIGHT = 30
_WIDTHS = (12, 24, 42, 56, 12)
"""The columns of a project's sheet, in characters: together as wide as A4 across."""
_NAMES = (6, 42, 30)
"""The first columns of the cover: number, project, department. What is counted follows."""
_NARROW = 9
_MOST_ON_COVER = 10
"""Rows of each count that stand on the cover; where there are more, all of them stand on a sheet of their own."""
_NAME_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_LONG_AGO = datetime.datetime(2000, 1, 1)
"""No clock: the same forms give the same file."""


def write(sheet: Sheet, cover: Cover, lang: str) -> bytes:
    """The cover, then a sheet a project, in the order of the cover."""
    from xlsxwriter import Workbook

    content = BytesIO()
    # Text that begins with = is a name, no formula.
    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": sheet.title.text(lang), "author": "pfglint", "created": _LONG_AGO})
    styles = _styles(book, [score.name.text(lang) for score in sheet.scores])
    taken = [told.TITLES[name].text(lang) for name in ("cover", "counts")]
    names = list(_names([told.project_name(one.project, lang) for one in cover.ranked], taken))
    first = _Cover(book, book.add_worksheet(taken[0]), styles, lang)
    first.write(sheet, cover, names)
    if max(len(cover.departments), len(cover.rules), len(cover.left)) > _MOST_ON_COVER:
        _Cover(book, book.add_worksheet(taken[1]), styles, lang).write_counts(sheet, cover, first.width)
    for name, review in zip(names, cover.ranked, strict=True):
        _project(book.add_worksheet(name), styles, sheet, review, lang)
    book.close()
    return content.getvalue()


def _styles(book: Workbook, grades: Sequence[str]) -> dict[str, Format]:
    """The styles by their names; that of a grade by its name."""
    cell = {
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": "#7F7F7F",
        "font_size": _SIZE,
    }
    made: dict[str, dict[str, Any]] = {
        ":title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        ":section": {"bold": True, "font_size": 12},
        ":head": {**cell, "bold": True, "align": "center", "bg_color": "#D9E2F3"},
        ":text": cell,
        ":small": {**cell, "font_size": _SMALL},
        ":center": {**cell, "align": "center"},
        ":part": {**cell, "bold": True, "bg_color": "#EDEDED"},
        ":label": {**cell, "bold": True, "bg_color": "#F2F2F2"},
        ":points": {**cell, "align": "center", "num_format": "0.0"},
        ":link": {**cell, "font_color": "#0563C1", "underline": 1},
        ":foot": {"font_size": 9, "italic": True, "text_wrap": True, "valign": "top"},
        ":plain": {"font_size": _SIZE, "text_wrap": True, "valign": "top"},
        **{
            grade: {**cell, "align": "center", "bold": True, "bg_color": f"#{fill}"}
            for grade, fill in told.fills(grades).items()
        },
    }
    return {name: book.add_format(properties) for name, properties in made.items()}


# ── The cover ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Cover:
    """Writes the cover from the top down. row: the next one."""

    def __init__(self, book: Workbook, page: Worksheet, styles: dict[str, Format], lang: str) -> None:
        self.book = book
        self.page = page
        self.styles = styles
        self.lang = lang
        self.row = 0
        self.width = 0

    def write(self, sheet: Sheet, cover: Cover, names: Sequence[str]) -> None:
        """A page with a chart and the counts, then the ranking, whose heads stand on each of its pages."""
        lang = self.lang
        ranking = told.ranking(cover, sheet, lang)
        self.begin(sheet, max(len(ranking.heads), len(_NAMES) - 1 + len(told.departments(cover, lang).heads)))
        self.chart(cover)
        self.counts(cover, _MOST_ON_COVER)
        self.row += 1
        for remark in told.remarks(cover, lang):
            self.across(remark, ":foot")
        self.page.set_h_pagebreaks([self.row])
        self.row -= 1
        self.section("ranking")
        self.page.repeat_rows(self.row)
        self.heads(ranking.heads)
        for row, name in zip(ranking.rows, names, strict=True):
            self.ranked(row, name)

    def write_counts(self, sheet: Sheet, cover: Cover, width: int) -> None:
        """All counts."""
        self.begin(sheet, width)
        self.counts(cover, None)

    def begin(self, sheet: Sheet, width: int) -> None:
        """The columns, the paper and the title."""
        self.width = width
        for index in range(width):
            self.page.set_column(index, index, _NAMES[index] if index < len(_NAMES) else _NARROW)
        _for_a4(self.page)
        self.page.merge_range(0, 0, 0, width - 1, "", self.styles[":title"])
        self.page.write_string(0, 0, sheet.title.text(self.lang), self.styles[":title"])
        self.page.set_row(0, _TITLE_HEIGHT)
        self.row = 1

    def counts(self, cover: Cover, most: int | None) -> None:
        """By department and by rule, and the files that gave no form. most: rows of each."""
        self.section("departments")
        self.wide(told.departments(cover, self.lang), most)
        if cover.rules:
            self.section("rules")
            self.wide(told.rules(cover, self.lang), most)
        if cover.left:
            self.section("left")
            for line in told.left(cover, self.lang)[:most]:
                self.across(line, ":plain")
            self.more(len(cover.left), most)

    def ranked(self, row: Sequence[str], name: str) -> None:
        """A project, with a way to its sheet."""
        self.page.write_string(self.row, 0, row[0], self.styles[":center"])
        target = name.replace("'", "''")
        shown = row[1][:_LONGEST_LINK]
        self.page.write_url(self.row, 1, f"internal:'{target}'!A1", self.styles[":link"], shown)
        self.page.write_string(self.row, 2, row[2], self.styles[":text"])
        first = len(_NAMES)
        for index, text in enumerate(row[first:], first):
            self.counted(index, text)
        self.heighten(row[:first], _NAMES)

    def chart(self, cover: Cover) -> None:
        """How many projects have each grade, as numbers and as bars beside them."""
        self.section("grades")
        top = self.row
        for grade, count in cover.grades:
            name = told.label(grade, self.lang)
            self.page.write_string(self.row, 1, name, self.styles.get(name, self.styles[":center"]))
            self.page.write_number(self.row, 2, count, self.styles[":center"])
            self.row += 1
        colours = told.fills([told.label(grade, self.lang) for grade, _ in cover.grades if grade is not None])
        sheet, last = self.page.get_name(), self.row - 1
        chart = self.book.add_chart({"type": "bar"})
        chart.add_series(
            {
                "categories": [sheet, top, 1, last, 1],
                "values": [sheet, top, 2, last, 2],
                "points": [
                    {
                        "fill": {"color": f"#{colours.get(told.label(grade, self.lang), 'D9D9D9')}"},
                        "border": {"color": "#7F7F7F"},
                    }
                    for grade, _ in cover.grades
                ],
                "data_labels": {"value": True},
                "gap": 40,
            }
        )
        chart.set_title({"name": told.TITLES["grades"].text(self.lang), "name_font": {"size": 11}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(
            {"major_gridlines": {"visible": False}, "num_format": "0", "min": 0, "visible": False}
        )
        chart.set_size({"width": 460, "height": 190})
        self.page.insert_chart(top, len(_NAMES), chart, {"x_offset": 10})
        self.row = max(self.row, top + 10)

    def section(self, name: str) -> None:
        self.row += 1
        self.page.write_string(self.row, 0, told.TITLES[name].text(self.lang), self.styles[":section"])
        self.row += 1

    def heads(self, heads: Sequence[str], start: int = 0) -> None:
        for index, head in enumerate(heads, start):
            self.page.write_string(self.row, index, head, self.styles[":head"])
        self.row += 1

    def more(self, count: int, most: int | None) -> None:
        """Where the rest stands."""
        if most is not None and count > most:
            self.across(
                told.MORE.text(self.lang).format(count - most, told.TITLES["counts"].text(self.lang)), ":foot"
            )

    def wide(self, table: told.Table, most: int | None) -> None:
        """A table whose first column is as wide as those of the names. most: how many rows of it."""
        last = len(_NAMES) - 1
        self.page.merge_range(self.row, 0, self.row, last, table.heads[0], self.styles[":head"])
        self.heads(table.heads[1:], last + 1)
        for row in table.rows[:most]:
            self.page.merge_range(self.row, 0, self.row, last, "", self.styles[":text"])
            self.page.write_string(self.row, 0, row[0], self.styles[":text"])
            for index, text in enumerate(row[1:], last + 1):
                self.counted(index, text)
            self.heighten(row[:1], (sum(_NAMES),))
        self.more(len(table.rows), most)

    def counted(self, column: int, text: str) -> None:
        """A cell with a number, a grade or a word."""
        if _NUMBER.fullmatch(text):
            style = ":points" if "." in text else ":center"
            self.page.write_number(self.row, column, float(text), self.styles[style])
        else:
            self.page.write_string(self.row, column, text, self.styles.get(text, self.styles[":center"]))

    def across(self, text: str, style: str) -> None:
        """A line of text over all columns."""
        self.page.merge_range(self.row, 0, self.row, self.width - 1, "", self.styles[style])
        self.page.write_string(self.row, 0, text[:_LONGEST], self.styles[style])
        self.heighten([text], [sum(_NAMES) + _NARROW * (self.width - len(_NAMES))])

    def heighten(self, texts: Sequence[str], widths: Sequence[int]) -> None:
        """Have the row be as tall as its texts, and go to the next."""
        self.page.set_row(self.row, _height(texts, widths))
        self.row += 1


# ── A project ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _project(page: Worksheet, styles: dict[str, Format], sheet: Sheet, review: Review, lang: str) -> None:
    for index, width in enumerate(_WIDTHS):
        page.set_column(index, index, width)
    _for_a4(page)
    last = len(_WIDTHS) - 1
    page.merge_range(0, 0, 0, last, sheet.title.text(lang), styles[":title"])
    page.set_row(0, _TITLE_HEIGHT)
    row = 1
    for label, text in (
        *told.facts_of(review, lang),
        (told.TITLES["whole"].text(lang), told.whole_told(review, lang)),
    ):
        page.write_string(row, 0, label, styles[":label"])
        page.merge_range(row, 1, row, last, "", styles[":text"])
        page.write_string(row, 1, text[:_LONGEST], styles[":text"])
        page.set_row(row, _height([label, text], [_WIDTHS[0], sum(_WIDTHS[1:])]))
        row += 1
    for index, head in enumerate(told.HEADS):
        page.write_string(row, index, head.text(lang), styles[":head"])
    page.repeat_rows(row)
    row += 1
    for part in review.parts:
        page.merge_range(row, 0, row, last - 1, "", styles[":part"])
        page.write_string(row, 0, told.part_title(part, lang), styles[":part"])
        grade = told.part_grade(part, lang)
        page.write_string(row, last, grade, styles.get(grade, styles[":center"]))
        page.set_row(row, _LINE * 1.5)
        row += 1
        for answer in part.answers:
            row = _answer(page, styles, row, answer, review, lang)
    if review.aside:
        page.merge_range(row, 0, row, last, told.TITLES["aside"].text(lang), styles[":part"])
        row += 1
        for finding in review.aside:
            text = told.finding_told(finding, lang)
            page.merge_range(row, 0, row, last, "", styles[":text"])
            page.write_string(row, 0, text[:_LONGEST], styles[":text"])
            page.set_row(row, _height([text], [sum(_WIDTHS)]))
            row += 1
    page.merge_range(row, 0, row, last, told.FOOT.text(lang), styles[":foot"])
    page.set_row(row, _LINE * 2)


def _answer(
    page: Worksheet, styles: dict[str, Format], row: int, answer: Answer, review: Review, lang: str
) -> int:
    """Write an item; gives the next row. What is found may be more than a row can show, and goes on in the next."""
    grade = told.answer_grade(answer, lang)
    name, asks, checked = (
        answer.item.name.text(lang),
        answer.item.asks.text(lang),
        told.checked_told(answer, lang),
    )
    first = row
    for found in _pages(told.found_told(answer, review, lang), _WIDTHS[3]):
        page.write_string(row, 3, found, styles[":text"])
        page.set_row(row, _height([found], [_WIDTHS[3]]))
        row += 1
    cells = ((0, name, ":text"), (1, asks, ":text"), (2, checked[:_LONGEST], ":small"))
    last = len(_WIDTHS) - 1
    for column, text, style in (*cells, (last, grade, grade if grade in styles else ":center")):
        if row - first > 1:
            page.merge_range(first, column, row - 1, column, "", styles[style])
        page.write_string(first, column, text, styles[style])
    if row - first == 1:
        page.set_row(
            first, max(_height([name, asks, found], [_WIDTHS[0], _WIDTHS[1], _WIDTHS[3]]), _small(checked))
        )
    return row


def _pages(lines: Sequence[str], width: int) -> Iterator[str]:
    """The lines in as many cells as they need to be seen whole."""
    most = int((_TALLEST - 3) / _LINE)
    page: list[str] = []
    for line in (part for whole in lines for part in _parts(whole, width, most)):
        if page and _lines("\n".join([*page, line]), width) > most:
            yield "\n".join(page)
            page = []
        page.append(line)
    yield "\n".join(page)


def _parts(line: str, width: int, most: int) -> Iterator[str]:
    """A line that is taller than a cell, in parts."""
    if _lines(line, width) <= most:
        yield line
        return
    wrapped = wrap(line, width - 4)
    for start in range(0, len(wrapped), most):
        yield "".join(wrapped[start : start + most])


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """How tall a row must be for its texts, in points."""
    lines = max(_lines(text, width) for text, width in zip(texts, widths, strict=True))
    return min(_LINE * lines + 3, _TALLEST)


def _small(text: str) -> float:
    """The same for what was checked, in smaller type."""
    return min(_LINE * _SMALL / _SIZE * _lines(text, _WIDTHS[2] * _SIZE // _SMALL) + 3, _TALLEST)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column of so many characters. A little is left for what an application adds."""
    return max(1, sum(_wrapped(line, max(width - 4, 4)) for line in text.split("\n")))


def _wrapped(line: str, room: int) -> int:
    return 1 if columns(line) <= room else len(wrap(line, room))


def _for_a4(page: Worksheet) -> None:
    """Across, as wide as the paper, as many pages as it takes, each with its number."""
    page.set_paper(_A4)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.set_footer("&C&P / &N")
    page.center_horizontally()
    page.hide_gridlines(2)


def _names(projects: Sequence[str], taken: Sequence[str]) -> Iterator[str]:
    """A name for each project's sheet: its number and as much of the project's name as a sheet's name takes."""
    for number, project in enumerate(projects, 1):
        name = _short(f"{number} {_FORBIDDEN.sub('', project)}").strip().strip("'")
        yield name if name.casefold() not in [one.casefold() for one in taken] else f"{number}"


def _short(name: str) -> str:
    """As much of a name as a sheet's name takes; a character beyond the basic plane counts as two there."""
    room, kept = _NAME_LONGEST, []
    for char in name:
        room -= 2 if ord(char) > 0xFFFF else 1
        if room < 0:
            break
        kept.append(char)
    return "".join(kept)
