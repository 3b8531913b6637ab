"""What becomes of a form after print: signed, submitted, called, decided; and begun here, gone on with there."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import forms, stay
from cic_desktop.core.errors import CicError, Invalid, Missing, NotAllowed, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.forms.definition.model import Definition
from cic_desktop.startup import Opened
from tests.forms.people import OKSANA, registered

TODAY = "2026-11-23"
SUBMITTED = {"submitted_on": "2026-11-10", "submitted_how": "in_person", "office": "Urząd Miasta", "reference": "SO.1"}
CALL = {"called_on": "2026-11-18", "term_days": "7", "kind": "call_defects", "reference": "SO.5343.1.2026"}


class Desk:
    """A form printed for Oksana, and what is done with it."""

    def __init__(self, register: Opened, form: Definition, sample: Answers) -> None:
        self.register, self.form = register, form
        self.person_id = registered(register, OKSANA)
        filled = forms.fill(form, sample)
        self.id = self.do(lambda work: forms.save_filled(work, self.person_id, form, sample, filled, "printed"))

    def do(self, act):
        with self.register.database.write(self.register.actor, "test") as work:
            return act(work)

    def ask(self, look):
        with self.register.database.read(self.register.actor) as read:
            return look(read)

    def step(self, name: str, answers: Answers):
        return self.do(lambda work: forms.take_step(work, self.id, name, answers))

    @property
    def line(self):
        return self.ask(lambda read: forms.filled_form(read, self.id))

    def listed(self, which: str) -> list[str]:
        return [line.id for line in self.ask(lambda read: forms.filled_forms(read, which=which))]

    def due(self) -> list[tuple[str, date]]:
        lines = self.ask(lambda read: stay.stay_file(read, self.person_id).deadlines)
        return [(line.rule, line.due_on) for line in lines if line.rule == "defects"]


@pytest.fixture
def desk(register: Opened, form: Definition, sample: Answers) -> Desk:
    return Desk(register, form, sample)


def test_the_whole_path_leaves_its_dates(desk: Desk) -> None:
    pdf = desk.line.sha256
    desk.step("signed", {"signed_on": "2026-11-09"})
    assert desk.line.state == "signed"
    desk.step("submitted", SUBMITTED)
    assert desk.listed("waiting") == [desk.id]
    desk.step("called", CALL)
    assert (desk.listed("waiting"), desk.listed("called")) == ([], [desk.id])
    desk.step("completed", {"answered_on": "2026-11-20"})
    assert (desk.listed("waiting"), desk.listed("called")) == ([desk.id], [])
    desk.step("decided", {"decided_on": "2026-11-23", "decision": "granted"})
    line = desk.line
    assert (line.signed_on, line.submitted_on, line.called_on, line.completed_on, line.decided_on) == tuple(
        date(2026, 11, day) for day in (9, 10, 18, 20, 23)
    )
    assert (line.state, line.decision, line.reference) == ("decided", "granted", "SO.5343.1.2026")
    assert line.sha256 == pdf, "the bytes as printed stay"


def test_a_call_goes_into_the_radar_and_leaves_it_when_it_is_answered(desk: Desk) -> None:
    desk.step("submitted", SUBMITTED)
    desk.step("called", CALL)
    assert desk.line.complete_by == date(2026, 11, 25)
    assert desk.due() == [("defects", date(2026, 11, 25))]
    desk.step("completed", {"answered_on": "2026-11-20"})
    assert desk.due() == []


def test_a_term_ends_on_a_working_day_and_the_rule_fills_an_empty_one(desk: Desk) -> None:
    desk.step("called", {**CALL, "called_on": "2026-11-21", "term_days": ""})
    assert desk.line.complete_by == date(2026, 11, 30)  # 28 November is a Saturday (KPA art. 57 § 4)


def test_correcting_a_call_moves_its_deadline_and_makes_no_second_letter(desk: Desk) -> None:
    desk.step("called", CALL)
    desk.step("called", {**CALL, "term_days": "14"})
    assert desk.due() == [("defects", date(2026, 12, 2))]
    assert len(desk.ask(lambda read: stay.stay_file(read, desk.person_id).of("letter"))) == 1


def test_a_call_is_corrected_after_it_was_answered(desk: Desk) -> None:
    desk.step("called", CALL)
    desk.step("completed", {"answered_on": "2026-11-20"})
    desk.step("called", {**CALL, "called_on": "2026-11-17"})
    line = desk.line
    assert (line.state, line.called_on, line.completed_on) == ("submitted", date(2026, 11, 17), date(2026, 11, 20))


def test_a_second_call_is_a_second_letter(desk: Desk) -> None:
    desk.step("called", CALL)
    desk.step("completed", {"answered_on": "2026-11-19"})
    desk.do(lambda work: forms.take_step(work, desk.id, "called", {**CALL, "called_on": "2026-11-22"}, another=True))
    assert desk.listed("called") == [desk.id]
    assert len(desk.ask(lambda read: stay.stay_file(read, desk.person_id).of("letter"))) == 2


def test_a_letter_corrected_in_the_stay_section_is_the_one_that_counts(desk: Desk) -> None:
    desk.step("called", CALL)
    [letter] = desk.ask(lambda read: stay.stay_file(read, desk.person_id).of("letter"))
    answers = {**letter.answers, "served_on": "2026-11-19", "answered_on": "2026-11-21"}
    desk.do(lambda work: stay.amend_record(work, "letter", letter.id, letter.revision, answers))
    line = desk.line
    assert (line.state, line.called_on, line.completed_on) == ("submitted", date(2026, 11, 19), date(2026, 11, 21))


def test_a_decision_settles_an_open_call(desk: Desk) -> None:
    desk.step("called", CALL)
    taken = desk.step("decided", {"decided_on": "2026-11-23", "decision": "unexamined"})
    assert desk.due() == []
    desk.do(lambda work: forms.undo_step(work, taken))
    assert desk.due() == [("defects", date(2026, 11, 25))]


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("signed", {"signed_on": "2026-11-09"}),
        ("submitted", SUBMITTED),
        ("called", {**CALL, "reference": ""}),
        ("decided", {"decided_on": "2026-11-20", "decision": "refused"}),
    ],
)
def test_each_step_can_be_undone_and_taken_back(desk: Desk, name: str, answers: Answers) -> None:
    before = desk.line
    for way in ("undo", "back"):
        taken = desk.step(name, answers)
        assert desk.line.state == name
        if way == "undo":
            desk.do(lambda work, taken=taken: forms.undo_step(work, taken))
        else:
            back = desk.do(lambda work: forms.take_back(work, desk.id))
        now = desk.line
        assert {**vars(now), "revision": 0} == {**vars(before), "revision": 0}
        assert desk.due() == []
    desk.do(lambda work: forms.undo_step(work, back))
    assert desk.line.state == name, "taking back is undone too"
    assert bool(desk.due()) == (name == "called")


def test_completing_is_taken_back_before_the_call(desk: Desk) -> None:
    desk.step("called", CALL)
    desk.step("completed", {"answered_on": "2026-11-20"})
    desk.do(lambda work: forms.take_back(work, desk.id))
    assert desk.line.state == "called"
    desk.do(lambda work: forms.take_back(work, desk.id))
    assert desk.line.state == "printed"
    with pytest.raises(CicError, match="no step"):
        desk.do(lambda work: forms.take_back(work, desk.id))


def test_days_have_their_order(desk: Desk) -> None:
    desk.step("submitted", SUBMITTED)
    for name, answers, told in (
        ("signed", {"signed_on": "2026-11-12"}, "A later step"),
        ("called", {**CALL, "called_on": "2026-11-01"}, "An earlier step"),
        ("decided", {"decided_on": "2026-12-24", "decision": "granted"}, "in the future"),
        ("decided", {"decided_on": "", "decision": "granted"}, "fill this in"),
    ):
        with pytest.raises(Invalid, match=told):
            desk.step(name, answers)
    assert desk.line.state == "submitted"


def test_completing_without_a_call_says_what_comes_first(desk: Desk) -> None:
    with pytest.raises(CicError, match="call first"):
        desk.step("completed", {"answered_on": TODAY})


def test_a_slower_colleague_does_not_overwrite(desk: Desk) -> None:
    seen = desk.line.revision
    taken = desk.step("signed", {"signed_on": "2026-11-09"})
    with pytest.raises(Stale):
        desk.do(lambda work: forms.take_step(work, desk.id, "submitted", SUBMITTED, seen))
    desk.step("submitted", SUBMITTED)
    with pytest.raises(Stale):
        desk.do(lambda work: forms.undo_step(work, taken))


def test_the_questions_know_what_was_answered(desk: Desk) -> None:
    desk.step("submitted", SUBMITTED)
    desk.step("called", CALL)
    known = desk.ask(lambda read: forms.life_answers(read, desk.id))
    assert {name: known[name] for name in CALL} == CALL
    assert known["office"] == "Urząd Miasta"


def test_counts_are_those_of_the_lists(desk: Desk) -> None:
    assert desk.ask(forms.form_counts) == {"started": 0, "waiting": 0, "called": 0}
    desk.step("submitted", SUBMITTED)
    begun(desk)
    assert desk.ask(forms.form_counts) == {"started": 1, "waiting": 1, "called": 0}
    assert desk.ask(lambda read: forms.form_counts(read, "nobody")) == {"started": 0, "waiting": 0, "called": 0}


# --- begun here, gone on with there ---------------------------------------------------------------------


NEW = forms.Started(step=2, language="uk")


def begun(desk: Desk, started: forms.Started = NEW, **answers: str) -> str:
    typed = {"can_register": "no", **answers}
    return desk.do(lambda work: forms.save_started(work, desk.person_id, desk.form, typed, started))


def unfinished(desk: Desk, filled_id: str):
    return desk.ask(lambda read: forms.unfinished(read, filled_id))


def test_a_form_begun_is_taken_up_by_a_colleague(desk: Desk) -> None:
    row_id = begun(desk, basis_text="Art. 7")
    found = unfinished(desk, row_id)
    assert (found.started.step, found.started.language, found.form_id) == (2, "uk", "EL-W-1")
    assert found.answers == {"can_register": "no", "basis_text": "Art. 7"}
    again = begun(desk, found.started, basis_text="Art. 7 ust. 2")
    assert again == row_id
    assert unfinished(desk, row_id).answers["basis_text"] == "Art. 7 ust. 2"
    assert desk.listed("started") == [row_id]


def test_two_who_go_on_with_one_form_do_not_lose_each_others_typing(desk: Desk) -> None:
    row_id = begun(desk)
    mine = unfinished(desk, row_id).started
    begun(desk, mine, basis_text="theirs")
    with pytest.raises(Stale):
        begun(desk, mine, basis_text="mine")
    assert unfinished(desk, row_id).answers["basis_text"] == "theirs"


def test_printing_it_makes_it_a_filled_form(desk: Desk, sample: Answers) -> None:
    row_id = begun(desk)
    started = unfinished(desk, row_id).started
    filled = forms.fill(desk.form, sample)

    def keep(work) -> str:
        return forms.save_filled(work, desk.person_id, desk.form, sample, filled, "printed", started=started)

    assert desk.do(keep) == row_id
    assert unfinished(desk, row_id) is None
    assert desk.ask(lambda read: forms.filled_pdf(read, row_id)) == filled.pdf
    with pytest.raises(Stale):
        desk.do(keep)


def test_what_is_not_finished_cannot_be_submitted(desk: Desk) -> None:
    row_id = begun(desk)
    with pytest.raises(CicError, match="not finished"):
        desk.do(lambda work: forms.take_step(work, row_id, "submitted", SUBMITTED))


def test_a_form_begun_by_mistake_goes_and_comes_back(desk: Desk) -> None:
    row_id = begun(desk)
    desk.do(lambda work: forms.retire_form(work, row_id))
    assert desk.listed("started") == []
    with pytest.raises(Missing):
        unfinished(desk, row_id)
    desk.do(lambda work: forms.restore_form(work, row_id))
    assert desk.listed("started") == [row_id]


def test_who_may_not_fill_forms_takes_no_step(desk: Desk) -> None:
    guest = Actor(desk.register.actor.id, "guest", Role.SPECIALIST)
    with desk.register.database.write(guest, "test") as work:
        for act in (
            lambda: forms.take_step(work, desk.id, "signed", {"signed_on": TODAY}),
            lambda: forms.take_back(work, desk.id),
            lambda: forms.retire_form(work, desk.id),
            lambda: forms.save_started(work, desk.person_id, desk.form, {}, forms.Started()),
        ):
            with pytest.raises(NotAllowed):
                act()
