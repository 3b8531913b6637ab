"""The partners of the directory that a service names: their names kept with it as they were, and a row for each."""

from __future__ import annotations

from cic_desktop import partners
from cic_desktop.assistance.tables import ServicePartner
from cic_desktop.core.answers import Values
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.db.work import Read, Work
from cic_desktop.i18n import _

NAMED = "partner_ids"  # the details' question that names them
_GONE = _("This partner is no longer in the directory. Choose another.")


def name_partners(read: Read, details: Values, place: str = "") -> Values:
    """Details with the names of the partners chosen; of several kinds none is told. Raises Invalid at `place`."""
    chosen = details.get(NAMED, "").split()
    if not chosen:
        return details
    found = partners.partners(read, chosen)
    if len(found) < len(chosen):
        raise Invalid(Problem(place + NAMED, _GONE))
    kinds = {line.kind for line in found}
    names = "; ".join(line.name for line in found)
    return {**details, "partner": names, "partner_kind": kinds.pop() if len(kinds) == 1 else ""}


def link_partners(work: Work, service_id: str, details: Values) -> None:
    """A row for each partner a service names: what the directory and its lists count."""
    for partner_id in details.get(NAMED, "").split():
        work.add(ServicePartner(service_id=service_id, partner_id=partner_id))
