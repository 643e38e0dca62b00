"""Forms in Word documents and workbooks, mended: the findings are gone, no others come, and nothing else changes."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.forms import forms
from pfglint.finding import Finding, Place, Severity
from pfglint.lint import check_bytes
from pfglint.mend import docx, xlsx
from pfglint.mend.package import Package
from pfglint.mend.run import Mended, Write, mend
from pfglint.rule.pack import load_builtin
from pfglint.source.document import Row
from pfglint.source.open import document_of
from tests.formats import writers
from tests.mend.office import STRINGS, canonical, changed, parts, shared
from tests.mend.test_run import damaged

FIXTURES = Path(__file__).parents[1] / "formats" / "libreoffice"
DOCUMENT = "word/document.xml"
WRITERS: dict[str, Write] = {"docx": docx.write, "xlsx": xlsx.write}


def check(data: bytes) -> Sequence[Finding]:
    return check_bytes(data, "表", load_builtin()).findings


def safely(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def mended(data: bytes, suffix: str, wanted: Callable[[Finding], bool] = safely) -> Mended:
    return mend(data, check(data), wanted, check, WRITERS[suffix])


def texts(data: bytes, suffix: str) -> dict[Place, str]:
    """What a file shows, by place."""
    rows = document_of(io.BytesIO(data), f"表.{suffix}").rows()
    return {cell.place: cell.text for row in rows if isinstance(row, Row) for cell in row.cells}


def without_texts(xml: bytes) -> bytes:
    """XML without the texts of cells, and without the numbers of texts that cells share."""
    root = etree.fromstring(xml)
    for one in (*root.iter("{*}t"), *root.iterfind(".//{*}c[@t='s']/{*}v")):
        one.text = None
    return canonical(etree.tostring(root))


def strings(data: bytes) -> list[bytes]:
    """The texts that cells of a workbook share, as they are written."""
    root = etree.fromstring(parts(data)[STRINGS])
    return [canonical(etree.tostring(one)) for one in root]


def in_runs(data: bytes, rng: Random) -> bytes:
    """A Word document whose texts are cut into runs, some of them bold."""
    package = Package(data)
    part = package.part(package.main)
    for run in part.root.iterfind(".//{*}r"):
        (text,) = [one.text for one in run.iterfind("{*}t")]
        cuts = [0, *sorted({rng.randrange(len(text) + 1) for _ in range(rng.randrange(3))}), len(text)]
        pieces = [text[start:end] for start, end in pairwise(cuts)]
        fonts = [rng.choice(("", "<w:rPr><w:b/></w:rPr>")) for _ in pieces]
        part.replace(
            run,
            "".join(
                f'<w:r>{font}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'
                for font, piece in zip(fonts, pieces, strict=True)
            ),
        )
    return package.written()


def made(kind: str, seed: int, share: float, defective: float = 0.3) -> tuple[bytes, str]:
    """A file of generated forms with odd signs in them, and its suffix."""
    rng = Random(seed)
    grids = [writers.grid(one, merge=rng.random() < 0.5) for one in forms(2, seed=seed, defective=defective)]
    odd = [
        one._replace(
            rows=tuple(tuple(damaged(cell, rng.randrange(10**6), share) for cell in row) for row in one.rows)
        )
        for one in grids
    ]
    if kind == "docx":
        return in_runs(writers.docx(odd), rng), "docx"
    data = writers.xlsx(odd)
    return (shared(data) if kind == "xlsx, shared" else data), "xlsx"


def spots(findings: Sequence[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((one.name, one.place) for one in findings)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), share=st.sampled_from([0.3, 1.0]), unsafe=st.booleans())
@pytest.mark.parametrize("kind", ["docx", "xlsx", "xlsx, shared"])
def test_findings_are_gone_and_nothing_else_changes(kind: str, seed: int, share: float, unsafe: bool) -> None:
    data, suffix = made(kind, seed, share)

    def wanted(finding: Finding) -> bool:
        return unsafe or safely(finding)

    before = check(data)
    done = mended(data, suffix, wanted)
    left = check(done.data)
    refused = {job.job.finding.name for job in done.refused}
    assert not [one for one in left if one.fix and wanted(one) and one.name not in refused]
    new = spots([one for one in left if one.severity >= Severity.WARNING]) - spots(before)
    assert not new
    again = mended(done.data, suffix, wanted)
    assert (again.data, again.made) == (done.data, [])

    old, now = texts(data, suffix), texts(done.data, suffix)
    assert old.keys() == now.keys()
    assert {place for place in old if old[place] != now[place]} == {
        place for place, change in done.cells.items() if change.before != change.after
    }
    assert {place: now[place] for place in done.cells} == {
        place: change.after for place, change in done.cells.items()
    }
    for name in changed(data, done.data):
        if name == STRINGS:
            assert strings(done.data)[: len(strings(data))] == strings(data)
        else:
            assert name == DOCUMENT or name.startswith("xl/worksheets/")
            assert without_texts(parts(done.data)[name]) == without_texts(parts(data)[name])


ODD = {"≥": "≧", "≤": "≦"}
"""Signs of one character each, so that a mended file is again what it was, byte for byte."""


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_a_word_file_of_libreoffice_is_as_it_was(share: float) -> None:
    data = (FIXTURES / "forms.docx").read_bytes()
    rng = Random(7)
    package = Package(data)
    xml = package.read(DOCUMENT).decode()
    odd = "".join(ODD[one] if one in ODD and rng.random() < share else one for one in xml)
    package.add(DOCUMENT, odd.encode())
    done = mended(package.written(), "docx", lambda one: one.name == "odd-glyph")
    assert len(done.made) >= 3
    assert parts(done.data) == parts(data)


@pytest.mark.parametrize("share", [0.2, 1.0])
def test_a_workbook_of_libreoffice_shows_what_it_did(share: float) -> None:
    data = (FIXTURES / "forms.xlsx").read_bytes()
    rng = Random(7)
    package = Package(data)
    xml = package.read(STRINGS).decode()
    package.add(
        STRINGS, "".join(ODD[one] if one in ODD and rng.random() < share else one for one in xml).encode()
    )
    odd = package.written()
    done = mended(odd, "xlsx", lambda one: one.name == "odd-glyph")
    assert len(done.made) >= 3
    now, was = texts(done.data, "xlsx"), texts(data, "xlsx")
    assert {now[place] for place in done.cells} == {was[place] for place in done.cells}
    assert {place: now[place] for place in now if place not in done.cells} == {
        place: text for place, text in texts(odd, "xlsx").items() if place not in done.cells
    }
    assert set(changed(odd, done.data)) == {STRINGS, "xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_files_of_libreoffice_that_are_mended_keep_all_that_is_no_text(suffix: str) -> None:
    data = (FIXTURES / f"forms.{suffix}").read_bytes()
    done = mended(data, suffix, lambda one: one.fix is not None)
    for name in changed(data, done.data):
        if name != STRINGS:
            assert without_texts(parts(done.data)[name]) == without_texts(parts(data)[name])
