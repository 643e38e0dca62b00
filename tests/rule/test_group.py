"""Groups: duplicates and contradictions, in linear time and little memory."""

from __future__ import annotations

import time
import tracemalloc

from pfglint.finding import Place
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
    def seconds(size: int) -> float:
        model = form(*(indicator(f"指标{number}", "12(个)", number=number) for number in range(size)))
        checker = Checker(rules(DUPLICATE, CONFLICT.partition("\n")[0]), "x")
        start = time.perf_counter()
        list(checker.form(model))
        return time.perf_counter() - start

    seconds(200)
    assert seconds(4000) < 40 * max(seconds(400), 0.002)


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
