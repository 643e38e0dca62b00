"""What is carried along prebuilt belongs to the data that it was made from."""

from __future__ import annotations

import json
from types import ModuleType

import pytest

from pfglint import resources
from pfglint.form import labels
from pfglint.goal import words
from pfglint.quantity import parse, units
from pfglint.rule import cost_words, pack, slips


@pytest.mark.parametrize(
    "module", [units, parse, labels, pack, words, cost_words, slips], ids=lambda module: module.__name__
)
def test_the_prebuilt_files_are_up_to_date_run_tasks_generate_if_not(module: ModuleType) -> None:
    for name, text in module.prebuilt_files().items():
        carried = json.loads(resources.read("prebuilt", name))
        assert carried["source"] == json.loads(text)["source"], f"{name} is stale"
