"""The numbers of the month. To add one, write a function here and name it in `INDICATORS`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cic_desktop.assistance.rows import UNSIGNED
from cic_desktop.i18n import _
from cic_desktop.reports.indicators.base import Help, Indicator, counted, tally
from cic_desktop.reports.indicators.cuts import CUTS, Cut, Several

_PARTICIPANT = "SELECT 1 FROM service_person p WHERE p.service_id = s.id AND p.deleted_at IS NULL"
_OF_THE_SERVICE = tuple(cut for cut in CUTS if cut.of_service or cut.code == "language")


@counted(
    "persons",
    _("Persons"),
    _(
        "Everybody helped in the month counts once, however many services they got; citizenship, sex, age "
        "and basis of stay are those of the day of their first help."
    ),
    unit="persons",
    of="persons",
)
def persons(help_given: Help, cut: Cut | None) -> Mapping[str, int]:
    return tally(help_given.persons, help_given.column(cut), cut.several if cut else "each")


@counted(
    "services",
    _("Services"),
    _(
        "Every service counts once, however many persons it was for; divided by citizenship, sex, age or "
        "basis of stay it counts in each group that took part."
    ),
    unit="services",
)
def services(help_given: Help, cut: Cut | None) -> Mapping[str, int]:
    several: Several = "least" if cut and cut.several == "least" else "each"
    return tally(help_given.services, help_given.column(cut), several)


@counted(
    "minutes",
    _("Hours"),
    _("The minutes written down for every service, added up and shown as hours."),
    unit="minutes",
    cuts=_OF_THE_SERVICE,
)
def minutes(help_given: Help, cut: Cut | None) -> Mapping[str, int]:
    added: Counter[str] = Counter()
    places = zip(help_given.column(cut), help_given.services, help_given.minutes, strict=True)
    for category, _service, spent in set(places):
        added[category] += spent
    return added


@counted(
    "countable",
    _("Countable services"),
    _("Services for somebody who had signed the project's declaration by that day and had not left it."),
    unit="services",
    cuts=(),
    only=f"EXISTS ({_PARTICIPANT} AND p.countable)",
)
def countable(help_given: Help, _cut: Cut | None) -> Mapping[str, int]:
    places = zip(help_given.services, help_given.categories["countable"], strict=True)
    return {"": len({service for service, category in places if category == "countable"})}


@counted(
    "enquiries",
    _("Enquiries without a person"),
    _("Services nobody was named for: questions at the information point, by telephone or online."),
    unit="services",
    cuts=(),
    only=f"NOT EXISTS ({_PARTICIPANT} AND p.person_id IS NOT NULL)",
)
def enquiries(help_given: Help, _cut: Cut | None) -> Mapping[str, int]:
    places = zip(help_given.services, help_given.persons, strict=True)
    named = {service for service, person in places if person is not None}
    return {"": len(set(help_given.services) - named)}


@counted(
    "unsigned",
    _("Services still unsigned"),
    _("Services of talks whose signature is still to be collected on the list."),
    unit="services",
    cuts=(),
    only=UNSIGNED,
)
def unsigned(help_given: Help, _cut: Cut | None) -> Mapping[str, int]:
    places = zip(help_given.services, help_given.persons, help_given.signatures, strict=True)
    return {"": len({service for service, person, signature in places if person is not None and signature == "list"})}


new_clients = Indicator(
    "new_clients",
    _("New clients"),
    _("Client records opened in the month."),
    unit="persons",
    of="persons",
    listed=(
        "SELECT id FROM person WHERE deleted_at IS NULL AND registered_on BETWEEN :first AND :last "
        "AND (:account = '' OR created_by = :account)"
    ),
)

forms_printed = Indicator(
    "forms_printed",
    _("Forms printed"),
    _("Official forms filled for clients, by the day they were first printed."),
    unit="forms",
    of="forms",
    listed=(
        "SELECT id FROM filled_form WHERE deleted_at IS NULL "
        "AND printed_at >= :since AND printed_at < :until "
        "AND (:account = '' OR created_by = :account)"
    ),
)

questions = Indicator(
    "questions",
    _("One-minute questions"),
    _("Questions answered in a minute and counted with one key, apart from services; nobody is named for them."),
    unit="questions",
    of="questions",
    listed=(
        "SELECT id FROM tally WHERE deleted_at IS NULL AND day BETWEEN :first AND :last "
        "AND (:account = '' OR account_id = :account)"
    ),
)

INDICATORS: tuple[Indicator, ...] = (
    persons,
    services,
    minutes,
    new_clients,
    countable,
    enquiries,
    forms_printed,
    unsigned,
    questions,
)
