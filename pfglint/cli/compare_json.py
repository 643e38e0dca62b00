"""Two years as JSON, schema ``pfglint/compare/1``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TextIO

from pfglint.compare.model import Comparison, Filed
from pfglint.compared import Judged, Row
from pfglint.finding import Finding
from pfglint.form.model import Indicator
from pfglint.quantity.show import to_json
from pfglint.report.json import dumps, finding_json, place_json
from pfglint.rule.template import number_text
from pfglint.rule.types import Quantity


def print_json(out: TextIO, pairs: Sequence[Judged], found: Comparison, troubles: Sequence[Finding]) -> None:
    """Write the comparison as one JSON document."""
    before = '{"schema": "pfglint/compare/1", "pairs": [\n'
    for pair in pairs:
        out.write(before + dumps(_pair(pair), out))
        before = ",\n"
    out.write((before if before != ",\n" else "") + "],\n")
    rest: dict[str, list[Any]] = {
        "begun": [_filed(one) for one in found.begun],
        "ended": [_filed(one) for one in found.ended],
        "troubles": [finding_json(one) for one in troubles],
    }
    for key, listed in rest.items():
        out.write(f'"{key}": {dumps(listed, out)},\n')
    out.write(f'"summary": {dumps(_summary(pairs, found), out)}}}\n')


def _pair(judged: Judged) -> dict[str, Any]:
    pair = judged.pair
    return {
        "project": pair.this.form.project,
        "by": pair.by,
        "this": _filed(pair.this),
        "last": _filed(pair.last),
        "annual_total": {
            "this": _money(judged.this),
            "last": _money(judged.last),
            "growth": _percent(judged.growth),
        },
        "goal_likeness": _percent(judged.goal_likeness),
        "indicators": [_row(row) for row in judged.rows],
        "findings": [finding_json(one) for one in judged.findings],
    }


def _filed(filed: Filed) -> dict[str, Any]:
    form = filed.form
    return {
        "path": filed.path,
        "form": form.number,
        "project": form.project,
        "year": form.year,
        "place": place_json(form.place),
    }


def _money(amount: Quantity | None) -> str | None:
    """In 元."""
    return None if amount is None else number_text(amount.amount)


def _percent(share: Quantity | None) -> str | None:
    return None if share is None else number_text(share.amount * Decimal(100))


def _row(row: Row) -> dict[str, Any]:
    either = row.pair.either
    return {
        "level1": either.level1,
        "level2": either.level2,
        "name": either.label or either.name.text,
        "course": row.course,
        "move": row.move,
        "this": _indicator(row.pair.this),
        "last": _indicator(row.pair.last),
    }


def _indicator(indicator: Indicator | None) -> dict[str, Any] | None:
    if indicator is None:
        return None
    return {
        "number": indicator.number,
        "name": indicator.name.text,
        "text": indicator.written.text if indicator.written else None,
        "value": to_json(indicator.value),
        "place": place_json((indicator.written or indicator.name).place),
    }


def _summary(pairs: Sequence[Judged], found: Comparison) -> dict[str, int]:
    courses = Counter(row.course for pair in pairs for row in pair.rows)
    return {"pairs": len(pairs), "begun": len(found.begun), "ended": len(found.ended)} | {
        course: courses[course] for course in ("same", "raised", "lowered", "changed", "added", "dropped")
    }
