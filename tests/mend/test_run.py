"""Forms with odd signs and units, mended: as they were before the damage, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.damage import ENCODINGS, encoded
from benchmarks.forms import forms
from pfglint.finding import Finding, Severity
from pfglint.mend.run import Check, Mended, mend
from pfglint.mend.text import write

from ..conftest import form
from . import pack

DAMAGE = {
    "≥": ("≧", ">=", "大于等于"),
    "≤": ("≦", "<=", "小于等于"),
    "(册)": ("(本)", "(卷)"),
}


@pytest.fixture(scope="module")
def check(tmp_path_factory: pytest.TempPathFactory) -> Check:
    return pack.checking(tmp_path_factory.mktemp("pack"))


def safely(finding: Finding) -> bool:
    return finding.fix is not None and finding.fix.safe


def mended(data: bytes, check: Check, wanted: Callable[[Finding], bool] = safely) -> Mended:
    return mend(data, check(data), wanted, check, write)


def damaged(text: str, seed: int, share: float) -> str:
    rng = Random(seed)
    for good, bad in DAMAGE.items():
        pieces = text.split(good)
        text = pieces[0] + "".join(
            (rng.choice(bad) if rng.random() < share else good) + piece for piece in pieces[1:]
        )
    return text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10**6),
    share=st.sampled_from([0.2, 0.6, 1.0]),
    encoding=st.sampled_from(ENCODINGS),
    crlf=st.booleans(),
)
def test_what_was_damaged_is_as_it_was(
    check: Check, seed: int, share: float, encoding: str, crlf: bool
) -> None:
    # Mending the unit of an indicator that stands there twice would make the second a repeat.
    drawn = (one for one in forms(3, seed=seed, defective=0.5) if one.defect != "duplicate-indicator")
    text = "\n".join(one.text for one in drawn)
    right = mended(encoded(text, encoding, crlf=crlf), check)
    done = mended(encoded(damaged(text, seed, share), encoding, crlf=crlf), check)
    assert done.data == right.data
    assert done.refused == right.refused == []
    again = mended(done.data, check)
    assert again.data == done.data
    assert again.made == []


def spots(findings: Sequence[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((one.name, one.place and one.place.line) for one in findings)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_mended_findings_are_gone_and_none_are_new(check: Check, seed: int) -> None:
    text = "\n".join(one.text for one in forms(3, seed=seed, defective=0.8))
    data = damaged(text, seed, 0.5).encode()
    before, done = check(data), mended(damaged(text, seed, 0.5).encode(), check)
    assert spots(done.left) <= spots(before) - spots([job.finding for job in done.made])


def test_edits_of_several_findings_in_one_cell_compose(check: Check) -> None:
    done = mended(form(quantity="大于等于12000(本)").encode(), check)
    assert done.data == form(quantity="≥12000(册)").encode()
    assert [job.finding.name for job in done.made] == ["odd-unit", "word-operator"]


def test_what_changes_the_meaning_is_left_unless_wanted(check: Check) -> None:
    wrong = form(quantity="=100.00(%)").encode()
    assert mended(wrong, check).data == wrong
    done = mended(wrong, check, lambda one: one.fix is not None)
    assert done.data == form(quantity="=100.00(个)").encode()


TROUBLE = """\
- code: LOC009
  name: undone
  title: 改了又错
  severity: info
  for: indicator
  when: name ends with "数量" and text contains "册"
  message: “{text}”
  mark: text
  fix: {safe: true, title: 删去, with: "=100(%)"}
  en: {title: Title, message: "{text}", fix: Cut}
  examples:
    fail: ["数量指标 | 购书数量 | ≥90(册)", "数量指标 | 购书数量 | =9(册)"]
    pass: ["数量指标 | 购书数 | ≥90(个)", "数量指标 | 购书数 | =90(个)"]
- code: LOC010
  name: stays
  title: 改不掉
  severity: info
  for: indicator
  when: text contains "月30日"
  message: “{text}”
  mark: text
  fix: {safe: true, title: 加字, with: "{text} "}
  en: {title: Title, message: "{text}", fix: Add}
  examples:
    fail: ["时效指标 | 完成时间 | 2025年11月30日前", "时效指标 | 完成时间 | 2025年9月30日前"]
    pass: ["时效指标 | 完成时间 | 2025年11月29日前", "时效指标 | 完成时间 | 2025年9月3日前"]
"""


def test_a_fix_that_brings_an_error_or_mends_nothing_is_not_made_and_others_are(tmp_path: Path) -> None:
    check = pack.checking(tmp_path, TROUBLE)
    data = form().replace("≥90.00(%)", "≧90.00(%)").encode()
    done = mended(data, check)
    assert done.data == form().encode()
    assert {one.job.finding.name: one.reason for one in done.refused} == {
        "undone": "brings",
        "stays": "stays",
    }
    (brings,) = (one.brought for one in done.refused if one.brought)
    assert (brings.name, brings.severity) == ("percent-for-number", Severity.WARNING)


def test_a_fix_of_many_places_is_made_in_all_of_them(check: Check) -> None:
    pages = [form(project=f"项目{number}").replace("元/册", unit) for number, unit in enumerate(UNITS)]
    done = mended("\n".join(pages).encode(), check)
    assert done.data.decode().count("元/册·年") == len(UNITS)
    assert not [one for one in done.left if one.name == "unit-spelling"]


UNITS = ("元/册·年", "元/册/年", "元/年·册", "元/册/年", "元/年·册")
