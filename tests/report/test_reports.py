"""What the reporters write of findings made by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pfglint.finding import Finding, Severity
from pfglint.report import FORMATS, Color, Compared, Setting, Summary, open_report
from pfglint.report.plain import columns

from .findings import CONFLICT, HELP, PERCENT, TITLES, UNREADABLE, summary


def report(
    name: str,
    findings: Sequence[Finding],
    whole: Summary | None = None,
    *,
    lang: str = "zh",
    color: Color = "auto",
    quiet: bool = False,
) -> str:
    out = io.StringIO()
    reporter = open_report(name, out, Setting(lang=lang, color=color, titles=TITLES, quiet=quiet))
    reporter.show(findings)
    reporter.close(whole or summary(*findings))
    return out.getvalue()


def test_text() -> None:
    assert (
        report("text", [PERCENT, CONFLICT], summary(PERCENT, CONFLICT, info=3))
        == f"""\
表 7  社区文化活动   表.txt

  错误  “活动场次数”是计数指标，却以“%”为单位
        表.txt:17:25  percent-on-count PFG302  依据 通行做法
        │ =100.00(%)
        │         ^
        改法  {HELP}

  警告  目标写 2400 人次，指标却是 2400 人
        表.txt:11:4  goal-conflict PFG701
        对照  表.txt:19:25  指标的值

级别  处数  编号    规则              内容
错误     1  PFG302  percent-on-count  计数指标以百分号为单位
警告     1  PFG701  goal-conflict     目标与指标不一致

查了 1 个文件、1 张表、5 个指标。另有 3 条提示未显示，加 --severity info 可以看到。
暂不能提交：1 处错误
"""
    )


def test_text_without_findings_begins_with_what_was_checked() -> None:
    for whole in (summary(), summary(info=4)):
        assert report("text", [], whole).startswith("查了 1 个文件")


def test_text_of_a_file_names_no_document_that_says_so() -> None:
    text = report("text", [UNREADABLE._replace(source="通行做法")])
    assert "unreadable-file PFG001" in text
    assert "依据" not in text


@pytest.mark.parametrize(
    ("compared", "zh", "en"),
    [
        (Compared("main", 5, 0), "没有变的有 5 个文件。", "unchanged: files 5."),
        (Compared("main", 0, 2), "没有变的有改过的文件里 2 张表。", "unchanged: forms in changed files 2."),
        (
            Compared("main", 5, 2),
            "没有变的有 5 个文件、改过的文件里 2 张表。",
            "unchanged: files 5, forms in changed files 2.",
        ),
        (Compared("main", 0, 0), "以来改过的表：全都改过。", "Only forms changed since main: all have."),
    ],
)
def test_text_says_what_has_not_changed_and_nothing_of_none(compared: Compared, zh: str, en: str) -> None:
    whole = replace(summary(), compared=compared)
    assert zh in report("text", [], whole)
    assert en in report("text", [], whole, lang="en")


def test_concise() -> None:
    assert report("concise", [PERCENT, UNREADABLE]) == (
        "表.txt:17:25: error percent-on-count “活动场次数”是计数指标，却以“%”为单位 (PFG302)\n"
        "坏.txt: error unreadable-file 读不了 (PFG001)\n"
    )


def test_csv_has_a_row_for_each_finding_that_no_spreadsheet_computes() -> None:
    formula = PERCENT._replace(project="=1+1", message="一行\n两行")
    first, second, third = csv.DictReader(io.StringIO(report("csv", [formula, CONFLICT, UNREADABLE])))
    assert first == {
        "级别": "错误",
        "编号": "PFG302",
        "规则": "percent-on-count",
        "意见": first["意见"],
        "改法": HELP,
        "依据": "通行做法",
        "文件": "表.txt",
        "表": "7",
        "项目名称": "'=1+1",
        "指标": PERCENT.indicator,
        "位置": "17:25",
    }
    assert "\n" not in first["意见"]
    assert second["级别"] == "警告"
    assert (third["表"], third["位置"], third["改法"]) == ("", "", "")
    assert (
        report("csv", [], lang="en")
        == "severity,code,rule,message,help,source,file,form,project,indicator,place\n"
    )


def test_json_has_every_key_and_only_the_places_that_are_known() -> None:
    found = json.loads(report("json", [PERCENT, CONFLICT, UNREADABLE]))
    assert found["schema"] == "pfglint/findings/1"
    assert found["findings"][0] == {
        "code": "PFG302",
        "name": "percent-on-count",
        "severity": "error",
        "aspect": "适当性",
        "message": "“活动场次数”是计数指标，却以“%”为单位",
        "help": HELP,
        "source": "通行做法",
        "path": "表.txt",
        "form": 7,
        "project": "社区文化活动",
        "indicator": "活动场次数",
        "place": {"line": 17, "column": 25, "end_column": 35},
        "related": [],
        "fix": {
            "safe": False,
            "title": "改成次",
            "edits": [{"place": {"line": 17, "column": 33, "end_column": 34}, "text": "次"}],
        },
    }
    assert found["findings"][1]["related"] == [{"place": {"line": 19, "column": 25}, "message": "指标的值"}]
    assert {key: found["findings"][2][key] for key in ("form", "project", "indicator", "place", "fix")} == {
        "form": None,
        "project": None,
        "indicator": None,
        "place": None,
        "fix": None,
    }
    counts = {"files": 1, "forms": 1, "indicators": 5, "error": 2, "warning": 1, "info": 0}
    assert found["summary"] == counts | {"waived": 0, "baseline": 0, "stale": 0}


def test_json_of_nothing() -> None:
    assert json.loads(report("json", []))["findings"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_json_is_json_in_any_encoding(encoding: str) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    reporter = open_report("json", out, Setting())
    reporter.show([PERCENT])
    reporter.close(summary(PERCENT))
    text = raw.getvalue().decode(encoding)
    assert json.loads(text)["findings"][0]["project"] == "社区文化活动"
    assert ("社区文化活动" in text) == (encoding == "utf-8")


def test_json_of_a_path_that_is_no_utf8() -> None:
    strange = Finding("PFG001", "unreadable-file", Severity.ERROR, None, "x", None, None, path="\udcff.txt")
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    open_report("json", out, Setting()).show([strange])
    out.flush()


@pytest.mark.parametrize(
    ("whole", "zh", "en"),
    [
        (summary(), "可以提交", "Ready to submit"),
        (summary(info=4), "可以提交", "Ready to submit"),
        (
            summary(CONFLICT, CONFLICT),
            "可以提交，但有 2 处建议先改",
            "Ready to submit, but 2 places are better mended first",
        ),
        (summary(PERCENT, CONFLICT), "暂不能提交：1 处错误", "Not ready: 1 error"),
        (summary(PERCENT, UNREADABLE), "暂不能提交：2 处错误", "Not ready: 2 errors"),
        (summary(forms=0), "没有可检查的申报表", "No form to check"),
    ],
)
def test_the_last_line_is_the_verdict(whole: Summary, zh: str, en: str) -> None:
    assert report("text", [], whole).splitlines()[-1] == zh
    assert report("text", [], whole, lang="en").splitlines()[-1] == en


def test_every_finding_says_how_to_mend_it_and_by_which_source() -> None:
    text = report("text", [PERCENT, PERCENT])
    assert text.count(HELP) == 2
    assert text.count("依据 通行做法") == 2
    assert text.count("表 7") == 1


def test_quiet_has_no_counts_and_no_verdict() -> None:
    assert report("text", [], quiet=True) == ""
    assert report("text", [PERCENT], quiet=True).splitlines()[-1].strip() == f"改法  {HELP}"


def test_colour_only_where_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert "\x1b" not in report("text", [PERCENT])
    assert "\x1b" not in report("text", [PERCENT], color="never")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in report("text", [PERCENT])
    assert "\x1b[1;31m" in report("text", [PERCENT], color="always")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_a_narrow_terminal(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pfglint.report.page.PIPE_WIDTH", 60)
    text = report("text", [PERCENT, CONFLICT], lang=lang)
    assert max(columns(line) for line in text.splitlines()) <= 60


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_what_files_may_contain(name: str) -> None:
    nasty = Finding(
        code="PFG302",
        name="percent-on-count",
        severity=Severity.ERROR,
        aspect=None,
        message="a\x1b]0;title\x07\nb",
        help="[bold]no markup[/bold] :smile:",
        source=None,
        path="x\n.txt",
        form=1,
        project="\x1b[2J",
    )
    text = report(name, [nasty])
    assert "\x1b" not in text
    if name == "text":
        assert "[bold]no markup[/bold] :smile:" in text
