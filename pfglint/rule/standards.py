"""What things may cost: the standards of packs and profiles, ready to be asked."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pfglint.rule.check import Scope
from pfglint.rule.compile import Condition, amount, condition
from pfglint.rule.model import RuleSet, Standard
from pfglint.rule.types import Quantity


class Usable(NamedTuple):
    """A standard whose condition can be asked. is_local: whether it is one of the profile that the form follows."""

    is_for: Condition
    most: Quantity
    name: str
    source: str
    is_local: bool


@lru_cache(maxsize=64)
def standards_of(rules: RuleSet) -> tuple[Usable, ...]:
    """The standards that hold under `rules`: those of the profile, then those of the packs."""
    scope = Scope("indicator", {}, rules.constants)

    def usable(standard: Standard, is_local: bool) -> Usable:
        most = amount(standard.most, scope)(None)
        assert isinstance(most, Quantity)
        return Usable(condition(standard.when, scope), most, standard.name, standard.source, is_local)

    local = rules.profile.standards if rules.profile is not None else ()
    return (
        *(usable(one, True) for one in local),
        *(usable(one, False) for pack in rules.packs for one in pack.standards),
    )
