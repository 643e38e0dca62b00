"""Rows to forms: finds each form, its fields, funding, goals and indicators, and repairs what extraction broke.

Forms come out one at a time and are not kept, so that a file of any number of forms needs the memory of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from pfglint.finding import Place
from pfglint.form import dates
from pfglint.form.labels import (
    NOTHING,
    Meaning,
    is_title,
    is_year_row,
    meaning,
    partial_level,
    plain_name,
    squeeze,
    unit_in_name,
    vocabulary,
    year_in,
)
from pfglint.form.model import Amount, Field, Form, Funding, Indicator
from pfglint.quantity.parse import parse
from pfglint.quantity.units import lookup
from pfglint.quantity.value import Missing
from pfglint.source.document import Cell, Fact, Row

_COST_LEVELS = frozenset({"经济成本指标", "成本指标"})
_DEBRIS = re.compile(r"[-—–_=·.―─━*~|+\s]{2,}")
_PAGE_NUMBER = re.compile(
    r"第?\d+页(?:[,，/]?共\d+页)?|第\d+页/共\d+页|[-—]+\d+[-—]+|\d{1,3}/\d{1,3}|共\d+页"
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|table|tbody|tr|td|th|font|b|i|u|em|strong|ul|ol|li|a|img|h[1-6]|sup|sub|o:p)\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|hellip|mdash|middot|emsp|ensp|#\d{1,5}|#x[0-9a-f]{1,4});",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^指标\s*\d{1,2}\s*[:：.、]")
_DANGLING = re.compile(r"[、，,和与及或的较比在对将为从向至到不于≥≤<>=（(“《/]$|[一-鿿]\s*\d+$")
_NAME_END = re.compile(
    r"(?:率|度|数|数量|人次|次数|人数|场次|册数|情况|程度|性|比例|占比|时间|成本|单价|费用|面积|标准|及时|金额|满意)$"
)
_CLOSING = "，。、；：）)”》%,;:."
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"))


def recognise(rows: Iterable[Row]) -> Iterator[Form | Fact]:
    """The forms among `rows`, in order, and facts that belong to no form.

    A stretch that begins like a form and gives neither a field nor an indicator is no form, but a fact
    ``unknown-layout``; rows without any form at all end with the fact ``no-form``.
    """
    draft: _Draft | None = None
    title: _Title | None = None
    forms = 0
    strange: Fact | None = None
    for row in rows:
        cells = row.cells
        only = cells[0] if len(cells) == 1 else None
        if only is not None and is_title(only.text):
            title = _Title(only, year_in(only.text))
            continue
        if title is not None and only is not None and is_year_row(only.text):
            title = replace(title, year=year_in(only.text))
            continue
        if title is not None and cells:
            if draft is not None and draft.in_table and _continues(cells):
                draft.page_broken = True
            else:
                if draft is not None and (form := draft.finish(forms + 1)):
                    forms += 1
                    yield form
                elif draft is not None:
                    strange = strange or draft.as_unknown()
                draft = _Draft(title.cell, title.cell.place, title.year)
            title = None
        elif cells and (draft is None or draft.in_table) and _begins_untitled(cells):
            if draft is not None and (form := draft.finish(forms + 1)):
                forms += 1
                yield form
            draft = _Draft(None, Place(row.line), None)
        if draft is not None:
            draft.take(row)
    if draft is not None and (form := draft.finish(forms + 1)):
        forms += 1
        yield form
    elif draft is not None:
        strange = strange or draft.as_unknown()
    if title is not None and not strange:
        strange = Fact("unknown-layout", title.cell.text, title.cell.place)
    if strange is not None:
        yield strange
    elif forms == 0:
        yield Fact("no-form")


@dataclass(frozen=True, slots=True)
class _Title:
    """A title row that was read, and the year below it, before it is known whether a form begins or goes on."""

    cell: Cell
    year: int | None


def _continues(cells: tuple[Cell, ...]) -> bool:
    """Whether the row under a title goes on with the indicator table of the page before."""
    found = [meaning(cell.text) for cell in cells]
    return any(item.role == "heading" or item.is_level for item in found) and not any(
        item.role in ("field", "funding") for item in found
    )


def _begins_untitled(cells: tuple[Cell, ...]) -> bool:
    """Whether a form without a title begins here: its first label is 项目名称, with a cell beside it."""
    first = meaning(cells[0].text)
    return first.role == "field" and first.key == "project" and len(cells) > 1


@dataclass(slots=True)
class _Draft:
    """A form being read."""

    title: Cell | None
    place: Place
    year: int | None
    fields: dict[str, Field] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)
    funding_unit: str | None = None
    annual_column: int | None = None
    goals: dict[str, Field] = field(default_factory=dict)
    goal_columns: list[tuple[int, str]] = field(default_factory=list)
    in_goals: bool = False
    headings: dict[str, int] | None = None
    """Column of each heading of the indicator table, once it was read."""
    in_table: bool = False
    ended: bool = False
    rows: list[_Line] = field(default_factory=list)
    level1: str | None = None
    level2: str | None = None
    inferred: bool = False
    open_levels: tuple[Cell, ...] = ()
    """The level cells of the last row that had any, as written: a page break may have cut them."""
    page_broken: bool = False
    facts: list[Fact] = field(default_factory=list)
    unread: list[Cell] = field(default_factory=list)
    older: bool = False
    """Whether the form keeps 成本 under 产出, as the older taxonomy does."""
    listed: bool = False

    # -- rows ---------------------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        """Read one row of the form."""
        cells = row.cells
        if not cells:
            self.page_broken = True
            return
        if self._stray(row):
            return
        if self.year is None and not self.fields and len(cells) == 1 and is_year_row(cells[0].text):
            self.year = year_in(cells[0].text)
            return
        found = [meaning(cell.text) for cell in cells]
        if sum(item.role == "heading" for item in found) >= 2:
            self._heading(cells, found)
        elif self.in_table:
            if not self.ended:
                self._table_row(row, found)
        else:
            self._header_row(row, found)
        self.page_broken = False

    def _stray(self, row: Row) -> bool:
        """Remember debris of a conversion: a row of dashes, a page number."""
        if all(_DEBRIS.fullmatch(cell.text) for cell in row.cells) or (
            len(row.cells) == 1 and _PAGE_NUMBER.fullmatch(squeeze(row.cells[0].text))
        ):
            text = " ".join(cell.text for cell in row.cells)
            if not self.ended:
                self.facts.append(Fact("stray-row", text, _span(row.cells)))
            return True
        return False

    # -- the header: fields, funding, goals ---------------------------------------------------------------------------

    def _header_row(self, row: Row, found: list[Meaning]) -> None:
        cells = row.cells
        if (
            any(item.is_level for item in found)
            and len(cells) >= 3
            and not any(i.role in ("field", "funding") for i in found)
        ):
            # The table's heading row was lost; its first level tells where it begins.
            self.in_table = True
            self._table_row(row, found)
            return
        labelled = False
        sides: dict[str, int] = {}
        index = 0
        while index < len(cells):
            cell, item = cells[index], found[index]
            value: Cell | None = None
            if not item.role and (split := _split_label(cell)):
                cell, value, item = split
            if item.role in ("field", "funding", "goal", "other", "funding-unit", "funding-group", "group"):
                labelled = True
            if (
                value is None
                and index + 1 < len(cells)
                and item.role in ("field", "funding", "goal", "other", "funding-unit")
            ):
                following = found[index + 1]
                if not following.role and not (item.role == "goal" and len(self.goal_columns) > 1):
                    value = cells[index + 1]
                    if not _split_label(value):
                        index += 1
                    else:
                        value = None
            self._labelled(cell, item, value, sides)
            index += 1
        if not labelled:
            self._goal_text(cells)

    def _labelled(self, cell: Cell, item: Meaning, value: Cell | None, sides: dict[str, int]) -> None:
        """Keep one label of the header with its value."""
        if item.role == "field":
            self._keep_field(item.key, cell, value)
            self.in_goals = False
        elif item.role == "funding":
            self.in_goals = False
            key = self._funding_key(item.key, cell, sides)
            if item.unit and self.funding_unit is None:
                self.funding_unit = item.unit
            self.amounts.setdefault(key, Amount(key, cell, value))
        elif item.role == "funding-group":
            self.funding_unit = self.funding_unit or item.unit
        elif item.role == "funding-unit" and value is not None:
            found = re.search(r"万元|元", squeeze(value.text))
            self.funding_unit = self.funding_unit or (found[0] if found else None)
        elif item.role == "goal":
            if not self.in_goals:
                self.goal_columns = []
            self.in_goals = True
            self.goal_columns.append((cell.column, item.key))
            if value is not None or item.key not in self.goals:
                self.goals[item.key] = Field(item.key, cell, value)

    def _keep_field(self, key: str, label: Cell, value: Cell | None) -> None:
        date = None
        if value is not None and key in ("start", "end"):
            date = dates.day(value.text, last=key == "end")
        if key == "period" and value is not None:
            for part, name, last in zip(
                re.split(r"[-—–至~～]+", squeeze(value.text)), ("start", "end"), (False, True), strict=False
            ):
                self.fields.setdefault(name, Field(name, label, value, dates.day(part, last=last)))
            return
        if key not in self.fields or (self.fields[key].value is None and value is not None):
            self.fields[key] = Field(key, label, value, date)

    def _funding_key(self, key: str, cell: Cell, sides: dict[str, int]) -> str:
        """The amount that a label names: 其他资金 stands on the project's side and on the year's."""
        if key == "annual_total":
            self.annual_column = cell.column
        if key not in ("fiscal", "other"):
            return key
        seen = sides[key] = sides.get(key, 0) + 1
        two_sided = "project_total" in self.amounts and self.annual_column is not None
        if (
            seen > 1
            or not two_sided
            or (self.annual_column is not None and cell.column >= self.annual_column)
        ):
            return f"annual_{key}"
        return f"project_{key}"

    def _goal_text(self, cells: tuple[Cell, ...]) -> None:
        """A row of goal texts below its labels, or the rest of one that a page break cut."""
        if not self.in_goals:
            self.unread.extend(cells)
            return
        for cell in cells:
            key = self.goal_columns[0][1]
            for column, name in self.goal_columns:
                if column <= cell.column:
                    key = name
            old = self.goals[key]
            if len(cells) == 1 and old.value is None and self.page_broken:
                # The page break moved the columns: the text goes on where text is.
                going = [name for _, name in self.goal_columns if self.goals[name].value is not None]
                key = going[-1] if going else key
                old = self.goals[key]
            if old.value is None:
                self.goals[key] = replace(old, value=cell)
            else:
                self.goals[key] = replace(old, value=_joined(old.value, cell))
                self.facts.append(Fact("cell-cut", cell.text, cell.place))

    # -- the indicator table ----------------------------------------------------------------------------------------

    def _heading(self, cells: tuple[Cell, ...], found: list[Meaning]) -> None:
        if any(item.role == "field" for item in found):
            self.listed = True
        if self.headings is None:
            self.headings = {
                item.key: cell.column
                for cell, item in zip(cells, found, strict=True)
                if item.role == "heading"
            }
        else:
            self.facts.append(Fact("heading-repeated", cells[0].text, _span(cells)))
            self.page_broken = True
        self.in_table = True
        self.in_goals = False

    def _table_row(self, row: Row, found: list[Meaning]) -> None:
        cells = row.cells
        start = 0
        if found[0].role == "group" and not found[0].is_level:
            start = 1
        if found[0].footer or _is_footer(cells[0]):
            self.ended = True
            return
        if row.width == 1 and not found[0].is_level:
            self._paragraph(cells[0])
            return
        line = self._levels(cells, found, start)
        if line is None:
            return
        if not line.rest:
            return
        if self._is_rest_of_last(line):
            return
        self._keep_row(line)

    def _paragraph(self, cell: Cell) -> None:
        """A line without cells inside the table: the end of a cut cell, remarks below the table, or nothing known."""
        last = self.rows[-1] if self.rows else None
        if last is not None and last.value is not None and _dangles(last.value.text):
            last.value = _joined(last.value, cell)
            self.facts.append(Fact("cell-cut", cell.text, cell.place))
        elif not self.page_broken:
            self.unread.append(cell)

    def _levels(self, cells: tuple[Cell, ...], found: list[Meaning], start: int) -> _Line | None:
        """The row with its level cells taken off its front; None where nothing is left after them."""
        rest = list(zip(cells, found, strict=True))[start:]
        level1_cell = level2_cell = None
        if self.page_broken:
            rest = self._rest_of_levels(rest)
        first = second = None
        repeated: Cell | None = None
        if rest:
            cell, item = rest[0]
            after = rest[1:]
            next_item = self._level_of(after[0], len(after) - 1) if after else NOTHING
            mine = self._level_of(rest[0], len(after))
            if mine.level1 and (mine.level2 is None or self._is_first(cell, mine, next_item)):
                first, level1_cell, rest = mine.level1, cell, after
                if next_item.level2 and after:
                    second, level2_cell, rest = next_item.level2, after[0][0], after[1:]
            elif mine.level2:
                second, level2_cell, rest = mine.level2, cell, after
                if next_item.level2 and len(after) > 1 and after[0][1].exact:
                    repeated = cell
                    second, level2_cell, rest = next_item.level2, after[0][0], after[1:]
            elif item.is_level is False and self._unknown_level(rest):
                first, level1_cell, rest = squeeze(cell.text), cell, after
                if len(rest) > 2:
                    second, level2_cell = next_item.level2 or squeeze(rest[0][0].text), rest[0][0]
                    rest = rest[1:]
        if level1_cell is not None or level2_cell is not None:
            self._set_levels(first, second, level1_cell, level2_cell)
        if repeated is not None:
            self.facts.append(Fact("level-repeated", repeated.text, repeated.place, self.level1 or ""))
        return _Line(
            [cell for cell, _ in rest], self.level1, self.level2, level1_cell, level2_cell, self.inferred
        )

    def _level_of(self, pair: tuple[Cell, Meaning], following: int) -> Meaning:
        """What level a cell names, with `following` cells behind it; names of indicators look like levels too."""
        cell, item = pair
        if item.exact and item.is_level and following >= 1:
            return item
        if item.is_level and (following >= 2 or (following >= 1 and cell.column in self._level_columns())):
            return item
        if (
            not item.is_level
            and following >= 2
            and len(cell.text) >= 3
            and cell.column in self._level_columns()
        ):
            return partial_level(cell.text)
        if item.exact and item.is_level:
            return item
        return NOTHING

    def _level_columns(self) -> tuple[int, ...]:
        heads = self.headings or {}
        return (0, *(heads[key] for key in ("level1", "level2") if key in heads))

    def _is_first(self, cell: Cell, mine: Meaning, following: Meaning) -> bool:
        """Whether a text that may name a first or a second level (成本指标) names a first one here."""
        if following.level2 and mine.level1 in vocabulary().parents[following.level2]:
            return True
        heads = self.headings or {}
        if cell.column == heads.get("level2") and "level1" in heads:
            return False
        if cell.column == heads.get("level1"):
            return True
        return not (self.level1 == "产出指标" and mine.level2 == "成本指标")

    def _unknown_level(self, rest: list[tuple[Cell, Meaning]]) -> bool:
        """Whether a row in the right columns has a first level of a name that nobody knows."""
        heads = self.headings or {}
        return (
            len(rest) >= 4
            and rest[0][0].column == heads.get("level1")
            and rest[2][0].column == heads.get("name")
            and len(rest[0][0].text) <= 12
        )

    def _rest_of_levels(self, rest: list[tuple[Cell, Meaning]]) -> list[tuple[Cell, Meaning]]:
        """`rest` without the ends of level cells that the page break before this row cut."""
        for opened in self.open_levels:
            if len(rest) < 2:
                break
            cell, item = rest[0]
            whole = meaning(opened.text + cell.text)
            half = meaning(opened.text)
            if (
                whole.is_level
                and not (half.exact and half.is_level)
                and (not item.is_level or not half.is_level)
            ):
                self.facts.append(Fact("cell-cut", cell.text, cell.place))
                if whole.level2 and not whole.level1:
                    self.level2 = whole.level2
                rest = rest[1:]
        self.open_levels = ()
        return rest

    def _set_levels(
        self, first: str | None, second: str | None, level1_cell: Cell | None, level2_cell: Cell | None
    ) -> None:
        self.open_levels = tuple(cell for cell in (level1_cell, level2_cell) if cell is not None)
        if first is not None:
            self.level1, self.level2, self.inferred = first, second, False
            if first == "产出指标" and second == "成本指标":
                self.older = True
            return
        parents = vocabulary().parents.get(second or "", ())
        self.level2 = second
        if self.level1 in parents and not self._left_behind(second):
            if second == "成本指标":
                self.older = True
            return
        if parents and level2_cell is not None:
            self.level1, self.inferred = (
                parents[-1]
                if second in ("服务对象满意度指标", "社会公众或服务对象满意度指标")
                else parents[0],
                True,
            )
            self.facts.append(Fact("level-inferred", level2_cell.text, level2_cell.place, self.level1))

    def _left_behind(self, second: str | None) -> bool:
        """Whether a 满意度 without its first level's cell stands under 效益 only because that cell was lost."""
        return (
            second in ("服务对象满意度指标", "社会公众或服务对象满意度指标")
            and self.level1 == "效益指标"
            and not self.older
            and any(line.level1 == "成本指标" for line in self.rows)
        )

    def _is_rest_of_last(self, line: _Line) -> bool:
        """Join the ends of cells that a page break cut to the row before it, where this row is no more than those."""
        last = self.rows[-1] if self.rows else None
        if last is None or not self.page_broken or line.level1_cell or line.level2_cell:
            return False
        texts = line.rest
        if len(texts) == 1:
            cell = texts[0]
            whole = (
                bool(_NAME_END.search(cell.text))
                and not _dangles(last.name.text)
                and not _opens(last.name.text)
            )
            if last.value is not None and (
                _dangles(last.value.text) or _opens(last.value.text) or cell.text[0] in _CLOSING
            ):
                last.value = _joined(last.value, cell)
            elif last.value is not None and (whole or _NUMBERED.match(cell.text)):
                return False
            else:
                last.name = _joined(last.name, cell)
        elif len(texts) == 2 and last.value is not None and self._both_cut(last, texts[0]):
            last.name, last.value = _joined(last.name, texts[0]), _joined(last.value, texts[1])
        elif (
            len(texts) == 2
            and last.value is None
            and _dangles(last.name.text)
            and not _NUMBERED.match(texts[0].text)
        ):
            last.name, last.value = _joined(last.name, texts[0]), texts[1]
        else:
            return False
        self.facts.extend(Fact("cell-cut", cell.text, cell.place, indicator=len(self.rows)) for cell in texts)
        return True

    @staticmethod
    def _both_cut(last: _Line, name: Cell) -> bool:
        assert last.value is not None
        numbered = bool(_NUMBERED.match(last.name.text))
        return (_dangles(last.value.text) or _opens(last.value.text)) and not (
            numbered and _NUMBERED.match(name.text)
        )

    def _keep_row(self, line: _Line) -> None:
        heads = self.headings or {}
        cells = line.rest
        line.name = cells[0]
        columns = {column: key for key, column in heads.items()}
        if (
            len(heads.keys() - {"level1", "level2", "name", "value"})
            and len(cells) > 1
            and cells[0].column == heads.get("name")
        ):
            self._keep_columns(line, columns)
        elif len(cells) > 1:
            at_value = next((cell for cell in cells[1:] if columns.get(cell.column) == "value"), cells[1])
            line.value = at_value
            self.unread.extend(cell for cell in cells[1:] if cell is not at_value)
        if line.value is None and "value" in heads:
            line.room = line.name.column < heads["value"]
        self.rows.append(line)

    @staticmethod
    def _keep_columns(line: _Line, columns: dict[int, str]) -> None:
        """A row whose operator, number, unit, weight and so on have columns of their own."""
        parts: dict[str, Cell] = {
            columns[cell.column]: cell for cell in line.rest[1:] if cell.column in columns
        }
        op, number, unit = parts.get("op"), parts.get("value"), parts.get("unit")
        if op is not None and op.text.strip() in ("定性", "定量", "其他", "无"):
            op = None
        pieces = [cell for cell in (op, number, unit) if cell is not None]
        if pieces and number is not None:
            line.value = replace(
                pieces[0] if len(pieces) == 1 else number, text="".join(cell.text for cell in pieces)
            )
        line.extra = {
            key: cell.text
            for key, cell in parts.items()
            if key not in ("op", "value", "unit", "note", "name")
        }

    # -- the whole --------------------------------------------------------------------------------------------------

    def finish(self, number: int) -> Form | None:
        """The form, or None where nothing of one was understood."""
        if self.listed or not (self.rows or any(item.value for item in self.fields.values())):
            return None
        indicators = tuple(self._indicator(index, line) for index, line in enumerate(self.rows, 1))
        form = Form(
            number=number,
            place=self.place,
            title=self.title,
            year=self.year,
            fields=self.fields,
            funding=self._funding(),
            overall_goal=self.goals.get("overall"),
            annual_goal=self.goals.get("annual"),
            indicators=indicators,
            facts=tuple(self.facts),
            unread=tuple(self.unread),
        )
        tag = _first_tag(form)
        if not self.in_table:
            form = replace(form, facts=(*form.facts, Fact("no-table", form.project or "", form.place)))
        return replace(form, facts=(*form.facts, tag)) if tag else form

    def as_unknown(self) -> Fact | None:
        """The fact that something began like a form and could not be read; None where nothing followed its title."""
        if self.title is None:
            return None
        return Fact("unknown-layout", self.title.text, self.title.place)

    def _indicator(self, number: int, line: _Line) -> Indicator:
        text = line.value.text if line.value else ""
        value = (
            parse(
                text,
                money=line.level2 in _COST_LEVELS or (line.level1 == "成本指标" and line.level2 is None),
                unit=unit_in_name(line.name.text),
                year=self.year,
            )
            if text
            else Missing()
        )
        return Indicator(
            number=number,
            level1=line.level1,
            level2=line.level2,
            name=line.name,
            label=plain_name(line.name.text),
            written=line.value,
            value=value,
            level1_cell=line.level1_cell,
            level2_cell=line.level2_cell,
            value_room=line.room,
            inferred=line.inferred,
            extra=line.extra,
        )

    def _funding(self) -> Funding:
        unit = self.funding_unit
        amounts = {key: _amount(amount, unit) for key, amount in self.amounts.items()}
        return Funding(unit, amounts)


@dataclass(slots=True)
class _Line:
    """A row of the indicator table being read: what is left of it after its levels, then its name and value."""

    rest: list[Cell]
    level1: str | None
    level2: str | None
    level1_cell: Cell | None
    level2_cell: Cell | None
    inferred: bool
    name: Cell = field(init=False)
    value: Cell | None = None
    room: bool = True
    extra: dict[str, str] = field(default_factory=dict)


def _split_label(cell: Cell) -> tuple[Cell, Cell, Meaning] | None:
    """The label and the value of a cell that holds both (``项目名称：滩羊养殖``)."""
    found = re.match(r"([^:：]{2,20})[:：]\s*(\S.*)", cell.text, re.DOTALL)
    if not found:
        return None
    item = meaning(found[1])
    if not item.role:
        return None
    place, offset = cell.place, found.start(2)
    column = place.column + offset if place.column else None
    return (
        replace(cell, text=found[1].strip()),
        replace(cell, text=found[2], place=replace(place, column=column)),
        item,
    )


def _is_footer(cell: Cell) -> bool:
    """Whether a cell is a remark or signature below the table, with its label in front (``注：……``)."""
    label, colon, _ = cell.text.replace("：", ":").partition(":")
    return bool(colon) and meaning(label).footer


def _joined(first: Cell, rest: Cell) -> Cell:
    """Two parts of one cell that a page break cut; the whole stands where its first part stands."""
    return replace(first, text=first.text + rest.text)


def _dangles(text: str) -> bool:
    """Whether `text` cannot be the end of a cell: it ends with a connecting word, or a number after words."""
    return _DANGLING.search(text) is not None


def _opens(text: str) -> bool:
    """Whether `text` opens a bracket or quotation mark that it does not close."""
    return any(text.count(left) > text.count(right) for left, right in _PAIRS)


def _span(cells: tuple[Cell, ...]) -> Place:
    return Place(cells[0].place.line, cells[0].place.column, cells[-1].place.end_column)


def _first_tag(form: Form) -> Fact | None:
    """The first tag or entity of HTML in a form's texts."""
    cells = [
        item.value
        for item in (*form.fields.values(), form.overall_goal, form.annual_goal)
        if item and item.value
    ]
    for cell in cells:
        if ("<" in cell.text or "&" in cell.text) and (found := _TAG.search(cell.text)):
            return Fact("html-tag", cell.text, cell.place, found[0])
    for indicator in form.indicators:
        for part in (indicator.name, indicator.written):
            if (
                part is not None
                and ("<" in part.text or "&" in part.text)
                and (found := _TAG.search(part.text))
            ):
                return Fact("html-tag", part.text, part.place, found[0], indicator.number)
    return None


_AMOUNT = re.compile(r"[¥￥]?(-?[\d,]*\.?\d+)(百万元|千元|万元|亿元|元|万|亿)?(?:整|人民币)?")


def _amount(amount: Amount, unit: str | None) -> Amount:
    """`amount` with its number in the block's unit, where its cell is one."""
    if amount.value is None:
        return amount
    found = _AMOUNT.fullmatch(squeeze(amount.value.text).replace("，", ","))
    if not found:
        return amount
    try:
        number = Decimal(found[1].replace(",", ""))
    except InvalidOperation:
        return amount
    own = lookup({"万": "万元", "亿": "亿元"}.get(found[2], found[2])) if found[2] else None
    if own is not None and unit is not None and own.text != unit:
        number = number * own.factor / lookup(unit).factor
    return replace(amount, number=number, unit=own)
