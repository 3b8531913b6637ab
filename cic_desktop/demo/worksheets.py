"""Somebody whose permit ends soon has their answers ready for the MOS portal."""

from __future__ import annotations

from cic_desktop import forms
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Read
from cic_desktop.demo.scene import Scene
from cic_desktop.forms.definition.model import Definition

__all__ = ["invented", "tell"]

FORM = "MOS-CZASOWY"
# What the record alone says.
_OWN = ("client.", "applicant.", "home.", "address.", "stay.", "card.", "guardian.", "spouse.")
_NOBODY: Answers = {"family_any": "none", "previous_home": "same"}  # the sample's family is another's
_WHY = "Pracuję w Opolu jako cukiernik i chcę dalej pracować u tego samego pracodawcy. (rejestr pokazowy)"


def tell(scene: Scene) -> None:
    """One worksheet, filled in yesterday for an adult with the permit that ends first."""
    grown = {someone.id for someone in scene.adults}
    with scene.look() as read:
        ending = [row[0] for row in read.sql(_ENDING, (scene.until.isoformat(),)) if row[0] in grown]
        if not ending:
            return
        definition = forms.load(FORM)
        answers = _answers(read, definition, ending[0])
    filled = forms.fill(definition, answers)
    with scene.act(scene.day(1), scene.advisors[0], "fill in a form") as work:
        forms.save_filled(work, ending[0], definition, answers, filled)


_ENDING = """
SELECT s.person_id FROM stay s WHERE s.title = 'temporary' AND s.valid_to > ? AND s.deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM proceeding p WHERE p.person_id = s.person_id AND p.deleted_at IS NULL)
ORDER BY s.valid_to, s.person_id
"""


def _answers(read: Read, definition: Definition, person_id: str) -> Answers:
    """What the record says, and for the rest what the sample has, as far as it is not about another's life."""
    told = invented(definition) | _NOBODY | {"justification": _WHY}
    return told | forms.prefilled(read, definition, person_id).answers


def invented(definition: Definition) -> Answers:
    """The sample's answers to what no record knows."""
    known, sample = {question.name: question for question in definition.questions}, forms.sample(definition.info.id)
    return {name: answer for name, answer in sample.items() if not known[name].source.startswith(_OWN)}
