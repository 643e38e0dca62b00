"""Web tables pasted as text are put together in every format, each cell in the place of its paragraph."""

from __future__ import annotations

import pytest

from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from tests.form.test_layouts import HERE, truth
from tests.formats.writers import WRITERS, Grid

TEXT = (HERE / "trailing-bars.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["docx", "xlsx", "xls", "html", "csv"])
def test_cells_on_lines_of_their_own_are_put_together(name: str) -> None:
    lines = TEXT.split("\n")
    table = name in ("xlsx", "xls", "csv")
    grid = Grid((), tuple((line,) for line in lines)) if table else Grid(tuple(lines), (("",),))
    (form,) = (item for item in forms_of_bytes(WRITERS[name]([grid]), f"表.{name}") if isinstance(item, Form))
    wanted = truth(HERE)["trailing-bars.txt"]
    assert [(one.level1, one.level2, "".join(one.label.split())) for one in form.indicators] == [
        (level1, level2, name) for _, level1, level2, name, *_ in wanted
    ]
    assert not form.unread
    assert len({one.name.place for one in form.indicators}) == len(wanted)
