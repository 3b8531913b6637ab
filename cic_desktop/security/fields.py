"""What is asked about a colleague's account."""

from cic_desktop.core.fields import Field, Option
from cic_desktop.core.rights import ROLE_NAMES, Role
from cic_desktop.i18n import _

__all__ = ["ACCOUNT"]

ACCOUNT: tuple[Field, ...] = (
    Field("name", _("Name and surname"), "name", required=True, width=6),
    Field("login", _("Log-in name"), required=True, width=6, max_length=40, help=_("Small letters, no spaces.")),
    Field(
        "role",
        _("Role"),
        "choice",
        options=tuple(Option(role.value, ROLE_NAMES[role]) for role in Role),
        required=True,
        width=6,
    ),
)
