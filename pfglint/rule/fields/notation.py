"""The fields of an indicator that tell how its value is written."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from pfglint.form.model import Indicator
from pfglint.quantity.show import SIGNS
from pfglint.quantity.value import Comparison, Op
from pfglint.rule import writing
from pfglint.rule.fields.subject import Entry
from pfglint.rule.types import BOOL, NUMBER, TEXT, Raw, Type

if TYPE_CHECKING:
    from pfglint.rule.fields.indicator import IndicatorSubject


def _of_text(ask: Callable[[str], Raw]) -> Callable[[IndicatorSubject], Raw]:
    """What is to be said of the value's text, as written."""
    return lambda subject: ask(subject.model.written.text) if subject.model.written else None


def _of_op(ask: Callable[[Op, str], str]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        op, written = subject.op, subject.written_op
        return ask(op, written) if isinstance(op, Op) and isinstance(written, str) else None

    return get


def _figure_of(item: Indicator) -> str | None:
    """The number of a comparison as written; None where it does not stand there in these digits, or among words."""
    value = item.value
    if not isinstance(value, Comparison) or item.written is None:
        return None
    if value.written_op is not None and writing.operator_form(value.op, value.written_op) == "words":
        return None
    return writing.figure(item.written.text, value.number)


def _figure(ask: Callable[[str], str | None]) -> Callable[[IndicatorSubject], str | None]:
    def get(subject: IndicatorSubject) -> str | None:
        figure = _figure_of(subject.model)
        return ask(figure) if figure else None

    return get


def _serial_date(subject: IndicatorSubject) -> str | None:
    number = subject.number
    day = writing.day_of_serial(number) if isinstance(number, Decimal) else None
    return f"{day.year}年{day.month}月{day.day}日" if day else None


NOTATION = (
    Entry(
        "serial_date",
        TEXT,
        "指标值是电子表格的日期序号时，它代表的日期（44561 是 2021年12月31日）",
        "the day that a spreadsheet keeps as its number",
        _serial_date,
    ),
    Entry(
        "text_letters",
        TEXT,
        "指标值的原文，去掉标点和空格（优良中差）",
        "the value as written, without punctuation and spaces",
        _of_text(lambda text: writing.letters(text) or None),
    ),
    Entry(
        "measures",
        NUMBER,
        "一格里写了几个量（日期不算）",
        "how many things its value measures, dates aside",
        lambda s: writing.measures(s.model.value),
    ),
    Entry(
        "whole",
        BOOL,
        "指标值写在一格里；比较符、数、单位分列，或被分页切断的不是",
        "whether its value is one cell: not put together from columns, or from both sides of a page break",
        lambda s: s.model.written is not None and s.model.written.whole,
    ),
    Entry(
        "op_form",
        Type("text", options=("sign", "odd", "words")),
        "比较符的写法：sign ≥，odd ≧、>=，words 大于等于、以上",
        "how the operator is written: sign (≥), odd (≧, >=), words (大于等于, 以上)",
        _of_op(writing.operator_form),
    ),
    Entry("op_sign", TEXT, "比较符应写作", "the operator's proper sign", _of_op(lambda op, _: SIGNS[op])),
    Entry(
        "text_with_sign",
        TEXT,
        "同一个目标，用符号写（95%以上 是 ≥95%）；除了比较符、数、单位还有别的字就没有",
        "the same target with a sign; absent where there is more than operator, number and unit",
        _of_text(writing.with_sign),
    ),
    Entry(
        "figure_style",
        Type("text", options=("plain", "padded")),
        "数字的写法：plain 90，padded 90.00",
        "how its number is written: plain (90), padded (90.00)",
        _figure(writing.figure_style),
    ),
    Entry(
        "wide_figure",
        TEXT,
        "指标值里用全角写的数（１２０００）",
        "a number in its value that has full-width digits (１２０００)",
        _of_text(writing.wide_figure),
    ),
    Entry(
        "wide_figure_narrow",
        TEXT,
        "全角写的数改成半角（12000）",
        "the same in usual digits (12000)",
        _of_text(lambda text: writing.narrow_figure(writing.wide_figure(text) or "") or None),
    ),
    Entry(
        "figure_plain",
        TEXT,
        "数字去掉末尾多余的零：90.00 的是 90",
        "its number without the zeros at its end",
        _figure(writing.plain_figure),
    ),
)
