"""Official forms as they were filled at the desk: from the client's record, the rest as in the form's sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cic_desktop import forms
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Read, Work
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.kept.life import FormState
from cic_desktop.forms.pdf import FilledForm

FORM = "EL-W-1"
_TOLD = ("can_register", "basis", "basis_text", "notification")  # what no record knows


@dataclass(frozen=True)
class Paper:
    """A form ready to be kept."""

    definition: Definition
    answers: Answers
    filled: FilledForm

    def keep(self, work: Work, person_id: str, state: FormState) -> None:
        forms.save_filled(work, person_id, self.definition, self.answers, self.filled, state)


def pesel_application(read: Read, person_id: str, day: date) -> Paper:
    """The application for a PESEL number, filled on a day."""
    definition, sample = forms.load(FORM), forms.sample(FORM)
    answers = {name: sample[name] for name in _TOLD if name in sample}
    answers |= forms.prefilled(read, definition, person_id).answers
    answers |= {"place": "Opole", "date": day.isoformat()}
    return Paper(definition, answers, forms.fill(definition, answers))
