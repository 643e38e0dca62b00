"""The columns of an indicator table: what its heads say, and in which of them each cell of a row stands.

Conversions move cells: where a merged cell of a row above covers a place, text often has nothing there, and all that
follows stands further left. Which column a cell belongs to is therefore told by both its place and what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from pfglint.form.labels import Meaning, Vocabulary, squeeze
from pfglint.patterns import late
from pfglint.source.document import Cell

LEVELS = frozenset({"level1", "level2"})
VALUES = frozenset({"value", "period_value", "last_value", "result"})
POINTS = frozenset({"weight", "score"})
PLAIN = LEVELS | {"name", "value"}
"""The heads of a table that has no others."""


class Head(NamedTuple):
    """A column. cell: its head; role, key: what that means; width: how many places it reaches over; block: see `Columns`."""

    cell: Cell
    role: str
    key: str
    column: int
    width: int
    block: int = 0

    def serves(self, block: int) -> bool:
        """Whether the column is a block's own, or the first block's first level, which stands for all."""
        return self.role == "heading" and (self.block == block or (self.block == 0 and self.key == "level1"))

    @property
    def is_merged(self) -> bool:
        """Whether people merge cells of this column downward."""
        return self.key in LEVELS or self.role != "heading"


Placed: TypeAlias = list[tuple[Cell, Head | None]]
"""The cells of a row, each with the column that it stands in; None for one that fits nowhere."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, from the left.

    year: the form's year. blocks: how many tables stand beside each other, each with names of its own.
    main: the block that is this year's; the others have what belongs to the whole period.
    """

    heads: tuple[Head, ...]
    year: int | None = None
    blocks: int = 1
    main: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether there are but levels, names and values."""
        return self.blocks == 1 and all(
            head.role in ("heading", "group", "") and (head.role != "heading" or head.key in PLAIN)
            for head in self.heads
        )

    @property
    def is_list(self) -> bool:
        """Whether each row says which project it belongs to."""
        return any((head.role, head.key) == ("field", "project") for head in self.heads)

    @property
    def is_divided(self) -> bool:
        """Whether the head of values is merged over several columns, each of which should have a head below."""
        return any(head.key in VALUES and head.cell.colspan > 1 for head in self.heads)

    @property
    def has_operators(self) -> bool:
        """Whether operators or units have columns of their own."""
        return any(head.role == "heading" and head.key in ("op", "unit") for head in self.heads)

    @property
    def values(self) -> int:
        """How many columns hold values, of this year or another."""
        return sum(head.role == "heading" and head.key in VALUES for head in self.heads)

    def of(self, block: int) -> dict[str, int]:
        """Where the columns of a block are, by what they hold."""
        return {head.key: head.column for head in self.heads if head.serves(block)}

    def placed(self, cells: Sequence[Cell], found: Sequence[Meaning]) -> Placed:
        """The cells of a row in their columns; each cell's own column becomes that of its head."""
        heads = _where_they_stand(cells, found, self.heads) or _aligned(cells, found, self.heads)
        return [
            (cell if head is None else cell._replace(column=head.column), head)
            for cell, head in zip(cells, heads, strict=True)
        ]

    def below(self, cells: Sequence[Cell], found: Sequence[Meaning], words: Vocabulary) -> Columns | None:
        """The columns after a second row of heads, each under a head of the first; None where the row is none.

        They divide the values (上年实际值, 预期值) or remarks (优, 良, 中, 差). Where places were lost and none stands
        under its own, all stand under the head of the values.
        """
        heads = _read(cells, found, words, self.year)
        known = any(head.role == "heading" and head.key in VALUES for head in heads)
        if any(item.is_level for item in found) or any(
            head.role not in ("heading", "") or head.key in LEVELS or head.key == "name" for head in heads
        ):
            return None
        over = [self._over(head.column) for head in heads]
        if not known and self._are_merged_under(over, cells, found):
            # What they say nobody knows: what is aimed at stands behind what was.
            heads[-1] = heads[-1]._replace(role="heading", key="value")
            known = True
        if all(head is not None and self._divides(head, known) for head in over):
            kept = [head for head in self.heads if head not in over]
        elif not known:
            return None
        else:
            divided = next(head for head in self.heads if head.role == "heading" and head.key in VALUES)
            start, moved = divided.column, len(heads) - 1
            heads = [head._replace(column=start + index) for index, head in enumerate(heads)]
            kept = [
                head._replace(column=head.column + moved) if head.column > start else head
                for head in self.heads
                if head.column != start
            ]
        named = [head if head.role else head._replace(role="heading", key="note") for head in heads]
        return _arranged(sorted([*kept, *named], key=lambda head: head.column), self.year)

    def _divides(self, head: Head, known: bool) -> bool:
        """Whether others may stand under a head: under that of values, if they say what they are, and of remarks."""
        return head.role == "" or (
            head.role == "heading" and (head.key == "note" or (known and head.key in VALUES))
        )

    def _are_merged_under(
        self, over: Sequence[Head | None], cells: Sequence[Cell], found: Sequence[Meaning]
    ) -> bool:
        """Whether several cells, none of them a quantity, stand under one merged head of values, and nothing beside."""
        head = over[0]
        return (
            head is not None
            and head.role == "heading"
            and head.key in VALUES
            and all(one is head for one in over)
            and head.cell.colspan >= len(over) > 1
            and not any(
                kind_of(cell.text, item) in ("quantity", "number")
                for cell, item in zip(cells, found, strict=True)
            )
        )

    def _over(self, column: int) -> Head | None:
        """The head of the first row that reaches over a column; the last one reaches on."""
        over = [head for head in self.heads if head.column <= column]
        if not over or (over[-1] is not self.heads[-1] and column >= over[-1].column + over[-1].width):
            return None
        return over[-1]


def columns_of(
    cells: Sequence[Cell], found: Sequence[Meaning], words: Vocabulary, year: int | None
) -> Columns:
    """The columns that a row of heads makes. year: the form's, by which 2021年实际值 is last year's."""
    heads = _read(cells, found, words, year)
    if any(head.key == "project" for head in heads):
        # In a list of projects, what mostly names a block (绩效目标) heads the column of its texts.
        heads = [
            head._replace(role="goal", key="overall")
            if head.role == "group" and words.is_goal_alone(head.cell.text)
            else head
            for head in heads
        ]
    return _arranged(heads, year)


_YEAR = late(r"\(?((?:19|20)\d\d)年(?:度)?\)?")


def _read(cells: Sequence[Cell], found: Sequence[Meaning], words: Vocabulary, year: int | None) -> list[Head]:
    """The heads of a row as they stand; those with a year in them are told apart by it."""
    years = [_YEAR.search(squeeze(cell.text)) for cell in cells]
    this_year = year or max((int(one[1]) for one in years if one), default=0)
    ends = [*(cell.column for cell in cells[1:]), cells[-1].column + cells[-1].colspan]
    heads = []
    alone = [_YEAR.fullmatch(squeeze(cell.text)) is not None for cell in cells]
    for cell, item, dated, bare, end in zip(cells, found, years, alone, ends, strict=True):
        role, key = item.role, item.key
        if bare and dated and sum(alone) > 1:
            role, key = "heading", _of_year(int(dated[1]), this_year)
        elif not role and dated:
            item = words.meaning(_YEAR.sub("", squeeze(cell.text), count=1))
            role, key = item.role, item.key
            if role == "heading" and key in VALUES and int(dated[1]) != this_year:
                key = _of_year(int(dated[1]), this_year)
        heads.append(Head(cell, role, key, cell.column, max(cell.colspan, end - cell.column)))
    return heads


def _of_year(year: int, this_year: int) -> str:
    """What values of a year are for a form of `this_year`."""
    return {this_year: "value", this_year - 1: "last_value"}.get(year, "note")


def _arranged(heads: Sequence[Head], year: int | None) -> Columns:
    """The heads by blocks: where levels or a name stand again behind a value, another table begins beside the first."""
    arranged: list[Head] = []
    block, seen = 0, set[str]()
    for head in heads:
        if head.role == "heading":
            if head.key in LEVELS | {"name"} and head.key in seen and seen & VALUES:
                block, seen = block + 1, set()
            elif head.key in seen and head.key != "note":
                head = head._replace(key="note")  # a description beside the name, say
            seen.add(head.key)
        arranged.append(head._replace(block=block))
    arranged = _with_values(arranged, block)
    yearly = [head.block for head in arranged if head.role == "heading" and head.key == "value"]
    return Columns(tuple(arranged), year, block + 1, yearly[-1] if yearly else block)


def _with_values(heads: list[Head], last: int) -> list[Head]:
    """The heads, where a block names no values with the first one behind its names that nobody knows taken for theirs."""
    for block in range(last + 1):
        keys = {head.key for head in heads if head.block == block and head.role == "heading"}
        if keys & VALUES or "name" not in keys:
            continue
        name = next(at for at, head in enumerate(heads) if head.block == block and head.key == "name")
        at = next((at for at in range(name + 1, len(heads)) if not heads[at].role), None)
        if at is not None and heads[at].block == block:
            heads[at] = heads[at]._replace(role="heading", key="value")
    return heads


# -- which cell stands in which column ---------------------------------------------------------------------------

_FAR, _NEVER = 4.0, 9.0
_MOVED, _MOVED_BEHIND, _NOWHERE = 2.5, 6.0, 8.0
"""What it costs that a row begins in another column than it should, that a cell moves against the one before it though
no merged cell can have been there, and that a cell stands in no column."""


def _costs(*costs: float) -> dict[str, float]:
    return dict(zip(("level", "name", "value", "op", "unit", "point", "other"), costs, strict=True))


_COSTS = {
    # What a cell looks like, and what it costs in a column of levels, names, values, operators, units, points, others.
    "level": _costs(0, 5, 9, 9, 9, 9, 4),
    "maybe level": _costs(0, 2, 5, 9, 6, 9, 2),
    "operator": _costs(9, 9, 5, 0, 9, 9, 5),
    "number": _costs(9, 5, 0, 9, 6, 0, 2),
    "quantity": _costs(9, 4, 0, 9, 4, 4, 2),
    "short": _costs(3, 0.5, 1, 6, 0, 6, 0.5),
    "text": _costs(3, 0, 1, 9, 5, 6, 0.5),
}


def _where_they_stand(
    cells: Sequence[Cell], found: Sequence[Meaning], heads: Sequence[Head]
) -> list[Head | None] | None:
    """For each cell the head above it; None where that is so unlikely that they may have been moved."""
    above: list[Head | None] = []
    cost = 0.0
    for cell, item in zip(cells, found, strict=True):
        head = next((head for head in heads if not _shift(cell, head, 0)), None)
        if head is None or head in above:
            return None
        above.append(head)
        cost += cost_of(kind_of(cell.text, item), head, item)
    return above if cost <= _MOVED else None


def _aligned(cells: Sequence[Cell], found: Sequence[Meaning], heads: Sequence[Head]) -> list[Head | None]:
    """For each cell the head that it belongs under: the cheapest way to put all in order, from the left."""
    kinds = [kind_of(cell.text, item) for cell, item in zip(cells, found, strict=True)]
    # best[j]: the cost of the cells so far, the last of them under heads[j]; its shift, and the way that led there.
    start = (0.0, 0, ())
    states: dict[int, tuple[float, int, tuple[int, ...]]] = {-1: start}
    for index, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
        after: dict[int, tuple[float, int, tuple[int, ...]]] = {}
        for last, (cost, shift, way) in states.items():
            _offer(after, last, cost + _NOWHERE, shift, (*way, -1))
            for at in range(last + 1, len(heads)):
                head = heads[at]
                moved = _shift(cell, head, shift)
                total = cost + cost_of(kind, head, found[index])
                if moved != shift:
                    covered = all(one.is_merged for one in heads[last + 1 : at])
                    total += _MOVED if last == -1 or covered else _MOVED_BEHIND
                _offer(after, at, total, moved, (*way, at))
        states = after
    _, _, way = min(states.values())
    return [heads[at] if at >= 0 else None for at in way]


def _offer(
    states: dict[int, tuple[float, int, tuple[int, ...]]],
    at: int,
    cost: float,
    shift: int,
    way: tuple[int, ...],
) -> None:
    if at not in states or (cost, abs(shift)) < (states[at][0], abs(states[at][1])):
        states[at] = (cost, shift, way)


def _shift(cell: Cell, head: Head, shift: int) -> int:
    """How far a cell stands left of its column; as far as the one before it, where the column reaches over its place."""
    if head.column <= cell.column + shift < head.column + head.width:
        return shift
    return head.column - cell.column


def cost_of(kind: str, head: Head, item: Meaning) -> float:
    """How unlikely it is that a cell stands in a column, by what it looks like and means."""
    costs = _COSTS[kind]
    if head.role == "group":
        return 0 if item.role == "group" else _NEVER if kind == "quantity" else _FAR
    if head.role == "funding":
        return 0 if kind in ("number", "quantity") else _FAR
    if head.role != "heading":
        return costs["other"] if kind in ("level", "operator") else 0.5
    if head.key in LEVELS:
        other = item.is_level and getattr(item, head.key) is None
        return costs["level"] + (2 if other else 0)
    family = "value" if head.key in VALUES else "point" if head.key in POINTS else head.key
    return costs.get(family, costs["other"])


_NUMBER = late(r"[\d.,]+[%％]?")


def kind_of(text: str, item: Meaning) -> str:
    """What a cell looks like, for telling its column."""
    if item.is_level:
        return "level" if item.exact else "maybe level"
    tight = squeeze(text)
    if item.target or (len(tight) <= 6 and is_operator(tight)):
        return "operator"
    if _NUMBER.fullmatch(tight):
        return "number"
    if any(map(str.isdigit, tight)):
        is_quantity = tight[0] in _SIGNS or (len(tight) <= _LONGEST_VALUE and _is_value(tight))
        return "quantity" if is_quantity else "text"
    return "short" if len(tight) <= 5 else "text"


_LONGEST_VALUE = 30
_SIGNS = "≥≤><=〉≧≦＝═＞＜±"


@lru_cache(maxsize=4096)
def _is_value(text: str) -> bool:
    """Whether a text with a number in it is a value: a quantity in any notation, a day."""
    from pfglint.quantity.parse import parse

    return parse(text).kind not in ("words", "missing")


@lru_cache(maxsize=256)
def is_operator(text: str) -> bool:
    """Whether a text is what stands in the column of operators: ``≥``, ``小于等于``."""
    from pfglint.quantity.parse import parse
    from pfglint.quantity.value import Comparison

    if any(map(str.isdigit, text)):
        return False
    value = parse(f"{text}7个")
    return (
        isinstance(value, Comparison)
        and value.written_op is not None
        and squeeze(value.written_op) == squeeze(text)
    )
