"""Every specimen of a layout is read as its truth says: those in ``layouts/``, and where it is at hand those of the corpus."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from pfglint.cli.forms_json import form_json
from pfglint.form.model import Form
from pfglint.lint import read_forms

HERE = Path(__file__).parent / "layouts"
TRUTH = "indicators.tsv"
COLUMNS = ("project", "level1", "level2", "name", "op", "number", "unit", "text")
EXTRA = ("weight", "score", "result", "period_value", "last_value")
UNREAD = {"side-by-side.tsv": ["安装界碑数  60个"]}
"""What stands in the whole period's block alone is told as unread."""
SPECIMENS = (
    "01-one-cell-a-line.txt",
    "02-columns-apart.md",
    "03-list.tsv",
    "04-trailing-bars.txt",
    "05-level-in-the-middle.md",
    "06-side-by-side.md",
    "07-prose.txt",
    "08-self-evaluation.md",
)


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def understood(path: Path) -> list[dict[str, Any]]:
    return [form_json(item) for item in read_forms(str(path)) if isinstance(item, Form)]


def rows_of(form: dict[str, Any]) -> list[tuple[str, ...]]:
    project = form["fields"].get("project")
    rows = []
    for item in form["indicators"]:
        value = item["value"] if item["value"]["kind"] == "comparison" else {}
        shown = (*(value.get(key) for key in ("op", "number", "unit")), item["text"])
        rows.append(tuple(map(squeezed, (project, item["level1"], item["level2"], item["name"], *shown))))
    return rows


def extras_of(form: dict[str, Any]) -> list[str]:
    return [
        " ".join(f"{key}={squeezed(item[key])}" for key in sorted(EXTRA) if key in item)
        for item in form["indicators"]
    ]


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / TRUTH).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def truth(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in table(folder):
        found.setdefault(row["specimen"], []).append(tuple(squeezed(row[key]) for key in COLUMNS))
    return found


@pytest.mark.parametrize("name", SPECIMENS)
def test_a_specimen_of_the_corpus_is_read_as_its_truth_says(name: str, corpus: Path) -> None:
    forms = understood(corpus / "layouts" / name)
    assert [row for form in forms for row in rows_of(form)] == truth(corpus / "layouts")[name]
    assert [form["unread"] for form in forms] == [[] for _ in forms]


def test_every_specimen_of_the_corpus_has_its_truth(corpus: Path) -> None:
    assert sorted(truth(corpus / "layouts")) == sorted(SPECIMENS)


@pytest.mark.parametrize("name", sorted(truth(HERE)))
def test_a_made_up_specimen_is_read_as_its_truth_says(name: str) -> None:
    forms = understood(HERE / name)
    assert [row for form in forms for row in rows_of(form)] == truth(HERE)[name]
    extras = [row["extra"] or "" for row in table(HERE) if row["specimen"] == name]
    assert [extra for form in forms for extra in extras_of(form)] == extras
    assert [row["text"] for form in forms for row in form["unread"]] == UNREAD.get(name, [])


def test_each_project_of_a_list_is_a_form_with_its_own_money_goal_and_office() -> None:
    found = [
        (
            form["place"],
            form["fields"]["implementer"],
            form["funding"],
            form["goal"]["annual"],
            form["year"],
        )
        for form in understood(HERE / "list.tsv")
    ]
    assert found == [
        (
            {"line": 5},
            "105001-白鹭县博物馆",
            {"unit": "万元", "annual_total": "38.00"},
            "整理拓片 1500 张。",
            2024,
        ),
        (
            {"line": 10},
            "105001-白鹭县博物馆",
            {"unit": "万元", "annual_total": "60.00"},
            "演出 40 场。",
            2024,
        ),
        (
            {"line": 14},
            "105002-白鹭县图书馆",
            {"unit": "万元", "annual_total": "12.00"},
            "更新书架 6 组。",
            2024,
        ),
    ]


def test_every_made_up_specimen_has_its_truth() -> None:
    assert {path.name for path in HERE.iterdir()} == {TRUTH, *truth(HERE)}
