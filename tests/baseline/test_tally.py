"""A run held against a baseline: what is new is told, what is still there is not, and nobody cries wolf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pfglint.baseline import Baseline
from pfglint.baseline.tally import Anew, Tally
from pfglint.finding import Finding, Severity
from pfglint.fingerprint import fingerprint, plain

Kind = tuple[str, str]
"""A finding: its project, and what is wrong."""
World = Mapping[str, tuple[Kind, ...]]
"""Files with the findings in their forms."""


def finding(kind: Kind) -> Finding:
    project, what = kind
    return Finding(
        "PFG999", "some-rule", Severity.ERROR, None, "", None, None, "", project=project, about=(what,)
    )


def everything(rule: str, path: str) -> bool:
    return True


def nothing(rule: str) -> bool:
    return False


class Disk(Baseline):
    """A baseline whose files are those of a world."""

    files: frozenset[str] = frozenset()

    def is_there(self, path: str) -> bool:
        return path in self.files


def on(world: World, baseline: Baseline) -> Baseline:
    disk = Disk(baseline.path, baseline.folder, baseline.paths, baseline.entries)
    object.__setattr__(disk, "files", frozenset(world))
    return disk


def run(
    world: World, baseline: Baseline, read: Iterable[str] | None = None
) -> tuple[Tally, list[tuple[str, Finding]], Counter[str]]:
    """What a run over some files makes of a world: the tally, what was found, and what of it is new."""
    tally = Tally(on(world, baseline), everything, nothing)
    found: list[tuple[str, Finding]] = []
    new: Counter[str] = Counter()
    for path in world if read is None else read:
        for one in map(finding, world[path]):
            found.append((path, one))
            new[fingerprint(one)] += not tally.knows(one, path)
        # A form without findings has a project, too.
        tally.read(path, frozenset({plain(project) for project in PROJECTS}))
    return tally, found, +new


EMPTY = Baseline("基线", Path())


def anew(
    world: World, baseline: Baseline, read: Iterable[str] | None = None, *, accept_new: bool = False
) -> tuple[Baseline, Anew]:
    tally, found, _ = run(world, baseline, read)
    made = tally.anew(found, whole=read is None, accept_new=accept_new)
    return Baseline("基线", Path(), (), made.entries), made


def of(world: World) -> Baseline:
    return anew(world, EMPTY, accept_new=True)[0]


def counts(world: World) -> Counter[str]:
    return Counter(fingerprint(finding(kind)) for kinds in world.values() for kind in kinds)


def recorded(baseline: Baseline) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry in baseline.entries:
        found[entry.fingerprint] += entry.count
    return found


def gone(tally: Tally, *, whole: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    for stale in tally.stale(whole=whole):
        found[stale.entry.fingerprint] += stale.gone
    return found


PROJECTS = ("甲", "乙")
KINDS = st.tuples(st.sampled_from(PROJECTS), st.sampled_from("一二"))
FILES = ("1.txt", "2.txt", "3.txt", "4.txt")
WORLDS = st.dictionaries(st.sampled_from(FILES), st.lists(KINDS, max_size=4).map(tuple), min_size=1)


@given(WORLDS, st.permutations(FILES))
def test_what_is_recorded_is_not_new_wherever_it_went_and_none_of_it_is_stale(
    world: World, names: list[str]
) -> None:
    moved = {names[FILES.index(path)]: tuple(reversed(kinds)) for path, kinds in world.items()}
    tally, _, new = run(moved, of(world))
    assert not new
    assert not gone(tally, whole=True)
    assert sum(recorded(of(world)).values()) == sum(map(len, world.values()))


@given(WORLDS, WORLDS)
def test_a_whole_run_tells_exactly_what_is_new_and_what_is_gone(before: World, after: World) -> None:
    tally, _, new = run(after, of(before))
    assert new == counts(after) - counts(before)
    assert gone(tally, whole=True) == counts(before) - counts(after)


@given(WORLDS, WORLDS)
def test_made_anew_it_records_what_is_left_of_it_and_no_more(before: World, after: World) -> None:
    made, told = anew(after, of(before))
    assert recorded(made) == counts(before) & counts(after)
    assert Counter(map(fingerprint, told.new)) == counts(after) - counts(before)
    tally, _, new = run(after, made)
    assert new == counts(after) - counts(before)
    assert not gone(tally, whole=True)
    assert anew(after, made)[0].entries == made.entries


@given(WORLDS, WORLDS)
def test_what_is_new_comes_in_where_it_is_accepted(before: World, after: World) -> None:
    made, told = anew(after, of(before), accept_new=True)
    assert recorded(made) == counts(after)
    assert not told.new


class Edited(NamedTuple):
    """A world, the same after files were edited, renamed and deleted, and some of its files.

    names: what the files are called now; one that was deleted is not among them.
    """

    before: World
    after: World
    names: Mapping[str, str]
    read: list[str]


@st.composite
def edits(draw: st.DrawFn) -> Edited:
    before = draw(WORLDS)
    after: dict[str, tuple[Kind, ...]] = {}
    names: dict[str, str] = {}
    for number, (path, kinds) in enumerate(before.items()):
        if draw(st.integers(0, 4)):
            names[path] = draw(st.sampled_from([path, f"新{number}.txt"]))
            of_it = st.sampled_from([*kinds, *kinds, ("甲", "一")])
            after[names[path]] = tuple(draw(st.lists(of_it, max_size=5)))
    read = draw(st.lists(st.sampled_from(sorted(after)), unique=True)) if after else []
    return Edited(before, after, names, read)


@given(edits())
def test_a_run_over_some_files_tells_only_of_what_is_gone_from_its_file_whatever_that_is_called_now(
    case: Edited,
) -> None:
    tally, _, _ = run(case.after, of(case.before), case.read)
    for entry, gone_now in tally.stale(whole=False):
        there = case.after.get(case.names.get(entry.path, ""), ())
        left = sum(fingerprint(finding(kind)) == entry.fingerprint for kind in there)
        assert gone_now <= entry.count - left


@given(edits())
def test_made_anew_over_some_files_it_never_records_more_than_before_nor_loses_what_it_did_not_see(
    case: Edited,
) -> None:
    before, after, _, read = case
    made, told = anew(after, of(before), read)
    assert not recorded(made) - counts(before)
    here = counts({path: after[path] for path in read})
    assert Counter(map(fingerprint, told.new)) == here - counts(before)
    unseen = counts({path: kinds for path, kinds in before.items() if path in after and path not in read})
    still = unseen & counts({path: kinds for path, kinds in after.items() if path not in read})
    assert not (still - here) - recorded(made)
