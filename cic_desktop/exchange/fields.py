"""What is asked about keys, as data."""

from __future__ import annotations

from cic_desktop.core.fields import Field
from cic_desktop.i18n import _

__all__ = ["RECIPIENT", "SENDER"]

RECIPIENT: tuple[Field, ...] = (
    Field("name", _("Name"), required=True, help=_("For example the office that pays for the project.")),
    Field("key", _("Key"), required=True, help=_("The recipient sends it; it begins with age1.")),
)
SENDER: tuple[Field, ...] = (Field("name", _("Name of the sender"), required=True),)
