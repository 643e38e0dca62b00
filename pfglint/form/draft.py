"""A form being read, row by row: which rows are its header, and which its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from pfglint.finding import Place
from pfglint.form import stream
from pfglint.form.columns import kind_of
from pfglint.form.cut import is_debris, span
from pfglint.form.header import Header
from pfglint.form.labelled import split_label, spread
from pfglint.form.labels import NOTHING, Meaning, Vocabulary, is_year_row, squeeze, year_in
from pfglint.form.markup import first_tag
from pfglint.form.model import Form
from pfglint.form.prose import begins_with_first
from pfglint.form.table import Table, is_heading
from pfglint.source.document import Cell, Fact, Row


@dataclass(slots=True)
class Draft:
    """A form being read: its header, then its table; or one project of a list, whose rows have both.

    place: where it begins. year: the form's, as far as its title says.
    unread, unread_below: what nothing understood, in the header and in the table.
    page_broken: whether a page break or blank line stands before the next row.
    unclear: the first row from which on the columns cannot be told; in_header: whether it is one of the header.
    stream: the lines, where each cell has one of its own: kept until all are there.
    listed: in a list, what the project's cell says.
    offices: in a list, the units that the rows belong to until others are named, each with its label.
    sheet:   the one that the last row stood in, of a workbook.
    """

    words: Vocabulary
    title: Cell | None
    place: Place
    year: int | None
    facts: list[Fact] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    unread_below: list[Cell] = field(default_factory=list)
    header: Header = field(init=False)
    table: Table = field(init=False)
    page_broken: bool = False
    unclear: Cell | None = None
    in_header: bool = False
    stream: list[Row] | None = None
    listed: str | None = None
    offices: dict[str, tuple[Cell, Cell]] = field(default_factory=dict)
    sheet: str | None = None

    def __post_init__(self) -> None:
        self.header = Header(self.words, self.facts, self.unread)
        self.table = Table(self.words, self.facts, self.unread_below)

    @property
    def is_list(self) -> bool:
        """Whether it is a table in which each row says which project it belongs to."""
        return self.table.columns is not None and self.table.columns.is_list

    def next_project(self, row: Row) -> Draft | None:
        """The draft of the next project, where `row` begins one in a list of projects."""
        if not self.is_list or self.listed is None or not row.cells:
            return None
        found = self._meanings(row.cells)
        if self.table.ended and not self.table.goes_on(row, found):
            return None
        project = self._project_in(row, found)
        if project is None or squeeze(project.text) == self.listed:
            return None
        draft = Draft(self.words, self.title, row.cells[0].place.whole_row, self.year, offices=self.offices)
        draft.header.unit = self.header.unit
        if self.table.columns is not None:
            draft.table.stand_in(self.table.columns)
        draft.table.begun = True
        return draft

    def take(self, row: Row) -> None:
        """Read one row of the form."""
        if self.stream is None and not self.header.any_label and not self.table.begun:
            self.stream = [] if stream.begins(row, self.words) else None
        if self.stream is not None:
            self.stream.append(row)
            if len(self.stream) > _LONGEST_STREAM:
                self._take_stream()
        else:
            self._take(row)

    def _take_stream(self) -> None:
        """Read the rows that the lines amount to."""
        lines, self.stream = self.stream or [], None
        for row in stream.rows(lines, self.words):
            self._take(row)

    def _take(self, row: Row) -> None:
        cells = row.cells
        if row.unclear:
            self.unclear = self.unclear or (_whole_row(list(cells)) if cells else None)
            self.unread_below.extend(cells)
            return
        if not cells:
            self.page_broken = True
            return
        sheet = cells[0].place.sheet
        if self.sheet not in (None, sheet) and self.table.begun:
            # What goes on there plainly is read; an explanation or a sum is none of the form.
            self.table.ended = True
        self.sheet = sheet
        if is_debris(row) or (len(cells) == 1 and self.words.is_continued(cells[0].text)):
            if not self.table.ended:
                text = " ".join(cell.text for cell in cells)
                self.facts.append(Fact("stray-row", text, span(cells)))
            self.page_broken = True
            return
        if not self.table.begun:
            row = spread(row, self.words)
            cells = row.cells
        elif not self.is_list and all(map(self._is_aside, cells)):
            self.page_broken = True
            return
        found = self._meanings(cells)
        roles = [item.role for item in found]
        if self._is_prose(row) and self.table.take_prose(cells[0]):
            pass
        elif is_heading(found):
            self._put_back_prose()
            self.table.take_headings(cells, found, self.year or self.header.year)
        elif self.is_list:
            self._take_listed(row, found)
        elif self.table.begun and not (len(cells) == 1 and is_year_row(cells[0].text)):
            self.table.take(row, found, self.page_broken)
        elif is_year_row(cells[0].text) and (len(cells) == 1 or not self.header.any_value):
            self.year = self.year or year_in(cells[0].text)
            self.header.take(row._replace(cells=cells[1:]), found[1:], self.page_broken)
        elif (
            len(cells) >= 3
            and any(item.is_level for item in found)
            and not {"field", "funding", "goal"} & set(roles)
        ):
            # The heading row was lost; the first level tells where the table begins.
            self.table.take(row, found, self.page_broken)
        else:
            told = len(self.unread)
            self.header.take(row, found, self.page_broken)
            self.year = self.year or self.header.year
            rest = len(self.unread) > told and cells[0].column
            if row.loose and (rest or any(self._holds_label(cell) for cell in cells)):
                self.unclear, self.in_header = self.unclear or _whole_row(list(cells)), True
        self.page_broken = is_heading(found)

    def _holds_label(self, cell: Cell) -> bool:
        """Whether the label of a field stands within a short text: two cells were taken for one."""
        text = squeeze(cell.text)
        return (
            len(text) <= _LONGEST_VALUE
            and not self.words.meaning(cell.text).role
            and any(
                role == "field" and len(label) >= _SHORTEST_LABEL and label in text
                for label, (role, _) in self.words.labels.items()
            )
        )

    def _is_aside(self, cell: Cell) -> bool:
        """Whether a cell within the table says once more what the header says (``主管部门：……`` at the head of a page)."""
        split = split_label(cell, self.words)
        if split is None:
            return False
        _, value, item = split
        known = self.header.fields.get(item.key)
        if item.role == "field" and item.key == "project":
            return known is not None and squeeze(known.text or "") == squeeze(value.text)
        return item.role in ("field", "funding-unit") and not item.footer

    def _is_prose(self, row: Row) -> bool:
        """Whether a row may be a paragraph that lists indicators: within a goal, one must begin with a first level."""
        if row.width != 1 or len(row.cells) != 1 or self.table.columns is not None:
            return False
        if not self.table.ended and (self.table.begun or not self.header.in_goals):
            return True
        return begins_with_first(row.cells[0], self.words)

    def _put_back_prose(self) -> None:
        """Where a table follows after all, what was taken for indicators in running text is the goal's."""
        for cell in self.table.paragraphs:
            self.header.take(Row(0, 1, (cell,)), [NOTHING], True)
        if self.table.paragraphs:
            self.table = Table(self.words, self.facts, self.unread_below)

    # -- lists of projects ------------------------------------------------------------------------------------------

    def _take_listed(self, row: Row, found: list[Meaning]) -> None:
        """Read a row of a list: what it says of its project, and an indicator. Rows of sums have neither."""
        if any(item.role == "total" for item in found):
            return
        project = self._project_in(row, found)
        for label, item, cell in self._labelled_in(row, found):
            if item.role == "field" and item.key in _OFFICES:
                self.offices[item.key] = (label, cell)
            elif project is not None:
                self.header.keep(label, item, cell, {})
        if project is not None and self.listed is None:
            self.listed = squeeze(project.text)
            self.place = row.cells[0].place.whole_row
            for key, (label, cell) in self.offices.items():
                self.header.keep(label, Meaning("field", key), cell, {})
        self.table.take(row, found, self.page_broken)

    def _labelled_in(self, row: Row, found: list[Meaning]) -> Iterator[tuple[Cell, Meaning, Cell]]:
        """What a row of a list says of its project: each head, what it means, and the cell below it."""
        columns = self.table.columns
        assert columns is not None
        for cell, head in columns.placed(row.cells, found):
            if head is not None and head.role not in ("heading", "group", ""):
                item = self.words.meaning(head.cell.text)
                yield head.cell, item._replace(role=head.role, key=head.key), cell

    def _project_in(self, row: Row, found: list[Meaning]) -> Cell | None:
        """The cell of a list's row that names its project."""
        if len(row.cells) == 1 and split_label(row.cells[0], self.words):
            return None  # a line of the page: 填报单位：……
        cells = [cell for _, item, cell in self._labelled_in(row, found) if item.key == "project"]
        return cells[0] if cells and not any(item.role == "total" for item in found) else None

    def _meanings(self, cells: tuple[Cell, ...]) -> list[Meaning]:
        return [self.words.meaning(cell.text) for cell in cells]

    # ---------------------------------------------------------------------------------------------------------------

    def _like_indicators(self, rows: list[list[Cell]]) -> list[list[Cell]]:
        """Those of unread rows that look like a table of indicators; none where there are but a few."""
        alike = [
            row
            for row in rows
            if len(row) > 1
            and any(
                (item := self.words.meaning(cell.text)).is_level or kind_of(cell.text, item) == "quantity"
                for cell in row
            )
        ]
        return alike if len(alike) >= _FEW else []

    def finish(self, number: int) -> Form | None:
        """The form, or None where nothing of one was understood."""
        self._take_stream()
        if not (self.table.lines or self.header.any_value or self.unclear) or (
            self.is_list and self.listed is None
        ):
            return None
        indicators = self.table.indicators(self.year)
        above, below = _by_rows(self.unread), _by_rows(self.unread_below)
        lost = below if indicators else self._like_indicators([*above, *below])
        if self.unclear is not None:
            place = self.unclear.place
            self.facts.append(Fact("columns-unclear", self.unclear.text, place, str(place.page)))
        elif lost:
            first = _whole_row(lost[0])
            self.facts.append(Fact("unread-rows", first.text, first.place, str(len(lost))))
        overall, annual = self.header.overall_and_annual()
        form = Form(
            number=number,
            place=self.place,
            title=self.title,
            year=self.year,
            fields=self.header.fields,
            funding=self.header.funding(),
            overall_goal=overall,
            annual_goal=annual,
            indicators=indicators,
            facts=tuple(self.facts),
            unread=tuple(map(_whole_row, (*above, *below, *_by_rows(self.table.period_only)))),
        )
        if self.unclear is not None:
            form = _without_blanks(form, amounts=not self.in_header)
        return form._replace(facts=(*form.facts, *_tags(form)))


_FEW = 2
"""Rows of several cells with a level or a quantity among them: so many are a table that was not read."""
_SHORTEST_LABEL = 4
"""Characters of a label that no other text has by chance."""
_LONGEST_VALUE = 40
"""Characters of a field's value; what is longer is running text."""
_LONGEST_STREAM = 5000
"""Lines of one form. What has more is read without waiting for the rest."""
_OFFICES = frozenset({"department", "implementer"})


def _by_rows(cells: list[Cell]) -> list[list[Cell]]:
    """The cells, those of one row together."""
    found = groupby(sorted(cells, key=lambda cell: cell.place.order), key=lambda cell: cell.place.row_order)
    return [list(row) for _, row in found]


def _whole_row(cells: list[Cell]) -> Cell:
    """The cells of a row as one."""
    if len(cells) == 1:
        return cells[0]
    text = "  ".join(cell.text for cell in cells)
    return cells[0]._replace(text=text, place=cells[0].place.up_to(cells[-1].place), whole=False)


def _without_blanks(form: Form, *, amounts: bool) -> Form:
    """A form of which the columns are unclear: what looks blank may stand elsewhere. amounts: whether those told are whole."""
    overall, annual = form.overall_goal, form.annual_goal
    told = {key: one for key, one in form.funding.amounts.items() if one.number is not None and amounts}
    return form._replace(
        fields={key: one for key, one in form.fields.items() if one.value},
        funding=form.funding._replace(amounts=told),
        overall_goal=overall if overall and overall.value else None,
        annual_goal=annual if annual and annual.value else None,
    )


def _tags(form: Form) -> Iterator[Fact]:
    """The first tag or entity of HTML in each of a form's texts; one fact speaks for the form, and others follow it."""
    kind = "html-tag"
    headers = (*form.fields.values(), form.overall_goal, form.annual_goal)
    cells = [(item.value, None) for item in headers if item and item.value]
    rows = [(cell, item.number) for item in form.indicators for cell in (item.name, item.written) if cell]
    for cell, number in (*cells, *rows):
        if found := first_tag(cell.text):
            yield Fact(kind, cell.text, cell.place, found, number)
            kind = "html-tag-also"
