"""Reading a file of waivers strictly: whatever is wrong in it is said with its line and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import yaml

from pfglint.finding import Place
from pfglint.rule.model import RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.rule.problem import UNMERGED, Problem, Said, conflict, unread
from pfglint.rule.select import named, no_rule
from pfglint.waiver.keys import WAIVER
from pfglint.waiver.model import Waiver, WaiverError, Waivers

_WHY = {
    "rule": Said("写上规则的名字或编号", "name the rule"),
    "project": Said("写上项目名称", "name the project"),
    "reason": Said("写明为什么可以不改", "say why it may stay"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_waivers(path: Path, name: str, rules: Sequence[RuleSet]) -> Waivers:
    """The waivers in `path`, which people know as `name`.

    rules: those that there are, switched on or not; several sets where configurations differ.

    Raises WaiverError.
    """
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        said = Said("豁免清单要用 UTF-8 编码", "waivers must be UTF-8 text")
        raise WaiverError([Problem(name, line, 1, 2, said)]) from None
    except OSError as error:
        why = unread(error)
        said = Said(f"豁免清单读不了：{why.zh}", f"cannot read the waivers: {why.en}")
        raise WaiverError([Problem(name, 0, 0, 0, said)]) from error
    return waivers_of(text, name, rules)


def waivers_of(text: str, name: str, rules: Sequence[RuleSet]) -> Waivers:
    """The waivers that a file's text has. Raises WaiverError."""
    file = YamlFile(name, text)
    reader = _Reader(file, rules)
    if (lines := conflict(file.text)) is not None:
        file.note(*lines, UNMERGED)
        raise WaiverError(file.problems)
    found = tuple(reader.waivers())
    if reader.file.problems:
        raise WaiverError(reader.file.problems)
    return Waivers(name, found)


def root_of(file: YamlFile) -> yaml.Node | None:
    """The list that a file is; None for one that says nothing yet."""
    root = file.root(blank=True)
    return None if root is not None and root.tag == "tag:yaml.org,2002:null" else root


def day_of(text: str) -> date | Said:
    """The day that ``2026-12-31`` means, or what is wrong with it."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        return Said(f"没有 {text} 这一天", f"there is no day {text}")
    return Said(f"日期要写成 2026-12-31 这样，不是“{text}”", f"a date is written as 2026-12-31, not “{text}”")


class _Reader:
    """Reads one file of waivers."""

    def __init__(self, file: YamlFile, rules: Sequence[RuleSet]) -> None:
        self.file = file
        self.rules = rules

    def waivers(self) -> list[Waiver]:
        root = root_of(self.file)
        found = [self.waiver(item) for item in self.file.items(root)] if root is not None else []
        return [waiver for waiver in found if waiver is not None]

    def waiver(self, node: yaml.Node) -> Waiver | None:
        pairs = self.file.pairs(node, WAIVER.names)
        entries = {key.value: value for key, value in pairs}
        if not isinstance(node, yaml.MappingNode):
            return None
        for key in WAIVER.needed:
            if key not in entries:
                why = _WHY[key]
                self.file.wrong(node, f"这里缺少 {key}：{why.zh}", f"“{key}” is missing here: {why.en}")
        rule = self.rule(entries["rule"]) if "rule" in entries else None
        texts = {
            key: (self.file.text_of(entries[key]) or "").strip() or None
            for key in ("project", "indicator", "reason")
            if key in entries
        }
        until = self.until(entries["until"]) if "until" in entries else None
        project, reason = texts.get("project"), texts.get("reason")
        if rule is None or project is None or reason is None:
            return None
        until_place = _place(entries["until"]) if "until" in entries else None
        place = Place(line=node.start_mark.line + 1)
        return Waiver(rule, project, texts.get("indicator"), reason, until, place, until_place)

    def rule(self, node: yaml.Node) -> str | None:
        """The name of the one rule that a word names."""
        word = self.file.text_of(node)
        if word is None:
            return None
        for rules in self.rules:
            if (found := rules.find(word)) is not None:
                return found.name
        if named(word, self.rules[0]):
            said = Said(
                f"“{word}”是一类规则；豁免要写明一条规则",
                f"“{word}” is a family of rules; a waiver is for one rule",
            )
        else:
            said = no_rule(word, self.rules[0])
        self.file.wrong(node, said.zh, said.en)
        return None

    def until(self, node: yaml.Node) -> date | None:
        text = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
        found = day_of(text.strip())
        if isinstance(found, date):
            return found
        self.file.wrong(node, found.zh, found.en)
        return None


def _place(node: yaml.Node) -> Place:
    start, end = node.start_mark, node.end_mark
    return Place(line=start.line + 1, column=start.column + 1, end_column=end.column + 1)
