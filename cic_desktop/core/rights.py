"""Who may do what: one table. Services ask it; screens only hide what it refuses."""

from __future__ import annotations

from enum import StrEnum

from cic_desktop.core.errors import NotAllowed
from cic_desktop.i18n import Text, pgettext


class Role(StrEnum):
    ADVISOR = "advisor"
    SPECIALIST = "specialist"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    READ_CLIENTS = "read_clients"
    EDIT_CLIENTS = "edit_clients"
    RECORD_HELP = "record_help"
    FILL_FORMS = "fill_forms"
    READ_REPORTS = "read_reports"
    EXPORT_BUNDLE = "export_bundle"
    MANAGE_PROJECTS = "manage_projects"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_CENTRE = "manage_centre"
    BACKUP = "backup"
    IMPORT = "import"
    EDIT_LAW = "edit_law"  # deadlines, fees, information sheets: what a ministry may change
    INCIDENTS = "incidents"  # of minors; whoever noted one reads it too
    READ_SECRETS = "read_secrets"  # what a lawyer or psychologist wrote: theirs alone


# Professional secrecy (lawyers, psychologists): only whoever wrote it reads what was said; no role opens it.
SECRET_KINDS = frozenset({"consultation"})

_CASEWORK = {Right.READ_CLIENTS, Right.EDIT_CLIENTS, Right.RECORD_HELP, Right.FILL_FORMS, Right.READ_REPORTS}
_MANAGEMENT = {
    Right.EXPORT_BUNDLE, Right.MANAGE_PROJECTS, Right.BACKUP, Right.IMPORT, Right.EDIT_LAW, Right.INCIDENTS,
}  # fmt: skip

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADVISOR: frozenset(_CASEWORK | {Right.BACKUP}),
    Role.SPECIALIST: frozenset({Right.READ_CLIENTS, Right.RECORD_HELP, Right.READ_SECRETS}),
    Role.MANAGER: frozenset(_CASEWORK | _MANAGEMENT),
    Role.ADMINISTRATOR: frozenset(set(Right) - {Right.READ_SECRETS, Right.INCIDENTS}),
}

ROLE_NAMES: dict[Role, Text] = {
    Role.ADVISOR: pgettext("role", "intercultural advisor"),
    Role.SPECIALIST: pgettext("role", "specialist"),
    Role.MANAGER: pgettext("role", "manager"),
    Role.ADMINISTRATOR: pgettext("role", "system administrator"),
}


def allowed(role: Role, right: Right) -> bool:
    return right in RIGHTS[role]


def require(role: Role, right: Right) -> None:
    """Raise NotAllowed unless the role has the right."""
    if not allowed(role, right):
        raise NotAllowed()
