"""What the rules say of the real document, line by line: any change of a rule shows what it does to the real world."""

from __future__ import annotations

from pathlib import Path

import pytest

from pfglint.config import Configs, Given
from pfglint.finding import Severity
from pfglint.lint import check_file
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load_builtin

TABLE = Path(__file__).parent / "hrss-2025.findings.tsv"
"""Line and rule of each finding, read one by one against the text; the severity is behind them."""
ADVICE = Path(__file__).parent / "hrss-2025.info.tsv"
"""Line and rule of each finding at info of the families below."""
ADVISED = tuple(f"PFG{family}" for family in "012345689")


def rows_of(path: Path) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()[1:]]


RULES = pytest.mark.parametrize(
    "rules", [load_builtin(), Configs(Given(isolated=True)).rules("-")], ids=["national", "by profile"]
)
"""The rules without any profile, and as a run has them: the document's forms show one by themselves."""


@RULES
def test_the_findings_on_the_real_document_are_those_that_were_read_one_by_one(
    rules: RuleSet, corpus: Path
) -> None:
    result = check_file(str(corpus / "hrss-2025.txt"), rules)
    got = [
        (str(finding.place.line), finding.name, finding.severity.label)
        for finding in result.findings
        if finding.place is not None and finding.severity >= Severity.WARNING
    ]
    assert sorted(got) == sorted(rows_of(TABLE))
    assert (result.forms, result.indicators, result.unreadable) == (26, 420, False)


@RULES
def test_so_is_the_advice(rules: RuleSet, corpus: Path) -> None:
    result = check_file(str(corpus / "hrss-2025.txt"), rules)
    got = [
        (str(finding.place.line), finding.name)
        for finding in result.findings
        if finding.place is not None
        and finding.severity is Severity.INFO
        and finding.code.startswith(ADVISED)
    ]
    assert sorted(got) == sorted(rows_of(ADVICE))
