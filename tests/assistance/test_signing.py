"""Stories of signatures on paper: a list with codes, codes typed back, mistakes taken back."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop import assistance
from cic_desktop.assistance import signing
from cic_desktop.assistance.signing import SignList
from cic_desktop.assistance.tables import SignatureLine
from cic_desktop.core import clock
from cic_desktop.core.case_number import LETTERS
from cic_desktop.db.work import Read
from tests.conftest import NOW

MONDAY = date(2026, 11, 23)
WEEK = SignList("week", date(2026, 11, 16), MONDAY)


def printed(desk, wanted=WEEK):
    return desk.do(lambda work: assistance.make_sign_list(work, wanted))


def tick(desk, typed):
    return desk.do(lambda work: assistance.tick_codes(work, typed, MONDAY))


def states(ticked):
    return [one.state for one in ticked]


def test_each_person_of_a_talk_has_a_line_with_a_code_of_its_own(desk, oksana, marko):
    desk.record(desk.service("information", oksana, marko), signature="list")
    lines = printed(desk)
    assert [line.person for line in lines] == ["Kovalenko Marko", "Kovalenko Oksana"]
    assert len({line.code for line in lines}) == 2
    assert {len(line.code) for line in lines} == {8}


def test_a_talk_is_signed_for_when_everybody_in_it_has_signed(desk, oksana, marko):
    desk.record(desk.service("information", oksana, marko), signature="list")
    first, second = (line.code for line in printed(desk))
    assert states(tick(desk, first)) == ["ok"]
    assert desk.rows("SELECT signature, signed_on FROM sitting") == [("list", None)]
    assert states(tick(desk, second.lower())) == ["ok"]
    assert desk.rows("SELECT signature, signed_on FROM sitting") == [("now", "2026-11-23")]
    assert printed(desk) == []


def test_a_list_printed_again_keeps_the_codes_already_on_paper(desk, oksana):
    desk.record(desk.service("information", oksana), signature="list")
    before = printed(desk)
    desk.record(desk.service("information", oksana), signature="list", starts_at="12:00")
    after = printed(desk)
    assert before[0].code in {line.code for line in after}
    assert len({line.code for line in after}) == 2
    assert desk.rows("SELECT count(*) FROM signature_list") == [(2,)]


def test_a_code_never_comes_twice_even_after_an_old_backup_is_put_back(
    desk, oksana, register_folder, open_again, tmp_path
):
    def codes_at(hour):
        with clock.frozen(NOW.replace(hour=hour)):
            desk.record(desk.service("information", oksana), signature="list", starts_at=f"{hour}:00")
            return {line.code for line in printed(desk)}

    desk.register.close()
    shutil.copytree(register_folder, tmp_path / "backup")
    desk.register = open_again()
    lost = codes_at(9) | codes_at(10)
    desk.register.close()
    shutil.rmtree(register_folder)
    shutil.copytree(tmp_path / "backup", register_folder)
    desk.register = open_again()
    assert (len(lost), codes_at(12) & lost) == (2, set())


def test_lines_of_one_moment_and_withdrawn_ones_keep_their_codes_to_themselves(desk, oksana, marko):
    sitting = desk.record(desk.service("information", oksana, marko), signature="list")
    first = {line.code for line in printed(desk)}
    desk.do(lambda work: assistance.withdraw(work, sitting))
    desk.record(desk.service("information", oksana, marko), signature="list")
    assert not {line.code for line in printed(desk)} & first


def test_codes_already_on_paper_in_the_old_short_form_still_work(desk, oksana):
    desk.record(desk.service("information", oksana), signature="list")
    (line,) = printed(desk)
    old = signing._code("A", 417)
    assert (len(old), signing.shown_code(old)) == (5, f"{old[:3]}-{old[3:]}")
    desk.do(lambda work: work.amend(work.get(SignatureLine, line.line_id), {"code": old}))
    assert states(tick(desk, signing.shown_code(old))) == ["ok"]


def test_codes_are_answered_one_by_one(desk, oksana):
    desk.record(desk.service("information", oksana), signature="list")
    (line,) = printed(desk)
    assert states(tick(desk, f"{signing.shown_code(line.code)} {line.code}")) == ["ok"]
    unknown = signing._code("A", 5000)
    assert states(tick(desk, f"{line.code}, {unknown}; QQQ1")) == ["again", "unknown", "misread"]


def test_a_tick_by_mistake_is_taken_back(desk, oksana):
    desk.record(desk.service("information", oksana), signature="list")
    (line,) = printed(desk)
    tick(desk, line.code)
    desk.do(lambda work: assistance.untick_lines(work, [line.line_id]))
    assert desk.rows("SELECT signature, signed_on FROM sitting") == [("list", None)]
    assert [one.code for one in printed(desk)] == [line.code]


def test_a_card_shows_what_was_signed_too_and_only_of_that_person(desk, oksana, marko):
    desk.record(desk.service("information", oksana), signature="now")
    desk.record(desk.service("information", marko), signature="list")
    card = SignList("person", date(2026, 1, 1), MONDAY, person_id=oksana, everything=True)
    (line,) = printed(desk, card)
    assert (line.signed, line.code) == (True, "")


def test_a_card_is_looked_up_by_its_person(desk, oksana, monkeypatch):
    """Of somebody's whole time it once read everybody's, as the person stood behind an OR."""
    plans: list[str] = []
    sql = Read.sql

    def planned(read, text, params=()):
        plans.extend(row[3] for row in sql(read, f"EXPLAIN QUERY PLAN {text}", params))
        return sql(read, text, params)

    monkeypatch.setattr(Read, "sql", planned)
    card = SignList("person", date(2026, 1, 1), MONDAY, person_id=oksana, everything=True)
    desk.read(lambda read: signing.sign_lines(read, card))
    assert "ix_service_person_person_id" in " ".join(plans)


def test_a_shared_list_does_not_tell_confidential_help(desk, oksana):
    desk.record(desk.service("consultation", oksana, specialist="psychologist"), signature="list")
    (line,) = printed(desk)
    assert line.what(shared=True).render("en") == "Consultation"


def test_help_given_to_nobody_by_name_has_no_line(desk):
    desk.record(
        assistance.ServiceDraft("information", desk.service("information").answers, (), ({"citizenship": "GE"},)),
        signature="list",
    )
    assert printed(desk) == []


@given(st.integers(1, 10_000_000), st.data())
def test_one_wrong_letter_in_a_code_is_noticed(number, data):
    code = signing._code("A", number)
    assert not signing._misread(code)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from([letter for letter in LETTERS if letter != code[place]]))
    assert signing._misread(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("typed", ["ACC-DE acc-de", "ACCDE\nACC-DE", " ACC-DE,;ACCDE "])
def test_a_reader_or_a_person_may_separate_codes_as_they_like(typed):
    assert signing.read_codes(typed) == ["ACCDE"]
