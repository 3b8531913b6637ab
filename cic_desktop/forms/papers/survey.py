"""The anonymous sheet handed out at the end of a course or an event: the questions typed in later, as boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cic_desktop import centre, surveys
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.papers.courses import course_days, slip, spoken, whole_course
from cic_desktop.forms.papers.events import event_days, whole_event
from cic_desktop.forms.papers.model import PaperFacts
from cic_desktop.forms.papers.service import centre_contact
from cic_desktop.i18n import Joined, Plain, Text

if TYPE_CHECKING:
    from cic_desktop.core.fields import Field

__all__ = ["survey_sheet"]


def survey_sheet(read: Read, *, course_id: str = "", event_id: str = "", lang: str = "pl") -> bytes:
    """A page about a course or an event, one of both, in Polish and `lang`, as PDF. Raises Missing, Invalid."""
    from cic_desktop.forms.papers.sheet import draw

    read.require(Right.READ_CLIENTS)
    name, held = _course(read, course_id) if course_id else _event(read, event_id)
    words: dict[str, Text] = {"about": Plain(name), "held": held}
    tables = {
        "helpful": tuple(_asked(field) for field in surveys.SURVEY if field.name == "helpful"),
        "marks": tuple(_asked(field) for field in surveys.QUESTIONS),
        "person": tuple(_asked(field) for field in surveys.SURVEY if field.name in ("sex", "age_band")),
        "words": ((Plain(""),),),
    }
    facts = PaperFacts("", "", lang, centre_contact(read), words, logo=centre.logo(read), tables=tables)
    return draw((slip("survey"),), facts, spoken(lang))


def _course(read: Read, course_id: str) -> tuple[str, Text]:
    card = whole_course(read, course_id)
    return card.line.name, course_days(card)


def _event(read: Read, event_id: str) -> tuple[str, Text]:
    card = whole_event(read, event_id)
    return card.line.name, event_days(card)


def _asked(field: Field) -> tuple[Text, ...]:
    """The question and its answers, each with the digit that is typed for it."""
    return field.label, *_answers(field)


def _answers(field: Field) -> Iterator[Text]:
    for digit, option in enumerate(field.options, start=1):
        mark = option.code == str(digit)
        yield option.label if mark else Joined((Plain(f"{digit}."), option.label), " ")
