"""Counts as JSON, schema ``pfglint/statistics/1``: all rules, departments and forms, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from pfglint.report import Setting
from pfglint.report.json import dumps, summary_json
from pfglint.report.statistics import (
    DepartmentCount,
    FormCount,
    RuleCount,
    Statistics,
)

_DIGITS = 4


def write(statistics: Statistics, out: TextIO, setting: Setting) -> None:
    """Write all counts as one JSON document."""
    lists: dict[str, Iterable[dict[str, Any]]] = {
        "rules": map(rule_json, statistics.rules),
        "departments": (department_json(one, statistics) for one in statistics.departments),
        "forms": (form_json(one, statistics) for one in statistics.forms),
    }
    out.write('{"schema": "pfglint/statistics/1"')
    for name, items in lists.items():
        out.write(f',\n"{name}": [')
        between = "\n"
        for item in items:
            out.write(between + dumps(item, out))
            between = ",\n"
        out.write("]")
    summary = statistics.summary
    out.write(f',\n"shown": "{summary.shown.label}", "fail_on": "{summary.fail_on.label}"')
    out.write(f',\n"summary": {dumps(summary_json(summary), out)}}}\n')


def rule_json(rule: RuleCount) -> dict[str, Any]:
    """How often a rule spoke."""
    return asdict(rule) | {"severity": rule.severity.label, "share": round(rule.share, _DIGITS)}


def department_json(one: DepartmentCount, statistics: Statistics) -> dict[str, Any]:
    """What was found in the forms of a department."""
    counts = statistics.by_label(one.found)
    return {"department": one.name, "forms": one.forms, "failing": one.failing, **counts}


def form_json(one: FormCount, statistics: Statistics) -> dict[str, Any]:
    """What was found in a form."""
    fields = one._asdict()
    found = fields.pop("found")
    return fields | statistics.by_label(found)
