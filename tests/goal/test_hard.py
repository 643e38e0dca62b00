"""Goals as departments write them: what carries them is found, and what contradicts them, and nothing else is said."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from pfglint.finding import Finding
from pfglint.form.model import Form
from pfglint.goal.pair import pairing
from pfglint.lint import forms_of_bytes
from pfglint.quantity.units import HALF_WIDTH
from pfglint.rule.examples import file_of, judged
from pfglint.rule.pack import load_builtin


class Case(NamedTuple):
    """A goal and its rows. uncarried: what it promises that no row carries; faults: rows with another value."""

    goal: str
    rows: list[str]
    faults: list[str]
    uncarried: list[str]

    def with_fault(self, fault: str) -> list[str]:
        """The rows, the faulty one in the place of the one that has its name."""
        name = fault.split(" | ")[0]
        assert sum(row.split(" | ")[1] == name for row in self.rows) == 1, fault
        return [
            f"{row.split(' | ')[0]} | {fault}" if row.split(" | ")[1] == name else row for row in self.rows
        ]


CASES = [
    Case(item["goal"], item["rows"], item["faults"], item.get("uncarried", []))
    for item in yaml.safe_load((Path(__file__).parent / "hard.yaml").read_text(encoding="utf-8"))
]
FAULTS = [(case, fault) for case in CASES for fault in case.faults]


def of_goal(goal: str, rows: list[str]) -> list[Finding]:
    """What the rules of the family of goals and sums say of a form that is right otherwise."""
    forms = forms_of_bytes(file_of({"goal": goal, "indicators": list(rows)}))
    return [finding for finding in judged(load_builtin(), forms) if finding.code.startswith("PFG7")]


@pytest.mark.parametrize("case", CASES, ids=[case.goal[:16] for case in CASES])
def test_of_a_goal_and_the_rows_that_carry_it_only_what_is_missing_is_said(case: Case) -> None:
    found = of_goal(case.goal, case.rows)
    assert [finding.name for finding in found if finding.name != "goal-without-indicator"] == []
    said = [finding.message for finding in found]
    assert len(said) == len(case.uncarried)
    assert all(text in message for text, message in zip(case.uncarried, said, strict=True))


@pytest.mark.parametrize(("case", "fault"), FAULTS, ids=[fault for _, fault in FAULTS])
def test_a_row_that_contradicts_its_goal_is_found_and_no_other(case: Case, fault: str) -> None:
    name, value = fault.translate(HALF_WIDTH).split(" | ")
    found = [
        finding.message.translate(HALF_WIDTH)
        for finding in of_goal(case.goal, case.with_fault(fault))
        if finding.name == "goal-conflict"
    ]
    assert [f"“{name}”却是“{value}”" in message for message in found] == [True]


@pytest.mark.parametrize("case", CASES, ids=[case.goal[:16] for case in CASES])
def test_whichever_rows_are_missing_no_other_is_said_to_contradict(case: Case) -> None:
    for row in case.rows:
        for rows in ([row], [other for other in case.rows if other != row]):
            [form] = [
                item
                for item in forms_of_bytes(file_of({"goal": case.goal, "indicators": list(rows)}))
                if isinstance(item, Form)
            ]
            assert [pair for pair in pairing(form).pairs if pair.relation != "same"] == []
