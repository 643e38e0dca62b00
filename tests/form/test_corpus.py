"""The real document and its hand-made truth, where the corpus is at hand."""

from __future__ import annotations

import csv
from pathlib import Path

from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.text import TextDocument


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def test_the_real_document_gives_exactly_its_420_indicators(corpus: Path) -> None:
    with (corpus / "hrss-2025.indicators.tsv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    path = corpus / "hrss-2025.txt"
    with path.open("rb") as stream:
        forms = [item for item in recognise(TextDocument(str(path), stream).rows()) if isinstance(item, Form)]
    got = [
        (
            str(form.number),
            form.project,
            str(item.name.place.line),
            item.level1,
            item.level2,
            item.name.text,
            item.written,
        )
        for form in forms
        for item in form.indicators
    ]
    assert [tuple(squeezed(part) for part in (*row[:6], row[6].text if row[6] else "")) for row in got] == [
        tuple(squeezed(row[key]) for key in ("form", "project", "line", "level1", "level2", "name", "value"))
        for row in truth
    ]
    assert not any(form.unread for form in forms)
