"""The page on mending shows what the commands print."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from .cli.test_fix import grid_of
from .conftest import ROOT, Run, form
from .formats.writers import WRITERS

PAGE = ROOT / "docs" / "fix.md"
SHOWN = re.compile(r"^```text\n\$ pfglint (.*)\n((?:.*\n)*?)```$", re.MULTILINE)
FORM = (
    form(quantity="≧12000.00(册)")
    .replace("≤35.00(元/册)", "小于等于33.5(元/册)")
    .replace("图书室借阅人次增长率\t≥5.00(%)", "图书室借阅人次\t≥30000(人)")
    .replace("≥90.00(%)", "90%以上")
)


def test_the_page_shows_what_is_printed(tmp_path: Path, pfglint: Run) -> None:
    (tmp_path / "申报表.docx").write_bytes(WRITERS["docx"]([grid_of(FORM)]))
    commands = SHOWN.findall(PAGE.read_text(encoding="utf-8"))
    assert len(commands) >= 3
    for command, shown in commands:
        assert pfglint(*shlex.split(command)).stdout == shown
