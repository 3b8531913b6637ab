"""A need for a specialist: noted, qualified, booked, held; and every other way it can end."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cic_desktop import assistance, diary
from cic_desktop.core.errors import CicError, Invalid, NotAllowed
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor

NEED = {
    "specialist": "psychologist", "urgency": "normal", "waiting_since": "2026-11-16", "reason": "Nie śpi po wyjeździe",
    "interpreter_language": "uk",
}  # fmt: skip
WHEN = {"day": "2026-11-25", "starts_at": "10:00", "minutes": "60", "place": "office", "language": "uk"}
QUALIFIED = {"criteria": ["agrees", "need_confirmed"], "urgency": "soon"}


@pytest.fixture
def need(desk, oksana):
    return desk.do(lambda work: assistance.note_need(work, oksana, NEED))


@pytest.fixture
def step(desk, need):
    return lambda state, **answers: desk.do(lambda work: assistance.take_step(work, need, state, answers))


@pytest.fixture
def now(desk, need):
    return lambda: desk.read(lambda read: assistance.referral(read, need))


@pytest.fixture
def booked(desk, need, step):
    """Qualified and booked; gives the appointment."""
    step("qualified", **QUALIFIED)
    made, _before = desk.do(lambda work: assistance.book_referral(work, need, WHEN, desk.register.actor.id))
    return made


def test_told_as_booked_it_can_still_be_put_into_the_calendar(desk, oksana):
    desk.record(desk.service("referral", oksana, specialist="lawyer", state="booked", agreed_on="25.11.2026"))
    [told] = desk.read(lambda read: assistance.referral_list(read, assistance.ReferralFilter()))
    assert (told.state, told.appointment_id, told.next_states[-1]) == ("booked", "", "booked")
    made, before = desk.do(lambda work: assistance.book_referral(work, told.id, WHEN, desk.register.actor.id))
    [line] = desk.read(lambda read: assistance.referral_list(read, assistance.ReferralFilter()))
    assert (line.state, line.appointment_id) == ("booked", made)
    assert "booked" not in line.next_states
    desk.do(lambda work: assistance.put_referral_back(work, before))
    line = desk.read(lambda read: assistance.referral(read, told.id))
    assert (line.state, line.appointment_id, line.appointed_on) == ("booked", "", date(2026, 11, 25))
    assert desk.read(lambda read: diary.agenda(read, date(2026, 11, 25))) == []


def test_from_the_need_to_the_meeting(desk, need, step, now, booked):
    line = now()
    assert (line.state, line.urgency, line.criteria, line.qualified_by) == (
        "booked", "soon", ("agrees", "need_confirmed"), "Anna Nowak",
    )  # fmt: skip
    assert (line.appointed_on, line.appointed_at) == (date(2026, 11, 25), "10:00")
    assert line.waited(date(2026, 12, 24)) == 9, "until the appointment, however long ago it was"
    [agreed] = desk.read(lambda read: diary.agenda(read, date(2026, 11, 25)))
    assert (agreed.kind, agreed.person, agreed.interpreted) == ("consultation", "Kovalenko Oksana", "uk")
    step("held")
    assert now().state == "held"
    assert desk.read(lambda read: diary.appointment(read, booked)).state == "held"


def test_help_recorded_with_the_appointment_is_the_referral_held(desk, oksana, now, booked):
    desk.record(desk.service("consultation", oksana, specialist="psychologist"), appointment_id=booked)
    line = now()
    assert (line.state, line.next_states) == ("held", ())
    assert desk.rows("SELECT kind FROM service WHERE id = ?", line.service_id) == [("consultation",)]


def test_what_the_diary_says_the_referral_says(desk, now, booked):
    desk.do(lambda work: diary.set_state(work, booked, "no_show"))
    assert now().state == "no_show"
    desk.do(lambda work: diary.set_state(work, booked, "planned"))
    desk.do(lambda work: diary.call_off(work, booked, {"reason": "Choroba psychologa"}))
    assert (now().state, now().ended_reason, now().waits_again) == ("proposed", "Choroba psychologa", True)
    desk.do(lambda work: diary.set_state(work, booked, "planned"))
    assert now().state == "booked"
    desk.do(lambda work: diary.withdraw(work, booked))
    assert now().state == "proposed"


def test_called_off_in_the_calendar_the_client_waits_again_from_the_first_day(desk, need, step, now, booked):
    waiting = assistance.ReferralFilter(states=assistance.WAITING)
    [agreed] = desk.read(lambda read: diary.agenda(read, date(2026, 11, 25)))
    assert agreed.referral_id == need
    desk.do(lambda work: diary.call_off(work, booked, {"reason": "Choroba psychologa"}))
    [line] = desk.read(lambda read: assistance.referral_list(read, waiting))
    assert (line.appointed_on, line.appointment_id, line.waited(date(2026, 11, 30))) == (None, "", 14)
    assert desk.read(lambda read: assistance.referral_counts(read)) == {"proposed": 1}
    again, before = desk.do(
        lambda work: assistance.book_referral(work, need, {**WHEN, "day": "2026-11-30"}, desk.register.actor.id)
    )
    assert (now().state, now().appointment_id, now().ended_reason) == ("booked", again, "")
    desk.do(lambda work: assistance.put_referral_back(work, before))
    assert now().state == "proposed"
    step("called_off", ended_reason="Wyjechała")
    assert (now().state, now().ended_reason) == ("called_off", "Wyjechała"), "that ends it"
    assert desk.read(lambda read: assistance.referral_list(read, waiting)) == []


def test_after_a_no_show_it_is_proposed_anew(desk, need, step, now, booked):
    step("no_show")
    step("proposed", account_id="")
    assert (now().state, now().appointment_id) == ("proposed", "")
    again, _before = desk.do(
        lambda work: assistance.book_referral(work, need, {**WHEN, "day": "2026-11-30"}, desk.register.actor.id)
    )
    assert (now().state, now().appointment_id) == ("booked", again)


@pytest.mark.parametrize("state", ["declined", "called_off"])
def test_an_end_wants_its_reason_and_is_undone_with_its_appointment(desk, step, now, booked, state):
    with pytest.raises(Invalid) as refused:
        step(state)
    assert [problem.field for problem in refused.value.problems] == ["ended_reason"]
    before = step(state, ended_reason="Znalazła pomoc w szpitalu")
    assert (now().state, now().ended_reason) == (state, "Znalazła pomoc w szpitalu")
    assert desk.read(lambda read: diary.appointment(read, booked)).state == "called_off"
    desk.do(lambda work: assistance.put_referral_back(work, before))
    assert (now().state, now().ended_reason) == ("booked", "")
    assert desk.read(lambda read: diary.appointment(read, booked)).state == "planned"


def test_booking_is_undone_and_the_day_is_free_again(desk, need, step, now):
    step("qualified", **QUALIFIED)
    _made, before = desk.do(lambda work: assistance.book_referral(work, need, WHEN, desk.register.actor.id))
    desk.do(lambda work: assistance.put_referral_back(work, before))
    assert (now().state, now().appointment_id) == ("qualified", "")
    assert desk.read(lambda read: diary.agenda(read, date(2026, 11, 25))) == []


def test_a_need_is_not_qualified_without_criteria_nor_dated_tomorrow(desk, step, oksana):
    with pytest.raises(Invalid) as refused:
        step("qualified", urgency="soon")
    assert [problem.field for problem in refused.value.problems] == ["criteria"]
    with pytest.raises(Invalid):
        desk.do(lambda work: assistance.note_need(work, oksana, {**NEED, "waiting_since": "2026-11-24"}))


def test_the_waiting_list_goes_by_urgency_and_then_by_days(desk, oksana, marko):
    def note(person: str, **answers: str) -> str:
        return str(desk.do(lambda work: assistance.note_need(work, person, {**NEED, **answers})))

    usual, old = note(oksana), note(marko, waiting_since="2026-10-01")
    urgent = note(marko, urgency="urgent", waiting_since="2026-11-23")
    lawyer = note(oksana, specialist="lawyer")
    waiting = assistance.ReferralFilter(states=assistance.WAITING, specialist="psychologist")
    lines = desk.read(lambda read: assistance.referral_list(read, waiting))
    assert [line.id for line in lines] == [urgent, old, usual]
    assert [line.waited(date(2026, 11, 23)) for line in lines] == [0, 53, 7]
    assert desk.read(lambda read: assistance.referral_counts(read)) == {"need": 4}
    desk.do(lambda work: assistance.retire_referral(work, lawyer))
    assert desk.read(lambda read: assistance.referral_counts(read, "lawyer")) == {}


def test_the_specialist_is_known_by_their_speciality(desk):
    from cic_desktop.security.tables import Account

    def hire(login: str) -> str:
        row = Account(login=login, name=login, role="specialist", speciality="psychologist")
        return str(desk.do(lambda work: work.add(row).id))

    piotr = hire("piotr")
    assert desk.read(lambda read: assistance.specialist_for(read, "psychologist")) == piotr
    assert desk.read(lambda read: assistance.specialist_for(read, "lawyer")) == ""
    hire("anna2")
    assert desk.read(lambda read: assistance.specialist_for(read, "psychologist")) == "", (
        "of two it is for us to choose"
    )


def test_every_state_is_named_and_leads_somewhere_named():
    from cic_desktop.core.codes import code_list

    assert set(assistance.NEXT) == set(assistance.STEPS) == set(code_list("referral_state").codes)
    assert {after for steps in assistance.NEXT.values() for after in steps} <= set(assistance.NEXT)


@given(st.sampled_from(sorted(assistance.NEXT)), st.sampled_from(sorted(assistance.NEXT)))
def test_a_step_that_may_not_follow_is_refused_in_words(first, second):
    """The table itself: from `need` everything can be reached, and nothing follows on `held`."""
    reached, waiting = {"need"}, ["need"]
    while waiting:
        for after in assistance.NEXT[waiting.pop()]:
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    assert {first, second} <= reached
    assert assistance.NEXT["held"] == ()


def test_a_list_that_is_behind_is_told_so(step):
    with pytest.raises(CicError, match="moved on"):
        step("held")


def test_a_specialists_note_is_theirs_alone(desk, oksana):
    psychologist = Actor("p" * 32, "piotr", Role.SPECIALIST)
    lawyer = Actor("l" * 32, "joanna", Role.SPECIALIST)
    database = desk.register.database
    with database.write(desk.register.actor, "hire") as work:
        from cic_desktop.security.tables import Account

        for actor in (psychologist, lawyer):
            work.add(Account(id=actor.id, login=actor.login, name=actor.login, role=actor.role.value))
    with database.write(psychologist, "note") as work:
        note = assistance.write_note(work, oksana, {"day": "2026-11-20", "words": "Zaburzenia snu od marca"})
    with database.read(psychologist) as read:
        found = assistance.specialist_notes(read, oksana)
        assert [line.words for line in found.own] == ["Zaburzenia snu od marca"]
        assert found.kept == 0
    with database.read(lawyer) as read:
        assert assistance.specialist_notes(read, oksana) == assistance.Notes((), 1)
    assert desk.read(lambda read: assistance.specialist_notes(read, oksana)) == assistance.Notes((), 1)
    with database.write(lawyer, "note") as work, pytest.raises(NotAllowed):
        assistance.amend_note(work, note, 1, {"day": "2026-11-20", "words": "x"})
    with pytest.raises(NotAllowed):
        desk.do(lambda work: assistance.write_note(work, oksana, {"day": "2026-11-20", "words": "x"}))


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.MANAGER, Role.ADMINISTRATOR, Role.SPECIALIST])
def test_the_words_of_a_note_come_out_nowhere_else(desk, oksana, role):
    """Card, timeline, history, search, papers, rows of the bundle: whoever reads, the words are not there."""
    from cic_desktop import clients, forms
    from cic_desktop.clients.history import changes_of
    from cic_desktop.core.periods import Month
    from cic_desktop.exchange.tabulation import about_persons
    from cic_desktop.reports.timeline import timeline
    from cic_desktop.security.tables import Account

    words = "Tajemnica zawodowa 7731"
    author = Actor("p" * 32, "piotr", Role.SPECIALIST)
    with desk.register.database.write(desk.register.actor, "hire") as work:
        work.add(Account(id=author.id, login="piotr", name="Piotr", role=author.role.value))
    with desk.register.database.write(author, "note") as work:
        note = assistance.write_note(work, oksana, {"day": "2026-11-20", "words": words})
        assistance.amend_note(work, note, 1, {"day": "2026-11-20", "words": words + " i dalej"})
    with desk.register.database.read(Actor("x" * 32, "x", role)) as read:
        said = [timeline(read, oksana), changes_of(read, oksana), clients.card(read, oksana)]
        said += [forms.paper_facts(read, oksana), about_persons(read, Month(2026, 11))]
        assert "7731" not in repr(said)
        assert clients.find_clients(read, "7731") == []
        assert clients.find_clients(read, "Tajemnica") == []
