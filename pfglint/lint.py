"""Paths to findings: finds the files, reads them, and checks one form at a time."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

from pfglint.finding import Finding, Place, Severity
from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.rule.model import RuleSet
from pfglint.rule.run import Checker
from pfglint.source.document import Document, Fact, SourceError
from pfglint.source.text import TextDocument

SUFFIXES = (".txt", ".tsv")
"""What a folder is searched for."""
STDIN = "-"

RulesOf: TypeAlias = Callable[[str], RuleSet]
"""The rules that hold for a file, by its path (`pfglint.config.Configs.rules`); it can be sent to other processes."""
_Setting: TypeAlias = tuple[RulesOf, str, Severity]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file.

    findings:   of the severities that were asked for, ordered by place.
    found:      how many there were of each severity, asked for or not.
    forms, indicators: how many were understood.
    unreadable: whether the file could not be read, or not to its end.
    """

    path: str
    findings: tuple[Finding, ...]
    found: Counter[Severity]
    forms: int
    indicators: int
    unreadable: bool


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """The files that `paths` name, folders searched for `SUFFIXES`, each file once, in order.

    A path that is not there, and a folder without such files, stand for themselves: reading them tells.
    """
    seen: set[str] = set()
    for path in paths:
        found: list[str] = []
        if path != STDIN and path and os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
            found = list(_walk(path))
        for name in found or [path]:
            real = name if name == STDIN else os.path.realpath(name)
            if real not in seen:
                seen.add(real)
                yield name


def _walk(folder: str) -> Iterator[str]:
    """The files below `folder`, and the folders below it that cannot be read, in order.

    Hidden folders are left out, and so are links to folders, which may be a circle, and what is no file (a pipe).
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = entry.name if folder in (".", "./") else entry.path
        try:
            is_folder = entry.is_dir(follow_symlinks=False)
            is_file = not is_folder and entry.name.lower().endswith(SUFFIXES) and entry.is_file()
        except OSError:
            is_folder, is_file = False, entry.name.lower().endswith(SUFFIXES)
        if is_folder:
            yield from _walk(path)
        elif is_file:
            yield path


def read_forms(path: str) -> Iterator[Form | Fact]:
    """The forms of a file, and what else was noticed; ``-`` is standard input.

    What cannot be read ends with a fact ``unreadable``, whose detail is the kind of trouble; nothing is raised.
    """
    try:
        with _opened(path) as stream:
            yield from _forms(stream, path)
    except _NotAFileError as trouble:
        yield Fact(trouble.kind, detail=trouble.detail, text=path)
    except OSError as error:
        yield Fact("unreadable", detail=_os_reason(error), text=path)


def forms_of_bytes(data: bytes, path: str = "example") -> Iterator[Form | Fact]:
    """The same for a file's content."""
    return _forms(io.BytesIO(data), path)


def _forms(stream: IO[bytes], path: str) -> Iterator[Form | Fact]:
    if not stream.read(1):
        yield Fact("unreadable", detail="empty", text=path)
        return
    stream.seek(0)
    try:
        document: Document = TextDocument(path, stream)
        yield from recognise(document.rows())
    except SourceError as error:
        place = Place(error.line) if error.line else None
        yield Fact("unreadable", text=error.detail, place=place, detail=error.kind)


class _NotAFileError(Exception):
    """A path that names no file to read; kind and detail as in the fact that tells it."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


def _opened(path: str) -> IO[bytes]:
    if path == STDIN:
        if sys.stdin is None:
            raise FileNotFoundError(path)
        return _kept(sys.stdin.buffer)
    if not path.strip():
        raise FileNotFoundError(path)
    if os.path.isdir(path):  # noqa: PTH112 - says no where Path raises
        os.listdir(path)  # noqa: PTH208 - raises where the folder may not be looked into
        raise _NotAFileError("no-form", "no-files")
    stream = Path(path).open("rb")  # noqa: SIM115 - closed by the caller
    if stream.seekable():
        return stream
    with stream:
        return _kept(stream)


def _kept(stream: IO[bytes]) -> IO[bytes]:
    """What comes down a pipe, kept because reading is done twice: in memory while it is small."""
    import tempfile

    kept = tempfile.SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115 - closed by the caller
    while block := stream.read(1 << 20):
        kept.write(block)
    kept.seek(0)
    return kept


def _os_reason(error: OSError) -> str:
    """The kind of trouble that an error of the operating system stands for."""
    if isinstance(error, FileNotFoundError):
        return "missing"
    if isinstance(error, PermissionError):
        return "permission"
    return "system"


def check_file(path: str, rules: RuleSet, lang: str = "zh", least: Severity = Severity.INFO) -> FileResult:
    """The findings of one file, from `least` up; the others are counted and not kept."""
    checker = Checker(rules, path, lang)
    findings: list[Finding] = []
    found: Counter[Severity] = Counter()
    forms = indicators = 0
    unreadable = False

    def keep(told: Iterable[Finding]) -> None:
        for finding in told:
            found[finding.severity] += 1
            if finding.severity >= least:
                findings.append(finding)

    for item in read_forms(path):
        if isinstance(item, Form):
            forms += 1
            indicators += len(item.indicators)
            keep(checker.form(item))
        else:
            unreadable = unreadable or item.kind == "unreadable"
            keep(checker.facts([item]))
    keep(checker.finish())
    findings.sort(key=_order)
    return FileResult(path, tuple(findings), found, forms, indicators, unreadable)


def _order(finding: Finding) -> tuple[int, int, str]:
    place = finding.place or Place()
    return (place.line or 0, place.column or 0, finding.code)


def check_files(
    paths: Sequence[str],
    rules_of: RulesOf,
    *,
    lang: str = "zh",
    jobs: int = 1,
    least: Severity = Severity.INFO,
) -> Iterator[FileResult]:
    """The results of all files that `paths` name, in order.

    jobs:  how many processes share the files.
    least: the least severity whose findings are kept.
    """
    files = list(find_files(paths))
    if jobs <= 1 or len(files) < 2 or STDIN in files:
        for path in files:
            yield check_file(path, rules_of(path), lang, least)
        return
    yield from _check_together(files, (rules_of, lang, least), min(jobs, len(files)))


def _check_together(files: list[str], setting: _Setting, workers: int) -> Iterator[FileResult]:
    """The results of `files`, in order, by several processes; what they leave when one is killed is done here."""
    from concurrent.futures.process import BrokenProcessPool

    from pfglint.workers import spread

    done = 0
    try:
        chunk = max(1, min(16, len(files) // (workers * 4)))
        for result in spread(_check_in_worker, files, workers, _start_worker, setting, chunk):
            yield result
            done += 1
    except BrokenProcessPool:
        for path in files[done:]:
            yield _check(path, setting)


_worker: _Setting | None = None


def _start_worker(rules_of: RulesOf, lang: str, least: Severity) -> None:
    # One per process, set once when the process starts: what a pool's initializer is for.
    global _worker
    _worker = (rules_of, lang, least)


def _check_in_worker(path: str) -> FileResult:
    assert _worker is not None
    return _check(path, _worker)


def _check(path: str, setting: _Setting) -> FileResult:
    rules_of, lang, least = setting
    return check_file(path, rules_of(path), lang, least)
