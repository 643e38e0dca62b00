"""What stands in a name and belongs elsewhere."""

from __future__ import annotations

import pytest

from pfglint.rule.naming import not_a_name, numbering, target_at_end


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("数量指标", "level"),
        ("经济效益指标", "level"),
        ("0", "number"),
        ("2025年", "date"),
        ("2025年12月31日前", "date"),
        ("2025年1月-12月", "date"),
        ("年底前", "date"),
        ("第三季度", "date"),
        ("100万", "amount"),
        ("≥90(%)", "amount"),
        ("≥ 12 公里", "amount"),
        ("３次", "amount"),
        ("服务对象满意度指标", None),
        ("社会效益", None),
        ("3公里河道清淤", None),
        ("12345热线接听量", None),
        ("2025年新购图书", None),
        ("5G", None),
        ("年度计划完成率", None),
    ],
)
def test_what_is_no_name(label: str, what: str | None) -> None:
    assert not_a_name(label) == what


@pytest.mark.parametrize(
    ("label", "target", "unit"),
    [
        ("群众满意率达95%以上", "达95%以上", "%"),
        ("村组干部230人", "230人", "人"),
        ("里程（≥30公里）", "≥30公里", "公里"),
        ("改造道路5,000.5平方米以上", "5,000.5平方米以上", "平方米"),
        ("完成率不低于90%", "不低于90%", "%"),
        ("设计使用年限20年", "20年", "年"),
    ],
)
def test_a_target_at_the_end_of_a_name(label: str, target: str, unit: str) -> None:
    found = target_at_end(label)
    assert found is not None
    assert (found.text, found.unit.text) == (target, unit)


@pytest.mark.parametrize(
    "label",
    [
        *(
            "建设15分钟就业服务圈站点",
            "第3期",
            "举办第48届",
            "5A级",
            "竣工时间2025年",
            "HPV-9价",
            "COVID-19",
            "机动车2.0T",
        ),
        *("项目2期", "满意度95以上", "230人", "保洁达标率", "完成时间12月", "1," * 500),
    ],
)
def test_no_target_at_the_end_of_a_name(label: str) -> None:
    assert target_at_end(label) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("指标1：保洁次数", 1),
        ("★指标 12: 保洁次数", 12),
        ("指标3种薯采购价格", 3),
        ("4、保洁次数", 4),
        ("5.保洁次数", 5),
        ("指标12025年11月底前支付", None),
        ("1.5公里河道清淤", None),
        ("12345热线接听量", None),
        ("保洁次数", None),
    ],
)
def test_numbers_in_front_of_names(written: str, number: int | None) -> None:
    assert numbering(written) == number
