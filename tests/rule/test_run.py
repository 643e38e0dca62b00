"""Rules over forms: who speaks, where, how, and who is silent."""

from __future__ import annotations

from pfglint.finding import Edit, Place, Severity
from pfglint.form.model import Form
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import read
from pfglint.rule.run import Checker
from pfglint.source.document import Fact
from tests.rule.build import RULE, form, indicator, rules


def names(found: RuleSet, model: Form) -> list[str]:
    return [finding.name for finding in Checker(found, "x").form(model)]


RATIO = "when: name ends with “人次”\nrequire: unit is not ratio"


def test_a_finding() -> None:
    (finding,) = Checker(rules(RATIO + "\nmark: unit"), "x.txt").form(form(indicator(number=3)))
    assert (finding.code, finding.name, finding.severity, finding.path) == (
        "XX1",
        "rule-1",
        Severity.ERROR,
        "x.txt",
    )
    assert (finding.message, finding.form, finding.project, finding.indicator) == (
        "“培训人次”",
        1,
        "示范专项1",
        "培训人次",
    )
    assert finding.place == Place(3, 20, 26)
    assert finding.quote is not None
    assert finding.quote.text[finding.quote.start : finding.quote.end] == "%"


def test_unknown_is_silent() -> None:
    assert (
        names(rules(RATIO), form(indicator(value=None), indicator(value="提高"), indicator(value="≥3(人次)")))
        == []
    )


def test_severity_when() -> None:
    found = rules(
        RATIO + "\nseverity-when: [{when: number > 90, severity: warning}, {when: 'true', severity: info}]"
    )
    at = [Checker(found, "x").form(form(indicator(value=value))) for value in ("≥95(%)", "≥85(%)")]
    assert [finding.severity.label for one in at for finding in one] == ["warning", "info"]


def test_message_when() -> None:
    when = "message-when: [{when: number > 90, message: 高, en: {message: high}}]"
    found = rules(f"{RATIO}\n{when}")
    assert [
        item.message for item in Checker(found, "x", "en").form(form(indicator(), indicator(value="≥5(%)")))
    ] == [
        "high",
        "“培训人次”",
    ]


def test_findings_come_in_the_order_of_their_places() -> None:
    found = rules("when: unit is ratio", "when: unit is ratio\nat: name")
    model = form(indicator(number=2), indicator(number=1))
    assert [item.place.line for item in Checker(found, "x").form(model) if item.place] == [1, 1, 2, 2]


def test_at_falls_back_to_the_name_where_there_is_no_value() -> None:
    (finding,) = Checker(rules("when: value is missing"), "x").form(form(indicator(value=None)))
    assert finding.place == Place(1, 1, 5)


def test_silences_hold_for_the_same_indicator() -> None:
    found = rules("when: number > 90\nsilences: [rule-2]", "when: unit is ratio")
    assert names(found, form(indicator(), indicator(value="≥5(%)", number=2))) == ["rule-1", "rule-2"]


def test_a_silenced_rule_still_silences() -> None:
    found = rules("when: true\nsilences: [rule-2]", "when: true\nsilences: [rule-3]", "when: true")
    assert names(found, form(indicator())) == ["rule-1"]


def test_a_forms_finding_silences_in_all_of_it() -> None:
    text = RULE.format(
        n=1,
        subject="form",
        body="  when: year = 2025\n  silences: [rule-2]",
        message="m",
        english="m",
        more="",
    )
    text += RULE.format(
        n=2, subject="indicator", body="  when: unit is ratio", message="m", english="m", more=""
    )
    found = read([("test.yaml", f"rules:{text}".encode())], RuleSet(()))
    assert names(found, form(indicator(), indicator(number=2))) == ["rule-1"]
    assert names(found, form(indicator(), indicator(number=2), year=2024)) == ["rule-2", "rule-2"]


def test_fix_replaces_the_marked_part() -> None:
    found = rules(
        "when: unit is carrying money\nmark: unit\nfix: {safe: true, title: '改为“{unit_canonical}”', with: '{unit_canonical}'}",
        more=", fix: 'Write “{unit_canonical}”'",
    )
    (finding,) = Checker(found, "x", "en").form(form(indicator(value="≤550(元/天·人)")))
    assert finding.fix is not None
    assert finding.fix.title == "Write “元/人·天”"
    assert finding.fix.edits == (Edit(Place(1, 25, 30), "元/人·天", "元/天·人"),)


def test_a_fix_is_offered_only_where_its_condition_holds() -> None:
    found = rules(
        "when: unit is count\nmark: unit\nfix: {title: 改, with: 人次, when: 'unit_text = “人”'}",
        more=", fix: change",
    )
    model = form(indicator(value="≥5(人)"), indicator(value="≥5(户)", number=2))
    assert [item.fix is not None for item in Checker(found, "x").form(model)] == [True, False]


def test_fields_and_amounts_are_subjects() -> None:
    found = rules("when: key = “annual_total” and text is missing", subject="field", message="“{label}”")
    (finding,) = Checker(found, "x").form(form(annual_total=None, carry_over=None))
    assert finding.message == "“annual_total”"


def test_facts_of_a_file_and_of_a_form() -> None:
    found = rules("when: kind = “no-form”", subject="fact", message="{detail}{form.year}")
    (finding,) = Checker(found, "x").facts([Fact("no-form", detail="d"), Fact("other")])
    assert (finding.message, finding.form, finding.place) == ("d（空）", None, None)
    (finding,) = Checker(found, "x").form(
        Form(3, Place(9), year=2024, facts=(Fact("no-form", place=Place(12)),))
    )
    assert (finding.message, finding.form, finding.place) == ("（空）2024", 3, Place(12))


def test_like_indicators_share_answers_but_not_their_own() -> None:
    found = rules("when: level2 = “数量指标” and unit is ratio and number > 90 and form.year = 2025")
    assert len(names(found, form(indicator(), indicator(value="≥80(%)"), indicator(value="≥99(%)")))) == 2
    checker = Checker(found, "x")
    assert [len(list(checker.form(form(indicator(), year=year)))) for year in (2025, 2024, None, 2025)] == [
        1,
        0,
        0,
        1,
    ]


def test_findings_below_the_least_severity_are_counted_and_still_silence() -> None:
    found = rules(
        "when: number > 90\nsilences: [rule-3]\nseverity-when: [{when: 'true', severity: info}]",
        "when: number > 90\nseverity-when: [{when: 'true', severity: warning}]",
        "when: unit is ratio",
        "when: unit is ratio\nseverity-when: [{when: 'true', severity: info}]\n"
        "group: {within: document, by: [unit], differs: [text], should: ['\"≥95(%)\"']}",
    )
    checker = Checker(found, "x", least=Severity.WARNING)
    told = [
        item.name
        for value in ("≥95(%)", "≥96(%)", "≥97(%)")
        for item in checker.form(form(indicator(value=value)))
    ]
    assert told == ["rule-2"] * 3
    assert checker.untold == {Severity.INFO: 3}
    assert list(checker.finish()) == []
    assert checker.untold == {Severity.INFO: 5}
