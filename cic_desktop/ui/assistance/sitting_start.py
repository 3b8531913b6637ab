"""What the sitting page needs to know before it can be typed into, read in one go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance, clients, db, diary, partners, projects
from cic_desktop.core.fields import Option
from cic_desktop.i18n import Plain, Text
from cic_desktop.ui.assistance.form_help import FormHelp, read_form_help

if TYPE_CHECKING:
    from cic_desktop.assistance.again import Again
    from cic_desktop.assistance.rows import ServiceLine
    from cic_desktop.assistance.talks import Talk
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.drafts import DraftNote
    from cic_desktop.db.work import Read
    from cic_desktop.diary.service import AgendaLine

DRAFT, LAST = "sitting", "last"


@dataclass(frozen=True)
class Wanted:
    """What the page was opened for."""

    person_ids: tuple[str, ...] = ()
    kind: str = ""
    appointment_id: str = ""
    again: str = ""  # a service to repeat, or LAST: the last one of the first person
    sitting_id: str = ""  # a talk to correct
    service_id: str = ""  # which of its services to show first
    filled_ids: tuple[str, ...] = ()  # forms just filled, to be recorded as help

    @property
    def draft(self) -> DraftNote:
        """Which draft this is: the first person's or nobody's; a correction's own."""
        person_id = self.person_ids[0] if self.person_ids and not self.sitting_id else ""
        return db.DraftNote(DRAFT, person_id, self.sitting_id)


@dataclass(frozen=True)
class Attending:
    """Somebody who may be helped in the sitting, the rest of the household, the last help given."""

    line: ClientLine
    household: tuple[tuple[ClientLine, Text], ...]  # (member, what they are to the person)
    last: ServiceLine | None

    @property
    def id(self) -> str:
        return self.line.id


@dataclass(frozen=True)
class Start:
    """Everything the page starts from."""

    persons: tuple[Attending, ...]
    projects: tuple[Option, ...]
    project_id: str
    appointment: AgendaLine | None
    draft: DraftNote | None
    again: ServiceLine | None = None
    partners: tuple[Option, ...] = ()
    talk: Talk | None = None  # as it stands in the register, when it is corrected
    forms: tuple[FormHelp, ...] = ()  # what the forms just filled are recorded as

    @property
    def offered(self) -> dict[str, tuple[Option, ...]]:
        """What the register has to choose from, by the question's name."""
        return {"project_id": self.projects, "partner_ids": self.partners}


def read_start(read: Read, wanted: Wanted, *, afresh: bool = False) -> Start:
    """Read what the page starts from; a draft (left alone with `afresh`) says itself who was there."""
    talk = _talk(read, wanted.sitting_id) if wanted.sitting_id else None
    draft = None if afresh else db.load_draft(read, wanted.draft)
    drafted: dict[str, Any] = (draft.answers if draft else None) or {}
    again = None if draft else _again(read, wanted)
    present = tuple(one.person_id for one in talk.persons) if talk else wanted.person_ids
    ids = drafted.get("persons") or (again.person_ids if again else present)
    appointment_id = drafted.get("appointment_id") or wanted.appointment_id
    return Start(
        persons=tuple(attending(read, person_id) for person_id in ids),
        projects=projects.project_options(read),
        project_id=projects.current_project(read),
        appointment=diary.appointment(read, appointment_id) if appointment_id else None,
        draft=draft,
        again=again.line if again else None,
        partners=_partners(read, talk),
        talk=talk,
        forms=read_form_help(read, wanted.filled_ids),
    )


def _talk(read: Read, sitting_id: str) -> Talk:
    """The talk to correct. Raises Missing, and what `check_correctable` does."""
    found = assistance.talk(read, sitting_id)
    assistance.check_correctable(found)
    return found


def _partners(read: Read, talk: Talk | None) -> tuple[Option, ...]:
    """The directory, and what was chosen then and has left it since."""
    offered = partners.partner_options(read)
    chosen = {code for item in (talk.services if talk else ()) for code in item.answers.get("partner_ids", ())}
    gone = json.dumps(sorted(chosen - {option.code for option in offered}))
    names = read.sql("SELECT id, name FROM partner WHERE id IN (SELECT value FROM json_each(?))", (gone,))
    return (*offered, *(Option(partner_id, Plain(name)) for partner_id, name in names))


def _again(read: Read, wanted: Wanted) -> Again | None:
    """The help to be repeated with all who took part; nothing for somebody who was never helped."""
    if (
        wanted.again == LAST
        and wanted.person_ids
        and assistance.services_of(read, wanted.person_ids[0], 1, by_hand=True)
    ):
        return assistance.same_again(read, person_id=wanted.person_ids[0])
    return assistance.same_again(read, wanted.again) if wanted.again not in ("", LAST) else None


def attending(read: Read, person_id: str) -> Attending:
    """One person with the household; raises Missing."""
    card = clients.card(read, person_id)
    household = tuple((member, card.household_words[member.id]) for member in card.household)
    last = assistance.services_of(read, person_id, 1, by_hand=True)
    return Attending(card.line, household, last[0] if last else None)
