"""The least that reading values costs with Lark; ``python -m benchmarks.baseline N SEED`` prints seconds.

Operator, number, unit in brackets, and nothing else; every value is parsed anew. A value in another notation
(words, dates, 不低于…) is left out before the clock starts: that only makes the baseline harder to keep to.
"""

from __future__ import annotations

import sys
import time

from lark import Lark, UnexpectedInput

from benchmarks.forms import forms

GRAMMAR = r"""
    start:    OPERATOR NUMBER "(" UNIT ")"
    OPERATOR: "≥" | "≤" | "=" | ">" | "<"
    NUMBER:   /[0-9]+(\.[0-9]+)?/
    UNIT:     /[^()]+/
"""


def readable(parser: Lark, value: str) -> bool:
    try:
        parser.parse(value)
    except UnexpectedInput:
        return False
    return True


def main() -> None:
    n, seed = map(int, sys.argv[1:])
    parser = Lark(GRAMMAR, parser="lalr")
    written = (indicator.value for form in forms(n, seed) for indicator in form.indicators)
    values = [value for value in written if readable(parser, value)]
    begin = time.perf_counter()
    for value in values:
        parser.parse(value)
    print(time.perf_counter() - begin)


if __name__ == "__main__":
    main()
