"""What a rule notes of something in a form, for the forms after it in the run."""

from __future__ import annotations

from pfglint.finding import Place
from pfglint.rule.fields import Subject
from pfglint.rule.group import lasting_key_of
from pfglint.rule.note import NearText, Note, blank
from pfglint.rule.plan import Compiled, CompiledNear
from pfglint.rule.problem import Said
from pfglint.rule.template import render


def note_of(
    rule: Compiled, subject: Subject, lang: str, place: Place | None, texts: tuple[str, ...]
) -> Note | None:
    """The note of a rule about `subject`, with nothing to tell yet; None where something that it asks for is unknown.

    texts: of the fields that the rule's texts want of a group's first member, in order.
    """
    group = rule.group
    assert group is not None
    key = lasting_key_of(get(subject) for get in group.by)
    differs = lasting_key_of(get(subject) for get in group.differs) if group.differs else 0
    if key is None or differs is None:
        return None
    like = group.like(subject) if group.like is not None else ""
    return Note(
        rule.rule.name,
        group.terms,
        key,
        differs,
        None,
        dict(zip(rule.first_names[lang], texts, strict=True)),
        place,
        _text(rule, subject, lang, rule.rule.related) if rule.rule.related else "",
        like if isinstance(like, str) else "",
        _near(rule, group.near, subject, lang) if group.near is not None else None,
        rule.silences,
        subject.anchor,
    )


def blanks(rule: Compiled, lang: str) -> dict[str, str]:
    """What stands for texts of a first member that is not known yet, and for what only the run knows."""
    named = {name: blank(f"first.{name}") for name in rule.first_names[lang]}
    return named | {name: blank(name) for name in ("likeness", "differing", "count", "forms")}


def _near(rule: Compiled, near: CompiledNear, subject: Subject, lang: str) -> NearText | None:
    """The text that is looked for among those that are nearly the same; None where it is not to be."""
    text = near.text(subject)
    if not isinstance(text, str) or (near.when is not None and near.when(subject) is not True):
        return None
    text = whole = "".join(text.split())
    own = ["".join(part.split()) for get in near.besides if isinstance(part := get(subject), str)]
    for part in own:
        text = text.replace(part, "") if part else text
    from pfglint.rule.likeness import marks

    wording = near.wording
    return NearText(
        text,
        marks(text),
        lasting_key_of(get(subject) for get in near.kin),
        _text(rule, subject, lang, wording.message),
        _text(rule, subject, lang, wording.help) if wording.help else None,
        "".join(own),
        text != whole,
    )


def _text(rule: Compiled, subject: Subject, lang: str, said: Said) -> str:
    """A text with blanks for what is known only beside others."""
    return render(said.text(lang), rule.rule.subject, subject, lang, blanks(rule, lang))
