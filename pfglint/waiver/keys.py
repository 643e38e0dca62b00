"""The keys of a file of waivers."""

from __future__ import annotations

from pfglint.rule.shape import Day, Key, Listed, Named, Table, Text

WAIVER = Table(
    (
        Key("rule", Named("rule"), "哪条规则，名字或编号", "the rule, by its name or its code", needed=True),
        Key("project", Text(), "项目名称", "the project's name", needed=True),
        Key(
            "indicator",
            Text(),
            "三级指标的名称；不写就是整张表",
            "the indicator's name; without it the whole form",
        ),
        Key("reason", Text(), "为什么可以不改", "why it may stay", needed=True),
        Key("until", Day(), "到哪一天为止，写成 2026-12-31", "until which day: 2026-12-31"),
    )
)
WAIVERS = Listed(WAIVER)
"""What a file of waivers is."""
