"""Every text that users see is there in Chinese and in English, with the same things filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from pfglint.cli.root import COMMANDS, root
from pfglint.report import text as text_report
from pfglint.rule.model import Rule
from pfglint.rule.pack import read_builtin
from pfglint.rule.problem import Said
from pfglint.rule.template import holes

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[一-鿿]")
PAIRS = frozenset({"say", "said", "Said"})
"""What takes a Chinese and an English wording of one thing, in this order."""


class Pair(NamedTuple):
    """A call that says something in both languages, and where it stands."""

    where: str
    zh: ast.expr
    en: ast.expr


def pairs_of(path: Path) -> Iterator[Pair]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[zh, en]) if name in PAIRS:
                yield Pair(f"{path.relative_to(ROOT)}:{node.lineno}", zh, en)


def literal(node: ast.expr) -> str | None:
    """The text of a literal, its holes left out; None where it is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            part.value
            for part in node.values
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
    return None


def filled_in(node: ast.expr) -> set[str]:
    """The names that fill the holes of a literal; a hint in two languages (hint.zh, hint.en) is one name."""
    if not isinstance(node, ast.JoinedStr):
        return set()
    return {
        name.id
        for part in node.values
        if isinstance(part, ast.FormattedValue)
        for name in ast.walk(part.value)
        if isinstance(name, ast.Name) and name.id not in ("zh", "en")
    }


ALL = [pair for path in sorted((ROOT / "pfglint").rglob("*.py")) for pair in pairs_of(path)]


def test_there_are_texts_to_compare() -> None:
    assert len(ALL) > 100


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair.where)
def test_a_text_of_the_program_is_said_in_both_languages_with_the_same_names(pair: Pair) -> None:
    zh, en = literal(pair.zh), literal(pair.en)
    if zh is None or en is None:
        return  # computed: its parts are pairs themselves
    assert not CHINESE.search(en), "the English wording is Chinese"
    if not filled_in(pair.en):
        assert bool(zh.strip()) == bool(en.strip()), "one of the two is empty"
    if re.search(r"[a-z]{4,}", en) and not filled_in(pair.en):
        assert CHINESE.search(zh), "the Chinese wording is English"
    assert filled_in(pair.zh) == filled_in(pair.en)


def commands(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    """All help texts below a command: what it belongs to, and the text."""
    yield name, command.help or ""
    for param in command.params:
        if isinstance(param, click.Option):
            yield f"{name} {param.opts[-1]}", param.help or ""
    if isinstance(command, click.Group):
        for word in COMMANDS:
            below = command.get_command(click.Context(command), word)
            assert below is not None
            yield f"{name} {word}", below.short_help or ""
            yield from commands(below, f"{name} {word}")


@pytest.mark.parametrize(("where", "text"), list(commands(root, "pfglint")))
def test_a_help_text_is_in_both_languages(where: str, text: str) -> None:
    assert CHINESE.search(text), f"{where}: no Chinese"
    assert re.search(r"[A-Za-z]{2,}", text), f"{where}: no English"


def texts_of(rule: Rule) -> Iterator[tuple[str, Said]]:
    yield "title", rule.title
    for number, wording in enumerate((rule.wording, *(one.wording for one in rule.message_when))):
        yield f"message {number}", wording.message
        if wording.help is not None:
            yield f"help {number}", wording.help
    for key, said in (("related", rule.related), ("why", rule.why)):
        if said is not None:
            yield key, said
    if rule.fix is not None:
        yield "fix", rule.fix.title


@pytest.mark.parametrize("rule", list(read_builtin()), ids=lambda rule: rule.name)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    for key, said in texts_of(rule):
        assert CHINESE.search(said.zh), f"{key} has no Chinese"
        assert re.search(r"[A-Za-z]{2,}", said.en), f"{key} has no English"
        assert said.en != said.zh, f"{key} was not translated"
        assert {name for name, *_ in holes(said.zh)} == {name for name, *_ in holes(said.en)}, key


def test_the_words_of_the_report_are_the_same_in_both_languages() -> None:
    zh, en = text_report.WORDS["zh"], text_report.WORDS["en"]
    assert zh.keys() == en.keys()
    for key in zh:
        assert fields(zh, key) == fields(en, key) - {"s"}, key  # only English has a plural


def fields(words: Mapping[str, str], key: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words[key]))
