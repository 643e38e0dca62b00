"""The indicator table (绩效指标): levels, names and values, with what a conversion broke put together again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.form import prose
from pfglint.form.columns import LEVELS, VALUES, Columns, columns_of, kind_of
from pfglint.form.cut import closes, dangles, joined, span, unfinished
from pfglint.form.labels import (
    NOTHING,
    Meaning,
    Vocabulary,
    squeeze,
)
from pfglint.form.model import Indicator
from pfglint.form.names import plain_name, unit_in_name
from pfglint.patterns import late
from pfglint.quantity.parse import parse
from pfglint.quantity.units import lookup
from pfglint.quantity.value import Missing
from pfglint.source.document import Cell, Fact, Row

_NUMBERED = late(r"^指标\s*\d{1,2}\s*[:：.、]")
_NUMBER_LAST = late(r"[一-鿿]\s*\d+$")
_QUANTITY = late(r"(?:[≥≤><=〉≧≦＝]{1,2}\s*)?[\d,.]+\s*(?:[%％‰]|[(（]|[万亿]?[一-鿿]{0,3}$)")
"""A text that is a value beyond doubt."""
_ENDS = ("。", "；", ";", "：", ":")
"""What a paragraph of indicators ends with."""
_LEADING = frozenset({"level1", "level2", "name"})
_EXTRA = frozenset({"weight", "score", "result", "period_value", "last_value"})
_NO_INDICATOR = frozenset(
    {"field", "other", "funding", "funding-unit", "funding-group", "goal", "goal-part", "total", "heading"}
)
"""What a row of indicators has no labels of."""
_BEHIND = 3
"""Rows behind a closing line that are kept until it is known whether the table goes on."""


@dataclass(slots=True)
class _Line:
    """A row being read: what is left of it after its level cells, and the levels it stands under."""

    rest: list[Cell]
    level1: str | None
    level2: str | None
    level1_cell: Cell | None
    level2_cell: Cell | None
    inferred: bool
    name: Cell = field(init=False)
    value: Cell | None = None
    room: bool = True
    qualitative: bool = False
    extra: dict[str, str | None] = field(default_factory=dict)
    template: str = ""
    beside: _Line | None = None
    """For the whole period's table: this year's row that it stands beside."""


def is_heading(found: list[Meaning]) -> bool:
    """Whether a row's cells are the heads of an indicator table: two, and of levels or names; 分值 and 得分 stand elsewhere too."""
    keys = [item.key for item in found if item.role == "heading"]
    return len(keys) >= 2 and not _LEADING.isdisjoint(keys)


class _Paragraph(NamedTuple):
    """A paragraph that was read, and where the table stood before it."""

    cell: Cell
    lines: int
    level1: str | None
    level2: str | None
    inferred: bool


@dataclass(slots=True)
class Table:
    """An indicator table being read, row by row.

    words:         the labels.
    facts, unread: where to put what was repaired, and what was not understood.
    period_only:   indicators that stand in the whole period's block alone, once `indicators` was asked for.
    begun, ended:  whether the table was reached, and left for the remarks below it; such a line may also be a page's
                   own (``填报单位：……`` at its foot), and the table then goes on with the next indicators.
    """

    words: Vocabulary
    facts: list[Fact]
    unread: list[Cell]
    period_only: list[Cell] = field(default_factory=list)
    begun: bool = False
    ended: bool = False
    lines: list[_Line] = field(default_factory=list)
    columns: Columns | None = None
    """The columns, once their heads were read."""
    _headings: dict[str, int] = field(default_factory=dict)
    """Where they are, by what they hold."""
    _period: Table | None = None
    """The table of the whole period, where one stands beside this year's."""
    _under_heads: bool = False
    """Whether nothing but heads was read since the heads: the next row may divide them."""
    _behind: list[tuple[Row, list[Meaning]]] = field(default_factory=list)
    """Rows behind a closing line that are indicators if the table goes on."""
    _paragraphs: list[_Paragraph] = field(default_factory=list)
    _level1: str | None = None
    _level2: str | None = None
    _inferred: bool = False
    _opened: tuple[Cell, ...] = ()
    """The level cells of the last row that had any, as written: a page break may have cut them."""
    _grouped: bool = False
    """Whether a heading over the first levels (实施效果指标) stands in their place, and they in that of the second."""
    _older: bool = False
    """Whether 成本 stands under 产出, as in the older taxonomy."""

    def take_headings(self, cells: tuple[Cell, ...], found: list[Meaning], year: int | None) -> None:
        """Read the row of column heads; a new page may repeat it. year: the form's."""
        self.begun, self.ended = True, False
        self._under_heads = True
        self._behind.clear()
        if self.columns is not None:
            self.facts.append(Fact("heading-repeated", cells[0].text, span(cells)))
        columns = columns_of(cells, found, self.words, year)
        if self.columns is None or not columns.is_plain:
            self.stand_in(columns)

    def stand_in(self, columns: Columns) -> None:
        """Go on in these columns."""
        self.columns = columns
        self._headings = columns.of(columns.main)
        if columns.blocks > 1 and self._period is None:
            self._period = Table(self.words, [], self.unread)

    def take(self, row: Row, found: list[Meaning], page_broken: bool) -> None:
        """Read one row. page_broken: whether a page break or blank line stands before it."""
        self.begun = True
        cells = row.cells
        if self.ended:
            if not self.goes_on(row, found):
                self._keep_behind(row, found)
                return
            self.ended, page_broken = False, True
            behind, self._behind = self._behind, []
            for one, meanings in behind:
                self.take(one, meanings, True)
        if self._under_heads and self._take_lower_heads(cells, found):
            return
        self._under_heads = False
        if self._is_footer(cells[0]) or (found[0].footer and cells[0].column < self._headings.get("name", 1)):
            self.ended = True
        elif row.width == 1 and not found[0].is_level:
            self._paragraph(cells[0], page_broken)
        elif self.columns is None or self.columns.is_plain:
            line = self._leveled(self._without_group(list(zip(cells, found, strict=True))), page_broken)
            if line.rest and not (page_broken and self._ends_last(line)):
                self._keep(line)
        else:
            self._take_placed(row, found, page_broken)

    def _take_lower_heads(self, cells: tuple[Cell, ...], found: list[Meaning]) -> bool:
        """Read a second row of heads, which divides those of the first; whether the row is one."""
        if self.columns is None or len(cells) < 2:
            return False
        heads = {head.cell.text for head in self.columns.heads}
        if all(cell.text in heads for cell in cells):
            return True  # a new page repeats them
        below = self.columns.below(cells, found, self.words)
        divided = below is not None and (below.values > 1 or below.has_operators or self.columns.is_divided)
        if below is None or (self.columns.is_plain and not divided):
            return False
        self.stand_in(below)
        return True

    # -- closing lines, after which a table may go on -----------------------------------------------------------------

    def goes_on(self, row: Row, found: list[Meaning]) -> bool:
        """Whether a row behind a closing line is an indicator beyond doubt: under a level of its own, or with a quantity
        in the column of values."""
        cells = row.cells
        if row.width == 1 or len(cells) < 2 or _has_other_labels(found):
            return False
        name, value = self._headings.get("name"), self._headings.get("value")
        columns = {cell.column for cell in cells}
        amounts = {cell.column for cell, item in zip(cells, found, strict=True) if _is_amount(cell, item)}
        if any(item.is_level and item.exact for item in found[:-1]):
            return bool(amounts) or (len(cells) >= 3 and (name is None or name in columns))
        return name in columns and value in amounts

    def _keep_behind(self, row: Row, found: list[Meaning]) -> None:
        """Keep a row that may be an indicator, such as one with words for its value, or the end of one."""
        columns = set(self._headings.values())
        if (
            row.width > 1
            and len(self._behind) < _BEHIND
            and not _has_other_labels(found)
            and not self._is_footer(row.cells[0])
            and all(cell.column in columns for cell in row.cells)
        ):
            self._behind.append((row, found))

    # -- rows of tables with more columns than levels, name and value -----------------------------------------------

    def _take_placed(self, row: Row, found: list[Meaning], page_broken: bool) -> None:
        """Read a row by the columns that its cells stand in."""
        columns = self.columns
        assert columns is not None
        rest = self._without_group(list(zip(row.cells, found, strict=True)))
        rest = self._without_cut_levels(rest)
        cells = [cell for cell, _ in rest]
        placed = columns.placed(cells, [item for _, item in rest])
        self.unread.extend(cell for cell, head in placed if head is None)
        for block in range(columns.blocks):
            parts = {head.key: cell for cell, head in placed if head is not None and head.serves(block)}
            table = self if block == columns.main or self._period is None else self._period
            table._take_parts(parts, columns.of(block), page_broken)
        if self._period is not None and self.lines and self._period.lines:
            self._period.lines[-1].beside = self.lines[-1]

    def _take_parts(self, parts: dict[str, Cell], heads: dict[str, int], page_broken: bool) -> None:
        """Read one block of a row: the cell of each column that has one."""
        level1_cell, level2_cell = self._levels_in(parts.get("level1"), parts.get("level2"))
        name = parts.get("name")
        others = [parts[key] for key in ("name", *VALUES) if key in parts]
        line = _Line(
            others[:2] if name else others[:1],
            self._level1,
            self._level2,
            level1_cell,
            level2_cell,
            self._inferred,
        )
        if page_broken and others and self._ends_last(line):
            return
        if name is None:
            # Beside a level alone there may be what all of its indicators amount to.
            told = parts.keys() - LEVELS
            self.unread.extend(parts[key] for key in told if others or not (level1_cell or level2_cell))
            return
        line.name = name
        _take_columns(line, parts, heads, self.words)
        self.lines.append(line)

    def _levels_in(self, first: Cell | None, second: Cell | None) -> tuple[Cell | None, Cell | None]:
        """Go on under the levels in these columns, and say which cells name them."""
        if first is None and second is None:
            return None, None
        mine = self.words.meaning(first.text) if first else NOTHING
        following = self.words.meaning(second.text) if second else NOTHING
        level1 = mine.level1
        if first is not None and level1 is None and mine.level2:
            # The second level stands in the first one's place, alone or once more.
            if second is None:
                second, following = first, mine
            else:
                self.facts.append(Fact("level-repeated", first.text, first.place))
            first = None
        elif first is not None and level1 is None:
            level1 = self.words.partial_level(first.text, None).level1 or squeeze(first.text)
        level2 = following.level2
        self._grouped = self._grouped and first is None
        if second is not None and following.level1 and (level2 is None or self._grouped):
            # A heading over the first levels stands in their place.
            first, level1, second, level2 = second, following.level1, None, None
        elif second is not None and level2 is None:
            level2 = self.words.partial_level(second.text, level1).level2 or squeeze(second.text)
        self._set_levels(level1, level2, first, second)
        return first, second

    # -- running text -----------------------------------------------------------------------------------------------

    @property
    def paragraphs(self) -> list[Cell]:
        """The paragraphs that gave indicators or levels."""
        return [paragraph.cell for paragraph in self._paragraphs]

    def take_prose(self, cell: Cell) -> bool:
        """Read a paragraph that names levels and indicators, or goes on with the one before; whether it is one."""
        before = self._paragraphs[-1].cell.text.rstrip() if self._paragraphs else ""
        told = prose.items(cell, self.words)
        item = prose.item_of(cell) if self.begun and not told else None
        if item is not None:
            told = [item]
        elif not told and before and not before.endswith(_ENDS):
            cell = joined(self._take_back(), cell)
            told = prose.items(cell, self.words)
        if not told:
            return False
        self.begun, self.ended = True, False
        here = _Paragraph(cell, len(self.lines), self._level1, self._level2, self._inferred)
        self._paragraphs.append(here)
        for one in told:
            if isinstance(one, prose.Level):
                self._prose_level(one)
            else:
                line = _Line([], self._level1, self._level2, None, None, self._inferred)
                line.name, line.value, line.template = one.name, one.value, one.template
                self.lines.append(line)
        return True

    def _take_back(self) -> Cell:
        """Forget the last paragraph, to read it again with the rest of it."""
        last = self._paragraphs.pop()
        del self.lines[last.lines :]
        self._level1, self._level2, self._inferred = last.level1, last.level2, last.inferred
        return last.cell

    def _prose_level(self, level: prose.Level) -> None:
        """Go on under a level; 成本指标 and 满意度指标 with their indicators behind them stand under the first level before."""
        meaning = level.meaning
        under = not level.alone and meaning.level2 and self._level1 in self.words.welcome[meaning.level2]
        if meaning.level1 and not under:
            self._set_levels(meaning.level1, None, level.cell, None)
        else:
            self._set_levels(None, meaning.level2, None, level.cell)

    def _with_period(self) -> list[_Line]:
        """The rows of this year, each with the value that the same indicator has for the whole period."""
        if self._period is None:
            return self.lines
        if not self.lines:
            return self._period.lines
        found: dict[str, list[_Line]] = {}
        for other in self._period.lines:
            found.setdefault(plain_name(other.name.text), []).append(other)
        used: set[int] = set()
        for line in self.lines:
            alike = found.get(plain_name(line.name.text), [])
            of_row = [other for other in alike if other.beside is line] or alike
            same = of_row[0] if len(of_row) == 1 else None
            value = same.value if same else None
            used.add(id(same))
            line.extra = {"period_value": value.text if value else None, **line.extra}
        self._tell_period_only([other for other in self._period.lines if id(other) not in used])
        return self.lines

    def _tell_period_only(self, lines: list[_Line]) -> None:
        """Put what the whole period has and this year has not among what was not understood."""
        if lines:
            first = lines[0].name
            self.facts.append(Fact("period-only", first.text, first.place, str(len(lines))))
        self.period_only.extend(
            cell for line in lines for cell in (line.name, line.value) if cell is not None
        )

    def indicators(self, year: int | None) -> tuple[Indicator, ...]:
        """The indicators, their values parsed. year: the form's, for deadlines without one."""
        lines = self._with_period()
        return tuple(_indicator(number, line, year, self.words) for number, line in enumerate(lines, 1))

    def _without_group(self, rest: list[tuple[Cell, Meaning]]) -> list[tuple[Cell, Meaning]]:
        """`rest` without the cell in front that names the block (绩效指标), or a piece of it that a page break left."""
        cell, item = rest[0]
        if item.role == "group" and not item.is_level:
            if len(rest) == 2 and _QUANTITY.match(rest[1][0].text):
                return rest  # an indicator named so, and its value
            self._grouped = cell.column == self._headings.get("level1")
            return rest[1:]
        if (
            cell.column == 0
            and len(rest) >= 3
            and item == NOTHING
            and self.words.is_piece_of_group(cell.text)
        ):
            return rest[1:]
        return rest

    def _is_footer(self, cell: Cell) -> bool:
        """Whether a cell is a remark or signature below the table, with its label in front (``注：……``)."""
        label, colon, _ = cell.text.replace("：", ":").partition(":")
        return bool(colon) and self.words.meaning(label).footer

    def _paragraph(self, cell: Cell, page_broken: bool) -> None:
        """A line without cells: the end of a cut cell, remarks below the table, or nothing known."""
        last = self.lines[-1] if self.lines else None
        if last is not None and last.value is not None and dangles(last.value.text):
            last.value = joined(last.value, cell)
            self.facts.append(Fact("cell-cut", cell.text, cell.place))
        elif not page_broken:
            self.unread.append(cell)

    # -- levels -------------------------------------------------------------------------------------------------

    def _leveled(self, rest: list[tuple[Cell, Meaning]], page_broken: bool) -> _Line:
        """The row with its level cells taken off its front."""
        first = second = None
        level1_cell = level2_cell = None
        rest = self._without_cut_levels(rest)
        if rest:
            (cell, _), after = rest[0], rest[1:]
            mine = self._level_at(rest, 0)
            following = self._level_at(rest, 1)
            self._grouped = self._grouped and cell.column != self._headings.get("level1")
            if mine.level1 and (mine.level2 is None or self._is_first(cell, mine, following)):
                first, level1_cell, rest = mine.level1, cell, after
                if following.level2:
                    second, level2_cell, rest = following.level2, after[0][0], after[1:]
            elif mine.level2 and following.level2 and len(after) > 1 and after[0][1].exact:
                self.facts.append(Fact("level-repeated", cell.text, cell.place))
                second, level2_cell, rest = following.level2, after[0][0], after[1:]
            elif mine.level2:
                second, level2_cell, rest = mine.level2, cell, after
            elif self._unknown_level(rest):
                first, level1_cell = squeeze(cell.text), cell
                second, level2_cell, rest = (
                    following.level2 or squeeze(after[0][0].text),
                    after[0][0],
                    after[1:],
                )
        if level2_cell is None and self._unknown_second(rest):
            level2_cell = rest[0][0]
            second, rest = squeeze(level2_cell.text), rest[1:]
        if level1_cell is not None or level2_cell is not None:
            self._set_levels(first, second, level1_cell, level2_cell)
        cells = [cell for cell, _ in rest]
        return _Line(cells, self._level1, self._level2, level1_cell, level2_cell, self._inferred)

    def _level_at(self, rest: list[tuple[Cell, Meaning]], index: int) -> Meaning:
        """What level a cell names, by its text and what stands behind it: names of indicators look like levels too."""
        if index >= len(rest):
            return NOTHING
        (cell, item), behind = rest[index], len(rest) - index - 1
        if behind == 1 and _QUANTITY.match(rest[index + 1][0].text):
            return NOTHING  # an indicator named like a level, and its value
        if item.is_level and (item.exact or behind >= 2 or (behind and cell.column in self._level_columns())):
            return item
        if not item.is_level and behind >= 2 and cell.column in self._level_columns():
            return self.words.partial_level(cell.text, self._level1)
        return NOTHING

    def _level_columns(self) -> tuple[int, ...]:
        heads = self._headings
        return (0, *(heads[key] for key in ("level1", "level2") if key in heads))

    def _is_first(self, cell: Cell, mine: Meaning, following: Meaning) -> bool:
        """Whether a text that may name a first or a second level (成本指标) names a first one here."""
        if following.level2 and mine.level1 in self.words.parents[following.level2]:
            return True
        heads = self._headings
        if "level1" in heads and cell.column in (heads["level1"], heads.get("level2")):
            return self._grouped or cell.column == heads["level1"]
        return not (self._level1 == "产出指标" and mine.level2 == "成本指标")

    def _unknown_level(self, rest: list[tuple[Cell, Meaning]]) -> bool:
        """Whether a row in the right columns has a first level of a name that no vocabulary knows."""
        heads = self._headings
        return (
            len(rest) >= 4
            and rest[0][0].column == heads.get("level1")
            and rest[2][0].column == heads.get("name")
            and len(rest[0][0].text) <= 12
        )

    def _unknown_second(self, rest: list[tuple[Cell, Meaning]]) -> bool:
        """Whether what is left stands in the columns of a second level that no vocabulary knows, a name and a value."""
        heads = self._headings
        columns = [cell.column for cell, _ in rest[:3]]
        return (
            columns == [heads.get("level2"), heads.get("name"), heads.get("value")]
            and len(rest[0][0].text) <= 12
        )

    def _without_cut_levels(self, rest: list[tuple[Cell, Meaning]]) -> list[tuple[Cell, Meaning]]:
        """`rest` without the ends of level cells that a page's end, or the reading of a page without lines, cut."""
        still_open = []
        for opened in self._opened:
            if len(rest) < 2:
                break
            cell, item = rest[0]
            whole, half = self.words.meaning(opened.text + cell.text), self.words.meaning(opened.text)
            if (
                whole.is_level
                and not (half.exact and half.is_level)
                and not (item.is_level and half.is_level)
            ):
                self.facts.append(Fact("cell-cut", cell.text, cell.place))
                if whole.level2 and not whole.level1:
                    self._level2 = whole.level2
                    self._correct_level2(opened, whole.level2)
                if not whole.exact:
                    still_open.append(joined(opened, cell))
                rest = rest[1:]
        self._opened = tuple(still_open)
        return rest

    def _correct_level2(self, opened: Cell, level2: str) -> None:
        """Put the rows since `opened` under the second level that the rest of its cell names."""
        for line in self.lines:
            if line.name.place.order >= opened.place.order:
                line.level2 = level2

    def _set_levels(
        self, first: str | None, second: str | None, level1_cell: Cell | None, level2_cell: Cell | None
    ) -> None:
        """Go on under other levels; a first level that the row does not name is carried over or inferred."""
        self._opened = tuple(cell for cell in (level1_cell, level2_cell) if cell is not None)
        if second is not None or first != self._level1:
            self._level2 = second
        if first is not None:
            self._level1, self._inferred = first, False
        else:
            parents = self.words.parents.get(second or "", ())
            if (
                parents
                and level2_cell is not None
                and (self._level1 not in parents or self._left_behind(second))
            ):
                self._level1, self._inferred = parents[-1 if second in self.words.satisfaction else 0], True
                self.facts.append(Fact("level-inferred", level2_cell.text, level2_cell.place, self._level1))
        if self._level1 == "产出指标" and second == "成本指标":
            self._older = True

    def _left_behind(self, second: str | None) -> bool:
        """Whether a 满意度 stands under 效益 only because its first level's cell was lost."""
        return (
            second in self.words.satisfaction
            and self._level1 == "效益指标"
            and not self._older
            and any(line.level1 == "成本指标" for line in self.lines)
        )

    # -- names and values -----------------------------------------------------------------------------------------

    def _ends_last(self, line: _Line) -> bool:
        """Join to the row before a page break what is no more than the ends of its cells."""
        last = self.lines[-1] if self.lines else None
        if last is None or line.level1_cell or line.level2_cell:
            return False
        cells = line.rest
        if len(cells) == 1 and last.value is not None:
            whole = last.value.text.endswith((")", "）")) and not unfinished(last.value.text)
            under = cells[0].column == last.value.column and not whole
            if (
                under
                or unfinished(last.value.text)
                or (closes(cells[0].text) and cells[0].column != last.name.column)
            ):
                last.value = joined(last.value, cells[0])
            elif _NUMBERED.match(cells[0].text) or (
                ends_like_a_name(last.name.text, self.words) and ends_like_a_name(cells[0].text, self.words)
            ):
                return False
            else:
                last.name = joined(last.name, cells[0])
        elif len(cells) == 1:
            last.name = joined(last.name, cells[0])
        elif (
            len(cells) == 2
            and not _NUMBERED.match(cells[0].text)
            and (_open(last.name.text) or (last.value is not None and unfinished(last.value.text)))
        ):
            last.name = joined(last.name, cells[0])
            last.value = cells[1] if last.value is None else joined(last.value, cells[1])
        else:
            return False
        self.facts.extend(
            Fact("cell-cut", cell.text, cell.place, indicator=len(self.lines)) for cell in cells
        )
        return True

    def _keep(self, line: _Line) -> None:
        """Take the row for an indicator: its name and its value."""
        heads = self._headings
        line.name, others = line.rest[0], line.rest[1:]
        if others:
            value = next((cell for cell in others if cell.column == heads.get("value")), others[0])
            line.value = value
            self.unread.extend(cell for cell in others if cell is not value)
        elif "value" in heads:
            line.room = line.name.column < heads["value"]
        self.lines.append(line)


def _has_other_labels(found: list[Meaning]) -> bool:
    """Whether a row has labels that no indicator has: of signatures, of the header, of funding."""
    return any(item.footer or item.role in _NO_INDICATOR for item in found)


def _is_amount(cell: Cell, item: Meaning) -> bool:
    """Whether a cell holds what stands in the column of values: a quantity, or a bare number."""
    return kind_of(cell.text, item) in ("quantity", "number")


def _take_columns(line: _Line, parts: dict[str, Cell], heads: dict[str, int], words: Vocabulary) -> None:
    """The value of a row whose operator, number and unit may have columns of their own, and what else it has."""
    op, number = parts.get("op"), parts.get("value")
    target = words.meaning(op.text).target if op is not None else ""
    line.qualitative = target == "qualitative"
    pieces = [cell for cell in (None if target else op, number, parts.get("unit")) if cell is not None]
    if number is None and "value" not in heads:
        # The whole period's table has no other value.
        number = parts.get("period_value")
        pieces = [number] if number is not None else []
    if number is not None:
        line.value = number._replace(text="".join(cell.text for cell in pieces), whole=len(pieces) == 1)
    elif op is not None and not target:
        line.value = op._replace(text="".join(cell.text for cell in pieces), whole=len(pieces) == 1)
    line.extra = {
        key: parts[key].text if key in parts else None
        for key in heads
        if key in _EXTRA and (number is None or parts.get(key) is not number)
    }


def _indicator(number: int, line: _Line, year: int | None, words: Vocabulary) -> Indicator:
    is_cost = (line.level2 or line.level1) in words.money
    text = line.value.text if line.value else ""
    unit = unit_in_name(line.name.text + line.template)
    if unit is not None and lookup(unit).dimension is None:
        unit = None
    return Indicator(
        number=number,
        level1=line.level1,
        level2=line.level2,
        name=line.name,
        label=plain_name(line.name.text),
        written=line.value,
        value=parse(text, money=is_cost, unit=unit, year=year) if text else Missing(),
        level1_cell=line.level1_cell,
        level2_cell=line.level2_cell,
        value_room=line.room,
        inferred=line.inferred,
        fits=_fits(line, words),
        qualitative=line.qualitative,
        extra=line.extra,
        template=line.template,
    )


def _fits(line: _Line, words: Vocabulary) -> bool | None:
    """Whether the row itself puts a second level under a first level that it belongs to.

    None where the row does not say both, or says one that no vocabulary knows.
    """
    if line.level1_cell is None or line.level2_cell is None or line.level2 is None:
        return None
    parents = words.welcome.get(line.level2)
    if parents is None or line.level1 not in words.level1:
        return None
    return line.level1 in parents


def _open(name: str) -> bool:
    """Whether a name goes on; a number at its end is no sign of that, as it is in a value."""
    return _NUMBER_LAST.search(name) is None and unfinished(name)


def ends_like_a_name(name: str, words: Vocabulary) -> bool:
    """Whether a name ends as names of indicators do (……率, ……人次), so that nothing need follow."""
    return name.endswith(words.name_ends) and not unfinished(name)
