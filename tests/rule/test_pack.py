"""Packs: what is read, and what is said of every mistake in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.finding import Severity
from pfglint.rule import codec
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import PackError, load, load_builtin, prebuilt_files, read, read_builtin
from pfglint.rule.problem import snippet

PACK = """\
family: "3"
title: 单位
en: {title: Units}
words:
  计数词尾: [数, 人次]
rules:
- code: PFG302
  name: percent-on-count
  title: 计数指标以百分号为单位
  severity: error
  aspect: 适当性
  for: indicator
  when: >-
    name ends with 计数词尾
    and value is not missing
  require: unit is not ratio
  message: “{name}”以“{unit}”为单位
  help: 改用计数单位。
  mark: unit
  en: {title: Count in percent, message: "“{name}” is measured in “{unit}”", help: Use a unit of counting.}
  examples:
    fail: ["数量指标 | 评审项目数 | =100(%)", "数量指标 | 培训人次 | ≥95(%)"]
    pass: ["数量指标 | 评审项目数 | =12(个)", "数量指标 | 培训人次 | ≥95(人次)"]
"""


def errors(text: str, base: RuleSet | None = None) -> list[str]:
    with pytest.raises(PackError) as caught:
        read([("my.yaml", text.encode())], base or RuleSet(()))
    return [snippet(problem, "en") for problem in caught.value.problems]


def test_a_right_pack() -> None:
    rules = read([("my.yaml", PACK.encode())], RuleSet(()))
    (rule,) = rules
    assert (rule.code, rule.severity, rule.subject, rule.line) == ("PFG302", Severity.ERROR, "indicator", 7)
    assert rules.find("pfg302") is rules.find("percent-on-count") is rule
    assert [(one.key, one.runs[0]) for one in rule.written] == [
        ("when", (0, 14, 5)),
        ("require", (0, 16, 12)),
    ]
    assert rule.examples.fail == ("数量指标 | 评审项目数 | =100(%)", "数量指标 | 培训人次 | ≥95(%)")
    assert codec.dump(codec.load(codec.dump(rules.packs))) == codec.dump(rules.packs)


MISTAKES = {
    ("name ends", "nmae ends"): """\
my.yaml:14:5: unknown field “nmae”; did you mean “name”?
14 |     nmae ends with 计数词尾
   |     ^~~~""",
    ("is not missing", "is not mising"): """\
my.yaml:15:22: unknown test “mising”; did you mean “missing”?
15 |     and value is not mising
   |                      ^~~~~~""",
    (
        '["数量指标 | 评审项目数 | =100(%)", ',
        '[{example: "数量指标 | 甲数 | =1(%)", constants: {上限: 3}}, ',
    ): """\
my.yaml:22:55: unknown constant “上限”
22 |     fail: [{example: "数量指标 | 甲数 | =1(%)", constants: {上限: 3}}, "数量指标 | 培训人次 | ≥95(%)"]
   |                                                             ^~~~""",
    ("unit is not ratio", "funding.annual_total > 100(%)"): """\
my.yaml:16:12: the units do not fit: 元 on the left, % on the right
16 |   require: funding.annual_total > 100(%)
   |            ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~""",
    ("unit is not ratio", "unit is not"): """\
my.yaml:16:23: the condition ends too early: something must follow “not”
16 |   require: unit is not
   |                       ^""",
    ("unit is not ratio", "[unit is not ratio]"): """\
my.yaml:16:12: a condition is wanted here
16 |   require: [unit is not ratio]
   |            ^~~~~~~~~~~~~~~~~~~""",
    ("unit is not ratio", "'name matches \"(a\" or unit is rato'"): """\
my.yaml:16:26: bad regular expression: missing ): (a
16 |   require: 'name matches "(a" or unit is rato'
   |                          ^~~~
my.yaml:16:42: unknown test “rato”; did you mean “ratio”?
16 |   require: 'name matches "(a" or unit is rato'
   |                                          ^~~~""",
    ("  aspect:", "  aspct:"): """\
my.yaml:11:3: unknown key “aspct”; did you mean “aspect”?
11 |   aspct: 适当性
   |   ^~~~~""",
    ("  title: 计数指标以百分号为单位\n", ""): """\
my.yaml:7:3: the rule has no “title”
7 | - code: PFG302
  |   ^""",
    (", help: Use a unit of counting.", ""): """\
my.yaml:18:9: “en” has no “help”
18 |   help: 改用计数单位。
   |         ^~~~~~~~~~~~~~""",
    ("以“{unit}”为", "以“{unti}”为"): """\
my.yaml:17:22: unknown field “unti”; did you mean “unit”?
17 |   message: “{name}”以“{unti}”为单位
   |                       ^~~~~~""",
    ("measured in “{unit}”", "a count"): """\
my.yaml:20:42: the Chinese and the English differ in their fields: only the Chinese has {unit}
20 |   en: {title: Count in percent, message: "“{name}” is a count", help: Use a unit of counting.}
   |                                          ^~~~~~~~~~~~~~~~~~~~~""",
    (', "数量指标 | 培训人次 | ≥95(人次)"', ""): """\
my.yaml:23:11: “pass” needs at least 2 examples
23 |     pass: ["数量指标 | 评审项目数 | =12(个)"]
   |           ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~""",
    ('"数量指标 | 培训人次 | ≥95(人次)"', '{example: "数量指标 | 某{each} | 5(人次)"}'): """\
my.yaml:23:47: “each” and {each} in its example go together
23 |     pass: ["数量指标 | 评审项目数 | =12(个)", {example: "数量指标 | 某{each} | 5(人次)"}]
   |                                                         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~""",
    ('"数量指标 | 培训人次 | ≥95(人次)"', '{example: "数量指标 | 培训人次 | 5(人次)", says: 不报}'): """\
my.yaml:23:70: unknown key “says”
23 |     pass: ["数量指标 | 评审项目数 | =12(个)", {example: "数量指标 | 培训人次 | 5(人次)", says: 不报}]
   |                                                                                          ^~~~""",
    ('"数量指标 | 培训人次 | ≥95(%)"', '{example: "数量指标 | 培训人次 | ≥95(%)", times: 0}'): """\
my.yaml:22:79: what is not to be told of is a “pass”
22 |     fail: ["数量指标 | 评审项目数 | =100(%)", {example: "数量指标 | 培训人次 | ≥95(%)", times: 0}]
   |                                                                                                ^""",
    ('"数量指标 | 培训人次 | ≥95(%)"', '{example: "数量指标 | 培训人次 | ≥95(%)", times: 两次}'): """\
my.yaml:22:79: a whole number is wanted here
22 |     fail: ["数量指标 | 评审项目数 | =100(%)", {example: "数量指标 | 培训人次 | ≥95(%)", times: 两次}]
   |                                                                                                ^~~~""",
    ('"数量指标 | 培训人次 | ≥95(%)"', '{example: "数量指标 | 培训人次 | ≥95(%)", fix: 90}'): """\
my.yaml:22:77: text is wanted here: write "90"
22 |     fail: ["数量指标 | 评审项目数 | =100(%)", {example: "数量指标 | 培训人次 | ≥95(%)", fix: 90}]
   |                                                                                              ^~""",
    ("severity: error", "severity: fatal"): """\
my.yaml:10:13: unknown value “fatal” (there are: error warning info)
10 |   severity: fatal
   |             ^~~~~""",
    ("for: indicator", "for: indicators"): """\
my.yaml:12:8: unknown value “indicators”; did you mean “indicator”? (there are: form field indicator cell promise fact pair indicator-pair)
12 |   for: indicators
   |        ^~~~~~~~~~""",
    ("code: PFG302", "code: PFG402"): """\
my.yaml:7:9: codes of this family begin with 3
7 | - code: PFG402
  |         ^~~~~~""",
    ("code: PFG302", "code: 302"): """\
my.yaml:7:9: “code” must look like OWN001
7 | - code: 302
  |         ^~~""",
    ("[数, 人次]", "[数, 人次]\n  别的: [a]"): """\
my.yaml:6:7: the word list “别的” is never used
6 |   别的: [a]
  |         ^~~""",
    ("mark: unit", "mark: unitt"): """\
my.yaml:19:9: unknown part to mark “unitt”; did you mean “unit”?
19 |   mark: unitt
   |         ^~~~~""",
    ("mark: unit", "silences: [percent-on-cuont]"): """\
my.yaml:19:14: unknown rule “percent-on-cuont”; did you mean “percent-on-count”?
19 |   silences: [percent-on-cuont]
   |              ^~~~~~~~~~~~~~~~""",
    ("mark: unit", "silences: [percent-on-count]"): """\
my.yaml:19:14: percent-on-count and percent-on-count silence each other: neither would speak
19 |   silences: [percent-on-count]
   |              ^~~~~~~~~~~~~~~~""",
    ("mark: unit", "mark: unit\n  mark: op"): """\
my.yaml:20:3: “mark” stands here twice
20 |   mark: op
   |   ^~~~""",
    ("[数, 人次]", "&x [数, 人次]"): """\
my.yaml:5:9: anchors and aliases are not allowed here; text that begins with & or * stands in quotes
5 |   计数词尾: &x [数, 人次]
  |             ^~~~""",
    ("[数, 人次]", "[" * 20 + "]" * 20): """\
my.yaml:5:19: nested more than 12 deep
5 |   计数词尾: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]
  |                       ^""",
    ("[数, 人次]", "[数, 人次"): """\
my.yaml:5:9: “[” is not closed by “]”
5 |   计数词尾: [数, 人次
  |             ^""",
    ("message: “{name}”以“{unit}”为单位", "message: “{name”"): """\
my.yaml:17:13: unpaired brace; {{ is a brace
17 |   message: “{name”
   |             ^""",
    ("unit is not ratio", "true\n  group: {within: form, by: [name]}"): """\
my.yaml:16:12: a rule with “group” cannot have “require”
16 |   require: true
   |            ^~~~""",
    (
        "  require: unit is not ratio",
        "  group: {within: form, by: [name], differs: [value], should: [unit]}",
    ): """\
my.yaml:16:63: “should” needs “within: document”
16 |   group: {within: form, by: [name], differs: [value], should: [unit]}
   |                                                               ^~~~~~""",
    ("  require: unit is not ratio", "  group: {within: document, by: [name], should: [unit]}"): """\
my.yaml:16:49: “should” needs as many entries as “differs” has
16 |   group: {within: document, by: [name], should: [unit]}
   |                                                 ^~~~~~""",
    ("mark: unit", "related: 见“{name}”"): """\
my.yaml:19:12: only a rule with “group” or for one of promise, pair, indicator-pair has “related”
19 |   related: 见“{name}”
   |            ^~~~~~~~~~
my.yaml:19:12: “en” has no “related”
19 |   related: 见“{name}”
   |            ^~~~~~~~~~""",
}


def test_what_waits_for_the_end_of_the_document_speaks_of_no_first_member() -> None:
    group = "group: {within: document, by: [name], differs: [unit], should: [unit]}"
    pack = PACK.replace("require: unit is not ratio", group).replace("以“{unit}”为", "以“{first.unit}”为")
    assert errors(pack)[0].startswith("my.yaml:17:22: unknown field “first.unit”")


@pytest.mark.parametrize("change", MISTAKES, ids=lambda change: change[1][:30] or change[0][:30].strip())
def test_mistakes(change: tuple[str, str]) -> None:
    assert change[0] in PACK
    assert "\n".join(errors(PACK.replace(change[0], change[1]))) == MISTAKES[change]


def test_messages_in_chinese() -> None:
    with pytest.raises(PackError) as caught:
        read([("我的.yaml", PACK.replace("name ends", "nmae ends").encode())], RuleSet(()))
    assert str(caught.value) == (
        "我的.yaml:14:5: 没有字段“nmae”，是“name”吗？\n14 |     nmae ends with 计数词尾\n   |     ^~~~"
    )


def test_a_code_and_a_name_stand_once() -> None:
    base = read([("first.yaml", PACK.encode())], RuleSet(()))
    assert errors(PACK, base) == [
        "my.yaml:7:9: “PFG302” is already taken (first.yaml:7)\n7 | - code: PFG302\n  |         ^~~~~~",
        "my.yaml:8:9: “percent-on-count” is already taken (first.yaml:7)\n"
        "8 |   name: percent-on-count\n  |         ^~~~~~~~~~~~~~~~",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"[]", "a mapping is wanted here"),
        (b"title: x", "“rules” is missing"),
        (b"\xff\xfe", "a pack must be UTF-8 text"),
        (b"a: \x01", "YAML does not allow this character"),
        (b"a: \x00", "YAML does not allow this character"),
        (b"rules: 3", "a list is wanted here: write [3]"),
        (b"rules: [3]", "a mapping is wanted here"),
        (b"a: !!python/object:os.system {}", "unknown key “a”"),
        (b"a: *x", "anchors and aliases are not allowed here; text that begins with & or * stands in quotes"),
    ],
)
def test_files_that_are_no_packs(content: bytes, said: str) -> None:
    with pytest.raises(PackError) as caught:
        read([("my.yaml", content)], RuleSet(()))
    assert said in [problem.said.en for problem in caught.value.problems]


OTHER = """
off: [own-rule]
refine: [{rule: own-rule, unless: indicator_count > 自定上限}]
"""
"""A pack that changes a rule of another, by a constant of that one."""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"constants: {\xe8\x87\xaa\xe5\xae\x9a\xe4\xb8\x8a\xe9\x99\x90: 9}\nrules:\n\t- code: OWN001\n",
            "Tab",
        ),
        (b"rules: [", "“[”没有配上“]”"),
        (b"rules: [{code: OWN001}, ", "“[”没有配上“]”"),
        (b"rules: [{code: OWN001, ", "“{”没有配上“}”"),
        (b"\xb9\xe6\xd4\xf2", "UTF-8"),
        (b"", "空的"),
        (b"ruels: []", "rules"),
        (b"just words", "键: 值"),
    ],
    ids=["tab", "bracket", "bracket behind another", "brace", "gbk", "blank", "misspelt", "words"],
)
@pytest.mark.parametrize("names", ["甲 乙", "乙 甲"])
def test_of_a_pack_that_is_no_yaml_only_that_is_told(content: bytes, said: str, names: str) -> None:
    files = {"甲": content, "乙": OTHER.encode()}
    with pytest.raises(PackError) as raised:
        read([(name, files[name]) for name in names.split()], load_builtin())
    (problem,) = raised.value.problems
    assert problem.path == "甲"
    assert said in problem.said.zh


@given(st.data())
def test_a_damaged_pack_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PACK)))
    end = data.draw(st.integers(start, min(len(PACK), start + 20)))
    text = PACK[:start] + data.draw(st.text(max_size=8)) + PACK[end:]
    try:
        read([("my.yaml", text.encode(errors="replace"))], RuleSet(()))
    except PackError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.line > 0
            assert problem.column > 0


def test_load_reads_folders(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        PACK.replace("PFG302", "PFG399").replace("percent-on-count", "mine"), "utf-8"
    )
    rules = load([tmp_path])
    assert len(rules) == len(load_builtin()) + 1
    assert rules.find("mine") is not None


def test_builtin_rules_are_the_same_prebuilt() -> None:
    assert codec.dump(load_builtin().packs) == codec.dump(read_builtin().packs)
    assert prebuilt_files().keys() == {"packs.json", "condition.lark.json"}
