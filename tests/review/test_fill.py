"""What is found in a form, and what its sheet says of it."""

from __future__ import annotations

import pytest

from pfglint.finding import Place, Severity
from pfglint.form.head import PARTS
from pfglint.review import told
from pfglint.review.fill import Filler
from pfglint.review.model import Answer, Review
from pfglint.review.read import builtin_text, sheet_of

from .build import RULES, SHEET, finding, head, review

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def answers(found: Review) -> dict[str, Answer]:
    return {answer.item.name.zh: answer for part in found.parts for answer in part.answers}


def grades(found: Review) -> dict[str, str]:
    return {name: told.answer_grade(answer, "zh") for name, answer in answers(found).items()}


def test_a_right_form_is_the_best_in_all_that_a_tool_can_judge() -> None:
    found = review()
    assert (found.points, found.grade) == (100, SHEET.scores[0].name)
    assert set(grades(found).values()) == {"优", "人工判断"}
    assert [part.part.aspect for part in found.parts] == ["完整性", "相关性", "适当性", "可行性"]


@pytest.mark.parametrize(
    ("severities", "grade"),
    [
        ([], "优"),
        ([INFO] * 9, "优"),
        ([WARNING], "良"),
        ([WARNING] * 2, "良"),
        ([WARNING] * 3, "中"),
        ([ERROR], "中"),
        ([ERROR, ERROR, WARNING], "中"),
        ([ERROR] * 3, "差"),
    ],
)
def test_an_items_grade_goes_by_how_many_errors_and_warnings_there_are(
    severities: list[Severity], grade: str
) -> None:
    found = review(*[finding("unknown-unit", one) for one in severities])
    assert grades(found)["计量单位"] == grade


def test_every_rule_of_a_part_answers_an_item_of_that_part_or_of_another_by_name() -> None:
    asked = [rule for rule in RULES if rule.aspect and rule.subject not in ("pair", "indicator-pair")]
    for rule in asked:
        found = review(finding(rule.name))
        assert len([one for one in answers(found).values() if one.findings]) == 1, rule.name
        assert not found.aside


def test_what_belongs_to_no_part_stands_aside_and_bears_on_no_grade() -> None:
    found = review(finding("unbalanced-quotes", WARNING))
    assert [one.name for one in found.aside] == ["unbalanced-quotes"]
    assert found.points == 100


def test_what_is_for_people_never_has_a_grade() -> None:
    found = review(finding("missing-value"), finding("copied-goal"), finding("over-100-percent"))
    manual = [answer for answer in answers(found).values() if answer.item.manual]
    assert len(manual) == 3
    assert all(answer.grade is None and not answer.checked for answer in manual)


@pytest.mark.parametrize("part", PARTS)
def test_what_was_not_understood_is_not_graded_nor_its_part_nor_the_whole(part: str) -> None:
    found = review(of=head(parts=frozenset(PARTS) - {part}))
    for answer in answers(found).values():
        assert (answer.grade is None) == (answer.item.manual or part in answer.item.needs)
    assert any(answer.lacking for answer in answers(found).values())
    assert found.grade is None
    assert found.points is None
    for one in found.parts:
        assert (one.grade is None) == any(answer.lacking for answer in one.answers)


def test_rows_that_nothing_understood_leave_the_indicators_without_a_grade_and_are_named() -> None:
    found = review(of=head(unread=(Place(line=7), Place(line=9))))
    assert grades(found)["计量单位"] == "未评等级"
    assert grades(found)["填报完整"] == "优"
    said = told.found_told(answers(found)["计量单位"], found, "zh")
    assert said == ["有 2 行没有读懂（第7行、第9行），这一项不评等级。"]


def test_findings_are_listed_where_the_item_is_not_graded() -> None:
    found = review(finding("no-indicator-table"), of=head(parts=frozenset({"fields", "funding"})))
    assert told.found_told(answers(found)["指标齐全"], found, "zh") == [
        "【错误】这里不对（第1行）",
        "表上没有读到指标，这一项不评等级。",
    ]


def test_what_is_not_listed_is_counted() -> None:
    found = review(finding("vague-words", INFO), finding("vague-words", INFO))
    assert told.found_told(answers(found)["细化量化"], found, "zh") == [
        "未发现问题",
        "（另有提示 2 处没有列出）",
    ]
    listed = review(finding("vague-words", INFO, "太空泛"), least=INFO)
    assert told.found_told(answers(listed)["细化量化"], listed, "zh") == ["【提示】太空泛（第1行）"]


def test_rules_that_are_switched_off_are_not_said_to_have_been_asked() -> None:
    some = [rule for rule in RULES if rule.name == "percent-on-count"]
    found = Filler(SHEET, some, "zh", WARNING).fill(review().project, [])
    assert grades(found)["计量单位"] == "优"
    assert answers(found)["计量单位"].checked == ("计数指标以百分号为单位",)
    assert answers(found)["填报完整"].grade is None
    assert told.checked_told(answers(found)["填报完整"], "zh") == "没有查"
    assert found.grade is None


def test_a_bureau_changes_the_thresholds() -> None:
    stricter = builtin_text().replace(
        "grade: 良, en: Good, errors: 0, warnings: 2", "grade: 良, errors: 0, warnings: 0"
    )
    sheet = sheet_of(stricter, "审核表.yaml", [RULES])
    assert stricter != builtin_text()
    assert grades(review(finding("unknown-unit", WARNING), sheet=sheet))["计量单位"] == "中"
