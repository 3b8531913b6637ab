"""Deadlines kept ready are those reckoned from the rows, whatever was done to the rows and in what order."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop import clients, stay
from cic_desktop.stay import indexing, visa_free
from cic_desktop.stay.tables import StayRule
from tests.stay.conftest import Desk

TABLE = "SELECT * FROM stay_due ORDER BY rule, due_on, sort_key, person_id, ref"
TODAY = date(2026, 11, 23)


def kept(desk: Desk) -> list[Any]:
    return desk.ask(lambda read: read.sql(TABLE))


def made_anew(desk: Desk) -> list[Any]:
    with closing(desk.opened.database.connect()) as raw:
        indexing.rebuild_index(raw)
    return kept(desk)


@pytest.fixture
def family(desk: Desk) -> list[str]:
    """Three people with every source of a deadline between them."""
    oksana = desk.register("visa_d", "2026-12-30")
    desk.part(oksana, "document", kind="passport", number="FG123456", country="UA", valid_to="2027-01-15")
    daryna = desk.register("temporary_protection", surname="Bondar", given="Daryna", pesel="")
    amir = desk.register("none", surname="Amiri", given="Amir", pesel="")
    desk.add(oksana, "proceeding", kind="temporary", filed_on="2026-11-20")
    desk.add(daryna, "letter", kind="call_defects", noticed_on="2026-11-16")
    desk.add(daryna, "event", kind="card_lost", happened_on="2026-11-22")
    desk.add(amir, "crossing", entered_on="2026-10-01", country="UA")
    return [oksana, daryna, amir]


def test_what_is_written_down_is_ready_at_once(desk: Desk, family: list[str]) -> None:
    rows = kept(desk)
    assert {row[3] for row in rows} == set(family)
    assert rows == made_anew(desk)


def test_a_changed_name_language_or_mark_is_ready_too(desk: Desk, family: list[str]) -> None:
    oksana = family[0]
    answers = desk.ask(lambda read: clients.intake_answers(read, oksana))
    desk.do(lambda work: clients.complete(work, oksana, {**answers, "surname": "Żółkiewska", "language": "ru"}))
    line = next(one for one in desk.ask(stay.deadlines).lines if one.person_id == oksana)
    desk.do(lambda work: stay.mark_line(work, oksana, line.rule, line.due_on, "done"))
    rows = kept(desk)
    assert {row[7] for row in rows if row[3] == oksana} == {"ru"}
    assert indexing.FOR_EVER in {row[9] for row in rows}
    assert rows == made_anew(desk)


def test_a_merge_and_its_undo_move_the_deadlines_with_the_rows(desk: Desk, family: list[str]) -> None:
    oksana, daryna, _amir = family
    before = kept(desk)
    merged = desk.do(lambda work: clients.merge_people(work, oksana, daryna, {}))
    after = kept(desk)
    assert daryna not in {row[3] for row in after}
    assert after == made_anew(desk)
    desk.do(lambda work: clients.undo_merge(work, merged.id))
    assert kept(desk) == before == made_anew(desk)


def test_a_rule_changed_by_the_centre_moves_every_deadline_of_it(desk: Desk, family: list[str]) -> None:
    rule = desk.ask(stay.law_in_force).rule("temporary_protection")
    assert rule.fixed_on is not None
    later = rule.fixed_on + timedelta(days=365)
    own = {"amount": 0, "unit": "days", "as_of": TODAY, "fixed_on": later}
    desk.do(lambda work: work.add(StayRule(code=rule.code, **own)))
    assert later.isoformat() in {row[1] for row in kept(desk) if row[0] == rule.code}
    assert kept(desk) == made_anew(desk)


def test_an_index_of_other_rules_is_made_anew(desk: Desk, family: list[str]) -> None:
    rows = kept(desk)
    with closing(desk.opened.database.connect()) as raw:
        assert indexing.is_current(raw)
        raw.execute("UPDATE stay_stamp SET version = '0 of another program'")
        raw.execute("DELETE FROM stay_due")
        assert not indexing.is_current(raw)
        indexing.ensure_index(raw)
        assert indexing.is_current(raw)
        raw.execute("DROP TABLE stay_stamp")
        assert not indexing.is_current(raw)
        indexing.ensure_index(raw)
    assert kept(desk) == rows


def test_a_page_of_a_list_is_a_part_of_the_whole_list(desk: Desk, family: list[str]) -> None:
    whole = desk.ask(stay.deadlines)
    with desk.opened.database.read(desk.opened.actor) as read:
        for bucket in stay.BUCKETS:
            cut = stay.Cut(bucket)
            seen = stay.outlook(read, cut)
            assert seen.counts == whole.counts()
            assert stay.lines_of(read, cut, seen) == whole.within(bucket)
            assert stay.lines_of(read, cut, seen, 1, 1) == whole.within(bucket)[1:2]


visits = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), max_size=4)


@given(visits, st.integers(1, 40), st.integers(0, 200))
def test_the_last_day_without_a_visa_is_the_same_whenever_it_is_asked_for(
    gaps: list[tuple[int, int]], before: int, later: int
) -> None:
    day, been = date(2026, 1, 1), []
    for gap, length in gaps:
        start = day + timedelta(days=gap)
        day = start + timedelta(days=length)
        been.append((start, day))
    entered = day + timedelta(days=before)
    stays = [*been, (entered, None)]
    asked = entered + timedelta(days=later)
    assert visa_free.last_day(stays, asked) == visa_free.last_day(stays, entered)
