"""Before the bundle: what the reader would ask about is said, and leads to the records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cic_desktop import assistance, exchange
from cic_desktop.assistance.tables import ServicePerson
from cic_desktop.core.fields import Answers
from cic_desktop.core.periods import Month
from cic_desktop.courses.tables import Course
from cic_desktop.diary.tables import Gathering
from cic_desktop.exchange.seal import OpeningKey
from tests.reports.story import OCTOBER, Story


def sentences(story: Story, month: Month = OCTOBER) -> list[str]:
    findings = story.read(lambda read: exchange.rehearse(read, month))
    return [finding.text.render("en") for finding in findings]


def test_says_what_is_missing_and_how_often(story: Story) -> None:
    assert sentences(story) == [
        "2 services are still unsigned.",
        "2 services are not countable for somebody: there was no declaration yet.",
        "Only your own centre will be able to open it: add a recipient below.",
    ]


def test_every_number_leads_to_its_services(story: Story) -> None:
    for finding in story.read(lambda read: exchange.rehearse(read, OCTOBER)):
        if finding.behind is not None:
            days, where = finding.behind.period.days, finding.behind.sql
            lines = story.read(
                lambda read, w=where, d=days: assistance.services_where(read, f"s.day BETWEEN ? AND ? AND ({w})", d)
            )
            assert finding.text.render("en").startswith(f"{len(lines)} service")


def test_a_month_without_help_and_a_month_to_come_stop_the_bundle(story: Story) -> None:
    for month in (Month(2024, 5), Month(2027, 1)):
        findings = story.read(lambda read, m=month: exchange.rehearse(read, m))
        assert findings[0].blocks


def test_a_person_without_citizenship_or_sex_is_mentioned(story: Story) -> None:
    row = story.read(lambda read: read.sql("SELECT id FROM service_person WHERE citizenship = 'GE'"))[0][0]

    def forget(work: Any) -> None:
        work.amend(work.get(ServicePerson, row), {"citizenship": "", "sex": "", "stay_title": ""})

    story.do(forget)
    told = " ".join(sentences(story))
    assert "1 service is for somebody without a citizenship." in told
    assert "1 service is for somebody whose sex or age is not known." in told
    assert "1 service is for somebody without a basis of stay." in told


def test_a_month_that_goes_on_and_a_second_bundle_are_mentioned(story: Story, tmp_path: Path) -> None:
    story.enquiry("2026-11-20", "stay")
    assert any("not over" in said for said in sentences(story, Month(2026, 11)))
    key: Answers = {"name": "Office", "key": OpeningKey.generate().public}
    story.do(lambda work: exchange.add_recipient(work, key))
    exchange.make_bundle(story.register, OCTOBER, tmp_path / "a.cicb")
    told = sentences(story)
    assert any("Bundle 1 of this month was made before" in said for said in told)
    assert not any("own centre" in said for said in told)


def test_lessons_without_attendance_are_named(story: Story) -> None:
    def plan(work: Any) -> None:
        whose: dict[str, Any] = {"project_id": story.project_id, "account_id": story.register.actor.id}
        course = work.add(Course(kind="polish", name="Polski A1/3", starts_on=date(2026, 9, 1), **whose))
        for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31)):
            work.add(Gathering(course_id=course.id, day=day, starts_at="17:00", minutes=90))

    story.do(plan)
    told = "The attendance of 2 lessons is missing, so they are not counted: Polski A1/3."
    assert told in sentences(story)
    assert not any("attendance" in said for said in sentences(story, Month(2026, 8)))
