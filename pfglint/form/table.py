"""The indicator table (绩效指标): levels, names and values, with what a conversion broke put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pfglint.form.cut import closes, dangles, joined, span, unfinished
from pfglint.form.labels import (
    NOTHING,
    Meaning,
    Vocabulary,
    squeeze,
)
from pfglint.form.model import Indicator
from pfglint.form.names import plain_name, unit_in_name
from pfglint.quantity.parse import parse
from pfglint.quantity.units import lookup
from pfglint.quantity.value import Missing
from pfglint.source.document import Cell, Fact, Row

_COSTS = frozenset({"经济成本指标", "成本指标"})
_SATISFACTION = frozenset({"服务对象满意度指标", "社会公众或服务对象满意度指标"})
_NUMBERED = re.compile(r"^指标\s*\d{1,2}\s*[:：.、]")
_NAME_END = re.compile(
    r"(?:率|度|数|数量|人次|次数|人数|场次|册数|情况|程度|性|比例|占比|时间|成本|单价|费用|面积|标准|及时|金额|满意)$"
)
_NUMBER_LAST = re.compile(r"[一-鿿]\s*\d+$")
_QUANTITY = re.compile(r"(?:[≥≤><=〉≧≦＝]{1,2}\s*)?[\d,.]+\s*(?:[%％‰]|[(（]|[万亿]?[一-鿿]{0,3}$)")
"""A text that is a value beyond doubt."""
_QUALITATIVE = frozenset({"定性", "定量", "其他", "无"})
_BASIC = frozenset({"level1", "level2", "name", "value"})
_LEADING = frozenset({"level1", "level2", "name"})
_PIECES_OF_GROUP = frozenset({"绩效", "绩", "绩效指", "效指标", "指标", "标"})
_NO_VALUE = frozenset({"op", "value", "unit", "note", "name", "level1", "level2"})


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


def is_heading(found: list[Meaning]) -> bool:
    """Whether a row's cells are the heads of an indicator table: two, and of levels or names; 分值 and 得分 stand elsewhere too."""
    keys = [item.key for item in found if item.role == "heading"]
    return len(keys) >= 2 and not _LEADING.isdisjoint(keys)


@dataclass(slots=True)
class Table:
    """An indicator table being read, row by row.

    words:         the labels.
    facts, unread: where to put what was repaired, and what was not understood.
    begun, ended:  whether the table was reached, and left for the remarks below it.
    listed:        whether it is a list with a row's project in the row, which is no form.
    """

    words: Vocabulary
    facts: list[Fact]
    unread: list[Cell]
    begun: bool = False
    ended: bool = False
    listed: bool = False
    lines: list[_Line] = field(default_factory=list)
    _headings: dict[str, int] = field(default_factory=dict)
    """Column of each heading, once they were read."""
    _level1: str | None = None
    _level2: str | None = None
    _inferred: bool = False
    _opened: tuple[Cell, ...] = ()
    """The level cells of the last row that had any, as written: a page break may have cut them."""
    _older: bool = False
    """Whether 成本 stands under 产出, as in the older taxonomy."""

    def take_headings(self, cells: tuple[Cell, ...], found: list[Meaning]) -> None:
        """Read the row of column heads; a new page may repeat it."""
        self.begun = True
        if any(item.role == "field" for item in found):
            self.listed = True
        if not self._headings:
            pairs = zip(cells, found, strict=True)
            self._headings = {item.key: cell.column for cell, item in pairs if item.role == "heading"}
        else:
            self.facts.append(Fact("heading-repeated", cells[0].text, span(cells)))

    def take(self, row: Row, found: list[Meaning], page_broken: bool) -> None:
        """Read one row. page_broken: whether a page break or blank line stands before it."""
        self.begun = True
        cells = row.cells
        if self.ended:
            return
        if self._is_footer(cells[0]) or (found[0].footer and cells[0].column < self._headings.get("name", 1)):
            self.ended = True
        elif row.width == 1 and not found[0].is_level:
            self._paragraph(cells[0], page_broken)
        else:
            line = self._leveled(self._without_group(list(zip(cells, found, strict=True))), page_broken)
            if line.rest and not (page_broken and self._ends_last(line)):
                self._keep(line)

    def indicators(self, year: int | None) -> tuple[Indicator, ...]:
        """The indicators, their values parsed. year: the form's, for deadlines without one."""
        return tuple(_indicator(number, line, year, self.words) for number, line in enumerate(self.lines, 1))

    def _without_group(self, rest: list[tuple[Cell, Meaning]]) -> list[tuple[Cell, Meaning]]:
        """`rest` without the cell in front that names the block (绩效指标), or a piece of it that a page break left."""
        cell, item = rest[0]
        if item.role == "group" and not item.is_level:
            named = len(rest) == 2 and _QUANTITY.match(rest[1][0].text)
            return rest if named else rest[1:]
        if cell.column == 0 and len(rest) >= 3 and squeeze(cell.text) in _PIECES_OF_GROUP:
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
        if page_broken:
            rest = self._without_cut_levels(rest)
        if rest:
            (cell, _), after = rest[0], rest[1:]
            mine = self._level_at(rest, 0)
            following = self._level_at(rest, 1)
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
            return cell.column == heads["level1"]
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
        """`rest` without the ends of level cells that the page break before this row cut."""
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
                self._level1, self._inferred = parents[-1 if second in _SATISFACTION else 0], True
                self.facts.append(Fact("level-inferred", level2_cell.text, level2_cell.place, self._level1))
        if self._level1 == "产出指标" and second == "成本指标":
            self._older = True

    def _left_behind(self, second: str | None) -> bool:
        """Whether a 满意度 stands under 效益 only because its first level's cell was lost."""
        return (
            second in _SATISFACTION
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
            elif _NUMBERED.match(cells[0].text) or (_whole(last.name.text) and _whole(cells[0].text)):
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
        """Take the row for an indicator: its name, its value, and what other columns it has."""
        heads = self._headings
        line.name, others = line.rest[0], line.rest[1:]
        columns = {column: key for key, column in heads.items()}
        shift = line.name.column - heads.get("name", line.name.column)
        shifted = {column + shift: key for column, key in columns.items()}
        if heads.keys() - _BASIC and (not shift or "value" in [shifted.get(cell.column) for cell in others]):
            _take_columns(line, others, shifted)
        elif others:
            value = next((cell for cell in others if columns.get(cell.column) == "value"), others[0])
            line.value = value
            self.unread.extend(cell for cell in others if cell is not value)
        if line.value is None and "value" in heads:
            line.room = line.name.column < heads["value"]
        self.lines.append(line)


def _take_columns(line: _Line, others: list[Cell], columns: dict[int, str]) -> None:
    """A row whose operator, number, unit, weight and so on have columns of their own."""
    parts = {columns[cell.column]: cell for cell in others if cell.column in columns}
    op, number = parts.get("op"), parts.get("value")
    if op is not None and op.text in _QUALITATIVE:
        line.qualitative = op.text == "定性"
        op = None
    pieces = [cell for cell in (op, number, parts.get("unit")) if cell is not None]
    if number is not None:
        line.value = number._replace(text="".join(cell.text for cell in pieces), whole=len(pieces) == 1)
    line.extra = {
        key: parts[key].text if key in parts else None for key in columns.values() if key not in _NO_VALUE
    }


def _indicator(number: int, line: _Line, year: int | None, words: Vocabulary) -> Indicator:
    is_cost = line.level2 in _COSTS or (line.level1 == "成本指标" and line.level2 is None)
    text = line.value.text if line.value else ""
    unit = unit_in_name(line.name.text)
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


def _whole(name: str) -> bool:
    """Whether a name ends as names of indicators do (……率, ……人次), so that nothing need follow."""
    return _NAME_END.search(name) is not None and not unfinished(name)
