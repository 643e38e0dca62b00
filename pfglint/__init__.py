"""pfglint: a linter for Chinese budget performance-goal forms (项目支出绩效目标申报表)."""

__version__ = "0.1.0"
