"""The page about baselines and waivers: its commands are there, and its files are read as it says."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from pfglint.cli.root import root, with_command
from pfglint.rule.pack import load_builtin
from pfglint.waiver.read import waivers_of

from ..conftest import ROOT

PAGE = (ROOT / "docs" / "baseline.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"^\$ pfglint (.+)$", PAGE, re.MULTILINE)))


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_can_be_given_as_it_stands(line: str) -> None:
    name, *args = with_command(shlex.split(line))
    command = root.get_command(click.Context(root), name)
    assert command is not None
    command.make_context(name, args)


def test_the_waivers_are_read() -> None:
    (text,) = re.findall(
        r"^```yaml\n(# 申报表/pfglint-waivers.yaml\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL
    )
    (waiver,) = waivers_of(text, "豁免.yaml", [load_builtin()]).waivers
    assert waiver.about == "percent-on-count · 乡镇图书室购书经费 · 购置图书数量"
