"""Rows to forms: finds each form, and remembers what had to be repaired.

Forms come out one at a time and are not kept, so that a file of any number of forms needs the memory of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.finding import Place
from pfglint.form.cut import is_debris, span
from pfglint.form.header import Header
from pfglint.form.labelled import split_label, spread
from pfglint.form.labels import Vocabulary, is_year_row, vocabulary, year_in
from pfglint.form.markup import first_tag
from pfglint.form.model import Form
from pfglint.form.table import Table, is_heading
from pfglint.source.document import Cell, Fact, Row


def recognise(rows: Iterable[Row], words: Vocabulary | None = None) -> Iterator[Form | Fact]:
    """The forms among `rows`, in order, then facts that belong to no form.

    A stretch that begins like a form and gives neither a field nor an indicator is no form, but a fact
    ``unknown-layout``; rows without any form at all give the fact ``no-form``.

    words: the labels to know the forms by; the built-in ones unless a profile has more.
    """
    words = words or vocabulary()
    draft: _Draft | None = None
    title: _Title | None = None
    forms = 0
    strange: Fact | None = None
    for row in rows:
        only = row.cells[0] if len(row.cells) == 1 else None
        if only is not None and words.is_title(only.text):
            if title is not None:
                strange = strange or _unknown(title.cell)
            title = _Title(only, year_in(only.text))
            continue
        if title is not None and only is not None and is_year_row(only.text):
            title = title._replace(year=year_in(only.text))
            continue
        begun: _Draft | None = None
        if title is not None and row.cells:
            if draft is not None and _continues(row.cells, draft, words):
                draft.page_broken = True
            else:
                begun = _Draft(words, title.cell, title.cell.place, title.year)
            title = None
        elif row.cells and (draft is None or draft.table.begun) and _begins_untitled(row.cells, words):
            begun = _Draft(words, None, row.cells[0].place.whole_row, None)
        if begun is not None:
            form, trouble = _finished(draft, forms + 1)
            draft = begun
            strange = strange or trouble
            if form is not None:
                forms += 1
                yield form
        if draft is not None:
            draft.take(row)
    form, trouble = _finished(draft, forms + 1)
    strange = strange or trouble or (_unknown(title.cell) if title is not None else None)
    if form is not None:
        forms += 1
        yield form
    if strange is not None:
        yield strange
    elif forms == 0:
        yield Fact("no-form")


class _Title(NamedTuple):
    """A title row that was read, and the year below it, before it is known whether a form begins or goes on."""

    cell: Cell
    year: int | None


def _unknown(title: Cell) -> Fact:
    """The fact that something began like a form and could not be read."""
    return Fact("unknown-layout", title.text, title.place)


def _finished(draft: _Draft | None, number: int) -> tuple[Form | None, Fact | None]:
    """The form that a draft came to, or what is to be said of one that came to nothing."""
    form = draft.finish(number) if draft is not None else None
    if form is not None or draft is None or draft.title is None:
        return form, None
    return None, _unknown(draft.title)


def _continues(cells: tuple[Cell, ...], draft: _Draft, words: Vocabulary) -> bool:
    """Whether the row under a title that a new page repeated goes on with the form of the page before."""
    found = [words.meaning(cell.text) for cell in cells]
    roles = {item.role for item in found}
    if "field" in roles or any(split_label(cell, words) for cell in cells):
        return False
    table = "heading" in roles or any(item.is_level for item in found)
    if draft.table.begun:
        return "funding" not in roles and (table or (roles == {""} and len(cells) > 1))
    return draft.header.any_value and (table or bool(roles & {"funding", "funding-group", "goal"}))


def _begins_untitled(cells: tuple[Cell, ...], words: Vocabulary) -> bool:
    """Whether a form without a title begins here: its first label is 项目名称, with a cell beside it."""
    first = words.meaning(cells[0].text)
    return first.role == "field" and first.key == "project" and len(cells) > 1


@dataclass(slots=True)
class _Draft:
    """A form being read: its header, then its table."""

    words: Vocabulary
    title: Cell | None
    place: Place
    year: int | None
    facts: list[Fact] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    header: Header = field(init=False)
    table: Table = field(init=False)
    page_broken: bool = False

    def __post_init__(self) -> None:
        self.header = Header(self.words, self.facts, self.unread)
        self.table = Table(self.words, self.facts, self.unread)

    def take(self, row: Row) -> None:
        """Read one row of the form."""
        cells = row.cells
        if not cells:
            self.page_broken = True
            return
        if is_debris(row):
            if not self.table.ended:
                text = " ".join(cell.text for cell in cells)
                self.facts.append(Fact("stray-row", text, span(cells)))
            self.page_broken = True
            return
        if not self.table.begun:
            row = spread(row, self.words)
            cells = row.cells
        found = [self.words.meaning(cell.text) for cell in cells]
        roles = [item.role for item in found]
        if is_heading(found):
            self.table.take_headings(cells, found, self.year or self.header.year)
        elif self.table.begun and not (len(cells) == 1 and is_year_row(cells[0].text)):
            self.table.take(row, found, self.page_broken)
        elif is_year_row(cells[0].text) and (len(cells) == 1 or not self.header.any_value):
            self.year = self.year or year_in(cells[0].text)
            self.header.take(row._replace(cells=cells[1:]), found[1:], self.page_broken)
        elif (
            len(cells) >= 3 and any(item.is_level for item in found) and not {"field", "funding"} & set(roles)
        ):
            # The heading row was lost; the first level tells where the table begins.
            self.table.take(row, found, self.page_broken)
        else:
            self.header.take(row, found, self.page_broken)
            self.year = self.year or self.header.year
        self.page_broken = is_heading(found)

    def finish(self, number: int) -> Form | None:
        """The form, or None where nothing of one was understood."""
        if self.table.listed or not (self.table.lines or self.header.any_value):
            return None
        form = Form(
            number=number,
            place=self.place,
            title=self.title,
            year=self.year,
            fields=self.header.fields,
            funding=self.header.funding(),
            overall_goal=self.header.goals.get("overall"),
            annual_goal=self.header.goals.get("annual"),
            indicators=self.table.indicators(self.year),
            facts=tuple(self.facts),
            unread=tuple(self.unread),
        )
        return form._replace(facts=(*form.facts, *_tags(form)))


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
