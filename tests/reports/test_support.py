"""The form of support and what information was about: catalogues and tags as ways to cut the month."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from cic_desktop import assistance, reports, startup
from cic_desktop.assistance.catalogues import catalogues
from cic_desktop.assistance.kinds import KINDS
from cic_desktop.core.periods import Month
from cic_desktop.reports.indicators import Period, cut, indicator
from cic_desktop.reports.indicators.support import FORM, form_name
from tests.reports.story import OCTOBER, Story

DAYS = (
    date(2021, 9, 30),
    date(2021, 10, 1),
    date(2022, 12, 31),
    date(2023, 6, 1),
    date(2025, 1, 1),
    date(2026, 11, 23),
)


def answers() -> Iterator[tuple[str, dict[str, str]]]:
    """Every kind of help, and every answer that may decide its heading."""
    for kind in KINDS:
        yield kind.code, {}
        for option in next((field.options for field in kind.fields if field.name == kind.variant), ()):
            yield kind.code, {kind.variant: option.code}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_sql_finds_the_heading_the_catalogue_in_force_names(day: date, register: startup.Opened) -> None:
    asked = list(answers())
    with register.database.read(register.actor) as read:
        found = [
            read.sql(f"SELECT {FORM} FROM (SELECT ? AS day, ? AS kind, ? AS details) s", (day.isoformat(), kind, given))
            for kind, given in ((kind, json.dumps(details)) for kind, details in asked)
        ]
    force = [item for item in catalogues() if item.in_force(day)]
    named = [(force[0].id, force[0].heading(*one)) if force else ("", None) for one in asked]
    expected = [f"{name}.{heading.code}" if heading else "none" for name, heading in named]
    assert [row[0][0] for row in found] == expected


def test_a_form_beside_the_catalogue_says_so() -> None:
    assert form_name("centres-2025.polish").render("en") == "Polish A1/A2"
    assert form_name("centres-2025.assistance").render("en") == "+ assistance services"
    assert form_name("none").render("en") == "under no form of the catalogue"


def test_the_rule_names_the_catalogues_with_their_days() -> None:
    rule = cut("form_of_support").rule
    assert rule is not None
    for said in ("Pilot: seven forms of support", "What the 49 centres offer", "2022", "2025"):
        assert said in rule.render("en")


def test_information_counts_under_each_thing_it_was_about(story: Story) -> None:
    for tags in ("driving pesel", "pesel", ""):
        story.help("2026-10-07", "information", "other", 10, "nino", tags=tags)
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    services = summary.table("tag").values("services")
    assert (services["pesel"], services["driving"]) == (2, 1)
    assert [line.code for line in summary.table("tag").lines][-1] == "other_help"
    assert summary.table("tag").values("persons")["pesel"] == 1
    behind = reports.behind(indicator("services"), Period.of(OCTOBER), cut("tag"), "pesel")
    where = f"s.day BETWEEN ? AND ? AND ({behind.sql})"
    lines = story.read(lambda read: assistance.services_where(read, where, (*behind.period.days, *behind.params), 100))
    assert len(lines) == 2


def test_tags_double_no_other_number(story: Story) -> None:
    before = story.read(lambda read: reports.month(read, OCTOBER))
    story.help("2026-10-07", "information", "other", 10, "nino", tags="driving pesel polish")
    after = story.read(lambda read: reports.month(read, OCTOBER))
    assert after.figure("services").value == before.figure("services").value + 1
    assert after.figure("minutes").value == before.figure("minutes").value + 10
    assert sum(after.table("kind").values("services").values()) == after.figure("services").value


def test_a_busy_months_forms_add_up(busy: startup.Opened, busy_month: Month) -> None:
    with busy.database.read(busy.actor) as read:
        summary = reports.month(read, busy_month)
    forms = summary.table("form_of_support").values("services")
    assert sum(forms.values()) == summary.figure("services").value
    assert forms["centres-2025.polish"] > 0
