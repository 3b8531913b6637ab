"""How a person's history words help and what stands beside it.

Only what every colleague may know: that help was given and when, never what was said or written of it. What was
promised of a service may be a specialist's, and stays with the service.
"""

from __future__ import annotations

from cic_desktop.assistance.kinds import KINDS
from cic_desktop.clients.history import HistoryPart
from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field, Option
from cic_desktop.i18n import Text, _, pgettext

__all__ = ["HISTORY"]

_DAY, _TIME = Field("day", _("Day"), "date"), Field("starts_at", _("Time"))
_KIND = Field("kind", _("Kind of help"), "choice", options=tuple(Option(one.code, one.title) for one in KINDS))
_MEETINGS = (
    Option("planned", pgettext("appointment", "planned")),
    Option("held", pgettext("appointment", "took place")),
    Option("no_show", pgettext("appointment", "did not come")),
    Option("called_off", pgettext("appointment", "called off")),
)
_VISITS = (
    Option("prepared", pgettext("visit", "prepared")),
    Option("under_way", pgettext("visit", "under way")),
    Option("done", pgettext("visit", "told")),
    Option("called_off", pgettext("visit", "called off")),
    Option("no_show", pgettext("visit", "nobody came")),
)


def _date(name: str, label: Text) -> Field:
    return Field(name, label, "date")


def _state(*states: Option) -> Field:
    return Field("state", _("State"), "choice", options=states)


def _part(title: Text, *fields: Field, rows: str = "") -> HistoryPart:
    return HistoryPart(title, {item.name: item for item in fields}, rows)


# Help that turned out to be somebody else's is told of them; what was taken back with its people stays told.
_HELPED_WITH = """SELECT q.service_id FROM service_person q JOIN service s ON s.id = q.service_id
WHERE q.person_id = :person AND (q.deleted_at IS NULL OR q.deleted_at = s.deleted_at)"""
HISTORY: dict[str, HistoryPart] = {
    "appointment": _part(_("Appointment"), _DAY, _TIME, _KIND, _state(*_MEETINGS)),
    "service": _part(
        _("Help"), _DAY, _KIND, Field("topic", _("Topic"), "choice", options=options("topic")),
        Field("minutes", _("Minutes")), rows=_HELPED_WITH,
    ),
    "visit": _part(pgettext("kind of help", "Accompanied visit"), _DAY, _TIME, _state(*_VISITS)),
    "referral": _part(
        _("Referral"), Field("specialist", _("Specialist"), "choice", options=options("specialist")),
        Field("urgency", _("Urgency"), "choice", options=options("urgency")), _state(*options("referral_state")),
    ),
    "housing_search": _part(
        pgettext("kind of help", "Housing search"), _date("opened_on", _("Opened")),
        Field("outcome", _("How it ended"), "choice", options=options("housing_outcome")),
        _date("closed_on", _("Ended on")),
    ),
    "translation_order": _part(
        _("Translation order"), Field("document", _("Document")), _date("due_on", _("Due on")),
        _date("returned_on", _("Came back")), _date("received_on", _("Received")),
    ),
    "power_of_attorney": _part(
        _("Power of attorney"), Field("attorney", _("Attorney")), _date("given_on", _("Given on")),
        _date("valid_to", _("Valid until")), _date("withdrawn_on", _("Withdrawn on")),
    ),
    "follow_up": _part(
        _("What was promised"), Field("title", _("What was promised")), _date("due_on", _("By")),
        _date("done_on", _("Done")),
        rows="SELECT id FROM follow_up WHERE person_id = :person AND about_table <> 'service'",
    ),
}  # fmt: skip
"""How a person's history words these tables."""
