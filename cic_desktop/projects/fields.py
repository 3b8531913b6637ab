"""What is asked about a project."""

from cic_desktop.core.fields import Field
from cic_desktop.i18n import _

__all__ = ["PROJECT"]

PROJECT: tuple[Field, ...] = (
    Field("number", _("Number of the project"), required=True, width=6),
    Field("programme", _("Programme"), width=6, help=_("For example FAMI 2021–2027.")),
    Field("name", _("Name"), required=True, max_length=300),
    Field("funder", _("Funded by"), max_length=200),
    Field("starts_on", _("From"), "date", required=True, width=6),
    Field("ends_on", _("Until"), "date", width=6),
)
