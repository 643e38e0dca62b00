"""Every name with its value, in a form that is right otherwise, raises what was read and judged, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pfglint.finding import Severity
from tests.crater.pairs import findings, read_pairs

HERE = Path(__file__).parent
WILD = HERE / "values-wild.findings.tsv"
"""The findings on the pairs of the corpus, by their lines: each was read and found right."""
OWN = HERE / "pairs.tsv"
"""Made-up pairs of the same kinds, each with the rules that must speak of it; at info only those that are named."""


def rows_of(path: Path) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")) for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def test_the_findings_on_real_names_and_values_are_those_that_were_read_one_by_one(corpus: Path) -> None:
    got = [
        (str(pair.line), finding.name, finding.severity.label)
        for pair in read_pairs(corpus / "values-wild.tsv")
        for finding in findings(pair)
    ]
    assert sorted(got) == sorted(rows_of(WILD))


@pytest.mark.parametrize("pair", read_pairs(OWN), ids=lambda pair: f"{pair.name}-{pair.value}")
def test_a_made_up_pair_raises_the_findings_beside_it(pair) -> None:  # type: ignore[no-untyped-def]
    row = rows_of(OWN)[pair.line - 2]
    expected = set(row[4].split()) if len(row) > 4 else set()
    found = findings(pair)
    names = {finding.name for finding in found}
    loud = {finding.name for finding in found if finding.severity >= Severity.WARNING}
    assert expected <= names
    assert loud <= expected
