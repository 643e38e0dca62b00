"""Mending text: what is not edited stays byte for byte, whatever the encoding and the line endings."""

from __future__ import annotations

import pytest

from benchmarks.damage import ENCODINGS, encoded
from pfglint.finding import Edit, Place
from pfglint.mend.plan import spanned
from pfglint.mend.text import write

TEXT = "甲\t≧1(％)\n\n乙\t≧2(个)\t丙 \n"


def edit(line: int, column: int, was: str, text: str) -> dict[Place, list[object]]:
    place, span = spanned(Edit(Place(line, column, column + len(was)), text, was))
    return {place: [span]}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_only_the_edited_part_changes(encoding: str, ending: str) -> None:
    old = encoded(TEXT.replace("\n", ending), encoding)
    new = encoded(TEXT.replace("\n", ending).replace("≧2", "≥2"), encoding)
    assert write(old, edit(3, 3, "≧", "≥")) == (new, {})  # type: ignore[arg-type]


def test_a_last_line_without_an_ending_keeps_none() -> None:
    assert write("甲\t≧1".encode(), edit(1, 3, "≧", "≥")).data == "甲\t≥1".encode()  # type: ignore[arg-type]


@pytest.mark.parametrize(("line", "column", "was"), [(1, 3, "＞"), (9, 1, "≧"), (3, 40, "≧")])
def test_where_something_else_stands_nothing_is_done(line: int, column: int, was: str) -> None:
    spans = edit(line, column, was, "≥")
    assert write(TEXT.encode(), spans) == (TEXT.encode(), dict.fromkeys(spans, "moved"))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\r"])
def test_no_edit_makes_other_cells_or_lines(text: str) -> None:
    spans = edit(1, 3, "≧", text)
    assert write(TEXT.encode(), spans) == (TEXT.encode(), dict.fromkeys(spans, "layout"))  # type: ignore[arg-type]
