"""Forms as JSON, schema ``pfglint/forms/1``."""

from __future__ import annotations

from typing import Any

from pfglint.form.model import Amount, Field, Form, Indicator
from pfglint.quantity.show import to_json
from pfglint.report.json import place_json


def form_json(form: Form) -> dict[str, Any]:
    """One form. What its layout does not have is left out, what was left blank is null."""
    goals = {"overall": form.overall_goal, "annual": form.annual_goal}
    return {
        "number": form.number,
        "title": form.title.text if form.title else None,
        "year": form.year,
        "place": place_json(form.place),
        "fields": {key: _field(field) for key, field in form.fields.items()},
        "funding": {"unit": form.funding.unit}
        | {key: _amount(amount) for key, amount in form.funding.amounts.items()},
        "goal": {key: goal.text for key, goal in goals.items() if goal},
        "indicators": [_indicator(indicator) for indicator in form.indicators],
        "unread": [{"place": place_json(cell.place), "text": cell.text} for cell in form.unread],
    }


def _field(field: Field) -> str | None:
    return field.date.isoformat() if field.date else field.text


def _amount(amount: Amount) -> str | None:
    return None if amount.number is None else f"{amount.number:f}"


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "number": indicator.number,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name.text,
        "text": indicator.written.text if indicator.written else None,
        "value": to_json(indicator.value),
        "place": place_json(indicator.name.place),
        **indicator.extra,
    }
