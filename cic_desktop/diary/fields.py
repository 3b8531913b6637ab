"""What is asked about an appointment, as data. Nothing heavy is imported here."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import _

__all__ = ["APPOINTMENT"]

APPOINTMENT: tuple[Field, ...] = (
    Field("day", _("Date"), "date", required=True, width=3),
    Field("starts_at", _("From"), "time", required=True, width=3),
    Field("minutes", _("Minutes"), "minutes", required=True, width=6),
    Field("place", _("Place"), "choice", options=options("place"), required=True, width=6),
    Field("about", _("About"), width=6, max_length=200),
)
