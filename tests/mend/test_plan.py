"""Fixes that can be made together, and those that cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Edit, Finding, Fix, Place, Severity
from pfglint.mend.plan import Job, Span, differing, plan, replaced, spanned

CELL = Place(table=1, row=2, column=3)


def job(edit: Edit) -> Job:
    return Job(
        Finding("X1", "x", Severity.INFO, None, "m", None, None, "p", fix=Fix(True, "t", (edit,))), edit
    )


def test_edits_of_one_cell_compose() -> None:
    sign, unit = Edit(CELL, "≥90％", "≧90％"), Edit(CELL, "≧90%", "≧90％")
    found = plan([job(sign), job(unit)])
    assert len(found.jobs) == 2
    assert replaced("≧90％", found.spans[CELL]) == "≥90%"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Edit(Place(1, 3, 6), "x", "abc"), Edit(Place(1, 5, 8), "y", "cde")),
        (Edit(Place(1, 3, 3), "x", ""), Edit(Place(1, 3, 3), "y", "")),
        (Edit(CELL, "≥90", "≧90"), Edit(CELL, "＞90", "≧90")),
    ],
)
def test_of_two_that_meet_the_first_is_made(first: Edit, second: Edit) -> None:
    assert plan([job(first), job(second)]).jobs == [job(first)]


def test_neighbours_do_not_meet_and_the_same_edit_twice_is_one() -> None:
    one, other = job(Edit(Place(1, 3, 4), "x", "a")), job(Edit(Place(1, 4, 5), "y", "b"))
    found = plan([one, other, one])
    assert len(found.jobs) == 3
    assert replaced("12ab", found.spans[Place(1)]) == "12xy"


@given(st.text(alphabet="aab≥%"), st.text(alphabet="aab≥%"))
def test_the_least_part_that_differs_turns_one_text_into_the_other(old: str, new: str) -> None:
    start, was, text = differing(old, new)
    assert replaced(old, [Span(start, start + len(was), was, text)]) == new
    assert not (was and text and (was[0] == text[0] or was[-1] == text[-1]))


def test_a_part_of_a_line_is_narrowed_to_what_differs() -> None:
    assert spanned(Edit(Place(4, 10, 13), "元/人", "元/个")) == (Place(4), Span(11, 12, "个", "人"))
