"""What every format of the review sheets says, in words: the heads, the cells, the places."""

from __future__ import annotations

from collections.abc import Sequence

from pfglint.finding import Finding, Severity
from pfglint.report.plain import printable, spot
from pfglint.review.model import Answer, Project, Review, Sheet
from pfglint.rule.problem import Said

PEOPLE = Said("人工判断", "for people to judge")
NOTHING = Said("未发现问题", "nothing found")
NOT_ASKED = Said("没有查", "not looked at")
NAMELESS = Said("（项目名称空白）", "(no project name)")
SEVERITIES = {
    Severity.ERROR: Said("错误", "error"),
    Severity.WARNING: Said("警告", "warning"),
    Severity.INFO: Said("提示", "info"),
}
HEADS = (
    Said("审核内容", "Item"),
    Said("审核要点", "What is asked"),
    Said("查了什么", "What was checked"),
    Said("发现的问题", "What was found"),
    Said("建议等级", "Suggested grade"),
)
FOOT = Said(
    "等级是按发现的问题建议的，供审核人参考；“人工判断”的各项由审核人填写。",
    "Grades are suggested by what was found; what is for people to judge is left to the reviewer.",
)
RANKING = (
    Said("序号", "No."),
    Said("项目", "Project"),
    Said("主管部门", "Department"),
    Said("得分", "Points"),
    Said("建议等级", "Grade"),
    Said("错误", "Errors"),
    Said("警告", "Warnings"),
    Said("提示", "Infos"),
)
DEPARTMENTS = (
    Said("主管部门", "Department"),
    Said("项目数", "Projects"),
    Said("错误", "Errors"),
    Said("警告", "Warnings"),
    Said("平均得分", "Mean points"),
)
RULES = (
    Said("编号", "Code"),
    Said("规则", "Rule"),
    Said("级别", "Severity"),
    Said("处数", "Findings"),
    Said("项目数", "Projects"),
)
TITLES = {
    "cover": Said("汇总", "Cover"),
    "ranking": Said("项目排名（问题多的在前）", "Projects, those that need most work first"),
    "grades": Said("各等级的项目数", "Projects by grade"),
    "departments": Said("按主管部门", "By department"),
    "rules": Said("按规则", "By rule"),
    "aside": Said("其他（读取、文字）", "Aside (reading, wording)"),
    "part points": Said("分", "points"),
    "whole": Said("总的建议", "On the whole"),
}


def heads(sides: Sequence[Said], lang: str) -> list[str]:
    """The heads of a table."""
    return [side.text(lang) for side in sides]


def project_name(project: Project, lang: str) -> str:
    """The project's name on one line."""
    return printable(project.project).strip() or NAMELESS.text(lang)


def facts_of(project: Project, lang: str) -> list[tuple[str, str]]:
    """The head of a project's sheet: labels and texts."""
    where = spot(project.place, lang)
    file = printable(project.path) + (
        f"（{where}）" if lang == "zh" and where else f" ({where})" if where else ""
    )
    labels = (
        (Said("项目名称", "Project"), project_name(project, lang)),
        (Said("主管部门", "Department"), printable(project.department)),
        (Said("实施单位", "Implementer"), printable(project.implementer)),
        (Said("年度", "Year"), str(project.year or "")),
        (Said("年度资金", "The year's amount"), printable(project.money)),
        (Said("申报表", "Form"), file),
    )
    return [(label.text(lang), text) for label, text in labels]


def grade_told(answer: Answer, lang: str) -> str:
    """The grade's cell."""
    if answer.item.manual:
        return PEOPLE.text(lang)
    return answer.grade.name if answer.grade is not None else NOT_ASKED.text(lang)


def checked_told(answer: Answer, lang: str) -> str:
    """What was checked: how many rules, and which."""
    if answer.item.manual:
        return PEOPLE.text(lang)
    if not answer.checked:
        return NOT_ASKED.text(lang)
    count = len(answer.checked)
    listed = ("、" if lang == "zh" else "; ").join(answer.checked)
    return Said(f"{count} 条规则：{listed}", f"{count} rules: {listed}").text(lang)


def found_told(answer: Answer, lang: str) -> list[str]:
    """What was found, a line each."""
    if answer.item.manual:
        return []
    return [finding_told(one, lang) for one in answer.findings] or [NOTHING.text(lang)]


def finding_told(finding: Finding, lang: str) -> str:
    """One finding with its severity and place."""
    severity = SEVERITIES[finding.severity].text(lang)
    where = spot(finding.place, lang)
    at = (f"（{where}）" if lang == "zh" else f" ({where})") if where else ""
    return (
        f"【{severity}】{printable(finding.message)}{at}"
        if lang == "zh"
        else f"[{severity}] {printable(finding.message)}{at}"
    )


def points_told(points: float | None) -> str:
    """Points with one decimal; a dash where there are none."""
    return "—" if points is None else f"{points:.1f}".removesuffix(".0")


def whole_told(review: Review, sheet: Sheet, lang: str) -> str:
    """The suggestion for the whole."""
    grade = review.grade or PEOPLE.text(lang)
    parts = [f"{part.part.name.text(lang)} {part.grade or '—'}" for part in review.parts]
    listed = ("、" if lang == "zh" else ", ").join(parts)
    points = points_told(review.points)
    return Said(f"{grade}（{points} 分；{listed}）", f"{grade} ({points} points; {listed})").text(lang)
