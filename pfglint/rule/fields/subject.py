"""What a subject of rules is, and what one of its fields is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from pfglint.finding import Place
from pfglint.form.model import Indicator
from pfglint.quantity import units
from pfglint.quantity.units import Unit
from pfglint.quantity.value import Value
from pfglint.rule.types import Quantity, Raw, Type
from pfglint.source.document import Cell

if TYPE_CHECKING:
    from pfglint.rule.fields.form import FormSubject


class Entry(NamedTuple):
    """A field of a subject. get: from the subject; None where the form says nothing."""

    name: str
    type: Type
    zh: str
    en: str
    get: Callable[[Any], Raw]

    @property
    def attribute(self) -> str:
        """The name under which a subject keeps it."""
        return self.name.replace(".", "_")


def table(*entries: Entry) -> dict[str, Entry]:
    """The entries by name. Raises ValueError for a name given twice: the second would hide the first."""
    table = {entry.name: entry for entry in entries}
    if len(table) < len(entries):
        raise ValueError("a field is in its table twice")
    return table


Anchor: TypeAlias = tuple[str, object] | None
"""What a finding is about, for silences: an indicator, a field, or (None) the whole form."""


class Subject:
    """Something that rules judge. Fields are attributes, computed when first asked for."""

    entries: ClassVar[Mapping[str, Entry]]
    by_attribute: ClassVar[Mapping[str, Entry]]
    form: FormSubject

    def __init_subclass__(cls) -> None:
        cls.by_attribute = {entry.attribute: entry for entry in cls.entries.values()}

    def __getattr__(self, name: str) -> Raw:
        entry = self.by_attribute.get(name)
        if entry is None:
            raise AttributeError(name)
        found = self.__dict__[name] = entry.get(self)
        return found

    def cells(self) -> Mapping[str, Cell | None]:
        """The cells that a rule's `at` can name."""
        raise NotImplementedError

    def related(self) -> Place | None:
        """Another place that a finding about it must be read with, beside that of a group's first member."""
        return None

    def related_path(self) -> str | None:
        """The file of that place, where it is another one than the finding's."""
        return None

    def fellows(self) -> Iterable[Subject]:
        """Others for which a finding about it speaks too: its fix is to mend them all."""
        return ()

    def place(self) -> Place | None:
        """The place of the whole, where no cell is named or the cell is absent."""
        return self.form.model.place if self.form.model.number else None

    @property
    def of_indicator(self) -> Indicator | None:
        """The indicator that this is, or is part of."""
        return None

    @property
    def anchor(self) -> Anchor:
        """What a finding about this is about, for silences."""
        indicator = self.of_indicator
        return None if indicator is None else ("indicator", indicator.number)


def squeeze(text: str | None) -> str | None:
    """`text` without white space; None for a blank one."""
    return ("".join(text.split()) or None) if text else None


def blank_is_none(text: str | None) -> str | None:
    """`text` as it is; None for a blank one."""
    return text if text and text.strip() else None


def length(text: str | None) -> int | None:
    """How many characters `text` has, white space aside."""
    return None if text is None else len("".join(text.split()))


def quantity_of(value: Value) -> Quantity | None:
    """A value's one number with its unit; None where it has none, or of a unit that is not known."""
    number, unit = getattr(value, "number", None), getattr(value, "unit", None)
    if not isinstance(number, Decimal) or not isinstance(unit, Unit) or unit.dimension is None:
        return None
    amount = units.in_base(number, unit)
    return None if amount is None else Quantity(amount, unit.dimension, unit)
