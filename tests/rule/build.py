"""Forms and packs built by hand, for the tests of the rules."""

from __future__ import annotations

from pfglint.finding import Place
from pfglint.form.model import Amount, Field, Form, Funding, Indicator
from pfglint.quantity.parse import parse
from pfglint.quantity.value import Missing
from pfglint.rule.fields import FormSubject, IndicatorSubject
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import read
from pfglint.source.document import Cell

WORDS = {"计数词尾": ("数", "人次"), "比率词尾": ("率", "满意度")}


def cell(text: str, line: int = 1, column: int = 1) -> Cell:
    return Cell(text, Place(line, column, column + len(text)), 0)


def indicator(
    name: str = "培训人次", value: str | None = "≥95(%)", level2: str | None = "数量指标", number: int = 1
) -> Indicator:
    return Indicator(
        number=number,
        level1="产出指标" if level2 else None,
        level2=level2,
        name=cell(name, number),
        label=name,
        written=cell(value, number, 20) if value else None,
        value=parse(value) if value else Missing(),
    )


def form(
    *indicators: Indicator,
    number: int = 1,
    year: int | None = 2025,
    unit: str | None = "元",
    **amounts: str | None,
) -> Form:
    cells = {
        key: Amount(key, cell(key), cell(text) if text else None, None if text is None else _decimal(text))
        for key, text in amounts.items()
    }
    fields = {"project": Field("project", cell("项目名称"), cell(f"示范专项{number}", number))}
    return Form(number, Place(number), None, year, fields, Funding(unit, cells), indicators=indicators)


def _decimal(text: str):  # type: ignore[no-untyped-def]
    from decimal import Decimal

    return Decimal(text)


def subject(*args: object, **kwargs: object) -> IndicatorSubject:
    """An indicator in a form of its own."""
    return FormSubject(form(indicator(*args, **kwargs))).indicators[0]  # type: ignore[arg-type]


RULE = """
- code: XX{n}
  name: rule-{n}
  title: 标题
  severity: error
  for: {subject}
{body}
  message: "{message}"
  en: {{title: Title, message: "{english}"{more}}}
  examples: {{fail: [a, b], pass: [a, b]}}
"""


def rules(
    *bodies: str, subject: str = "indicator", message: str = "“{name}”", more: str = "", words: str = ""
) -> RuleSet:
    """A rule for each body, which gives the keys that matter, one a line: rule-1, rule-2 …"""
    listed = "".join(
        RULE.format(
            n=number,
            subject=subject,
            body="\n".join(f"  {line}" for line in body.strip().splitlines()),
            message=message,
            english=message,
            more=more,
        )
        for number, body in enumerate(bodies, 1)
    )
    return read([("test.yaml", f"{words}\nrules:{listed}".encode())], RuleSet(()))
