"""Profiles read from YAML, with every mistake noted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import Any

import yaml

from pfglint.form.labels import LabelsError, Vocabulary, extended
from pfglint.rule.check import Scope
from pfglint.rule.keys import EN_SOURCED, PROFILE, SIGN
from pfglint.rule.model import Profile, RuleSet, Sign, Standard
from pfglint.rule.nodes import YamlFile
from pfglint.rule.problem import PackError, Problem, Said, unknown
from pfglint.rule.reading import changes_of, lists_of, standards_of, tree_of
from pfglint.rule.syntax import with_words

_NAME = re.compile(r"[\w\u4e00-\u9fff]+(-[\w\u4e00-\u9fff]+)*")
_WANTED = {
    "mapping": Said("这里要写成“键: 值”", "a mapping is wanted here"),
    "list": Said("这里要一个列表", "a list is wanted here"),
    "text": Said("这里要文字", "text is wanted here"),
}


def read(files: Iterable[tuple[str, bytes]], rules: RuleSet, known: Iterable[Profile]) -> tuple[Profile, ...]:
    """The profiles in `files` (path and content). Raises PackError.

    rules: those that they may change; known: the profiles that they may inherit from, beside each other.
    """
    problems: list[Problem] = []
    readers = []
    for path, content in files:
        try:
            readers.append(_Reader(YamlFile(path, content.decode()), rules))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            said = Said("文件要用 UTF-8 编码", "a profile must be UTF-8 text")
            problems.append(Problem(path, line, 1, 2, said))
    listed = {profile.name: profile for profile in known}
    found = []
    for reader in readers:
        profile = reader.profile()
        if profile.name in listed:
            reader.file.note(
                0, 1, Said(f"已经有叫“{profile.name}”的口径", f"there is a profile “{profile.name}” already")
            )
        listed.setdefault(profile.name, profile)
        found.append(profile)
    for reader, profile in zip(readers, found, strict=True):
        reader.check_inheritance(profile, listed)
        problems.extend(reader.file.problems)
    if problems:
        raise PackError(problems)
    return tuple(found)


def name_of(path: str) -> str:
    """The name of the profile in a file: ``shanghai-2025`` of ``profiles/shanghai-2025.yaml``."""
    return PurePath(path).stem


class _Reader:
    """One profile being read."""

    def __init__(self, file: YamlFile, rules: RuleSet) -> None:
        self.file = file
        self.rules = rules
        self.inherits: yaml.Node | None = None
        self.words: Mapping[str, tuple[str, ...]] = {}
        self.used: set[str] = set()

    def profile(self) -> Profile:
        """The profile, as far as it can be read."""
        file, name = self.file, name_of(self.file.path)
        root = file.root()
        entries = file.table(root, PROFILE, "缺少 {}", "“{}” is missing") if root is not None else {}
        if not _NAME.fullmatch(name):
            file.note(0, 1, Said(f"文件名“{name}”当不了口径的名字", f"“{name}” cannot be a profile's name"))
        en = file.mapping(entries["en"], EN_SOURCED.names) if "en" in entries else {}
        self.inherits = entries.get("inherits")
        labels = self.labels(entries["labels"]) if "labels" in entries else None
        unsound = "labels" in entries and labels is None  # the levels may be named there
        own = self.own_words(entries)
        self.words = {key.value: file.texts(node) for key, node in own}
        changes, used = changes_of(file, self.changing(entries, own), self.rules, self.words)
        signs = tuple(self.signs(entries["recognise"])) if "recognise" in entries else ()
        standards = self.standards(entries["standards"]) if "standards" in entries else ()
        for listed, _ in own:
            if listed.value not in used | self.used:
                said = unknown("词表", "word list", listed.value, lists_of(self.rules))
                file.wrong(listed, said.zh, said.en)
        return Profile(
            name=name,
            title=self.said("title", entries, en) or Said(name, name),
            source=self.said("source", entries, en),
            inherits=file.text_of(self.inherits) if self.inherits is not None else None,
            signs=signs,
            changes=changes,
            levels=self.levels(entries["levels"], labels) if "levels" in entries and not unsound else (),
            labels=labels,
            standards=standards,
            path=file.path,
        )

    def said(self, key: str, entries: Mapping[str, yaml.Node], en: Mapping[str, yaml.Node]) -> Said | None:
        """A text in both languages; a profile of one's own may be in Chinese only."""
        zh = self.file.text_of(entries[key]) if key in entries else None
        english = self.file.text_of(en[key]) if key in en else None
        return Said(zh.strip(), (english or zh).strip()) if zh is not None else None

    def own_words(self, entries: Mapping[str, yaml.Node]) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        """Those under ``words`` that no pack has: lists for the profile's own conditions. The others get more words."""
        known = lists_of(self.rules)
        pairs = self.file.pairs(entries["words"]) if "words" in entries else []
        return [(key, node) for key, node in pairs if key.value not in known]

    def changing(
        self, entries: Mapping[str, yaml.Node], own: list[tuple[yaml.ScalarNode, yaml.Node]]
    ) -> Mapping[str, yaml.Node]:
        """The entries that change rules, without the profile's own lists."""
        if not own:
            return entries
        words = entries["words"]
        left = [(key, node) for key, node in words.value if (key, node) not in own]
        return {**entries, "words": yaml.MappingNode(words.tag, left, words.start_mark, words.end_mark)}

    def signs(self, node: yaml.Node) -> Iterable[Sign]:
        for item in self.file.items(node):
            entries = self.file.table(item, SIGN)
            scope = Scope("form", self.words, self.rules.constants)
            when = None
            if "when" in entries:
                when, used = tree_of(self.file, entries["when"], scope)
                self.used |= used
            sign = self.file.text_of(entries["sign"]) if "sign" in entries else None
            english = self.file.text_of(entries["en"]) if "en" in entries else None
            if when is not None and sign is not None:
                yield Sign(with_words(when, self.words), Said(sign, english or sign))

    def standards(self, node: yaml.Node) -> tuple[Standard, ...]:
        """What things may cost; the conditions can name the profile's own lists and those that all packs share."""
        shared = {item.name: item.words for item in self.rules.shared}
        standards, used = standards_of(self.file, node, {**shared, **self.words}, self.rules.constants)
        self.used |= used
        return standards

    def labels(self, node: yaml.Node) -> Mapping[str, object] | None:
        """Labels as ``grammar/labels.yaml`` has them."""
        data = self.file.plain(node)
        try:
            extended(data)  # type: ignore[arg-type]
        except LabelsError as error:
            is_key = error.kind == "unknown-key"
            said = unknown("键", "key", error.path[-1], error.known) if is_key else _WANTED[error.kind]
            self.file.wrong(_at(node, error.path, is_key), said.zh, said.en)
            return None
        assert isinstance(data, dict)
        return data

    def levels(
        self, node: yaml.Node, labels: Mapping[str, object] | None
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Which first levels there are, each with the second levels that it can have, by canonical names."""
        words = extended(labels) if labels else extended()
        found = []
        firsts, seconds = {*words.level1.values()}, {*words.level2.values()}
        for key, listed in self.file.pairs(node):
            self.level(key, firsts, words)
            names = []
            for item in self.file.items(listed):
                if (name := self.file.text_of(item)) is not None:
                    self.level(item, seconds, words)
                    names.append(name)
            found.append((str(key.value), tuple(names)))
        return tuple(found)

    def level(self, node: yaml.Node, known: Collection[str], words: Vocabulary) -> None:
        name = str(node.value)
        if name in known:
            return
        canonical = words.level1.get(name) or words.level2.get(name)
        if canonical is not None and canonical in known:
            self.file.wrong(
                node, f"“{name}”的标准名称是“{canonical}”", f"the proper name of “{name}” is “{canonical}”"
            )
        else:
            said = unknown("级别", "level", name, known)
            self.file.wrong(node, said.zh, said.en)

    def check_inheritance(self, profile: Profile, known: Mapping[str, Profile]) -> None:
        """Note that a profile inherits from one that there is not, or from itself."""
        node, seen = self.inherits, {profile.name}
        parent = profile.inherits
        if node is None or parent is None:
            return
        if parent not in known:
            said = unknown("口径", "profile", parent, known)
            self.file.wrong(node, said.zh, said.en)
        while parent is not None and parent in known:
            if parent in seen:
                self.file.wrong(node, "口径继承成了一圈", "the profiles inherit in a circle")
                return
            seen.add(parent)
            parent = known[parent].inherits


def _at(node: Any, path: tuple[str, ...], is_key: bool) -> Any:
    """The node that the keys of `path` lead to, as near as they do. is_key: whether the last key itself is wanted."""
    for index, name in enumerate(path):
        if isinstance(node, yaml.SequenceNode):
            return next((item for item in node.value if item.value == name), node)
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        pair = next(((key, value) for key, value in pairs if str(key.value) == name), None)
        if pair is None:
            return node
        node = pair[0] if is_key and index == len(path) - 1 else pair[1]
    return node
