"""The guides and the README: what they show is what the commands print."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from .conftest import ROOT, Run

PAGES = ("README.md", *(f"docs/{name}.md" for name in ("index", "terminal", "writing-rules", "query")))
BLOCK = re.compile(r"^```(yaml|text|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "⋮"


@pytest.mark.parametrize("page", PAGES)
def test_every_command_prints_what_the_page_shows(page: str, pfglint: Run, tmp_path: Path) -> None:
    """Files are made as the page gives them (``# name`` in their first line), commands run in its order; 申报表 holds
    the forms of examples/, which is there as well."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "申报表").mkdir()
    for file in (*(ROOT / "examples").glob("*.txt"), *(ROOT / "examples" / "right").glob("*.txt")):
        shutil.copy(file, tmp_path / "申报表")
    shown = 0
    for kind, text in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        if kind != "console":
            first = text.partition("\n")[0]
            name = first.removeprefix("# ")
            if name == first or " " in name:
                continue
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        for step in text.removeprefix("$ ").split("\n$ "):
            command, _, wanted = step.partition("\n")
            done = pfglint(*shlex.split(command)[1:])
            shown += 1
            assert matches(done.stdout + done.stderr, wanted), f"$ {command}\n{done.stdout}{done.stderr}"
    assert shown


def matches(found: str, wanted: str) -> bool:
    """Whether they are the same, but for lines that the page leaves out (``⋮``) and white space at the ends."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == LEFT_OUT else re.escape(line.rstrip()) + r"[ ]*\n"
        for line in wanted.strip("\n").splitlines()
    )
    return re.fullmatch(pattern, found.strip("\n") + "\n") is not None
