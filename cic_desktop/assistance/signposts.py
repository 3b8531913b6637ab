"""Telling somebody where to turn: partners of the directory, told and recorded in one step; how often each was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cic_desktop import projects
from cic_desktop.assistance.fields import SERVICE, SITTING
from cic_desktop.assistance.kinds import signpost
from cic_desktop.assistance.pointing import NAMED
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.assistance.service import record
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.codes import options
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answers, Condition, Field
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

__all__ = ["OF_PARTNER", "TELL", "partner_counts", "tell", "telling"]

_WITH_CARD = Condition("with_card", ("yes",))  # nobody can sign for somebody without one
_CHANNELS = tuple(option for option in options("place") if option.code in signpost.KIND.places)
_SIGNED = {"signature": _WITH_CARD, "unsigned_reason": Condition("signature", ("none",))}

TELL: tuple[Field, ...] = (
    *(replace(field, required=True) for field in signpost.KIND.fields if field.name == NAMED),
    Field("language", _("Language of the sheet"), "language", required=True, width=6),
    *(field for field in SERVICE if field.name == "topic"),
    *(field for field in signpost.KIND.fields if field.name == "given"),
    Field("place", _("Channel"), "radio", options=_CHANNELS, required=True, width=6),
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
    *(replace(field, when=_SIGNED[field.name]) for field in SITTING if field.name in _SIGNED),
)
"""The page puts the partners into `partner_ids`, and says by `with_card` whether somebody with a record is told."""

# A condition on `s` (service) with the partner's id as its parameter: the list behind a partner's number.
OF_PARTNER = "s.id IN (SELECT service_id FROM service_partner WHERE partner_id = ? AND deleted_at IS NULL)"


def telling(read: Read, answers: Answers, person_id: str = "") -> Values:
    """What would be recorded, before the sheet is printed. Raises Invalid."""
    read.require(Right.RECORD_HELP)
    return read_answers(TELL, {**answers, "with_card": "yes" if person_id else "no"})


def tell(work: Work, answers: Answers, person_id: str = "") -> str:
    """Somebody was told of these partners today: one service, for a client or for somebody without a card.

    Returns the sitting's id; `withdraw` takes it back. Raises Invalid.
    """
    values, project_id = telling(work, answers, person_id), projects.current_project(work)
    if not project_id:
        raise CicError(_("There is no project yet. A manager adds one in the settings."))
    now, minutes = clock.local(work.now), str(values["minutes"])
    signed = {name: values[name] for name in _SIGNED} if person_id else _NOT_SIGNED
    talk = {
        "day": now.date().isoformat(), "starts_at": f"{now:%H:%M}", "minutes": minutes, "place": values["place"],
        "language": values["language"], **signed,
    }  # fmt: skip
    given = {
        NAMED: values[NAMED], "given": values["given"], "topic": values["topic"], "outcome": "redirected",
        "minutes": minutes, "project_id": project_id,
    }  # fmt: skip
    persons, anonymous = ((person_id,), ()) if person_id else ((), ({"language": values["language"]},))
    return record(work, SittingDraft(talk, (ServiceDraft("signpost", given, persons, anonymous),)))


_NOT_SIGNED = {"signature": "none", "unsigned_reason": "enquiry"}


def partner_counts(read: Read, since: date) -> dict[str, int]:
    """How often somebody was told of each partner since a day, by the partner's id."""
    read.require(Right.READ_CLIENTS)
    return dict(
        read.sql(
            "SELECT x.partner_id, count(DISTINCT s.id) FROM service_partner x JOIN service s ON s.id = x.service_id "
            "WHERE x.deleted_at IS NULL AND s.deleted_at IS NULL AND s.day >= ? GROUP BY 1",
            (since.isoformat(),),
        )
    )
