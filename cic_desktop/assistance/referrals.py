"""A need for a specialist on its way: need → qualified → proposed → booked → held, or how else it ended.

Which step may follow which is data (`NEXT`), and so is what each step asks (`STEPS`). While an appointment is
linked, the appointment says how it went: wherever it is marked as held or missed, the referral follows. One called
off there has met no need: the client waits again. Only the referral itself can be called off for good.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from cic_desktop import clients, diary
from cic_desktop.assistance.tables import Referral
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Text, _, pgettext

__all__ = [
    "BOOKED_AS", "ENDED", "NEED", "NEXT", "REFERRED_AS", "STEPS", "WAITING", "ReferralBefore", "ReferralFilter",
    "ReferralLine", "ReferralStep", "amend_need", "as_told", "book_referral", "note_need", "put_referral_back",
    "refer", "referral", "referral_counts", "referral_list", "retire_referral", "specialist_for", "take_step",
    "to_interpret", "under_way",
]  # fmt: skip

WAITING = ("need", "qualified", "proposed", "no_show")  # nothing is agreed yet, or has to be agreed anew
ENDED = ("held", "called_off", "declined")
REFERRED_AS = "referral"  # the kind of help a referral told in a talk is
BOOKED_AS = "consultation"  # the kind of help an appointment with a specialist is for

NEXT: dict[str, tuple[str, ...]] = {
    "need": ("qualified", "declined", "called_off"),
    "qualified": ("proposed", "booked", "declined", "called_off"),
    "proposed": ("booked", "declined", "called_off"),
    "booked": ("held", "no_show", "called_off", "declined"),
    "no_show": ("booked", "proposed", "declined", "called_off"),
    "held": (),
    "called_off": ("proposed", "booked"),
    "declined": ("need",),
}

NEED: tuple[Field, ...] = (
    Field("specialist", _("Specialist"), "choice", options=options("specialist"), required=True, width=6),
    Field("urgency", _("Urgency"), "radio", options=options("urgency"), required=True, width=6),
    Field("interpreter_language", _("Language to interpret"), "language", width=6),
    Field("waiting_since", _("Waiting since"), "date", required=True, width=6),
    Field(
        "reason",
        _("The need, in one sentence"),
        required=True,
        max_length=300,
        help=_("Only why the specialist is needed. What is said to the specialist stays with the specialist."),
    ),
)
_WHY = (Field("ended_reason", _("Why"), required=True, max_length=300),)


@dataclass(frozen=True)
class ReferralStep:
    """One step: how it is called on a button, and what it asks."""

    title: Text
    icon: str
    fields: tuple[Field, ...] = ()


STEPS: dict[str, ReferralStep] = {
    "need": ReferralStep(pgettext("referral step", "Needed again"), "undo"),
    "qualified": ReferralStep(
        pgettext("referral step", "Qualify"),
        "check",
        (
            Field("criteria", _("Criteria met"), "choices", options=options("referral_criterion"), required=True),
            Field("urgency", _("Urgency"), "radio", options=options("urgency"), required=True),
        ),
    ),
    "proposed": ReferralStep(
        pgettext("referral step", "Propose to the client"),
        "message",
        (Field("account_id", _("Which specialist"), "account"),),
    ),
    "booked": ReferralStep(pgettext("referral step", "Book an appointment"), "calendar"),
    "held": ReferralStep(pgettext("referral step", "Took place"), "hand-heart"),
    "no_show": ReferralStep(pgettext("referral step", "Did not come"), "x"),
    "called_off": ReferralStep(pgettext("referral step", "Call off"), "x", _WHY),
    "declined": ReferralStep(pgettext("referral step", "Client declines"), "x", _WHY),
}


@dataclass(frozen=True)
class ReferralLine:
    """A referral in a list."""

    id: str
    revision: int
    person_id: str
    person: str
    case_number: str
    language: str
    specialist: str
    urgency: str
    state: str
    state_on: date
    waiting_since: date
    reason: str
    criteria: tuple[str, ...]
    qualified_by: str
    qualified_on: date | None
    account_id: str
    advisor: str  # the specialist's name
    interpreter_language: str
    appointment_id: str
    appointed_on: date | None  # the appointment's day, or the one told with the referral
    appointed_at: str
    service_id: str  # the help it became
    ended_reason: str  # why it ended, or why its last appointment was called off

    @property
    def next_states(self) -> tuple[str, ...]:
        """What may follow; one that was only told as booked can still be put into the calendar."""
        told = self.state == "booked" and not self.appointment_id
        return (*NEXT[self.state], "booked") if told else NEXT[self.state]

    @property
    def waits_again(self) -> bool:
        """Its appointment was called off, and why is known."""
        return self.state == "proposed" and bool(self.ended_reason)

    def waited(self, today: date) -> int:
        """Days from the need until it was met, ended, or until today."""
        end = self.appointed_on if self.state in ("booked", "held") else self.state_on if self.state in ENDED else None
        return max(((end or today) - self.waiting_since).days, 0)


@dataclass(frozen=True)
class ReferralBefore:
    """A referral before a step, to put it back; `appointment` is one made or changed by the step."""

    id: str
    state: str
    state_on: date
    urgency: str
    criteria: str
    qualified_by: str
    qualified_on: date | None
    account_id: str | None
    appointment_id: str | None
    service_id: str | None
    ended_reason: str
    made: str = ""  # an appointment the step made
    appointment_state: str = ""  # of the linked appointment, when the step changed it


@dataclass(frozen=True)
class ReferralFilter:
    """Which referrals a list shows."""

    states: tuple[str, ...] = ()
    specialist: str = ""
    account_id: str = ""
    person_id: str = ""


def note_need(work: Work, person_id: str, answers: Answers, service_id: str = "") -> str:
    """A client needs a specialist; returns the referral's id. Raises Invalid: waiting since a day to come."""
    work.require(Right.RECORD_HELP)
    row = Referral(
        person_id=person_id, state="need", state_on=clock.today(), service_id=service_id or None, **_need(answers)
    )
    return work.add(row).id


def refer(work: Work, service_id: str, day: date, person_ids: Sequence[str], details: Values) -> None:
    """Help told as a referral stands in the register too: one for each person, unless they have one under way."""
    work.require(Right.RECORD_HELP)
    told = as_told(day, details)
    if told["state"] in ENDED or not told["specialist"]:
        return
    for person_id in person_ids:
        if not under_way(work, person_id, told["specialist"]):
            language = to_interpret(work, person_id, details)
            work.add(Referral(person_id=person_id, service_id=service_id, interpreter_language=language, **told))


def as_told(day: date, details: Values) -> Values:
    """The columns of a referral that are told in a talk of that day."""
    told = {name: details.get(name) or usual for name, usual in _TOLD.items()}
    return {**told, "state_on": day, "waiting_since": day}


_TOLD = {"specialist": "", "reason": "", "urgency": "normal", "state": "proposed"}


def under_way(read: Read, person_id: str, specialist: str) -> bool:
    """Whether somebody waits for that specialist already, or has an appointment."""
    return bool(referral_list(read, ReferralFilter((*WAITING, "booked"), specialist, person_id=person_id), 1))


def to_interpret(read: Read, person_id: str, details: Values) -> str:
    """The language to interpret, when that is needed."""
    read.require(Right.READ_CLIENTS)
    wanted = details.get("interpreter_needed") == "yes"
    return clients.facts_at(read, person_id, clock.today()).language if wanted else ""


def amend_need(work: Work, referral_id: str, revision: int, answers: Answers) -> None:
    """Correct what was noted of the need."""
    work.require(Right.RECORD_HELP)
    work.amend(work.get(Referral, referral_id), _need(answers), revision)


def take_step(work: Work, referral_id: str, state: str, answers: Answers | None = None) -> ReferralBefore:
    """Go on to a state; returns how it was, to undo it. Raises Invalid for what the step asks, CicError for a step
    that may not follow. To book, see `book_referral`.
    """
    work.require(Right.RECORD_HELP)
    row, before = _before_step(work, referral_id, state)
    changes: dict[str, Any] = {"state": state, "state_on": clock.today(), **_asked(work, state, answers or {})}
    if state in ("proposed", "need"):
        changes |= {"appointment_id": None, "ended_reason": ""}
    if before.state == "booked" and row.appointment_id:
        diary.set_state(work, row.appointment_id, "called_off" if state == "declined" else state)
    work.amend(row, changes)
    return before


def book_referral(work: Work, referral_id: str, answers: Answers, account_id: str) -> tuple[str, ReferralBefore]:
    """Agree on an appointment with the specialist; returns its id, and how the referral was. Raises Invalid."""
    work.require(Right.RECORD_HELP)
    row, before = _before_step(work, referral_id, "booked")
    made = diary.agree(work, answers, BOOKED_AS, row.person_id, account_id)
    changes = {"state": "booked", "state_on": clock.today(), "account_id": account_id, "appointment_id": made}
    work.amend(row, {**changes, "ended_reason": ""})
    return made, ReferralBefore(**{**asdict(before), "made": made})


def put_referral_back(work: Work, before: ReferralBefore) -> None:
    """Undo a step with all it brought about."""
    work.require(Right.RECORD_HELP)
    if before.made:
        diary.withdraw(work, before.made)
    if before.appointment_state and before.appointment_id:
        diary.set_state(work, before.appointment_id, before.appointment_state)
    kept = {name: value for name, value in asdict(before).items() if name in _KEPT}
    work.amend(work.get(Referral, before.id), kept)


def retire_referral(work: Work, referral_id: str) -> None:
    """Take back a referral noted by mistake."""
    work.require(Right.RECORD_HELP)
    work.retire(work.get(Referral, referral_id))


# The appointment speaks for the referral it is linked to, as long as it is there.
_STATE = """CASE
  WHEN r.appointment_id IS NULL OR r.state NOT IN ('booked', 'held', 'no_show', 'called_off') THEN r.state
  WHEN d.id IS NULL THEN iif(r.state = 'booked', 'proposed', r.state)
  WHEN d.state = 'called_off' THEN iif(r.state = 'called_off', r.state, 'proposed')
  WHEN d.state = 'planned' THEN 'booked' ELSE d.state END"""
# Picked before names are looked up: somebody's thousandth need costs the first screen nothing. The few records that
# are gone are looked up once, not the person of every line.
_PICKED = """FROM referral r LEFT JOIN appointment d ON d.id = r.appointment_id AND d.deleted_at IS NULL
WHERE r.deleted_at IS NULL AND r.person_id NOT IN (SELECT id FROM person WHERE deleted_at IS NOT NULL)"""
_LINE = f"""SELECT r.id, r.revision, r.person_id, trim(p.surname || ' ' || p.given), p.case_number,
  coalesce((SELECT language FROM person_language l WHERE l.person_id = p.id AND l.deleted_at IS NULL
            ORDER BY l.preferred DESC, l.id LIMIT 1), ''),
  r.specialist, r.urgency, {_STATE}, iif(d.state IN ('held', 'no_show'), d.day, r.state_on),
  r.waiting_since, r.reason, r.criteria,
  coalesce((SELECT name FROM account WHERE account.id = r.qualified_by), ''), r.qualified_on,
  coalesce(r.account_id, ''), coalesce((SELECT name FROM account WHERE account.id = r.account_id), ''),
  r.interpreter_language, coalesce(d.id, ''), coalesce(d.day, json_extract(o.details, '$.agreed_on')),
  coalesce(d.starts_at, json_extract(o.details, '$.agreed_at'), ''),
  coalesce(d.service_id, ''), coalesce(nullif(r.ended_reason, ''), d.reason, '')
FROM referral r JOIN person p ON p.id = r.person_id
LEFT JOIN appointment d ON d.id = r.appointment_id AND d.deleted_at IS NULL
LEFT JOIN service o ON o.id = r.service_id AND o.deleted_at IS NULL
WHERE r.id IN (SELECT r.id {_PICKED}"""
_ORDER = "ORDER BY CASE r.urgency WHEN 'urgent' THEN 0 WHEN 'soon' THEN 1 ELSE 2 END, r.waiting_since, r.id"
_NEWEST = "ORDER BY r.waiting_since DESC, r.id DESC"


def referral_list(read: Read, wanted: ReferralFilter, limit: int = 200, offset: int = 0) -> list[ReferralLine]:
    """Referrals as a filter lets them through: those who wait by urgency and days, others the newest first."""
    read.require(Right.READ_CLIENTS)
    waits = bool(wanted.states) and not set(wanted.states) & set(ENDED)
    order = _ORDER if waits else _NEWEST
    sql = f"{_LINE} {_narrowed(wanted)} {order} LIMIT :limit OFFSET :offset) {order}"
    rows = read.sql(sql, _parameters(wanted) | {"limit": limit, "offset": offset})
    return [_line(row) for row in rows]


def referral(read: Read, referral_id: str) -> ReferralLine | None:
    """One referral as the list shows it."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql(f"{_LINE} AND r.id = ?)", (referral_id,))
    return _line(rows[0]) if rows else None


def referral_counts(read: Read, specialist: str = "", account_id: str = "") -> dict[str, int]:
    """How many referrals stand in each state, of one specialist or of all."""
    read.require(Right.READ_CLIENTS)
    wanted = ReferralFilter(specialist=specialist, account_id=account_id)
    sql = f"SELECT {_STATE} AS now, count(*) {_PICKED} {_narrowed(wanted)} GROUP BY now"
    return dict(read.sql(sql, _parameters(wanted)))


def specialist_for(read: Read, specialist: str) -> str:
    """The colleague whose speciality this is; empty when there is none or several."""
    read.require(Right.READ_CLIENTS)
    rows = read.sql("SELECT id FROM account WHERE speciality = ? AND active AND deleted_at IS NULL", (specialist,))
    return str(rows[0][0]) if len(rows) == 1 else ""


def _narrowed(wanted: ReferralFilter) -> str:
    """Further conditions on `_PICKED`, of what is asked only: each can then be looked up in its index."""
    asked = {
        f"{_STATE} IN (SELECT value FROM json_each(:states))": wanted.states,
        "r.specialist = :specialist": wanted.specialist,
        "r.account_id = :account": wanted.account_id,
        "r.person_id = :person": wanted.person_id,
    }
    return " ".join(f"AND {condition}" for condition, value in asked.items() if value)


def _parameters(wanted: ReferralFilter) -> dict[str, Any]:
    return {
        "states": json.dumps(wanted.states), "specialist": wanted.specialist, "account": wanted.account_id,
        "person": wanted.person_id,
    }  # fmt: skip


def _before_step(work: Work, referral_id: str, state: str) -> tuple[Referral, ReferralBefore]:
    """The row and how it stands now, checked for whether the step may follow."""
    line = referral(work, referral_id)
    row = work.get(Referral, referral_id)
    now = line.state if line else row.state
    if state not in (line.next_states if line else NEXT[now]):
        raise CicError(_("The referral has moved on in the meantime. Look at the list again."))
    kept = {name: getattr(row, name) for name in _KEPT}
    held = now if now == "booked" and row.appointment_id and state != "booked" else ""
    return row, ReferralBefore(id=row.id, **{**kept, "state": now}, appointment_state="planned" if held else "")


_KEPT = (
    "state", "state_on", "urgency", "criteria", "qualified_by", "qualified_on", "account_id", "appointment_id",
    "service_id", "ended_reason",
)  # fmt: skip


def _asked(work: Work, state: str, answers: Answers) -> dict[str, Any]:
    values = read_answers(STEPS[state].fields, answers)
    if state == "qualified":
        values |= {"qualified_by": work.actor.id, "qualified_on": clock.today()}
    if "account_id" in values:
        values["account_id"] = values["account_id"] or None
    return values


def _need(answers: Answers) -> dict[str, Any]:
    values = read_answers(NEED, answers)
    if values["waiting_since"] > clock.today():
        raise Invalid(Problem("waiting_since", _("This day is still to come. Give the day the need was noticed.")))
    return values


def _line(row: Sequence[Any]) -> ReferralLine:
    found = dict(zip(ReferralLine.__dataclass_fields__, row, strict=True))
    for name in ("state_on", "waiting_since", "qualified_on", "appointed_on"):
        found[name] = date.fromisoformat(found[name]) if found[name] else None
    found["criteria"] = tuple(found["criteria"].split())
    if found["state"] in WAITING and found["state"] != "no_show":
        found |= {"appointment_id": "", "appointed_on": None, "appointed_at": ""}  # nothing holds now
    return ReferralLine(**found)
