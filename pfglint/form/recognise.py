"""Rows to forms: finds each form, and remembers what had to be repaired.

Forms come out one at a time and are not kept, so that a file of any number of forms needs the memory of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pfglint.finding import Place
from pfglint.form.columns import kind_of
from pfglint.form.cut import span
from pfglint.form.draft import Draft
from pfglint.form.labelled import split_label
from pfglint.form.labels import Vocabulary, is_year_row, vocabulary, year_in
from pfglint.form.loose import settled
from pfglint.form.model import Form
from pfglint.form.table import is_heading
from pfglint.source.document import Cell, Fact, Row


def recognise(rows: Iterable[Row], words: Vocabulary | None = None) -> Iterator[Form | Fact]:
    """The forms among `rows`, in order, then facts that belong to no form.

    A stretch that begins like a form and gives neither a field nor an indicator is no form, but a fact
    ``unknown-layout``; a table of targets that is none either, ``unread-table``; rows without any form at all give the
    fact ``no-form``.

    words: the labels to know the forms by; the built-in ones unless a profile has more.
    """
    words = words or vocabulary()
    draft: Draft | None = None
    title: _Title | None = None
    forms = 0
    strange: Fact | None = None
    suspect: _Suspect | None = None
    for row in settled(rows, words):
        only = row.cells[0] if len(row.cells) == 1 else None
        if only is not None and words.is_title(only.text):
            if title is not None:
                strange = strange or _unknown(title.cell)
            title = _Title(only, year_in(only.text))
            continue
        if title is not None and only is not None and is_year_row(only.text):
            title = title._replace(year=year_in(only.text))
            continue
        begun: Draft | None = None
        if title is not None and row.cells:
            if draft is not None and _continues(row.cells, draft, words):
                draft.page_broken = True
            else:
                begun = Draft(words, title.cell, title.cell.place, title.year)
            title = None
        elif row.cells and _begins_untitled(row.cells, draft, words):
            begun = Draft(words, None, row.cells[0].place.whole_row, None)
        elif draft is not None:
            begun = draft.next_project(row)
        if begun is not None:
            form, trouble = _finished(draft, forms + 1)
            draft = begun
            strange = strange or trouble
            if form is not None:
                forms += 1
                yield form
        if draft is not None:
            draft.take(row)
        else:
            suspect = _suspected(row.cells, suspect, words)
    if suspect is not None and suspect.rows >= _FEW:
        strange = strange or Fact("unread-table", suspect.text, suspect.place)
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


class _Suspect(NamedTuple):
    """Heads of indicators in no form, of which none is known to stand over values.

    rows: how many rows below them hold a quantity.
    """

    text: str
    place: Place
    rows: int = 0


_FEW = 2
"""Rows with quantities: as many make a table of targets of what may be a catalogue of indicators."""


def _suspected(cells: tuple[Cell, ...], suspect: _Suspect | None, words: Vocabulary) -> _Suspect | None:
    """What is suspected after one more row that belongs to no form."""
    found = [words.meaning(cell.text) for cell in cells]
    if suspect is None:
        unknown = any(not item.role for item in found)
        if not (is_heading(found) and unknown and any(item.key == "level1" for item in found)):
            return None
        return _Suspect(" ".join(cell.text for cell in cells), span(cells))
    has_quantity = any(
        kind_of(cell.text, item) == "quantity" for cell, item in zip(cells, found, strict=True)
    )
    return suspect._replace(rows=suspect.rows + has_quantity)


def _unknown(title: Cell) -> Fact:
    """The fact that something began like a form and could not be read."""
    return Fact("unknown-layout", title.text, title.place)


def _finished(draft: Draft | None, number: int) -> tuple[Form | None, Fact | None]:
    """The form that a draft came to, or what is to be said of one that came to nothing."""
    form = draft.finish(number) if draft is not None else None
    if form is not None or draft is None or draft.title is None:
        return form, None
    return None, _unknown(draft.title)


def _continues(cells: tuple[Cell, ...], draft: Draft, words: Vocabulary) -> bool:
    """Whether the row under a title that a new page repeated goes on with the form of the page before."""
    found = [words.meaning(cell.text) for cell in cells]
    roles = {item.role for item in found}
    if draft.stream is not None:
        return roles != {"field"}
    if "field" in roles or any(split_label(cell, words) for cell in cells):
        return False
    table = "heading" in roles or any(item.is_level for item in found)
    if draft.table.begun:
        return "funding" not in roles and (table or (roles == {""} and len(cells) > 1))
    return draft.header.any_value and (table or bool(roles & {"funding", "funding-group", "goal"}))


def _begins_untitled(cells: tuple[Cell, ...], draft: Draft | None, words: Vocabulary) -> bool:
    """Whether a form without a title begins here: its first label is 项目名称, with a cell beside it; or these are the
    heads of a table of targets, and nothing came before."""
    found = [words.meaning(cell.text) for cell in cells]
    if is_heading(found):
        return draft is None and any(item.role == "heading" and item.key == "value" for item in found)
    first = found[0]
    return (
        (draft is None or draft.table.begun)
        and first.role == "field"
        and first.key == "project"
        and len(cells) > 1
    )
