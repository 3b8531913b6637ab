"""From a signed power of attorney to the register of powers: what the paper says, as that register asks it.

A form gives a power when one of its questions is called `attorney`; the others are known by their names too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from cic_desktop import assistance
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.core.text import fold
from cic_desktop.db.work import Read
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition.reader import load
from cic_desktop.forms.kept.tables import FilledFormRow

__all__ = ["GivenPower", "given_power", "gives_power"]

ATTORNEY, MATTER = "attorney", "matter"


@dataclass(frozen=True)
class GivenPower:
    """Answers to `assistance.powers.POWER`; `known` is the id of the same power in the register, if it is there."""

    answers: Answers
    known: str = ""


def gives_power(form_id: str, edition: str) -> bool:
    """Whether a form is a power of attorney; an edition that is gone or faulty gives none."""
    try:
        return any(question.name == ATTORNEY for question in load(form_id, edition).questions)
    except CicError:
        return False


def given_power(read: Read, filled_id: str) -> GivenPower:
    """What a filled power of attorney says: attorney, scope, office, duty, and from when until when. Raises Missing."""
    read.require(Right.READ_CLIENTS)
    row = read.get(FilledFormRow, filled_id)
    told: Answers = json.loads(row.answers)
    definition = load(row.form_id, row.edition)
    acts = "; ".join(_words(definition, told, "scope", "scope_other"))
    single = any(question.name == MATTER for question in definition.questions)
    answers: Answers = {
        "attorney": told.get(ATTORNEY, ""),
        "kind": "single" if single else "general",
        "scope": told.get(MATTER, "") if single else acts,
        "office": told.get("office", ""),
        "duty": told.get("duty", ""),
        "given_on": row.signed_on.isoformat() if row.signed_on else told.get("date", ""),
        "valid_to": told.get("valid_to", ""),
        "remarks": ". ".join(filter(None, (acts if single else "", *_letters(definition, told)))),
    }
    return GivenPower(answers, _known(read, row.person_id, answers))


def _words(definition: Definition, told: Answers, *names: str) -> Iterator[str]:
    """What was ticked or written, in Polish."""
    for name in names:
        question, answer = definition.question(name), told.get(name, "")
        if question.choices:
            yield from (choice.label.render("pl") for choice in question.chosen(answer))
        elif isinstance(answer, str) and answer:
            yield answer


def _letters(definition: Definition, told: Answers) -> Iterator[str]:
    """Who receives the office's letters: from then on terms run from that service (KPA art. 40 § 2)."""
    question = definition.question("letters")
    yield from (f"{question.official}: {choice.official}" for choice in question.chosen(told.get("letters", "")))


def _known(read: Read, person_id: str, answers: Answers) -> str:
    who, day = fold(str(answers["attorney"])), answers["given_on"]
    same = (one for one in assistance.powers.powers_of(read, person_id) if fold(one.attorney) == who)
    return next((one.id for one in same if one.given_on.isoformat() == day), "")
