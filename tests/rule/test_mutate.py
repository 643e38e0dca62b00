"""Mutants: which are made of a condition, and which the examples notice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pfglint.quantity.value import Op
from pfglint.rule.check import Scope
from pfglint.rule.model import Examples, Named, Pack, Plain, Rule, RuleSet, WordsNamed
from pfglint.rule.mutate import KINDS, covered, mutants, shortened, uses_of
from pfglint.rule.pack import read_builtin
from pfglint.rule.problem import Said
from pfglint.rule.show import show
from pfglint.rule.syntax import Compare, Constant, FieldName, Literal, Number, Text, Truth
from pfglint.rule.trial import cases, verdicts
from tests.rule.build import WORDS, rules

SCOPE = Scope("indicator", WORDS)


def rule_of(body: str) -> Rule:
    words = "words: {计数词尾: [数, 人次]}" if "计数词尾" in body else ""
    return next(iter(rules(body, words=words, more=", fix: Count" if "fix:" in body else "")))


MADE = {
    "require: number < 95": [
        ("comparison", "number < 95", "number > 95"),
        ("bound", "number < 95", "number <= 95"),
        ("bound", "95", "105"),
        ("bound", "95", "85"),
    ],
    "require: op = “=”": [("comparison", 'op = "="', 'op != "="')],
    "require: value > 0": [
        ("comparison", "value > 0", "value < 0"),
        ("bound", "value > 0", "value >= 0"),
    ],
    "require: number × 0.95 > 1": [
        ("comparison", "number × 0.95 > 1", "number × 0.95 < 1"),
        ("bound", "number × 0.95 > 1", "number × 0.95 >= 1"),
        ("arithmetic", "number × 0.95", "number ÷ 0.95"),
        ("bound", "0.95", "1.045"),
        ("bound", "0.95", "0.855"),
        ("bound", "1", "2"),
        ("bound", "1", "0"),
    ],
    "require: unit is not ratio and inferred": [
        ("negated", "unit is not ratio and inferred", "not (unit is not ratio and inferred)"),
        ("conjunct", "unit is not ratio", ""),
        ("negated", "unit is not ratio", "unit is ratio"),
        ("conjunct", "inferred", ""),
        ("negated", "inferred", "not inferred"),
    ],
    "require: not (inferred or value_room)": [
        ("negated", "not (inferred or value_room)", "inferred or value_room"),
        ("disjunct", "inferred", ""),
        ("negated", "inferred", "not inferred"),
        ("disjunct", "value_room", ""),
        ("negated", "value_room", "not value_room"),
    ],
    "require: name ends with [“率”, “及时率”, “度”]": [
        (
            "negated",
            'name ends with ["率", "及时率", "度"]',
            'name does not end with ["率", "及时率", "度"]',
        ),
        ("word", "率", ""),
        ("word", "度", ""),
    ],
    "require: name does not match “[0-9]”": [
        ("negated", 'name does not match "[0-9]"', 'name matches "[0-9]"')
    ],
    "require: count(indicators where inferred) = 3": [
        (
            "comparison",
            "count(indicators where inferred) = 3",
            "count(indicators where inferred) != 3",
        ),
        ("negated", "inferred", "not inferred"),
        ("bound", "3", "4"),
        ("bound", "3", "2"),
    ],
    "group: {within: form, by: [name]}\nmark: unit\nfix: {title: 改单位, with: 人次, when: inferred}": [
        ("negated", "inferred", "not inferred"),
    ],
    "group: {within: form, by: [name, level2], differs: [value]}": [
        ("key", "name", ""),
        ("key", "level2", ""),
    ],
}


@pytest.mark.parametrize("body", MADE)
def test_mutants_of_a_condition(body: str) -> None:
    made = [(one.change.kind, one.change.before, one.change.after) for one in mutants(rule_of(body), SCOPE)]
    assert made == MADE[body]


def test_every_mutant_of_the_built_in_rules_differs_from_its_rule_and_knows_its_place() -> None:
    found = read_builtin()
    kinds = set()
    for pack in found.packs:
        for rule in pack.rules:
            for one in mutants(rule, Scope(rule.subject, found.words(pack), found.constants)):
                assert one.rule != rule
                assert one.change.line >= rule.line
                assert one.change.hint.zh
                assert one.change.hint.en
                kinds.add(one.change.kind)
    assert kinds == set(KINDS)


def test_hints_say_which_kind_of_example_is_wanted() -> None:
    rule = rule_of("when: inferred and value_room\nrequire: number < 95 or level_fits")
    hints = {(one.change.kind, one.change.before): one.change.hint.zh for one in mutants(rule, SCOPE)}
    assert hints["conjunct", "inferred"] == "补一个 pass 例子：只有“inferred”不成立，其余都成立"
    assert hints["bound", "number < 95"] == "补一个 fail 例子：“number”正好是“95”"
    moved = [
        one.change.hint.zh
        for body in ("when: number >= 30", "require: number >= 30", "when: number < 30", "when: number <= 30")
        for one in mutants(rule_of(body), SCOPE)
        if one.change.kind == "bound" and one.change.before == "30"
    ]
    assert moved == [
        "补一个 fail 例子：“number”正好是“30”",
        "补一个 pass 例子：“number”正好是“27”",
        "补一个 pass 例子：“number”正好是“30”",
        "补一个 fail 例子：“number”正好是“27”",
        "补一个 pass 例子：“number”正好是“30”",
        "补一个 fail 例子：“number”正好是“27”",
        "补一个 pass 例子：“number”正好是“33”",
        "补一个 fail 例子：“number”正好是“30”",
    ]
    assert hints["disjunct", "level_fits"] == "补一个 pass 例子：只有“level_fits”成立，其余都不成立"


def test_a_word_that_another_covers_is_no_mutant() -> None:
    rule = rule_of("require: name ends with 计数词尾 or name contains 计数词尾")
    uses = uses_of("计数词尾", rule)
    words = ("数", "人数", "人次", "数量")
    assert list(covered(words, uses)) == ["人数"]
    short = list(shortened(WordsNamed("计数词尾", words, 3), uses))
    assert [(one.change.before, one.change.line, one.words) for one in short] == [
        ("数", 3, ("人数", "人次", "数量")),
        ("人次", 3, ("数", "人数", "数量")),
        ("数量", 3, ("数", "人数", "人次")),
    ]


def test_the_bound_of_a_constant_moves_as_that_of_a_number_does() -> None:
    moved = {}
    for value in (Number(Decimal(4)), Literal(Decimal("0.5"), "%"), Truth(True), Text("元")):
        scope = Scope("indicator", WORDS, {"常量": value})
        rule = rule_of("require: number < 1")._replace(
            require=Compare(FieldName("number"), Op("<"), Constant("常量"))
        )
        moved[show(value)] = [one.change.after for one in mutants(rule, scope) if one.change.before == "常量"]
    assert moved == {"4": ["常量 + 1", "常量 − 1"], "0.5(%)": [], "true": [], '"元"': []}


def tried(rule: Rule, fails: tuple[Plain, ...], passing: tuple[Plain, ...], *silencers: Rule) -> list[str]:
    """The mutants that survive."""
    rule = rule._replace(examples=Examples(fails, passing))
    words = (WordsNamed("计数词尾", ("数", "人次")),)
    found = RuleSet((Pack(None, Said("", ""), words, (rule, *silencers), path="my.yaml"),))
    return [
        f"{one.change.kind} {one.change.before}"
        for verdict in verdicts(found, cases(found, [rule], None), 1)
        for one in verdict
        if one.alive
    ]


def test_examples_notice_what_they_tell_apart() -> None:
    rule = rule_of("when: name ends with 计数词尾\nrequire: value < 95(%)")
    fails = ("数量指标 | 培训人次 | =95(%)",)
    passing = ("数量指标 | 培训人次 | =80(%)",)
    assert tried(rule, fails, passing) == ["bound 95(%)", "word 数"]
    each = {"example": "数量指标 | {each} | =95(%)", "each": ["培训人次", "培训场数"]}
    assert tried(rule, (each,), (*passing, "数量指标 | 培训人次 | =94(%)")) == []


def test_the_value_of_a_constant_is_a_bound_like_others() -> None:
    words = "constants: {合格线: 95(%)}\nwords: {计数词尾: [数, 人次]}"
    rule = next(iter(rules("when: name ends with 计数词尾\nrequire: value < 合格线", words=words)))
    rule = rule._replace(
        examples=Examples(("数量指标 | 培训人次 | =95(%)",), ("数量指标 | 培训人次 | =80(%)",))
    )
    pack = Pack(None, Said("", ""), (WordsNamed("计数词尾", ("数", "人次")),), (rule,))
    found = RuleSet((pack._replace(constants=(Named("合格线", Literal(Decimal(95), "%")),)),))
    (told,) = verdicts(found, [rule], 1)
    assert [(one.change.kind, one.change.before) for one in told if one.alive] == [("bound", "合格线")]


def test_a_severity_and_a_message_are_noticed_where_an_example_states_them() -> None:
    rule = rule_of(
        "require: name does not contain “某”\n"
        "severity-when: [{when: inferred, severity: info}]\n"
        "message-when: [{when: name contains “甲”, message: 甲类, en: {message: A}}]"
    )
    plain: Plain = "数量指标 | 某甲 | =95(%)"
    assert tried(rule, (plain,), ({},)) == ["negated inferred", 'negated name contains "甲"']
    stated: Plain = {"example": plain, "severity": "error", "says": "甲类"}
    assert tried(rule, (stated,), ({},)) == []


def test_what_a_silencer_hides_is_not_noticed() -> None:
    rule = rule_of("require: name does not contain [“甲”, “乙”]")
    loud = rule_of("require: name does not contain “某”")._replace(
        code="XX9", name="loud", silences=(rule.name,)
    )
    fails: tuple[Plain, ...] = ("数量指标 | 乙 | 1",)
    assert tried(rule, (*fails, "数量指标 | 某甲 | 1"), ({},)) == []
    assert tried(rule, fails, ({}, "数量指标 | 某甲 | 1"), loud) == ["word 甲"]


def test_processes_give_the_same_verdicts() -> None:
    found = read_builtin()
    tested = [rule for rule in found if rule.code.startswith("PFG8")]
    listed = cases(found, tested, None)
    assert list(verdicts(found, listed, 2)) == list(verdicts(found, listed, 1))
