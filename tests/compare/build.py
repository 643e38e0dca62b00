"""Made-up forms of two years, read from text as users' are."""

from __future__ import annotations

from collections.abc import Sequence

from pfglint.compare.model import Filed
from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from pfglint.rule.examples import file_of


def filed(*forms: dict[str, object], path: str = "表.txt") -> tuple[Filed, ...]:
    """The forms of one file, each given as a rule's example is."""
    data = file_of({"forms": list(forms)})  # type: ignore[dict-item]
    return tuple(Filed(one, path) for one in forms_of_bytes(data, path) if isinstance(one, Form))


def form(
    project: str, rows: Sequence[str] = (), unit: str = "示范市图书馆", goal: str = ""
) -> dict[str, object]:
    """A form with these indicators besides the usual ones."""
    return {"fields": {"project": project, "implementer": unit}, "add": list(rows), "goal": goal}
