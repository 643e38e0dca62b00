"""Every character keeps its run, and what is put in goes where it belongs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.mend.plan import Span, differing, replaced
from pfglint.mend.runs import Run, edited
from pfglint.mend.written import RefusedError


def spans(old: str, new: str) -> list[Span]:
    start, was, text = differing(old, new)
    return [Span(start, start + len(was), was, text, old)]


def made(runs: list[str], new: str) -> list[str]:
    return edited([Run(one) for one in runs], spans("".join(runs).strip(), new))


@pytest.mark.parametrize(
    ("runs", "new", "after"),
    [
        (["≧", "90", "(%)"], "≥90(%)", ["≥", "90", "(%)"]),
        (["大于", "等于", "90%"], "≥90%", ["≥", "", "90%"]),
        (["95", "%以上"], "≥95%", ["≥95", "%"]),
        (["90", ".00", "(%)"], "90(%)", ["90", "", "(%)"]),
        (["", "90", "", "%"], "90%以上", ["", "90", "", "%以上"]),
        (["  ≧", "9 "], "≥9", ["  ≥", "9 "]),
        (["12(", "本", ")"], "12(册)", ["12(", "册", ")"]),
    ],
)
def test_a_change_stays_in_its_run(runs: list[str], new: str, after: list[str]) -> None:
    assert made(runs, new) == after


def test_what_stands_behind_a_label_is_found() -> None:
    runs = [Run("单位："), Run("本")]
    assert edited(runs, [Span(0, 1, "本", "册", "本")]) == ["单位：", "册"]
    with pytest.raises(RefusedError, match="moved"):
        edited([Run("本"), Run("本")], [Span(0, 1, "本", "册", "本")])


@pytest.mark.parametrize("whole", ["9", "99%", "别的", ""])
def test_another_text_is_left(whole: str) -> None:
    with pytest.raises(RefusedError, match="moved"):
        edited([Run(whole)], spans("90%", "91%"))


def test_what_is_no_plain_text_is_left_and_what_is_beside_it_is_not() -> None:
    runs = [Run("≥", "symbol"), Run("90"), Run("\n", "symbol"), Run("本")]
    old = "≥90\n本"
    assert edited(runs, spans(old, "≥90\n册")) == ["≥", "90", "\n", "册"]
    assert edited(runs, spans(old, "≥约90\n本")) == ["≥", "约90", "\n", "本"]
    for new in (">90\n本", "≥90本", "≥90 本"):
        with pytest.raises(RefusedError, match="symbol"):
            edited(runs, spans(old, new))


TEXT = st.text("甲乙≥9.%本 ", max_size=6)


@given(runs=st.lists(TEXT, min_size=1, max_size=5), new=TEXT)
def test_the_runs_together_are_the_new_text_and_no_other_run_changes(runs: list[str], new: str) -> None:
    whole = "".join(runs)
    if not whole.strip():
        return
    wanted = spans(whole.strip(), new)
    after = edited([Run(one) for one in runs], wanted)
    lead = len(whole) - len(whole.lstrip())
    tail = whole[lead + len(whole.strip()) :]
    assert "".join(after) == whole[:lead] + replaced(whole.strip(), wanted) + tail
    start, end = lead + wanted[0].start, lead + wanted[0].end
    at = 0
    for before, now in zip(runs, after, strict=True):
        if at + len(before) < start or at > end:
            assert now == before
        at += len(before)
