"""What pfglint costs, beside something that cannot be had for less, measured in one run.

``python -m benchmarks.run [cold|slope|scale|jobs|neighbours|formats|rules|all] [--quick]`` prints ratios. Seconds depend on the
machine; a ratio of two things measured by turns on the same one hardly does. All figures are medians over
several rounds.

The real document is ``hrss-2025.txt`` in the directory that PFGLINT_CORPUS names (``../shared/corpus``);
where it is absent, 26 generated forms stand in, and the table says so. Peak memory needs a Unix system.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.forms import write, write_files

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("PFGLINT_CORPUS", ROOT.parent / "shared" / "corpus"))
IMPORTS = "import lark, pint, rich.console, rich.table, click, yaml"
SEED = 20250101


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: wall-clock seconds, and its peak resident memory in bytes."""

    seconds: float
    peak: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; bound says which side of `allowed` the ratio has to keep."""

    what: str
    ours: str
    theirs: str
    ratio: float
    allowed: float
    bound: str = "≤"

    @property
    def kept(self) -> bool:
        return self.ratio <= self.allowed if self.bound == "≤" else self.ratio >= self.allowed


@dataclass(frozen=True, slots=True)
class Size:
    """How much to measure: the three numbers of forms, and the rounds for short and for long runs."""

    forms: tuple[int, int, int]
    short: int
    long: int


FULL = Size((1_000, 10_000, 100_000), short=15, long=3)
QUICK = Size((200, 1_000, 5_000), short=5, long=1)


def cold(size: Size, directory: Path) -> Iterator[Figure]:
    """A first ``pfglint check`` of the real document ÷ importing the libraries that such a tool is made of.

    At most 1: starting, reading, judging and printing together cost no more than the imports alone would, so
    that the tool must import late, or not at all.
    """
    document = CORPUS / "hrss-2025.txt"
    name = "real document"
    if not document.exists():
        document = generated(directory, 26)
        name = "26 generated forms (no real document)"
    ours, theirs = by_turns(size.short, partial(check, document), partial(python, "-c", IMPORTS))
    yield Figure(f"cold: {name} ÷ imports", ms(ours), ms(theirs), seconds(ours) / seconds(theirs), 1.0)


def slope(size: Size, directory: Path) -> Iterator[Figure]:
    """One more form in a file ÷ Lark parsing that form's values with `benchmarks.baseline`'s grammar.

    At most 3: all that is not parsing values (reading, recognising, every rule, printing) costs at most twice
    the parsing. One more form is the slope between two numbers of forms in one process, so that starting
    counts nothing. The forms are varied, and Lark keeps nothing between two values: no cache is measured.
    """
    few, many = size.forms[:2]
    small, large = generated(directory, few), generated(directory, many)
    ours_few, ours_many, theirs_few, theirs_many = by_turns(
        size.long,
        partial(check, small, "--jobs", "1"),
        partial(check, large, "--jobs", "1"),
        partial(baseline, few),
        partial(baseline, many),
    )
    ours = (seconds(ours_many) - seconds(ours_few)) / (many - few)
    theirs = (seconds(theirs_many) - seconds(theirs_few)) / (many - few)
    yield Figure(
        "slope: one more form ÷ Lark on its values",
        f"{ours * 1e3:.3f} ms",
        f"{theirs * 1e3:.3f} ms",
        ours / theirs,
        3.0,
    )


def scale(size: Size, directory: Path) -> Iterator[Figure]:
    """Whether a hundred times the forms cost a hundred times the time, and hardly more memory.

    Time: a form's cost between the second and the third number of forms ÷ that between the first and the
    second; 1 is a straight line, at most 1.1. Memory: the peak with the most forms ÷ what is allowed there,
    which is 1.2 times the peak with the fewest and 300 bytes a form; at most 1.
    """
    few, some, many = size.forms
    files = [generated(directory, n) for n in size.forms]
    low, middle, high = by_turns(size.long, *(partial(check, file, "--jobs", "1") for file in files))
    early = (seconds(middle) - seconds(low)) / (some - few)
    late = (seconds(high) - seconds(middle)) / (many - some)
    yield Figure(
        f"time: a form, {some:,}–{many:,} ÷ {few:,}–{some:,}",
        f"{late * 1e3:.3f} ms",
        f"{early * 1e3:.3f} ms",
        late / early,
        1.1,
    )
    allowed = 1.2 * peak(low) + 300 * many
    yield Figure(
        f"memory: peak at {many:,} ÷ allowed", mb(peak(high)), mb(allowed), peak(high) / allowed, 1.0
    )


ACROSS = (
    *("copied-goal", "duplicate-project", "similar-project", "copied-indicators"),
    *("differing-standard", "uniform-targets"),
)
"""The rules that lay the forms of a run side by side."""


def neighbours(size: Size, directory: Path) -> Iterator[Figure]:
    """The most forms, in one file and in 100 files by two processes ÷ the same without the rules across forms.

    Time: at most 2. Memory: what these rules add to the peak for one more form, ÷ 300 bytes; at most 1. That is the slope
    between the second and the third number of forms: the libraries and buffers that they bring count nothing.
    """
    some, many = size.forms[1:]
    file, folder = generated(directory, many), directory / "neighbours"
    write_files(folder, many, 100, SEED)
    without = [option for name in ACROSS for option in ("--ignore", name)]
    smaller = generated(directory, some)
    ours_few, theirs_few, ours, theirs, shared, alone = by_turns(
        size.long,
        partial(check, smaller, "--jobs", "1"),
        partial(check, smaller, "--jobs", "1", *without),
        partial(check, file, "--jobs", "1"),
        partial(check, file, "--jobs", "1", *without),
        partial(check, folder, "--jobs", "2"),
        partial(check, folder, "--jobs", "2", *without),
    )
    name = f"neighbours: {many:,} forms"
    yield Figure(f"{name} ÷ without", s(ours), s(theirs), seconds(ours) / seconds(theirs), 2.0)
    yield Figure(
        f"{name}, 100 files by 2 ÷ without", s(shared), s(alone), seconds(shared) / seconds(alone), 2.0
    )
    more = (peak(ours) - peak(theirs) - peak(ours_few) + peak(theirs_few)) / (many - some)
    yield Figure(
        f"{name}: memory, one more form ÷ 300 bytes", f"{more:.0f} bytes", "300 bytes", more / 300, 1.0
    )


def jobs(size: Size, directory: Path) -> Iterator[Figure]:
    """One process ÷ two, the second number of forms in 100 files; at least 1.7 where there are two cores."""
    folder = directory / "many"
    write_files(folder, size.forms[1], 100, SEED)
    one, two = by_turns(
        size.long, partial(check, folder, "--jobs", "1"), partial(check, folder, "--jobs", "2")
    )
    yield Figure(
        f"jobs: {size.forms[1]:,} forms, 1 ÷ 2", s(one), s(two), seconds(one) / seconds(two), 1.7, "≥"
    )


def formats(size: Size, directory: Path) -> Iterator[Figure]:
    """Reading a file of forms ÷ the bare library getting the same cells out; at most 1.3.

    And 1,000 files of several formats, one process ÷ two, at least 1.7.
    """
    from benchmarks.formats import PAIRS, write

    count = size.forms[0] // 20
    for kind, library in PAIRS:
        path = write(directory, kind, count, SEED)
        mine, bare = by_turns(size.short // 3, partial(reading, kind, path), partial(reading, library, path))
        yield Figure(
            f"{kind}: {count} forms ÷ {library}", ms(mine), ms(bare), seconds(mine) / seconds(bare), 1.3
        )
    folder = directory / "mixed"
    folder.mkdir()
    for number, kind in enumerate(("docx", "xlsx", "pdf", "xls", "html", "csv", "txt")):
        first = write(folder, kind, 2, SEED + number)
        for copy in range(1, size.forms[0] // 7):
            (folder / f"{copy}.{kind}").write_bytes(first.read_bytes())
    one, two = by_turns(
        size.long, partial(check, folder, "--jobs", "1"), partial(check, folder, "--jobs", "2")
    )
    files = sum(1 for _ in folder.iterdir())
    yield Figure(f"jobs: {files:,} mixed files, 1 ÷ 2", s(one), s(two), seconds(one) / seconds(two), 1.7, "≥")


def rules(size: Size, directory: Path) -> Iterator[Figure]:
    """What five hundred rules of one's own cost, beside the built-in ones.

    Reading copies of the built-in rules from YAML ÷ reading these: at most 5. Checking one form with them ÷ without: at
    most 5. Judging forms beside rules that cannot apply to them (other levels, kinds and units; words that no name has)
    ÷ by the built-in rules alone: at most 1.1, as much as the clock can tell from nothing.
    """
    folder = directory / "packs"
    python("-m", "benchmarks.packs", "make", str(folder))

    def asked(what: str) -> Callable[[], Cost]:
        return partial(reading_by, "benchmarks.packs", what, folder)

    ours, theirs = by_turns(size.short // 3, asked("copies"), asked("builtin"))
    ratio = seconds(ours) / seconds(theirs)
    yield Figure("rules: reading 500 ÷ the built-in ones, from YAML", ms(ours), ms(theirs), ratio, 5.0)
    one = generated(directory, 1)
    ours, theirs = by_turns(
        size.short // 3, partial(check, one, "--rules", str(folder / "copies")), partial(check, one)
    )
    ratio = seconds(ours) / seconds(theirs)
    yield Figure("rules: checking a form with 500 more ÷ without", ms(ours), ms(theirs), ratio, 5.0)
    for what, said in (("elsewhere", "levels, kinds, units"), ("strangers", "words")):
        beside, alone = told("benchmarks.packs", what, str(folder))
        yield Figure(
            f"rules: 500 for other {said} ÷ none",
            f"{beside * 1e3:.0f} ms",
            f"{alone * 1e3:.0f} ms",
            beside / alone,
            1.1,
        )


MEASURES: dict[str, Callable[[Size, Path], Iterator[Figure]]] = {
    "cold": cold,
    "slope": slope,
    "scale": scale,
    "jobs": jobs,
    "neighbours": neighbours,
    "formats": formats,
    "rules": rules,
}


# Measuring.


def generated(directory: Path, n: int) -> Path:
    path = directory / f"{n}.txt"
    if not path.exists():
        write(path, n, SEED)
    return path


def by_turns(rounds: int, *runs: Callable[[], Cost]) -> list[list[Cost]]:
    """The costs of each, run by turns so that whatever slows the machine slows all."""
    return [list(costs) for costs in zip(*([run() for run in runs] for _ in range(rounds)), strict=True)]


def check(path: Path, *options: str) -> Cost:
    return python("-m", "pfglint", "check", "-f", "concise", *options, str(path))


def baseline(n: int) -> Cost:
    """What Lark takes for the values of `n` forms, as that process measures it: no start, no generating."""
    (took,) = told("benchmarks.baseline", str(n), str(SEED))
    return Cost(took, 0)


def reading(reader: str, path: Path) -> Cost:
    """What a reader takes for a file, as that process measures it."""
    return reading_by("benchmarks.formats", reader, path)


def reading_by(module: str, what: str, path: Path) -> Cost:
    """What a module of benchmarks takes for something, as that process measures it."""
    (took,) = told(module, what, str(path))
    return Cost(took, 0)


def told(module: str, *arguments: str) -> list[float]:
    """The numbers that a module of benchmarks prints."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


def python(*arguments: str) -> Cost:
    """Run Python with these arguments; what it prints is thrown away. Raises where it fails.

    A process begins with the memory of the one that started it on its record; this one stays small.
    """
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environ,
    ) as process:
        assert process.stderr is not None
        complaint = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        took = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or b"Traceback" in complaint:
        raise SystemExit(f"{' '.join(arguments)}: exit status {process.returncode}\n{complaint.decode()}")
    return Cost(took, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))


def seconds(costs: list[Cost]) -> float:
    return median(cost.seconds for cost in costs)


def peak(costs: list[Cost]) -> float:
    return median(cost.peak for cost in costs)


# Printing.


def ms(costs: list[Cost]) -> str:
    return f"{seconds(costs) * 1e3:.0f} ms"


def s(costs: list[Cost]) -> str:
    return f"{seconds(costs):.2f} s"


def mb(size: float) -> str:
    return f"{size / 1e6:.1f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="?", choices=[*MEASURES, "all"], default="all")
    parser.add_argument("--quick", action="store_true", help="fewer forms and rounds: a glance, not a result")
    args = parser.parse_args()
    chosen = list(MEASURES.values()) if args.what == "all" else [MEASURES[args.what]]
    print(f"{'figure':<50} {'ours':>12} {'beside':>12} {'ratio':>7}  allowed")
    with tempfile.TemporaryDirectory() as directory:
        check(generated(Path(directory), 26))  # the first run writes the bytecode
        for measure in chosen:
            for figure in measure(QUICK if args.quick else FULL, Path(directory)):
                verdict = "" if figure.kept else "  ← not kept"
                print(
                    f"{figure.what:<50} {figure.ours:>12} {figure.theirs:>12} {figure.ratio:>7.2f}"
                    f"  {figure.bound} {figure.allowed:.2f}{verdict}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
