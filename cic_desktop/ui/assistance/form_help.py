"""Help with forms that were just filled: what is known of it before anybody types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cic_desktop import forms
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.language import language

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.ui.assistance.sitting_page import SittingPage

__all__ = ["FormHelp", "read_form_help", "show_forms"]

_KIND = "document_help"
_ANY = "other"  # the document, where the form does not say which it is recorded as


@dataclass(frozen=True)
class FormHelp:
    """One service: the document it is recorded as, and the forms filled in for it."""

    document: str
    forms: tuple[Text, ...]

    def answers(self) -> Answers:
        """In the user's language. How long it took stands on no form: that is the user's to say."""
        named = Joined(self.forms, "; ")
        return {
            "document": self.document,
            "minutes": "",
            "description": language.text(_("Filled in: {forms}", forms=named)),
        }


def read_form_help(read: Read, filled_ids: Sequence[str]) -> tuple[FormHelp, ...]:
    """What these kept forms were, those of one document together. Raises Missing, CicError."""
    by_document: dict[str, list[Text]] = {}
    for filled_id in filled_ids:
        line = forms.filled_form(read, filled_id)
        info = forms.load(line.form_id, line.edition).info
        by_document.setdefault(info.recorded_as or _ANY, []).append(Joined((Plain(info.symbol), info.title)))
    return tuple(FormHelp(document, tuple(named)) for document, named in by_document.items())


def show_forms(page: SittingPage, filled: Iterable[FormHelp]) -> None:
    """Put each document on the page as a service of its own; once, however often one comes back there."""
    there = {card.answers().get("description") for card in page.cards}
    for answers in (one.answers() for one in filled):
        if answers["description"] not in there:
            page.add_kind(_KIND, typed=False, known=answers)
