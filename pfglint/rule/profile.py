"""Profiles: what is usual in one place or year, and which one a form follows.

A profile is data (``rules/profiles/*.yaml``): it inherits from another, says by which signs a form of the place is known,
which levels there are, and what is to be otherwise with the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pfglint import resources
from pfglint.finding import Practice
from pfglint.rule.change import in_force
from pfglint.rule.check import Scope
from pfglint.rule.compile import Condition, condition
from pfglint.rule.fields import FormSubject
from pfglint.rule.model import Changes, Profile, RuleSet
from pfglint.rule.problem import Said

DEFAULT = "national"
"""The profile of a form that shows no signs of another."""

ENGINE = "2"
"""Raised when the form of the prebuilt profiles changes."""


@cache
def load_builtin() -> tuple[Profile, ...]:
    """The profiles that pfglint carries."""
    found = resources.prebuilt("profiles", _digest())
    if found is None:
        return read_builtin()
    from pfglint.rule.codec import load as decode

    profiles: tuple[Profile, ...] = decode(found)
    return profiles


def load(packs: Collection[str], rules: RuleSet) -> tuple[Profile, ...]:
    """The built-in profiles and those that `packs` bring, which may change `rules`. Raises PackError and OSError."""
    base = load_builtin()
    if not packs:
        return base
    from pfglint.rule.files import files_of
    from pfglint.rule.profile_reader import read

    files = [file for pack in dict.fromkeys(packs) for file in files_of(pack).profiles]
    return (*base, *read(files, rules, base)) if files else base


def load_file(path: str, rules: RuleSet, known: Collection[Profile]) -> Profile:
    """The profile in a file. known: those that it may inherit from. Raises PackError and OSError."""
    from pfglint.rule.profile_reader import read

    (profile,) = read([(path, Path(path).read_bytes())], rules, known)
    return profile


def read_builtin() -> tuple[Profile, ...]:
    """The same from their YAML. Raises PackError."""
    from pfglint.rule.pack import read_builtin as read_rules
    from pfglint.rule.profile_reader import read

    files = [
        (f"rules/profiles/{name}", resources.read("rules.profiles", name))
        for name in resources.names("rules.profiles", ".yaml")
    ]
    return read(files, read_rules(), ())


def prebuilt_files() -> dict[str, str]:
    """What belongs into ``pfglint/prebuilt/``: the built-in profiles."""
    from pfglint.rule.codec import dump

    return {"profiles.json": resources.prebuilt_text(dump(read_builtin()), _digest())}


def _digest() -> str:
    parts = [ENGINE.encode()]
    for package in ("rules", "rules.profiles"):
        for name in resources.names(package, ".yaml"):
            parts += [name.encode(), resources.read(package, name)]
    return resources.digest(*parts, resources.read("grammar", "condition.lark"))


# ── What a profile makes of the rules ────────────────────────────────────────────────────────────────────────────────


def lineage(profile: Profile, known: Iterable[Profile]) -> list[Profile]:
    """The profiles that it inherits from, the farthest first, and itself. Those it names must be among `known`."""
    by_name = {one.name: one for one in known}
    found = [profile]
    while found[0].inherits is not None:
        found.insert(0, by_name[found[0].inherits])
    return found


def under(
    rules: RuleSet, profile: Profile, known: Iterable[Profile], layers: Iterable[Changes] = ()
) -> RuleSet:
    """The rules as they hold under a profile. layers: what is changed over it."""
    line = lineage(profile, known)
    changed = in_force(rules, (*(one.changes for one in line), *layers))
    levels = next((one.levels for one in reversed(line) if one.levels), ())
    standards = tuple(standard for one in reversed(line) for standard in one.standards)
    followed = profile._replace(levels=levels, standards=standards)
    return RuleSet(changed.packs, changed.shared, profile=followed)


def labels(profiles: Iterable[Profile]) -> tuple[Mapping[str, object], ...]:
    """The labels that the profiles bring, beside those that are built in."""
    builtin = load_builtin()
    return tuple(one.labels for one in profiles if one.labels is not None and one not in builtin)


# ── Which profile a form follows ─────────────────────────────────────────────────────────────────────────────────────


class Recognised(NamedTuple):
    """The rules for a form, by the profile that it follows.

    why: the signs by which the profile was known, or who chose it; empty where it is the usual one.
    """

    rules: RuleSet
    why: tuple[Said, ...] = ()

    def practice(self, lang: str) -> Practice | None:
        """The same for people; None where the profile is the usual one."""
        profile = self.rules.profile
        if profile is None or not self.why:
            return None
        between = "；" if lang == "zh" else "; "
        return Practice(profile.title.text(lang), between.join(said.text(lang) for said in self.why))


def recognise(rules: RuleSet, form: FormSubject) -> Recognised:
    """Which of the rules' variants holds for a form: the one whose profile shows the most signs.

    Where two show as many, and neither inherits from the other, none is believed.
    """
    if not rules.variants:
        return Recognised(rules, (rules.chosen,) if rules.chosen is not None else ())
    best = [Recognised(rules)]
    for variant in rules.variants:
        signs = tuple(said for asked, said in _signs(variant) if asked(form) is True)
        if len(signs) > len(best[0].why):
            best = [Recognised(variant, signs)]
        elif signs and len(signs) == len(best[0].why):
            best.append(Recognised(variant, signs))
    leaves = [one for one in best if not any(_inherits(other.rules, one.rules) for other in best)]
    return leaves[0] if len(leaves) == 1 else Recognised(rules)


def _inherits(child: RuleSet, parent: RuleSet) -> bool:
    """Whether the one's profile is based on the other's, directly."""
    return (
        child.profile is not None
        and parent.profile is not None
        and child.profile.inherits == parent.profile.name
    )


@lru_cache(maxsize=64)
def _signs(rules: RuleSet) -> tuple[tuple[Condition, Said], ...]:
    assert rules.profile is not None
    scope = Scope("form", {}, rules.constants)
    return tuple((condition(sign.when, scope), sign.said) for sign in rules.profile.signs)
