"""The page for rule authors: what it shows is what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from .conftest import ROOT, Run

PAGE = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(yaml|text|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LEFT_OUT = "⋮"


def test_every_command_prints_what_the_page_shows(pfglint: Run, tmp_path: Path) -> None:
    """Files are made as the page gives them (``# name`` in their first line), commands run in its order."""
    shown = 0
    for kind, text in BLOCK.findall(PAGE):
        if kind != "console":
            name = text.partition("\n")[0].removeprefix("# ")
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
