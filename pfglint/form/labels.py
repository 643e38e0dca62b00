"""What a cell's text means in a form, by ``grammar/labels.yaml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pfglint import resources

_WIDTHS: dict[int, str | None] = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}
_WIDTHS.update(zip(map(ord, "〔〕【】［］"), "()()[]", strict=True))
_WIDTHS.update(dict.fromkeys(map(ord, " \t\r\n\v\f\u3000\xa0\u200b\ufeff"), None))
_TAIL = re.compile(
    r"(?:\((?:[\d.~—至-]+分?|[\d.]+%|万?元|单位:万?元|必填.{0,6}|选填|盖章|公章|签字|签章)\)分?|[:。*])+$"
)
_LEAD = re.compile(
    r"^(?:其中[:、,]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、]|[*※★]+)"
)
_UNIT = re.compile(r"(百万元|千元|万元|亿元|元)")
_LONGEST = 40
_TAIL_ENDS = frozenset(")）】］]:：。*分 ")
_NO_LABEL_BEGINS = frozenset("≥≤=<>＝≧≦0123456789")


class Meaning(NamedTuple):
    """What a label's text stands for; each None where it is no such label.

    role: ``field``, ``other``, ``funding``, ``funding-unit``, ``funding-group``, ``goal``, ``group``, ``heading``
          or ``""``; key: which of them.
    level1, level2: the canonical level that the text names; a text may name either.
    exact: whether the text is a level's name in full, ``…指标``, and so hardly an indicator's own name.
    unit: the money unit in the label's brackets (项目资金(万元)).
    footer: whether it ends an indicator table (填报人, 注).
    """

    role: str = ""
    key: str = ""
    level1: str | None = None
    level2: str | None = None
    exact: bool = False
    unit: str | None = None
    footer: bool = False

    @property
    def is_level(self) -> bool:
        """Whether the text names a level of either kind."""
        return self.level1 is not None or self.level2 is not None


NOTHING = Meaning()


class Vocabulary(NamedTuple):
    """The labels as look-up tables, from ``grammar/labels.yaml``."""

    labels: dict[str, tuple[str, str]]
    footers: frozenset[str]
    level1: dict[str, str]
    level2: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    """The first levels that a second level is at home under, by canonical names."""
    welcome: dict[str, tuple[str, ...]]
    """Those and the ones under which it is right where a row says so."""
    ends: frozenset[str]
    """The characters that a label can end with, brackets and colons behind it counted in."""
    title_contains: tuple[str, ...]
    title_ends: tuple[str, ...]
    title_excludes: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """The labels, read once."""
    data = _data()
    labels: dict[str, tuple[str, str]] = {}
    for role, texts in (("other", data["other"]), ("group", data["groups"])):
        labels.update({text: (role, text) for text in texts})
    labels.update(dict.fromkeys(data["year"], ("other", "year")))
    labels.update({text: ("funding-unit", text) for text in data["funding_unit"]})
    labels.update({text: ("funding-group", text) for text in data["funding_group"]})
    for role, kinds in (
        ("heading", data["headings"]),
        ("goal", data["goals"]),
        ("funding", data["funding"]),
        ("field", data["fields"]),
    ):
        labels.update({text: (role, key) for key, texts in kinds.items() for text in texts})
    level1: dict[str, str] = {}
    level2: dict[str, str] = {}
    parents: dict[str, tuple[str, ...]] = {}
    for first, entry in data["levels"].items():
        level1.update(dict.fromkeys(entry["spellings"], first))
        for second, spellings in entry["second"].items():
            level2.update(dict.fromkeys(spellings, second))
            parents[second] = (*parents.get(second, ()), first)
    welcome = dict(parents)
    for first, entry in data["levels"].items():
        for second in entry.get("also", ()):
            welcome[second] = (*welcome[second], first)
    titles = data["titles"]
    return Vocabulary(
        labels,
        frozenset(data["footers"]),
        level1,
        level2,
        parents,
        welcome,
        frozenset(text[-1] for text in (*labels, *level1, *level2, *data["footers"])) | _TAIL_ENDS,
        tuple(titles["contains"]),
        tuple(titles["ends"]),
        tuple(titles["excludes"]),
    )


def _data() -> Any:
    """The content of ``grammar/labels.yaml``."""
    source = resources.read("grammar", "labels.yaml")
    found = resources.prebuilt("labels", resources.digest(source))
    if found is not None:
        return found
    import yaml

    return yaml.safe_load(source)


def prebuilt_files() -> dict[str, str]:
    """The files of ``pfglint/prebuilt`` that belong here, by name."""
    import yaml

    source = resources.read("grammar", "labels.yaml")
    return {"labels.json": resources.prebuilt_text(yaml.safe_load(source), resources.digest(source))}


def squeeze(text: str) -> str:
    """`text` without any white space and with half-width letters, digits, brackets and punctuation."""
    return text.translate(_WIDTHS)


def meaning(text: str) -> Meaning:
    """What `text` means as a label; NOTHING where it is none."""
    if len(text) > _LONGEST or text[:1] in _NO_LABEL_BEGINS or text[-1:] not in vocabulary().ends:
        return NOTHING
    return _meaning(text)


@lru_cache(maxsize=8192)
def _meaning(text: str) -> Meaning:
    words = vocabulary()
    tight = squeeze(text)
    bare = _TAIL.sub("", _LEAD.sub("", tight))
    found = words.labels.get(bare) or words.labels.get(tight)
    level1, level2 = words.level1.get(bare), words.level2.get(bare)
    footer = bare in words.footers
    if found is None and level1 is None and level2 is None and not footer:
        return NOTHING
    role, key = found or ("", "")
    unit = _UNIT.search(tight) if role in ("funding", "funding-group") else None
    return Meaning(role, key, level1, level2, bare.endswith("指标"), unit[1] if unit else None, footer)


@lru_cache(maxsize=4096)
def partial_level(text: str, under: str | None) -> Meaning:
    """What level a text is the beginning of, where a page break cut it (满意度指); NOTHING where none.

    under: the first level that the row stands under: of two second levels that begin alike, its own is meant.
    """
    tight = squeeze(text)
    if len(tight) < 2:
        return NOTHING
    words = vocabulary()
    level1 = next((name for spelling, name in words.level1.items() if spelling.startswith(tight)), None)
    begun = [name for spelling, name in words.level2.items() if spelling.startswith(tight)]
    level2 = next((name for name in begun if under in words.parents[name]), begun[0] if begun else None)
    return Meaning(level1=level1, level2=level2)


_TITLE_LEAD = re.compile(r"^(?:附件|附表|表|附)[\d一二三四五六七八九十-]*[:：、.]?(?=.)")


@lru_cache(maxsize=512)
def is_title(text: str) -> bool:
    """Whether `text` is the title of a form."""
    words = vocabulary()
    tight = _TITLE_LEAD.sub("", squeeze(text)).strip("《》").rstrip(":")
    while tight.endswith(")") and (shorter := re.sub(r"\([^()]*\)$", "", tight)) != tight:
        tight = shorter
    tight = re.sub(r"续表?$", "", tight).strip("《》")
    return (
        tight.endswith(words.title_ends)
        and any(part in tight for part in words.title_contains)
        and not any(part in tight for part in words.title_excludes)
    )


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_YEAR_ALONE = re.compile(r"\(?((?:19|20)\d\d)(?:年度?)?\)?")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def year_in(text: str) -> int | None:
    """The year that a title or the row under it names (``(2025年度)``, ``（二〇二五年度）``)."""
    tight = squeeze(text).translate(_DIGITS)
    found = _YEAR.search(tight) or _YEAR_ALONE.fullmatch(tight)
    return int(found[1]) if found else None


def is_year_row(text: str) -> bool:
    """Whether `text` is only a year: ``(2025 年度)``."""
    return len(text) < 16 and _YEAR_ALONE.fullmatch(squeeze(text).translate(_DIGITS)) is not None


_NUMBERING = re.compile(
    r"^(?:[★☆*※●▲\-—]+|指标(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:.、]|(?=[^\d年月日%])|$|(?=20\d\d年))"
    r"|\d{1,2}(?:、|\.(?!\d)|\)|:)|\(\d{1,2}\)|[①-⑳]|[(（]?[一二三四五六七八九十]{1,2}[)）、])"
)
_TEMPLATE = re.compile(r"\((?:[≥≤><=〉《》≧≦]|>=|<=)*(?:\*+|[xX×]{2,}|_+)[^()]*\)|[≥≤><=≧≦]+\*+[^()*]{0,6}$")
_UNIT_IN_NAME = re.compile(
    r"\((?:[≥≤><=〉≧≦]|>=|<=)*(?:\*+|[xX×]{2,}|_+)?(?P<unit>[^()*\d]{1,8})\)$|[≥≤><=≧≦]+\*+(?P<bare>[^()*]{1,6})$"
)
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


@lru_cache(maxsize=8192)
def plain_name(text: str) -> str:
    """An indicator's name as rules see it: no white space between Chinese characters, no numbering, ★ or ``(≥**个)``."""
    name = _INNER_SPACE.sub("", text.replace("（", "(").replace("）", ")").replace("：", ":").strip())
    while (found := _NUMBERING.match(name)) and found.end():
        name = name[found.end() :].lstrip(" :、.")
    return _TEMPLATE.sub("", name).strip()


def unit_in_name(text: str) -> str | None:
    """The unit in the brackets at a name's end (``里程(公里)``, ``成活率(≥**%)``); None where there are none."""
    if text[-1:] not in (")", "）") and "*" not in text:
        return None
    found = _UNIT_IN_NAME.search(squeeze(text))
    return (found["unit"] or found["bare"]) if found else None
