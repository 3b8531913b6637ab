"""Referrals told in a talk that is corrected or taken back: the register follows, but for what it knows better.

A referral somebody has led on or noted more of since (qualified, booked, another urgency …) says no more what the talk
said: it is left as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from cic_desktop.assistance.referrals import ENDED, as_told, refer, to_interpret, under_way
from cic_desktop.assistance.tables import Referral, Service
from cic_desktop.core.answers import Values
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Work

__all__ = ["ReferralTalk", "correct_referrals", "take_referrals_back"]


@dataclass(frozen=True)
class ReferralTalk:
    """What a service says of the referrals told in it: whose they are, and the columns of each (`as_told`)."""

    persons: frozenset[str]
    told: Values
    details: Values


def take_referrals_back(work: Work, service_id: str) -> None:
    """That help was taken back: so are its referrals, but for those that somebody has led on since."""
    work.require(Right.RECORD_HELP)
    service = work.get(Service, service_id)
    details = json.loads(service.details)
    told = as_told(service.day, details)
    for row in work.rows(Referral, _LIVING, (service_id,)):
        if _untouched(work, row, told, details):
            work.retire(row)


def correct_referrals(work: Work, service: Service, was: ReferralTalk, now: ReferralTalk) -> None:
    """Person by person: who left was not referred, who came was, of the others it is told as it is now."""
    work.require(Right.RECORD_HELP)
    rows = work.rows(Referral, _LIVING, (service.id,))
    for row in rows:
        if _untouched(work, row, was.told, was.details):
            _correct(work, row, was, now)
    otherwise = any(was.told[name] != now.told[name] for name in ("specialist", "state"))
    new = now.persons - {row.person_id for row in rows} - (frozenset() if otherwise else was.persons)
    refer(work, service.id, service.day, sorted(new), now.details)


def _correct(work: Work, row: Referral, was: ReferralTalk, now: ReferralTalk) -> None:
    elsewhere = now.told["specialist"] != was.told["specialist"]
    if (
        row.person_id not in now.persons
        or now.told["state"] in ENDED
        or (elsewhere and under_way(work, row.person_id, now.told["specialist"]))
    ):
        work.retire(row)
        return
    changed = dict(now.told)
    if was.details.get("interpreter_needed") != now.details.get("interpreter_needed"):
        changed["interpreter_language"] = to_interpret(work, row.person_id, now.details)
    work.amend(row, changed)


def _untouched(work: Work, row: Referral, told: Values, details: Values) -> bool:
    """Whether it says what the talk said, and nothing more."""
    said = {**told, "qualified_on": None, "appointment_id": None, "account_id": None}
    language = to_interpret(work, row.person_id, details)
    return row.interpreter_language in ("", language) and all(getattr(row, name) == said[name] for name in said)


_LIVING = "service_id = ? AND deleted_at IS NULL"
