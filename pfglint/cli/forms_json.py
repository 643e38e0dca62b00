"""Forms as JSON, schema ``pfglint/forms/1``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pfglint.cli.language import language
from pfglint.form.model import Amount, Field, Form, Indicator
from pfglint.goal.pair import Pair, pairing
from pfglint.goal.promise import Promise
from pfglint.quantity.show import to_json
from pfglint.report.json import place_json
from pfglint.rule.profile import Recognised


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
        "promises": [_promise(*promise) for promise in _paired(form)],
        "unread": [{"place": place_json(cell.place), "text": cell.text} for cell in form.unread],
    }


def _paired(form: Form) -> Iterator[tuple[Promise, Pair | None]]:
    """What the annual goal promises, each with the pair that was made for it."""
    found = pairing(form)
    pairs = {pair.promise: pair for pair in found.pairs}
    for promise in found.promises:
        yield promise, pairs.get(promise)


def _promise(promise: Promise, pair: Pair | None) -> dict[str, Any]:
    return {
        "noun": promise.noun,
        "text": promise.text,
        "start": promise.start,
        "end": promise.end,
        "value": to_json(promise.value, language.get()),
        "when": promise.when,
        "indicator": pair.indicator.number if pair else None,
        "relation": pair.relation if pair else None,
    }


def profile_json(followed: Recognised) -> dict[str, Any]:
    """The profile that a form is checked by."""
    profile, lang = followed.rules.profile, language.get()
    assert profile is not None
    practice = followed.practice(lang)
    return {
        "name": profile.name,
        "title": profile.title.text(lang),
        "reason": practice.why if practice is not None else None,
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
        "value": to_json(indicator.value, language.get()),
        "place": place_json(indicator.name.place),
        **indicator.extra,
    }
