"""The configurations of a run: which one holds for which file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pfglint.config.choice import no_profile, profile_named
from pfglint.config.find import common_folder, find, find_waivers, folder_of
from pfglint.config.model import AUTO, COMMAND_LINE, Config, ConfigError, Origin, PerPath
from pfglint.finding import Severity
from pfglint.rule.change import chosen, graded
from pfglint.rule.model import Changes, Profile, RuleSet
from pfglint.rule.pack import load
from pfglint.rule.problem import Problem
from pfglint.rule.profile import DEFAULT, labels, lineage, under
from pfglint.rule.profile import load as load_profiles
from pfglint.source.files import matchable


class Given(NamedTuple):
    """What the command line says; what it does not say is None or empty.

    config:   a file to use in the place of those that would be found; isolated: none at all.
    packs:    packs used beside those of the configuration.
    profile:  the name of a profile, or a file with one.
    """

    config: str | None = None
    isolated: bool = False
    packs: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    format: str | None = None
    severity: Severity | None = None
    fail_on: Severity | None = None
    lang: str | None = None
    jobs: int | None = None
    baseline: Path | None = None
    review_sheet: Path | None = None


class Beside(NamedTuple):
    """A file that stands beside forms and is about them.

    path:   the file, absolute; it need not be there where a configuration names it.
    folder: the folder whose forms it is about.
    origin: what names it; None where it was found.
    """

    path: Path
    folder: Path
    origin: Origin | None = None


_OVER = ("format", "severity", "fail_on", "lang", "jobs", "baseline", "review_sheet")
"""What the command line says in the place of the configuration."""


class Configs:
    """Finds, reads and keeps the configurations. Another process makes its own, of the same `given`.

    Its methods raise ConfigError for a configuration that is wrong, and PackError for a pack that is.
    """

    def __init__(self, given: Given) -> None:
        self.given = given
        self._by_folder: dict[Path, Config] = {}
        self._by_path: dict[Path | None, Config] = {}
        self._rules: dict[tuple[str | None, tuple[int, ...]], RuleSet] = {}
        self._waivers: dict[Path, Beside | None] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return Configs, (self.given,)

    def of(self, path: str) -> Config:
        """What is in force for a file."""
        return self._of_folder(folder_of(path))

    def common(self, paths: Iterable[str]) -> Config:
        """What is in force for a run over `paths`: how it reports, and when it fails."""
        return self._of_folder(common_folder(paths))

    def waivers(self, path: str) -> Beside | None:
        """The waivers for a file: those that its configuration names, else the nearest ones above it."""
        folder = folder_of(path)
        if folder not in self._waivers:
            self._waivers[folder] = self._waivers_of(folder)
        return self._waivers[folder]

    def _waivers_of(self, folder: Path) -> Beside | None:
        config = self._of_folder(folder)
        if config.waivers is not None:
            return Beside(config.waivers.resolve(), config.folder.resolve(), config.origins["waivers"])
        found = None if self.given.isolated else find_waivers(folder)
        return Beside(found, found.parent) if found is not None else None

    def all_rules(self) -> Iterator[RuleSet]:
        """The rules that the configurations read so far know, whether they are switched on or not."""
        return (config.rules for config in self._by_path.values() if config.rules is not None)

    def rules(self, path: str) -> RuleSet:
        """The rules as they hold for a file."""
        config = self.of(path)
        matched = _matched(config, path)
        key = config.path, matched
        found = self._rules.get(key)
        if found is None:
            found = self._rules[key] = self._ruled(config, [config.per_path[index] for index in matched])
        return found

    def _ruled(self, config: Config, matched: Sequence[PerPath]) -> RuleSet:
        """The rules under the profile that is chosen; where none is, under each that a form may follow."""
        assert config.rules is not None
        layers = tuple(self._layers(config, matched))
        by_name = {profile.name: profile for profile in config.profiles}

        def of(profile: Profile) -> RuleSet:
            assert config.rules is not None
            return under(config.rules, profile, config.profiles, layers)

        chosen, origin = self._profile(config, matched)
        if chosen == AUTO:
            variants = tuple(of(profile) for profile in config.profiles if profile.signs)
            return replace(of(by_name[DEFAULT]), variants=variants, labels=labels(config.profiles))
        usual = chosen == DEFAULT
        why = None if usual else origin.said
        lineage_of = lineage(by_name[chosen], config.profiles)
        return replace(of(by_name[chosen]), chosen=why, labels=labels(lineage_of))

    def _profile(self, config: Config, matched: Sequence[PerPath]) -> tuple[str, Origin]:
        """The name of the profile that is chosen, and by what."""
        given = next((entry for entry in reversed(matched) if entry.profile), None)
        if given is None or given.profile is None or self.given.profile is not None:
            return config.profile, config.origins.get("profile", COMMAND_LINE)
        return given.profile, given.origin

    def _layers(self, config: Config, matched: Iterable[PerPath]) -> Iterator[Changes]:
        """What the packs change, what the configuration does, what it does for some files, and what the command line says over it."""
        rules, given = config.rules, self.given
        assert rules is not None
        select = None if given.select else config.select
        yield from (pack.changes for pack in rules.packs)
        yield chosen(rules, select, config.ignore)._replace(
            severities=graded(rules, config.severities),
            refine=config.refine,
            constants=config.constants,
            words=config.words,
        )
        for entry in matched:
            yield chosen(rules, None, entry.ignore)._replace(severities=graded(rules, entry.severities))
        yield chosen(rules, given.select or None, given.ignore)

    def _of_folder(self, folder: Path) -> Config:
        found = self._by_folder.get(folder)
        if found is None:
            given = self.given
            path = None if given.isolated else Path(given.config).resolve() if given.config else find(folder)
            found = self._by_path.get(path)
            if found is None:
                found = self._by_path[path] = self._read(path)
            self._by_folder[folder] = found
        return found

    def _read(self, path: Path | None) -> Config:
        given = self.given
        config = _defaults(given.packs) if path is None else _configuration(path, given.packs)
        said: dict[str, Any] = {name: value for name in _OVER if (value := getattr(given, name)) is not None}
        if given.select:
            said["select"] = given.select
        for name in ("ignore", "packs"):
            if more := getattr(given, name):
                said[name] = (*getattr(config, name), *more)
        if given.profile is not None:
            assert config.rules is not None
            chosen = profile_named(given.profile, Path(), config.rules, config.profiles)
            if chosen is None:
                problem = Problem("--profile", 0, 0, 0, no_profile(given.profile, config.profiles))
                raise ConfigError([problem])
            said["profile"], said["profiles"] = chosen
        keys = {name.replace("_", "-"): COMMAND_LINE for name in said}
        return replace(config, **said, origins={**config.origins, **keys})


def _defaults(packs: Collection[str]) -> Config:
    rules = load(packs)
    return Config(rules=rules, profiles=load_profiles(packs, rules))


def _configuration(path: Path, packs: Iterable[str]) -> Config:
    """What a file says. YAML is imported for it, and only then."""
    from pfglint.config.read import read_config

    return read_config(path, packs)


def _matched(config: Config, path: str) -> tuple[int, ...]:
    """Which of the entries under ``per-path`` a file is matched by."""
    if not config.per_path or path == "-":
        return ()
    from pathspec import GitIgnoreSpec

    try:
        inside = Path(path).resolve().relative_to(config.folder.resolve()).as_posix()
    except (OSError, ValueError):
        return ()
    return tuple(
        index
        for index, entry in enumerate(config.per_path)
        if GitIgnoreSpec.from_lines([entry.glob]).match_file(matchable(inside))
    )
