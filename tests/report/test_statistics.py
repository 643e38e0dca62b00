"""Counts in the place of findings."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import Any

import pytest

from pfglint.finding import Finding, Severity
from pfglint.report import Setting, Summary
from pfglint.report.statistics import FORMATS, open_statistics

from .findings import CONFLICT, PERCENT, TITLES, UNREADABLE

CULTURE = "文化和旅游局"


def of(finding: Finding, path: str, form: int, department: str | None, **more: Any) -> Finding:
    return finding._replace(path=path, form=form, department=department, **more)


FILES = [
    [
        of(PERCENT, "甲.txt", 1, CULTURE),
        of(PERCENT, "甲.txt", 1, CULTURE, indicator="另一个"),
        of(CONFLICT, "甲.txt", 2, " 文化和\n旅游局 "),
    ],
    [UNREADABLE],
    [of(CONFLICT, "乙.txt", 1, None, project=None)],
]
FOUND = Counter({Severity.ERROR: 3, Severity.WARNING: 2, Severity.INFO: 4})
DEPARTMENTS: Counter[str | None] = Counter({CULTURE: 7, "文化和 旅游局": 1, None: 1, "教育局": 3})


def summary(shown: Severity = Severity.WARNING, fail_on: Severity = Severity.ERROR) -> Summary:
    return Summary(3, 12, 90, FOUND, shown, fail_on, departments=DEPARTMENTS)


def counted(name: str, whole: Summary, *, lang: str = "zh", quiet: bool = False) -> str:
    out = io.StringIO()
    reporter = open_statistics(name, out, Setting(lang=lang, titles=TITLES, quiet=quiet))
    for findings in FILES:
        reporter.show(findings)
    reporter.close(whole)
    return out.getvalue()


def test_text() -> None:
    assert (
        counted("text", summary())
        == """\
按规则
级别  处数   占比  表数  编号    规则              内容
错误     2  40.0%     1  PFG302  percent-on-count  计数指标以百分号为单位
错误     1  20.0%     0  PFG001  unreadable-file   读不了的文件
警告     2  40.0%     2  PFG701  goal-conflict     目标与指标不一致

按主管部门
表数  不合格  错误  警告  主管部门
   8       1     2     1  文化和旅游局
   1       0     1     1  （没有写明）
另有 1 个部门没有意见。

按表
错误  警告  表  文件    项目名称
   2     0   1  甲.txt  社区文化活动
   1     0   -  坏.txt
   0     1   2  甲.txt  社区文化活动
   0     1   1  乙.txt

查了 3 个文件、12 张表、90 个指标。另有 4 条提示未显示，加 --severity info 可以看到。
暂不能提交：3 处错误
"""
    )


def test_json() -> None:
    found = json.loads(counted("json", summary()))
    assert found["schema"] == "pfglint/statistics/1"
    assert found["rules"][0] == {
        "severity": "error",
        "code": "PFG302",
        "name": "percent-on-count",
        "title": "计数指标以百分号为单位",
        "count": 2,
        "share": 0.4,
        "forms": 1,
    }
    assert found["departments"] == [
        {"department": CULTURE, "forms": 8, "failing": 1, "error": 2, "warning": 1, "info": None},
        {"department": None, "forms": 1, "failing": 0, "error": 1, "warning": 1, "info": None},
        {"department": "教育局", "forms": 3, "failing": 0, "error": 0, "warning": 0, "info": None},
    ]
    assert [(one["path"], one["form"], one["error"]) for one in found["forms"]] == [
        ("甲.txt", 1, 2),
        ("坏.txt", None, 1),
        ("甲.txt", 2, 0),
        ("乙.txt", 1, 0),
    ]
    assert found["shown"] == "warning"
    assert found["summary"] == {
        "files": 3,
        "forms": 12,
        "indicators": 90,
        "error": 3,
        "warning": 2,
        "info": 4,
        "waived": 0,
        "baseline": 0,
        "stale": 0,
    }


def test_csv_has_one_table_that_a_spreadsheet_can_filter() -> None:
    rows = list(csv.DictReader(io.StringIO(counted("csv", summary(), lang="en"))))
    assert [row["by"] for row in rows] == ["rule"] * 3 + ["department"] * 3 + ["form"] * 4
    assert rows[0]["rule"] == "percent-on-count"
    assert rows[0]["count"] == "2"
    assert rows[3]["department"] == CULTURE
    assert (rows[3]["forms"], rows[3]["failing"], rows[3]["error"], rows[3]["info"]) == ("8", "1", "2", "")
    assert rows[6]["path"] == "甲.txt"


def test_a_cell_that_a_spreadsheet_would_compute_stays_text() -> None:
    out = io.StringIO()
    reporter = open_statistics("csv", out, Setting())
    reporter.show([of(PERCENT, "=1+1.txt", 1, "@局", project='=HYPERLINK("http://x")')])
    reporter.close(summary())
    last = list(csv.DictReader(io.StringIO(out.getvalue())))[-1]
    assert last["文件"] == "'=1+1.txt"
    assert last["项目名称"].startswith("'=")
    assert last["主管部门"] == "'@局"


def test_a_form_fails_from_the_severity_on_that_fails() -> None:
    found = json.loads(counted("json", summary(fail_on=Severity.WARNING)))
    assert [one["failing"] for one in found["departments"]] == [2, 1, 0]


def test_only_the_worst_are_listed_for_people_and_all_for_programs() -> None:
    def report(name: str) -> str:
        out = io.StringIO()
        reporter = open_statistics(name, out, Setting(titles=TITLES))
        for number in range(1, 31):
            reporter.show([of(PERCENT, f"{number}.txt", 1, f"第{number}局")])
        reporter.close(summary())
        return out.getvalue()

    text = report("text")
    assert "（问题最重的 20 个，共 30 个）" in text
    assert text.count(".txt") == 20
    assert "-f csv" in text
    assert len(json.loads(report("json"))["forms"]) == 30


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_a_report_too(name: str) -> None:
    out = io.StringIO()
    reporter = open_statistics(name, out, Setting())
    reporter.show([])
    reporter.close(Summary(0, 0, 0, Counter(), Severity.WARNING, Severity.ERROR))
    text = out.getvalue()
    assert text
    if name == "json":
        assert json.loads(text)["rules"] == []
    if name == "text":
        assert text.splitlines()[-1] == "没有可检查的申报表"


def test_quiet_leaves_the_verdict_out() -> None:
    assert "提交" not in counted("text", summary(shown=Severity.ERROR), quiet=True)
