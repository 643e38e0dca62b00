"""Review sheets as a Word document: a cover with a chart, then a page a project, on A4 across."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pfglint.review import told
from pfglint.review.cover import Cover
from pfglint.review.model import Review, Sheet

if TYPE_CHECKING:
    from docx.document import Document

_WIDTHS = (2.6, 4.4, 5.6, 10.4, 2.4)
"""The columns of a project's table, in centimetres: as wide as A4 across, the margins aside."""
_ROOM = sum(_WIDTHS)
_NAMES = (1.2, 7.0, 4.6)
"""The first columns of the ranking: number, project, department. What is counted follows."""
_BAR = 40
"""How many cells the longest bar of the chart is."""
_LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_LONG_AGO_ZIPPED = (1980, 1, 1, 0, 0, 0)
"""No clock: the same forms give the same file."""
_SMALL = 95250
"""7.5 points, as Word counts: for what was checked."""
_HEAD, _PART, _LABEL, _NO_GRADE = "D9E2F3", "EDEDED", "F2F2F2", "D9D9D9"


class _Grid(NamedTuple):
    """A table to be written.

    widths:  of the columns, in centimetres.
    heads:   the first row, which stands on every page; empty for none.
    spanned: the rows whose cells but the last are one.
    labels:  whether the first column has labels.
    small:   the column in smaller type; -1 for none.
    """

    widths: Sequence[float]
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    spanned: frozenset[int] = frozenset()
    labels: bool = False
    small: int = -1


class _Look(NamedTuple):
    """How a cell looks. fill: its colour."""

    bold: bool = False
    fill: str | None = None
    small: bool = False


def write(sheet: Sheet, cover: Cover, lang: str) -> bytes:
    """The cover, then a page a project, in the order of the cover."""
    title = sheet.title.text(lang)
    document = _document(title)
    page = _Page(document, told.fills([score.name.text(lang) for score in sheet.scores]))
    document.add_heading(title, 0)
    _cover(page, sheet, cover, lang)
    for number, review in enumerate(cover.ranked, 1):
        _project(page, number, review, lang)
    content = BytesIO()
    document.save(content)
    return _timeless(content)


def _timeless(content: BytesIO) -> bytes:
    """The same package without the time at which it was made."""
    fresh = BytesIO()
    with ZipFile(content) as source, ZipFile(fresh, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            member = ZipInfo(info.filename, _LONG_AGO_ZIPPED)
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(info))
    return fresh.getvalue()


def _document(title: str) -> Document:
    """An empty document: A4 across, numbered pages."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin = section.bottom_margin = Cm(1.8)
    for name, size in (("Normal", 9), ("Title", 18), ("Heading 1", 14), ("Heading 2", 11)):
        style = document.styles[name]
        style.font.name = "Arial"
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), "宋体" if name == "Normal" else "黑体")
        if name != "Normal":
            style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Normal"].paragraph_format.space_after = Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE")
    footer.add_run(" / ")
    _field(footer, "NUMPAGES")
    properties = document.core_properties
    properties.author = properties.last_modified_by = "pfglint"
    properties.title = title
    properties.comments = ""
    properties.created = properties.modified = _LONG_AGO
    return document


def _field(paragraph: Any, name: str) -> None:
    """Add a field that the application fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _cover(page: _Page, sheet: Sheet, cover: Cover, lang: str) -> None:
    page.heading(told.TITLES["grades"].text(lang))
    page.chart([(told.label(grade, lang), count) for grade, count in cover.grades])
    ranking = told.ranking(cover, sheet, lang)
    page.heading(told.TITLES["ranking"].text(lang))
    page.table(_Grid(_shared(_NAMES, len(ranking.heads)), ranking.heads, ranking.rows))
    for name, table in (("departments", told.departments(cover, lang)), ("rules", told.rules(cover, lang))):
        if table.rows:
            page.heading(told.TITLES[name].text(lang))
            page.table(_Grid(_shared([sum(_NAMES)], len(table.heads)), table.heads, table.rows))
    if cover.left:
        page.heading(told.TITLES["left"].text(lang))
        for line in told.left(cover, lang):
            page.line(line)
    page.line("")
    for remark in told.remarks(cover, lang):
        page.line(remark)


def _shared(first: Sequence[float], count: int) -> list[float]:
    """The widths of `count` columns: the first ones as given, the others share the rest of the page."""
    rest = count - len(first)
    return [*first, *[min((_ROOM - sum(first)) / max(rest, 1), 2.4)] * rest]


def _project(page: _Page, number: int, review: Review, lang: str) -> None:
    page.heading(f"{number}　{told.project_name(review.project, lang)}", new_page=True)
    facts = told.facts_of(review, lang)[1:]
    facts.append((told.TITLES["whole"].text(lang), told.whole_told(review, lang)))
    page.table(_Grid((_WIDTHS[0], _ROOM - _WIDTHS[0]), (), facts, labels=True))
    page.line("")
    rows: list[tuple[str, ...]] = []
    spanned: set[int] = set()
    for part in review.parts:
        spanned.add(len(rows))
        rows.append((told.part_title(part, lang), "", "", "", told.part_grade(part, lang)))
        rows.extend(told.answer_row(answer, review, lang) for answer in part.answers)
    page.table(_Grid(_WIDTHS, [head.text(lang) for head in told.HEADS], rows, frozenset(spanned), small=2))
    if review.aside:
        page.heading(told.TITLES["aside"].text(lang), level=2)
        for one in review.aside:
            page.line(told.finding_told(one, lang))
    page.line("")
    page.line(told.FOOT.text(lang))


class _Page:
    """Writes one thing after another into a document. fills: the colours of the grades, by their names."""

    def __init__(self, document: Document, fills: Mapping[str, str]) -> None:
        self.document = document
        self.fills = fills

    def heading(self, text: str, level: int = 1, *, new_page: bool = False) -> None:
        self.document.add_heading(text, level).paragraph_format.page_break_before = new_page

    def line(self, text: str) -> None:
        self.document.add_paragraph(text)

    def table(self, grid: _Grid) -> None:
        """A table; a row that fits on a page is not broken over two."""
        rows = [*([grid.heads] if grid.heads else []), *grid.rows]
        made = self._made(len(rows), grid.widths)
        for number, (row, xml) in enumerate(zip(rows, made._tbl.tr_lst, strict=True)):
            cells = xml.tc_lst
            is_head = bool(grid.heads) and number == 0
            is_spanned = number - bool(grid.heads) in grid.spanned
            for index, text in enumerate(row):
                is_label = grid.labels and index == 0
                fill = _HEAD if is_head else _PART if is_spanned else _LABEL if is_label else None
                if not is_head and (index == len(row) - 1 or not is_spanned):
                    fill = self.fills.get(text, fill)
                is_bold = is_head or is_spanned or is_label
                _fill_cell(cells[index], text, _Look(is_bold, fill, not is_head and index == grid.small))
            if is_spanned:
                _span(cells, len(row) - 1)
            _keep(xml, "w:tblHeader" if is_head else "w:cantSplit")

    def chart(self, counts: Sequence[tuple[str, int]]) -> None:
        """How many projects have each grade, as bars of coloured cells."""
        most = max((count for _, count in counts), default=0) or 1
        label, number = 2.6, 1.6
        step = (_ROOM - label - number) / _BAR
        made = self._made(len(counts), [label, number, *[step] * _BAR], "Normal Table")
        for (name, count), xml in zip(counts, made._tbl.tr_lst, strict=True):
            cells = xml.tc_lst
            fill = self.fills.get(name, _NO_GRADE)
            length = max(round(count / most * _BAR), bool(count))
            _fill_cell(cells[0], name, _Look(bold=True))
            _fill_cell(cells[1], str(count), _Look())
            if length:
                _shade(cells[2], fill)
                _span(cells[2:], length)
            _height(xml)

    def _made(self, rows: int, widths: Sequence[float], style: str = "Table Grid") -> Any:
        from docx.shared import Cm

        made = self.document.add_table(rows=rows, cols=len(widths), style=style)
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column._gridCol.w = Cm(width)
        for xml in made._tbl.tr_lst:
            for cell, width in zip(xml.tc_lst, widths, strict=True):
                cell.width = Cm(width)
        return made


def _fill_cell(cell: Any, text: str, look: _Look) -> None:
    """Write a cell, line by line, straight into its one paragraph: the library's own way is slow."""
    paragraph = cell.p_lst[0]
    for number, line in enumerate(text.split("\n")):
        run = paragraph.add_r()
        if look.bold:
            run.get_or_add_rPr().get_or_add_b()
        if look.small:
            run.get_or_add_rPr().sz_val = _SMALL
        if number:
            run.add_br()
        run.add_t(line)
    if look.fill is not None:
        _shade(cell, look.fill)


def _shade(cell: Any, fill: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell.get_or_add_tcPr().append(shade)


def _span(cells: Sequence[Any], count: int) -> None:
    """Have the first of the cells take the place of `count` of them."""
    first, *others = cells[:count]
    if others:
        first.width = sum(cell.width for cell in cells[:count])
        first.grid_span = count
        for cell in others:
            cell.getparent().remove(cell)


def _keep(row: Any, name: str) -> None:
    """Have a row stand at the top of every page that its table reaches, or not be broken over two."""
    from docx.oxml import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))


def _height(row: Any) -> None:
    """Have a row be as tall as a bar of the chart."""
    from docx.shared import Cm

    row.trHeight_val = Cm(0.7)
