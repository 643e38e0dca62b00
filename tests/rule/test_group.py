"""Groups: duplicates and contradictions, in linear time and little memory."""

from __future__ import annotations

import sys
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Edit, Finding, Place
from pfglint.rule.group import Store
from pfglint.rule.run import Checker
from tests.rule.build import form, indicator, rules

DUPLICATE = "group: {within: form, by: [name, value]}"
CONFLICT = "group: {within: form, by: [name], differs: [value]}\nrelated: 那里是{first.value}"
MORE = ", related: 'there it is {first.value}'"


def test_duplicates_are_related_to_the_first() -> None:
    found = rules(DUPLICATE)
    items = [
        indicator(number=number, value=value)
        for number, value in ((1, "≥95(%)"), (2, "≥95.0(%)"), (3, "≥95(人)"))
    ]
    (finding,) = Checker(found, "x").form(
        form(*items, indicator(number=4, value=None), indicator(number=5, value=None))
    )
    assert finding.place == Place(2, 20, 28)
    assert finding.related[0].place == Place(1, 20, 26)


def test_conflicts_differ_and_unknown_does_not() -> None:
    found = rules(CONFLICT, more=MORE)
    values = ("≥95(%)", "≥95(%)", None, "≥90(%)")
    items = [indicator(number=number, value=value) for number, value in enumerate(values, 1)]
    (finding,) = Checker(found, "x", "en").form(form(*items))
    assert finding.place is not None
    assert finding.place.line == 4
    assert finding.related[0].message == "there it is ≥95(%)"


def test_a_document_is_remembered_and_a_form_is_not() -> None:
    for within, count in (("form", 0), ("document", 2)):
        checker = Checker(rules(f"group: {{within: {within}, by: [name]}}"), "x")
        assert sum(len(list(checker.form(form(indicator(), number=number)))) for number in (1, 2, 3)) == count


def test_once_tells_each_difference_once() -> None:
    body = "group: {within: document, by: [unit_canonical], differs: [unit_text], once: %s}"
    units = ["元/人·天", "元/天·人", "元/天·人", "元/人·天", "元/人/天"]
    model = form(*(indicator(value=f"≤5({unit})", number=number) for number, unit in enumerate(units, 1)))
    assert [len(list(Checker(rules(body % once), "x").form(model))) for once in ("true", "false")] == [2, 3]


def test_white_space_makes_no_difference() -> None:
    found = rules("group: {within: form, by: [written_name]}")
    assert (
        len(list(Checker(found, "x").form(form(indicator("培训 人次"), indicator("培训人次", number=2)))))
        == 1
    )


def test_groups_are_linear() -> None:
    def calls(size: int) -> int:
        """How many functions are called to check a form of so many indicators."""
        model = form(*(indicator(f"指标{number}", "12(个)", number=number) for number in range(size)))
        checker = Checker(rules(DUPLICATE, CONFLICT.partition("\n")[0]), "x")
        count = 0

        def note(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(note)
        try:
            list(checker.form(model))
        finally:
            sys.setprofile(None)
        return count

    calls(20)
    assert calls(2000) < 12 * calls(200)


def test_a_document_of_many_forms_takes_little_memory() -> None:
    found = rules(
        "group: {within: document, by: [project]}",
        "group: {within: document, by: [number]}",
        subject="form",
        message="{year}",
    )
    checker = Checker(found, "x")
    list(checker.form(form()))
    tracemalloc.start()
    size = 20_000
    for number in range(2, size):
        list(checker.form(form(number=number)))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used / size < 300


SPELLED = """group: {within: document, by: [unit_canonical], differs: [unit_text], should: [unit_canonical]}
mark: unit
related: 另一种写法
fix: {title: 改单位, with: "{unit_canonical}", safe: true}
"""
SPELLED_MORE = ", related: the other spelling, fix: change the unit"


def spelled(*units: str) -> list[Finding]:
    """What the end of a document says of forms with one indicator each, measured in these units."""
    checker = Checker(rules(SPELLED, message="{unit_text}", more=SPELLED_MORE), "x", "en")
    for number, unit in enumerate(units, 1):
        model = form(indicator(value=f"≤5({unit})", number=number), number=number)
        assert list(checker.form(model)) == []
    return list(checker.finish())


def test_what_should_be_written_alike_is_told_at_the_end_once_for_each_wrong_way() -> None:
    found = spelled("元/天·人", "元/人·天", "元/人天", "元/天·人", "元/人·次")
    assert [(item.message, item.place and item.place.line) for item in found] == [
        ("元/天·人", 1),
        ("元/人天", 3),
    ]
    assert [[edit.place.line for edit in item.fix.edits] for item in found if item.fix] == [[1, 4], [3]]
    assert {edit.text for item in found if item.fix for edit in item.fix.edits} == {"元/人·天"}
    assert [item.related[0].place.line for item in found] == [2, 1]
    assert found[0].related[0].message == "the other spelling"


def test_what_is_written_alike_throughout_is_right_even_where_another_way_is_better() -> None:
    assert spelled("元/天·人", "元/天·人") == []
    assert spelled("元/人·天", "元/人·天", "元/人·次") == []


def test_the_culprit_is_found_also_in_full_width_letters() -> None:
    checker = Checker(rules(SPELLED, message="{unit_text}", more=SPELLED_MORE), "x")
    for number, value in enumerate(("≤5（元／人天）", "≤5(元/人·天)"), 1):
        list(checker.form(form(indicator(value=value, number=number))))
    (finding,) = checker.finish()
    assert finding.fix is not None
    assert finding.fix.edits == (Edit(Place(1, 23, 27), "元/人·天", "元／人天"),)


def test_a_finding_that_waits_can_be_silenced() -> None:
    found = rules("when: number > 9\nsilences: [rule-2]", SPELLED.partition("mark")[0])
    checker = Checker(found, "x")
    told = [
        len(list(checker.form(form(indicator(value=value))))) for value in ("≤10(元/人天)", "≤5(元/人·天)")
    ]
    assert told == [1, 0]
    assert list(checker.finish()) == []


@given(st.dictionaries(st.integers(0, 2**64 - 1) | st.integers(0, 99), st.binary(max_size=9)))
def test_a_store_keeps_what_a_dictionary_keeps(content: dict[int, bytes]) -> None:
    # 0 and 1 are one key: 0 marks what is free.
    content.pop(0, None)
    store = Store()
    for key, text in content.items():
        store.add(key, text)
    assert all(store.get(key) == text for key, text in content.items())
    assert all(store.get(key) is None for key in range(1, 120) if key not in content)


def test_the_first_keeps_any_kind_of_place() -> None:
    where = Place(page=3, bbox=(1.5, 2.0, 3.0, 4.0), rank=7)
    items = [indicator(number=number, value="≥95(%)") for number in (1, 2)]
    first = items[0]._replace(name=items[0].name._replace(place=where))
    assert first.written is not None
    first = first._replace(written=first.written._replace(place=where))
    (finding,) = Checker(rules(DUPLICATE), "x").form(form(first, items[1]))
    assert finding.related[0].place == where
