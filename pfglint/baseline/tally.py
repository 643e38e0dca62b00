"""What a run found, held against a baseline: what is known, what is no longer there, and the baseline made anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.baseline.model import Baseline, Entry
from pfglint.finding import Finding
from pfglint.fingerprint import fingerprint, plain

InForce = Callable[[str, str], bool]
"""Whether a rule, by its name, looked at a file, by its path as entries have it."""


class Stale(NamedTuple):
    """An entry of which some findings are no longer there. gone: how many."""

    entry: Entry
    gone: int


class Anew(NamedTuple):
    """A baseline made anew. new: what it does not take in. stale: what it leaves out."""

    entries: tuple[Entry, ...]
    new: tuple[Finding, ...]
    stale: tuple[Stale, ...]


def _every(rule: str) -> bool:
    return True


@dataclass(slots=True)
class Tally:
    """Counts the findings of a run against `baseline`. Findings are given in the order of the run.

    in_force: which rules looked at which files.
    spans:    whether a rule, by its name, holds forms of several files against each other: what it says of one may be
              gone because another was not read.
    is_known: whether there is such a rule, switched on or not; what is recorded of others is gone.
    """

    baseline: Baseline
    in_force: InForce
    spans: Callable[[str], bool]
    is_known: Callable[[str], bool] = _every
    _recorded: dict[str, list[Entry]] = field(init=False)
    _left: Counter[str] = field(init=False)
    _here: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _read: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._recorded = defaultdict(list)
        self._left = Counter()
        for entry in self.baseline.entries:
            self._recorded[entry.fingerprint].append(entry)
            self._left[entry.fingerprint] += entry.count

    @property
    def fingerprints(self) -> frozenset[str]:
        """Those that are recorded."""
        return frozenset(self._recorded)

    def knows(self, finding: Finding, path: str) -> bool:
        """Whether a finding is recorded: as many of its fingerprint are as the baseline counts.

        path: its file, as entries have it.
        """
        own = fingerprint(finding)
        if own not in self._recorded:
            return False
        self._here[own][path] += 1
        self._left[own] -= 1
        return self._left[own] >= 0

    def read(self, path: str, projects: frozenset[str]) -> None:
        """Note that a file was read to its end. projects: those of its forms, as `plain` has them."""
        self._read[path] = projects

    def has_read_all(self) -> bool:
        """Whether every file was read that entries name, as far as it is still there."""
        paths = {entry.path for entry in self.baseline.entries}
        return all(path in self._read or not self.baseline.is_there(path) for path in paths)

    def stale(self, *, whole: bool) -> Iterator[Stale]:
        """The entries that no longer match. whole: as for `_covers`."""
        for own, entries in self._recorded.items():
            covered = [entry for entry in entries if self._covers(entry, whole)]
            here = self._here[own]
            short = sum(entry.count for entry in covered) - here.total()
            for entry in covered:
                gone = min(short, entry.count - here[entry.path])
                if gone > 0:
                    yield Stale(entry, gone)
                    short -= gone

    def idle(self, *, whole: bool) -> int:
        """How many findings are recorded of rules that did not look at the files. whole: as for `_covers`."""
        return sum(
            entry.count
            for entry in self.baseline.entries
            if (whole or entry.path in self._read)
            and self.is_known(entry.rule)
            and not self.in_force(entry.rule, entry.path)
        )

    def anew(self, found: Iterable[tuple[str, Finding]], *, whole: bool, accept_new: bool) -> Anew:
        """The baseline as it is to be now. found: all that is to be recorded, with the files, as entries have them.

        What was mended goes; what this run could not see stays. What is new comes in only with `accept_new`: without it
        no fingerprint counts for more than it did, wherever its findings are now.
        """
        counts: Counter[tuple[str, str]] = Counter()
        texts: dict[str, Finding | Entry] = {own: entries[0] for own, entries in self._recorded.items()}
        taken: Counter[str] = Counter()
        new: list[Finding] = []
        for path, finding in found:
            own = fingerprint(finding)
            if not accept_new and taken[own] >= sum(entry.count for entry in self._recorded.get(own, ())):
                new.append(finding)
                continue
            taken[own] += 1
            counts[own, path] += 1
            texts[own] = finding
        for own, entries in self._recorded.items():
            unseen = [entry for entry in entries if not self._covers(entry, whole)]
            # What was found beyond what the files that were read had has come from those that were not.
            moved = taken[own] - (sum(one.count for one in entries) - sum(one.count for one in unseen))
            for entry in sorted(unseen, key=lambda entry: self.baseline.is_there(entry.path)):
                stays = accept_new and self.baseline.is_there(entry.path)
                gone = 0 if stays else max(0, min(moved, entry.count))
                moved -= gone
                counts[own, entry.path] += entry.count - gone
        made = (_entry(texts[own], own, path, count) for (own, path), count in counts.items() if count)
        return Anew(tuple(made), tuple(new), tuple(self.stale(whole=whole)))

    def _covers(self, entry: Entry, whole: bool) -> bool:
        """Whether the run must have come upon what an entry records, if it is still there.

        whole: whether it was over all that the baseline was made of. Else only files count that were read, and in these
        only projects that are still there: a form may have gone to a file that was not read.
        """
        if not self.is_known(entry.rule):
            return True
        there = self._read.get(entry.path)
        seen = there is not None and (entry.project is None or plain(entry.project) in there)
        may_tell = whole or (seen and not self.spans(entry.rule))
        return may_tell and self.in_force(entry.rule, entry.path)


def _entry(known: Finding | Entry, own: str, path: str, count: int) -> Entry:
    rule = known.name if isinstance(known, Finding) else known.rule
    return Entry(known.project, rule, known.indicator, count, path, own)
