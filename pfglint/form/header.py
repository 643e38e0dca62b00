"""The part of a form above its indicators: header fields, funding (项目资金) and goals (绩效目标)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from pfglint.form import dates
from pfglint.form.cut import joined
from pfglint.form.labelled import split_label
from pfglint.form.labels import Meaning, Vocabulary, squeeze, year_in
from pfglint.form.model import Amount, Field, Funding
from pfglint.patterns import late
from pfglint.quantity.units import lookup
from pfglint.source.document import Cell, Fact, Row

_LABELS = frozenset({"field", "funding", "goal", "other", "funding-unit", "funding-group", "group"})
_TAKES_VALUE = _LABELS - {"funding-group", "group"}
_RESULT = "result"
_ALONE = Meaning("goal", "overall")
"""What the label of a block stands for that has a goal beside it."""
_YEAR_OF_DAYS = 366
_WORD = late(r"[一-鿿]")
_STAMP = late(r"\((?:盖章|公章|签字|签章)\)")
_CODE = late(r"[\[(（]?(?P<code>\d{6,12}[0-9A-Z]{6,18})[\])）]?\s*[-—–_:： ]?\s*(?=[^\s\d])")
"""The code of a project, before its name."""


@dataclass(slots=True)
class Header:
    """A header being read, row by row.

    words:         the labels.
    facts, unread: where to put what was repaired, and what was not understood.
    """

    words: Vocabulary
    facts: list[Fact]
    unread: list[Cell]
    fields: dict[str, Field] = field(default_factory=dict)
    goals: dict[str, Field] = field(default_factory=dict)
    in_goals: bool = False
    year: int | None = None
    unit: str | None = None
    """The unit of the funding block, 元 or 万元, as far as it was said."""
    _amounts: dict[str, Amount] = field(default_factory=dict)
    _annual_column: int | None = None
    _goal_columns: list[tuple[int, str]] = field(default_factory=list)

    def take(self, row: Row, found: list[Meaning], page_broken: bool) -> None:
        """Read one row: labels with their values, or the text of a goal."""
        cells, width = row.cells, row.width
        if self.in_goals and len(cells) == 1 and not found[0].role:
            # A goal may begin with words and a colon, as a label with its value does.
            self._goal_text(cells, page_broken or width == 1, width == 1)
            return
        if self._heads_a_table(cells, found):
            self.unread.extend(cells)
            return
        labelled = False
        loose: list[Cell] = []
        sides: dict[str, int] = {}
        index = 0
        while index < len(cells):
            cell, item = cells[index], found[index]
            value: Cell | None = None
            if not item.role and (split := split_label(cell, self.words)):
                cell, value, item = split
            elif index + 1 < len(cells) and (self._takes_value(item) or self._is_goal(cell, item)):
                following = cells[index + 1]
                if not found[index + 1].role and split_label(following, self.words) is None:
                    value = following
                    index += 1
            labelled = labelled or self._takes_value(item) or item.role == "funding-group"
            if value is not None and self._is_goal(cell, item):
                item, labelled = _ALONE, True
            if not item.role and _WORD.search(cell.text):
                loose.append(cell)
            self.keep(cell, item, value, sides)
            index += 1
        if labelled:
            self.unread.extend(loose)
        else:
            texts = tuple(
                cell for cell, item in zip(cells, found, strict=True) if item.role not in ("group", "heading")
            )
            self._goal_text(texts, page_broken or width == 1, width == 1)

    def _heads_a_table(self, cells: tuple[Cell, ...], found: list[Meaning]) -> bool:
        """Whether a row is the heads of some other table (任务名称, 主要内容, 预算金额): words, and at the end an amount's label."""
        plain = [
            cell for cell, item in zip(cells, found, strict=True) if not item.role and _WORD.search(cell.text)
        ]
        roles = [item.role for item in found]
        return (
            roles[-1:] == ["funding"]
            and roles.count("funding") == 1
            and len(plain) + 1 >= max(3, len(cells) - 1)
        )

    @property
    def any_label(self) -> bool:
        """Whether anything was read."""
        return bool(self.fields or self.goals or self._amounts)

    @property
    def any_value(self) -> bool:
        """Whether any field was filled in."""
        return any(item.value for item in self.fields.values())

    def funding(self) -> Funding:
        """The funding block, its amounts in its own unit; where only its cells say one, all the same, in that."""
        unit = self.unit
        if unit is None:
            amounts = [_amount(item, None) for item in self._amounts.values() if item.value]
            units = {item.unit.text if item.unit else None for item in amounts if item.number}
            unit = units.pop() if len(units) == 1 else None
        return Funding(unit, {key: _amount(item, unit) for key, item in self._amounts.items()})

    def overall_and_annual(self) -> tuple[Field | None, Field | None]:
        """The goals. In a form of one year that has but one, that is the year's, whatever it is called."""
        overall, annual = self.goals.get("overall"), self.goals.get("annual")
        if (
            annual is None
            and overall
            and self.words.is_goal_alone(overall.label.text)
            and self._is_of_a_year()
        ):
            return None, overall._replace(key="annual")
        return overall, annual

    def _is_of_a_year(self) -> bool:
        """Whether neither days nor money tell that the project goes on beyond the year."""
        start, end = (item.date if (item := self.fields.get(key)) else None for key in ("start", "end"))
        if start and end and (end - start).days > _YEAR_OF_DAYS:
            return False
        amounts = self.funding().amounts
        sums = [amounts[key].number for key in ("project_total", "annual_total") if key in amounts]
        return len(sums) < 2 or None in sums or sums[0] == sums[1]

    def _takes_value(self, item: Meaning) -> bool:
        """Whether a label's value stands beside it."""
        return item.role in _TAKES_VALUE or self._goal_part(item) is not None

    def _is_goal(self, label: Cell, item: Meaning) -> bool:
        """Whether a label that mostly names a block may be that of the goal, whose text then stands beside it."""
        return item.role == "group" and not self.goals and self.words.is_goal_alone(label.text)

    def _goal_part(self, item: Meaning) -> str | None:
        """The goal that a label within the goals' block stands for: what was expected is the goal, the rest came of it."""
        if not self.in_goals:
            return None
        if item.role == "goal-part":
            return self._goal_columns[-1][1]
        return _RESULT if (item.role, item.key) == ("heading", _RESULT) else None

    def keep(self, cell: Cell, item: Meaning, value: Cell | None, sides: dict[str, int]) -> None:
        """Keep one label with its value. sides: how often each label of funding stood in the row, which this counts."""
        if item.role == "field":
            self.in_goals = False
            self._keep_field(item.key, cell, value)
        elif item.role == "funding":
            self.in_goals = False
            self.unit = self.unit or item.unit
            key = self._funding_key(item.key, cell, sides)
            self._amounts.setdefault(key, Amount(key, cell, value))
        elif item.role == "funding-group":
            self.unit = self.unit or item.unit
        elif item.role == "funding-unit" and value is not None:
            found = re.search(r"万元|元", squeeze(value.text))
            self.unit = self.unit or (found[0] if found else None)
        elif item.role == "other" and item.key == "year" and value is not None:
            self.year = year_in(value.text)
        elif item.role == "goal":
            # A label over others (总体目标 over 实施周期总目标 and 年度目标) gives its place to the one of its kind.
            others = [goal for goal in self._goal_columns if goal[1] != item.key] if self.in_goals else []
            self.in_goals = True
            self._goal_columns = [*others, (cell.column, item.key)]
            if value is not None or item.key not in self.goals:
                self.goals[item.key] = Field(item.key, cell, value)
        elif (part := self._goal_part(item)) is not None:
            self._goal_columns.append((cell.column, part))
            label = self.goals[part].label if part in self.goals else cell
            if value is not None or part not in self.goals:
                self.goals[part] = Field(part, label, value)

    def _keep_field(self, key: str, label: Cell, value: Cell | None) -> None:
        stamp = value is not None and _STAMP.fullmatch(squeeze(value.text))
        if stamp or (value is None and _STAMP.search(squeeze(label.text))):
            return  # where the printed form is stamped or signed
        if key == "project" and value is not None and (code := _CODE.match(value.text)):
            self._keep_field("code", label, value._replace(text=code["code"], whole=False))
            text = value.text[code.end() :]
            value = value._replace(text=text, place=value.place.past(code.end()), whole=False)
        if key == "period":
            self._keep_period(label, value)
        elif key not in self.fields or (self.fields[key].value is None and value is not None):
            dated = value is not None and key in ("start", "end")
            date = dates.day(value.text, last=key == "end") if dated and value is not None else None
            self.fields[key] = Field(key, label, value, date)

    def _keep_period(self, label: Cell, value: Cell | None) -> None:
        """One cell for both days: ``2025.03-2025.12``."""
        ends = re.split(r"[-—–至~～]+", squeeze(value.text)) if value is not None else []
        if len(ends) != 2:
            return
        for text, key in zip(ends, ("start", "end"), strict=True):
            self.fields.setdefault(key, Field(key, label, value, dates.day(text, last=key == "end")))

    def _funding_key(self, key: str, cell: Cell, sides: dict[str, int]) -> str:
        """The amount that a label names: 其他资金 stands on the project's side and on the year's."""
        if key == "annual_total":
            self._annual_column = cell.column
        if key not in ("fiscal", "other"):
            return key
        seen = sides[key] = sides.get(key, 0) + 1
        column = self._annual_column
        if seen > 1 or column is None or cell.column >= column or "project_total" not in self._amounts:
            return f"annual_{key}"
        return f"project_{key}"

    def _goal_text(self, cells: tuple[Cell, ...], page_broken: bool, unplaced: bool) -> None:
        """A row of goal texts below its labels, or the rest of one that a page break cut.

        unplaced: whether the row has but one cell, whose column says nothing (a line break inside a cell).
        """
        if not self.in_goals or len(cells) > len(self._goal_columns) > 0:
            self.unread.extend(cells)
            return
        keys = [self._goal_at(cell, len(cells) == 1 and page_broken, unplaced) for cell in cells]
        if len(set(keys)) < len(cells) == len(self._goal_columns):
            keys = [key for _, key in self._goal_columns]
        for cell, key in zip(cells, keys, strict=True):
            old = self.goals[key]
            if old.value is None:
                self.goals[key] = old._replace(value=cell)
            else:
                self.goals[key] = old._replace(value=joined(old.value, cell))
                self.facts.append(Fact("cell-cut", cell.text, cell.place))

    def _goal_at(self, cell: Cell, alone: bool, unplaced: bool) -> str:
        """The goal in whose column a cell stands; a new page may have moved the columns, the text goes on where text is."""
        at = [key for column, key in self._goal_columns if column <= cell.column]
        key = at[-1] if at else self._goal_columns[0][1]
        if unplaced and cell.place.bbox is not None and len(self._goal_columns) > 1:
            return min((name for _, name in self._goal_columns), key=lambda name: self._aside(cell, name))
        if alone and (unplaced or self.goals[key].value is None):
            going = [name for _, name in self._goal_columns if self.goals[name].value is not None]
            return going[-1] if going else key
        return key

    def _aside(self, cell: Cell, goal: str) -> float:
        """How far to the side of a goal's label a cell stands on its page."""
        box, label = cell.place.bbox, self.goals[goal].label.place.bbox
        return abs(box[0] + box[2] - label[0] - label[2]) if box and label else 0.0


_AMOUNT = late(r"(?:人民币|[¥￥])?([-−]?[\d,]*\.?\d+)\(?(百万元|千元|万元|亿元|元|万|亿)?(?:整|人民币)?\)?")
_SHORT = {"万": "万元", "亿": "亿元"}


def _amount(amount: Amount, unit: str | None) -> Amount:
    """`amount` with its number in the block's unit, where its cell is one; ``180万`` is 万元."""
    found = _AMOUNT.fullmatch(squeeze(amount.value.text).replace("，", ",")) if amount.value else None
    if found is None:
        return amount
    try:
        number = Decimal(found[1].replace(",", "").replace("−", "-"))
    except InvalidOperation:
        return amount
    own = lookup(_SHORT.get(found[2], found[2])) if found[2] else None
    if own is not None and unit is not None and own.text != unit:
        number = number * own.factor / lookup(unit).factor
    return amount._replace(number=number, unit=own)
