"""The generated forms: the same for the same seed, and as they say of themselves."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from benchmarks.damage import DAMAGES, ENCODINGS, encoded, fallen_value
from benchmarks.defects import DEFECTS
from benchmarks.forms import GeneratedForm, forms, write, write_files

SOME = list(forms(200, seed=7))


def table(form: GeneratedForm) -> list[tuple[str, str, str, str]]:
    """The indicators that the text shows, read in the simplest way: blank level cells are those above."""
    lines = [line.split("\t") for line in form.text.splitlines()]
    head = next(i for i, cells in enumerate(lines) if "一级指标" in cells)
    column = lines[head].index("年度(/项目)指标值")
    read: list[tuple[str, str, str, str]] = []
    level1 = level2 = ""
    for cells in lines[head + 1 :]:
        if any(cells):
            level1, level2 = cells[1] or level1, cells[2] or level2
            read.append((level1, level2, cells[3], cells[column]))
    return read


def amounts(form: GeneratedForm, label: str) -> list[Decimal]:
    """The amounts on the right half of the funding block's row with that label."""
    cells = next(row.cells for row in form.rows if label in row.cells[3:])
    return [Decimal(cell.replace(",", "")) for cell in cells[4:] if cell]


def test_the_same_seed_gives_the_same_forms() -> None:
    assert list(forms(50, seed=3, defective=0.3)) == list(forms(60, seed=3, defective=0.3))[:50]
    assert [form.text for form in forms(5, seed=3)] != [form.text for form in forms(5, seed=4)]


@pytest.mark.parametrize("defective", [0.0, 1.0])
def test_the_text_shows_the_truth(defective: float) -> None:
    for form in forms(100, seed=11, defective=defective):
        assert table(form) == list(form.indicators)


def test_rows_are_as_wide_as_tables_are() -> None:
    assert {len(row.cells) for form in SOME for row in form.rows} == {5, 6, 7}
    assert {len(form.indicators) for form in SOME} == set(range(6, 31))


def test_projects_and_goals_are_distinct() -> None:
    many = list(forms(2000, seed=1))
    assert len({form.project for form in many}) == len(many)
    assert len({max((c for row in form.rows[:11] for c in row.cells), key=len) for form in many}) == len(many)


def test_names_are_distinct_within_a_form() -> None:
    for form in SOME:
        assert len({indicator.name for indicator in form.indicators}) == len(form.indicators)


def test_most_names_are_distinct_between_forms() -> None:
    names = [indicator.name for form in forms(1000, seed=2) for indicator in form.indicators]
    assert len(set(names)) > 0.8 * len(names)


def test_levels_stand_in_blocks() -> None:
    for form in SOME:
        levels = [(indicator.level1, indicator.level2) for indicator in form.indicators]
        begun = [after for before, after in pairwise([("", ""), *levels]) if before != after]
        assert len(begun) == len(set(begun))


def test_both_taxonomies_occur() -> None:
    levels = {(indicator.level1, indicator.level2) for form in SOME for indicator in form.indicators}
    assert {("成本指标", "经济成本指标"), ("满意度指标", "服务对象满意度指标")} <= levels
    assert {("产出指标", "成本指标"), ("效益指标", "服务对象满意度指标")} <= levels


def test_funding_adds_up() -> None:
    for form in SOME:
        parts = [amounts(form, label)[-1] for label in ("其中: 当年财政拨款", "上年结转资金", "其他资金")]
        assert amounts(form, "年度资金申请总额:") == [sum(parts)]
        assert all(part >= 0 for part in parts)


def test_every_defect_is_drawn() -> None:
    defective = list(forms(400, seed=5, defective=1.0))
    assert {form.defect for form in defective} == set(DEFECTS)
    assert all(form.defect is None for form in SOME)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_keeps_the_truth(damage) -> None:  # type: ignore[no-untyped-def]
    changed = 0
    for form in SOME:
        damaged = damage(form, Random(1))
        changed += damaged.text != form.text
        if damage is not fallen_value:
            assert damaged.indicators == form.indicators
        for index, indicator in enumerate(damaged.indicators):
            cells = [cell for row in damaged.rows if row.indicator == index for cell in row.cells]
            assert set(indicator.name + indicator.value) <= set("".join(cells))
    assert changed > 0.5 * len(SOME)


def test_a_fallen_value_is_missing_in_the_truth() -> None:
    for form in SOME:
        damaged = fallen_value(form, Random(1))
        lost = [a.value for a, b in zip(form.indicators, damaged.indicators, strict=True) if a != b]
        assert len(lost) == 1
        assert lost[0]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoded_text_decodes(encoding: str) -> None:
    text = SOME[0].text
    data = encoded(text, encoding, crlf=True)
    back = data.decode(encoding).removeprefix("\ufeff")
    assert back == text.replace("\n", "\r\n")


def test_files_hold_what_one_file_holds(tmp_path: Path) -> None:
    write(tmp_path / "one.txt", 10, seed=9)
    paths = write_files(tmp_path / "many", 10, 3, seed=9)
    body = [path.read_text("utf-8").split("汇总表\n\n")[1] for path in [tmp_path / "one.txt", *paths]]
    assert body[0] == "".join(body[1:])
    assert [text.count("申报表") for text in body] == [10, 3, 3, 4]
