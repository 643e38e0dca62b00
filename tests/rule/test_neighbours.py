"""Forms of a run beside each other: across files, in any number of processes, with little memory."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from pfglint.finding import Finding, Severity
from pfglint.form.model import Form
from pfglint.lint import check_files, forms_of_bytes
from pfglint.rule.examples import file_of
from pfglint.rule.model import Plain, RuleSet
from pfglint.rule.neighbours import Neighbours
from pfglint.rule.note import Packed, unpacked
from pfglint.rule.pack import PackError, load_builtin
from pfglint.rule.run import Checker
from pfglint.sieve import Sieves
from pfglint.waiver.model import Waiver, Waivers
from tests.rule.build import rules as build

RIVER = "做好全区河道日常保洁，全年巡查24次，及时清理漂浮物，保持水面整洁，改善居民的生活环境。"
PARK = RIVER.replace("漂浮物", "垃圾").replace("24", "36")
LAMPS = "更换路灯300盏，新建智能控制箱12座，亮灯率达到98%以上，故障24小时内修复，市民夜间出行更安全。"


def project(name: str, goal: str = LAMPS, **more: str) -> dict[str, Plain]:
    """A form of that project, with an indicator of its own."""
    return {
        "fields": {"project": name, **more},
        "goal": goal,
        "add": [f"数量指标 | {name}完成数量 | ≥5(项)"],
    }


FILES: dict[str, list[dict[str, Plain]]] = {
    "a.txt": [project("河道保洁", RIVER), project("路灯改造")],
    "b.txt": [project("公园保洁", PARK), project("路灯改造")],
    "c.txt": [project("泵站维护", RIVER)],
}
TOLD = [
    ("b.txt", 1, "copied-goal", "a.txt", "年度目标与“河道保洁”有89%相同，不同的只有“36”、“垃圾”。"),
    ("b.txt", 2, "duplicate-project", "a.txt", "项目“路灯改造”报了两次。"),
    ("c.txt", 1, "copied-goal", "a.txt", "年度目标与“河道保洁”完全相同。"),
]


def rules_of(_: str) -> RuleSet:
    return load_builtin()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, forms in FILES.items():
        (tmp_path / name).write_bytes(file_of({"forms": list(forms)}))
    return tmp_path


def told(folder: Path, jobs: int = 1, least: Severity = Severity.WARNING) -> list[tuple[object, ...]]:
    names = {"copied-goal", "duplicate-project", "copied-indicators", "similar-project", "uniform-targets"}
    return [
        (Path(one.path).name, one.form, one.name, Path(one.related[0].path or "").name, one.message)
        for result in check_files([str(folder)], rules_of, jobs=jobs, least=least)
        for one in result.findings
        if one.name in names
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_form_of_another_file_is_told_of_with_its_file(folder: Path, jobs: int) -> None:
    assert told(folder, jobs) == TOLD


def test_several_processes_find_and_count_what_one_does(folder: Path) -> None:
    one, two = (
        [
            (result.path, result.findings, result.found)
            for result in check_files([str(folder)], rules_of, jobs=jobs, least=least)
        ]
        for jobs, least in ((1, Severity.WARNING), (2, Severity.WARNING))
    )
    assert one == two
    quiet = [result.found for result in check_files([str(folder)], rules_of, jobs=2, least=Severity.ERROR)]
    assert quiet == [found for _, _, found in one]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_waived_is_neither_told_nor_counted(folder: Path, jobs: int) -> None:
    waivers = Waivers("", (Waiver("copied-goal", "泵站维护", None, "同一条河"),))
    sieves = Sieves(date(2025, 1, 1), {str(folder / name): waivers for name in FILES}, {})
    results = list(check_files([str(folder)], rules_of, jobs=jobs, sieve_of=sieves))
    assert [[one.name for one in result.findings if one.name == "copied-goal"] for result in results] == [
        [],
        ["copied-goal"],
        [],
    ]
    assert [result.noted and result.noted.waived for result in results] == [0, 0, 1]
    assert [result.found[Severity.WARNING] for result in results] == [0, 2, 0]


UNIFORM = "group: {within: run, by: [form.department_name], same: [number], members: 3, forms: 2}"


def test_what_only_the_whole_run_shows_is_told_with_the_last_file(folder: Path) -> None:
    found = build(UNIFORM, message="{form.department_name} {count} {forms} {number}")
    results = [
        [(Path(one.path).name, one.message) for one in result.findings]
        for result in check_files([str(folder)], lambda _: found)
    ]
    assert results == [[], [], []]  # quantities and rates are not one number
    alike = build(
        f"when: name contains “完成数量”\n{UNIFORM}",
        message="{form.department_name} {count} {forms} {number}",
    )
    results = [
        [(Path(one.path).name, one.message) for one in result.findings]
        for result in check_files([str(folder)], lambda _: alike)
    ]
    assert results == [[], [], [("a.txt", "示范市技能发展局 5 5 5")]]


def test_what_is_packed_for_another_process_is_what_was_heard(folder: Path) -> None:
    apart, packed, together = Neighbours(), Packed(), []
    for name in FILES:
        path = str(folder / name)
        for form in forms_of_bytes((folder / name).read_bytes()):
            assert isinstance(form, Form)
            assert all(
                item.form == form.number for item in Checker(load_builtin(), path, listener=packed).form(form)
            )
    unpacked(
        pickle.loads(pickle.dumps(packed.content())),
        lambda notes: together.extend(apart.hear("x", notes)),
        apart.count,
    )
    assert [one.name for one in together if isinstance(one, Finding) and one.severity > Severity.INFO] == [
        name for _, _, name, _, _ in TOLD
    ]


def test_a_form_that_is_known_is_learned_from_and_not_told_of() -> None:
    checker = Checker(load_builtin(), "x")
    first, second = (
        form
        for name, goal in (("河道保洁", RIVER), ("公园保洁", PARK))
        for form in forms_of_bytes(file_of(project(name, goal)))
        if isinstance(form, Form)
    )
    assert checker.learn(second) == []
    assert [one.name for one in checker.form(first) if one.name == "copied-goal"] == ["copied-goal"]
    assert checker.learn(second._replace(number=9)) == []


def test_where_the_later_form_is_known_the_earlier_one_is_told_of() -> None:
    neighbours = Neighbours(look_back=True)
    forms = [
        next(one for one in forms_of_bytes(file_of(project(name, goal))) if isinstance(one, Form))
        for name, goal in (("河道保洁", RIVER), ("泵站维护", RIVER))
    ]
    changed = Checker(load_builtin(), "changed.txt", listener=neighbours)
    assert "copied-goal" not in [one.name for one in changed.form(forms[0])]
    (finding,) = Checker(load_builtin(), "known.txt", listener=neighbours).learn(forms[1])
    assert (finding.path, finding.name, finding.message) == (
        "changed.txt",
        "copied-goal",
        "年度目标与“泵站维护”完全相同。",
    )
    assert finding.related[0].path == "known.txt"


def test_english_says_what_differs() -> None:
    checker = Checker(load_builtin(), "x", "en")
    found = [
        one.message
        for name, goal in (
            ("河道保洁", RIVER),
            ("公园保洁", PARK),
            ("泵站保洁", RIVER.replace("保持水面整洁，", "")),
        )
        for form in forms_of_bytes(file_of(project(name, goal)))
        if isinstance(form, Form)
        for one in checker.form(form)
        if one.name == "copied-goal"
    ]
    assert found == [
        "The annual goal is 89% that of “河道保洁”; what differs is “36”, “垃圾”.",
        "The annual goal is 91% that of “河道保洁”; what differs is “保持水面整洁” there.",
    ]


MISTAKES = {
    "group: {within: document, by: [name], near: {}}": "“near” needs “within: run”",
    "group: {within: run, by: [name], should: [name], differs: [name]}": "“should” needs “within: document”",
    "group: {within: run, by: [name], like: {text: name}}": "there must be “at-least” or “below”",
    "group: {within: run, by: [name], like: {text: number, below: 50(%)}}": "a text is wanted here, and this is a number",
    "group: {within: run, by: [name], like: {text: name, below: 50}}": (
        "a quantity (%) is wanted here, and this is a number"
    ),
    "group: {within: run, by: [name]}\nsilences: [rule-2]": (
        "a rule “within: run” silences only such rules, and rule-2 is none"
    ),
    "group: {within: run, by: [name]}\nfix: {title: 改, with: 改}": "a rule “within: run” cannot have “fix”",
}


@pytest.mark.parametrize(
    "body", MISTAKES, ids=lambda body: body[body.index("run") if "run" in body else 8 :][:40]
)
def test_mistakes_in_groups_are_told(body: str) -> None:
    with pytest.raises(PackError) as caught:
        build(body, "when: number > 1")
    assert MISTAKES[body] in [problem.said.en for problem in caught.value.problems]
