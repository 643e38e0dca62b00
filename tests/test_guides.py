"""The guides speak of commands, options and pages that there are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest

from pfglint.cli.root import COMMANDS, root, with_command

from .cli.test_fix import grid_of
from .conftest import ROOT, Run
from .formats.writers import WRITERS

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
)
CODE = re.compile(r"^ *```[^\n]*\n(.*?)^ *```|(?<!`)`([^`\n]+)`(?!`)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[$|(] *|py -m |run: |SKIP=\S+ )pfglint((?: +[^\n]*)?)", re.MULTILINE)


def commands_of(page: str) -> Iterator[list[str]]:
    """The words behind each ``pfglint`` that stands in code; what explains it, two spaces on, is left out."""
    for block, inline in CODE.findall((ROOT / page).read_text(encoding="utf-8")):
        for found in COMMAND.finditer(block or inline):
            yield words_of(re.split(r" {2,}", found[1].strip())[0])


def words_of(line: str) -> list[str]:
    """The words of a command line, as far as they are one: up to a pipe, a comment or a bracket."""
    try:
        words = shlex.split(line)
    except ValueError:  # prose in a block, with one quotation mark
        words = line.split()
    return list(takewhile(lambda word: word[0] not in "|>#)（，", words))


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_and_options_of_a_page_exist(page: str) -> None:
    for words in commands_of(page):
        if not words:
            continue
        name, *rest = with_command(words)
        if name not in COMMANDS:
            assert name in ("--help", "--version", "-h"), words
            continue
        command = root.get_command(click.Context(root), name)
        assert command is not None
        known = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        for word in rest:
            option = word.partition("=")[0]
            if re.fullmatch(r"--?[a-z][a-z-]*", option):
                assert option in {*known, "--help", "-h"}, f"{page}: pfglint {' '.join(words)}"


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_that_a_page_links_to_exist(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{page}: {target}"


def test_the_answer_on_the_page_for_windows_is_that_of_a_word_file(pfglint: Run, tmp_path: Path) -> None:
    text = (ROOT / "examples" / "需要修改.txt").read_text(encoding="utf-8")
    form = text[: text.index("\n\n")] + "\n"
    (tmp_path / "申报表.docx").write_bytes(WRITERS["docx"]([grid_of(form)]))
    printed = pfglint("申报表.docx", "--select", "percent-on-count").stdout
    page = (ROOT / "docs" / "windows.md").read_text(encoding="utf-8")
    (shown,) = [block for block, _ in CODE.findall(page) if block.startswith("表 1")]
    assert shown.replace("D:\\2025预算\\", "").split() == printed[: printed.index("\n\n查了")].split()


# ── The site ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built anew."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "zensical.toml", folder)
    program = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [program, "build", "--strict"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_every_page_is_in_the_site(site: Path) -> None:
    for page in (ROOT / "docs").rglob("*.md"):
        assert (site / page.relative_to(ROOT / "docs")).with_suffix(".html").exists()


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node, which runs the site's search, is not installed"
)
@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("资金合计", "rules/funding-total.html"),
        ("计数指标", "rules/percent-on-count.html"),
        ("豁免", "baseline.html"),
        ("percent-on-count", "rules/percent-on-count.html"),
    ],
)
def test_a_search_in_chinese_finds_words_within_sentences(site: Path, words: str, page: str) -> None:
    script = Path(__file__).with_name("site_search.js")
    done = subprocess.run(
        ["node", script, site, words], capture_output=True, text=True, check=False, timeout=60
    )
    assert page in done.stdout.split(), done.stdout + done.stderr
