"""Help that was written down is looked at whole, corrected, taken back, signed for otherwise; each can be undone.

The rows stay what they are: their ids, the status of each person on the day, the lines of printed lists. A lesson
is corrected where its attendance is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from cic_desktop import diary, projects
from cic_desktop.assistance import tables
from cic_desktop.assistance.followed import correct_step, correct_visit, reminded_anew
from cic_desktop.assistance.kinds import kind
from cic_desktop.assistance.pointing import NAMED, name_partners
from cic_desktop.assistance.referrals import REFERRED_AS, as_told
from cic_desktop.assistance.referring import ReferralTalk, correct_referrals
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import (
    add_service,
    as_json,
    check_births,
    check_talk,
    open_again,
    promote,
    snapshot,
    with_living,
    withdraw,
)
from cic_desktop.assistance.signing import settle
from cic_desktop.assistance.talks import Talk, TalkService, talk
from cic_desktop.assistance.undoing import TalkBefore, as_changed, before_change
from cic_desktop.core.answers import MISSING, Values
from cic_desktop.core.errors import CicError, Invalid, Problem, Stale
from cic_desktop.core.fields import applicable
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import Plain, _

__all__ = [
    "SignedAlready", "amend_talk", "check_correctable", "correct_signature", "give_name", "take_talk_back",
]  # fmt: skip

Paper = Literal["", "holds", "again"]


class SignedAlready(CicError):
    """The participant signed for something else than the talk now says: does the paper say it, or not?"""

    def __init__(self) -> None:
        super().__init__(_("This help was signed for as it stood before. Does the signed paper say it as corrected?"))


def check_correctable(talk: Talk) -> None:
    """Raise CicError for a lesson, and for what a colleague wrote in confidence."""
    if talk.hidden:
        raise CicError(_("Part of this talk is kept for {name} alone, who can correct it.", name=Plain(talk.advisor)))
    if talk.lesson:
        raise CicError(_("A lesson is corrected in the attendance of its course."))


def amend_talk(work: Work, sitting_id: str, revision: int, draft: SittingDraft, paper: Paper = "") -> TalkBefore:
    """Write a talk down as it really was; returns what undoes it.

    Services keep their rows (`ServiceDraft.id`), one without an id is new, one left out is taken back. The status of
    a person is that of the day of the talk: it is taken down again only for another day or another person.

    What somebody signed has to say what the register says (facts §1.1): once anybody has signed, another day, time or
    duration, another kind of help or other people need `paper`, "holds" when the signed paper says it already as
    corrected (the slip was made while typing; that this was said is kept in the audit), "again" when it has to be
    signed anew: the old signature no longer counts, and the next list has the talk under a new code. What does not
    stand on the paper (topic, outcome, notes, next step) is corrected freely. A code printed and not ticked yet stays.

    Raises Stale, SignedAlready, Invalid as `record` does, and as `check_correctable` does.
    """
    work.require(Right.RECORD_HELP)
    was = _mine_to_correct(work, sitting_id, revision)
    before = before_change(work, sitting_id)
    draft = with_living(work, draft)
    values, read = check_talk(draft, {item.id: _unasked(item) for item in was.services})
    check_births(work, draft.person_ids, values["day"])
    sitting = work.get(tables.Sitting, sitting_id)
    anew = sitting.day != values["day"]
    if (sitting.starts_at, sitting.minutes) != (values["starts_at"], values["minutes"]):
        values["ends_at"] = ""  # the clock was wrong
    work.amend(sitting, values)
    _write_services(work, sitting, draft, read, anew=anew)
    _write_signature(work, was, talk(work, sitting_id), paper)
    return as_changed(work, before)


def take_talk_back(work: Work, sitting_id: str) -> TalkBefore:
    """A talk recorded by mistake leaves every list and count; returns what undoes it.

    What became help by it is open again (`withdraw`). The code on a printed list is then unknown. Raises as
    `check_correctable` does.
    """
    work.require(Right.RECORD_HELP)
    _mine_to_correct(work, sitting_id)
    before = before_change(work, sitting_id)
    withdraw(work, sitting_id)
    return as_changed(work, before)


def correct_signature(work: Work, sitting_id: str, revision: int, signature: str, reason: str = "") -> TalkBefore:
    """Signed (now), to be signed (list) or not to be signed (none, with the reason); returns what undoes it.

    Ticks of a list fall with the signature: whoever did not sign did not sign there either. Raises Invalid, Stale, and
    as `check_correctable` does.
    """
    work.require(Right.RECORD_HELP)
    _mine_to_correct(work, sitting_id, revision)
    if signature == "none" and not reason.strip():
        raise Invalid(Problem("unsigned_reason", MISSING))
    before = before_change(work, sitting_id)
    sitting = work.get(tables.Sitting, sitting_id)
    reason = reason.strip() if signature == "none" else ""
    work.amend(sitting, {"signature": signature, "unsigned_reason": reason})
    if signature != "now":
        _unsign(work, sitting)
    return as_changed(work, before)


def give_name(work: Work, service_id: str, person_id: str) -> TalkBefore:
    """Help given anonymously, and the rest of its talk, turns out to be this person's; returns what undoes it.

    Raises Invalid as `promote` does, and as `check_correctable` does.
    """
    work.require(Right.RECORD_HELP)
    sitting_id = work.get(tables.Service, service_id).sitting_id
    was = _mine_to_correct(work, sitting_id)
    before = before_change(work, sitting_id)
    for row in work.rows(tables.Service, "sitting_id = ? AND deleted_at IS NULL", (sitting_id,)):
        promote(work, row.id, person_id)
    _wait_for_the_first(work, was, talk(work, sitting_id))
    return as_changed(work, before)


def _unasked(item: TalkService) -> set[str]:
    """Required questions of a kind left open when it was written down: imported, or asked since."""
    asked = applicable(kind(item.kind).fields, item.answers)
    return {field.name for field in asked if field.required and not item.answers.get(field.name)}


def _mine_to_correct(read: Read, sitting_id: str, revision: int | None = None) -> Talk:
    found = talk(read, sitting_id)
    check_correctable(found)
    if revision not in (None, found.revision):
        raise Stale()
    return found


# --- writing ----------------------------------------------------------------------------------------


def _write_services(
    work: Work, sitting: tables.Sitting, draft: SittingDraft, read: Sequence[tuple[Values, Values]], *, anew: bool
) -> None:
    there = {row.id: row for row in work.rows(tables.Service, "sitting_id = ? AND deleted_at IS NULL", (sitting.id,))}
    kept = []
    for number, (item, (common, details)) in enumerate(zip(draft.services, read, strict=True)):
        if (row := there.pop(item.id, None)) is None:
            details = name_partners(work, details, f"{number}.")
            kept.append(add_service(work, sitting, item, (common, details)))
        else:
            _write_service(work, sitting, row, item, common, details, f"{number}.", anew=anew)
            kept.append(row.id)
    for row in there.values():
        _take_service_back(work, row, kept[0])


def _write_service(
    work: Work, sitting: tables.Sitting, row: tables.Service, item: ServiceDraft, common: Values, details: Values,
    place: str, *, anew: bool,
) -> None:  # fmt: skip
    chosen = kind(item.kind)
    stored = chosen.read(json.loads(row.details), row.details_version)
    told = _referred(work, row, stored)
    details = _with_partners(work, row, stored, details, place)
    common = correct_step(work, row, reminded_anew(chosen, common, stored, details), item.persons)
    asked = {field.name for field in chosen.fields}
    others = {name: value for name, value in stored.items() if name not in asked}
    moved = row.project_id != common["project_id"]
    work.amend(
        row,
        {
            **common, "day": sitting.day, "kind": chosen.code, "details_version": chosen.version,
            "details": as_json({**others, **details}),
        },
    )  # fmt: skip
    _write_persons(work, row, item.persons, anew=anew, moved=moved)
    _write_nameless(work, sitting, row, item.anonymous)
    correct_visit(work, row, stored, item.persons)
    if chosen.code == REFERRED_AS:
        correct_referrals(work, row, told, _referred(work, row, details))


def _with_partners(work: Work, row: tables.Service, stored: Values, details: Values, place: str) -> Values:
    """The details with the partners' names, which stay as they were unless others were chosen."""
    if details.get(NAMED, "") == stored.get(NAMED, ""):  # a partner may have left the directory since
        known = ("partner", "partner_kind") if details.get(NAMED) else ()
        return {**details, **{name: stored[name] for name in known if name in stored}}
    details = name_partners(work, details, place)
    _link_partners(work, row, details.get(NAMED, "").split())
    return details


def _referred(read: Read, row: tables.Service, details: Values) -> ReferralTalk:
    living = "service_id = ? AND person_id IS NOT NULL AND deleted_at IS NULL"
    persons = frozenset(str(one.person_id) for one in read.rows(tables.ServicePerson, living, (row.id,)))
    return ReferralTalk(persons, as_told(row.day, details), details)


def _link_partners(work: Work, row: tables.Service, wanted: Sequence[str]) -> None:
    links = work.rows(tables.ServicePartner, "service_id = ? AND deleted_at IS NULL", (row.id,))
    for gone in links:
        if gone.partner_id not in wanted:
            work.retire(gone)
    for partner_id in wanted:
        if partner_id not in {link.partner_id for link in links}:
            work.add(tables.ServicePartner(service_id=row.id, partner_id=partner_id))


def _write_persons(work: Work, service: tables.Service, wanted: Sequence[str], *, anew: bool, moved: bool) -> None:
    living = "service_id = ? AND person_id IS NOT NULL AND deleted_at IS NULL"
    there = {row.person_id: row for row in work.rows(tables.ServicePerson, living, (service.id,))}
    for person_id, row in there.items():
        if person_id not in wanted:
            work.retire(row)
        elif anew:
            work.amend(row, snapshot(work, str(person_id), service.project_id, service.day))
        elif moved:
            counts = projects.countable(work, service.project_id, str(person_id), service.day)
            work.amend(row, {"countable": counts})
    for person_id in wanted:
        if person_id not in there:  # a new row even for somebody who came back: the revision only grows
            facts = snapshot(work, person_id, service.project_id, service.day)
            work.add(tables.ServicePerson(service_id=service.id, person_id=person_id, **facts))


def _write_nameless(
    work: Work, sitting: tables.Sitting, service: tables.Service, wanted: Sequence[dict[str, str]]
) -> None:
    living = "service_id = ? AND person_id IS NULL AND deleted_at IS NULL ORDER BY id"
    rows = work.rows(tables.ServicePerson, living, (service.id,))
    for row in rows[len(wanted) :]:
        work.retire(row)
    for number, someone in enumerate(wanted):
        said: Values = {name: someone.get(name) or "" for name in ("citizenship", "sex", "language")}
        said["language"] = said["language"] or sitting.language
        if number < len(rows):
            work.amend(rows[number], said)
        else:
            work.add(tables.ServicePerson(service_id=service.id, person_id=None, **said))


def _take_service_back(work: Work, service: tables.Service, other_id: str) -> None:
    """The talk was without this; an appointment that became it became the rest of the talk."""
    agreed = work.sql("SELECT id FROM appointment WHERE service_id = ? AND deleted_at IS NULL", (service.id,))
    open_again(work, service.id)
    for (appointment_id,) in agreed:
        diary.set_state(work, appointment_id, "held", other_id)
    for table in (tables.ServicePerson, tables.ServicePartner):
        for row in work.rows(table, "service_id = ? AND deleted_at IS NULL", (service.id,)):
            work.retire(row)
    for row in work.rows(
        tables.FollowUp, "about_table = 'service' AND about_id = ? AND deleted_at IS NULL", (service.id,)
    ):
        work.retire(row)
    work.retire(service)


def _write_signature(work: Work, was: Talk, now: Talk, paper: Paper) -> None:
    """What the signatures are worth after the correction."""
    sitting = work.get(tables.Sitting, was.id)
    changed = was.signed and _on_paper(was) != _on_paper(now)
    if sitting.signature == "none" or (was.answers["signature"] == "now" and sitting.signature == "list"):
        _unsign(work, sitting, gone=changed)
    elif changed:
        _ask_the_paper(work, sitting, paper)
    _wait_for_the_first(work, was, now)
    there = {one.person_id for one in now.persons}
    for line in work.rows(tables.SignatureLine, _LINES, (was.id,)):
        if line.person_id not in there:
            work.retire(line)
    settle(work, was.id)


def _ask_the_paper(work: Work, sitting: tables.Sitting, paper: Paper) -> None:
    if not paper:
        raise SignedAlready()
    if paper == "again":
        _unsign(work, sitting, gone=True)
        work.amend(sitting, {"signature": "list", "signed_on": None})
    else:
        work.note("correct what was signed", "sitting", sitting.id, paper)


def _wait_for_the_first(work: Work, was: Talk, now: Talk) -> None:
    """Whoever gets a name in a talk that nobody could sign for has not signed yet."""
    by_hand = was.answers["signature"] == now.answers["signature"] == "now"
    if by_hand and now.persons and not was.signed:
        work.amend(work.get(tables.Sitting, was.id), {"signature": "list"})


def _on_paper(talk: Talk) -> tuple[object, ...]:
    """What a list or a card has of a talk, and so what was signed."""
    when = tuple(talk.answers[name] for name in ("day", "starts_at", "minutes"))
    return (*when, sorted(item.kind for item in talk.services), sorted(one.person_id for one in talk.persons))


_LINES = "sitting_id = ? AND deleted_at IS NULL"


def _unsign(work: Work, sitting: tables.Sitting, *, gone: bool = False) -> None:
    """Nobody has signed after all; `gone`: what was printed says something else, and is not to be ticked either."""
    for line in work.rows(tables.SignatureLine, _LINES, (sitting.id,)):
        if gone:
            work.retire(line)
        else:
            work.amend(line, {"signed_on": None})
    work.amend(sitting, {"signed_on": None})
