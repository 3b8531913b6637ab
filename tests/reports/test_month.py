"""The month as the manager knows it: counted by hand here, by the program there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cic_desktop import clients, reports, startup
from cic_desktop.core.errors import NotAllowed
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Role
from cic_desktop.i18n import Text
from tests.benchmarks import bench_month
from tests.reports.story import OCTOBER, PEOPLE, SEPTEMBER, Story

NO_COURSES = (
    "language_course",
    "adaptation_course",
    "teaching",
    "level_gained",
    "found_helpful",
    "survey_sheets",
    "events_held",
    "event_people",
)


def test_october_counts_as_it_happened(story: Story) -> None:
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    figures = {figure.code: (figure.value, figure.before) for figure in summary.figures}
    assert figures == {
        "persons": (4, 1),
        "services": (8, 1),
        "minutes": (160, 10),
        "new_clients": (2, 2),
        "countable": (4, 1),
        "enquiries": (2, 0),
        "forms_printed": (1, 1),
        "unsigned": (2, 0),
        "questions": (0, 0),
        **dict.fromkeys(NO_COURSES, (0, 0)),
    }


def test_persons_and_services_are_counted_apart(story: Story) -> None:
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    kinds = summary.table("kind")
    assert kinds.values("services") == {"information": 6, "document_help": 1, "consultation": 1}
    assert kinds.values("persons") == {"information": 3, "document_help": 2, "consultation": 1}
    assert kinds.values("minutes") == {"information": 70, "document_help": 30, "consultation": 60}
    # One service was for a mother and her son: it is in both groups, and once in the total.
    assert summary.table("sex").values("services") == {"F": 3, "M": 4, "": 2}
    assert summary.table("sex").values("persons") == {"F": 2, "M": 2, "": 0}
    assert summary.table("citizenship").values("persons") == {"UA": 2, "GE": 1, "VN": 1, "": 0}


def test_whoevers_citizenship_is_not_established_is_counted_as_not_known(story: Story) -> None:
    newborn = {**PEOPLE["marko"], "given": "Zoya", "citizenship": ""}
    story.people["zoya"] = story.do(lambda work: clients.register(work, newborn).id, "2026-10-02")
    story.help("2026-10-06", "information", "health", 10, "zoya")
    table = story.read(lambda read: reports.month(read, OCTOBER)).table("citizenship")
    assert table.values("persons") == {"UA": 2, "GE": 1, "VN": 1, "": 1}
    assert "not known" in [line.name.render("en") for line in table.lines]


def test_sixty_is_not_yet_over_sixty(story: Story) -> None:
    """Đức is 59 at his first help and turns 60 on the 20th; Nino is 61."""
    bands = story.read(lambda read: reports.month(read, OCTOBER)).table("age_band").values("persons")
    assert bands == {"under_18": 1, "18_60": 2, "over_60": 1, "unknown": 0}


def test_temporary_protection_stands_apart(story: Story) -> None:
    groups = story.read(lambda read: reports.month(read, OCTOBER)).table("stay_group").values("persons")
    assert groups == {"temporary_protection": 2, "permit": 2, "": 0}


def test_help_before_the_declaration_does_not_count_but_the_person_does(story: Story) -> None:
    table = story.read(lambda read: reports.month(read, OCTOBER)).table("countable")
    assert table.values("services") == {"countable": 4, "not_countable": 4}
    assert table.values("persons") == {"countable": 3, "not_countable": 1}


def test_the_language_of_the_talk_is_that_of_the_person_unless_noted(story: Story) -> None:
    languages = story.read(lambda read: reports.month(read, OCTOBER)).table("language")
    assert languages.values("services") == {"uk": 4, "ru": 2, "vi": 2}


def test_the_series_ends_with_the_month_and_starts_with_the_greatest_topic(story: Story) -> None:
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    assert [str(month) for month in summary.months][:1] == ["2026-03"]
    assert summary.months[-1] == OCTOBER
    assert summary.topics[0].code == "stay"
    assert summary.topics[0].values == (0, 0, 0, 0, 0, 0, 1, 3)
    assert sum(line.values[-1] for line in summary.topics) == 8


def test_topics_beyond_the_colours_become_one_part(story: Story) -> None:
    for topic in ("bank", "civil", "benefits", "other"):
        story.enquiry("2026-10-30", topic)
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    stacked = reports.stacked_topics(summary)
    assert len(stacked) == 6
    assert stacked[-1].code == ""
    assert sum(line.values[-1] for line in stacked) == summary.figure("services").value


def test_one_advisors_month(story: Story) -> None:
    mine = story.read(lambda read: reports.month(read, OCTOBER, story.register.actor.id))
    nobodys = story.read(lambda read: reports.month(read, OCTOBER, "somebody else"))
    assert mine.figure("services").value == 8
    assert mine.topics
    assert nobodys.empty
    assert nobodys.topics == ()


def test_a_retired_service_is_gone_from_every_number(story: Story) -> None:
    from cic_desktop.assistance.tables import Service

    service_id = story.read(lambda read: read.sql("SELECT id FROM service WHERE kind = 'consultation'"))[0][0]
    story.do(lambda work: work.retire(work.get(Service, service_id)))
    summary = story.read(lambda read: reports.month(read, OCTOBER))
    assert summary.figure("services").value == 7
    assert summary.figure("persons").value == 3


def test_an_empty_month_is_all_zeros(register: startup.Opened) -> None:
    with register.database.read(register.actor) as read:
        summary = reports.month(read, Month(2024, 2))
    assert summary.empty
    assert all(not any(line.values) for table in summary.tables for line in table.lines)
    assert reports.change(summary.figures[0]).render("en") == "no change"


def test_the_same_month_twice_is_the_same(story: Story) -> None:
    once, again = (story.read(lambda read: reports.month(read, OCTOBER)) for _time in range(2))
    assert once == again


def test_a_specialist_reads_no_reports(story: Story) -> None:
    actor = replace(story.register.actor, role=Role.SPECIALIST)
    with story.register.database.read(actor) as read, pytest.raises(NotAllowed):
        reports.month(read, OCTOBER)


def test_every_cell_is_what_plain_sql_finds(busy: startup.Opened, busy_month: Month) -> None:
    with busy.database.read(busy.actor) as read:
        sql, params = bench_month.statement(busy_month), bench_month.parameters(busy_month)
        expected = bench_month.cells(read.sql(sql, params))
        found = bench_month.summary_cells(reports.month(read, busy_month))
    assert len(expected) > 100
    assert found == expected


def test_as_plain_data_for_other_programs(story: Story) -> None:
    data = story.read(lambda read: reports.month_json(reports.month(read, OCTOBER), "en"))
    assert data["month"] == "2026-10"
    assert data["figures"]["persons"] == {"value": 4, "before": 1}
    assert data["tables"]["citizenship"][0] == {"code": "UA", "name": "Ukraine", "persons": 2, "services": 4}
    assert data["topics"]["services"]["stay"][-1] == 3


def test_advisors_have_names(story: Story) -> None:
    lines = story.read(lambda read: reports.month(read, SEPTEMBER)).table("advisor").lines
    names: list[Text] = [line.name for line in lines]
    assert [name.render("pl") for name in names] == ["Anna Nowak"]
