"""Defects of known names, one at a time, put into a form that is right otherwise.

Each takes a draft and changes it, so that the rule it is called after should report it, and no other rule.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from benchmarks.draft import OUTPUT, QUANTITY, SERVED, YEAR, Draft, Indicator


def insert(draft: Draft, rng: Random) -> str:
    """Put a defect drawn at random into the draft, and say the name of the rule that should find it."""
    name = rng.choice(list(DEFECTS))
    # A goal that promises nothing in figures: a changed indicator must not contradict it as well.
    draft.annual = (
        f"按照年度工作安排，扎实推进“{draft.project}”各项任务，不断规范日常管理，进一步夯实基层基础。"
    )
    DEFECTS[name](draft, rng)
    return name


def add(draft: Draft, level2: str, name: str, value: str) -> None:
    """One more output, behind the others of its kind."""
    same = [i for i, indicator in enumerate(draft.indicators) if indicator.level2 == level2]
    draft.indicators.insert(same[-1] + 1, Indicator(OUTPUT, level2, name, value))


def change(draft: Draft, level2: str, value: str) -> None:
    """Another value for the last indicator of a kind."""
    index = max(i for i, indicator in enumerate(draft.indicators) if indicator.level2 == level2)
    draft.indicators[index] = draft.indicators[index]._replace(value=value)


def percent_on_count(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "专题座谈人次", f"≥{rng.randint(60, 99)}(%)")


def count_on_ratio(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "专题座谈出席率", f"≥{rng.randint(20, 90)}(人)")


def no_satisfaction_indicator(draft: Draft, rng: Random) -> None:
    draft.indicators = [indicator for indicator in draft.indicators if indicator.level2 != SERVED]


def level_mismatch(draft: Draft, rng: Random) -> None:
    """The first row of 产出指标, so that the first level stands beside the wrong second one."""
    first = next(i for i, indicator in enumerate(draft.indicators) if indicator.level1 == OUTPUT)
    draft.indicators.insert(
        first, Indicator(OUTPUT, "社会效益指标", "专题宣传知晓率", f"≥{rng.randint(80, 99)}(%)")
    )


def missing_value(draft: Draft, rng: Random) -> None:
    change(draft, QUANTITY, "")
    add(draft, QUANTITY, "专题座谈次数", f"≥{rng.randint(2, 30)}(次)")


def missing_unit(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "专题座谈人次", f"≥{rng.randint(60, 900)}")


def over_100_percent(draft: Draft, rng: Random) -> None:
    add(draft, "质量指标", "专题座谈出席率", f"≥{rng.randint(101, 180)}(%)")


def fractional_count(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "专题座谈次数", f"≥{rng.randint(2, 30)}.5(次)")


def absolute_satisfaction(draft: Draft, rng: Random) -> None:
    change(draft, SERVED, "=100(%)")


def unquantified_satisfaction(draft: Draft, rng: Random) -> None:
    change(draft, SERVED, rng.choice(["满意", "较为满意"]))


def wrong_direction(draft: Draft, rng: Random) -> None:
    add(draft, "质量指标", "设备操作差错率", f"≥{rng.randint(1, 9)}(%)")


def duplicate_indicator(draft: Draft, rng: Random) -> None:
    twin = next(indicator for indicator in draft.indicators if indicator.level2 == QUANTITY)
    add(draft, QUANTITY, twin.name, twin.value)


def conflicting_indicator(draft: Draft, rng: Random) -> None:
    low = rng.randint(10, 90)
    add(draft, QUANTITY, "专题座谈次数", f"≥{low}(次)")
    add(draft, QUANTITY, "专题座谈次数", f"≥{low + 7}(次)")


def goal_conflict(draft: Draft, rng: Random) -> None:
    number = rng.randint(200, 900)
    draft.annual = f"{draft.annual[:-1]}；全年走访慰问困难家庭 {number + 20} 户以上。"
    add(draft, QUANTITY, "走访慰问困难家庭户数", f"≥{number}(户)")


def funding_total(draft: Draft, rng: Random) -> None:
    draft.funding.annual_fiscal -= (draft.funding.annual_fiscal * rng.randint(1, 30) / 100).quantize(
        Decimal(1)
    )


def missing_field(draft: Draft, rng: Random) -> None:
    draft.implementer = ""


def date_order(draft: Draft, rng: Random) -> None:
    """The two dates exchanged; without the deadlines that the new end would make late."""
    draft.start, draft.end = draft.end.replace(year=YEAR), draft.start.replace(year=YEAR)
    draft.indicators = [i for i in draft.indicators if not i.name.endswith("完成时间")]


def unit_price_without_denominator(draft: Draft, rng: Random) -> None:
    name, value = "专题座谈单位成本", f"≤{rng.randint(100, 550)}(元)"
    costs = [i for i, one in enumerate(draft.indicators) if one.level2 in ("经济成本指标", "成本指标")]
    if costs:
        draft.indicators[costs[-1]] = draft.indicators[costs[-1]]._replace(name=name, value=value)
    else:  # another defect took them all
        draft.indicators.insert(0, Indicator("成本指标", "经济成本指标", name, value))


def truncated_unit(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "行道树补植数量", f"≥{rng.randint(60, 900)}(/株)")


def vacuous_target(draft: Draft, rng: Random) -> None:
    add(draft, QUANTITY, "专题座谈人次", rng.choice(["≥0(人次)", "=0(人次)", "≥0.00(人次)"]))


def magnitude_slip(draft: Draft, rng: Random) -> None:
    add(draft, "质量指标", "专题座谈出席率", f"≥0.{rng.randint(81, 99)}(%)")


def zero_funding(draft: Draft, rng: Random) -> None:
    funding = draft.funding
    funding.annual_fiscal = funding.carry_over = funding.annual_other = funding.annual_total = Decimal(0)
    funding.project_fiscal = funding.project_other = funding.project_total = Decimal(0)


DEFECTS: dict[str, Callable[[Draft, Random], None]] = {
    defect.__name__.replace("_", "-"): defect
    for defect in (
        percent_on_count,
        count_on_ratio,
        no_satisfaction_indicator,
        level_mismatch,
        missing_value,
        missing_unit,
        over_100_percent,
        fractional_count,
        absolute_satisfaction,
        unquantified_satisfaction,
        wrong_direction,
        duplicate_indicator,
        conflicting_indicator,
        goal_conflict,
        funding_total,
        missing_field,
        date_order,
        unit_price_without_denominator,
        truncated_unit,
        vacuous_target,
        magnitude_slip,
        zero_funding,
    )
}
