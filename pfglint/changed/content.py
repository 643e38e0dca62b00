"""What makes a form the same in another version of its file: what was understood of it, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from pfglint.form.model import Form
from pfglint.source.document import Fact

_END = "\x1e"
_BETWEEN = "\x1f"


def content_of(item: Form | Fact) -> bytes:
    """A digest of a form's content: title, year, fields, funding, goals, indicators, and rows that nothing understood.

    White space does not count, nor do places and what only a page's end does. Of a fact outside of forms: what it is.
    """
    parts = _form(item) if isinstance(item, Form) else iter([("fact", item.kind, item.text, item.detail)])
    text = _END.join(_BETWEEN.join("".join((cell or "").split()) for cell in part) for part in parts)
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def _form(form: Form) -> Iterator[Iterable[str | None]]:
    yield "form", form.title.text if form.title else None, str(form.year)
    for key, field in form.fields.items():
        yield "field", key, field.text
    yield "funding", form.funding.unit
    for key, amount in form.funding.amounts.items():
        yield "amount", key, amount.value.text if amount.value else None
    for key, goal in (("overall", form.overall_goal), ("annual", form.annual_goal)):
        if goal is not None:
            yield "goal", key, goal.text
    for item in form.indicators:
        written = item.written.text if item.written else None
        extra = (text for pair in item.extra.items() for text in pair)
        yield "indicator", item.level1, item.level2, item.name.text, written, *extra
    for cell in form.unread:
        yield "unread", cell.text
