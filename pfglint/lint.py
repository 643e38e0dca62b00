"""Paths to findings: each file is read, recognised and checked one form at a time."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from pfglint.finding import Finding, Practice, Severity, in_order
from pfglint.form.head import Head, head_of
from pfglint.form.labels import Vocabulary, extended
from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.rule.model import RuleSet
from pfglint.rule.neighbours import Neighbours
from pfglint.rule.note import Listener, Packed, unpacked
from pfglint.rule.run import Checker
from pfglint.source.document import Document, Fact, Row, SourceError
from pfglint.source.files import STDIN, find_files
from pfglint.source.limits import Limits
from pfglint.source.open import document_of, opened

if TYPE_CHECKING:
    from pfglint.sieve import Noted, Sieve

TROUBLES = ("unreadable", "no-form", "unknown-layout", "unread-table")
"""The kinds of facts that say why a file gave no form."""

RulesOf: TypeAlias = Callable[[str], RuleSet]
"""The rules that hold for a file, by its path (`pfglint.config.Configs.rules`); it can be sent to other processes."""
KnownOf: TypeAlias = Callable[[str, Vocabulary | None, Limits | None], Container[object]]
"""The forms and facts of a file that are known already (`pfglint.changed`), by its path, the labels and the limits it is
read with; it can be sent to other processes."""
SieveOf: TypeAlias = "Callable[[str], Sieve | None]"
"""The findings of a file that are accepted as they are, by its path; it can be sent to other processes, too."""
_Setting: TypeAlias = "tuple[RulesOf, str, Severity, Limits, KnownOf | None, SieveOf | None, bool]"


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one file.

    findings:   of the severities that were asked for, ordered by place.
    found:      how many there were of each severity, asked for or not.
    forms, indicators: how many were understood.
    unreadable: whether the file could not be read, or not to its end.
    practices:  how many forms were checked by another practice than the usual.
    departments: how many forms each department has (主管部门 as written; None where a form does not say).
    known:      how many forms were known already; they are not counted among `forms`, nor is what was found in them.
    noted:      what the file's sieve noted; None where it had none.
    elsewhere:  what the sieves of files before it noted of findings about these, by their paths.
    notes:      what its forms may have in common with those of other files (`pfglint.rule.note.Packed`), where it is not
                among the findings yet.
    heads:      of its forms, in their order, where they were asked for.
    """

    path: str
    findings: tuple[Finding, ...]
    found: Counter[Severity]
    forms: int
    indicators: int
    unreadable: bool
    practices: Counter[Practice] = field(default_factory=Counter)
    departments: Counter[str | None] = field(default_factory=Counter)
    known: int = 0
    noted: Noted | None = None
    elsewhere: Mapping[str, Noted] = field(default_factory=dict)
    notes: bytes = b""
    heads: tuple[Head, ...] = ()


def read_forms(
    path: str, limits: Limits | None = None, words: Vocabulary | None = None
) -> Iterator[Form | Fact]:
    """The forms of a file, and what else was noticed; ``-`` is standard input.

    words: the labels to know the forms by, as `words_of` gives them; the built-in ones unless there are more.

    What cannot be read ends with a fact ``unreadable``, whose detail is the kind of trouble; nothing is raised.
    """
    try:
        with opened(path, limits) as document:
            yield from _forms(document, words)
    except SourceError as error:
        yield _told(error)


def forms_of_bytes(
    data: bytes, path: str = "example", words: Vocabulary | None = None, limits: Limits | None = None
) -> Iterator[Form | Fact]:
    """The same for a file's content."""
    try:
        yield from _forms(document_of(io.BytesIO(data), path, limits), words)
    except SourceError as error:
        yield _told(error)


def _forms(document: Document, words: Vocabulary | None) -> Iterator[Form | Fact]:
    """The forms of a document, then what its reader noticed."""
    noticed: list[Fact] = []

    def rows() -> Iterator[Row]:
        for item in document.rows():
            if isinstance(item, Row):
                yield item
            else:
                noticed.append(item)

    yield from recognise(rows(), words)
    yield from noticed


@lru_cache(maxsize=16)
def words_of(rules: RuleSet) -> Vocabulary | None:
    """The labels that the profiles of `rules` bring, and the built-in ones; None where these are all."""
    return extended(*rules.labels) if rules.labels else None


def _told(error: SourceError) -> Fact:
    """The fact that tells of a file that cannot be read, or of a folder with nothing in it to read."""
    if error.kind == "no-files":
        return Fact("no-form", error.detail, error.place, error.kind)
    return Fact("unreadable", error.detail, error.place, error.kind)


def check_file(
    path: str,
    rules: RuleSet,
    lang: str = "zh",
    least: Severity = Severity.INFO,
    limits: Limits | None = None,
    sieve: Sieve | None = None,
    listener: Listener | None = None,
    heads: bool = False,
) -> FileResult:
    """The findings of one file, from `least` up; the others are counted and not kept.

    sieve: what it takes of them is neither kept nor counted.
    listener: who hears what its forms may have in common with those of other files.
    heads: whether the heads of its forms are kept.
    """
    # A sieve must see every finding to tell whether it takes it.
    checker = Checker(rules, path, lang, least if sieve is None else Severity.INFO, listener)
    kept: list[Head] = []
    items = read_forms(path, limits, words_of(rules))
    result = _checked(_noting(items, checker, kept) if heads else items, checker, least, sieve=sieve)
    return replace(result, heads=tuple(kept)) if heads else result


def _noting(items: Iterable[Form | Fact], checker: Checker, heads: list[Head]) -> Iterator[Form | Fact]:
    """The same items; the heads of forms are kept on the way."""
    for item in items:
        yield item
        if isinstance(item, Form):
            heads.append(head_of(item, checker.profile))


def check_changed(
    path: str,
    rules: RuleSet,
    known_of: KnownOf,
    lang: str = "zh",
    least: Severity = Severity.INFO,
    limits: Limits | None = None,
    sieve: Sieve | None = None,
    listener: Listener | None = None,
) -> FileResult:
    """The same, of those forms only that are not known already. What two forms have in common, rules still see: it is
    told at the one that has changed, wherever in the file that is.
    """
    words = words_of(rules)
    known = known_of(path, words, limits)
    checker = Checker(rules, path, lang, listener=listener)
    numbers, before = set(), list[Finding]()
    for item in read_forms(path, limits, words):
        if isinstance(item, Form) and item in known:
            numbers.add(item.number)
            before += checker.learn(item)
    checker.practices.clear()
    changed = (
        item
        for item in read_forms(path, limits, words)
        if (item.number not in numbers if isinstance(item, Form) else _is_new(item, known))
    )
    return _checked(changed, checker, least, numbers, sieve, before)


def _is_new(fact: Fact, known: Container[object]) -> bool:
    return fact.kind == "unreadable" or fact not in known


def check_bytes(
    data: bytes,
    path: str,
    rules: RuleSet,
    lang: str = "zh",
    least: Severity = Severity.INFO,
    limits: Limits | None = None,
    sieve: Sieve | None = None,
) -> FileResult:
    """The same for a file's content."""
    checker = Checker(rules, path, lang, least if sieve is None else Severity.INFO)
    return _checked(forms_of_bytes(data, path, words_of(rules), limits), checker, least, sieve=sieve)


def _checked(
    items: Iterable[Form | Fact],
    checker: Checker,
    least: Severity,
    known: Collection[int] = (),
    sieve: Sieve | None = None,
    before: Iterable[Finding] = (),
) -> FileResult:
    """What a checker finds in the forms and facts of a file.

    known:  the numbers of forms whose findings are left out.
    before: what has been found already.
    """
    findings: list[Finding] = []
    found: Counter[Severity] = Counter()
    departments: Counter[str | None] = Counter()
    forms = indicators = 0
    unreadable = False

    def keep(told: Iterable[Finding]) -> None:
        for finding in told:
            left_out = finding.form in known and finding.path == checker.path
            if not left_out and not (sieve is not None and sieve.takes(finding)):
                found[finding.severity] += 1
                if finding.severity >= least or (sieve is not None and sieve.may_be_recorded(finding)):
                    findings.append(finding)

    keep(before)
    for item in items:
        if isinstance(item, Form):
            forms += 1
            indicators += len(item.indicators)
            departments[item.department] += 1
            if sieve is not None:
                sieve.form(item)
            keep(checker.form(item))
        else:
            unreadable = unreadable or item.kind == "unreadable"
            keep(checker.facts([item]))
    keep(checker.finish())
    found.update(checker.untold)
    findings.sort(key=in_order)
    return FileResult(
        checker.path,
        tuple(findings),
        found,
        forms,
        indicators,
        unreadable,
        checker.practices,
        departments,
        len(known),
        sieve.noted() if sieve is not None else None,
    )


def check_files(
    paths: Sequence[str],
    rules_of: RulesOf,
    *,
    lang: str = "zh",
    jobs: int = 1,
    least: Severity = Severity.INFO,
    limits: Limits | None = None,
    known_of: KnownOf | None = None,
    sieve_of: SieveOf | None = None,
    heads: bool = False,
) -> Iterator[FileResult]:
    """The results of all files that `paths` name, in order.

    jobs:  how many processes share the files.
    least: the least severity whose findings are kept.
    limits: how much of one file is read.
    known_of: where only forms that are not known already are of interest.
    sieve_of: where there are findings that are accepted as they are.
    heads: whether the results have the heads of the forms.
    """
    files = list(find_files(paths))
    setting = (rules_of, lang, least, limits or Limits(), known_of, sieve_of, heads)
    neighbours = Neighbours(lang, look_back=known_of is not None)
    if jobs <= 1 or len(files) < 2 or STDIN in files:
        results: Iterator[FileResult] = (_check(path, setting, neighbours) for path in files)
    else:
        results = _check_together(files, setting, jobs, neighbours)
    held: FileResult | None = None
    for result in results:
        if held is not None:
            yield held
        held = result
    if held is not None:
        # What only the whole run shows is told with the last file.
        yield _with(held, neighbours.close(), setting)


def _with(result: FileResult, told: Iterable[Finding | Severity], setting: _Setting) -> FileResult:
    """The result with findings that were not known when its file was read; some may be about a file before it."""
    _, _, least, _, _, sieve_of, _ = setting
    sieves: dict[str, Sieve | None] = {}
    findings, found = list(result.findings), result.found.copy()
    for one in told:
        if isinstance(one, Severity):
            found[one] += 1
            continue
        if one.path not in sieves:
            sieves[one.path] = sieve_of(one.path) if sieve_of is not None else None
        sieve = sieves[one.path]
        if sieve is None or not sieve.takes(one):
            found[one.severity] += 1
            if one.severity >= least or (sieve is not None and sieve.may_be_recorded(one)):
                findings.append(one)
    findings.sort(key=lambda finding: (finding.path != result.path, finding.path, in_order(finding)))
    noted = {path: sieve.noted() for path, sieve in sieves.items() if sieve is not None}
    own = noted.pop(result.path, None)
    elsewhere = {path: one.after(result.elsewhere.get(path)) for path, one in noted.items()}
    return replace(
        result,
        findings=tuple(findings),
        found=found,
        noted=own.after(result.noted) if own is not None else result.noted,
        elsewhere={**result.elsewhere, **elsewhere},
        notes=b"",
    )


def _judged(result: FileResult, neighbours: Neighbours, setting: _Setting) -> FileResult:
    """The result with what its forms have in common with those before them."""
    told: list[Finding | Severity] = []
    unpacked(
        result.notes,
        lambda notes: told.extend(neighbours.hear(result.path, notes)),
        neighbours.count,
    )
    return _with(result, told, setting)


def _check_together(
    files: list[str], setting: _Setting, jobs: int, neighbours: Neighbours
) -> Iterator[FileResult]:
    """The results of `files`, in order, by several processes."""
    from pfglint.workers import share

    for result in share(_checking, setting, files, jobs):
        yield _judged(result, neighbours, setting)


def _checking(*setting: *_Setting) -> Callable[[str], FileResult]:
    def check(path: str) -> FileResult:
        packed = Packed()
        return replace(_check(path, setting, packed), notes=packed.content())

    return check


def _check(path: str, setting: _Setting, listener: Listener) -> FileResult:
    rules_of, lang, least, limits, known_of, sieve_of, heads = setting
    sieve = sieve_of(path) if sieve_of is not None else None
    if known_of is not None:
        return check_changed(path, rules_of(path), known_of, lang, least, limits, sieve, listener)
    return check_file(path, rules_of(path), lang, least, limits, sieve, listener, heads)
