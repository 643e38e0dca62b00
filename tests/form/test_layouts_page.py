"""The page on formats: its examples of layouts are read as it says, and its example of a place's own labels works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pfglint.form.model import Form
from pfglint.lint import forms_of_bytes
from tests.conftest import ROOT, Run

PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def blocks(heading: str, kind: str) -> list[str]:
    """The blocks of a kind in a section of the page."""
    section = re.split(r"^##+ ", PAGE[PAGE.index(f"### {heading}\n") + 4 :], maxsplit=1, flags=re.MULTILINE)[
        0
    ]
    return [text for found, text in BLOCK.findall(section) if found == kind]


LAYOUTS = blocks("认得的写法", "text")


@pytest.mark.parametrize("text", LAYOUTS, ids=[text.split()[0] + str(at) for at, text in enumerate(LAYOUTS)])
def test_every_layout_of_the_page_gives_the_same_two_indicators(text: str) -> None:
    (form,) = (item for item in forms_of_bytes(text.encode(), "表.txt") if isinstance(item, Form))
    assert form.project == "河道保洁"
    assert [
        (one.level1, one.level2, one.label, one.written and one.written.text) for one in form.indicators
    ] == [
        ("产出指标", "数量指标", "保洁次数", "≥24次"),
        ("产出指标", "质量指标", "保洁达标率", "≥95%"),
    ]
    assert not form.unread


def test_what_was_not_understood_is_shown_as_the_page_shows_it(pfglint: Run, tmp_path: Path) -> None:
    (text,), (shown,) = (blocks("读懂了什么，什么没有读懂", kind) for kind in ("text", "console"))
    (tmp_path / "申报表.txt").write_text(text, encoding="utf-8")
    command, _, wanted = shown.partition("\n")
    assert pfglint(*command.split()[2:]).stdout == wanted


def test_a_place_with_its_own_labels_is_read_by_the_yaml_of_the_page(pfglint: Run, tmp_path: Path) -> None:
    (text,), (labels,) = (blocks("加一地的叫法", kind) for kind in ("text", "yaml"))
    (tmp_path / "任务书.txt").write_text(text, encoding="utf-8")
    (tmp_path / "白鹭.yaml").write_text(labels, encoding="utf-8")
    for shown in blocks("加一地的叫法", "console"):
        command, _, wanted = shown.partition("\n")
        printed = pfglint(*command.split()[2:]).stdout
        assert printed.startswith(wanted.partition("⋮\n")[0])
        assert "⋮" in wanted or printed == wanted
