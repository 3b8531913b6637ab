"""A family arrives: an enquiry, cards in two scripts, a household, a referral, a visit, signatures, a promise kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cic_desktop import assistance, clients, diary
from cic_desktop.core import clock
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.assistance.enquiry import EnquiryDialog
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.clients.registration import RegistrationDialog
from cic_desktop.ui.clients.relation_dialog import RelationDialog
from cic_desktop.ui.printing import PdfDialog
from cic_desktop.ui.referrals.steps import NeedDialog, StepDialog
from tests.journeys.conftest import Ask

MOTHER = {
    "surname": "Данилюк", "given": "Мирослава", "citizenship": "UA", "birth_date": "3.02.1988", "sex": "F",
    "phone": "571 222 333", "stay_title": "temporary_protection", "rodo_given": "yes",
}  # fmt: skip
FAMILY: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    (
        {"surname": "Данилюк", "given": "Тарас", "citizenship": "UA", "birth_date": "1985", "sex": "M",
         "stay_title": "temporary_protection", "rodo_given": "yes"},
        {"relation": "spouse"},
    ),
    (
        {"surname": "Danyliuk", "given": "Sofiia", "citizenship": "UA", "birth_date": "9.09.2014", "sex": "F",
         "stay_title": "temporary_protection", "rodo_given": "yes"},
        {"relation": "child", "dependant": "yes", "legal": "yes"},
    ),
    (
        {"surname": "Danyliuk", "given": "Mark", "citizenship": "UA", "birth_date": "20.05.2019", "sex": "M",
         "stay_title": "temporary_protection", "rodo_given": "yes"},
        {"relation": "child", "dependant": "yes", "legal": "yes"},
    ),
)  # fmt: skip
NEED = {"specialist": "psychologist", "urgency": "soon", "reason": "Córka źle śpi po przyjeździe"}
VISIT = {
    "institution_kind": "clinic", "institution": "Przychodnia Centrum", "address": "ul. Kościuszki 2, 45-062 Opole",
    "starts_at": "10:30", "authorised": "yes", "insurance": "yes", "referral": "have", "bring": ["id"],
}  # fmt: skip


class Walk:
    """The steps of the journey; each is what an advisor does, and ends when the window shows it is done."""

    def __init__(self, guide: Guide, ask: Ask, toast: Callable[[], Any]) -> None:
        self.guide, self.ask, self.toast = guide, ask, toast
        self.mother = ""
        self.ids: list[str] = []

    # --- who they are -------------------------------------------------------------------------------

    def enquire(self) -> None:
        """F2, a topic, Enter; then a client is made of it."""
        QTest.keyClick(self.guide.window, Qt.Key.Key_F2)
        dialog = self.guide.dialog(EnquiryDialog)
        self.guide.answer(dialog.grid, {"topic": "health", "citizenship": "UA"})
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        self.toast().button.click()

    def register(self, answers: dict[str, Any]) -> None:
        """The minute and a half; a name in Cyrillic gets its passport spelling with one click."""
        dialog = self.guide.dialog(RegistrationDialog)
        self.guide.answer(dialog.grid, answers)
        if dialog.spelling.isVisible():
            dialog.spelling.button.click()
        self.guide.settle()
        dialog.save_button.click()
        self.guide.settle()

    def household(self) -> None:
        """The others, registered from the card of the first."""
        section = self.section("family")
        for answers, relation in FAMILY:
            section.add_button.click()
            self.guide.dialog(PersonPicker).register_button.click()
            self.register(answers)
            self.guide.answer(self.guide.dialog(RelationDialog).grid, relation)
            self.guide.dialog(RelationDialog).save_button.click()
            self.guide.settle()
        self.ids = list(section.ticks)

    def section(self, key: str) -> Any:
        page = self.guide.page("client", person_id=self.mother, section=key)
        self.guide.wait(lambda: page.tabs.section is not None, key)
        self.guide.settle()
        return page.tabs.section

    # --- a specialist -------------------------------------------------------------------------------

    def refer(self, child: str) -> Any:
        """Need, qualified, proposed."""
        page = self.guide.page("client", person_id=child, section="referrals")
        section = page.tabs.section
        section.note_need()
        dialog = self.guide.dialog(NeedDialog)
        self.guide.answer(dialog.grid, NEED)
        dialog.save()
        self.guide.settle()
        section.steps.take(self.referral(child), "qualified")
        asked = self.guide.dialog(StepDialog)
        self.guide.answer(asked.grid, {"criteria": ["agrees"]})
        asked.save()
        self.guide.settle()
        section.steps.take(self.referral(child), "proposed")
        self.guide.dialog(StepDialog).save()
        self.guide.settle()
        return section

    def referral(self, person_id: str) -> Any:
        wanted = assistance.ReferralFilter(person_id=person_id)
        (line,) = self.ask(lambda read: assistance.referral_list(read, wanted))
        return line

    def book(self, section: Any, child: str) -> tuple[dict[str, str], Any]:
        """The first free time; what speaks against another is said beside its field. Gives that and the slot."""
        section.steps.take(self.referral(child), "booked")
        dialog = self.guide.dialog(AppointmentDialog)
        assert dialog.grid is not None
        account_id = str(dialog.grid.values()["account_id"])
        slot = self.ask(lambda read: diary.free_times(read, account_id, 60))[0]
        self.guide.answer(dialog.grid, {"day": slot.day.isoformat(), "starts_at": "05:00"})
        self.guide.settle()
        warned = dialog.warnings()
        dialog.take(slot)
        self.guide.settle()
        assert dialog.warnings() == {}
        dialog.save()
        self.guide.settle()
        return warned, slot

    # --- a visit ------------------------------------------------------------------------------------

    def prepare(self) -> Any:
        page = self.guide.page("visit", person_id=self.mother)
        self.guide.answer(page.plan, {**VISIT, "day": clock.today().isoformat(), "interprets": "child"})
        page.save_plan()
        self.guide.settle()
        return page

    def visit(self, page: Any) -> None:
        """Prepared, there with one thumb, told in three taps."""
        self.guide.answer(page.plan, {"interprets": "advisor"})
        page.save_plan()
        self.guide.wait(lambda: page.visit is not None, "prepare")
        page.go(1)
        for _stage in assistance.visits.STAGES:
            page.there.go.click()
            self.guide.settle()
        self.guide.answer(page.after, {"result": "next_date", "next": "call", "signature": "list"})
        self.guide.answer(page.after, {"next_on": clock.today().isoformat()})
        page.finish()
        self.guide.wait(lambda: page.visit.state == "done", "finish")

    def help_all(self) -> None:
        """One talk with the whole household."""
        section = self.section("family")
        for tick in section.ticks.values():
            tick.setChecked(True)
        section.help_button.click()
        self.guide.settle()
        page = self.guide.window.page("sitting")
        card = page.add_kind("information")
        self.guide.answer(card.grid, {"topic": "health", "minutes": "20"})
        self.guide.answer(page.talk.grid, {"signature": "list"})
        page.save()
        self.guide.wait(lambda: not self.guide.at("sitting"), "record help")

    # --- afterwards ---------------------------------------------------------------------------------

    def sign(self) -> str:
        """The list printed; the code of the mother's first line ticked."""
        page = self.guide.page("signoff")
        page.periods["day"].click()
        self.guide.settle()
        page.print_button.click()
        pdf = self.guide.dialog(PdfDialog)
        assert pdf.pdf.startswith(b"%PDF")
        pdf.reject()
        page.reload()
        self.guide.settle()
        line = next(line for line in page.table.rows.lines if line.person_id == self.mother)
        page.codes.setText(assistance.shown_code(line.code).lower())
        QTest.keyClick(page.codes, Qt.Key.Key_Return)
        self.guide.settle()
        assert line.sitting_id not in {one.sitting_id for one in page.table.rows.lines if one.person_id == self.mother}
        return str(line.sitting_id)

    def follow_up(self) -> None:
        page = self.guide.page("follow_ups")
        row = next(n for n, line in enumerate(page.table.rows.lines) if line.person_id == self.mother)
        page.table.pressed_cell.emit(row, 4)
        self.guide.settle()
        assert self.mother not in {line.person_id for line in page.table.rows.lines}


@pytest.fixture
def walk(guide: Guide, ask: Ask, toast: Callable[[], Any]) -> Walk:
    return Walk(guide, ask, toast)


def test_a_family_from_the_first_question_to_the_last_promise(walk: Walk, guide: Guide, ask: Ask, sql: Any) -> None:
    people, last_op = ask(clients.client_count), sql("SELECT max(n) FROM op")[0][0]
    walk.enquire()
    ((enquiry,),) = sql("SELECT id FROM service_person WHERE person_id IS NULL ORDER BY id DESC LIMIT 1")
    walk.register(MOTHER)
    guide.wait(lambda: guide.at("client"), "make a client of the enquiry")
    walk.mother = guide.window.page("client").person_id
    snapshot = "SELECT person_id, citizenship, stay_title, sex, age FROM service_person WHERE id = ?"
    assert sql(snapshot, enquiry) == [(walk.mother, "UA", "temporary_protection", "F", 38)]
    assert ask(lambda read: clients.find_clients(read, "Данилюк Мирослава"))[0].id == walk.mother

    walk.household()
    lived = sql(
        "SELECT p.given, m.relation, m.dependant FROM household_member m JOIN person p ON p.id = m.person_id "
        "WHERE m.household_id = (SELECT household_id FROM household_member WHERE person_id = ?) ORDER BY p.birth_date",
        walk.mother,
    )
    assert lived == [("Taras", "spouse", 0), ("Myroslava", "head", 0), ("Sofiia", "child", 1), ("Mark", "child", 1)]
    scripts = "SELECT given FROM person_name WHERE kind = 'original' AND surname = 'Данилюк' ORDER BY id"
    assert sql(scripts) == [("Мирослава",), ("Тарас",)]
    assert ask(clients.client_count) == people + 4

    (child,) = (one[0] for one in sql("SELECT id FROM person WHERE given = 'Sofiia' AND surname = 'Danyliuk'"))
    section = walk.refer(child)
    assert walk.referral(child).state == "proposed"
    warned, slot = walk.book(section, child)
    assert "office hours" in warned["starts_at"]
    booked = walk.referral(child)
    assert (booked.state, booked.appointed_on, booked.appointed_at) == ("booked", slot.day, slot.starts_at)
    (meeting,) = [line for line in ask(lambda read: diary.agenda(read, slot.day)) if line.id == booked.appointment_id]
    assert (meeting.person_id, meeting.kind, meeting.account_id) == (child, "consultation", slot.account_id)

    page = walk.prepare()
    assert page.plan.boxes["interprets"].severity == "error"
    assert "child must not interpret" in page.plan.boxes["interprets"].problem_text()
    assert sql("SELECT count(*) FROM visit WHERE person_id = ?", walk.mother) == [(0,)]
    assert page.plan.values()["institution"] == VISIT["institution"], "nothing typed is lost"
    walk.visit(page)
    told = "SELECT s.kind, s.outcome, s.next_step_on, t.signature FROM service s JOIN sitting t ON t.id = s.sitting_id "
    (visit,) = ask(lambda read: assistance.visits.visits_of(read, walk.mother))
    today = clock.today().isoformat()
    assert sql(f"{told} WHERE s.id = ?", visit.service_id) == [("medical_visit", "continued", today, "list")]
    assert sql("SELECT state FROM appointment WHERE id = ?", visit.appointment_id) == [("held",)]

    walk.help_all()
    shared = (
        "SELECT p.person_id, p.age FROM service_person p JOIN service s ON s.id = p.service_id "
        "WHERE s.id = (SELECT id FROM service WHERE kind = 'information' ORDER BY id DESC LIMIT 1)"
    )
    assert dict(sql(shared)).keys() == set(walk.ids)
    assert sorted(dict(sql(shared)).values()) == [7, 12, 38, 41]

    sitting = walk.sign()
    signed = "SELECT signed_on FROM signature_line WHERE sitting_id = ? AND person_id = ?"
    assert sql(signed, sitting, walk.mother) == [(today,)]
    walk.follow_up()
    assert sql("SELECT next_step_done FROM service WHERE id = ?", visit.service_id) == [(1,)]

    written = dict(sql("SELECT tbl, count(DISTINCT row) FROM op WHERE n > ? AND col IS NULL GROUP BY tbl", last_op))
    assert written["person"] == written["household_member"] == 4
    assert (written["referral"], written["visit"], written["appointment"], written["sitting"]) == (1, 1, 2, 3)
    assert written["service_person"] == 1 + 1 + 4
