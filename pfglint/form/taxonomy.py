"""Which of the two taxonomies of levels (指标体系) a form uses.

Both are in use, whatever the year: 成本 and 满意度 as first levels, or 成本 under 产出 and 满意度 under 效益. 成本 under 产出
beside 满意度 as a first level is the older practice too.
"""

from __future__ import annotations

from pfglint.form.model import Form

_SATISFACTION = "满意度"


def taxonomy(form: Form) -> str:
    """``four`` (成本 and 满意度 first levels), ``three`` (成本 under 产出), ``mixed``, or ``unknown``."""
    pairs = {(item.level1, item.level2 or "") for item in form.indicators if not item.inferred}
    cost_first = any(first == "成本指标" for first, _ in pairs)
    cost_under = ("产出指标", "成本指标") in pairs
    satisfaction_first = any(first == "满意度指标" for first, _ in pairs)
    satisfaction_under = any(first == "效益指标" and _SATISFACTION in second for first, second in pairs)
    if (cost_first and cost_under) or (satisfaction_under and (satisfaction_first or cost_first)):
        return "mixed"
    if cost_under or satisfaction_under:
        return "three"
    return "four" if cost_first or satisfaction_first else "unknown"
