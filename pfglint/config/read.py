"""Reading a configuration strictly: whatever is wrong in it is said with its line and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from pfglint.config.choice import no_profile, profile_named
from pfglint.config.find import PYPROJECT
from pfglint.config.model import KEYS, Config, ConfigError, Origin, PerPath
from pfglint.config.shapes import CHOICES, JOBS_AUTO, LIMITS, PER_PATH
from pfglint.finding import Severity
from pfglint.rule.files import installed, is_pack
from pfglint.rule.keys import LEVEL_NAMES, LEVELS
from pfglint.rule.model import Changes, Profile, RuleSet
from pfglint.rule.nodes import YamlFile
from pfglint.rule.pack import load
from pfglint.rule.problem import Problem, Said, did_you_mean, unread
from pfglint.rule.profile import load as load_profiles
from pfglint.rule.reading import changes_of, severities_of, words_of
from pfglint.source.limits import Limits

TABLE = ("tool", "pfglint")


def read_config(path: Path, more_packs: Iterable[str] = ()) -> Config:
    """The configuration in `path`, a YAML file or a pyproject.toml.

    more_packs: packs that are used beside those it names. Raises ConfigError, or PackError for a pack that is wrong.
    """
    name = shown(path)
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        said = Said("配置文件要用 UTF-8 编码", "a configuration must be UTF-8 text")
        raise ConfigError(
            [Problem(name, error.object.count(b"\n", 0, error.start) + 1, 1, 2, said)]
        ) from None
    except OSError as error:
        why = unread(error)
        said = Said(f"配置文件读不了：{why.zh}", f"cannot read the configuration: {why.en}")
        raise ConfigError([Problem(name, 1, 1, 1, said)]) from error
    reader = _Reader(YamlFile(name, text), path)
    config = reader.config(more_packs)
    if reader.file.problems:
        raise ConfigError(reader.file.problems)
    return config


def shown(path: Path) -> str:
    """The path as people know it: from the working folder, where it is below it."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)
    return str(path) if near.startswith("..") else near


class _Reader:
    """One configuration being read."""

    def __init__(self, file: YamlFile, path: Path) -> None:
        self.file = file
        self.path = path
        self.rules = RuleSet(())
        self.profiles: tuple[Profile, ...] = ()
        self.origins: dict[str, Origin] = {}

    def config(self, more_packs: Iterable[str]) -> Config:
        entries = self.entries()
        packs = self.packs(entries["packs"]) if "packs" in entries else ()
        if packs is None:  # what else names rules cannot be judged without them
            raise ConfigError(self.file.problems)
        every = (*packs, *more_packs)
        self.rules = load(every)
        self.profiles = load_profiles(every, self.rules)
        found: dict[str, Any] = {"packs": packs} if packs else {}
        read = self.readers()
        for name, node in entries.items():
            if name != "packs" and (value := read[name](node)) is not None:
                found[KEYS[name].attribute] = value
        return Config(
            path=str(self.path),
            rules=self.rules,
            profiles=self.profiles,
            origins=self.origins,
            **found,
        )

    def entries(self) -> Mapping[str, yaml.Node]:
        """The keys of the file with what stands under them; an empty file has none."""
        if self.path.name == PYPROJECT or self.path.suffix == ".toml":
            from pfglint.config.toml import table

            root: yaml.Node | None = table(self.file, TABLE if self.path.name == PYPROJECT else ())
        else:
            root = self.file.root(blank=True)
        if root is None:
            return {}
        pairs = self.file.pairs(root, KEYS)
        self.origins = {key.value: self.origin(key) for key, _ in pairs}
        return {key.value: value for key, value in pairs}

    def readers(self) -> Mapping[str, Callable[[yaml.Node], Any]]:
        """How to read what stands under each key."""
        return {
            "select": lambda node: words_of(self.file, node, self.rules),
            "ignore": lambda node: words_of(self.file, node, self.rules),
            "severities": lambda node: severities_of(self.file, node, self.rules),
            "refine": lambda node: self.changes("refine", node).refine,
            "constants": lambda node: self.changes("constants", node).constants,
            "words": lambda node: self.changes("words", node).words,
            "per-path": self.per_path,
            "profile": self.profile,
            "format": lambda node: self.file.choice(node, CHOICES["format"]),
            "severity": self.severity,
            "fail-on": self.severity,
            "lang": lambda node: self.file.choice(node, CHOICES["lang"]),
            "include": self.file.texts,
            "exclude": self.file.texts,
            "limits": self.limits,
            "jobs": self.jobs,
            "waivers": self.beside,
            "baseline": self.beside,
            "review-sheet": self.beside,
        }

    def origin(self, node: yaml.Node) -> Origin:
        return Origin(self.file.path, node.start_mark.line + 1)

    # ── What stands under a key ──────────────────────────────────────────────────────────────────────────────────────

    def changes(self, key: str, node: yaml.Node) -> Changes:
        return changes_of(self.file, {key: node}, self.rules, {})[0]

    def severity(self, node: yaml.Node) -> Severity | None:
        word = self.file.choice(node, LEVELS, LEVEL_NAMES)
        return LEVELS[word] if word else None

    def per_path(self, node: yaml.Node) -> tuple[PerPath, ...]:
        found = []
        for key, value in self.file.pairs(node):
            entries = self.file.mapping(value, PER_PATH.names)
            ignore = words_of(self.file, entries["ignore"], self.rules) if "ignore" in entries else ()
            severities = (
                severities_of(self.file, entries["severities"], self.rules) if "severities" in entries else ()
            )
            profile = self.profile(entries["profile"]) if "profile" in entries else None
            found.append(PerPath(str(key.value), ignore, severities, profile, self.origin(key)))
        return tuple(found)

    def profile(self, node: yaml.Node) -> str | None:
        """The name of a profile; one that stands in a file of its own is read."""
        text = self.file.text_of(node)
        if text is None:
            return None
        chosen = profile_named(text, self.path.parent, self.rules, self.profiles)
        if chosen is None:
            said = no_profile(text, self.profiles)
            self.file.wrong(node, said.zh, said.en)
            return None
        name, self.profiles = chosen
        return name

    def packs(self, node: yaml.Node) -> tuple[str, ...] | None:
        """Paths of packs, and names of installed ones; None where one is not there."""
        found = []
        before = len(self.file.problems)
        for item in self.file.items(node):
            text = self.file.text_of(item)
            if text is None:
                continue
            path = self.path.parent / text
            if path.exists():
                found.append(shown(path))
                continue
            if is_pack(text):
                found.append(text)
                continue
            hint = did_you_mean(text, [*installed(), *self.nearby(path)])
            self.file.wrong(item, f"没有规则包“{text}”{hint.zh}", f"there is no rule pack “{text}”{hint.en}")
        return tuple(found) if len(self.file.problems) == before else None

    def nearby(self, path: Path) -> list[str]:
        """What else stands where `path` should, as it would be written."""
        try:
            return [os.path.relpath(one, self.path.parent) for one in path.parent.glob("*.y*ml")]
        except (OSError, ValueError):
            return []

    def limits(self, node: yaml.Node) -> Limits:
        """The limits that are given, over the usual ones."""
        given: dict[str, int] = {}
        for name, one in self.file.mapping(node, LIMITS.names).items():
            number = self.file.whole(one)
            if number:
                given[name] = number
            elif number == 0:
                self.file.wrong(one, "这里要一个正整数", "a positive number is wanted here")
        return Limits()._replace(**given)

    def jobs(self, node: yaml.Node) -> int | None:
        if getattr(node, "value", None) == JOBS_AUTO:
            return 0
        return self.file.whole(node, f"或 {JOBS_AUTO}", f" or {JOBS_AUTO}")

    def beside(self, node: yaml.Node) -> Path | None:
        """A file, from the configuration's folder."""
        text = self.file.text_of(node)
        return self.path.parent / text if text else None
