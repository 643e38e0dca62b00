"""Made-up remarks, and files of a made-up form in which there is something to remark."""

from __future__ import annotations

from pfglint.annotate.remark import Note, Remark, notes
from pfglint.finding import Place, Severity

from ..conftest import WRONG, form
from ..formats.writers import Grid

MESSAGE = "“购置图书数量”是计数指标，却以“%”为单位。"


def remark(
    place: Place | None = None, message: str = MESSAGE, severity: Severity = Severity.ERROR, **rest: str
) -> Remark:
    """A remark that has everything."""
    said = {"help": "改用“册”作单位。", "source": "通行做法", "indicator": "购置图书数量"} | rest
    return Remark(
        place,
        severity,
        title="计数指标以百分号为单位",
        message=message,
        related=(),
        code="percent-on-count PFG301",
        form=1,
        project="乡镇图书室购书经费",
        **said,
    )


def note(place: Place | None = None, message: str = MESSAGE, severity: Severity = Severity.ERROR) -> Note:
    """A note of one remark."""
    return notes([remark(place, message, severity)])[0]


def grid(**about: str) -> Grid:
    """The form of `conftest.form` as a grid; with an error in it unless told otherwise."""
    lines = form(**(WRONG | about)).splitlines()
    rows = [line.split("\t") for line in lines[2:]]
    width = max(map(len, rows))
    return Grid(tuple(lines[:2]), tuple((*row, *[""] * (width - len(row))) for row in rows))
