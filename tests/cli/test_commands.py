"""``forms``, ``value``, ``rules``, ``rule`` and ``test`` as users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import Run, form


def test_forms_as_json(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text(form(), encoding="utf-8")
    found = json.loads(pfglint("forms", "表.txt", "-f", "json").stdout)
    assert found["schema"] == "pfglint/forms/1"
    [file] = found["files"]
    assert file["path"] == "表.txt"
    assert "error" not in file
    [one] = file["forms"]
    assert (one["number"], one["year"], one["place"]["line"]) == (1, 2025, 1)
    assert one["fields"]["project"] == "乡镇图书室购书经费"
    assert one["fields"]["start"] == "2025-01-01"
    assert one["funding"] == {
        "unit": "元",
        "project_total": None,
        "project_fiscal": None,
        "project_other": None,
        "annual_total": "420000.00",
        "annual_fiscal": "420000.00",
        "carry_over": "0.00",
        "annual_other": "0.00",
    }
    assert one["goal"]["overall"] is None
    assert one["goal"]["annual"].startswith("为 18 个乡镇")
    assert one["unread"] == []
    first = one["indicators"][0]
    assert first["place"]["line"] == 13
    assert {key: first[key] for key in ("number", "level1", "level2", "name", "text")} == {
        "number": 1,
        "level1": "成本指标",
        "level2": "经济成本指标",
        "name": "图书采购单价",
        "text": "≤35.00(元/册)",
    }
    assert first["value"]["kind"] == "comparison"
    assert (first["value"]["op"], first["value"]["number"], first["value"]["unit"]) == (
        "<=",
        "35.00",
        "元/册",
    )


def test_forms_of_a_file_that_gives_none(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("这里没有申报表。\n", encoding="utf-8")
    for path, status in (("说明.txt", 0), ("没有.txt", 2)):
        done = pfglint("forms", path, "-f", "json")
        assert done.returncode == status
        [file] = json.loads(done.stdout)["files"]
        assert file["forms"] == []
        assert file["error"]
        assert pfglint("forms", path).returncode == status


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_forms_at_a_glance(lang: str, pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text(form(), encoding="utf-8")
    text = pfglint("forms", "表.txt", "--lang", lang).stdout
    for part in (
        "乡镇图书室购书经费",
        "表.txt:1",
        "420,000.00 元",
        "读者满意度",
        "≥90.00(%)",
        "临江区图书馆",
    ):
        assert part in text


def test_values_as_json(pfglint: Run) -> None:
    done = pfglint("value", "-f", "json", "--", "≤550.00(元/人·天)", "-5")
    found = json.loads(done.stdout)
    assert found["schema"] == "pfglint/values/1"
    assert [one["text"] for one in found["values"]] == ["≤550.00(元/人·天)", "-5"]
    value = found["values"][0]["value"]
    assert (value["kind"], value["op"], value["number"], value["unit"]) == (
        "comparison",
        "<=",
        "550.00",
        "元/人·天",
    )


def test_values_line_by_line(pfglint: Run) -> None:
    done = pfglint("value", "-f", "json", "-", stdin="≥90%\r\n\n<5(元)\n")
    assert [one["text"] for one in json.loads(done.stdout)["values"]] == ["≥90%", "", "<5(元)"]
    assert json.loads(pfglint("value", "-f", "json", "-").stdout)["values"] == []


def test_a_value_that_is_broken_has_a_caret_and_an_unknown_unit_a_suggestion(pfglint: Run) -> None:
    lines = pfglint("value", "≥≥90%").stdout.splitlines()
    assert lines[0] == "≥≥90%"
    assert lines[1].startswith(" ^ ")
    assert "“场”" in pfglint("value", "≥3(场词)").stdout


def test_rules_and_rule(pfglint: Run) -> None:
    rules = json.loads(pfglint("rules", "-f", "json").stdout)
    assert rules["schema"] == "pfglint/rules/1"
    by_name = {rule["name"]: rule for rule in rules["rules"]}
    code = by_name["percent-on-count"]["code"]
    listed = pfglint("rules").stdout
    assert all(name in listed for name in by_name)
    explained = pfglint("rule", code)
    assert (
        explained.stdout == pfglint("rule", "percent-on-count").stdout == pfglint("rule", code.lower()).stdout
    )
    assert by_name["percent-on-count"]["title"] in explained.stdout
    english = pfglint("rule", code, "--lang", "en").stdout
    assert english != explained.stdout


def test_test_runs_the_examples(pfglint: Run, tmp_path: Path) -> None:
    done = pfglint("test")
    assert done.returncode == 0, done.stdout


MUTABLE = """
rules:
- code: OWN001
  name: long-training
  title: 培训太长
  severity: warning
  for: indicator
  when: name ends with “培训天数”
  require: value <= 5(天)
  message: “{name}”是“{text}”
  en: {title: Long training, message: "“{name}” is “{text}”"}
  examples:
    fail: ["数量指标 | 业务培训天数 | ≥6(天)", "数量指标 | 岗前培训天数 | =10(天)"]
    pass: ["数量指标 | 业务培训天数 | =PASS(天)", "数量指标 | 业务培训次数 | ≥6(次)"]
"""


def test_test_mutates_and_tells_of_what_no_example_notices(pfglint: Run, tmp_path: Path) -> None:
    pack = tmp_path / "我的.yaml"
    pack.write_text(MUTABLE.replace("PASS", "4"), encoding="utf-8")
    done = pfglint("test", "我的.yaml", "--mutate")
    assert done.returncode == 0
    assert "我的.yaml:9:12  OWN001 long-training  require" in done.stdout
    assert "value <= 5(天)  →  value < 5(天)" in done.stdout
    assert "“value”正好是“5(天)”" in done.stdout
    assert pfglint("test", "我的.yaml", "--mutate", "--at-least", "99").returncode == 1
    found = json.loads(pfglint("test", "我的.yaml", "--mutate", "-f", "json", "-j", "1").stdout)
    assert found["failures"] == []
    assert [(one["kind"], one["before"], one["after"]) for one in found["mutation"]["survivors"]] == [
        ("bound", "value <= 5(天)", "value < 5(天)"),
        ("bound", "5(天)", "4(天)"),
    ]
    pack.write_text(MUTABLE.replace("PASS", "5"), encoding="utf-8")
    assert pfglint("test", "我的.yaml", "--mutate", "--at-least", "99").returncode == 0
    assert json.loads(pfglint("test", "我的.yaml", "-f", "json").stdout)["mutation"] is None
    assert pfglint("test", "--at-least", "99").returncode == 2


def test_examples_that_are_not_as_they_say_are_not_mutated(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "我的.yaml").write_text(MUTABLE.replace("PASS", "6"), encoding="utf-8")
    done = pfglint("test", "我的.yaml", "--mutate", "-f", "json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [(one["list"], one["number"]) for one in found["failures"]] == [("pass", 1)]
    assert found["mutation"] is None
    assert found["summary"] == {"rules": 1, "examples": 4, "failed": 1}


FAILING = {
    "zh": """\
我的.yaml:14  OWN001 long-training  第 1 个不应报的例子
  数量指标 | 业务培训天数 | =6(天)
  规则报了，例子说不该报：when 成立，require 不成立
    指标“业务培训天数”
      when  成立
        成立    name ends with "培训天数"
                “业务培训天数”
      require  不成立
        不成立  value <= 5(天)
                =6(天)

1 条规则，4 个例子，1 个不符
""",
    "en": """\
我的.yaml:14  OWN001 long-training  pass 1
  数量指标 | 业务培训天数 | =6(天)
  the rule spoke, and should not have: “when” holds and “require” does not hold
    indicator “业务培训天数”
      when  true
        true     name ends with "培训天数"
                 “业务培训天数”
      require  false
        false    value <= 5(天)
                 =6(天)

1 rules, 4 examples, 1 not as they say
""",
}


@pytest.mark.parametrize("lang", FAILING)
def test_test_says_why_an_example_is_not_as_it_says(lang: str, pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "我的.yaml").write_text(MUTABLE.replace("PASS", "6"), encoding="utf-8")
    done = pfglint("test", "我的.yaml", "--lang", lang)
    assert done.returncode == 1
    assert done.stdout == FAILING[lang]
    [failure] = json.loads(pfglint("test", "我的.yaml", "-f", "json", "--lang", lang).stdout)["failures"]
    assert failure["message"] == FAILING[lang].splitlines()[2].strip()
    [subject] = failure["subjects"]
    when, require = subject["conditions"]
    assert (when["key"], when["truth"], when["parts"]) == ("when", True, [])
    assert (require["text"], require["truth"]) == ("value <= 5(天)", False)
    assert require["values"] == [{"at": 0, "value": "=6(天)"}]


def test_an_example_that_is_no_form_is_told_with_its_line(pfglint: Run, tmp_path: Path) -> None:
    (tmp_path / "我的.yaml").write_text(
        MUTABLE.replace("PASS", "4").replace("数量指标 | 业务培训次数", "数量 | 业务培训次数"),
        encoding="utf-8",
    )
    done = pfglint("test", "我的.yaml")
    assert done.returncode == 1
    assert done.stdout.startswith("我的.yaml:14  OWN001 long-training  第 2 个不应报的例子\n")
    assert "没有二级指标“数量”，是“数量指标”吗？" in done.stdout
    assert "did you mean “数量指标”?" in pfglint("test", "我的.yaml", "--lang", "en").stdout
