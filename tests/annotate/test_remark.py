"""Findings in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pfglint.annotate.remark import is_ours, lines, notes, plain, remark_of, text
from pfglint.finding import Finding, Place, Related, Severity

from .remarks import remark

CELL = Place(sheet="表", cell="E14", rank=917508)
FINDING = Finding(
    "PFG301",
    "percent-on-count",
    Severity.ERROR,
    "适当性",
    "单位不对。",
    "改用“册”。",
    "通行做法",
    "表.xlsx",
    form=1,
    place=CELL,
    related=(Related(Place(sheet="表", cell="E9"), "这里写的是册。"),),
)


def test_a_remark_says_what_is_wrong_how_to_mend_it_and_why() -> None:
    made = remark_of(FINDING, {"PFG301": "计数指标以百分号为单位"}, "zh")
    assert ["".join(line) for line in lines(made, "zh")] == [
        "错误：单位不对。",
        "对照：工作表“表” E9 这里写的是册。",
        "改法：改用“册”。",
        "依据：通行做法",
        "规则：percent-on-count PFG301",
    ]
    assert made.title == "计数指标以百分号为单位"
    assert lines(remark_of(FINDING, {}, "en"), "en")[0] == ("error: ", "单位不对。")


def test_what_a_finding_does_not_say_is_left_out() -> None:
    made = remark_of(FINDING._replace(help=None, source=None, related=()), {}, "zh")
    assert ["".join(line) for line in lines(made, "zh")] == [
        "错误：单位不对。",
        "规则：percent-on-count PFG301",
    ]


def test_the_remarks_on_one_cell_are_one_note_with_the_worst_first() -> None:
    place = Place(page=1, bbox=(1, 2, 3, 4), rank=70000)
    other = Place(page=1, bbox=(1, 9, 3, 11), rank=5)
    made = notes(
        [
            remark(place, "一", Severity.WARNING),
            remark(other, "二"),
            remark(None, "三", Severity.INFO),
            remark(place, "四"),
            remark(Place(), "五"),
        ]
    )
    assert [(note.place, [one.message for one in note.remarks]) for note in made] == [
        (None, ["五", "三"]),
        (other, ["二"]),
        (place, ["四", "一"]),
    ]
    assert [note.severity for note in made] == [Severity.ERROR, Severity.ERROR, Severity.ERROR]
    assert text(made[2].remarks, "zh").count("\n\n") == 1


@given(st.text(st.characters()))
def test_any_text_is_made_fit_for_xml(written: str) -> None:
    said = plain(written)
    element = etree.Element("t")
    element.text = said
    assert etree.fromstring(etree.tostring(element)).text == (said or None)
    assert len(said) <= len(written)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_we_have_written_is_known_again(lang: str) -> None:
    assert is_ours(text([remark(), remark()], lang))
    assert not is_ours(text([remark()], lang) + "\n已改")
    for other in ("", "请核对", "错误：请核对", "错误：请核对\n规则：一", "规则：a B1"):
        assert not is_ours(other)
