"""Numbers are read as a spreadsheet shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pfglint.source.numfmt import BUILT_IN, shown


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (0.9, "0%", "90%"),
        (0.955, "0.00%", "95.50%"),
        (0.9, "General", "0.9"),
        (0.1 + 0.2, "General", "0.3"),
        (1732000.0, "General", "1732000"),
        (1732000.0, "#,##0.00", "1,732,000.00"),
        (1732000.0, "#,##0", "1,732,000"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-1234.5, "#,##0.00;(#,##0.00)", "(1,234.50)"),
        (-1234.5, "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "#,##0", "0"),
        (12, '0"人"', "12人"),
        (95, '"≥"0"%"', "≥95%"),
        (95, "\\≥0\\%", "≥95%"),
        (3.5, "#,##0.0#", "3.5"),
        (0.5, "#.00", ".50"),
        (5, "000", "005"),
        (1250000, '0.00,,"百万"', "1.25百万"),
        (1250000, '0!.0,"万"', "125.0万"),
        (1732000, '#!.0000"万"', "173.2000万"),
        (1250, '0\\.0,"万"', "0.1万"),
        (1234567, '0"," 000', "1234, 567"),
        (2.675, "0.00", "2.68"),
        (1.5e21, "General", "1.5E+21"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (2.5, "# ?/?", "2 1/2"),
        (100, '[>=100]"达标";"不达标"', "达标"),
        (1, "[$¥-804]#,##0.00", "¥1.00"),
        (1, "[DBNum1][$-804]General", "1"),
        (5, "", ""),
        (5, ";;;", ""),
        (45658, "yyyy-mm-dd", "2025-01-01"),
        (45658, "yyyy/m/d", "2025/1/1"),
        (45658, 'yyyy"年"m"月"d"日"', "2025年1月1日"),
        (45658, 'yyyy"年"m"月"d"日";@', "2025年1月1日"),
        (45658, "[$-804]yyyy\\年m\\月", "2025年1月"),
        (45658, "m/d/yyyy", "2025-01-01"),
        (45658, "d-mmm-yy", "2025-01-01"),
        (45658, "[$-F800]dddd, mmmm dd, yyyy", "2025-01-01"),
        (45658, 'm"月"d"日"', "1月1日"),
        (45658.75, "yyyy/m/d h:mm", "2025/1/1 18:00"),
        (0.5, "h:mm AM/PM", "12:00 下午"),
        (1.5, "[h]:mm", "36:00"),
        (0.0104282407, "mm:ss", "15:01"),
        (1, "yyyy-mm-dd", "1900-01-01"),
        (-5, "yyyy-mm-dd", "-5"),
    ],
)
def test_a_number_is_shown_by_its_format(number: float, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_days_are_counted_from_1904_where_a_file_says_so() -> None:
    assert shown(44196, "yyyy-mm-dd", since_1904=True) == "2025-01-01"


def test_the_built_in_formats() -> None:
    assert [shown(45658.5, BUILT_IN[code]) for code in (9, 14, 31, 36, 57)] == [
        "4565850%",
        "2025/1/1",
        "2025年1月1日",
        "2025年1月",
        "2025年1月",
    ]


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(alphabet='0#?.,%/E+-"\\_*[]@;:ymdhsAP$>=<1G General年', max_size=30),
)
def test_no_format_fails(number: float, code: str) -> None:
    assert isinstance(shown(number, code), str)
