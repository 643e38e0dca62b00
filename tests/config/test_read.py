"""Configurations: what is read, and what is said of every mistake in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.config.model import KEYS, Config, ConfigError, Origin, PerPath
from pfglint.config.read import read_config
from pfglint.config.shapes import LIMITS
from pfglint.finding import Severity
from pfglint.rule.model import WordsNamed
from pfglint.rule.problem import snippet
from pfglint.source.limits import Limits

YAML = """\
# 本单位的设置
select: [PFG3, PFG1]
ignore:
  - percent-on-count
severities:
  PFG3: warning
  PFG301: error
per-path:
  旧表/:
    ignore: [PFG1]
    severities: {PFG3: info}
format: json
severity: info
fail-on: warning
lang: en
refine:
  - {rule: [PFG301, fractional-count], unless: name contains "试点", reason: 试点项目}
words: {计数词尾: [批数]}
include: ["*.txt"]
exclude: [草稿/]
limits: {size: 512, seconds: 60}
jobs: auto
waivers: 豁免.yaml
baseline: 基线.txt
review-sheet: 审核表.yaml
"""

TOML = """\
[project]
name = "forms"    # others' tables are none of our business

[tool.pfglint]
select = [
    "PFG3",  # units
    'PFG1',
]
ignore = ["percent-on-count"]
severities = { PFG3 = "warning", "PFG301" = "error" }
format = "json"
severity = "info"
"fail-on" = "warning"
lang = "en"
words."计数词尾" = ["批数"]
include = ["*.txt"]
exclude = ["草稿/"]
limits = { size = 512, seconds = 60 }
jobs = "auto"
waivers = "豁免.yaml"
baseline = "基线.txt"
review-sheet = "审核表.yaml"

[tool.pfglint.per-path."旧表/"]
ignore = ["PFG1"]
severities.PFG3 = "info"

[[tool.pfglint.refine]]
rule = ["PFG301", "fractional-count"]
unless = 'name contains "试点"'
reason = "试点项目"

[tool.other]
[[tool.other.list]]
x = 2025-01-01 10:00:00
"""


def config_of(folder: Path, text: str, name: str = "pfglint.yaml") -> Config:
    (folder / name).write_text(text, encoding="utf-8")
    return read_config(folder / name)


@pytest.mark.parametrize(("text", "name"), [(YAML, "pfglint.yaml"), (TOML, "pyproject.toml")])
def test_every_key_is_read(text: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = config_of(tmp_path, text, name)
    graded = (("PFG3", Severity.WARNING), ("PFG301", Severity.ERROR))
    assert (config.select, config.ignore, config.severities) == (
        ("PFG3", "PFG1"),
        ("percent-on-count",),
        graded,
    )
    line = config.per_path[0].origin.line
    assert config.per_path == (
        PerPath("旧表/", ("PFG1",), (("PFG3", Severity.INFO),), None, Origin(name, line)),
    )
    assert (config.format, config.lang, config.jobs) == ("json", "en", 0)
    assert config.limits == Limits(size=512, seconds=60)
    assert (config.severity, config.fail_on) == (Severity.INFO, Severity.WARNING)
    assert (config.include, config.exclude) == (("*.txt",), ("草稿/",))
    assert (config.waivers, config.baseline) == (tmp_path / "豁免.yaml", tmp_path / "基线.txt")
    assert config.review_sheet == tmp_path / "审核表.yaml"
    assert [(one.rule, one.reason) for one in config.refine] == [
        ("percent-on-count", "试点项目"),
        ("fractional-count", "试点项目"),
    ]
    assert config.words == (WordsNamed("计数词尾", ("批数",)),)
    assert config.origins.keys() == KEYS.keys() - {"packs", "profile", "constants"}
    assert {text.splitlines()[origin.line - 1].strip(" [")[:4] for origin in config.origins.values()} >= {
        "sele",
        "igno",
    }
    assert line == 1 + next(at for at, row in enumerate(text.splitlines()) if "旧表" in row)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}"])
def test_a_configuration_may_say_nothing(text: str, tmp_path: Path) -> None:
    config = config_of(tmp_path, text)
    assert (config.select, config.origins) == (None, {})


MISTAKES = {
    "formatt: json": """\
pfglint.yaml:1:1: unknown key “formatt”; did you mean “format”?
1 | formatt: json
  | ^~~~~~~""",
    "select: PFG3": """\
pfglint.yaml:1:9: a list is wanted here: write [PFG3]
1 | select: PFG3
  |         ^~~~""",
    "ignore: [PFG3, percent-on-cuont]": """\
pfglint.yaml:1:16: unknown rule “percent-on-cuont”; did you mean “percent-on-count”?
1 | ignore: [PFG3, percent-on-cuont]
  |                ^~~~~~~~~~~~~~~~""",
    "ignore: [301]": """\
pfglint.yaml:1:10: text is wanted here: write "301"
1 | ignore: [301]
  |          ^~~""",
    "severities: {PFG3: fatal}": """\
pfglint.yaml:1:20: unknown value “fatal” (there are: error warning info)
1 | severities: {PFG3: fatal}
  |                    ^~~~~""",
    "severities: {PFG99: error}": """\
pfglint.yaml:1:14: unknown rule “PFG99”
1 | severities: {PFG99: error}
  |              ^~~~~""",
    "severities: [PFG3]": """\
pfglint.yaml:1:13: a mapping is wanted here
1 | severities: [PFG3]
  |             ^~~~~~""",
    "fail-on: off": """\
pfglint.yaml:1:10: unknown value “off” (there are: error warning info)
1 | fail-on: off
  |          ^~~""",
    "format: jsno": """\
pfglint.yaml:1:9: unknown value “jsno”; did you mean “json”? (there are: text json concise csv)
1 | format: jsno
  |         ^~~~""",
    "jobs: -1": """\
pfglint.yaml:1:7: a whole number or auto is wanted here
1 | jobs: -1
  |       ^~""",
    "limits: {page: 9}": """\
pfglint.yaml:1:10: unknown key “page”; did you mean “pages”?
1 | limits: {page: 9}
  |          ^~~~""",
    "limits: {pages: 0}": """\
pfglint.yaml:1:17: a positive number is wanted here
1 | limits: {pages: 0}
  |                 ^""",
    "limits: {size: 1 GB}": """\
pfglint.yaml:1:16: a whole number is wanted here
1 | limits: {size: 1 GB}
  |                ^~~~""",
    "per-path: {旧表/: {ignor: []}}": """\
pfglint.yaml:1:18: unknown key “ignor”; did you mean “ignore”?
1 | per-path: {旧表/: {ignor: []}}
  |                    ^~~~~""",
    "refine: [{rule: PFG301, unless: nmae contains 计数词尾}]": """\
pfglint.yaml:1:33: unknown field “nmae”; did you mean “name”?
1 | refine: [{rule: PFG301, unless: nmae contains 计数词尾}]
  |                                 ^~~~""",
    "refine: [{rule: fractional-count, when: stem contains 平均词尾}]": """\
pfglint.yaml:1:55: unknown word list “平均词尾”; did you mean “平均词”? (if this is the text to look for, put it in quotes: “平均词尾”)
1 | refine: [{rule: fractional-count, when: stem contains 平均词尾}]
  |                                                       ^~~~~~~~""",
    "refine: [{rule: [PFG301, PFG302], unless: unit is rato}]": """\
pfglint.yaml:1:51: unknown test “rato”; did you mean “ratio”?
1 | refine: [{rule: [PFG301, PFG302], unless: unit is rato}]
  |                                                   ^~~~""",
    "refine: [{rule: PFG101, unless: name contains “a”}]": """\
pfglint.yaml:1:33: “name” is a field of indicators, and this is asked of a form: write it inside any(indicators where …)
1 | refine: [{rule: PFG101, unless: name contains “a”}]
  |                                 ^~~~""",
    "refine: [{unless: inferred}]": """\
pfglint.yaml:1:10: “rule” is missing here
1 | refine: [{unless: inferred}]
  |          ^~~~~~~~~~~~~~~~~~""",
    "refine: [{rule: PFG301, reason: 试点}]": """\
pfglint.yaml:1:10: there must be an “unless”, a “when” or a “severity-when”
1 | refine: [{rule: PFG301, reason: 试点}]
  |          ^~~~~~~~~~~~~~~~~~~~~~~~~~~~""",
    "words: {计数尾: [批数]}": """\
pfglint.yaml:1:9: unknown word list “计数尾”; did you mean “计数词尾”?
1 | words: {计数尾: [批数]}
  |         ^~~~~~""",
    "packs: [本单位.yml]": """\
pfglint.yaml:1:9: there is no rule pack “本单位.yml”; did you mean “本单位.yaml”?
1 | packs: [本单位.yml]
  |         ^~~~~~~~~~""",
    "lang: zh\nlang: en": """\
pfglint.yaml:2:1: “lang” stands here twice
2 | lang: en
  | ^~~~""",
    "select: [PFG3": """\
pfglint.yaml:1:9: “[” is not closed by “]”
1 | select: [PFG3
  |         ^""",
    "- select": """\
pfglint.yaml:1:1: a mapping is wanted here
1 | - select
  | ^""",
    "baseline: ''": """\
pfglint.yaml:1:11: text is wanted here
1 | baseline: ''
  |           ^~""",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "本单位.yaml").write_text("rules: []", encoding="utf-8")
    assert said(tmp_path, text) == MISTAKES[text]


TOML_MISTAKES = {
    '[tool.pfglint]\nselect = ["PFG3", "ORG9"]\n': """\
pyproject.toml:2:19: unknown rule “ORG9”
2 | select = ["PFG3", "ORG9"]
  |                   ^~~~~~""",
    "[tool.pfglint]\nfail-on = 3.5 # hm\n": """\
pyproject.toml:2:11: unknown value “3.5” (there are: error warning info)
2 | fail-on = 3.5 # hm
  |           ^~~""",
    '[tool]\npfglint = { "seveity" = "info" }\n': """\
pyproject.toml:2:13: unknown key “seveity”; did you mean “severity”?
2 | pfglint = { "seveity" = "info" }
  |             ^~~~~~~~~""",
    "[tool.pfglint.per-path.x]\n[[tool.pfglint.rules.x]]\n": """\
pyproject.toml:2:16: unknown key “rules”
2 | [[tool.pfglint.rules.x]]
  |                ^~~~~""",
    "[tool.pfglint]\nselect = [\n": """\
pyproject.toml:2:11: TOML: Invalid value
2 | select = [
  |           ^""",
    '[tool.pfglint]\nselect = """\nPFG3"""\n': """\
pyproject.toml:2:10: a list is wanted here
2 | select = \"\"\"
  |          ^~~""",
}


@pytest.mark.parametrize("text", TOML_MISTAKES)
def test_mistakes_in_toml(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(tmp_path, text, "pyproject.toml") == TOML_MISTAKES[text]


def said(folder: Path, text: str, name: str = "pfglint.yaml") -> str:
    with pytest.raises(ConfigError) as caught:
        config_of(folder, text, name)
    return "\n".join(snippet(problem, "en") for problem in caught.value.problems)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    for text, lines in {
        "ignore: [no-such-rule]\njobs: x\nselct: []\n": [1, 2, 3],
        "packs: [无.yaml]\nignore: [of-no-pack-yet]\nselct: []\n": [1, 3],
    }.items():
        with pytest.raises(ConfigError) as caught:
            config_of(tmp_path, text)
        assert [problem.line for problem in caught.value.problems] == lines


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "pfglint.yaml").write_bytes("lang: zh\n# 设置\n".encode("gb18030"))
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "pfglint.yaml")
    assert (caught.value.problems[0].line, caught.value.problems[0].said.en) == (
        2,
        "a configuration must be UTF-8 text",
    )


@given(data=st.data())
def test_a_damaged_configuration_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text, name = data.draw(st.sampled_from([(YAML, "pfglint.yaml"), (TOML, "pyproject.toml")]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    damaged = text[:start] + data.draw(st.text("[]{}=.,:\"'#\n x3表", max_size=6)) + text[end:]
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_text(damaged, encoding="utf-8")
    try:
        read_config(path)
    except ConfigError as error:
        assert error.problems


def test_every_limit_that_there_is_can_be_set() -> None:
    assert LIMITS.names == Limits._fields
