"""The quick enquiry: nobody's name at first, a client's perhaps later."""

from __future__ import annotations

import pytest

from cic_desktop import assistance
from cic_desktop.core.errors import CicError, Invalid

ASKED = {"topic": "civil", "place": "phone", "language": "uk", "citizenship": "UA", "minutes": "10"}


@pytest.fixture
def enquiry(desk) -> str:
    return desk.do(lambda work: assistance.record_enquiry(work, ASKED, desk.project_id))


def test_an_enquiry_needs_no_personal_data(desk, enquiry):
    line = desk.read(lambda read: assistance.service_line(read, enquiry))
    assert (line.kind, line.topic, line.place, line.person_id, line.signature) == (
        "information", "civil", "phone", None, "none",
    )  # fmt: skip
    assert desk.rows("SELECT person_id, citizenship, language, age FROM service_person") == [(None, "UA", "uk", None)]


def test_an_enquiry_becomes_a_client_without_typing_it_again(desk, enquiry, oksana):
    desk.do(lambda work: assistance.promote(work, enquiry, oksana))
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert line.id == enquiry
    assert desk.rows("SELECT stay_title, sex, age FROM service_person") == [("temporary_protection", "F", 34)]


def test_the_five_answers_are_checked(desk):
    with pytest.raises(Invalid) as refused:
        desk.do(lambda work: assistance.record_enquiry(work, {**ASKED, "topic": "", "minutes": "x"}, desk.project_id))
    assert {problem.field for problem in refused.value.problems} == {"topic", "minutes"}


def test_without_a_project_the_way_out_is_named(desk):
    with pytest.raises(CicError, match="no project yet"):
        desk.do(lambda work: assistance.record_enquiry(work, ASKED, ""))
