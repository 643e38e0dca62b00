"""The page of JSON outputs tells every key that there is, and its recipes give what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import outputs
from handbook.schemas import OUTPUTS

from .conftest import ROOT
from .test_writing_rules import matches

PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
RECIPES = re.findall(
    r"^```console\n\$ (.*?)\n(.*?)^```", PAGE.partition("\n## findings")[0], re.DOTALL | re.MULTILINE
)


def test_the_page_is_that_of_the_code_as_it_is() -> None:
    assert outputs.pages() == {"json.md": PAGE}, "run python3 tasks.py generate"


def test_every_output_has_its_section_with_what_it_writes() -> None:
    for name, output in OUTPUTS.items():
        section = PAGE[PAGE.index(f"\n## {name}\n") :]
        assert output.command in section
        assert section.index("-f json\n{\n") < section.index("| `schema` |")


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)
    }
    assert len(headings) == len(re.findall(r"^#+ ", PAGE, re.MULTILINE))
    assert set(re.findall(r"\]\(#([^)]*)\)", PAGE)) <= headings


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with the forms and the programs that the recipes speak of."""
    with outputs.sandbox() as name:
        made = Path(name)
        for file, text in re.findall(r"^```python\n# (\S+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE):
            (made / file).write_text(text, encoding="utf-8")
        (made / "bin").mkdir()
        for program, words in (("pfglint", "-m pfglint"), ("python", "")):
            (made / "bin" / program).write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', "utf-8")
            (made / "bin" / program).chmod(0o755)
        yield made


@pytest.mark.skipif(os.name == "nt", reason="the recipes are for the shells of Unix")
@pytest.mark.parametrize(("command", "wanted"), RECIPES, ids=[command[:40] for command, _ in RECIPES])
def test_a_recipe_gives_what_the_page_shows(command: str, wanted: str, folder: Path) -> None:
    if "| jq" in command and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr
    assert matches(done.stdout, wanted), done.stdout
