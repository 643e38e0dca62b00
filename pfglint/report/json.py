"""The findings as JSON, schema ``pfglint/findings/1``: every key always there, null where nothing applies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TextIO

from pfglint.finding import Finding, Fix, Place, Related, Severity
from pfglint.report import Reporter, Setting, Summary


def open_report(out: TextIO, setting: Setting) -> Reporter:
    """A report that is one JSON document, written while the files are being checked."""
    return _Json(out)


class _Json:
    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.between = '{"schema": "pfglint/findings/1", "findings": [\n'

    def show(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.out.write(self.between + dumps(finding_json(finding), self.out))
            self.between = ",\n"

    def close(self, summary: Summary) -> None:
        if self.between != ",\n":
            self.out.write(self.between)
        self.out.write('],\n"summary": ' + dumps(summary_json(summary), self.out) + "}\n")


def dumps(data: Any, out: TextIO) -> str:
    """`data` as JSON for `out`: Chinese stays Chinese in UTF-8, and is escaped in other encodings."""
    unicode = (out.encoding or "utf-8").lower().replace("_", "-").startswith("utf")
    text = json.dumps(data, ensure_ascii=not unicode)
    # A path that is no UTF-8 reaches us as lone surrogates, which only the escaped form can carry.
    return text if text.isascii() or _encodable(text) else json.dumps(data)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def place_json(place: Place | None) -> dict[str, Any] | None:
    """`place` with what is known of it."""
    if not place:
        return None
    return {key: known for key, known in place._asdict().items() if known is not None and key != "rank"}


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding as the schema has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "aspect": finding.aspect,
        "message": finding.message,
        "help": finding.help,
        "source": finding.source,
        "path": finding.path,
        "form": finding.form,
        "project": finding.project,
        "indicator": finding.indicator,
        "place": place_json(finding.place),
        "related": [_related_json(one) for one in finding.related],
        "fix": _fix_json(finding.fix) if finding.fix else None,
    }


def _related_json(related: Related) -> dict[str, Any]:
    """Another place; its path only where that is another file."""
    told = {"place": place_json(related.place), "message": related.message}
    return told if related.path is None else {"path": related.path, **told}


def _fix_json(fix: Fix) -> dict[str, Any]:
    edits = [{"place": place_json(edit.place), "text": edit.text} for edit in fix.edits]
    return {"safe": fix.safe, "title": fix.title, "edits": edits}


def summary_json(summary: Summary) -> dict[str, int]:
    """How many files, forms and indicators there were, and how many findings, shown or not."""
    counts = {one.label: summary.found[one] for one in sorted(Severity, reverse=True)}
    seen = {"files": summary.files, "forms": summary.forms, "indicators": summary.indicators}
    return seen | counts | {"waived": summary.waived}
