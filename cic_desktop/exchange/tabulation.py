"""The tables of a reporting bundle: numbers without small cells, and rows only under a legal basis.

No table has a name, a number of a document, a date of a day or free text.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from cic_desktop.assistance.kinds import KINDS
from cic_desktop.core.codes import code_list
from cic_desktop.core.periods import Month
from cic_desktop.db.work import Read
from cic_desktop.exchange.linked import OTHER, suppress_linked
from cic_desktop.exchange.package import Column, Resource, Value
from cic_desktop.exchange.suppression import TOTAL, Cell, Key, suppress
from cic_desktop.i18n import LANGUAGES, Country, Text, _
from cic_desktop.reports.indicators import Help, Period, chosen, cut, indicator
from cic_desktop.reports.indicators.cuts import LESSONS
from cic_desktop.reports.summary import MonthSummary

__all__ = ["about_persons", "aggregates", "dictionaries", "totals"]

UNKNOWN = "unknown"
_SEXES, _AGES = ("F", "M", UNKNOWN), code_list("age_band").codes
_STATES = {"countable": "persons_countable", "not_countable": "persons_not_countable", TOTAL: "persons"}
_WHOLE = ("services", "minutes", "new_clients", "forms_printed", "teaching", "events_held")
_OF_PERSONS = ("language_course", "adaptation_course", "level_gained")  # a part of all persons of the month
_COUNTED = (*_OF_PERSONS, "found_helpful", "survey_sheets", "event_people")
# What is reported by sex and age (facts of annex VIII, see `indicators.numbers`), and what each is a part of.
_DIVIDED = {**dict.fromkeys(_OF_PERSONS, "persons"), "found_helpful": "survey_sheets"}

_VALUE = (
    Column("wartosc", "integer", _("Value"), _("Empty where it is hidden because it is small.")),
    Column("ukryte", "boolean", _("Hidden")),
)
_INDICATORS = (
    Column("wskaznik", "string", _("Indicator")),
    Column("okres", "yearmonth", _("Month")),
    Column("plec", "string", _("Sex")),
    Column("wiek", "string", _("Age")),
    *_VALUE,
)
_SERVICES = (
    Column(
        "zestawienie",
        "string",
        _("Table"),
        _("kind_topic counts services; kind_citizenship counts help to each person."),
    ),
    Column("okres", "yearmonth", _("Month")),
    Column("rodzaj", "string", _("Kind of help")),
    Column("kategoria", "string", _("Topic or citizenship")),
    *_VALUE,
)
_PARTICIPANTS = (
    Column("id", "string", _("Random number"), _("Made anew for every bundle.")),
    Column("rok_urodzenia", "integer", _("Year of birth")),
    Column("plec", "string", _("Sex")),
    Column("obywatelstwo", "string", _("Citizenship")),
    Column("tytul_pobytu", "string", _("Basis of stay")),
    Column("policzalny", "boolean", _("Countable in the project")),
)
_GIVEN = (
    Column("id_uczestnika", "string", _("Random number of the participant")),
    Column("okres", "yearmonth", _("Month")),
    Column("rodzaj", "string", _("Kind of help")),
    Column("temat", "string", _("Topic")),
    Column("minuty", "integer", _("Minutes")),
)
_WORDS = (
    Column("slownik", "string", _("List of codes")),
    Column("kod", "string", _("Code")),
    *(Column(lang, "string", _("Name in {language}", language=lang)) for lang in LANGUAGES),
)


def aggregates(summary: MonthSummary, help_given: Help, threshold: int) -> list[Resource]:
    """`wskazniki` and `uslugi_agregaty`, with counts below the threshold hidden."""
    of = str(summary.month)
    figures = list(_figures(summary, threshold))
    hidden = {str(row[0]) for row in figures if row[-1]}
    divided = [row for code in _DIVIDED for row in _by_sex_and_age(summary, code, hidden, threshold)]
    return [
        Resource("wskazniki", _INDICATORS, [*figures, *_persons(of, help_given, threshold), *divided]),
        Resource("uslugi_agregaty", _SERVICES, list(_services(of, help_given, threshold))),
    ]


def totals(resources: Iterable[Resource]) -> dict[str, int]:
    """The figures that may stand in the manifest: those the indicators show."""
    rows = next(resource.rows for resource in resources if resource.name == "wskazniki")
    return {str(row[0]): row[4] for row in rows if row[2:4] == (TOTAL, TOTAL) and isinstance(row[4], int)}


def about_persons(read: Read, of: Month) -> list[Resource]:
    """Pseudonymised rows: `uczestnicy` and `uslugi`. Health visits kept out of overviews are left out."""
    rows = read.sql(_ABOUT_PERSONS, Period.of(of).days)
    numbers = {person: secrets.token_hex(6) for person in {row[0] for row in rows}}
    # The first help of the month gives a person's facts, as in the indicators.
    persons = {row[0]: (numbers[row[0]], *row[1:5], bool(row[5])) for row in reversed(rows)}
    given = [(numbers[row[0]], str(of), *row[6:9]) for row in rows]
    return [
        Resource("uczestnicy", _PARTICIPANTS, sorted(persons.values()), personal=True),
        Resource("uslugi", _GIVEN, sorted(given), personal=True),
    ]


def dictionaries(resources: Sequence[Resource]) -> Resource:
    """`slowniki`: the codes used, in words."""
    used = {value for resource in resources for row in resource.rows for value in row if isinstance(value, str)}
    rows = [
        (name, code, *(words.render(lang) for lang in LANGUAGES))
        for name, entries in _lists(used).items()
        for code, words in sorted(entries.items())
        if code in used
    ]
    return Resource("slowniki", _WORDS, rows)


_ABOUT_PERSONS = """
SELECT p.person_id, cast(substr(q.birth_date, 1, 4) AS INTEGER), coalesce(nullif(p.sex, ''), 'unknown'),
  p.citizenship, p.stay_title,
  max(p.countable) OVER (PARTITION BY p.person_id), s.kind, s.topic, s.minutes
FROM service s JOIN service_person p ON p.service_id = s.id AND p.deleted_at IS NULL
JOIN person q ON q.id = p.person_id
WHERE s.deleted_at IS NULL AND s.day BETWEEN ? AND ?
  AND coalesce(json_extract(s.details, '$.confidential'), '') <> 'yes'
ORDER BY s.day, s.id, p.id
"""


def _figures(summary: MonthSummary, threshold: int) -> Iterator[tuple[Value, ...]]:
    """The numbers of the whole month; what is left of the services without a part may not be small either."""
    values = {code: summary.figure(code).value for code in (*_WHOLE, "enquiries", *_COUNTED)}
    services = values["services"]
    hidden = {code for code in ("services", "new_clients", "forms_printed", *_COUNTED) if 0 < values[code] < threshold}
    if 0 < values["enquiries"] < threshold or 0 < services - values["enquiries"] < threshold:
        hidden.add("enquiries")
    if "services" in hidden:
        hidden |= {"minutes", "enquiries", "teaching"}
    persons = summary.figure("persons").value
    hidden |= {code for code in _OF_PERSONS if 0 < persons - values[code] < threshold}
    if 0 < values["survey_sheets"] - values["found_helpful"] < threshold:
        hidden.add("survey_sheets")  # or it would tell how few were not content
    for code, value in values.items():
        yield (code, str(summary.month), TOTAL, TOTAL, None if code in hidden else value, code in hidden)


def _persons(of: str, help_given: Help, threshold: int) -> Iterator[tuple[Value, ...]]:
    """Persons by sex and age, countable and not: one table, so that no difference betrays a small number."""
    cells = suppress(_by_state_and_group(help_given), threshold)
    for (state, group), cell in sorted(cells.items()):
        sex, age = group.split("|") if group != TOTAL else (TOTAL, TOTAL)
        yield (_STATES[state], of, sex, age, *_shown(cell))


def _by_sex_and_age(
    summary: MonthSummary, code: str, hidden: Collection[str], threshold: int
) -> Iterator[tuple[Value, ...]]:
    """An indicator by sex and age; nobody can tell how few of a group it leaves out either.

    Its total stands among the figures: where that is hidden, or would have to be, no group is shown.
    """
    table, of = summary.table("sex_age"), _DIVIDED[code]
    inside = _groups(table.values(code))
    whole = inside if of in hidden else _groups(table.values(of))  # what is hidden is nothing to subtract from
    counts: dict[Key, int] = {("in", group): number for group, number in inside.items()}
    counts |= {("out", group): max(whole[group] - number, 0) for group, number in inside.items()}
    cells = suppress(counts, threshold)
    nothing = code in hidden or cells["in", TOTAL].hidden
    for group in inside:
        cell = Cell(None) if nothing else cells["in", group]
        yield (code, str(summary.month), *group.split("|"), *_shown(cell))


def _groups(values: Mapping[str, int]) -> dict[str, int]:
    """The numbers of the cut `sex_age`, with every group there is."""
    return {f"{sex}|{age}": values.get(f"{'' if sex == UNKNOWN else sex} {age}", 0) for sex in _SEXES for age in _AGES}


def _by_state_and_group(help_given: Help) -> dict[Key, int]:
    column, persons = help_given.categories, help_given.persons
    state, sex, age = (chosen(persons, column[code], cut(code).several) for code in ("countable", "sex", "age_band"))
    every: dict[Key, int] = {
        (each, f"{one}|{band}"): 0 for each in _STATES if each != TOTAL for one in _SEXES for band in _AGES
    }
    found = Counter((state[person], f"{sex[person] or UNKNOWN}|{age[person]}") for person in state)
    return every | dict(found)


def _services(of: str, help_given: Help, threshold: int) -> Iterator[tuple[Value, ...]]:
    tables = {
        "kind_topic": _cross(help_given.services, help_given, "topic"),
        "kind_citizenship": _cross(_places(help_given), help_given, "citizenship"),
    }
    for name, cells in suppress_linked(tables, threshold).items():
        for key, cell in sorted(cells.items()):
            kind, category = key if len(key) == 2 else (TOTAL, TOTAL)
            yield (name, of, kind, category, *_shown(cell))


def _cross(items: Sequence[str], help_given: Help, by: str) -> dict[Key, int]:
    """How many different items each pair of a kind and another category has."""
    column = help_given.categories
    places = set(zip(items, column["kind"], column[by], strict=True))
    return dict(Counter((kind, category or UNKNOWN) for _item, kind, category in places))


def _places(help_given: Help) -> list[str]:
    """Each participant of a service by itself."""
    return [str(number) for number in range(len(help_given.services))]


def _shown(cell: Cell) -> tuple[Value, Value]:
    return cell.value, cell.hidden


def _lists(used: set[str]) -> Mapping[str, Mapping[str, Text]]:
    """Every list a code may come from."""
    named: dict[str, dict[str, Text]] = {
        code: {option.code: option.label for option in code_list(code).options()}
        for code in ("topic", "sex", "age_band", "stay_title")
    }
    named["topic"] |= dict([LESSONS])
    countries = {code: Country(code) for code in used if len(code) == 2 and code.isupper()}
    figures = {code: indicator(code).title for code in (*_WHOLE, *_COUNTED, "enquiries", "persons")}
    return named | {
        "kind": {kind.code: kind.title for kind in KINDS} | {OTHER: _("Other kinds of help, put together")},
        "citizenship": countries | {UNKNOWN: _("not known")},
        "indicator": figures
        | {
            "persons_countable": _("Persons countable in the project"),
            "persons_not_countable": _("Persons not countable in the project"),
            "minutes": _("Minutes"),
            "teaching": _("Minutes of lessons"),
        },
        "total": {TOTAL: _("in all")},
    }
