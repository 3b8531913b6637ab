"""A card: who it is at a glance, every part changed in place, everything done in one row, nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from cic_desktop import assistance, clients, diary, projects, stay
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.clients.card_menu import CardMenu
from cic_desktop.ui.clients.card_page import ClientPage
from cic_desktop.ui.clients.history_dialog import HistoryDialog
from cic_desktop.ui.clients.part_dialog import PartDialog
from cic_desktop.ui.clients.relation_dialog import RelationDialog
from tests.people import OKSANA_WHOLE
from tests.ui.clients.conftest import Ask, clipped, each_language, show


def words(page: QWidget) -> str:
    texts = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    return "\n".join([*texts, *facts(page)])


def facts(page: QWidget) -> list[str]:
    rows = getattr(page, "data", None)
    return [accessible_name(row) for row in rows.rows()] if rows else []


def fact(page: ClientPage, begins: str) -> QAbstractButton:
    return next(row for row in page.data.rows() if accessible_name(row).startswith(begins))


def members(page: ClientPage) -> list[str]:
    return [member.id for member in page.view.card.household] if page.view else []


def give_help(work: Any, person_id: str, day: int = 20, **answers: str) -> str:
    common = {"topic": "civil", "minutes": "20", "document": "pesel", "office": "UM Opole"}
    service = ServiceDraft(
        "document_help", {**common, "project_id": projects.current_project(work), **answers}, (person_id,)
    )
    talk = {"day": f"2026-11-{day:02d}", "minutes": "20", "place": "office", "signature": "list"}
    return assistance.record(work, SittingDraft(talk, (service,)))


def test_a_glance_says_who_it_is_and_how_things_stand(page: ClientPage, whole: str) -> None:
    show(page)
    page.arrive(person_id=whole)
    show(page)
    shown = words(page)
    for told in (
        "Kovalenko Oksana", "Коваленко Оксана",
        f"PESEL {OKSANA_WHOLE['pesel']}", "FAMI/2/2026: counted since 02.11.2026",
        "temporary protection (PESEL UKR) · until 04.03.2027", "Damrota 7, 46-064 Opole", "512 345 678",
    ):  # fmt: skip
        assert told in shown
    assert "to be completed" not in shown


def test_without_a_declaration_the_card_warns_that_help_does_not_count(page: ClientPage, oksana: str) -> None:
    show(page)
    page.arrive(person_id=oksana)
    show(page)
    assert "no declaration yet: help is not countable" in words(page)
    assert page.card_head.edit.text() == "Complete the intake"


def test_the_actions_lead_where_they_say(page: ClientPage, shell: Any, oksana: str) -> None:
    page.arrive(person_id=oksana)
    for made in (page.card_head.help, page.card_head.form, page.card_head.papers, page.card_head.edit):
        made.click()
    assert shell.opened == [
        ("sitting", {"person_ids": (oksana,)}),
        ("forms", {"person_id": oksana}),
        ("papers", {"person_id": oksana}),
        ("intake", {"person_id": oksana}),
    ]


def test_everything_about_a_person_is_begun_from_their_card(
    page: ClientPage, shell: Any, dialog: Any, ask: Ask, oksana: str
) -> None:
    page.arrive(person_id=oksana)
    page.card_head.agree.click()
    agreed = dialog(AppointmentDialog)
    assert agreed._person.id == oksana
    agreed.grid.set_values({"starts_at": "11:30"})
    agreed.save()
    assert [line.person_id for line in ask(lambda read: diary.agenda(read, clock.today()))] == [oksana]
    page.card_head.more.click()
    menu = page.card_head.findChild(CardMenu)
    assert menu is not None
    acts = {act.text(): act for act in menu.actions()}
    for words in ("Prepare a visit…", "Housing search…", "Translation order…", "Power of attorney…"):
        acts[words].trigger()
    assert shell.opened == [(key, {"person_id": oksana}) for key in ("visit", "housing", "translations", "powers")]
    menu.close()


def test_a_specialist_finds_what_they_may_do_in_the_menu_and_nothing_else(
    shell: Any, page: ClientPage, whole: str
) -> None:
    page.arrive(person_id=whole)
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "jan", Role.SPECIALIST)
    assert page.view is not None
    menu = CardMenu(page, shell, page.view, lambda: None)
    assert [act.text() for act in menu.actions() if act.text()] == [
        "Prepare a visit…", "Housing search…", "Translation order…", "Power of attorney…", "New follow-up…",
    ]  # fmt: skip


def test_the_case_number_is_copied(page: ClientPage, shell: Any, oksana: str) -> None:
    show(page)
    page.arrive(person_id=oksana)
    copy = next(made for made in page.findChildren(QAbstractButton) if accessible_name(made) == "Copy the case number")
    copy.click()
    assert QGuiApplication.clipboard().text() == page.card_head.case_number.text()
    assert shell.notes == ["Copied."]


def test_a_telephone_is_added_changed_and_taken_away_again(
    page: ClientPage, dialog: Any, undo: Callable[[], None], oksana: str
) -> None:
    show(page)
    page.arrive(person_id=oksana)
    adding = page.data.add_part("contact")
    adding.grid.set_values({"value": "12"})
    adding.save()
    assert adding.grid.boxes["value"].severity == "error"
    adding.grid.set_values({"value": "+380 50 123 45 67"})
    adding.save()
    assert "Contact: +380 50 123 45 67" in facts(page)
    fact(page, "Contact: +380").click()
    changing = dialog(PartDialog)
    changing.remove.click()
    assert "Contact: +380 50 123 45 67" not in facts(page)
    undo()
    assert "Contact: +380 50 123 45 67" in facts(page)


def test_a_colleague_was_faster_both_values_are_shown(
    page: ClientPage, dialog: Any, ask: Ask, do: Ask, oksana: str
) -> None:
    show(page)
    page.arrive(person_id=oksana)
    fact(page, "Contact").click()
    mine = dialog(PartDialog)
    mine.grid.set_values({"value": "500 000 001"})
    part = ask(lambda read: clients.card(read, oksana)).parts_of("contact")[0]
    do(lambda work: clients.amend_part(work, "contact", part.id, part.revision, {"value": "500 000 002"}))
    mine.save()
    assert mine.choice.isVisible()
    theirs, typed = mine.choice.tiles["value"]
    assert [tile.accessibleName() for tile in (theirs, typed)] == [
        "Telephone: 500 000 002",
        "Telephone: 500 000 001",
    ]
    assert typed.isChecked(), "what is typed is not lost"
    mine.choice.second.click()
    assert mine.grid.values()["value"] == "500 000 002"
    mine.grid.set_values({"value": "500 000 003"})
    mine.save()
    assert "Contact: 500 000 003" in facts(page)


def test_keeping_mine_saves_over_theirs_knowingly(
    page: ClientPage, dialog: Any, ask: Ask, do: Ask, oksana: str
) -> None:
    page.arrive(person_id=oksana)
    show(page)
    fact(page, "Contact").click()
    mine = dialog(PartDialog)
    mine.grid.set_values({"value": "500 000 001"})
    part = ask(lambda read: clients.card(read, oksana)).parts_of("contact")[0]
    do(lambda work: clients.amend_part(work, "contact", part.id, part.revision, {"value": "500 000 002"}))
    mine.save()
    mine.choice.first.click()
    assert "Contact: 500 000 001" in facts(page)


def test_the_declaration_is_added_through_the_project(page: ClientPage, ask: Ask, oksana: str) -> None:
    show(page)
    page.arrive(person_id=oksana)
    adding = page.data.add_part("participation")
    (option,) = ask(projects.project_options)
    adding.grid.set_values({"project_id": option.code, "declared_on": "2026-11-20"})
    adding.save()
    show(page)
    assert "FAMI/2/2026: counted since 20.11.2026" in words(page)


def test_a_household_grows_and_can_be_left_again(
    page: ClientPage, dialog: Any, ask: Ask, undo: Callable[[], None], oksana: str, amir: str
) -> None:
    show(page)
    page.arrive(person_id=oksana)
    page._add_member(ask(lambda read: clients.client_lines(read, [amir])[0]))
    relation = dialog(RelationDialog)
    relation.save()
    assert relation.grid.boxes["relation"].severity == "error"
    relation.grid.set_values({"relation": "spouse"})
    relation.save()
    assert members(page) == [amir]
    page.household.leave_button.click()
    assert members(page) == []
    undo()
    assert members(page) == [amir]


def test_the_timeline_tells_everything_and_filters(page: ClientPage, do: Ask, whole: str) -> None:
    do(lambda work: give_help(work, whole))
    show(page)
    page.arrive(person_id=whole)
    assert [entry.group for entry in page._shown] == ["record", "record", "help", "record"]
    page._group_buttons.buttons()[1].click()
    assert len(page._shown) == 1
    page._group_buttons.buttons()[3].click()
    assert page._shown == []
    assert page._nothing.isVisible()


def test_older_events_come_when_one_scrolls_down(page: ClientPage, do: Ask, oksana: str) -> None:
    do(lambda work: [give_help(work, oksana, 1 + number % 20) for number in range(40)])
    show(page)
    page.arrive(person_id=oksana)
    assert len(page._shown) == 30
    show(page)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert len(page._shown) == 42


def test_the_history_names_who_changed_what(page: ClientPage, dialog: Any, do: Ask, ask: Ask, oksana: str) -> None:
    part = ask(lambda read: clients.card(read, oksana)).parts_of("contact")[0]
    do(lambda work: clients.amend_part(work, "contact", part.id, part.revision, {"value": "600 100 200"}))
    page.arrive(person_id=oksana)
    page.card_head.history.click()
    newest = dialog(HistoryDialog).timeline.entry(0)
    assert newest.title.render("en") == "Contact · Telephone: changed"
    assert newest.body.render("en") == "512 345 678 → 600 100 200"
    assert "Anna Nowak" in newest.meta.render("en")


def test_the_history_tells_of_help_and_papers_but_not_what_was_said(
    page: ClientPage, dialog: Any, do: Ask, oksana: str
) -> None:
    need = {"specialist": "psychologist", "reason": "was beaten", "urgency": "normal", "waiting_since": "2026-11-16"}
    visit = {
        "institution_kind": "clinic", "institution": "Poradnia psychiatryczna", "day": "2026-11-24",
        "starts_at": "10:15", "interprets": "advisor", "insurance": "yes",
    }  # fmt: skip

    def happen(work: Any) -> None:
        give_help(work, oksana, description="was beaten")
        assistance.note_need(work, oksana, need)
        assistance.visits.prepare_visit(work, oksana, visit)
        stay.add_record(work, oksana, "letter", {"kind": "decision", "served_on": "2026-11-14"})
        stay.add_record(work, oksana, "proceeding", {"kind": "temporary", "filed_on": "2026-11-10"})
        assistance.promise(work, {"title": "Zadzwonić", "due_on": "2026-11-30", "account_id": work.actor.id}, oksana)

    do(happen)
    page.arrive(person_id=oksana)
    page.card_head.history.click()
    timeline = dialog(HistoryDialog).timeline
    told = [timeline.entry(at) for at in range(8)]
    titles = [entry.title.render("en").split(":")[0] for entry in told]
    for title in ("What was promised", "Proceeding", "Letter", "Accompanied visit", "Referral", "Help"):
        assert title in titles
    said = " ".join(entry.body.render("en") for entry in told)
    assert "beaten" not in said
    assert "psychiatryczna" not in said


def test_a_slip_of_registration_is_taken_out_and_put_back(
    page: ClientPage, shell: Any, ask: Ask, undo: Callable[[], None], oksana: str
) -> None:
    page.arrive(person_id=oksana)
    page._retire()
    assert ask(clients.client_count) == 0
    assert shell.opened[-1][0] == "clients"
    undo()
    assert ask(clients.client_count) == 1


def test_a_card_that_is_gone_says_so(page: ClientPage) -> None:
    show(page)
    page.arrive(person_id="nobody")
    assert page.banner.isVisible()
    assert not page._whole.isVisible()


def test_everything_that_takes_the_focus_has_a_name(page: ClientPage, whole: str) -> None:
    show(page)
    page.arrive(person_id=whole)
    show(page)
    takers = [w for w in page.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    assert len(takers) > 20
    assert [type(w).__name__ for w in takers if not accessible_name(w)] == []


def test_nothing_is_cut_off(page: ClientPage, do: Ask, whole: str, amir: str) -> None:
    do(lambda work: clients.join_household(work, amir, whole, "spouse"))
    do(lambda work: give_help(work, whole))
    page.arrive(person_id=whole)
    for code in each_language():
        show(page)
        assert (code, clipped(page)) == (code, [])
        assert page.horizontalScrollBar().maximum() == 0


def test_tab_goes_through_the_facts_before_the_timeline(page: ClientPage, oksana: str) -> None:
    page.arrive(person_id=oksana)
    page.reload()
    at: Any = page.data.add_button
    order = []
    for _step in range(60):
        order.append(at)
        at = at.nextInFocusChain()
    facts = page.data.rows()
    assert facts
    assert all(fact in order and order.index(fact) < order.index(page.timeline) for fact in facts)


def test_the_fields_of_a_dialog_end_where_its_save_button_ends(page: ClientPage, dialog: Any, oksana: str) -> None:
    show(page)
    page.arrive(person_id=oksana)
    fact(page, "Contact").click()
    shown = dialog(PartDialog)
    shown.show()
    assert shown._place.verticalScrollBar().maximum() == 0
    ends = [made.mapTo(shown, made.rect().topRight()).x() for made in (shown.grid, shown.save_button)]
    assert ends[0] == ends[1]
