"""What stands at the head of a form, and how much of it was understood."""

from __future__ import annotations

from typing import NamedTuple

from pfglint.finding import Place
from pfglint.form.model import Form
from pfglint.form.names import tight

PARTS = ("fields", "goal", "funding", "indicators")
"""What a form is made of: its header, the goal in prose, the money, the indicators."""


class Head(NamedTuple):
    """A form without its content.

    number:  from 1, in its file.
    project, department, implementer: as written, without the layout's white space; empty where blank.
    money:   the year's amount with its unit; empty where there is none.
    parts:   those of `PARTS` that have something in them which was understood.
    unread:  the places of rows that nothing understood.
    profile: the name of the profile that it was checked by.
    """

    number: int
    place: Place
    project: str = ""
    department: str = ""
    implementer: str = ""
    year: int | None = None
    money: str = ""
    parts: frozenset[str] = frozenset(PARTS)
    unread: tuple[Place, ...] = ()
    profile: str | None = None


def head_of(form: Form, profile: str | None = None) -> Head:
    """The head of a form."""
    implementer = form.fields.get("implementer")
    return Head(
        form.number,
        form.place,
        tight(form.project or ""),
        tight(form.department or ""),
        tight((implementer.text if implementer else None) or ""),
        form.year,
        _money(form),
        frozenset(_parts(form)),
        tuple(cell.place for cell in form.unread),
        profile,
    )


def _parts(form: Form) -> list[str]:
    goals = (form.annual_goal, form.overall_goal)
    there = {
        "fields": bool(form.fields),
        "goal": any(goal is not None and goal.text for goal in goals),
        "funding": any(amount.number is not None for amount in form.funding.amounts.values()),
        "indicators": any(one.level1 is not None for one in form.indicators),
    }
    return [name for name in PARTS if there[name]]


def _money(form: Form) -> str:
    amount = form.funding.amounts.get("annual_total")
    if amount is None or amount.value is None:
        return ""
    if amount.number is None:
        return amount.value.text
    unit = amount.unit.text if amount.unit is not None else form.funding.unit or ""
    return f"{amount.number:,f}{unit}"
