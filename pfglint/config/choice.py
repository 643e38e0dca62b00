"""Which profile a word means: the name of one that there is, or a file with one."""

from __future__ import annotations

from pathlib import Path

from pfglint.config.model import AUTO
from pfglint.rule.model import Profile, RuleSet
from pfglint.rule.problem import Said, unknown
from pfglint.rule.profile import load_file

Chosen = tuple[str, tuple[Profile, ...]]
"""The name of a profile, and all that there are, it among them."""


def profile_named(word: str, folder: Path, rules: RuleSet, known: tuple[Profile, ...]) -> Chosen | None:
    """The profile that `word` means; None where it means none. ``auto`` is the one that a form shows itself.

    folder: what a path is relative to; rules: those that a profile in a file may change.

    Raises PackError for a file that is wrong, and OSError where it cannot be read.
    """
    if word == AUTO or any(profile.name == word for profile in known):
        return word, known
    path = folder / word
    if not path.is_file():
        return None
    before = next((one for one in known if one.path == str(path)), None)
    if before is not None:  # named twice
        return before.name, known
    profile = load_file(str(path), rules, known)
    return profile.name, (*known, profile)


def no_profile(word: str, known: tuple[Profile, ...]) -> Said:
    """What is said of a word that means no profile."""
    return unknown("口径", "profile", word, (AUTO, *(profile.name for profile in known)))
