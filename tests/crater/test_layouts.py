"""What the rules say of the specimens of layouts, line by line: none of it comes from a row that was misread."""

from __future__ import annotations

from pathlib import Path

import pytest

from pfglint.config import Configs, Given
from pfglint.finding import Severity
from pfglint.lint import check_file

HERE = Path(__file__).parent
TABLE = HERE / "layouts.findings.tsv"
"""File, line, rule and severity of each finding from warning up, read one by one against the text."""
OWN = HERE.parent / "form" / "layouts"
"""Made-up specimens; the others are those of the corpus."""
RULES = Configs(Given(isolated=True)).rules("-")


def read() -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def found(path: Path) -> list[tuple[str, ...]]:
    return [
        (path.name, str(finding.place.line), finding.name, finding.severity.label)
        for finding in check_file(str(path), RULES).findings
        if finding.place is not None and finding.severity >= Severity.WARNING
    ]


def specimens(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name not in ("README.md", "indicators.tsv"))


@pytest.mark.parametrize("path", specimens(OWN), ids=lambda path: path.name)
def test_the_findings_on_a_made_up_specimen_are_those_that_were_read(path: Path) -> None:
    assert sorted(found(path)) == sorted(row for row in read() if row[0] == path.name)


def test_the_findings_on_the_specimens_of_the_corpus_are_those_that_were_read(corpus: Path) -> None:
    paths = specimens(corpus / "layouts")
    names = {path.name for path in paths}
    assert sorted(row for path in paths for row in found(path)) == sorted(
        row for row in read() if row[0] in names
    )
