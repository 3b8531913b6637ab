"""Trainings for other bodies, conferences, events, actions; their programme are gatherings of the diary."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint

from cic_desktop.db.base import Privacy, Row, column, link, table_args

__all__ = ["Event", "EventCount", "EventGuest"]


class Event(Row, table=True):
    """Something the centre holds for others than its clients, or for both."""

    __tablename__ = "event"
    __table_args__ = table_args(CheckConstraint("ends_on >= starts_on", name="dates"))

    kind: str  # code list `event_kind`: training, conference, event, action
    name: str
    project_id: str = link("project")
    account_id: str = link("account")  # who runs it
    partner_id: str | None = link("partner", optional=True)  # the body it is held for or with
    organiser: str = column("", privacy=Privacy.CONTACT)  # in words, when the body is not in the directory
    starts_on: date
    ends_on: date
    room_id: str | None = link("room", optional=True)
    place: str = column("", privacy=Privacy.CONTACT)  # with the address, when not in a room of the centre
    capacity: int = 0  # 0: no limit
    state: str = "planned"  # code list `event_state`: planned, held, called_off
    about: str = column("", privacy=Privacy.CONTACT)  # what guests should know, printed on the invitation
    cost_note: str = column("", privacy=Privacy.CONTACT)
    photo_note: str = column("", privacy=Privacy.CONTACT)  # how guests were told of photographs, and what was agreed
    reason: str = column("", privacy=Privacy.CONTACT)  # why it was called off


class EventGuest(Row, table=True):
    """Somebody invited or there: mostly the host society, who are no clients."""

    __tablename__ = "event_guest"
    __table_args__ = table_args()

    event_id: str = link("event")
    name: str = column("", privacy=Privacy.CONTACT)
    organisation: str = column("", privacy=Privacy.CONTACT)
    role: str = column("", privacy=Privacy.CONTACT)
    email: str = column("", privacy=Privacy.CONTACT)
    phone: str = column("", privacy=Privacy.CONTACT)
    guest_group: str = ""  # code list `guest_group`
    partner_id: str | None = link("partner", optional=True)
    person_id: str | None = link("person", optional=True)  # a client after all
    invited_on: date | None = None
    answer: str = ""  # code list `invitation_answer`: yes, no; empty: none yet
    attended: str = ""  # yes, no; empty: not noted
    photo: str = ""  # agreed to be photographed: yes, no; empty: not asked
    note: str = column("", privacy=Privacy.CONTACT)


class EventCount(Row, table=True):
    """Heads counted of a group nobody was named for."""

    __tablename__ = "event_count"
    __table_args__ = table_args(CheckConstraint("people > 0", name="people"))

    event_id: str = link("event")
    guest_group: str  # code list `guest_group`
    people: int
