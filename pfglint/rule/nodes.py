"""YAML with places: nodes of a file, read with types, every mistake noted where it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from pfglint.rule.model import Plain, Run
from pfglint.rule.problem import Problem, Said, near, unknown
from pfglint.rule.shape import Table

LARGEST = 4_000_000
"""Characters in a pack."""
DEEPEST = 12
"""Mappings and lists in one another."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_STR, _INT, _NULL, _BOOL = (f"tag:yaml.org,2002:{name}" for name in ("str", "int", "null", "bool"))


_TRUTHS = {
    **dict.fromkeys(("yes", "on", "是", "1"), "true"),
    **dict.fromkeys(("no", "off", "否", "0"), "false"),
}


def _no_pairs(node: yaml.Node) -> Said:
    """That something is no mapping; where a colon seems to be wrong, that."""
    text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    if "：" in text:
        key = text.partition("：")[0].strip()
        return Said(f"冒号要用半角，后面空一格：{key}: …", f"write the colon as “:” and a space: {key}: …")
    if ":" in text:
        key = text.partition(":")[0].strip()
        return Said(f"冒号后面要空一格：{key}: …", f"a space must follow the colon: {key}: …")
    return Said("这里要写成“键: 值”", "a mapping is wanted here")


def _index(mark: Any) -> int:
    """The offset of a mark; 0 for none."""
    return int(mark.index) if mark is not None else 0


@dataclass(slots=True)
class YamlFile:
    """A file of YAML and what is wrong with it, so far."""

    path: str
    text: str
    problems: list[Problem] = field(default_factory=list)
    meant: set[tuple[int, str]] = field(default_factory=set)
    """Keys that are misspelt somewhere: the place of the mapping, and the key that was likely meant."""
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = self.text.removeprefix("\ufeff")
        self._starts = [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def note(self, start: int, end: int, said: Said) -> None:
        """Note a mistake in ``text[start:end]``; a culprit of several lines is quoted to the end of its first."""
        start = min(start, len(self.text))
        line = bisect_right(self._starts, start) - 1
        first = self._starts[line]
        last = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        source = _BREAK.sub("", self.text[first:last])
        stop = max(min(end, first + len(source)), start + 1)
        problem = Problem(self.path, line + 1, start - first + 1, stop - first + 1, said, source)
        if problem not in self.problems:
            self.problems.append(problem)

    def wrong(self, node: yaml.Node, zh: str, en: str) -> None:
        """Note that `node` is wrong."""
        start, end = _index(node.start_mark), _index(node.end_mark)
        if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style:
            end = start + 1
        self.note(start, end, Said(zh, en))

    def inside(self, node: yaml.ScalarNode, start: int, end: int, said: Said) -> None:
        """Note a mistake in ``node.value[start:end]``, wherever that stands in the file."""
        places = self._places(node)
        first = places[min(start, len(places) - 1)]
        self.note(
            first, max(places[min(end, len(places)) - 1] + 1, first + 1) if end > start else first + 1, said
        )

    def _places(self, node: yaml.ScalarNode) -> list[int]:
        """Where each character of the node's value stands: characters of the source that it does not have are skipped."""
        at, stop = _index(node.start_mark), _index(node.end_mark)
        if node.style in ("|", ">"):
            at = self.text.find("\n", at, stop) + 1 or at
        elif node.style in ("'", '"'):
            at += 1
        places = []
        for character in node.value:
            found = at if character.isspace() else self.text.find(character, at, stop)
            if found < 0:
                found = at
            places.append(min(found, max(stop - 1, 0)))
            if not character.isspace():
                at = found + 1
        return [*places, min(at, stop)]

    def runs(self, node: yaml.Node) -> tuple[Run, ...]:
        """Where the text of a scalar's value stands, stretch by stretch; nothing for another node."""
        if not isinstance(node, yaml.ScalarNode):
            return ()
        runs: list[Run] = []
        last = -1
        for start, place in enumerate(self._places(node)):
            if place != last + 1 or not runs:
                line = bisect_right(self._starts, place) - 1
                runs.append(Run(start, line + 1, place - self._starts[line] + 1))
            last = place
        return tuple(runs)

    def root(self, blank: bool = False) -> yaml.Node | None:
        """The file's one document; None where there is none, or a mistake was noted. blank: whether there may be none."""
        if len(self.text) > LARGEST:
            self.note(0, 1, Said(f"文件太大：最多{LARGEST}个字符", f"larger than {LARGEST} characters"))
            return None
        try:
            if not self._sound():
                return None
            node: yaml.Node | None = yaml.compose(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            from pfglint.rule.yaml_errors import Broken, explained

            mark = error.problem_mark or error.context_mark
            since = _index(error.context_mark) if error.context_mark is not None else None
            broken = Broken(self.text, error.problem or "", _index(mark), error.context or "", since)
            found = explained(broken)
            self.note(found.start, found.end, found.said)
            return None
        except yaml.reader.ReaderError as error:
            at = error.position if isinstance(error.position, int) else 0
            self.note(at, at + 1, Said("YAML 里不能有这个字符", "YAML does not allow this character"))
            return None
        if node is None and not blank:
            self.note(0, 1, Said("文件是空的", "the file is empty"))
        return node

    def _sound(self) -> bool:
        """Whether the events are those of plain data: no aliases, no deep nesting. Done first: composing recurses."""
        depth = 0
        for event in yaml.parse(self.text, Loader=_LOADER):
            start, end = _index(event.start_mark), _index(event.end_mark)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                self.note(
                    start,
                    end,
                    Said(
                        "这里不能用 & 和 *；文字以它们开头的，加引号",
                        "anchors and aliases are not allowed here; text that begins with & or * stands in quotes",
                    ),
                )
                return False
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
            if depth > DEEPEST:
                self.note(start, end, Said(f"嵌套太深：最多{DEEPEST}层", f"nested more than {DEEPEST} deep"))
                return False
        return True

    # ── Nodes with types ─────────────────────────────────────────────────────────────────────────────────────────────

    def mapping(self, node: yaml.Node, known: Iterable[str] | None = None) -> dict[str, yaml.Node]:
        """The entries of a mapping. known: the keys that it can have (None: any)."""
        return {key.value: value for key, value in self.pairs(node, known)}

    def pairs(
        self, node: yaml.Node, known: Iterable[str] | None = None
    ) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """The same with the nodes of the keys, in the order of the file."""
        if not isinstance(node, yaml.MappingNode):
            said = _no_pairs(node)
            self.wrong(node, said.zh, said.en)
            return []
        allowed = None if known is None else list(known)
        found: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(key, "键要是文字", "a key must be text")
            elif key.value in found:
                self.wrong(key, f"“{key.value}”写了两次", f"“{key.value}” stands here twice")
            elif allowed is not None and key.value not in allowed:
                said = unknown("键", "key", key.value, allowed)
                self.wrong(key, said.zh, said.en)
                self.meant.update((_index(node.start_mark), one) for one in near(key.value, allowed))
            else:
                found[key.value] = key, value
        return list(found.values())

    def table(
        self, node: yaml.Node, table: Table, zh: str = "这里缺少 {}", en: str = "“{}” is missing here"
    ) -> dict[str, yaml.Node]:
        """A mapping with the keys of `table`; a key that must be there and is not is noted, if anything is there at all.

        zh, en: how that is said; in Chinese with what the key is for, as its name is English.
        """
        found = self.mapping(node, table.names)
        for key in table.keys:
            if key.needed and self.lacks(node, found, key.name):
                self.wrong(node, f"{zh.format(key.name)}（{key.zh}）", en.format(key.name))
        return found

    def lacks(self, node: yaml.Node, entries: Mapping[str, object], key: str) -> bool:
        """Whether a mapping lacks a key, and has no other that was likely meant for it."""
        return bool(entries) and key not in entries and (_index(node.start_mark), key) not in self.meant

    def items(self, node: yaml.Node) -> list[yaml.Node]:
        """The items of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        shown = self.text[_index(node.start_mark) : _index(node.end_mark)]
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL and "\n" not in shown:
            # It is read as the list that was meant, so that nothing more is said of it.
            self.wrong(node, f"这里要一个列表：写成 [{shown}]", f"a list is wanted here: write [{shown}]")
            return [node]
        self.wrong(node, "这里要一个列表", "a list is wanted here")
        return []

    def text_of(self, node: yaml.Node) -> str | None:
        """A text that is not blank."""
        if isinstance(node, yaml.ScalarNode) and node.tag == _STR and node.value.strip():
            return str(node.value)
        if isinstance(node, yaml.ScalarNode) and node.tag not in (_STR, _NULL):
            self.wrong(node, f'这里要文字：写成 "{node.value}"', f'text is wanted here: write "{node.value}"')
        else:
            self.wrong(node, "这里要文字", "text is wanted here")
        return None

    def texts(self, node: yaml.Node) -> tuple[str, ...]:
        """A list of texts."""
        found = [self.text_of(item) for item in self.items(node)]
        return tuple(item for item in found if item is not None)

    def choice(
        self, node: yaml.Node, options: Iterable[str], names: Mapping[str, str] | None = None
    ) -> str | None:
        """One of some words. names: what they are in Chinese."""
        text = str(node.value) if isinstance(node, yaml.ScalarNode) and node.value else self.text_of(node)
        if text is None:
            return None
        listed = list(options)
        if text in listed:
            return text
        named = names or {}
        meant = next((word for word, name in named.items() if name == text), None)
        said = unknown("这个取值", "value", text, listed)
        if meant is not None:
            said = Said(f"“{text}”要写成 {meant}", f"write {meant} for “{text}”")
        shown = " ".join(listed)
        told = "、".join(f"{word} {named[word]}" for word in listed) if named else shown
        self.wrong(node, f"{said.zh}（可以是 {told}）", f"{said.en} (there are: {shown})")
        return None

    def truth(self, node: yaml.Node) -> bool | None:
        """true or false."""
        if isinstance(node, yaml.ScalarNode) and node.tag == _BOOL and node.value in ("true", "false"):
            return bool(node.value == "true")
        text = str(node.value).lower() if isinstance(node, yaml.ScalarNode) else ""
        right = _TRUTHS.get(text, "true 或 false"), _TRUTHS.get(text, "true or false")
        self.wrong(node, f"这里要 {right[0]}", f"{right[1]} is wanted here")
        return None

    def whole(self, node: yaml.Node, zh: str = "", en: str = "") -> int | None:
        """A whole number that is not negative. zh, en: what may stand there besides."""
        if isinstance(node, yaml.ScalarNode) and node.tag == _INT and node.value.isdecimal():
            return int(node.value)
        self.wrong(node, f"这里要一个整数{zh}", f"a whole number{en} is wanted here")
        return None

    def plain(self, node: yaml.Node) -> Plain:
        """Any data, as texts, lists and mappings; a number stays the text that it is, a blank is None."""
        if isinstance(node, yaml.MappingNode):
            return {key: self.plain(value) for key, value in self.mapping(node).items()}
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item) for item in node.value]
        scalar: Any = node
        return None if scalar.tag == _NULL else str(scalar.value)
