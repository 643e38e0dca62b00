"""What rules can speak of: the subjects (an indicator, a form, a field, a fact) and their fields.

A field is one line of a table: its name in conditions and messages, its type, what it is, and how it is got from the
model. A subject gets each of its fields at most once, however many rules ask for it. Each subject has a module, and so
has each theme of the larger ones; `kinds` says which subjects there are.
"""

from pfglint.rule.fields.cell import CellSubject
from pfglint.rule.fields.fact import FactSubject
from pfglint.rule.fields.field import FieldSubject
from pfglint.rule.fields.form import NO_FORM, FormSubject
from pfglint.rule.fields.indicator import IndicatorSubject
from pfglint.rule.fields.kinds import SUBJECTS, Resolved, SubjectKind, names, resolve
from pfglint.rule.fields.pair import IndicatorPairSubject, PairSubject
from pfglint.rule.fields.promise import PromiseSubject
from pfglint.rule.fields.subject import Anchor, Entry, Subject

__all__ = [
    "NO_FORM",
    "SUBJECTS",
    "Anchor",
    "CellSubject",
    "Entry",
    "FactSubject",
    "FieldSubject",
    "FormSubject",
    "IndicatorPairSubject",
    "IndicatorSubject",
    "PairSubject",
    "PromiseSubject",
    "Resolved",
    "Subject",
    "SubjectKind",
    "names",
    "resolve",
]
