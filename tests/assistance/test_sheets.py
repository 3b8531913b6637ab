"""Information sheets: six topics in four languages, kept true, handed out and counted."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop.assistance import sheets
from cic_desktop.core.errors import Invalid, NotAllowed, Stale
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor

NEW = {"title": "Konto", "body": "- Zapytaj bank.", "source": "NBP", "as_of": "20.11.2026", "review_on": "20.5.2027"}


def sheet(desk, topic="bank", language="pl"):
    return desk.read(lambda read: sheets.sheet(read, topic, language))


def test_every_topic_stands_there_in_four_languages(desk):
    lines = desk.read(sheets.sheets)
    assert len(lines) == len(sheets.SHEET_TOPICS) * len(sheets.SHEET_LANGUAGES) == 24
    for line in lines:
        assert line.title
        assert line.source
        assert line.body.count("\n- ") >= 4
        assert line.as_of < line.review_on
        assert "{" not in line.body
    assert len({line.body for line in lines}) == 24


def test_copies_given_are_counted_for_a_client_or_just_so(desk, oksana):
    first = desk.do(lambda work: sheets.hand_out(work, "bank", "uk", 3))
    desk.do(lambda work: sheets.hand_out(work, "bank", "uk", person_id=oksana))
    assert (sheet(desk, language="uk").copies, sheet(desk).copies) == (4, 0)
    assert desk.read(lambda read: sheets.copies_of(read, oksana)) == [(date(2026, 11, 23), "bank", "uk")]
    desk.do(lambda work: sheets.take_copies_back(work, first))
    assert sheet(desk, language="uk").copies == 1


def test_a_text_is_put_in_force_by_those_who_keep_the_law(desk):
    desk.do(lambda work: sheets.amend_sheet(work, "bank", "pl", NEW, 0))
    line = sheet(desk)
    assert (line.title, line.as_of, line.revision) == ("Konto", date(2026, 11, 20), 2)
    assert sheet(desk, language="uk").revision == 0
    with pytest.raises(Stale):
        desk.do(lambda work: sheets.amend_sheet(work, "bank", "pl", NEW, 1))
    desk.register.actor = Actor(desk.register.actor.id, "anna", Role.ADVISOR)
    with pytest.raises(NotAllowed):
        desk.do(lambda work: sheets.amend_sheet(work, "bank", "pl", NEW, 2))


def test_a_sheet_says_when_it_is_to_be_read_again(desk):
    line = sheet(desk)
    assert not line.to_review(date(2026, 11, 23))
    assert line.to_review(line.review_on)
    with pytest.raises(Invalid) as refused:
        desk.do(lambda work: sheets.amend_sheet(work, "bank", "pl", {**NEW, "review_on": "1.11.2026"}, 0))
    assert refused.value.problems[0].field == "review_on"


def test_a_language_nobody_wrote_gives_the_polish_sheet(desk):
    assert sheet(desk, language="vi").language == "pl"
