"""Findings of a run that are accepted as they are, and what the run shows of that: which waivers are of no use."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from pfglint.config import Beside, Configs
from pfglint.config.model import ConfigError
from pfglint.config.read import shown
from pfglint.finding import Finding, Severity, in_order
from pfglint.lint import FileResult
from pfglint.rule.problem import Problem, Said
from pfglint.rule.run import Checker
from pfglint.sieve import Sieves
from pfglint.source.document import Fact
from pfglint.source.files import STDIN, Wanted, find_files
from pfglint.waiver import Waivers
from pfglint.waiver.read import read_waivers


class Run(NamedTuple):
    """A run over files.

    least:   the least severity of what is told.
    partial: whether some forms in the files are passed over.
    """

    configs: Configs
    files: Sequence[str]
    lang: str = "zh"
    least: Severity = Severity.INFO
    partial: bool = False


class About(NamedTuple):
    """Something to be said of what is accepted: a fact, and whose finding it is about."""

    fact: Fact
    project: str | None
    indicator: str | None


@dataclass(slots=True)
class Accepted:
    """What is accepted in a run. Each of its results passes through `note`; then `left` tells what is to be said of it.

    sieves: for `check_files`.
    waived: how many findings were waived.
    """

    run: Run
    sieves: Sieves
    beside: Mapping[str, Beside]
    waived: int = 0
    _used: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    _read: set[str] = field(default_factory=set)

    def note(self, result: FileResult) -> None:
        """Note what one file showed."""
        if not result.unreadable:
            self._read.add(_real(result.path))
        if result.noted is not None:
            self.waived += result.noted.waived
            self._used[self.sieves.waivers[result.path].path].update(result.noted.used)

    def left(self) -> Iterator[FileResult]:
        """The findings about the waivers themselves."""
        by_path = {waivers.path: waivers for waivers in self.sieves.waivers.values()}
        for path, waivers in by_path.items():
            yield _told(self.run, path, self._of(waivers))

    def _of(self, waivers: Waivers) -> Iterator[About]:
        used = self._used[waivers.path]
        unused = []
        for number, waiver in enumerate(waivers.waivers):
            if waiver.until is not None and waiver.has_run_out(self.sieves.today):
                fact = Fact("waiver-expired", waiver.until.isoformat(), waiver.until_place, waiver.about)
                yield About(fact, waiver.project, waiver.indicator)
            elif not used[number]:
                unused.append(waiver)
        if not unused:
            return
        files = [file for file, own in self.sieves.waivers.items() if own is waivers]
        if not self._all_read(self.beside[files[0]]):
            return
        names = {name for file in files for name in _in_force(self.run.configs, file)}
        for waiver in unused:
            if waiver.rule in names:
                fact = Fact("waiver-unused", "", waiver.place, waiver.about)
                yield About(fact, waiver.project, waiver.indicator)

    def _all_read(self, beside: Beside) -> bool:
        """Whether every file that the waivers can be for was checked.

        A run over some of them (a commit hook's) must not tell of waivers that are for others.
        """
        if self.run.partial:
            return False
        configs = self.run.configs
        config = configs.of(str(beside.folder))
        wanted = Wanted(config.include, config.exclude, base=str(config.folder))
        return all(
            _real(file) in self._read
            for file in find_files([str(beside.folder)], wanted)
            if configs.waivers(file) == beside
        )


def accepted_of(run: Run) -> Accepted | None:
    """What is accepted in a run; None where there are no waivers.

    Raises WaiverError, and ConfigError where a file is missing that a configuration names.
    """
    configs = run.configs
    beside = {file: found for file in run.files if (found := configs.waivers(file)) is not None}
    if not beside:
        return None
    rules = list(configs.all_rules())
    read = {}
    for found in dict.fromkeys(beside.values()):
        name = shown(found.path)
        if found.origin is not None and not found.path.is_file():
            said = Said(f"没有“{name}”这个豁免清单", f"there is no file of waivers “{name}”")
            raise ConfigError([Problem(found.origin.path, found.origin.line, 1, 1, said)])
        read[found] = read_waivers(found.path, name, rules)
    return Accepted(run, Sieves({file: read[found] for file, found in beside.items()}, date.today()), beside)


def _told(run: Run, path: str, items: Iterable[About]) -> FileResult:
    """The findings about a file that is not a form, but about forms."""
    checker = Checker(run.configs.rules(path), path, run.lang)
    findings: list[Finding] = []
    for item in items:
        told = checker.facts([item.fact])
        findings.extend(one._replace(project=item.project, indicator=item.indicator) for one in told)
    kept = tuple(one for one in sorted(findings, key=in_order) if one.severity >= run.least)
    return FileResult(path, kept, Counter(one.severity for one in findings), 0, 0, unreadable=False)


def _in_force(configs: Configs, file: str) -> Iterator[str]:
    """The names of the rules that may speak of a file's forms."""
    rules = configs.rules(file)
    for every in (rules, *rules.variants):
        for rule in every:
            yield rule.name


def _real(path: str) -> str:
    return path if path == STDIN else os.path.realpath(path)
