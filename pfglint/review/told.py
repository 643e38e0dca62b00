"""What every format of the review sheets says, in words: the heads, the cells, the places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pfglint.finding import Finding, Place, Severity
from pfglint.report.plain import location, spot
from pfglint.report.plain import printable as on_one_line
from pfglint.review.cover import Cover, Department, RuleCount
from pfglint.review.model import Answer, Project, Review, Reviewed, Sheet
from pfglint.rule.explanation import SEVERITIES
from pfglint.rule.problem import Said

DASH = "—"
PEOPLE = Said("人工判断", "for people to judge")
UNGRADED = Said("未评等级", "not graded")
HEADS = (
    Said("审核内容", "Item"),
    Said("审核要点", "What is asked"),
    Said("查了什么", "What was checked"),
    Said("发现的问题", "What was found"),
    Said("建议等级", "Suggested grade"),
)
FOOT = Said(
    "等级是按发现的问题建议的，供审核人参考；“人工判断”和“未评等级”的各项由审核人填写。",
    "Grades are suggested by what was found. What is for people to judge, or not graded, is left to the reviewer.",
)
TITLES = {
    "cover": Said("汇总", "Cover"),
    "counts": Said("统计", "Counts"),
    "ranking": Said(
        "项目排名（没有评等级的在前，其余得分低的在前）",
        "Projects: those not graded, then the fewest points first",
    ),
    "grades": Said("各等级的项目数", "Projects by grade"),
    "departments": Said("按主管部门", "By department"),
    "rules": Said("按规则", "By rule"),
    "left": Said("没有读到申报表的文件", "Files that gave no form"),
    "aside": Said("其他（读取、文字）", "Aside (reading, wording)"),
    "whole": Said("总的建议", "On the whole"),
}
MORE = Said("还有 {} 行，见“{}”。", "{} more: see “{}”.")
_NAMELESS = Said("（项目名称空白）", "(no project name)")
_NOTHING = Said("未发现问题", "nothing found")
_NOT_ASKED = Said("没有查", "not looked at")
_POINTS = Said("分", "points")
PROJECTS = Said("项目数", "Projects")
GRADE = Said("等级", "Grade")
_COUNTED = {
    Severity.ERROR: Said("错误", "Errors"),
    Severity.WARNING: Said("警告", "Warnings"),
    Severity.INFO: Said("提示", "Infos"),
}
_BLOCKS = {
    "fields": Said("基本情况", "its header"),
    "goal": Said("目标文字", "its goal"),
    "funding": Said("资金", "its funding"),
    "indicators": Said("指标", "its indicators"),
}
_SHOWN = 5
"""How many places are listed."""


_UNWRITABLE = re.compile("[^\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML has no place for."""


class Table(NamedTuple):
    """A table of the cover. The cells of a row fit `heads`; what a grade is, `grades` says by its column."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def printable(text: str) -> str:
    """`text` on one line, without what the formats do not take."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", on_one_line(text))


def label(grade: Said | None, lang: str) -> str:
    """A grade's name."""
    return UNGRADED.text(lang) if grade is None else grade.text(lang)


def ranking(cover: Cover, sheet: Sheet, lang: str) -> Table:
    """The projects, with the grade of the whole and of each part."""
    head = (
        Said("序号", "No."),
        Said("项目", "Project"),
        Said("主管部门", "Department"),
        Said("得分", "Points"),
    )
    heads = (
        *(one.text(lang) for one in head),
        GRADE.text(lang),
        *(part.name.text(lang) for part in sheet.parts),
        *(_COUNTED[one].text(lang) for one in cover.severities),
    )
    return Table(heads, tuple(_ranked(cover, lang)))


def _ranked(cover: Cover, lang: str) -> Iterator[tuple[str, ...]]:
    for number, review in enumerate(cover.ranked, 1):
        yield (
            str(number),
            project_name(review.project, lang),
            printable(review.project.head.department) or DASH,
            points_told(review.points),
            label(review.grade, lang),
            *(part_grade(part, lang) for part in review.parts),
            *(str(review.counts[one]) for one in cover.severities),
        )


def departments(cover: Cover, lang: str) -> Table:
    """How the projects of each department came off."""
    heads = (
        Said("主管部门", "Department").text(lang),
        PROJECTS.text(lang),
        *(label(grade, lang) for grade, _ in cover.grades),
        *(_COUNTED[one].text(lang) for one in (Severity.ERROR, Severity.WARNING)),
        Said("平均得分", "Mean points").text(lang),
    )

    def row(one: Department) -> tuple[str, ...]:
        counts = (one.projects, *one.grades, one.errors, one.warnings)
        return (printable(one.name) or DASH, *map(str, counts), points_told(one.points))

    return Table(heads, tuple(map(row, cover.departments)))


def rules(cover: Cover, lang: str) -> Table:
    """How often each rule spoke."""
    heads = (Said("规则", "Rule"), Said("级别", "Severity"), Said("处数", "Findings"), PROJECTS)

    def row(one: RuleCount) -> tuple[str, ...]:
        severity = SEVERITIES[one.severity].text(lang)
        return f"{one.code} {printable(one.title)}", severity, str(one.findings), str(one.projects)

    return Table(tuple(head.text(lang) for head in heads), tuple(map(row, cover.rules)))


def left(cover: Cover, lang: str) -> list[str]:
    """What is to be said of files that gave no form."""
    return [
        f"{printable(location(one.path, one.place, lang))}{'：' if lang == 'zh' else ': '}{printable(one.message)}"
        for one in cover.left
    ]


def remarks(cover: Cover, lang: str) -> list[str]:
    """What a reader of the cover should know."""
    found = [FOOT.text(lang)]
    waived, baseline = cover.passed.waived, cover.passed.baseline
    if waived:
        found.append(
            Said(f"豁免的 {waived} 处没有列出，也不计。", f"{waived} waived findings are left out.").text(
                lang
            )
        )
    if baseline:
        found.append(
            Said(
                f"基线里的 {baseline} 处没有列出，也不计。",
                f"{baseline} findings in the baseline are left out.",
            ).text(lang)
        )
    return found


# ── A project ────────────────────────────────────────────────────────────────────────────────────────────────────────


def project_name(project: Project, lang: str) -> str:
    """The project's name on one line."""
    return printable(project.head.project).strip() or _NAMELESS.text(lang)


def facts_of(review: Review, lang: str) -> list[tuple[str, str]]:
    """The head of a project's sheet: labels and texts, an even number of them."""
    path, head = review.project
    where = where_told(head.place, lang)
    labels = (
        (Said("项目名称", "Project"), project_name(review.project, lang)),
        (Said("主管部门", "Department"), printable(head.department)),
        (Said("实施单位", "Implementer"), printable(head.implementer)),
        (Said("年度", "Year"), str(head.year or "")),
        (Said("年度资金", "The year's amount"), printable(head.money)),
        (Said("申报表", "Form"), printable(path) + (_bracketed(where, lang) if where else "")),
    )
    return [(label.text(lang), text) for label, text in labels]


def part_title(part: Reviewed, lang: str) -> str:
    """A part's name with its points."""
    name = part.part.name.text(lang)
    if part.points is None:
        return name
    return f"{name}{_bracketed(f'{points_told(part.points)} {_POINTS.text(lang)}', lang)}"


def part_grade(part: Reviewed, lang: str) -> str:
    """A part's grade."""
    return PEOPLE.text(lang) if part.is_for_people else label(part.grade, lang)


def answer_grade(answer: Answer, lang: str) -> str:
    """The grade's cell of an item."""
    if answer.item.manual:
        return PEOPLE.text(lang)
    return label(answer.grade.name if answer.grade is not None else None, lang)


def checked_told(answer: Answer, lang: str) -> str:
    """What was checked: how many rules, and which."""
    if answer.item.manual:
        return PEOPLE.text(lang)
    if not answer.checked:
        return _NOT_ASKED.text(lang)
    count = len(answer.checked)
    listed = ("；" if lang == "zh" else "; ").join(map(printable, answer.checked))
    return Said(f"{count} 条规则：{listed}", f"{count} rules: {listed}").text(lang)


def found_told(answer: Answer, review: Review, lang: str) -> list[str]:
    """What was found, a line each."""
    if answer.item.manual or not answer.checked:
        return []
    found = [finding_told(one, lang) for one in answer.findings]
    if answer.lacking:
        found.append(_lacking_told(answer, review, lang))
    elif not found:
        found.append(_NOTHING.text(lang))
    if hidden := _hidden_told(answer, lang):
        found.append(hidden)
    return found


def answer_row(answer: Answer, review: Review, lang: str) -> tuple[str, ...]:
    """An item as a row under `HEADS`."""
    return (
        answer.item.name.text(lang),
        answer.item.asks.text(lang),
        checked_told(answer, lang),
        "\n".join(found_told(answer, review, lang)),
        answer_grade(answer, lang),
    )


def _lacking_told(answer: Answer, review: Review, lang: str) -> str:
    """Why an item is not graded."""
    head = review.project.head
    absent = [one for one in answer.lacking if one not in head.parts]
    between = "、" if lang == "zh" else ", "
    if absent:
        listed = between.join(_BLOCKS[one].text(lang) for one in absent)
        return Said(
            f"表上没有读到{listed}，这一项不评等级。", f"Of the form, {listed} could not be read: not graded."
        ).text(lang)
    places = [where_told(place, lang) for place in head.unread]
    listed = between.join(places[:_SHOWN])
    return Said(
        f"有 {len(places)} 行没有读懂（{listed}{'等' if len(places) > _SHOWN else ''}），这一项不评等级。",
        f"{len(places)} rows were not understood ({listed}{' and more' if len(places) > _SHOWN else ''}): not graded.",
    ).text(lang)


def _hidden_told(answer: Answer, lang: str) -> str:
    between = "、" if lang == "zh" else ", "
    counts = between.join(
        Said(f"{SEVERITIES[one].zh} {count} 处", f"{count} of severity {SEVERITIES[one].en}").text(lang)
        for one in sorted(answer.hidden, reverse=True)
        if (count := answer.hidden[one])
    )
    return Said(f"（另有{counts}没有列出）", f"({counts} not listed)").text(lang) if counts else ""


def finding_told(finding: Finding, lang: str) -> str:
    """One finding with its severity and place."""
    severity = SEVERITIES[finding.severity].text(lang)
    where = where_told(finding.place, lang)
    marked = f"【{severity}】" if lang == "zh" else f"[{severity}] "
    return f"{marked}{printable(finding.message)}{_bracketed(where, lang) if where else ''}"


def where_told(place: Place | None, lang: str) -> str:
    """Where a person would look; empty where nothing is known of it."""
    if place is not None and place.line is not None:
        return Said(f"第{place.line}行", f"line {place.line}").text(lang)
    return spot(place, lang)


def points_told(points: float | None) -> str:
    """Points with one decimal; a dash where there are none."""
    return DASH if points is None else f"{points:.1f}".removesuffix(".0")


def whole_told(review: Review, lang: str) -> str:
    """The suggestion for the whole."""
    between = "、" if lang == "zh" else ", "
    told = [f"{part.part.name.text(lang)} {part_grade(part, lang)}" for part in review.parts]
    if review.points is not None:
        told.insert(0, f"{points_told(review.points)} {_POINTS.text(lang)}")
    return f"{label(review.grade, lang)}{_bracketed(between.join(told), lang)}"


def _bracketed(text: str, lang: str) -> str:
    return f"（{text}）" if lang == "zh" else f" ({text})"


def fills(names: Sequence[str]) -> dict[str, str]:
    """A colour for each grade, from the best to the worst, as RRGGBB."""
    steps = max(len(names) - 1, 1)
    return {name: _FILLS[round(index * (len(_FILLS) - 1) / steps)] for index, name in enumerate(names)}


_FILLS = ("E2F0D9", "FFF8DC", "FCE4D6", "F8CBAD")
