"""What a cell's text means in a form, by ``grammar/labels.yaml`` and what a profile adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pfglint import resources
from pfglint.patterns import late

_WIDTHS: dict[int, str | None] = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)}
_WIDTHS.update(zip(map(ord, "〔〕【】［］"), "()()[]", strict=True))
_WIDTHS.update(dict.fromkeys(map(ord, " \t\r\n\v\f\u3000\xa0\u200b\ufeff"), None))
_TAIL = late(
    r"(?:\((?:[\d.~—至-]+分?|[\d.]+%|万?元|单位:万?元|必填.{0,6}|选填.{0,6}|盖章|公章|签字|签章|文字.{0,4}|(?:(?:19|20)\d\d年?度?[-—~至]*){1,2})\)分?|[:。*])+$"
)
_LEAD = late(r"^(?:其中[:、,]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、]|[*※★]+)")
_UNIT = late(r"(百万元|千元|万元|亿元|元)")
_LONGEST = 40
_TAIL_ENDS = frozenset(")）】］]:：。*分 ")
_NO_LABEL_BEGINS = frozenset("≥≤=<>＝≧≦0123456789")


class Meaning(NamedTuple):
    """What a label's text stands for; each None where it is no such label.

    role: ``field``, ``other``, ``funding``, ``funding-unit``, ``funding-group``, ``goal``, ``goal-part``, ``group``,
          ``heading``, ``total`` or ``""``; key: which of them.
    level1, level2: the canonical level that the text names; a text may name either.
    exact: whether the text is a level's name in full, ``…指标``, and so hardly an indicator's own name.
    unit: the money unit in the label's brackets (项目资金(万元)).
    footer: whether it ends an indicator table (填报人, 注).
    target: ``qualitative`` (定性) or ``quantitative`` (定量), in the column of operators.
    """

    role: str = ""
    key: str = ""
    level1: str | None = None
    level2: str | None = None
    exact: bool = False
    unit: str | None = None
    footer: bool = False
    target: str = ""

    @property
    def is_level(self) -> bool:
        """Whether the text names a level of either kind."""
        return self.level1 is not None or self.level2 is not None


NOTHING = Meaning()


class LabelsError(Exception):
    """Labels that are not as ``grammar/labels.yaml`` has them.

    path:  the keys that lead to the culprit, the culprit last.
    kind:  ``unknown-key``, ``mapping``, ``list`` or ``text``: what it is, or what is wanted there.
    known: the keys that there are, for ``unknown-key``.
    """

    def __init__(self, path: tuple[str, ...], kind: str, known: Sequence[str] = ()) -> None:
        super().__init__(".".join(path), kind)
        self.path = path
        self.kind = kind
        self.known = tuple(known)


class Vocabulary:
    """The labels of one or several places as look-up tables. Made once, never changed; it remembers what it was asked.

    labels:  each label's role and key.
    targets: what stands in the column of operators and is none, with its kind.
    level1, level2: each spelling's canonical name.
    parents: the first levels that a second level is at home under, by canonical names.
    welcome: those and the ones under which it is right where a row says so.
    money, satisfaction: the second levels of which ``grammar/labels.yaml`` says so.
    name_ends: how names of indicators end.
    continued: what says that a table goes on.
    """

    def __init__(self, *layers: Mapping[str, Any]) -> None:
        """layers: data as ``grammar/labels.yaml`` has it, which each adds to those before; a label means what the last
        says that has it. Raises LabelsError for data of another shape."""
        self.labels: dict[str, tuple[str, str]] = {}
        self.footers: set[str] = set()
        self.continued: set[str] = set()
        self.targets: dict[str, str] = {}
        self._alone: set[str] = set()
        self.level1: dict[str, str] = {}
        self.level2: dict[str, str] = {}
        self.parents: dict[str, tuple[str, ...]] = {}
        self.welcome: dict[str, tuple[str, ...]] = {}
        self.money: set[str] = set()
        self.satisfaction: set[str] = set()
        self.name_ends: tuple[str, ...] = ()
        self._titles: dict[str, tuple[str, ...]] = dict.fromkeys(_TITLES, ())
        for number, layer in enumerate(layers):
            if number:
                check(layer, layers[0])
            self._add(_squeezed(layer) if number else layer)
        self._ends = _TAIL_ENDS | {
            text[-1] for text in (*self.labels, *self.level1, *self.level2, *self.footers, *self.targets)
        }
        # One memory an object: a cache on the class would mix the answers of all.
        self._meaning = lru_cache(maxsize=8192)(self._look_up)
        self.partial_level = lru_cache(maxsize=4096)(self._partial_level)
        self.is_title = lru_cache(maxsize=512)(self._is_title)

    def _add(self, data: Mapping[str, Any]) -> None:
        """Add the labels of one layer over those that there are."""
        for text, role, key in _roles(data):
            self.labels[text] = (role, key)
        self.footers.update(data.get("footers", ()))
        self.continued.update(data.get("continued", ()))
        self.money.update(data.get("money", ()))
        self.satisfaction.update(data.get("satisfaction", ()))
        self.name_ends += tuple(data.get("name_ends", ()))
        self._alone.update(data.get("goal_alone", ()))
        for kind, texts in data.get("targets", {}).items():
            self.targets.update(dict.fromkeys(texts, kind))
        levels: Mapping[str, Any] = data.get("levels", {})
        for first, entry in levels.items():
            self.level1.update(dict.fromkeys((first, *entry.get("spellings", ())), first))
            for second, spellings in entry.get("second", {}).items():
                self.level2.update(dict.fromkeys((second, *spellings), second))
                for table in (self.parents, self.welcome):
                    table[second] = tuple(dict.fromkeys((*table.get(second, ()), first)))
        for first, entry in levels.items():
            for second in entry.get("also", ()):
                self.welcome[second] = tuple(dict.fromkeys((*self.welcome.get(second, ()), first)))
        for key, texts in data.get("titles", {}).items():
            self._titles[key] = (*self._titles[key], *texts)

    def is_piece_of_group(self, text: str) -> bool:
        """Whether `text` is a piece, its beginning or its end, of a cell that names a block (``效指标`` of 绩效指标)."""
        tight = squeeze(text)
        return bool(tight) and any(
            role == "group" and group != tight and (group.startswith(tight) or group.endswith(tight))
            for group, (role, _) in self.labels.items()
        )

    def is_continued(self, text: str) -> bool:
        """Whether `text` only says that a table goes on here, or on the next page (``（续表）``)."""
        return len(text) < 20 and squeeze(text).strip("()-—…:。") in self.continued

    def meaning(self, text: str) -> Meaning:
        """What `text` means as a label; NOTHING where it is none."""
        if len(text) > _LONGEST or text[:1] in _NO_LABEL_BEGINS or text[-1:] not in self._ends:
            return NOTHING
        return self._meaning(text)

    def is_goal_alone(self, text: str) -> bool:
        """Whether `text` is a label of the year's goal where a form of one year has no other (总体目标)."""
        return _bare(squeeze(text)) in self._alone

    def _look_up(self, text: str) -> Meaning:
        tight = squeeze(text)
        bare = _bare(tight)
        found = self.labels.get(bare) or self.labels.get(tight)
        level1, level2 = self.level1.get(bare), self.level2.get(bare)
        footer, target = bare in self.footers, self.targets.get(bare, "")
        if found is None and level1 is None and level2 is None and not footer and not target:
            return NOTHING
        role, key = found or ("", "")
        unit = _UNIT.search(tight) if role in ("funding", "funding-group") else None
        return Meaning(
            role, key, level1, level2, bare.endswith("指标"), unit[1] if unit else None, footer, target
        )

    def _partial_level(self, text: str, under: str | None) -> Meaning:
        """What level a text is the beginning of, where a page break cut it (满意度指); NOTHING where none.

        under: the first level that the row stands under: of two second levels that begin alike, its own is meant.
        """
        tight = squeeze(text)
        if len(tight) < 2:
            return NOTHING
        level1 = next((name for spelling, name in self.level1.items() if spelling.startswith(tight)), None)
        begun = [name for spelling, name in self.level2.items() if spelling.startswith(tight)]
        level2 = next((name for name in begun if under in self.parents[name]), begun[0] if begun else None)
        return Meaning(level1=level1, level2=level2)

    def _is_title(self, text: str) -> bool:
        """Whether `text` is the title of a form."""
        tight = _TITLE_LEAD.sub("", squeeze(text)).strip("《》").rstrip(":")
        while tight.endswith(")") and (shorter := re.sub(r"\([^()]*\)$", "", tight)) != tight:
            tight = shorter
        tight = re.sub(r"续表?$", "", tight).strip("《》")
        return (
            tight.endswith(self._titles["ends"])
            and any(part in tight for part in self._titles["contains"])
            and not any(part in tight for part in self._titles["excludes"])
        )


def _bare(tight: str) -> str:
    """A label without its number and what stands in brackets behind it."""
    return _TAIL.sub("", _LEAD.sub("", tight))


_TITLES = ("contains", "ends", "excludes")


def _roles(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each label with its role and key; of a label that stands twice, the last counts."""
    for key in ("other", "groups", "totals"):
        yield from ((text, key.removesuffix("s"), text) for text in data.get(key, ()))
    yield from ((text, "other", "year") for text in data.get("year", ()))
    for key in ("funding_unit", "funding_group", "goal_part"):
        role = key.replace("_", "-")
        yield from ((text, role, role) for text in data.get(key, ()))
    for key in ("headings", "goals", "funding", "fields"):
        for name, texts in data.get(key, {}).items():
            yield from ((text, key if key == "funding" else key.removesuffix("s"), name) for text in texts)


def _squeezed(data: Any) -> Any:
    """`data` with its labels as they are compared."""
    if isinstance(data, Mapping):
        return {squeeze(str(key)): _squeezed(value) for key, value in data.items()}
    return squeeze(data) if isinstance(data, str) else [_squeezed(item) for item in data]


def check(data: Mapping[str, Any], known: Mapping[str, Any]) -> None:
    """See that `data` has the shape of `known`, the built-in labels. Raises LabelsError where it has not."""
    _check_like(data, known, ())


LEVEL: Mapping[str, Any] = {"spellings": [], "second": {}, "also": []}


def _check_like(data: Any, known: Any, path: tuple[str, ...]) -> None:
    if isinstance(known, Mapping):
        if not isinstance(data, Mapping):
            raise LabelsError(path, "mapping")
        for key, value in data.items():
            here = (*path, str(key))
            if path == ("levels",):
                _check_like(value, LEVEL, here)
            elif path[:1] == ("levels",) and path[2:] == ("second",):
                _check_like(value, [], here)
            elif key not in known:
                raise LabelsError(here, "unknown-key", list(known))
            else:
                _check_like(value, known[key], here)
    elif not isinstance(data, Sequence) or isinstance(data, str):
        raise LabelsError(path, "list")
    elif strange := next((text for text in data if not isinstance(text, str) or not text.strip()), None):
        raise LabelsError((*path, str(strange)), "text")


@cache
def vocabulary() -> Vocabulary:
    """The built-in labels, read once."""
    return Vocabulary(*built_in())


def extended(*layers: Mapping[str, Any]) -> Vocabulary:
    """The built-in labels with those of `layers` over them (a profile's ``labels:``). Raises LabelsError."""
    return Vocabulary(*built_in(), *layers) if layers else vocabulary()


def built_in() -> list[Mapping[str, Any]]:
    """The content of ``grammar/labels.yaml``, then the labels of each built-in profile that has some."""
    found: list[Mapping[str, Any]] | None = resources.prebuilt("labels", resources.digest(*_sources()))
    return found if found is not None else _layers()


def _sources() -> list[bytes]:
    profiles = resources.names("rules.profiles", ".yaml")
    return [
        resources.read("grammar", "labels.yaml"),
        *(resources.read("rules.profiles", name) for name in profiles),
    ]


def _layers() -> list[Mapping[str, Any]]:
    import yaml

    labels, *profiles = map(yaml.safe_load, _sources())
    return [labels, *(profile["labels"] for profile in profiles if "labels" in profile)]


def prebuilt_files() -> dict[str, str]:
    """The files of ``pfglint/prebuilt`` that belong here, by name."""
    return {"labels.json": resources.prebuilt_text(_layers(), resources.digest(*_sources()))}


def squeeze(text: str) -> str:
    """`text` without any white space and with half-width letters, digits, brackets and punctuation."""
    return text.translate(_WIDTHS)


_TITLE_LEAD = late(r"^(?:附件|附表|表|附)[\d一二三四五六七八九十-]*[:：、.]?(?=.)")


_YEAR = late(r"(?<!\d)((?:19|20)\d\d)年")
_YEAR_ALONE = late(r"\(?((?:19|20)\d\d)(?:年度?)?\)?")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


def year_in(text: str) -> int | None:
    """The year that a title or the row under it names (``(2025年度)``, ``（二〇二五年度）``)."""
    tight = squeeze(text).translate(_DIGITS)
    found = _YEAR.search(tight) or _YEAR_ALONE.fullmatch(tight)
    return int(found[1]) if found else None


def is_year_row(text: str) -> bool:
    """Whether `text` is only a year: ``(2025 年度)``."""
    return len(text) < 16 and _YEAR_ALONE.fullmatch(squeeze(text).translate(_DIGITS)) is not None
