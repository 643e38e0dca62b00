"""The keys of a review sheet."""

from __future__ import annotations

from pfglint.finding import ASPECTS
from pfglint.form.head import PARTS
from pfglint.rule.shape import Choice, Key, Listed, Named, Table, Text, Truth, Whole

GRADE = Table(
    (
        Key("grade", Text(), "等级的名称", "the grade's name", needed=True),
        Key("en", Text(), "英文名称", "its name in English"),
        Key("errors", Whole(), "最多几处错误；不写不限", "at most so many errors; any number without it"),
        Key("warnings", Whole(), "最多几处警告；不写不限", "at most so many warnings; any number without it"),
        Key("points", Whole(), "得几分，0 到 100", "its points, from 0 to 100", needed=True),
    )
)
SCORE = Table(
    (
        Key("grade", Text(), "等级，grades 里的一个", "the grade, one of “grades”", needed=True),
        Key("least", Whole(), "平均分不低于", "the least mean of points", needed=True),
        Key("errors", Whole(), "最多几处错误；不写不限", "at most so many errors; any number without it"),
    )
)
ITEM_EN = Table(
    (Key("name", Text(), "英文名称", "the name"), Key("asks", Text(), "英文要点", "what is asked"))
)
ITEM = Table(
    (
        Key("name", Text(), "审核内容", "the item's name", needed=True),
        Key("asks", Text(), "审核要点", "what is asked", needed=True),
        Key("en", ITEM_EN, "英文", "the same in English"),
        Key("rules", Listed(Named("rule"), least=1), "由哪些规则回答", "the rules that answer it"),
        Key("others", Truth(), "由这一部分其余的规则回答", "the other rules of this part answer it"),
        Key("manual", Truth(), "由人判断，不给等级", "for people to judge, never graded"),
        Key(
            "needs",
            Listed(Choice(PARTS), least=1),
            "表上要读懂哪几块，才给等级",
            "what must have been understood of a form for it to be graded",
        ),
    ),
    any_of=("rules", "others", "manual"),
    apart=("rules", "others", "manual"),
)
PART = Table(
    (
        Key("name", Choice(ASPECTS), "部分", "the part", needed=True),
        Key("en", Text(), "英文名称", "its name in English"),
        Key("weight", Whole(), "占几分；不写算 1", "its share of the whole; 1 without it"),
        Key("items", Listed(ITEM, least=1), "审核内容", "its items", needed=True),
    )
)
TITLE_EN = Table((Key("title", Text(), "英文名称", "the title"),))
SHEET = Table(
    (
        Key("title", Text(), "表名", "the title", needed=True),
        Key("en", TITLE_EN, "英文", "the same in English"),
        Key(
            "grades",
            Listed(GRADE, least=1),
            "一项的等级，从好到差",
            "an item's grades, best first",
            needed=True,
        ),
        Key(
            "scores",
            Listed(SCORE, least=1),
            "一个部分、整张表的等级，从好到差",
            "the grades of a part and of the whole, best first",
            needed=True,
        ),
        Key("parts", Listed(PART, least=1), "各部分", "the parts", needed=True),
    )
)
"""What a file with a review sheet is."""
