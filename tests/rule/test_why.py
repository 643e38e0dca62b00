"""Why an example is not as it says."""

from __future__ import annotations

from typing import Any

import pytest

from pfglint.rule.examples import Outcome, outcomes
from pfglint.rule.model import Examples, Plain
from pfglint.rule.model import RuleSet as Rules
from pfglint.rule.pack import read

PACK = """
rules:
  - code: OWN1
    name: tried
    title: 标题
    severity: error
    {body}
    message: “{{text}}”超过标准
    en: {{title: Title, message: "“{{text}}” is too much"{english}}}
    examples: {{fail: [a, b], pass: [a, b]}}
  - code: OWN2
    name: louder
    title: 标题
    severity: error
    for: indicator
    when: name contains "特别"
    silences: [tried]
    message: 标题
    en: {{title: Title, message: Title}}
    examples: {{fail: [a, b], pass: [a, b]}}
"""

LIMIT = """for: indicator
    when: name contains ["培训费", "培训成本"] and op is one of ["<=", "="]
    require: value <= 550(元/人·天)
    severity-when: [{when: number > 1000, severity: warning}]"""
MENDED = """for: indicator
    require: value <= 550(元/人·天)
    fix: {title: 改为上限, with: ≤550(元/人·天)}"""
SAME = """for: indicator
    when: name starts with "宣传"
    group: {within: form, by: [stem], differs: [value]}"""
TWICE = """for: indicator
    when: name starts with "宣传"
    group: {within: form, by: [name]}"""
UNPRICED = """for: indicator
    group: {within: form, by: [weight]}"""
PROMISED = """for: promise
    when: noun contains "培训\""""
STATED = """for: field
    when: key = "department"
    require: text contains "局\""""


def outcome(body: str, example: Plain, fails: bool, **more: str) -> Outcome:
    english = ", fix: Write the limit" if "fix:" in body else ""
    rules = read([("本单位.yaml", PACK.format(body=body, english=english).encode())], Rules(()))
    plain: Any = {"example": example, **more} if more else example
    examples = Examples((plain,), ()) if fails else Examples((), (plain,))
    pack = rules.packs[0]
    pack = pack._replace(rules=(pack.rules[0]._replace(examples=examples), pack.rules[1]))
    [found] = outcomes(rules.__class__((pack,), rules.shared), [pack.rules[0]])
    return found


COST = "经济成本指标 | {} | {}"
TOLD: list[tuple[str, Plain, bool, dict[str, str], str]] = [
    (LIMIT, COST.format("会议费", "≤800(元/人·天)"), True, {}, "规则没有报：when 不成立"),
    (LIMIT, COST.format("培训费", "≤500(元/人·天)"), True, {}, "规则没有报：when 成立，但 require 也成立"),
    (LIMIT, COST.format("培训费", "控制在标准内"), True, {}, "规则没有报：when 未知（未知不报）"),
    (LIMIT, COST.format("培训费", "≤800(元/人)"), True, {}, "规则没有报：when 成立，但 require 未知（未知不报）"),
    (LIMIT, COST.format("特别培训费", "≤800(元/人·天)"), True, {}, "规则没有报：条件都符合，但被 louder 压过了"),
    (LIMIT, COST.format("培训费", "≤800(元/人·天)"), False, {}, "规则报了，例子说不该报：when 成立，require 不成立"),
    (LIMIT, COST.format("培训费", "≤800(元/人·天)"), True, {"severity": "info"}, "级别应是提示，报的是错误"),
    (LIMIT, COST.format("培训费", "≤800(元/人·天)"), True, {"says": "标谁"}, "报出的话里应有“标谁”，报的是：“≤800(元/人·天)”超过标准"),
    (LIMIT, COST.format("培训费", "≤800(元/人·天)"), True, {"times": "2"}, "应报 2 次，报了 1 次"),
    (LIMIT, COST.format("培训费", "≤800(元/人·天)"), True, {"fix": "≤550"}, "应能自动改为“≤550”，却没有自动修正"),
    (MENDED, COST.format("培训费", "≤800(元/人·天)"), True, {"fix": "≤500"}, "自动修正应写“≤500”，写的是“≤550(元/人·天)”"),
    (MENDED, COST.format("培训费", "≤800(元/人·天)"), True, {"fix": "false"}, "不应有自动修正，却会改为“≤550(元/人·天)”"),
    (SAME, {"add": ["数量指标 | 宣传次数 | ≥3(次)", "质量指标 | 宣传次数 | ≥3(次)"]}, True, {}, "规则没有报：同组的（by 相同）differs 没有不同，或者未知"),
    (SAME, {"add": ["数量指标 | 宣传次数 | ≥3(次)", "数量指标 | 宣传场次 | ≥4(次)"]}, True, {}, "规则没有报：没有两个 by 相同的，不成一组"),
    (SAME, {"add": ["数量指标 | 宣传次数 | ≥3(次)", "质量指标 | 宣传次数 | ≥4(次)"]}, False, {}, "规则报了，例子说不该报：when 成立，与同组的 differs 不同"),
    (TWICE, {"add": ["数量指标 | 宣传次数 | ≥3(次)", "质量指标 | 宣传次数 | ≥4(次)"]}, False, {}, "规则报了，例子说不该报：when 成立，同组的不止一个"),
    (UNPRICED, "数量指标 | 宣传次数 | ≥3(次)", True, {}, "规则没有报：by 未知，归不了组"),
    (PROMISED, {"goal": "做好宣传工作。"}, True, {}, "规则没有报：例子里没有可查的东西（年度目标里的一个量化承诺）"),
    (PROMISED, {"goal": "举办宣传活动 5 场。"}, True, {}, "规则没有报：when 不成立"),
    (STATED, {"fields": {"department": "示范市体育局"}}, True, {}, "规则没有报：when 成立，但 require 也成立"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "example", "fails", "more", "said"), TOLD, ids=lambda item: str(item)[:40])
def test_the_reason_in_one_sentence(
    body: str, example: Plain, fails: bool, more: dict[str, str], said: str
) -> None:
    found = outcome(body, example, fails, **more)
    assert not found.ok
    assert found.why is not None
    assert found.why.said.zh == said
    assert found.why.said.en


def test_what_is_shown_is_what_the_example_is_about() -> None:
    found = outcome(LIMIT, COST.format("会议费", "≤800(元/人·天)"), True).why
    assert found is not None
    assert [case.said.zh for case in found.cases] == ["指标“会议费”"]
    assert found.more == 0
    [case] = found.cases
    assert [(asked.key, asked.trace.truth) for asked in case.asked] == [("when", False), ("require", False)]


def test_of_several_those_are_shown_that_came_nearest() -> None:
    rows: list[Plain] = [
        COST.format(name, value)
        for name, value in (
            ("会议费", "若干"),
            ("差旅费", "≤800(元)"),
            ("印刷费", "若干"),
            ("培训费", "≤9(元/人·天)"),
        )
    ]
    found = outcome(LIMIT, {"add": rows}, True).why
    assert found is not None
    assert [case.said.zh for case in found.cases] == ["指标“培训费”", "指标“差旅费”"]
    assert found.more == 2


def test_a_wrong_severity_shows_what_chose_it() -> None:
    found = outcome(LIMIT, COST.format("培训费", "≤2000(元/人·天)"), True, severity="error").why
    assert found is not None
    assert found.said.zh == "级别应是错误，报的是警告"
    [case] = found.cases
    assert [(asked.key, asked.trace.truth) for asked in case.asked] == [("severity-when 1", True)]


def test_the_members_of_a_group_are_shown_with_their_keys() -> None:
    rows: list[Plain] = [
        "数量指标 | 宣传次数 | ≥3(次)",
        "质量指标 | 宣传次数 | ≥4(次)",
        "质量指标 | 宣传册数 | ≥4(册)",
    ]
    found = outcome(SAME, {"add": rows}, False).why
    assert found is not None
    assert [[(keyed.key, keyed.text, keyed.said.zh) for keyed in case.keys] for case in found.cases] == [
        [("by", "stem", "“宣传次数”"), ("differs", "value", "≥3(次)")],
        [("by", "stem", "“宣传次数”"), ("differs", "value", "≥4(次)")],
    ]
