"""What is asked about the centre."""

from cic_desktop.core.fields import Field
from cic_desktop.i18n import _

__all__ = ["CENTRE", "REPORTING"]

CENTRE: tuple[Field, ...] = (
    Field("name", _("Name of the centre"), required=True),
    Field(
        "code", _("Short code"), required=True, width=4, max_length=12, help=_("Used in bundles, for example CIC-OP.")
    ),
    Field("street", _("Street and number"), width=8),
    Field("postcode", _("Postal code"), "postcode", width=4),
    Field("town", _("Town"), width=8),
    Field("phone", _("Telephone"), "phone", width=4),
    Field("email", _("E-mail"), "email", width=8),
)

REPORTING: tuple[Field, ...] = (
    Field(
        "small_cell",
        _("Smallest count shown in a bundle"),
        "number",
        required=True,
        width=6,
        help=_("Smaller counts are left out, so that nobody can be recognised."),
    ),
    Field(
        "row_level_basis",
        _("Legal basis for rows about persons"),
        max_length=300,
        help=_("Empty: only totals are sent. Rows carry no names, but they are still personal data."),
    ),
)
