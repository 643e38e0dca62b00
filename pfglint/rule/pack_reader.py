"""Packs read from their YAML, with every mistake noted. Imported only where there is YAML to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pfglint.finding import ASPECTS, Severity
from pfglint.rule import keys
from pfglint.rule.model import (
    EACH,
    Changes,
    Examples,
    Group,
    Like,
    Mend,
    MessageWhen,
    Named,
    Near,
    Pack,
    Plain,
    Rule,
    RuleSet,
    SeverityWhen,
    Standard,
    Wording,
    WordsNamed,
    Written,
)
from pfglint.rule.problem import PackError, Problem, Said, unknown
from pfglint.rule.types import NUMBER, RATIO, TEXT, Type

if TYPE_CHECKING:
    import yaml

    from pfglint.rule.check import Scope
    from pfglint.rule.nodes import YamlFile
    from pfglint.rule.shape import Text
    from pfglint.rule.syntax import Expr

_OF_NEAR = ("likeness", "differing")
_OF_SAME = ("count", "forms")
"""What texts can name besides fields, where the group is one of those."""
_ANY_GROUP = Group("run", ())


def read_packs(
    files: Iterable[tuple[str, bytes]], base: RuleSet, shared: tuple[str, bytes] | None = None
) -> RuleSet:
    """The rules of `files` (path and content) added to those of `base`. Raises PackError.

    shared: the file of word lists for all packs, where it is to be read too.
    """
    problems: list[Problem] = []
    words = base.shared
    words_reader: _Reader | None = None
    if shared is not None:
        words_reader = _reader(*shared, {}, problems)
        words = words_reader.word_file() if words_reader else ()
    known = {item.name: item.words for item in words}
    readers = [reader for path, content in files if (reader := _reader(path, content, known, problems))]
    constants = dict(base.constants)
    for reader in readers:
        reader.declare(constants)
    problems.extend(problem for reader in readers if reader.is_lost for problem in reader.file.problems)
    if problems:  # what the others say of its rules and constants is no mistake of theirs
        raise PackError(problems)
    packs = [reader.pack(constants) for reader in readers]
    everything = RuleSet((*base.packs, *packs), words)
    _across(readers, base, everything)
    packs = [
        pack._replace(changes=reader.changes(everything)) for pack, reader in zip(packs, readers, strict=True)
    ]
    used = {name for reader in readers for name in reader.used}
    for reader in readers:
        if not reader.file.problems:  # what is wrong elsewhere may well be what should have named it
            reader.unused(reader.used)
            reader.unused_constants(used)
    everything = RuleSet((*base.packs, *packs), words)
    if words_reader is not None:
        words_reader.unused(used)
        readers.append(words_reader)
    problems.extend(problem for reader in readers for problem in reader.file.problems)
    if problems:
        raise PackError(problems)
    return everything


def _reader(
    path: str, content: bytes, words: Mapping[str, tuple[str, ...]], problems: list[Problem]
) -> _Reader | None:
    from pfglint.rule.nodes import YamlFile

    try:
        return _Reader(YamlFile(path, content.decode()), words)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(
            Problem(path, line, 1, 2, Said("规则文件要用 UTF-8 编码", "a pack must be UTF-8 text"))
        )
        return None


def _across(readers: list[_Reader], base: RuleSet, everything: RuleSet) -> None:
    """What only all packs together show: codes and names used twice, silences of unknown rules and in circles."""
    taken = {word: rule for rule in base for word in (rule.code, rule.name)}
    for reader in readers:
        for rule, nodes in reader.found:
            for key, word in (("code", rule.code), ("name", rule.name)):
                if word in taken and key in nodes:
                    other = taken[word]
                    where = f"{other.path}:{other.line}" if other.line else other.code
                    reader.file.wrong(
                        nodes[key], f"“{word}”已经用过了（{where}）", f"“{word}” is already taken ({where})"
                    )
                elif word:
                    taken[word] = rule
    names = {rule.name: rule for rule in everything}
    for reader in readers:
        for rule, nodes in reader.found:
            for node, name in zip(nodes.get("silences.items", ()), rule.silences, strict=False):
                if name not in names:
                    said = unknown("规则", "rule", name, names)
                    reader.file.wrong(node, said.zh, said.en)
                elif _of_run(rule) and not _of_run(names[name]):
                    reader.file.wrong(
                        node,
                        f"within: run 的规则只能压制 within: run 的规则，{name} 不是",
                        f"a rule “within: run” silences only such rules, and {name} is none",
                    )
                elif rule.name in _silenced_by(name, names):
                    reader.file.wrong(
                        node,
                        f"{rule.name} 和 {name} 互相压制，结果谁都不出声",
                        f"{rule.name} and {name} silence each other: neither would speak",
                    )


def _of_run(rule: Rule) -> bool:
    return rule.group is not None and rule.group.within == "run"


def _silenced_by(name: str, rules: Mapping[str, Rule]) -> set[str]:
    """All that the rule silences, directly or through others."""
    found: set[str] = set()
    ahead = [name]
    while ahead:
        for silenced in rules[ahead.pop()].silences:
            if silenced not in found and silenced in rules:
                found.add(silenced)
                ahead.append(silenced)
    return found


# ── Reading one file ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Reader:
    """One file being read.

    entries: its mapping; found: its rules with their YAML nodes; used: the word lists and constants that they name.
    own, declared: the word lists and constants of its own; constants: all that it can name.
    broken: constants whose values are wrong.
    """

    def __init__(self, file: YamlFile, shared: Mapping[str, tuple[str, ...]]) -> None:
        self.file = file
        self.shared = shared
        self.entries: dict[str, yaml.Node] = {}
        self.own: dict[str, tuple[str, ...]] = {}
        self.declared: dict[str, tuple[Named, yaml.Node]] = {}
        self.constants: Mapping[str, Expr] = {}
        self.own_nodes: dict[str, yaml.Node] = {}
        self.used: set[str] = set()
        self.found: list[tuple[Rule, dict[str, Any]]] = []
        self.broken: set[str] = set()

    def word_file(self) -> tuple[WordsNamed, ...]:
        """The lists of a file of nothing else."""
        root = self.file.root()
        return self.word_lists(root) if root is not None else ()

    def word_lists(self, node: yaml.Node) -> tuple[WordsNamed, ...]:
        lists = []
        for key, listed in self.file.pairs(node):
            name = str(key.value)
            self.chinese(key, name, "词表", "a word list's")
            words = self.file.texts(listed)
            if not words:
                self.file.wrong(listed, f"词表“{name}”是空的", f"the word list “{name}” is empty")
            self.own_nodes[name] = listed
            lists.append(WordsNamed(name, words, listed.start_mark.line + 1))
        return tuple(lists)

    def unused(self, used: set[str]) -> None:
        """Note the lists of this file that no condition names."""
        for name, node in self.own_nodes.items():
            if name not in used:
                self.file.wrong(node, f"词表“{name}”没有用到", f"the word list “{name}” is never used")

    def declare(self, constants: dict[str, Expr]) -> None:
        """Read the file as far as its constants, and add these to `constants`, which all packs can name."""
        import yaml

        from pfglint.rule.reading import constant_of

        root = self.file.root()
        self.entries = self.file.mapping(root, keys.PACK.names) if root is not None else {}
        if root is not None and not {*keys.PACK.any_of} & self.entries.keys() and not self.file.problems:
            self.file.wrong(root, "缺少 rules", "“rules” is missing")
        constants_node = self.entries.get("constants")
        if isinstance(constants_node, yaml.ScalarNode):
            # A colon as Chinese text has it makes a text of a constant.
            self.broken.add(constants_node.value.partition("：")[0].strip())
        for key, node in self.file.pairs(constants_node) if constants_node is not None else ():
            name = key.value
            self.chinese(key, name, "常量", "a constant's")
            if name in constants:
                self.file.wrong(key, f"常量“{name}”已经有了", f"the constant “{name}” is there already")
            elif (value := constant_of(self.file, node)) is not None:
                self.declared[name] = Named(name, value), key
                constants[name] = value
            else:
                self.broken.add(name)

    @property
    def is_lost(self) -> bool:
        """Whether nothing was read of the file, because it is no YAML or no pack."""
        return bool(self.file.problems) and not {*keys.PACK.any_of} & self.entries.keys()

    def chinese(self, node: yaml.Node, name: str, zh: str, en: str) -> None:
        """Note a name that the condition language would not take for one."""
        if not keys.CHINESE.matches(name):
            self.file.wrong(
                node, f"{zh}的名字“{name}”要以汉字开头", f"{en} name must begin in Chinese: “{name}”"
            )

    def unused_constants(self, used: set[str]) -> None:
        """Note the constants of this file that no rule names."""
        for name, (_, node) in self.declared.items():
            if name not in used:
                self.file.wrong(node, f"常量“{name}”没有用到", f"the constant “{name}” is never used")

    def changes(self, rules: RuleSet) -> Changes:
        """What the file changes of `rules`."""
        from pfglint.rule.reading import changes_of

        changing = {
            key.name: self.entries[key.name] for key in keys.CHANGES_OF_PACKS if key.name in self.entries
        }
        changes, used = changes_of(self.file, changing, rules, {**self.shared, **self.own})
        self.used |= used
        return changes

    def pack(self, constants: Mapping[str, Expr]) -> Pack:
        """The pack, as far as it can be read. constants: those that it can name."""
        self.constants = constants
        entries = self.entries
        family = self.file.text_of(entries["family"]) if "family" in entries else None
        en = self.file.mapping(entries["en"], keys.EN_TITLE.names) if "en" in entries else {}
        title = self.said("title", entries, en, optional=True)
        words = self.word_lists(entries["words"]) if "words" in entries else ()
        self.own = {item.name: item.words for item in words}
        rules = []
        for node in self.file.items(entries["rules"]) if "rules" in entries else []:
            rule, nodes = self.rule(node, family)
            rules.append(rule)
            self.found.append((rule, nodes))
        declared = tuple(named for named, _ in self.declared.values())
        standards = self.standards(entries["standards"]) if "standards" in entries else ()
        return Pack(
            family,
            title or Said("", ""),
            words,
            tuple(rules),
            declared,
            standards=standards,
            path=self.file.path,
        )

    def standards(self, node: yaml.Node) -> tuple[Standard, ...]:
        from pfglint.rule.reading import standards_of

        standards, used = standards_of(self.file, node, {**self.shared, **self.own}, self.constants)
        self.used |= used
        return standards

    # ── A rule ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def rule(self, node: yaml.Node, family: str | None) -> tuple[Rule, dict[str, Any]]:
        import yaml

        file = self.file
        nodes: dict[str, Any] = file.table(node, keys.RULE, "规则缺少 {}", "the rule has no “{}”")
        en = file.mapping(nodes["en"], keys.EN.names) if "en" in nodes else {}
        from pfglint.rule.check import Scope
        from pfglint.rule.fields import SUBJECTS

        kinds = {name: kind.zh for name, kind in SUBJECTS.items()}
        subject = (file.choice(nodes["for"], SUBJECTS, kinds) if "for" in nodes else None) or "indicator"
        scope = Scope(subject, {**self.shared, **self.own}, self.constants, self.broken)
        group = self.group(nodes["group"], scope) if "group" in nodes else None
        if all(file.lacks(node, nodes, key) for key in keys.RULE.any_of):
            file.wrong(node, "要有 when 或 require", "there must be a “when” or a “require”")
        if group is not None and "require" in nodes:
            file.wrong(
                nodes["require"], "有 group 的规则不能有 require", "a rule with “group” cannot have “require”"
            )
        if group is not None and group.within == "run" and "fix" in nodes:
            file.wrong(nodes["fix"], "within: run 的规则不能有 fix", "a rule “within: run” cannot have “fix”")
        silences = file.texts(nodes["silences"]) if "silences" in nodes else ()
        if "silences" in nodes:
            nodes["silences.items"] = file.items(nodes["silences"])
        rule = Rule(
            code=self.pattern("code", nodes, keys.CODE),
            name=self.pattern("name", nodes, keys.NAME),
            title=self.said("title", nodes, en) or Said("", ""),
            severity=self.severity(nodes.get("severity")),
            aspect=file.choice(nodes["aspect"], ASPECTS) if "aspect" in nodes else None,
            subject=subject,
            when=self.condition(nodes.get("when"), scope),
            require=self.condition(nodes.get("require"), scope),
            wording=self.wording(nodes, en, subject, group),
            source=self.said("source", nodes, en, optional=True),
            severity_when=self.severities(nodes.get("severity-when"), scope),
            message_when=self.messages(nodes.get("message-when"), scope, group),
            silences=silences,
            group=group,
            at=file.choice(nodes["at"], SUBJECTS[subject].at) if "at" in nodes else None,
            mark=self.mark(nodes["mark"], subject) if "mark" in nodes else None,
            related=self.related(nodes, en, subject, group),
            fix=self.fix(nodes["fix"], en, scope) if "fix" in nodes else None,
            written=tuple(
                Written(key, text.value.rstrip(), file.runs(text))
                for key in ("when", "require")
                if isinstance(text := nodes.get(key), yaml.ScalarNode)
            ),
            examples=self.examples(nodes["examples"]) if "examples" in nodes else Examples(),
            path=file.path,
            line=node.start_mark.line + 1,
            why=self.said("why", nodes, en, optional=True),
        )
        digits = rule.code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        if family is not None and "code" in nodes and digits and not digits.startswith(family):
            file.wrong(
                nodes["code"], f"这一族的代码以 {family} 开头", f"codes of this family begin with {family}"
            )
        return rule, nodes

    def pattern(self, key: str, nodes: Mapping[str, yaml.Node], shape: Text) -> str:
        """A code or a name."""
        import yaml

        node = nodes.get(key)
        if node is None:
            return ""
        # A number is told to be no code, and not that it should stand in quotes.
        text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
        text = text or self.file.text_of(node) or ""
        if text and not shape.matches(text):
            tidy = text.upper() if key == "code" else re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
            right = tidy if shape.matches(tidy) else shape.like
            self.file.wrong(node, f"{key} 要写成 {right} 这样", f"“{key}” must look like {right}")
        return str(text)

    def said(
        self, key: str, nodes: Mapping[str, yaml.Node], en: Mapping[str, yaml.Node], optional: bool = False
    ) -> Said | None:
        """A text in both languages: `key`, and the same under `en`."""
        zh_text = self.file.text_of(nodes[key]) if key in nodes else None
        en_text = self.file.text_of(en[key]) if key in en else None
        if zh_text is None:
            if optional and key in en and key not in nodes:
                self.file.wrong(en[key], f"有英文的 {key}，没有中文的", f"there is no Chinese “{key}”")
            return None
        if key not in en and key != "source" and "en" in nodes:
            self.file.wrong(nodes[key], f"en 里缺少 {key}", f"“en” has no “{key}”")
        return Said(zh_text.strip(), (en_text or zh_text).strip())

    def severity(self, node: yaml.Node | None) -> Severity:
        chosen = self.file.choice(node, keys.LEVELS, keys.LEVEL_NAMES) if node is not None else None
        return keys.LEVELS[chosen] if chosen else Severity.ERROR

    def condition(self, node: yaml.Node | None, scope: Scope) -> Expr | None:
        from pfglint.rule.check import check_condition

        return self.tree(node, scope, check_condition)

    def amount(self, node: yaml.Node, scope: Scope) -> Expr | None:
        from pfglint.rule.check import check_amount

        return self.tree(node, scope, check_amount)

    def tree(self, node: yaml.Node | None, scope: Scope, check: Any) -> Expr | None:
        """The tree of a condition's text, checked."""
        from pfglint.rule.reading import tree_of

        if node is None:
            return None
        tree, used = tree_of(self.file, node, scope, check)
        self.used |= used
        return tree

    def severities(self, node: yaml.Node | None, scope: Scope) -> tuple[SeverityWhen, ...]:
        found = []
        for item in self.file.items(node) if node is not None else []:
            entries = self.file.table(item, keys.SEVERITY_WHEN)
            when = self.condition(entries.get("when"), scope)
            severity = self.severity(entries.get("severity"))
            if when is not None:
                found.append(SeverityWhen(when, severity, self.file.runs(entries["when"])))
        return tuple(found)

    # ── Texts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def wording(
        self,
        nodes: Mapping[str, yaml.Node],
        en: Mapping[str, yaml.Node],
        subject: str,
        group: Group | None,
        more: tuple[str, ...] = (),
    ) -> Wording:
        """A message and its help. more: what else they can name beside fields."""
        message = self.said("message", nodes, en)
        text = self.said("help", nodes, en, optional="en" not in nodes)
        if group is not None and group.same:
            more = (*more, *_OF_SAME)
        for key in ("message", "help"):
            self.holes(nodes.get(key), en.get(key), subject, group, more)
        return Wording(message or Said("", ""), text)

    def messages(self, node: yaml.Node | None, scope: Scope, group: Group | None) -> tuple[MessageWhen, ...]:
        found = []
        for item in self.file.items(node) if node is not None else []:
            entries = self.file.table(item, keys.MESSAGE_WHEN)
            en = self.file.mapping(entries["en"], keys.EN_WORDING.names) if "en" in entries else {}
            when = self.condition(entries.get("when"), scope)
            wording = self.wording(entries, en, scope.kind, group)
            if when is not None:
                found.append(MessageWhen(when, wording, self.file.runs(entries["when"])))
        return tuple(found)

    def related(
        self, nodes: Mapping[str, yaml.Node], en: Mapping[str, yaml.Node], subject: str, group: Group | None
    ) -> Said | None:
        if "related" in nodes and group is None and subject not in keys.RELATED:
            listed = "、".join(keys.RELATED), ", ".join(keys.RELATED)
            self.file.wrong(
                nodes["related"],
                f"只有带 group 的规则和 for: {listed[0]} 的规则才有 related",
                f"only a rule with “group” or for one of {listed[1]} has “related”",
            )
        self.holes(nodes.get("related"), en.get("related"), subject, group)
        return self.said("related", nodes, en, optional=True)

    def holes(
        self,
        zh: yaml.Node | None,
        en: yaml.Node | None,
        subject: str,
        group: Group | None,
        more: tuple[str, ...] = (),
    ) -> None:
        """Check the ``{…}`` of a text in both languages: fields that exist, and the same ones."""
        found = [self.holes_of(node, subject, group, more) if node is not None else None for node in (zh, en)]
        if found[0] is not None and found[1] is not None and found[0] != found[1] and en is not None:
            ours, theirs = (
                "、".join(f"{{{name}}}" for name in sorted(names))
                for names in (found[0] - found[1], found[1] - found[0])
            )
            told = [Said(f"只有中文里有 {ours}", f"only the Chinese has {ours}")] * bool(ours)
            told += [Said(f"只有英文里有 {theirs}", f"only the English has {theirs}")] * bool(theirs)
            self.file.wrong(
                en,
                "中英文用的字段不一样：" + "，".join(one.zh for one in told),
                "the Chinese and the English differ in their fields: " + ", ".join(one.en for one in told),
            )

    def holes_of(
        self, node: yaml.Node, subject: str, group: Group | None, more: tuple[str, ...]
    ) -> set[str] | None:
        import yaml

        from pfglint.rule import fields
        from pfglint.rule.template import holes

        if not isinstance(node, yaml.ScalarNode):
            return None
        names = set()
        sound = True
        for name, start, end in holes(node.value):
            if name is None:
                sound = False
                self.file.inside(
                    node,
                    start,
                    end,
                    Said("大括号不成对；要写大括号本身，写两个", "unpaired brace; {{ is a brace"),
                )
                continue
            names.add(name)
            # What is told at the end of the document speaks of no first member.
            has_first = group is not None and not group.should and not group.same
            bare = name.removeprefix("first.") if has_first else name
            if bare in self.constants:
                self.used.add(bare)
            elif bare in self.broken:
                continue
            elif not bare.strip():
                sound = False
                said = Said(
                    "大括号里要写字段的名字，如 {name}", "the name of a field stands in the braces: {name}"
                )
                self.file.inside(node, start, end, said)
            elif bare not in more and fields.resolve(subject, bare) is None:
                sound = False
                listed = [*fields.names(subject), *self.constants, *more]
                if has_first and bare == name:
                    listed += [f"first.{one}" for one in fields.SUBJECTS[subject].entries]
                self.file.inside(node, start, end, unknown("字段", "field", bare, listed))
        return names if sound else None

    def mark(self, node: yaml.Node, subject: str) -> str | None:
        from pfglint.rule import fields

        text = self.file.text_of(node)
        if text is None or text in keys.MARKS:
            return text
        found = fields.resolve(subject, text)
        if found is None or found.entry.type.name not in ("text", "unit"):
            listed = [*keys.MARKS, *(name for name in fields.SUBJECTS[subject].entries)]
            said = unknown("可以标出的部分", "part to mark", text, listed)
            self.file.wrong(node, said.zh, said.en)
        return text

    def fix(self, node: yaml.Node, en: Mapping[str, yaml.Node], scope: Scope) -> Mend | None:
        entries = self.file.table(node, keys.FIX)
        when = self.condition(entries.get("when"), scope)
        title = self.file.text_of(entries["title"]) if "title" in entries else None
        text = self.file.text_of(entries["with"]) if "with" in entries else None
        safe = self.file.truth(entries["safe"]) if "safe" in entries else False
        whole = self.file.truth(entries["whole"]) if "whole" in entries else False
        english = self.file.text_of(en["fix"]) if "fix" in en else None
        if "fix" not in en:
            self.file.wrong(node, "en 里缺少 fix（它的 title）", "“en” has no “fix” (its title)")
        self.holes(entries.get("title"), en.get("fix"), scope.kind, None)
        self.holes(entries.get("with"), None, scope.kind, None)
        if title is None or text is None:
            return None
        said = Said(title.strip(), (english or title).strip())
        runs = self.file.runs(entries["when"]) if "when" in entries else ()
        return Mend(bool(safe), said, text, when, bool(whole), runs)

    def group(self, node: yaml.Node, scope: Scope) -> Group:
        entries = self.file.table(node, keys.GROUP)
        within = self.file.choice(entries["within"], keys.WITHIN) if "within" in entries else None
        trees = {
            key: tuple(
                tree
                for item in (self.file.items(entries[key]) if key in entries else [])
                if (tree := self.amount(item, scope)) is not None
            )
            for key in ("by", "differs", "should", "same")
        }
        if "by" in entries and not trees["by"]:
            self.file.wrong(entries["by"], "by 至少要有一项", "“by” needs at least one entry")
        once = self.file.truth(entries["once"]) if "once" in entries else False
        if "should" in entries:
            if within != "document":
                self.file.wrong(
                    entries["should"], "should 要 within: document", "“should” needs “within: document”"
                )
            if len(trees["should"]) != len(trees["differs"]):
                self.file.wrong(
                    entries["should"],
                    "should 要和 differs 一样多",
                    "“should” needs as many entries as “differs” has",
                )
        for key in keys.OF_RUN:
            if key in entries and within != "run":
                self.file.wrong(entries[key], f"{key} 要 within: run", f"“{key}” needs “within: run”")
        return Group(
            within or "form",
            trees["by"],
            trees["differs"],
            bool(once),
            trees["should"],
            near=self.near(entries["near"], scope) if "near" in entries else None,
            like=self.like(entries["like"], scope) if "like" in entries else None,
            same=trees["same"],
            members=self.typed(entries["members"], scope, NUMBER) if "members" in entries else None,
            forms=self.typed(entries["forms"], scope, NUMBER) if "forms" in entries else None,
        )

    def near(self, node: yaml.Node, scope: Scope) -> Near | None:
        entries = self.file.table(node, keys.NEAR)
        en = self.file.mapping(entries["en"], keys.EN_WORDING.names) if "en" in entries else {}
        wording = self.wording(entries, en, scope.kind, _ANY_GROUP, _OF_NEAR)
        text = self.typed(entries["text"], scope, TEXT) if "text" in entries else None
        least = self.typed(entries["at-least"], scope, RATIO) if "at-least" in entries else None
        more = {
            key: tuple(
                tree
                for item in (self.file.items(entries[key]) if key in entries else [])
                if (tree := self.typed(item, scope, TEXT)) is not None
            )
            for key in ("besides", "kin")
        }
        when = self.condition(entries.get("when"), scope)
        return (
            Near(text, least, wording, **more, when=when) if text is not None and least is not None else None
        )

    def like(self, node: yaml.Node, scope: Scope) -> Like | None:
        entries = self.file.table(node, keys.LIKE)
        bounds = [key for key in keys.LIKE.any_of if key in entries]
        if len(bounds) != 1 and entries:
            self.file.wrong(node, "要有 at-least 或 below", "there must be “at-least” or “below”")
            return None
        text = self.typed(entries["text"], scope, TEXT) if "text" in entries else None
        bound = self.typed(entries[bounds[0]], scope, RATIO) if bounds else None
        return Like(text, bound, bounds[0] == "at-least") if text is not None and bound is not None else None

    def typed(self, node: yaml.Node, scope: Scope, wanted: Type) -> Expr | None:
        """An amount of one type."""
        from pfglint.rule.check import check_amount

        tree = self.amount(node, scope)
        found = check_amount(tree, scope).type if tree is not None else None
        if found is not None and (found.name, found.dimension) != (wanted.name, wanted.dimension):
            said = wanted.said, found.said
            self.file.wrong(
                node,
                f"这里要{said[0].zh}，却是{said[1].zh}",
                f"a {said[0].en} is wanted here, and this is a {said[1].en}",
            )
            return None
        return tree

    def examples(self, node: yaml.Node) -> Examples:
        entries = self.file.table(node, keys.EXAMPLES)
        found: dict[str, tuple[Plain, ...]] = {}
        lines: dict[str, tuple[int, ...]] = {}
        for key, listed in entries.items():
            items = self.file.items(listed)
            lines[key] = tuple(item.start_mark.line + 1 for item in items)
            found[key] = tuple(self.file.plain(item) for item in items)
            if sum(self.example(item, key) for item in items) < keys.FEWEST_EXAMPLES:
                self.file.wrong(
                    listed,
                    f"{key} 至少要有{keys.FEWEST_EXAMPLES}个例子",
                    f"“{key}” needs at least {keys.FEWEST_EXAMPLES} examples",
                )
        return Examples(
            found.get("fail", ()), found.get("pass", ()), lines.get("fail", ()), lines.get("pass", ())
        )

    def example(self, node: yaml.Node, key: str) -> int:
        """How many examples `node` stands for: one, or as many as its `each` has texts."""
        import yaml

        if not isinstance(node, yaml.MappingNode):
            if not isinstance(node, yaml.ScalarNode):
                said = Said("例子要写成一段文字，或者“键: 值”", "an example is a text or a mapping")
                self.file.wrong(node, said.zh, said.en)
            return 1
        if "example" not in [name.value for name, _ in node.value]:
            self.file.mapping(node, keys.FORM)
            return 1
        table = keys.EXAMPLE_FAIL if key == "fail" else keys.EXAMPLE_PASS
        entries = self.file.table(node, table)
        if "constants" in entries:
            from pfglint.rule.reading import constants_of

            list(constants_of(self.file, entries["constants"], self.constants))
        if "severity" in entries:
            self.severity(entries["severity"])
        if "says" in entries:
            self.file.text_of(entries["says"])
        if "times" in entries and self.file.whole(entries["times"]) == 0:
            self.file.wrong(
                entries["times"], "不该报的例子写在 pass 里", "what is not to be told of is a “pass”"
            )
        if "fix" in entries and getattr(entries["fix"], "value", "") != "false":
            self.file.text_of(entries["fix"])
        start, end = entries["example"].start_mark.index, entries["example"].end_mark.index
        if (EACH in self.file.text[start:end]) != ("each" in entries):
            self.file.wrong(
                entries["example"],
                f"each 和例子里的 {EACH} 要一起写",
                f"“each” and {EACH} in its example go together",
            )
        return len(self.file.texts(entries["each"])) if "each" in entries else 1
