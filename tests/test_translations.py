"""Every text that users see is there in Chinese and in English, with the same things filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from pfglint.cli.root import COMMANDS, root
from pfglint.rule import profile as profiles
from pfglint.rule.model import Pack, Profile, Rule
from pfglint.rule.pack import read_builtin
from pfglint.rule.problem import Said
from pfglint.rule.template import holes

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[一-鿿]")
HOLE = re.compile(r"\{(\w*)\}")
"""What `str.format` fills."""
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
    """The text of a literal, its holes left out, or of what is put together from some; None where it is computed."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value for part in parts if isinstance(part, ast.Constant))
        case ast.BinOp(left=one, op=ast.Add(), right=other) | ast.IfExp(body=one, orelse=other):
            found = [text for part in (one, other) if (text := literal(part)) is not None]
            return "".join(found) if found else None
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


# ── Chinese that stands alone ────────────────────────────────────────────────────────────────────────────────────────

TELLING = (
    "accepted",
    "annotate",
    "changed",
    "cli",
    "config",
    "mend",
    "report",
    "rule",
    "schema",
    "waiver",
    "baseline",
    "compare",
    "review",
)
"""The parts of pfglint that say something to people; what the others have in Chinese, they read."""
READING = frozenset(
    {
        *("rule/doubled.py", "rule/examples.py", "rule/funding.py", "rule/naming.py", "rule/spending.py"),
        *("rule/weights.py", "rule/writing.py", "rule/fields/costs.py", "rule/fields/name.py"),
        *("rule/fields/notation.py",),
    }
)
"""Modules of theirs that look for Chinese in forms, or write forms."""
ALONE = frozenset(
    {
        # What a form or a pack calls it, in any language.
        *("完整性", "相关性", "适当性", "可行性", "元", "天", "人", "本单位规则.yaml", "-审核意见"),
        *("成本指标", "产出指标", "效益指标", "满意度指标", "计数词尾"),
        # Names of fonts, and a file of comments in both languages.
        *("宋体", "黑体"),
        # What is to be typed, with names that one changes.
        *("pfglint query '条件' 申报表/", "pfglint check 申报表/ --rules "),
        # Halves of sentences whose whole is said in both languages.
        *("也", "是", "否", "，自", "年", "月", "日起", " 年度"),
    }
)
"""Chinese that needs no English beside it."""


def alone(path: Path) -> Iterator[str]:
    yield from alone_in(path.read_text(encoding="utf-8"), path)


def alone_in(text: str, path: Path) -> Iterator[str]:
    """Chinese literals of a module that have no English beside them.

    Beside: the next argument, the next item of a tuple or a list, the value under ``en``, the same key in the twin of a
    table (_ZH, _EN), the key itself where it is the English word; or the text says it in both languages. Patterns say
    nothing.
    """
    tree = ast.parse(text)
    fine = {id(node) for node in docstrings(tree)}
    twins = dict(tables(tree))
    for node in ast.walk(tree):
        for one, other in neighbours(node):
            # A name is a word of the program's, or of the form's.
            if isinstance(other, ast.Name) or english(literal(other)):
                fine |= {id(part) for side in (one, other) for part in ast.walk(side)}
    for name, table in twins.items():
        keys = [key.value for key in table.keys if isinstance(key, ast.Constant)]
        other = twins.get(name.replace("ZH", "EN"))
        if (other is not None and other is not table) or all(
            re.fullmatch("[ -~]+", str(key)) for key in keys
        ):
            fine |= {id(part) for part in ast.walk(table)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
            both = re.search(r"[一-鿿].*\b[A-Z][a-z]*\b", node.value, re.DOTALL)
            if (
                id(node) not in fine
                and not both
                and node.value not in ALONE
                and not re.search(r"[\\|]|\(\?|\[[^\]]*\]|(?:name|Font) val=|name: pfglint ", node.value)
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"


def english(text: str | None) -> bool:
    """Whether a text is said in English: it may quote a Chinese word."""
    return text is not None and (not CHINESE.search(text) or re.search("[a-z]{2,}", text) is not None)


def docstrings(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value


def neighbours(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What stands side by side, and may say one thing in two languages."""
    match node:
        case ast.Call(args=found) | ast.Tuple(elts=found) | ast.List(elts=found):
            yield from pairwise(found)
        case ast.arguments(defaults=found):
            yield from pairwise(found)
        case ast.IfExp(body=one, orelse=other):
            yield one, other
            yield other, one
        case ast.Dict(keys=keys, values=values):
            named = {
                key.value: value
                for key, value in zip(keys, values, strict=True)
                if isinstance(key, ast.Constant)
            }
            if "zh" in named and "en" in named:
                yield named["zh"], named["en"]


def tables(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """The dictionaries that a module gives names to."""
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict() as table):
                yield name, table
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict() as table):
                yield name, table


MODULES = [
    path
    for part in TELLING
    for path in sorted((ROOT / "pfglint" / part).rglob("*.py"))
    if path.relative_to(ROOT / "pfglint").as_posix() not in READING
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_chinese_stands_without_its_english(path: Path) -> None:
    assert list(alone(path)) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_tables_of_words_are_the_same_in_both_languages(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = dict(tables(tree))
    for name, zh in found.items():
        en = found.get(name.replace("ZH", "EN"))
        if en is None or en is zh:
            continue
        left, right = ast.literal_eval(zh), ast.literal_eval(en)
        assert left.keys() == right.keys(), name
        for key in left:
            assert fields(left, key) == fields(right, key) - {"s"}, (
                f"{name}: {key}"
            )  # only English has a plural
            assert not CHINESE.search(right[key]), f"{name}: {key}"


def test_what_stands_alone_is_found(tmp_path: Path) -> None:
    module = ROOT / "pfglint" / "cli" / "made_up.py"
    said = {
        "raise ValueError('没有这个文件')": True,
        "raise ValueError(say('没有这个文件', 'there is no such file'))": False,
        "WORDS = {'zh': '错误', 'en': 'error'}": False,
        "_ZH = {'a': '错误', '三': '二'}": True,
        "option(help='写进哪个文件')": True,
        "option(help='写进哪个文件 The file')": False,
        "print(f'{count} 处错误')": True,
    }
    for text, wrong in said.items():
        assert bool(list(alone_in(text, module))) is wrong, text


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
    if isinstance(pair.zh, ast.Constant) and isinstance(pair.en, ast.Constant):
        assert set(HOLE.findall(zh)) == set(HOLE.findall(en)) - {"s"}  # only English has a plural
    if not {type(pair.zh), type(pair.en)} & {ast.BinOp, ast.IfExp}:
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


@pytest.mark.parametrize("pack", read_builtin().packs, ids=lambda pack: pack.path)
def test_a_pack_is_called_something_in_both_languages(pack: Pack) -> None:
    assert CHINESE.search(pack.title.zh)
    assert re.search("[A-Za-z]{2,}", pack.title.en)
    assert not CHINESE.search(pack.title.en)


@pytest.mark.parametrize("profile", profiles.read_builtin(), ids=lambda profile: profile.name)
def test_a_profile_says_the_same_in_both_languages(profile: Profile) -> None:
    for said in (profile.title, *(sign.said for sign in profile.signs)):
        assert CHINESE.search(said.zh)
        assert said.en != said.zh, f"{profile.name}: {said.zh}"


@pytest.mark.parametrize("rule", list(read_builtin()), ids=lambda rule: rule.name)
def test_a_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    for key, said in texts_of(rule):
        assert CHINESE.search(said.zh), f"{key} has no Chinese"
        assert re.search(r"[A-Za-z]{2,}", said.en), f"{key} has no English"
        assert said.en != said.zh, f"{key} was not translated"
        assert {name for name, *_ in holes(said.zh)} == {name for name, *_ in holes(said.en)}, key


def fields(words: Mapping[str, str], key: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", words[key]))
