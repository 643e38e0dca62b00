"""The findings as JSON, schema ``pfglint/findings/1``: every key always there, null where nothing applies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NotRequired, TextIO, TypedDict, cast

from pfglint.finding import ASPECTS, Finding, Fix, Place, Related, Severity
from pfglint.report import Reporter, Setting, Summary

SEVERITIES = tuple(one.label for one in sorted(Severity, reverse=True))


class PlaceJson(TypedDict, total=False):
    """Where something stands, with what the format can tell."""

    line: Annotated[int, "文本：行，从 1 起", "text: the line, from 1"]
    column: Annotated[
        int,
        "文本：行里第几个字符；Word：表格里第几列；都从 1 起",
        "text: the character in its line; Word: the column in its table; from 1",
    ]
    end_column: Annotated[int, "文本：到哪个字符之前", "text: the character before which it ends"]
    sheet: Annotated[str, "工作簿：工作表", "workbooks: the sheet"]
    cell: Annotated[str, "工作簿：单元格，如 C12", "workbooks: the cell, such as C12"]
    table: Annotated[int, "Word：第几个表格", "Word: the number of the table"]
    row: Annotated[int, "Word：表格里第几行", "Word: the row in its table"]
    paragraph: Annotated[int, "Word：不在表格里的，第几段", "Word: the paragraph, for what is in no table"]
    page: Annotated[int, "PDF：第几页", "PDF: the page"]
    bbox: Annotated[
        list[float],
        "PDF：左、上、右、下，单位是磅，从页的左上角算起",
        "PDF: left, top, right, bottom in points from the page's upper left corner",
    ]


class RelatedJson(TypedDict):
    """Another place that a finding must be read with."""

    path: NotRequired[Annotated[str, "文件；在同一个文件里的没有", "its file, where that is another one"]]
    place: Annotated[PlaceJson | None, "位置", "where it stands"]
    message: Annotated[str, "那里是什么", "what stands there"]


class EditJson(TypedDict):
    """A change of one place."""

    place: Annotated[PlaceJson | None, "改哪里", "what is replaced"]
    text: Annotated[str, "改成什么", "what stands there afterwards"]


class FixJson(TypedDict):
    """How to mend a finding."""

    safe: Annotated[bool, "意思不变，pfglint fix 就改", "whether the meaning stays the same"]
    title: Annotated[str, "怎么改", "what the fix does"]
    edits: Annotated[list[EditJson], "逐处的改动", "the changes"]


class FindingJson(TypedDict):
    """One defect, told once."""

    code: Annotated[str, "规则的编号", "the rule's code"]
    name: Annotated[str, "规则的名字", "the rule's name"]
    severity: Annotated[str, "级别", "the severity", SEVERITIES]
    aspect: Annotated[str | None, "评审的哪一方面", "the aspect of the official review", ASPECTS]
    message: Annotated[str, "错在哪里", "what is wrong"]
    help: Annotated[str | None, "怎么改", "how to mend it"]
    source: Annotated[str | None, "依据", "by which document"]
    path: Annotated[str, "文件，照给的写", "the file, as it was given"]
    form: Annotated[
        int | None,
        "文件里第几张表；说整个文件的没有",
        "the form's number in its file; null for a finding about the file",
    ]
    project: Annotated[str | None, "项目名称", "the project's name"]
    indicator: Annotated[str | None, "三级指标，照写的", "the indicator's name as written"]
    place: Annotated[PlaceJson | None, "位置", "where it stands"]
    related: Annotated[list[RelatedJson], "要对照的另一处", "other places to be read with it"]
    fix: Annotated[FixJson | None, "怎样自动修正", "how it can be mended"]


class SummaryJson(TypedDict):
    """All that was found, shown or not."""

    files: Annotated[int, "文件数", "files"]
    forms: Annotated[int, "表数", "forms"]
    indicators: Annotated[int, "指标数", "indicators"]
    error: Annotated[int, "错误", "errors"]
    warning: Annotated[int, "警告", "warnings"]
    info: Annotated[int, "提示", "notes"]
    waived: Annotated[int, "按豁免清单没有算进去的", "findings that were waived, which are not counted"]
    baseline: Annotated[int, "基线里记着、没有算进去的", "findings in the baseline, which are not counted"]
    stale: Annotated[int, "基线里记着、已经不在了的", "findings in the baseline that are no longer there"]


class FindingsJson(TypedDict):
    """``pfglint check -f json``."""

    schema: Annotated[Literal["pfglint/findings/1"], "格式", "the schema"]
    findings: Annotated[list[FindingJson], "显示的意见", "the findings that are shown"]
    summary: Annotated[SummaryJson, "一共有多少，显示的和没显示的", "how many there are, shown or not"]


def open_report(out: TextIO, setting: Setting) -> Reporter:
    """A report that is one JSON document, written while the files are being checked."""
    return _Json(out)


class _Json:
    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.between = '{"schema": "pfglint/findings/1", "findings": [\n'

    def show(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.out.write(self.between + dumps(finding_json(finding), self.out))
            self.between = ",\n"

    def close(self, summary: Summary) -> None:
        if self.between != ",\n":
            self.out.write(self.between)
        self.out.write('],\n"summary": ' + dumps(summary_json(summary), self.out) + "}\n")


def dumps(data: Any, out: TextIO) -> str:
    """`data` as JSON for `out`: Chinese stays Chinese in UTF-8, and is escaped in other encodings."""
    unicode = (out.encoding or "utf-8").lower().replace("_", "-").startswith("utf")
    text = json.dumps(data, ensure_ascii=not unicode)
    # A path that is no UTF-8 reaches us as lone surrogates, which only the escaped form can carry.
    return text if text.isascii() or _encodable(text) else json.dumps(data)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def place_json(place: Place | None) -> PlaceJson | None:
    """`place` with what is known of it."""
    if not place:
        return None
    known = {key: part for key, part in place._asdict().items() if part is not None and key != "rank"}
    return cast(PlaceJson, known)


def finding_json(finding: Finding) -> FindingJson:
    """One finding as the schema has it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "aspect": finding.aspect,
        "message": finding.message,
        "help": finding.help,
        "source": finding.source,
        "path": finding.path,
        "form": finding.form,
        "project": finding.project,
        "indicator": finding.indicator,
        "place": place_json(finding.place),
        "related": [_related_json(one) for one in finding.related],
        "fix": _fix_json(finding.fix) if finding.fix else None,
    }


def _related_json(related: Related) -> RelatedJson:
    """Another place; its path only where that is another file."""
    told: RelatedJson = {"place": place_json(related.place), "message": related.message}
    return told if related.path is None else {"path": related.path, **told}


def _fix_json(fix: Fix) -> FixJson:
    edits: list[EditJson] = [{"place": place_json(edit.place), "text": edit.text} for edit in fix.edits]
    return {"safe": fix.safe, "title": fix.title, "edits": edits}


def summary_json(summary: Summary) -> SummaryJson:
    """How many files, forms and indicators there were, and how many findings, shown or not."""
    return {
        "files": summary.files,
        "forms": summary.forms,
        "indicators": summary.indicators,
        "error": summary.found[Severity.ERROR],
        "warning": summary.found[Severity.WARNING],
        "info": summary.found[Severity.INFO],
        "waived": summary.passed.waived,
        "baseline": summary.passed.baseline,
        "stale": summary.passed.stale,
    }
