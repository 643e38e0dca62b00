"""Profiles: what the built-in ones hold, which one a form follows, and what is said of a wrong one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from pfglint import resources
from pfglint.config import Configs, Given
from pfglint.finding import Place, Practice, Severity
from pfglint.form.labels import Vocabulary, built_in
from pfglint.form.model import Field, Form, Indicator
from pfglint.quantity.parse import parse
from pfglint.rule import codec
from pfglint.rule.fields import FormSubject
from pfglint.rule.model import Profile, RuleSet
from pfglint.rule.pack import PackError, read_builtin
from pfglint.rule.problem import snippet
from pfglint.rule.profile import DEFAULT, lineage, load_builtin, prebuilt_files, recognise, under
from pfglint.rule.profile import read_builtin as read_profiles
from pfglint.rule.profile_reader import read
from pfglint.rule.run import Checker
from tests.rule.build import cell

FOUR = (
    ("成本指标", "经济成本指标", "单次保洁成本", "≤550(元/次)"),
    ("产出指标", "数量指标", "保洁次数", "≥24(次)"),
    ("产出指标", "质量指标", "保洁达标率", "≥95(%)"),
    ("产出指标", "时效指标", "保洁完成时间", "12月底前"),
    ("效益指标", "社会效益指标", "河道周边环境投诉下降率", "≥20(%)"),
    ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90(%)"),
)
THREE = (
    *(("产出指标", *row[1:]) for row in FOUR[1:4]),
    ("产出指标", "成本指标", "保洁总成本", "≤20(万元)"),
    FOUR[4],
    ("效益指标", "社会公众或服务对象满意度指标", "居民满意度", "≥90(%)"),
)


def form(
    rows: tuple[tuple[str, str, str, str], ...] = FOUR,
    *,
    year: int | None = 2025,
    spelled: dict[str, str] | None = None,
    last_value: str | None = None,
    **fields: str,
) -> Form:
    """A made-up form. spelled: how levels are written that are not by their proper names."""
    spelled = spelled or {}
    texts = {
        "project": "河道保洁",
        "department": "示范市水务局",
        "implementer": "示范市河道管理所",
        "start": f"{year}-01-01",
        "end": f"{year}-12-31",
    } | fields
    indicators = tuple(
        Indicator(
            number=number,
            level1=level1,
            level2=level2,
            name=cell(name, number),
            label=name,
            written=cell(value, number, 20),
            value=parse(value),
            level1_cell=cell(spelled.get(level1, level1), number),
            level2_cell=cell(level2, number),
            fits=True,
            extra={"last_value": last_value} if last_value else {},
        )
        for number, (level1, level2, name, value) in enumerate(rows, 1)
    )
    return Form(
        1,
        Place(1),
        None,
        year,
        {key: Field(key, cell(key), cell(text), _date(text)) for key, text in texts.items()},
        indicators=indicators,
    )


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def rules(**given: Any) -> RuleSet:
    return Configs(Given(isolated=True, **given)).rules("-")


def followed(model: Form) -> str:
    found = recognise(rules(), FormSubject(model)).rules.profile
    assert found is not None
    return found.name


FOLLOWED: list[tuple[dict[str, Any], str]] = [
    ({}, "national"),
    ({"rows": THREE}, "national"),
    ({"department": "上海市水务局"}, "shanghai-2025"),
    ({"department": "水利部"}, "central"),
    ({"department": "105水利部"}, "central"),
    ({"department": "示范省水利部门"}, "national"),
    ({"department": "上海市水务局", "year": 2026}, "shanghai-2025"),
    ({"department": "上海市水务局", "year": 2023}, "national"),
    ({"department": "上海市水务局", "year": None}, "national"),
    ({"department": "示范市人民政府驻上海市联络处"}, "national"),
    ({"implementer": "201003-成都市河道管理所"}, "sichuan"),
    ({"department": "201-四川省水利厅"}, "sichuan"),
    ({"project": "51010022T000000000001-河道保洁"}, "sichuan"),
    ({"project": "5101小区河道保洁"}, "national"),
    ({"spelled": {"产出指标": "项目完成指标", "效益指标": "项目效益指标"}, "year": 2020}, "sichuan"),
    ({"spelled": {"产出指标": "项目完成", "效益指标": "项目效益"}, "year": 2020}, "sichuan"),
    ({"department": "岳阳市水利局", "rows": THREE}, "hunan"),
    ({"department": "岳阳市水利局"}, "national"),
    ({"project": "43060022T000000000001-河道保洁", "rows": THREE}, "hunan"),
    ({"department": "宜昌市水利和湖泊局"}, "hubei"),
    ({"last_value": "≥20次"}, "hubei"),
    ({"project": "42050022T000000000001-河道保洁", "department": "成都市水务局"}, "national"),
    ({"project": "51010022T000000000001-河道保洁", "last_value": "≥20次"}, "national"),
    ({"project": "42050022T000000000001-河道保洁", "department": "成都市水务局", "last_value": "3"}, "hubei"),
]


@pytest.mark.parametrize(("model", "profile"), FOLLOWED)
def test_a_form_shows_its_profile(model: dict[str, Any], profile: str) -> None:
    assert followed(form(**model)) == profile


@pytest.mark.parametrize("model", [model for model, profile in FOLLOWED if profile != "national"])
def test_a_right_form_is_right_under_its_profile(model: dict[str, Any]) -> None:
    findings = [one for one in Checker(rules(), "x").form(form(**model)) if one.severity.label != "info"]
    assert [one.name for one in findings] == []


def test_a_form_says_why() -> None:
    checker = Checker(rules(), "x")
    list(checker.form(form()))
    list(checker.form(form(department="四川省水利厅", project="51010022T000000000001-河道保洁")))
    assert dict(checker.practices) == {
        Practice("四川省", "项目代码以51（四川）开头；主管部门或实施单位在四川省"): 1
    }


def test_chosen_beforehand_the_form_is_not_asked() -> None:
    chosen = rules(profile="hunan")
    checker = Checker(chosen, "x", "en")
    list(checker.form(form(department="四川省水利厅")))
    assert dict(checker.practices) == {Practice("Hunan", "command line"): 1}
    checker = Checker(rules(profile="national"), "x")
    list(checker.form(form(department="四川省水利厅")))
    assert not checker.practices


def names(chosen: RuleSet, model: Form) -> dict[str, str]:
    return {one.name: one.severity.label for one in Checker(chosen, "x").form(model)}


def test_levels_are_those_of_the_profile() -> None:
    under_output = form(THREE, department="上海市水务局")
    assert names(rules(), under_output).get("level-mismatch") == "warning"
    assert "level-mismatch" not in names(rules(profile="national"), under_output)
    assert "level-mismatch" not in names(rules(profile="hunan"), under_output)
    on_its_own = form(FOUR)
    assert names(rules(profile="hunan"), on_its_own).get("level-mismatch") == "warning"
    wrong = form((*FOUR, ("产出指标", "社会效益指标", "群众出行便利程度", "提高")))
    assert names(rules(profile="shanghai-2025"), wrong).get("level-mismatch") == "error"


def test_the_configuration_beats_the_profile(tmp_path: Any) -> None:
    path = tmp_path / "pfglint.yaml"
    path.write_text(
        "profile: shanghai-2025\nselect: [mixed-taxonomy, level-mismatch]\nseverities: {level-mismatch: info}",
        "utf-8",
    )
    chosen = Configs(Given(config=str(path))).rules("-")
    assert {rule.name: rule.severity.label for rule in chosen} == {
        "level-mismatch": "info",
        "mixed-taxonomy": "warning",
    }


# ── The built-in ones ────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_built_in_profiles_are_sound_and_prebuilt() -> None:
    found = read_profiles()
    assert {profile.name for profile in found} >= {DEFAULT, "shanghai-2025", "sichuan", "hunan", "hubei"}
    assert codec.dump(found) == codec.dump(load_builtin())
    assert prebuilt_files().keys() == {"profiles.json"}


@pytest.mark.parametrize("profile", load_builtin(), ids=lambda profile: profile.name)
def test_each_says_what_it_is_and_by_which_source(profile: Profile) -> None:
    assert profile.source is not None
    assert profile.title.zh != profile.title.en
    assert profile.source.en
    assert all(sign.said.zh != sign.said.en for sign in profile.signs)
    assert (profile.inherits is None) == (profile.name == DEFAULT)
    assert bool(profile.signs) == (profile.name != DEFAULT)


def test_no_profile_gives_a_label_another_meaning() -> None:
    base, *profiles = built_in()
    words = Vocabulary(base)
    for layer in profiles:
        more = Vocabulary(base, layer)
        for table in ("labels", "level1", "level2"):
            before = getattr(words, table)
            after = getattr(more, table)
            assert {key: after[key] for key in before} == before


def test_labels_of_built_in_profiles_are_known_everywhere() -> None:
    files = resources.names("rules.profiles", ".yaml")
    with_labels = [
        data for name in files if "labels" in (data := yaml.safe_load(resources.read("rules.profiles", name)))
    ]
    assert len(built_in()) == 1 + len(with_labels)


# ── Profiles of one's own ────────────────────────────────────────────────────────────────────────────────────────────

OWN = """\
title: 临江市
en: {title: Linjiang, source: Its own rules}
source: 临江市财政局2025年布置会
inherits: sichuan
recognise:
  - when: department_name starts with 临江各地
    sign: 主管部门在临江
words:
  临江各地: [临江市, 望江区]
  计数词尾: [批数]
levels:
  产出指标: [数量指标, 质量指标]
  民生指标: [口碑指标]
labels:
  fields: {project: [工程叫法]}
  levels: {民生指标: {spellings: [民生], second: {口碑指标: [口碑]}}}
off: [PFG102]
severities: {no-satisfaction-indicator: error}
refine: [{rule: percent-on-count, unless: name contains 临江各地}]
constants: {权重合计: 90}
standards:
  - name: 会务费定额
    when: name contains 临江各地 and name contains "会务"
    most: 0.04(万元/人·天)
    document: 《临江市会务办法》（临财〔2025〕3号）
    since: 2025-03-01
"""


def own(text: str = OWN) -> Profile:
    (profile,) = read([("profiles/linjiang.yaml", text.encode())], read_builtin(), read_profiles())
    return profile


def test_a_profile_of_ones_own() -> None:
    profile = own()
    assert (profile.name, profile.title.en, profile.inherits) == ("linjiang", "Linjiang", "sichuan")
    known = (*read_profiles(), profile)
    assert [one.name for one in lineage(profile, known)] == ["national", "sichuan", "linjiang"]
    found = under(read_builtin(), profile, known)
    assert found.find("no-benefit-indicator") is None
    raised = found.find("no-satisfaction-indicator")
    assert raised is not None and raised.severity.label == "error"
    assert "批数" in {item.name: item.words for item in found.shared}["计数词尾"]


COSTS = {
    "望江区会务费单位成本": (Severity.WARNING, "高于会务费定额0.04万元/人·天，见《临江市会务办法》（临财〔2025〕3号），自2025年3月1日起。"),
    "培训费单位成本": (Severity.INFO, "高于各类培训中最高的综合定额760元/人·天，见《中央和国家机关培训费管理办法》"),
    "印刷费单位成本": None,
}  # fmt: skip


@pytest.mark.parametrize("name", COSTS)
def test_a_standard_of_ones_own_holds_and_others_are_advice(name: str) -> None:
    profile = own()
    found = Checker(under(read_builtin(), profile, (*read_profiles(), profile)), "forms.txt").form(
        form((("成本指标", "经济成本指标", name, "≤900(元/人·天)"), *FOUR[1:]))
    )
    told = [(one.severity, one.message) for one in found if one.name == "over-standard"]
    expected = COSTS[name]
    if expected is None:
        assert told == []
    else:
        ((severity, message),) = told
        assert severity == expected[0] and expected[1] in message


MISTAKES = {
    ("title: 临江市\n", ""): "profiles/linjiang.yaml:1:1: “title” is missing",
    ("source: 临江市财政局2025年布置会\n", ""): "profiles/linjiang.yaml:1:1: “source” is missing",
    (
        "inherits: sichuan",
        "inherits: sichaun",
    ): "profiles/linjiang.yaml:4:11: unknown profile “sichaun”; did you mean “sichuan”?",
    (
        "inherits: sichuan",
        "inherits: linjiang",
    ): "profiles/linjiang.yaml:4:11: the profiles inherit in a circle",
    (
        "recognise:",
        "recognize:",
    ): "profiles/linjiang.yaml:5:1: unknown key “recognize”; did you mean “recognise”?",
    (
        "department_name starts",
        "departmnt_name starts",
    ): "profiles/linjiang.yaml:6:11: unknown field “departmnt_name”; did you mean “department_name”?",
    (
        "starts with 临江各地",
        "starts with 临江地",
    ): "profiles/linjiang.yaml:6:39: unknown word list “临江地”; did you mean “临江各地”? (if this is the text to look for, put it in quotes: “临江地”)",
    ("    sign: 主管部门在临江\n", ""): "profiles/linjiang.yaml:6:5: “sign” is missing here",
    (
        "  计数词尾: [批数]",
        "  记数词尾: [批数]",
    ): "profiles/linjiang.yaml:10:3: unknown word list “记数词尾”; did you mean “计数词尾”?",
    (
        "[数量指标, 质量指标]",
        "[数量指标, 质量]",
    ): "profiles/linjiang.yaml:12:16: the proper name of “质量” is “质量指标”",
    (
        "  民生指标: [口碑指标]",
        "  民声指标: [口碑指标]",
    ): "profiles/linjiang.yaml:13:3: unknown level “民声指标”; did you mean “民生指标”?",
    (
        "{project: [工程叫法]}",
        "{projct: [工程叫法]}",
    ): "profiles/linjiang.yaml:15:12: unknown key “projct”; did you mean “project”?",
    ("[工程叫法]", "工程叫法"): "profiles/linjiang.yaml:15:21: a list is wanted here",
    ("off: [PFG102]", "off: [PFG192]"): "profiles/linjiang.yaml:17:7: unknown rule “PFG192”",
    (
        "indicator: error",
        "indicator: errr",
    ): "profiles/linjiang.yaml:18:41: unknown value “errr”; did you mean “error”? (there are: error warning info)",
    (
        "contains 临江各地",
        "contains 各地",
    ): "profiles/linjiang.yaml:19:57: unknown word list “各地”; did you mean “临江各地”? (if this is the text to look for, put it in quotes: “各地”)",
    (
        "权重合计: 90",
        "权重合计: 90(%)",
    ): "profiles/linjiang.yaml:20:19: “权重合计” is a number; this is a quantity (%)",
    (
        "权重合计: 90",
        "权重总计: 90",
    ): "profiles/linjiang.yaml:20:13: unknown constant “权重总计”; did you mean “权重合计”?",
    (
        "0.04(万元/人·天)",
        "400(人·天)",
    ): "profiles/linjiang.yaml:24:11: a standard is an amount: 550(元/人·天)",
    ("0.04(万元/人·天)", "贵"): "profiles/linjiang.yaml:24:11: a standard is an amount: 550(元/人·天)",
    ("since: 2025-03-01", "since: 2025年3月"): "profiles/linjiang.yaml:26:12: a date is written 2017-01-01",
    ("    since: 2025-03-01\n", ""): "profiles/linjiang.yaml:22:5: “since” is missing here",
    ('and name contains "会务"', 'and nme contains "会务"'): (
        "profiles/linjiang.yaml:23:34: unknown field “nme”; did you mean “name”?"
    ),
}


@pytest.mark.parametrize(
    "change", MISTAKES, ids=lambda change: change[1].strip()[:30] or change[0][:20].strip()
)
def test_mistakes(change: tuple[str, str]) -> None:
    text = OWN.replace(*change)
    assert text != OWN
    with pytest.raises(PackError) as caught:
        own(text)
    assert MISTAKES[change] in [snippet(one, "en").splitlines()[0] for one in caught.value.problems]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"3", b"\xff\xfe", b"title: [", b"labels: 3", b"levels: [a]", b"recognise: {}"]
)
def test_files_that_are_no_profiles(content: bytes) -> None:
    with pytest.raises(PackError) as caught:
        read([("x.yaml", content)], read_builtin(), ())
    assert caught.value.problems


def test_a_name_is_taken_once() -> None:
    with pytest.raises(PackError) as caught:
        read([("mine/sichuan.yaml", OWN.encode())], read_builtin(), read_profiles())
    assert "there is a profile “sichuan” already" in [one.said.en for one in caught.value.problems]


def test_profiles_may_inherit_from_each_other_and_not_in_circles() -> None:
    texts = [("a.yaml", OWN.replace("sichuan", "b")), ("b.yaml", OWN)]
    found = read([(path, text.encode()) for path, text in texts], read_builtin(), read_profiles())
    assert [one.inherits for one in found] == ["b", "sichuan"]
    texts[1] = ("b.yaml", OWN.replace("sichuan", "a"))
    with pytest.raises(PackError) as caught:
        read([(path, text.encode()) for path, text in texts], read_builtin(), read_profiles())
    assert [one.said.en for one in caught.value.problems] == ["the profiles inherit in a circle"] * 2
