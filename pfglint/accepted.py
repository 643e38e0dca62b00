"""Findings of a run that are accepted as they are, waived or recorded in a baseline, and what the run shows of that."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from pfglint.baseline import Baseline
from pfglint.baseline.read import read_baseline
from pfglint.baseline.tally import Tally
from pfglint.config import Configs
from pfglint.config.model import ConfigError
from pfglint.config.read import shown
from pfglint.finding import Finding, Place, Severity, in_order
from pfglint.lint import FileResult
from pfglint.report import NONE_PASSED, Passed
from pfglint.rule.model import RuleSet
from pfglint.rule.problem import Problem, Said
from pfglint.rule.run import Checker
from pfglint.sieve import Sieves
from pfglint.source.document import Fact
from pfglint.source.files import STDIN, Wanted, find_files
from pfglint.waiver.read import read_waivers
from pfglint.waiver.use import Use

T = TypeVar("T")


class Run(NamedTuple):
    """A run over files.

    paths:   what was given; files: what that came to.
    least:   the least severity of what is told.
    partial: whether some forms in the files are passed over.
    strict:  whether it is an error that the baseline records what is no longer there.
    """

    configs: Configs
    paths: Sequence[str]
    files: Sequence[str]
    lang: str = "zh"
    least: Severity = Severity.INFO
    partial: bool = False
    strict: bool = False


class About(NamedTuple):
    """Something to be said of what is accepted: a fact, and whose finding it is about."""

    fact: Fact
    project: str | None
    indicator: str | None


class _Names:
    """The names of the rules that look at files."""

    def __init__(self, configs: Configs) -> None:
        self.configs = configs
        self.sets: dict[RuleSet, frozenset[str]] = {}

    def of(self, file: str) -> frozenset[str]:
        """Those that may speak of a file's forms, whatever their profile."""
        rules = self.configs.rules(file)
        if rules not in self.sets:
            every = (rules, *rules.variants)
            self.sets[rules] = frozenset(rule.name for one in every for rule in one)
        return self.sets[rules]

    def spans(self, rule: str) -> bool:
        """Whether a rule holds forms of several files against each other."""
        every = (rules.find(rule) for rules in self.configs.all_rules())
        return any(one is not None and one.group is not None and one.group.within == "run" for one in every)

    def are_known(self, rule: str) -> bool:
        """Whether there is such a rule, switched on or not."""
        return any(rules.find(rule) is not None for rules in self.configs.all_rules())


@dataclass(slots=True)
class Accepted:
    """What is accepted in a run. Its results pass through `judged`, in order; then `left` tells what is to be said of it.

    sieves:  for `check_files`.
    uses, tallies: by the path of the checked file.
    passed:  how many findings were waived, and in the baseline; what is stale in it, once `left` has told it.
    """

    run: Run
    sieves: Sieves
    uses: Mapping[str, Use]
    tallies: Mapping[str, Tally]
    passed: Passed = NONE_PASSED
    _read: set[str] = field(default_factory=set)

    def judged(self, result: FileResult) -> FileResult:
        """A result without what the baseline records."""
        if not result.unreadable:
            self._read.add(_real(result.path))
        noted = dict(result.elsewhere)
        if result.noted is not None:
            noted[result.path] = result.noted
            tally = self.tallies.get(result.path)
            if tally is not None and not result.unreadable:
                tally.read(tally.baseline.inside(result.path), result.noted.projects)
        for path, one in noted.items():
            self._add(waived=one.waived)
            if (use := self.uses.get(path)) is not None:
                use.used.update(one.used)
        known = [self._is_recorded(finding) for finding in result.findings]
        counts = Counter(
            one.severity for one, is_known in zip(result.findings, known, strict=True) if is_known
        )
        self._add(baseline=counts.total())
        kept = (
            one
            for one, is_known in zip(result.findings, known, strict=True)
            if not is_known and one.severity >= self.run.least
        )
        return replace(result, findings=tuple(kept), found=result.found - counts)

    def _is_recorded(self, finding: Finding) -> bool:
        tally = self.tallies.get(finding.path)
        return tally is not None and tally.knows(finding, tally.baseline.inside(finding.path))

    def left(self) -> Iterator[FileResult]:
        """The findings about the waivers and the baseline themselves."""
        names = _Names(self.run.configs)
        for use in _once(self.uses.values()):
            yield _told(self.run, use.waivers.path, self._of_waivers(use, names))
        for tally in _once(self.tallies.values()):
            yield _told(self.run, tally.baseline.path, self._of_baseline(tally))

    def _add(self, **more: int) -> None:
        now = self.passed._asdict()
        self.passed = self.passed._replace(**{key: now[key] + count for key, count in more.items()})

    def _of_waivers(self, use: Use, names: _Names) -> Iterator[About]:
        said = list(use.expired())
        if use.some_unused:
            files = [file for file, own in self.uses.items() if own is use]
            if self._has_read_all(files[0]):
                looked = {name for file in files for name in names.of(file)}
                said.extend(use.unused(looked.__contains__))
        for waiver, fact in said:
            yield About(fact, waiver.project, waiver.indicator)

    def _of_baseline(self, tally: Tally) -> Iterator[About]:
        if self.run.partial:
            return
        kind = "baseline-stale-strict" if self.run.strict else "baseline-stale"
        whole = self.is_whole(tally)
        self._add(idle=tally.idle(whole=whole))
        for entry, gone in tally.stale(whole=whole):
            self._add(stale=gone)
            about = entry.about + (f" ×{gone}" if gone > 1 else "")
            yield About(Fact(kind, "", Place(line=entry.line), about), entry.project, entry.indicator)

    def is_whole(self, tally: Tally) -> bool:
        """Whether the run is over all that a baseline was made of."""
        given = [Path(_real(path)) for path in self.run.paths]
        made_of = [Path(_real(str(tally.baseline.folder / path))) for path in tally.baseline.paths]
        return (
            not self.run.partial
            and all(any(path.is_relative_to(one) for one in given) for path in made_of)
            and tally.has_read_all()
        )

    def _has_read_all(self, file: str) -> bool:
        """Whether every file was checked that the waivers can be for which hold for `file`.

        A run over some of them (a commit hook's) must not tell of waivers that are for others.
        """
        configs = self.run.configs
        beside = configs.waivers(file)
        if self.run.partial or beside is None:
            return False
        config = configs.of(str(beside.folder))
        wanted = Wanted(config.include, config.exclude, base=str(config.folder))
        return all(
            _real(other) in self._read
            for other in find_files([str(beside.folder)], wanted)
            if configs.waivers(other) == beside
        )


def accepted_of(run: Run, baseline: Baseline | None = None) -> Accepted | None:
    """What is accepted in a run; None where there are neither waivers nor a baseline.

    baseline: the one for all files, in the place of those that configurations name.

    Raises WaiverError, BaselineError, and ConfigError where a file of waivers is missing that a configuration names.
    """
    today = date.today()
    uses = _uses(run, today)
    tallies = _tallies(run, baseline)
    if not uses and not tallies:
        return None
    waivers = {file: use.waivers for file, use in uses.items()}
    recorded = {file: tally.fingerprints for file, tally in tallies.items()}
    return Accepted(run, Sieves(today, waivers, recorded), uses, tallies)


def _uses(run: Run, today: date) -> dict[str, Use]:
    """The waivers that hold for each file."""
    beside = {file: found for file in run.files if (found := run.configs.waivers(file)) is not None}
    rules = list(run.configs.all_rules())
    read = {}
    for found in dict.fromkeys(beside.values()):
        name = shown(found.path)
        if found.origin is not None and not found.path.is_file():
            said = Said(f"没有“{name}”这个豁免清单", f"there is no file of waivers “{name}”")
            raise ConfigError([Problem(found.origin.path, found.origin.line, 1, 1, said)])
        read[found] = Use(read_waivers(found.path, name, rules), today)
    return {file: read[found] for file, found in beside.items()}


def _tallies(run: Run, baseline: Baseline | None) -> dict[str, Tally]:
    """The baseline that holds for each file."""
    names = _Names(run.configs)
    if baseline is not None:
        return dict.fromkeys(run.files, _tally(baseline, run.files, names))
    of = {file: path for file in run.files if (path := run.configs.of(file).baseline) is not None}
    made = {}
    for path in dict.fromkeys(of.values()):
        files = [file for file, own in of.items() if own == path]
        origin = run.configs.of(files[0]).origins.get("baseline")
        named = (origin.path, origin.line) if origin is not None and origin.line else None
        made[path] = _tally(read_baseline(path, shown(path), named), files, names)
    return {file: made[path] for file, path in of.items()}


def _tally(baseline: Baseline, files: Sequence[str], names: _Names) -> Tally:
    """A tally of what a run finds in `files`."""
    by_path = {baseline.inside(file): file for file in files}
    every = frozenset[str]().union(*map(names.of, files))

    def in_force(rule: str, path: str) -> bool:
        looked = names.of(by_path[path]) if path in by_path else every
        return rule in looked

    return Tally(baseline, in_force, names.spans, names.are_known)


def _once(items: Iterable[T]) -> Iterable[T]:
    """Each of `items` once, in order."""
    return {id(item): item for item in items}.values()


def _told(run: Run, path: str, items: Iterable[About]) -> FileResult:
    """The findings about a file that is no form, but about forms."""
    checker = Checker(run.configs.rules(path), path, run.lang)
    findings: list[Finding] = []
    for item in items:
        told = checker.facts([item.fact])
        findings.extend(one._replace(project=item.project, indicator=item.indicator) for one in told)
    kept = tuple(one for one in sorted(findings, key=in_order) if one.severity >= run.least)
    return FileResult(path, kept, Counter(one.severity for one in findings), 0, 0, unreadable=False)


def _real(path: str) -> str:
    return path if path == STDIN else os.path.realpath(path)
