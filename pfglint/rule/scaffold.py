"""A new rule to begin with, put into a pack: its text, with everything that stands there already left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from string import Template
from typing import NamedTuple

import yaml

from pfglint import resources
from pfglint.rule.fields import SUBJECTS
from pfglint.rule.keys import CODE, NAME
from pfglint.rule.model import RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.rule.problem import PackError, Said

GROUP = "group"
"""The kind of a rule that judges indicators together."""
_ORDER = ("indicator", "form", "promise", "field", "cell", "fact", "indicator-pair", "pair")
KINDS = (*sorted(SUBJECTS, key=_ORDER.index), GROUP)
"""What a rule can begin as."""

FIRST = "OWN001"
"""The code of the first rule of a new pack."""

_PARTS = re.compile(r"([A-Z]+)([0-9]+)")


class Wish(NamedTuple):
    """The rule that is wanted. code, title: None for what suggests itself."""

    name: str
    kind: str = "indicator"
    code: str | None = None
    title: str | None = None


class Added(NamedTuple):
    """A pack with a new rule. line: where it begins."""

    text: str
    code: str
    line: int


class Refused(Exception):  # noqa: N818 - it is an answer
    """Why there is no new rule."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


def added(wish: Wish, path: str, text: str | None, known: RuleSet, head: str = "") -> Added:
    """The pack at `path` with the rule that is wished for.

    text:  what the pack holds; None where there is none yet.
    head:  the lines that a new pack begins with.
    known: all rules whose codes and names are taken, beside those of the pack.

    Raises Refused, and PackError where the pack cannot be read as YAML.
    """
    blocks = _blocks()
    if text is None:
        text = head + Template(blocks.pack).substitute(pack=path)
    pack = _Pack(path, text)
    _refuse_name(wish.name, pack, known)
    code = _code(wish.code, pack, known)
    rule = Template(blocks.rules[wish.kind]).substitute(
        code=code,
        name=wish.name,
        title=_scalar(wish.title or blocks.titles[wish.kind]),
        english=_scalar(wish.name.replace("-", " ").capitalize()),
    )
    written, at = pack.with_rule(rule)
    after = _Pack(path, written)
    if [item.name for item in after.rules] != [*(item.name for item in pack.rules), wish.name]:
        raise Refused(
            Said(
                f"{path} 的写法特别，加不进去；请照着已有的规则自己加",
                f"{path} is written in an unusual way; please add the rule by hand",
            )
        )
    return Added(written, code, at)


class _Blocks(NamedTuple):
    """What things begin as: a pack, the rules by their kinds, and the titles of these."""

    pack: str
    titles: Mapping[str, str]
    rules: Mapping[str, str]


def _blocks() -> _Blocks:
    found = yaml.safe_load(resources.read("rule", "scaffold.yaml"))
    return _Blocks(found["pack"], found["titles"], {kind: found[kind] for kind in KINDS})


def _scalar(text: str) -> str:
    """A text as YAML writes it on one line."""
    try:
        plain = yaml.safe_load(f"a: {text}") == {"a": text}
    except yaml.YAMLError:
        plain = False
    return text if plain else json.dumps(text, ensure_ascii=False)


# ── Names and codes ──────────────────────────────────────────────────────────────────────────────────────────────────


def _refuse_name(name: str, pack: _Pack, known: RuleSet) -> None:
    if not NAME.matches(name):
        tidy = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        hint = tidy if NAME.matches(tidy) else "long-training"
        raise Refused(
            Said(
                f"规则的名字是小写英文，词之间用连字符：“{name}”可以写成 {hint}",
                f"a rule's name is lower-case English with hyphens: write {hint} for “{name}”",
            )
        )
    taken = pack.taken(known)
    if name in taken:
        raise Refused(
            Said(
                f"已经有叫 {name} 的规则了（{taken[name]}），换一个名字",
                f"there is a rule called {name} already ({taken[name]}): choose another name",
            )
        )


def _code(wanted: str | None, pack: _Pack, known: RuleSet) -> str:
    """The code that is wanted, or the next one that is free in the pack."""
    taken = pack.taken(known)
    if wanted is not None:
        if not CODE.matches(wanted):
            raise Refused(
                Said(
                    f"编号是两个以上的大写字母加数字，如 {FIRST}，不是“{wanted}”",
                    f"a code is capital letters and digits, as in {FIRST}, not “{wanted}”",
                )
            )
        if wanted in taken:
            raise Refused(
                Said(
                    f"编号 {wanted} 已经用过了（{taken[wanted]}）",
                    f"the code {wanted} is already taken ({taken[wanted]})",
                )
            )
        return wanted
    letters, digits = FIRST.rstrip("0123456789"), FIRST.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    if pack.family:
        digits = pack.family + digits[len(pack.family) :]
    used = [found for item in pack.rules if (found := _PARTS.fullmatch(item.code))]
    if used:
        letters, digits = used[-1][1], max((one[2] for one in used if one[1] == used[-1][1]), key=int)
        digits = _after(digits)
    while f"{letters}{digits}" in taken:
        digits = _after(digits)
    code = f"{letters}{digits}"
    if not CODE.matches(code) or not digits.startswith(pack.family):
        raise Refused(
            Said(
                "这个规则包的编号用完了，用 --code 指定一个",
                "no code of this pack is left: choose one by --code",
            )
        )
    return code


def _after(digits: str) -> str:
    return str(int(digits) + 1).zfill(len(digits))


# ── The pack's text ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Named(NamedTuple):
    """A rule of the pack, as far as it tells. line: where it stands."""

    code: str
    name: str
    line: int


class _Pack:
    """The text of a pack, and where its rules stand in it. What is wrong with the rules themselves is left alone."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.file = YamlFile(path, text)
        root = self.file.root(blank=True)
        pairs = self.file.pairs(root) if root is not None else []
        if self.file.problems:
            raise PackError(self.file.problems)
        self.entries = {str(key.value): (key, value) for key, value in pairs}
        family = self.entries.get("family")
        self.family = str(family[1].value) if family and isinstance(family[1], yaml.ScalarNode) else ""
        self.rules = tuple(self._named())

    def _named(self) -> Iterable[_Named]:
        _, node = self.entries.get("rules", (None, None))
        for item in node.value if isinstance(node, yaml.SequenceNode) else ():
            texts = {"code": "", "name": ""}
            for key, value in item.value if isinstance(item, yaml.MappingNode) else ():
                if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
                    texts[key.value] = value.value
            yield _Named(texts["code"], texts["name"], item.start_mark.line + 1)

    def taken(self, known: RuleSet) -> dict[str, str]:
        """The codes and names that are taken, and by which rule."""
        found: dict[str, str] = {}
        for rule in known:
            where = f"{rule.path}:{rule.line}" if rule.line else rule.code
            found |= {rule.code: where, rule.name: where}
        for item in self.rules:
            found |= {word: f"{self.path}:{item.line}" for word in (item.code, item.name) if word}
        return found

    def with_rule(self, rule: str) -> tuple[str, int]:
        """The text with a rule behind those that are there, and the line where it begins."""
        text = self.file.text
        newline = "\r\n" if "\r\n" in text else "\n"
        place = self._place()
        between = newline if place.first else newline * 2
        start = place.before.rstrip() + (between if place.before.strip() else "") + place.opening
        block = _indented(rule, place.column).replace("\n", newline)
        end = newline + place.after if place.after.strip() else ""
        return self.mark + start + block + end, start.count("\n") + 1

    def _place(self) -> _Place:
        """Where a rule is to be put."""
        text = self.file.text
        if "rules" not in self.entries:
            return _Place(text, "", 2, opening="rules:" + ("\r\n" if "\r\n" in text else "\n"))
        key, node = self.entries["rules"]
        if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
            return _Place(*self._behind(node), node.start_mark.column)
        if node.value and not node.tag.endswith(":null"):
            where = f"{self.path}:{node.start_mark.line + 1}"
            raise Refused(
                Said(
                    f"{where}：rules 下面不是以“- ”开头的一条条规则，加不进去",
                    f"{where}: “rules” is no list of items that begin with “- ”: nothing can be added",
                )
            )
        # ``rules:`` with nothing behind it, or with []: the list begins below, and a comment stays.
        colon = text.index(":", key.end_mark.index)
        stop = text.find("\n", colon)
        stop = len(text) if stop < 0 else stop
        rest = (
            text[node.end_mark.index : stop]
            if isinstance(node, yaml.SequenceNode)
            else text[colon + 1 : stop]
        )
        return _Place(
            text[: colon + 1] + rest, text[stop:].lstrip("\r\n"), key.start_mark.column + 2, first=True
        )

    def _behind(self, node: yaml.SequenceNode) -> tuple[str, str]:
        """The text up to the end of the last rule, and from the next key of the pack on, with the comments above it."""
        text = self.file.text
        after = [
            key.start_mark.index
            for key, _ in self.entries.values()
            if key.start_mark.index > node.start_mark.index
        ]
        if not after:
            return text, ""
        lines = text[: min(after)].splitlines(keepends=True)
        stop = len(lines)
        while stop and (not lines[stop - 1].strip() or lines[stop - 1].startswith("#")):
            stop -= 1
        before = "".join(lines[:stop])
        return before, text[len(before) :].lstrip("\r\n")


class _Place(NamedTuple):
    """Where a rule is put: between two texts, so many columns to the right.

    first:   whether it is the first of its list.
    opening: what must stand before it.
    """

    before: str
    after: str
    column: int
    first: bool = False
    opening: str = ""


def _indented(rule: str, columns: int) -> str:
    """The text of a rule, which begins with ``- ``, so far to the right."""
    return "".join(" " * columns + line if line.strip() else line for line in rule.splitlines(keepends=True))
