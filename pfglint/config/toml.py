"""``[tool.pfglint]`` of a pyproject.toml as the nodes that YAML would give, so that one reader reads both.

Python's own reader says whether the file is TOML and what each value is; it does not say where anything stands, and
that is all that is done here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

from pfglint.rule.nodes import YamlFile
from pfglint.rule.problem import Said

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
    |(?P<text>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{},=.])
    |(?P<bare>[^\s\[\]{},="'\#.]+)""",
    re.VERBOSE | re.DOTALL,
)
_TAG = "tag:yaml.org,2002:"
_KINDS = {bool: "bool", int: "int", float: "float", str: "str"}
_ERROR = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class _Token(NamedTuple):
    text: str
    start: int
    end: int


def table(file: YamlFile, path: tuple[str, ...]) -> MappingNode | None:
    """The table `path` of `file` (``("tool", "pfglint")``), with all tables inside it; None where it is not TOML.

    What is wrong with the file is noted in it.
    """
    try:
        tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        what, at = str(error), len(file.text.rstrip())
        if found := _ERROR.search(what):
            what = what[: found.start()]
            if found[1] is not None:
                lines = file.text.split("\n")
                at = sum(len(line) + 1 for line in lines[: int(found[1]) - 1]) + int(found[2]) - 1
        file.note(at, at + 1, Said(f"TOML 语法错误：{what}", f"TOML: {what}"))
        return None
    return _Reader(file.text).document(path)


class _Reader:
    """Reads text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.at = 0

    def document(self, path: tuple[str, ...]) -> MappingNode:
        root = table = self.mapping(0)
        while self.at < len(self.tokens):
            table = self.header(root) if self.next("[") else self.pair(table)
        for name in path:
            found = _entry(root, name)
            root = found if isinstance(found, MappingNode) else self.mapping(0)
        return root

    # ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def header(self, root: MappingNode) -> MappingNode:
        """``[a.b]`` or ``[[a.b]]``: the table that the pairs after it belong to."""
        self.take()
        several = self.next("[")
        if several:
            self.take()
        *above, last = self.keys()
        self.take()
        table = self.inside(root, above)
        if not several:
            return self.inside(table, [last])
        self.take()
        items = _entry(table, last.value)
        if not isinstance(items, SequenceNode):
            items = SequenceNode(_TAG + "seq", [], last.start_mark, last.end_mark, flow_style=False)
            table.value.append((last, items))
        items.value.append(self.mapping(last.start_mark.index))
        inner: MappingNode = items.value[-1]
        return inner

    def pair(self, table: MappingNode) -> MappingNode:
        """``a.b = value`` into `table`, which is given back."""
        *above, last = self.keys()
        self.take()
        self.inside(table, above).value.append((last, self.value()))
        return table

    def keys(self) -> list[ScalarNode]:
        """The parts of a key."""
        found = [self.scalar(self.take())]
        while self.next("."):
            self.take()
            found.append(self.scalar(self.take()))
        return found

    def inside(self, table: MappingNode, keys: Sequence[ScalarNode]) -> MappingNode:
        """The table that `keys` lead to, made where it is not there; of an array of tables the last."""
        for key in keys:
            found = _entry(table, key.value)
            if found is None:
                found = self.mapping(key.start_mark.index)
                table.value.append((key, found))
            inner = found.value[-1] if isinstance(found, SequenceNode) else found
            assert isinstance(inner, MappingNode)
            table = inner
        return table

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def value(self) -> Node:
        first = self.take()
        if first.text == "[":
            items: list[Any] = []
            while not self.next("]"):
                items.append(self.value())
                if self.next(","):
                    self.take()
            marks = self.mark(first.start), self.mark(self.take().end)
            return SequenceNode(_TAG + "seq", items, *marks, flow_style=True)
        if first.text == "{":
            table = self.mapping(first.start, flow=True)
            while not self.next("}"):
                self.pair(table)
                if self.next(","):
                    self.take()
            table.end_mark = self.mark(self.take().end)
            return table
        last = first
        while first.text[0] not in "\"'" and self.goes_on(last):
            last = self.take()
        text = self.text[first.start : last.end]
        found = tomllib.loads(f"x = {text}")["x"]
        tag = _TAG + _KINDS.get(type(found), "timestamp")
        shown = str(found).lower() if isinstance(found, bool) else str(found)
        return ScalarNode(tag, shown, self.mark(first.start), self.mark(last.end), style=_style(text))

    def goes_on(self, last: _Token) -> bool:
        """Whether a number or a date goes on after `last`, which it is a part of."""
        if self.at >= len(self.tokens) or self.tokens[self.at].text in ("]", "}", ","):
            return False
        between = self.text[last.end : self.tokens[self.at].start]
        return "\n" not in between and "#" not in between

    def scalar(self, token: _Token) -> ScalarNode:
        """A part of a key."""
        (name,) = tomllib.loads(f"{token.text} = 1")
        return ScalarNode(_TAG + "str", name, self.mark(token.start), self.mark(token.end))

    def mapping(self, start: int, flow: bool = False) -> MappingNode:
        mark = self.mark(start)
        return MappingNode(_TAG + "map", [], mark, mark, flow_style=flow)

    # ── Tokens ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def next(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at].text == text

    def take(self) -> _Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def mark(self, index: int) -> yaml.Mark:
        before = self.text.count("\n", 0, index)
        column = index - (self.text.rfind("\n", 0, index) + 1)
        return yaml.Mark("", index, before, column, None, 0)


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "space":
            yield _Token(found[0], found.start(), found.end())


def _entry(table: MappingNode, name: str) -> Node | None:
    """What stands under `name` in a table."""
    return next((value for key, value in table.value if key.value == name), None)


def _style(text: str) -> str | None:
    """How YAML would call the way that a text is written, as far as places inside it depend on it."""
    return text[0] if text[0] in "\"'" else None
