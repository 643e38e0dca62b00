"""Review sheets from YAML: the built-in one, or a bureau's own. Every mistake is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pfglint import resources
from pfglint.review.model import Grade, Item, Part, Score, Sheet
from pfglint.rule.model import RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.rule.pack import ASPECTS
from pfglint.rule.problem import DataError, Said, unknown

if TYPE_CHECKING:
    import yaml

T = TypeVar("T")


def builtin_text() -> str:
    """The built-in sheet as its file has it."""
    return resources.read("grammar", "review.yaml").decode()


def read_sheet(path: str, text: str, rules: RuleSet) -> Sheet:
    """The sheet that a file holds. rules: those that it can name. Raises DataError with all that is wrong."""
    file = YamlFile(path, text)
    sheet = _Reader(file, rules).sheet()
    if file.problems or sheet is None:
        raise DataError(file.problems)
    return sheet


class _Reader:
    def __init__(self, file: YamlFile, rules: RuleSet) -> None:
        self.file = file
        self.rules = rules
        self.named: dict[str, yaml.Node] = {}

    def sheet(self) -> Sheet | None:
        root = self.file.root()
        if root is None:
            return None
        found = self.file.mapping(root, ("title", "en", "grades", "scores", "parts"))
        for key in ("title", "grades", "scores", "parts"):
            if key not in found:
                self.file.wrong(root, f"缺少 {key}", f"“{key}” is missing")
        en = self.file.mapping(found["en"], ("title",)) if "en" in found else {}
        return Sheet(
            self.said(found.get("title"), en.get("title")),
            self.listed(found.get("grades"), self.grade),
            self.listed(found.get("scores"), self.score),
            self.listed(found.get("parts"), self.part),
        )

    def listed(self, node: yaml.Node | None, of: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        if node is None:
            return ()
        found = tuple(of(item) for item in self.file.items(node))
        if not found:
            self.file.wrong(node, "至少要有一项", "there must be one at least")
        return found

    def said(self, zh: yaml.Node | None, en: yaml.Node | None) -> Said:
        chinese = (self.file.text_of(zh) if zh is not None else None) or ""
        return Said(chinese, (self.file.text_of(en) if en is not None else None) or chinese)

    def entries(
        self, node: yaml.Node, needed: tuple[str, ...], more: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        found = self.file.mapping(node, (*needed, *more))
        for key in needed:
            if key not in found:
                self.file.wrong(node, f"这里缺少 {key}", f"“{key}” is missing here")
        return found

    def number(self, found: dict[str, yaml.Node], key: str) -> int | None:
        return self.file.whole(found[key]) if key in found else None

    def grade(self, node: yaml.Node) -> Grade:
        found = self.entries(node, ("grade", "points"), ("errors", "warnings"))
        name = self.said(found.get("grade"), None).zh
        errors, warnings = self.number(found, "errors"), self.number(found, "warnings")
        return Grade(name, errors, warnings, self.number(found, "points") or 0)

    def score(self, node: yaml.Node) -> Score:
        found = self.entries(node, ("grade", "least"), ("errors",))
        name = self.said(found.get("grade"), None).zh
        return Score(name, self.number(found, "least") or 0, self.number(found, "errors"))

    def part(self, node: yaml.Node) -> Part:
        found = self.entries(node, ("name", "items"), ("weight", "en"))
        aspect = self.file.choice(found["name"], ASPECTS) if "name" in found else None
        weight = self.number(found, "weight")
        items = self.listed(found.get("items"), self.item)
        if sum(item.others for item in items) > 1:
            self.file.wrong(
                found["items"],
                "一个部分只能有一项写 others: true",
                "only one item of a part can have “others”",
            )
        name = self.said(found.get("name"), found.get("en"))
        return Part(aspect or "", name, 1 if weight is None else weight, items)

    def item(self, node: yaml.Node) -> Item:
        found = self.entries(node, ("name", "asks"), ("en", "rules", "others", "manual"))
        en = self.file.mapping(found["en"], ("name", "asks")) if "en" in found else {}
        if sum(key in found for key in ("rules", "others", "manual")) != 1:
            self.file.wrong(
                node,
                "rules、others、manual 三个里要写一个，也只能写一个",
                "one of “rules”, “others” and “manual” is wanted here, and only one",
            )
        return Item(
            self.said(found.get("name"), en.get("name")),
            self.said(found.get("asks"), en.get("asks")),
            frozenset(self.rule_names(found["rules"])) if "rules" in found else frozenset(),
            bool("others" in found and self.file.truth(found["others"])),
            bool("manual" in found and self.file.truth(found["manual"])),
        )

    def rule_names(self, node: yaml.Node) -> list[str]:
        names = []
        for item in self.file.items(node):
            word = self.file.text_of(item)
            rule = self.rules.find(word) if word is not None else None
            if word is None:
                continue
            if rule is None:
                said = unknown("规则", "rule", word, self.rules.by_word)
                self.file.wrong(item, said.zh, said.en)
            elif rule.name in self.named:
                self.file.wrong(item, f"{word} 前面已经写过了", f"{word} stands in an item above")
            else:
                self.named[rule.name] = item
                names.append(rule.name)
        return names
