"""The pages of the documentation that are computed from the rules say what the rules say now."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from handbook import conditions, rules, screens
from pfglint.rule.explanation import explain
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.model import Rule
from pfglint.rule.pack import read_builtin
from pfglint.rule.types import TESTS

from .conftest import ROOT, Run

DOCS = ROOT / "docs"
STALE = "run python3 tasks.py generate"


def test_the_pages_are_those_of_the_rules_as_they_are() -> None:
    wanted = rules.pages()
    found = {f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md")}
    assert found == set(wanted), STALE
    for name, text in wanted.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: {STALE}"


def test_the_reference_of_conditions_is_that_of_the_code_as_it_is() -> None:
    for name, text in conditions.pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, f"{name}: {STALE}"


def test_every_field_and_every_test_stands_in_the_reference() -> None:
    (page,) = conditions.pages().values()
    for kind in SUBJECTS.values():
        for name in kind.entries:
            assert f"| `{name}` |" in page
    for name in TESTS:
        assert f"| `is {name}` |" in page


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_prints_the_text_of_the_page(pfglint: Run, lang: str) -> None:
    rule = next(rule for rule in read_builtin() if rule.name == "percent-on-count")
    printed = "".join(pfglint("rule", rule.name, "--lang", lang).stdout.split())
    for part in explain(rule, lang):
        assert "".join(part.title.split()) in printed
        for line in part.code or [part.text]:
            assert "".join(line.split()) in printed


def test_what_is_to_be_copied_stands_on_one_line(pfglint: Run) -> None:
    rule = max(read_builtin(), key=lambda rule: len(rule.name))
    printed = pfglint("rule", rule.name).stdout.splitlines()
    (off,) = [part for part in explain(rule, "zh") if part.key == "off"]
    assert [f"  {line}" for line in off.code] == printed[-len(off.code) :]


@pytest.mark.parametrize("rule", list(read_builtin()), ids=lambda rule: rule.name)
def test_a_rule_says_why_it_matters_in_a_few_sentences(rule: Rule) -> None:
    assert rule.why is not None
    assert 1 <= len(re.findall("[。！？]", rule.why.zh)) <= 3
    assert rule.why.zh.endswith("。")
    assert rule.why.en.endswith((".", "?"))
    for other in (rule.title, rule.wording.message, rule.wording.help):
        assert other is None or rule.why.zh not in other.zh


@pytest.mark.parametrize("rule", list(read_builtin()), ids=lambda rule: rule.name)
def test_a_page_shows_every_example_of_its_rule_to_the_letter(rule: Rule, tmp_path: Path) -> None:
    page = rules.page(rule)
    for part in explain(rule, "zh"):
        for line in part.code:
            assert line in page.splitlines()


# ── Screenshots ──────────────────────────────────────────────────────────────────────────────────────────────────────

PICTURES = {
    f"{screen.name}-{theme}.svg": (screen, theme) for screen in screens.SCREENS for theme in screens.THEMES
}


def drawn(svg: str) -> list[str]:
    """The text of a picture, line by line."""
    lines: dict[int, dict[int, str]] = {}
    for y, x, text in re.findall(r'<text y="(\d+)"[^>]* x="([\d ]+)">([^<]*)</text>', svg):
        lines.setdefault(int(y), {}).update(zip(map(int, x.split()), unescape(text), strict=True))
    return ["".join(char for _, char in sorted(line.items())) for _, line in sorted(lines.items())]


def test_there_are_no_other_pictures_of_screens() -> None:
    assert {path.name for path in (DOCS / "images").glob("*.svg")} == set(PICTURES), STALE


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_what_the_command_prints(name: str) -> None:
    screen, theme = PICTURES[name]
    picture = (DOCS / "images" / name).read_text(encoding="utf-8")
    printed = re.sub(r"\x1b\[[0-9;]*m", "", screens.printed(screen))
    wanted = ["".join(line.split()) for line in printed.splitlines() if line.strip()]
    assert ["".join(line.split()) for line in drawn(picture)] == wanted, STALE
    assert screens.THEMES[theme].paper in picture
