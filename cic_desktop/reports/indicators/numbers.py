"""The numbers of the month. To add one, write a function here and name it in `INDICATORS`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cic_desktop.assistance.rows import UNSIGNED
from cic_desktop.i18n import _
from cic_desktop.reports.indicators.base import TEACHING_HOUR, Help, Indicator, counted, tally
from cic_desktop.reports.indicators.cuts import CUTS, EVENT_KIND, Cut, Several, age_band
from cic_desktop.reports.indicators.cuts import cut as cut_named
from cic_desktop.surveys.fields import HELPFUL

# How many people an event `e` had: named guests who came, and heads counted.
HEADS = (
    "(SELECT count(*) FROM event_guest g WHERE g.event_id = e.id AND g.deleted_at IS NULL AND g.attended = 'yes') + "
    "(SELECT coalesce(sum(n.people), 0) FROM event_count n WHERE n.event_id = e.id AND n.deleted_at IS NULL)"
)

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
    for category, _service, spent in {place for place in places}:  # noqa: C416  a loop, see `tally`
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

# Codes of the specific objective 2 of AMIF 2021-27 (Regulation (EU) 2021/1147, annex VIII; from memory, facts §2.1:
# to be confirmed with COPE) stand in the rules, so that whoever reports finds them.
LANGUAGE_COURSES = ("polish", "technical", "children")  # codes of `course_kind`
_AS_REPORTED = (cut_named("sex_age"),)  # the programme asks for both at once


def _at_lessons(help_given: Help, cut: Cut | None, kinds: tuple[str, ...]) -> Mapping[str, int]:
    """Everybody who was at a lesson of a course of these kinds, once."""
    at = [place for place, kind in enumerate(help_given.courses) if kind in kinds]
    column = help_given.column(cut)
    named = [help_given.persons[place] for place in at]
    return tally(named, [column[place] for place in at], cut.several if cut else "each")


def _lessons_of(kinds: tuple[str, ...]) -> str:
    """A condition on `s`."""
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return f"s.kind = 'course' AND json_extract(s.details, '$.course_kind') IN ({named})"


@counted(
    "language_course",
    _("Language course"),
    _("O.2.3.1: everybody who was at a lesson of a Polish course in the month counts once."),
    unit="persons",
    of="persons",
    cuts=_AS_REPORTED,
    only=_lessons_of(LANGUAGE_COURSES),
)
def language_course(help_given: Help, cut: Cut | None) -> Mapping[str, int]:
    return _at_lessons(help_given, cut, LANGUAGE_COURSES)


@counted(
    "adaptation_course",
    _("Adaptation course"),
    _("O.2.3.2: everybody who was at a lesson of an adaptation course in the month counts once."),
    unit="persons",
    of="persons",
    cuts=_AS_REPORTED,
    only=_lessons_of(("adaptation",)),
)
def adaptation_course(help_given: Help, cut: Cut | None) -> Mapping[str, int]:
    return _at_lessons(help_given, cut, ("adaptation",))


@counted(
    "teaching",
    _("Teaching hours"),
    _(
        "The minutes of the lessons of the month that somebody came to, in teaching hours of {n} minutes.",
        n=TEACHING_HOUR,
    ),
    unit="teaching",
    cuts=(),
    only="s.kind = 'course'",
)
def teaching(help_given: Help, _cut: Cut | None) -> Mapping[str, int]:
    places = zip(help_given.courses, help_given.services, help_given.minutes, strict=True)
    return {"": sum(minutes for _service, minutes in {place[1:] for place in places if place[0]})}


# By the earliest possible birth date, as everywhere; its parts missing are January and the first.
_BORN = "substr(q.birth_date || '-01-01', 1, 10)"
_AGE = f"(substr(e.exit_on, 1, 4) - substr({_BORN}, 1, 4) - (substr(e.exit_on, 6, 5) < substr({_BORN}, 6)))"
level_gained = Indicator(
    "level_gained",
    _("A level gained"),
    _(
        "R.2.8: participants of language courses whose test on leaving was at least one level above the first one; "
        "their age is that of the day of the test."
    ),
    unit="persons",
    of="persons",
    cuts=_AS_REPORTED,
    listed=(
        # Of two tests the first one counts: SQLite gives the other columns of the row that holds the minimum.
        f"SELECT e.person_id AS id, q.sex || ' ' || {age_band(_AGE)} AS category, min(e.exit_on || e.id) "
        "FROM enrolment e JOIN course c ON c.id = e.course_id JOIN person q ON q.id = e.person_id "
        "WHERE e.deleted_at IS NULL AND c.deleted_at IS NULL AND e.exit_on BETWEEN :first AND :last "
        "AND e.entry_level <> '' AND e.exit_level > e.entry_level "  # A0 < A1 < … < C2 in the alphabet too
        f"AND c.kind IN ({', '.join(repr(kind) for kind in LANGUAGE_COURSES)}) "
        "AND (:account = '' OR c.account_id = :account) GROUP BY 1"
    ),
)

_SHEETS = (
    "SELECT a.id AS id, a.sex || ' ' || coalesce(nullif(a.age_band, ''), 'unknown') AS category "
    "FROM survey_answer a LEFT JOIN course c ON c.id = a.course_id LEFT JOIN event e ON e.id = a.event_id "
    "WHERE a.deleted_at IS NULL AND c.deleted_at IS NULL AND e.deleted_at IS NULL "
    "AND a.day BETWEEN :first AND :last AND (:account = '' OR coalesce(c.account_id, e.account_id) = :account)"
)
found_helpful = Indicator(
    "found_helpful",
    _("Found it helpful"),
    _("R.2.9: anonymous answers of the month that the course or event was helpful, or rather helpful."),
    unit="answers",
    of="answers",
    cuts=_AS_REPORTED,
    listed=f"{_SHEETS} AND a.helpful IN ({', '.join(map(repr, HELPFUL))})",
)

survey_sheets = Indicator(
    "survey_sheets",
    _("Survey sheets"),
    _("All anonymous sheets of the month: what R.2.9 rests on."),
    unit="answers",
    of="answers",
    cuts=_AS_REPORTED,
    listed=_SHEETS,
)

_HELD = (
    "FROM event e WHERE e.deleted_at IS NULL AND e.state = 'held' AND e.starts_on BETWEEN :first AND :last "
    "AND (:account = '' OR e.account_id = :account)"
)
events_held = Indicator(
    "events_held",
    _("Trainings and events held"),
    _("Trainings, conferences, events and actions that began in the month and were held."),
    unit="events",
    of="events",
    cuts=(EVENT_KIND,),
    listed=f"SELECT e.id AS id, e.kind AS category {_HELD}",
)

event_people = Indicator(
    "event_people",
    _("At trainings and events"),
    _("People at the trainings, conferences and events of the month, named guests who came and heads counted."),
    unit="heads",
    of="events",
    listed=f"SELECT e.id {_HELD}",
    summed=f"SELECT coalesce(sum({HEADS}), 0) {_HELD}",
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
    language_course,
    adaptation_course,
    teaching,
    level_gained,
    found_helpful,
    survey_sheets,
    events_held,
    event_people,
)
