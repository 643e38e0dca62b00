"""The recogniser reads what a form says and repairs what a conversion broke."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from pfglint.finding import Place
from pfglint.form.columns import is_operator
from pfglint.form.model import Form
from pfglint.form.recognise import recognise
from pfglint.source.document import Cell, Fact, Row
from pfglint.source.text import TextDocument

HERE = Path(__file__).parent
HEAD = "一级指标\t二级指标\t三级指标\t指标值\n"


def read(text: str) -> list[Form | Fact]:
    return list(recognise(TextDocument("-", io.BytesIO(text.encode())).rows()))


def only_form(text: str) -> Form:
    found = [item for item in read(text) if isinstance(item, Form)]
    assert len(found) == 1
    return found[0]


def rows_of(form: Form) -> list[tuple[str | None, str | None, str, str]]:
    return [
        (
            item.level1,
            item.level2,
            "".join(item.name.text.split()),
            "".join((item.written.text if item.written else "").split()),
        )
        for item in form.indicators
    ]


def facts_of(form: Form) -> list[tuple[str, int | None]]:
    return [(fact.kind, fact.place.line if fact.place else None) for fact in form.facts]


def test_a_form_damaged_in_every_known_way_is_read_as_its_truth_says() -> None:
    form = only_form((HERE / "damaged.txt").read_text(encoding="utf-8"))
    with (HERE / "damaged.tsv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    got = [
        (str(item.name.place.line), *row) for item, row in zip(form.indicators, rows_of(form), strict=True)
    ]
    assert got == [(row["line"], row["level1"], row["level2"], row["name"], row["value"]) for row in truth]


def test_what_was_repaired_is_remembered() -> None:
    form = only_form((HERE / "damaged.txt").read_text(encoding="utf-8"))
    kinds = [kind for kind, _ in facts_of(form)]
    assert ("level-repeated", 20) in facts_of(form)
    assert ("stray-row", 38) in facts_of(form)
    assert ("html-tag", 13) in facts_of(form)
    assert kinds.count("cell-cut") == 8
    assert [item.number for item in form.indicators if not item.value_room] == [2]


def test_a_goal_cut_by_a_page_break_is_one_text_again() -> None:
    form = only_form((HERE / "damaged.txt").read_text(encoding="utf-8"))
    assert form.annual_goal is not None
    assert (
        form.annual_goal.text
        == "<p>保洁河道二十条，水面无漂浮物，巡查记录完整；加强沿河单位宣传，群众反映良好。</p>"
    )
    assert form.overall_goal is not None and form.overall_goal.text is None


def test_header_fields_and_both_sides_of_the_funding_block_are_told_apart() -> None:
    form = only_form((HERE / "damaged.txt").read_text(encoding="utf-8"))
    assert {key: item.text for key, item in form.fields.items()} == {
        "project": "河道保洁与巡查",
        "nature": "经常性专项业务费",
        "category": "特定目标类",
        "department": "临江区水务局",
        "implementer": "临江区河道 管理所",
        "start": "2026-01-01",
        "end": "2026-12-31",
    }
    assert form.funding.unit == "元"
    assert {key: str(item.number) for key, item in form.funding.amounts.items()} == {
        "project_total": "None",
        "annual_total": "1250000.00",
        "project_fiscal": "None",
        "annual_fiscal": "1250000.00",
        "carry_over": "0.00",
        "project_other": "None",
        "annual_other": "0.00",
    }
    assert (form.year, form.place.line) == (2026, 3)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("产出指标\t数量指标\t保洁次数\t≥24(次)", ("产出指标", "数量指标")),
        ("产出指标（50分）\t数量指标(必填)\t保洁次数\t≥24(次)", ("产出指标", "数量指标")),
        ("项目完成指标\t产出数量指标\t保洁次数\t≥24(次)", ("产出指标", "数量指标")),
        ("项目效益指标\t社会效益\t群众出行\t便利", ("效益指标", "社会效益指标")),
        ("效果指标\t生态效益指标\t水质\t改善", ("效益指标", "生态效益指标")),
        ("产出指标\t成本指标\t单次成本\t≤5(元/次)", ("产出指标", "成本指标")),
        ("成本指标(0-20)分\t经济成本指标\t单次成本\t≤5(元/次)", ("成本指标", "经济成本指标")),
        ("成本指标\t\t单次成本\t≤5(元/次)", ("成本指标", None)),
        (
            "效益指标\t社会公众或服务对象满意度指标\t居民满意度\t≥90%",
            ("效益指标", "社会公众或服务对象满意度指标"),
        ),
        ("满意度指标\t服务对象满意度\t居民满意度\t≥90%", ("满意度指标", "服务对象满意度指标")),
        ("满意度指标\t满意度指标\t居民满意度\t≥90%", ("满意度指标", "满意度指标")),
        ("\t数量指标\t保洁次数\t≥24(次)", ("产出指标", "数量指标")),
        ("决策\t项目立项\t立项依据充分性\t充分", ("决策", "项目立项")),
    ],
)
def test_levels_are_read_in_all_their_spellings(rows: str, expected: tuple[str, str | None]) -> None:
    item = only_form(f"项目名称\t河道保洁\n{HEAD}{rows}\n").indicators[0]
    assert (item.level1, item.level2) == expected


def test_a_cost_carried_under_outputs_stays_under_outputs() -> None:
    form = only_form(
        f"项目名称\t河道保洁\n{HEAD}产出指标\t数量指标\t保洁次数\t≥24(次)\n\t成本指标\t单次成本\t≤5(元/次)\n"
    )
    assert rows_of(form)[1][:2] == ("产出指标", "成本指标")
    assert not form.indicators[1].inferred


def test_an_indicator_named_like_a_level_is_an_indicator() -> None:
    form = only_form(
        f"项目名称\t河道保洁\n{HEAD}满意度指标\t服务对象满意度指标\t居民满意度\t≥90%\n\t\t服务对象满意度\t≥85%\n"
    )
    assert [row[2] for row in rows_of(form)] == ["居民满意度", "服务对象满意度"]


def test_a_value_that_fell_off_its_row_is_missing_and_never_the_neighbours() -> None:
    form = only_form(
        "项目名称\t河道保洁\n\t一级指标\t二级指标\t三级指标\t指标值\t\n"
        "绩效指标\t\t\t产出指标\t数量指标\t保洁次数\n\t巡查次数\t\t\t≥12(次)\t\n"
    )
    assert [row[2:] for row in rows_of(form)] == [("保洁次数", ""), ("巡查次数", "≥12(次)")]
    assert [item.value_room for item in form.indicators] == [False, True]


def test_a_blank_value_cell_has_room() -> None:
    form = only_form(f"项目名称\t河道保洁\n{HEAD}产出指标\t数量指标\t保洁次数\t\n")
    assert (form.indicators[0].written, form.indicators[0].value_room) == (None, True)


def test_columns_of_their_own_make_one_value_and_weights_are_kept() -> None:
    form = only_form(
        "项目名称\t河道保洁\n一级指标\t二级指标\t三级指标\t指标性质\t指标值\t度量单位\t权重\n"
        "产出指标\t数量指标\t保洁河道数\t≧\t12\t条\t20\n\t时效指标\t完成时间\t定性\t11月底之前\t\t10\n"
    )
    assert [row[3] for row in rows_of(form)] == ["≧12条", "11月底之前"]
    assert [item.extra for item in form.indicators] == [{"weight": "20"}, {"weight": "10"}]


def test_forms_without_a_title_begin_with_their_project() -> None:
    text = "".join(f"项目名称\t{name}\n{HEAD}产出指标\t数量指标\t保洁次数\t≥24(次)\n" for name in "甲乙丙")
    assert [item.project for item in read(text) if isinstance(item, Form)] == ["甲", "乙", "丙"]


def test_a_title_repeated_on_a_new_page_begins_no_form() -> None:
    text = (
        f"项目支出绩效目标申报表\n项目名称\t河道保洁\n{HEAD}产出指标\t数量指标\t保洁次数\t≥24(次)\n"
        f"项目支出绩效目标申报表（续）\n{HEAD}\t质量指标\t保洁达标率\t≥95%\n"
    )
    assert [row[2] for row in rows_of(only_form(text))] == ["保洁次数", "保洁达标率"]


def test_text_before_between_and_after_forms_is_no_part_of_them() -> None:
    form = f"项目支出绩效目标申报表\n项目名称\t河道保洁\n{HEAD}产出指标\t数量指标\t保洁次数\t≥24(次)\n"
    found = read(
        f"各单位：\n现将目标印发。\n\n{form}\n以下为第二张表。\n\n{form}\n注：金额以批复为准。\n填报人：\t李工\n"
    )
    assert [len(item.indicators) for item in found if isinstance(item, Form)] == [1, 1]
    assert all(not item.unread for item in found if isinstance(item, Form))


def test_blank_fields_are_known_to_be_there() -> None:
    form = only_form(
        f"项目名称\t\t项目性质\t经常性\n主管部门\t\t\t实施单位\t\n计划开始日期\t2026-01-01\n{HEAD}产出指标\t数量指标\t保洁次数\t≥24(次)\n"
    )
    assert {key: item.text for key, item in form.fields.items()} == {
        "project": None,
        "nature": "经常性",
        "department": None,
        "implementer": None,
        "start": "2026-01-01",
    }


@pytest.mark.parametrize("text", ["", "会议通知\n", "\n\n\n", "项目\t数量\n沙子\t3\n"])
def test_rows_without_a_form_say_so(text: str) -> None:
    assert [item.kind for item in read(text) if isinstance(item, Fact)] == ["no-form"]


def test_a_layout_that_cannot_be_read_is_said_so_and_gives_no_form() -> None:
    text = "绩效目标申报表\n甲\t乙\n丙\t丁\n"
    assert [(item.kind, item.text) for item in read(text) if isinstance(item, Fact)] == [
        ("unknown-layout", "绩效目标申报表")
    ]
    assert not any(isinstance(item, Form) for item in read(text))


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("指标 1: 保洁次数", "保洁次数"),
        ("指标12：保洁次数", "保洁次数"),
        ("指标2企业自行采购", "企业自行采购"),
        ("★★★受益户数(≥**户)", "受益户数"),
        ("受益人口数≥**人", "受益人口数"),
        ("1、保洁次数", "保洁次数"),
        ("（2）保洁次数", "保洁次数"),
        ("①保洁 次数", "保洁次数"),
        ("12350举报奖励次数", "12350举报奖励次数"),
        ("15分钟服务圈站点", "15分钟服务圈站点"),
        ("对局 B 类系统检查", "对局B类系统检查"),
        ("指标1：", ""),
        ("一体化平台建设", "一体化平台建设"),
    ],
)
def test_names_lose_their_numbering_and_template_and_nothing_else(written: str, label: str) -> None:
    form = only_form(f"项目名称\t河道保洁\n{HEAD}产出指标\t数量指标\t{written}\t≥24(次)\n")
    assert form.indicators[0].label == label


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("≥", True), ("不低于", True), ("＝", True), ("达", True), ("保洁达", False), ("≥24", False)],
)
def test_an_operator_is_the_whole_text_of_its_cell(text: str, is_one: bool) -> None:
    assert is_operator(text) is is_one


def test_a_second_row_of_heads_divides_the_values_of_a_plain_table_too() -> None:
    form = only_form(
        "项目支出绩效目标表（2024年度）\n项目名称\t古井修缮\n一级指标\t二级指标\t三级指标\t指标值\t\n\t\t\t2023年实际值\t2024年目标值\n"
        "产出指标\t数量指标\t修缮古井口数\t2口\t3口\n"
    )
    assert rows_of(form) == [("产出指标", "数量指标", "修缮古井口数", "3口")]
    assert form.indicators[0].extra == {"last_value": "2口"}


GOALS = [
    ("总体目标\t修缮桥梁3座。", "", "修缮桥梁3座。"),
    ("项目绩效目标：修缮桥梁3座。", "", "修缮桥梁3座。"),
    ("绩效目标\t修缮桥梁3座。", "", "修缮桥梁3座。"),
    ("绩效目标\t总体目标\t修缮桥梁3座。", "", "修缮桥梁3座。"),
    ("绩效目标\t总体目标\t修缮桥梁9座。\t年度目标\t修缮桥梁3座。", "修缮桥梁9座。", "修缮桥梁3座。"),
    ("实施期总目标\t修缮桥梁9座。", "修缮桥梁9座。", ""),
    ("项目开始日期\t2025-01-01\t项目完成日期\t2027-12-31\n总体目标\t修缮桥梁9座。", "修缮桥梁9座。", ""),
    ("项目开始日期\t2025-07-01\t项目完成日期\t2026-06-30\n总体目标\t修缮桥梁9座。", "", "修缮桥梁9座。"),
    ("实施期资金总额\t90\t年度资金总额\t30\n总体目标\t修缮桥梁9座。", "修缮桥梁9座。", ""),
    ("项目资金总额\t30.0\t年度资金总额\t30\n总体目标\t修缮桥梁3座。", "", "修缮桥梁3座。"),
]


@pytest.mark.parametrize(("rows", "overall", "annual"), GOALS, ids=[rows for rows, _, _ in GOALS])
def test_a_goal_that_stands_alone_is_the_years_unless_the_project_goes_on(
    rows: str, overall: str, annual: str
) -> None:
    form = only_form(
        f"项目支出绩效目标申报表\n项目名称\t桥梁修缮\n{rows}\n{HEAD}产出指标\t数量指标\t修缮桥梁\t≥3(座)\n"
    )
    goals = (form.overall_goal, form.annual_goal)
    assert tuple(goal.text if goal else "" for goal in goals) == (overall, annual)
    assert not form.unread


def test_a_list_of_projects_has_the_goal_of_each_in_its_column() -> None:
    heads = "项目名称\t绩效目标\t一级指标\t二级指标\t三级指标\t指标值"
    forms = [
        item
        for item in read(
            f"{heads}\n桥梁修缮\t修缮桥梁3座。\t产出指标\t数量指标\t修缮桥梁\t≥3(座)\n"
            "桥梁修缮\t修缮桥梁3座。\t产出指标\t质量指标\t验收合格率\t≥98(%)\n"
            "道路养护\t养护道路40公里。\t产出指标\t数量指标\t养护道路\t≥40(公里)\n"
        )
        if isinstance(item, Form)
    ]
    goals = [form.annual_goal.text for form in forms if form.annual_goal]
    assert goals == ["修缮桥梁3座。", "养护道路40公里。"]
    assert not any(form.unread for form in forms)


def test_the_heads_of_another_table_are_no_blank_field() -> None:
    form = only_form(
        "部门整体支出绩效目标申报表\n部门名称\t临江市气象局\n年度任务\t任务名称\t主要内容\t预算金额（万元）\n"
        f"\t气象监测\t维护自动站64个\t120\n{HEAD}产出指标\t数量指标\t维护自动站\t=64(个)\n"
    )
    assert not form.funding.amounts
    assert [cell.text for cell in form.unread] == [
        "年度任务  任务名称  主要内容  预算金额（万元）",
        "气象监测  维护自动站64个  120",
    ]


def test_labels_that_lost_the_white_space_before_them_come_apart() -> None:
    form = only_form(
        "绩效目标申报表（2025年度）\n项目名称：滩涂养护主管部门：白鹭县水务局实施单位：白鹭县海堤所\n"
        "一、产出指标\n数量指标：养护滩涂面积≥40亩。\n"
    )
    assert {key: field.text for key, field in form.fields.items()} == {
        "project": "滩涂养护",
        "department": "白鹭县水务局",
        "implementer": "白鹭县海堤所",
    }


def test_an_amount_may_touch_the_label_behind_it() -> None:
    lines = "项目支出绩效目标申报表\n（2025年度）\n项目名称\n滩涂养护\n项目资金（元）\n年度资金总额\n860,000.00其中：财政拨款\n800,000.00其他资金\n60,000.00\n"
    amounts = only_form(lines).funding.amounts
    assert {key: str(amount.number) for key, amount in amounts.items()} == {
        "annual_total": "860000.00",
        "annual_fiscal": "800000.00",
        "annual_other": "60000.00",
    }


def on_page(number: int, page: int, *cells: tuple[float, str]) -> Row:
    """A row of a page without lines: texts, each with its distance from the left."""
    made = (
        Cell(
            text, Place(page=page, bbox=(left, 20.0 * number, left + 80, 20.0 * number + 10), rank=number), at
        )
        for at, (left, text) in enumerate(cells)
    )
    return Row(number, max(len(cells), 1), tuple(made), loose=len(cells) > 1)


def test_the_lines_of_a_goal_belong_to_the_label_that_they_stand_under() -> None:
    rows = [
        on_page(1, 1, (50, "项目支出绩效目标申报表")),
        on_page(2, 1, (50, "项目名称"), (150, "滩涂养护")),
        on_page(3, 1, (150, "项目总目标"), (350, "年度总体目标")),
        on_page(4, 2, (350, "养护滩涂 40 亩，")),
        on_page(5, 2, (350, "清理水道 2 公里。")),
    ]
    (form,) = (item for item in recognise(rows) if isinstance(item, Form))
    assert form.overall_goal is not None and form.overall_goal.text is None
    assert form.annual_goal is not None and form.annual_goal.text == "养护滩涂 40 亩，清理水道 2 公里。"


def test_a_row_of_nothing_but_the_year_may_stand_among_the_fields() -> None:
    form = only_form(f"项目名称\t桥梁修缮\n(2025年度)\n{HEAD}产出指标\t数量指标\t修缮桥梁\t≥3(座)\n")
    assert len(form.indicators) == 1
