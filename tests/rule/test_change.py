"""Constants, and what is changed of rules that are there already."""

from __future__ import annotations

from typing import Any

import pytest

from pfglint.finding import Severity
from pfglint.rule.change import chosen, graded, in_force
from pfglint.rule.model import Changes, Named, RuleSet, WordsNamed
from pfglint.rule.nodes import YamlFile
from pfglint.rule.pack import PackError, read
from pfglint.rule.problem import snippet
from pfglint.rule.reading import changes_of
from pfglint.rule.run import Checker
from tests.rule.build import RULE, form, indicator

PACK = """\
constants:
  满意度下限: 60(%)
  指标上限: 2
  单价上限: 0.1(万元)
  所在地: 临江
  从严: false
words:
  满意词尾: [满意度]
rules:
- code: XX1
  name: low-satisfaction
  title: 满意度太低
  severity: warning
  for: indicator
  when: name ends with 满意词尾 and not 从严
  require: value >= 满意度下限
  message: “{name}”低于{满意度下限}
  en: {title: Low, message: "“{name}” is below {满意度下限}"}
  examples: {fail: [a, b], pass: [a, b]}
- code: XX2
  name: many-indicators
  title: 指标太多
  severity: info
  for: form
  when: indicator_count > 指标上限 and (department is missing or department contains "x" or 所在地 = "临江")
  message: 超过{指标上限}个
  en: {title: Many, message: "more than {指标上限}"}
  examples: {fail: [a, b], pass: [a, b]}
- code: YY1
  name: dear
  title: 太贵
  severity: error
  for: indicator
  when: value > 单价上限
  severity-when: [{when: value > 10 × 单价上限, severity: warning}]
  message: 超过{单价上限}
  en: {title: Dear, message: "more than {单价上限}"}
  examples: {fail: [a, b], pass: [a, b]}
"""

FORM = form(
    indicator("群众满意度", "≥55(%)", number=1),
    indicator("租金单价", "≤2000(元)", number=2),
    indicator("保洁次数", "≥9(次)", number=3),
)


def rules() -> RuleSet:
    return read([("my.yaml", PACK.encode())], RuleSet(()))


def told(rules: RuleSet, model: Any = FORM) -> list[tuple[str, str, str]]:
    return [(one.name, one.severity.label, one.message) for one in Checker(rules, "x").form(model)]


def changes(text: str, of: RuleSet | None = None) -> Changes:
    file = YamlFile("c.yaml", text)
    root = file.root()
    assert root is not None
    found, _ = changes_of(file, file.mapping(root), of or rules(), {})
    if file.problems:
        raise PackError(file.problems)
    return found


LOW = ("low-satisfaction", "warning", "“群众满意度”低于60%")
MANY = ("many-indicators", "info", "超过2个")
DEAR = ("dear", "error", "超过0.1万元")


def test_conditions_and_messages_name_constants() -> None:
    assert sorted(told(rules())) == sorted([LOW, MANY, DEAR])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("constants: {满意度下限: 50(%), 指标上限: 3}", [DEAR]),
        (
            "constants: {满意度下限: 56(%)}",
            [("low-satisfaction", "warning", "“群众满意度”低于56%"), MANY, DEAR],
        ),
        (
            "constants: {单价上限: 1999(元), 从严: true, 所在地: 别处}",
            [MANY, ("dear", "error", "超过1999元")],
        ),
        ("constants: {单价上限: 1(元)}", [LOW, MANY, ("dear", "warning", "超过1元")]),
        ("off: [XX]", [DEAR]),
        ("off: dear", [LOW, MANY]),
        ("severities: {XX: error, XX2: info}", [("low-satisfaction", "error", LOW[2]), MANY, DEAR]),
        ("severities: {YY1: info}\nconstants: {单价上限: 1(元)}", [LOW, MANY, ("dear", "info", "超过1元")]),
        (
            "words: {满意词尾: [次数]}\nconstants: {满意度下限: 101(%)}",
            [("low-satisfaction", "warning", "“群众满意度”低于101%"), MANY, DEAR],
        ),
        ("refine: [{rule: dear, unless: name contains “租金”}]", [LOW, MANY]),
        ("refine: [{rule: dear, when: name contains “租金”}]", [LOW, MANY, DEAR]),
        ("refine: [{rule: dear, when: high > 3}]", [LOW, MANY]),
        ("refine: [{rule: dear, unless: high > 3}]", [LOW, MANY, DEAR]),
        ("refine: [{rule: low-satisfaction, unless: name ends with 满意词尾}]", [MANY, DEAR]),
        (
            "refine: [{rule: dear, severity-when: [{when: number < 9000, severity: info}]}]",
            [LOW, MANY, ("dear", "info", DEAR[2])],
        ),
        (
            "refine: [{rule: many-indicators, unless: any(indicators where name contains “满意”)}]",
            [LOW, DEAR],
        ),
    ],
)
def test_changes(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert sorted(told(in_force(rules(), [changes(text)]))) == sorted(expected)


def test_later_layers_hold_over_earlier_ones() -> None:
    layers = [
        Changes(off=("dear", "many-indicators"), severities=(("low-satisfaction", Severity.ERROR),)),
        Changes(on=("dear",), severities=(("low-satisfaction", Severity.INFO),)),
    ]
    assert sorted(told(in_force(rules(), layers))) == sorted([("low-satisfaction", "info", LOW[2]), DEAR])


def test_without_changes_the_set_stays_the_same_one() -> None:
    found = rules()
    assert in_force(found, [Changes(), Changes()]) is found


def test_a_refined_rule_shows_its_conditions() -> None:
    rule = in_force(rules(), [changes("refine: [{rule: dear, unless: inferred, when: true}]")]).find("dear")
    assert rule is not None
    assert [(one.key, one.text) for one in rule.written] == [
        ("when", "value > 单价上限"),
        ("when", "true"),
        ("unless", "inferred"),
    ]


@pytest.mark.parametrize(
    ("select", "ignore", "on"),
    [
        (None, (), {"low-satisfaction", "many-indicators", "dear"}),
        (("XX",), (), {"low-satisfaction", "many-indicators"}),
        (("all",), ("XX",), {"dear"}),
        (("XX1", "YY"), ("XX", "YY1"), {"low-satisfaction"}),
        (("XX",), ("XX",), set()),
        (("dear",), ("dear",), set()),
        ((), (), set()),
    ],
)
def test_the_closer_word_wins(select: tuple[str, ...] | None, ignore: tuple[str, ...], on: set[str]) -> None:
    found = rules()
    assert {rule.name for rule in in_force(found, [chosen(found, select, ignore)])} == on


def test_the_closest_severity_wins_wherever_it_stands() -> None:
    words = [("xx1", Severity.ERROR), ("ALL", Severity.INFO), ("XX", Severity.WARNING)]
    assert dict(graded(rules(), words)) == {
        "low-satisfaction": Severity.ERROR,
        "many-indicators": Severity.WARNING,
        "dear": Severity.INFO,
    }


MISTAKES = {
    "constants: {满意下限: 50(%)}": "c.yaml:1:13: unknown constant “满意下限”; did you mean “满意度下限”?",
    "constants: {满意度下限: 50}": "c.yaml:1:20: “满意度下限” is a quantity (%); this is a number",
    "constants: {单价上限: 50(%)}": "c.yaml:1:19: “单价上限” is a quantity (元); this is a quantity (%)",
    "constants: {单价上限: 50(元宝)}": "c.yaml:1:19: unknown unit “元宝”; did you mean “元”?",
    "constants: {单价上限: 50元}": "c.yaml:1:19: write an amount as 50(元)",
    "constants: {指标上限: [1]}": "c.yaml:1:19: a constant is 30, 60(%), true, or a text",
    "constants: {从严: 是}": "c.yaml:1:17: “从严” is a truth; this is a text",
    "off: [dera]": "c.yaml:1:7: unknown rule “dera”; did you mean “dear”?",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes(text: str) -> None:
    with pytest.raises(PackError) as caught:
        changes(text)
    assert snippet(caught.value.problems[0], "en").splitlines()[0] == MISTAKES[text]


DECLARED = {
    (
        "  指标上限: 2\n",
        "  指标上限: 2\n  Limit: 3\n",
    ): "my.yaml:4:3: a constant's name must begin in Chinese: “Limit”",
    ("  指标上限: 2\n", "  指标上限: 2\n  没用: 3\n"): "my.yaml:4:3: the constant “没用” is never used",
    (
        "  指标上限: 2\n",
        "",
    ): "my.yaml:24:27: unknown constant “指标上限” (if it is a text, put it in quotes: “指标上限”)",
    ("60(%)", "60(元)"): None,
    (
        "60(%)",
        "60",
    ): "my.yaml:16:12: one side has a unit and the other has none: write 100(%) or 3(元), or ask for `number`",
    (
        "> 指标上限",
        "> 满意词尾",
    ): "my.yaml:25:27: “满意词尾” is a word list: it stands after ends with, contains or is one of",
    ("with 满意词尾", "with 所在地"): "my.yaml:15:24: “所在地” is a constant, not a word list",
    ("于{满意度下限}", "于{满意下限}"): "my.yaml:17:22: unknown field “满意下限”; did you mean “满意度下限”?",
}


@pytest.mark.parametrize("change", DECLARED, ids=lambda change: change[1].strip()[:20] or "none")
def test_mistakes_in_declaring(change: tuple[str, str]) -> None:
    text = PACK.replace(*change)
    assert text != PACK
    if DECLARED[change] is None:
        read([("my.yaml", text.encode())], RuleSet(()))
        return
    with pytest.raises(PackError) as caught:
        read([("my.yaml", text.encode())], RuleSet(()))
    assert DECLARED[change] in [snippet(one, "en").splitlines()[0] for one in caught.value.problems]


def test_a_pack_changes_the_rules_of_others() -> None:
    text = "off: [XX2]\nseverities: {YY: info}\nrefine: [{rule: XX1, unless: name contains “群众”}]\n"
    found = read([("mine.yaml", text.encode())], rules())
    assert told(found) == told(rules())
    assert told(in_force(found, [pack.changes for pack in found.packs])) == [("dear", "info", DEAR[2])]


def test_a_constant_is_declared_once() -> None:
    text = (
        "constants: {指标上限: 3}\n"
        + "rules:"
        + RULE.format(
            n=3, subject="form", body="  when: indicator_count > 指标上限", message="x", english="x", more=""
        )
    )
    with pytest.raises(PackError) as caught:
        read([("mine.yaml", text.encode())], rules())
    assert "the constant “指标上限” is there already" in [one.said.en for one in caught.value.problems]
    text = text.replace("constants: {指标上限: 3}\n", "")
    assert len(read([("mine.yaml", text.encode())], rules())) == 4


def test_constants_outlive_the_json() -> None:
    from pfglint.rule import codec

    found = rules()
    again = codec.load(codec.dump(found.packs))
    assert [named.name for named in again[0].constants] == [named.name for named in found.packs[0].constants]
    assert told(RuleSet(again)) == told(found)
    assert Named("x", again[0].constants[0].value).value == found.packs[0].constants[0].value._replace(
        start=0, end=0
    )
    assert WordsNamed("满意词尾", ("满意度",)) in again[0].words
