"""Review sheets from YAML: the built-in one, or a bureau's own. Every mistake is told with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pfglint import resources
from pfglint.finding import ASPECTS
from pfglint.form.head import PARTS
from pfglint.review.keys import GRADE, ITEM, ITEM_EN, PART, SCORE, SHEET, TITLE_EN
from pfglint.review.model import Grade, Item, Part, Score, Sheet
from pfglint.rule.model import RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.rule.problem import UNMERGED, DataError, Problem, Said, conflict, unknown

if TYPE_CHECKING:
    import yaml

T = TypeVar("T")
_MOST_POINTS = 100


class SheetError(DataError):
    """Everything that is wrong with a review sheet."""


def builtin_text() -> str:
    """The built-in sheet as its file has it."""
    return resources.read("grammar", "review.yaml").decode()


def builtin_sheet(rules: Sequence[RuleSet]) -> Sheet:
    """The sheet that pfglint brings."""
    return sheet_of(builtin_text(), "review.yaml", rules)


def read_sheet(path: Path, name: str, rules: Sequence[RuleSet]) -> Sheet:
    """The sheet in `path`, which people know as `name`.

    rules: those that it can name, switched on or not; several sets where configurations differ.

    Raises SheetError with all that is wrong.
    """
    try:
        text = path.read_bytes().decode()
    except FileNotFoundError:
        said = Said(
            "没有这个审核表；先用 pfglint review --template 打印一份来改",
            "there is no such review sheet; begin with what pfglint review --template prints",
        )
        raise SheetError([Problem(name, 0, 0, 0, said)]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        said = Said("审核表要用 UTF-8 编码", "a review sheet must be UTF-8 text")
        raise SheetError([Problem(name, line, 1, 2, said)]) from None
    except OSError as error:
        reason = error.strerror or ""
        said = Said(f"审核表读不了：{reason}", f"cannot read the review sheet: {reason}")
        raise SheetError([Problem(name, 0, 0, 0, said)]) from error
    return sheet_of(text, name, rules)


def sheet_of(text: str, name: str, rules: Sequence[RuleSet]) -> Sheet:
    """The sheet that a file's text has. Raises SheetError."""
    file = YamlFile(name, text)
    if (lines := conflict(file.text)) is not None:
        file.note(*lines, UNMERGED)
        raise SheetError(file.problems)
    sheet = _Reader(file, rules).sheet()
    if file.problems or sheet is None:
        raise SheetError(file.problems)
    return sheet


class _Reader:
    """Reads one review sheet."""

    def __init__(self, file: YamlFile, rules: Sequence[RuleSet]) -> None:
        self.file = file
        self.rules = rules
        self.named: set[str] = set()
        self.items: set[str] = set()
        self.aspects: set[str] = set()
        self.grades: set[str] = set()
        self.scores: set[str] = set()

    def sheet(self) -> Sheet | None:
        root = self.file.root()
        if root is None:
            return None
        found = self.file.table(root, SHEET)
        en = self.file.mapping(found["en"], TITLE_EN.names) if "en" in found else {}
        title = self.said(found.get("title"), en.get("title"))
        grades = self.listed(found.get("grades"), self.grade)
        names = {grade.name.zh: grade.name for grade in grades}
        scores = self.listed(found.get("scores"), lambda node: self.score(node, names))
        parts = self.listed(found.get("parts"), self.part)
        if "parts" in found and parts and not any(part.weight for part in parts):
            self.file.wrong(
                found["parts"], "各部分的 weight 不能都是 0", "the weights of the parts cannot all be 0"
            )
        return Sheet(title, grades, scores, parts)

    def listed(self, node: yaml.Node | None, of: Callable[[yaml.Node], T]) -> tuple[T, ...]:
        """The items of a list that must have one at least."""
        if node is None:
            return ()
        before = len(self.file.problems)
        nodes = self.file.items(node)
        if not nodes and len(self.file.problems) == before:
            self.file.wrong(node, "至少要有一项", "there must be one at least")
        return tuple(of(item) for item in nodes)

    def said(self, zh: yaml.Node | None, en: yaml.Node | None) -> Said:
        """A text in the two languages; what has no English is said in Chinese there too."""
        chinese = (self.file.text_of(zh) if zh is not None else None) or ""
        return Said(chinese, (self.file.text_of(en) if en is not None else None) or chinese)

    def number(self, node: yaml.Node | None, most: int | None = None) -> int | None:
        found = self.file.whole(node) if node is not None else None
        if node is not None and found is not None and most is not None and found > most:
            self.file.wrong(node, f"这里最多是 {most}", f"it is {most} at most")
        return found

    # ── Grades ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def grade(self, node: yaml.Node) -> Grade:
        found = self.file.table(node, GRADE)
        name = self.said(found.get("grade"), found.get("en"))
        if name.zh:
            self.once(found["grade"], name.zh, self.grades)
        points = self.number(found.get("points"), _MOST_POINTS)
        return Grade(name, self.number(found.get("errors")), self.number(found.get("warnings")), points or 0)

    def score(self, node: yaml.Node, names: dict[str, Said]) -> Score:
        found = self.file.table(node, SCORE)
        name = self.said(found.get("grade"), None)
        if name.zh and name.zh not in names:
            said = unknown("等级", "grade", name.zh, names)
            self.file.wrong(found["grade"], said.zh, said.en)
        elif name.zh:
            self.once(found["grade"], name.zh, self.scores)
        least = self.number(found.get("least"), _MOST_POINTS)
        return Score(names.get(name.zh, name), least or 0, self.number(found.get("errors")))

    # ── Parts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def part(self, node: yaml.Node) -> Part:
        found = self.file.table(node, PART)
        aspect = self.file.choice(found["name"], ASPECTS) if "name" in found else None
        if aspect is not None:
            self.once(found["name"], aspect, self.aspects)
        weight = self.number(found.get("weight"))
        items = self.listed(found.get("items"), self.item)
        if sum(item.others for item in items) > 1:
            self.file.wrong(
                found["items"],
                "一个部分只能有一项写 others: true",
                "only one item of a part can have “others”",
            )
        english = self.file.text_of(found["en"]) if "en" in found else None
        name = Said(aspect or "", english or aspect or "")
        return Part(aspect or "", name, 1 if weight is None else weight, items)

    def item(self, node: yaml.Node) -> Item:
        found = self.file.table(node, ITEM)
        en = self.file.mapping(found["en"], ITEM_EN.names) if "en" in found else {}
        name = self.said(found.get("name"), en.get("name"))
        if name.zh:
            self.once(found["name"], name.zh, self.items)
        others, manual = (
            key in found and self.file.truth(found[key]) is True for key in ("others", "manual")
        )
        if ("rules" in found) + others + manual != 1 and found:
            self.file.wrong(
                node,
                "rules、others、manual 三个里要写一个，也只能写一个",
                "one of “rules”, “others” and “manual” is wanted here, and only one",
            )
        return Item(
            name,
            self.said(found.get("asks"), en.get("asks")),
            frozenset(one for one in self.listed(found.get("rules"), self.rule) if one is not None),
            others,
            manual,
            tuple(
                one
                for one in self.listed(found.get("needs"), lambda item: self.file.choice(item, PARTS))
                if one
            ),
        )

    def rule(self, node: yaml.Node) -> str | None:
        """The name of the rule that a word names."""
        word = self.file.text_of(node)
        if word is None:
            return None
        rule = next((one for rules in self.rules if (one := rules.find(word)) is not None), None)
        if rule is None:
            said = unknown("规则", "rule", word, [name for rules in self.rules for name in rules.by_word])
            self.file.wrong(node, said.zh, said.en)
            return None
        self.once(node, rule.name, self.named)
        return rule.name

    def once(self, node: yaml.Node, name: str, seen: set[str]) -> None:
        """Note a name that has stood before."""
        if name in seen:
            self.file.wrong(node, f"“{name}”前面已经写过了", f"“{name}” stands above already")
        seen.add(name)
