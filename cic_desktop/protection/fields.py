"""What is asked about a minor's adults, the centre's standards, incidents and checks of staff.

Source: act of 13 May 2016 on protecting minors, art. 21 (register of offenders), 22b-c (standards); facts §9.
"""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import _, pgettext

__all__ = ["ACKNOWLEDGED", "CHECK", "GUARDIAN", "INCIDENT"]

GUARDIAN: tuple[Field, ...] = (
    Field(
        "adult_id",
        _("Somebody of the household"),
        "choice",
        help=_("Leave empty for somebody who is not a client."),
    ),
    Field("name", _("Name and surname"), width=7, max_length=120, when=Condition("adult_id", ("",))),
    Field("phone", _("Telephone"), "phone", width=5, when=Condition("adult_id", ("",))),
    Field("relation", _("Relation"), "choice", options=options("guardian_relation"), required=True, width=12),
    Field("legal", _("Legal representative"), "yes_no", width=6),
    Field("may_collect", _("May collect the child"), "yes_no", width=6),
    Field(
        "document",
        _("Shown by"),
        max_length=120,
        help=_("A birth certificate, a court's decision, the parents' written consent."),
    ),
    Field("valid_from", _("Valid from"), "date", width=6),
    Field("valid_to", _("Valid until"), "date", width=6),
)
"""The page puts the adults of the household into `adult_id`."""

ACKNOWLEDGED: tuple[Field, ...] = (
    Field("given_on", _("Acknowledged on"), "date", required=True, width=6),
    Field("version", _("Version of the standards"), required=True, width=6, max_length=40),
)

INCIDENT: tuple[Field, ...] = (
    Field("day", _("Day"), "date", required=True, width=4),
    Field("starts_at", _("Time"), "time", width=4),
    Field("place", _("Place"), width=4, max_length=120),
    Field("description", _("What happened"), "long_text", required=True, max_length=6000),
    Field("measures", _("What was done"), "long_text", max_length=6000),
    Field("reported_to", _("Reported to"), width=6, max_length=200, help=_("Police, court, social welfare, parent.")),
    Field("reported_on", _("Reported on"), "date", width=3),
    Field("closed_on", _("Closed on"), "date", width=3),
)

CHECK: tuple[Field, ...] = (
    Field(
        "kind",
        _("What was checked"),
        "radio",
        options=(
            Option("register", _("Register of sexual offenders looked up")),
            Option("standards", _("Protection standards acknowledged")),
        ),
        required=True,
    ),
    Field("checked_on", pgettext("staff check", "On"), "date", required=True, width=6),
    Field("renew_on", _("To be renewed on"), "date", width=6),
)
