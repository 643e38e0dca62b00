"""Packs: files of rules, the built-in ones from what was prebuilt."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from pfglint import resources
from pfglint.rule.model import RuleSet as RuleSet
from pfglint.rule.model import WordsNamed
from pfglint.rule.problem import PackError as PackError

ENGINE = "5"
"""Raised when the form of the prebuilt rules changes."""

SHARED = "words.yaml"
"""The file of the word lists that all packs may name."""


@cache
def load_builtin() -> RuleSet:
    """The rules that pfglint carries, without their examples. Reads neither YAML nor conditions where they are prebuilt."""
    content = resources.prebuilt("packs", _digest())
    if content is None:
        return read_builtin()
    from pfglint.rule.codec import load as decode

    return RuleSet(decode(content["packs"]), decode(content["shared"]))


def load(packs: Collection[str | Path] = (), builtin: bool = True) -> RuleSet:
    """The built-in rules and those of `packs`: files of YAML, folders of such files, names of installed packs.

    Raises PackError with all that is wrong in them, and OSError where one cannot be read.
    """
    base = load_builtin() if builtin else RuleSet((), _shared_words())
    if not packs:
        return base
    from pfglint.rule.files import files_of

    files = [file for pack in dict.fromkeys(map(str, packs)) for file in files_of(pack).rules]
    return read(files, base) if files else base


def read_builtin() -> RuleSet:
    """The rules that pfglint carries, from their YAML, with their examples."""
    files = [(f"rules/{name}", resources.read("rules", name)) for name in resources.names("rules", ".yaml")]
    return read(
        [file for file in files if not file[0].endswith(SHARED)],
        RuleSet(()),
        next((file for file in files if file[0].endswith(SHARED)), None),
    )


def prebuilt_files() -> dict[str, str]:
    """What belongs into ``pfglint/prebuilt/``: the built-in rules and the tables of the condition grammar."""
    from pfglint.rule.codec import dump

    rules = read_builtin()
    content = {"packs": dump(rules.packs), "shared": dump(rules.shared)}
    return {
        "packs.json": resources.prebuilt_text(content, _digest()),
        "condition.lark.json": resources.grammar_text("condition", ("start",)),
    }


def _digest() -> str:
    names = resources.names("rules", ".yaml")
    parts = [part for name in names for part in (name.encode(), resources.read("rules", name))]
    return resources.digest(ENGINE.encode(), resources.read("grammar", "condition.lark"), *parts)


def _shared_words() -> tuple[WordsNamed, ...]:
    return load_builtin().shared


def read(
    files: Iterable[tuple[str, bytes]], base: RuleSet, shared: tuple[str, bytes] | None = None
) -> RuleSet:
    """The rules of `files` (path and content) added to those of `base`. Raises PackError.

    shared: the file of word lists for all packs, where it is to be read too.
    """
    # A run of the built-in rules alone reads no YAML.
    from pfglint.rule.pack_reader import read_packs

    return read_packs(files, base, shared)
