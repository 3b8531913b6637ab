"""In every dialog of the registers a colleague may be faster: both versions are shown, and mine is not lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cic_desktop import assistance, attachments, diary
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.assistance.housing_page import HousingPage
from cic_desktop.ui.assistance.powers_page import PowersPage
from cic_desktop.ui.assistance.sheets_page import SheetsPage
from cic_desktop.ui.assistance.translations_page import TranslationsPage
from cic_desktop.ui.attachments.dialog import AboutDialog
from cic_desktop.ui.diary.bookables import HOURS, INTERPRETERS, ROOMS, BookablesDialog
from cic_desktop.ui.referrals.notes import NoteDialog
from cic_desktop.ui.referrals.steps import NeedDialog
from tests.ui.assistance.test_registers import ORDER, POWER, WANTED

OFFER = {"place": "ul. Krótka 2", "rent": "2400"}
HOURS_ASKED = {
    "weekday": "1", "starts_at": "10:00", "ends_at": "12:00", "slot_minutes": "30", "every_weeks": "1",
    "valid_from": "2026-11-01",
}  # fmt: skip
INTERPRETER_ASKED = {"name": "Iryna", "languages": "uk", "sworn": "no", "adult": "yes"}


def arrived(kind, shell, qtbot):
    page = kind(shell)
    qtbot.addWidget(page)
    page.arrive()
    return page


def order(shell, qtbot, do, person):
    made = do(lambda work: assistance.translations.order_translation(work, person, ORDER))
    page = arrived(TranslationsPage, shell, qtbot)
    theirs = {**ORDER, "document": "theirs"}
    return (
        page.ask_order(page.chosen()), "document",
        lambda work: assistance.translations.amend_order(work, made, theirs, 1), "translation_order",
    )  # fmt: skip


def power(shell, qtbot, do, person):
    made = do(lambda work: assistance.powers.give_power(work, person, POWER))
    page = arrived(PowersPage, shell, qtbot)
    theirs = {**POWER, "scope": "theirs"}
    return (
        page.ask_power(page.chosen()), "scope", lambda work: assistance.powers.amend_power(work, made, theirs, 1),
        "power_of_attorney",
    )  # fmt: skip


def search(shell, qtbot, do, person):
    made = do(lambda work: assistance.housing.open_search(work, person, WANTED))
    page = arrived(HousingPage, shell, qtbot)
    theirs = {**WANTED, "districts": "theirs"}
    return (
        page.ask_search(page.chosen()), "districts",
        lambda work: assistance.housing.amend_search(work, made, theirs, 1), "housing_search",
    )  # fmt: skip


def offer(shell, qtbot, do, person):
    made = do(lambda work: assistance.housing.open_search(work, person, WANTED))
    shown = do(lambda work: assistance.housing.show_offer(work, made, OFFER))
    page = arrived(HousingPage, shell, qtbot)
    [line] = page._offers[made]
    theirs = {**OFFER, "place": "theirs"}
    return (
        page.ask_offer(page.chosen(), line), "place",
        lambda work: assistance.housing.amend_offer(work, shown, theirs, 1), "housing_offer",
    )  # fmt: skip


def sheet(shell, qtbot, do, person):
    page = arrived(SheetsPage, shell, qtbot)
    line = page.chosen().line
    days = {"as_of": line.as_of.isoformat(), "review_on": line.review_on.isoformat()}
    theirs = {"title": "theirs", "body": line.body, "source": line.source, **days}
    return (
        page.ask_text(line), "title",
        lambda work: assistance.sheets.amend_sheet(work, line.topic, line.language, theirs, 0), "sheet",
    )  # fmt: skip


def note(shell, qtbot, do, person):
    shell.ctx.opened.actor = Actor(shell.ctx.actor.id, "anna", Role.SPECIALIST)
    made = do(lambda work: assistance.write_note(work, person, {"day": "2026-11-20", "words": "first"}))
    [line] = do(lambda work: assistance.specialist_notes(work, person)).own
    theirs = {"day": "2026-11-20", "words": "theirs"}
    return (
        NoteDialog(shell, person, line),
        "words",
        lambda work: assistance.amend_note(work, made, 1, theirs),
        "specialist_note",
    )


def about_file(shell, qtbot, do, person):
    file = attachments.Checked(b"%PDF-1.4", "application/pdf", 1)
    made = do(lambda work: attachments.attach(work, person, file, {"kind": "other", "title": "first"}))
    line = attachments.AttachmentLine(
        made, 1, person, ("", ""), "other", "first", None, 1, "application/pdf", 8, "Anna"
    )
    theirs = {"kind": "other", "title": "theirs"}
    return (
        AboutDialog(shell, line), "title", lambda work: attachments.amend_attachment(work, made, 1, theirs),
        "attachment",
    )  # fmt: skip


def need(shell, qtbot, do, person):
    asked = {"specialist": "lawyer", "urgency": "soon", "waiting_since": "2026-11-20", "reason": "first"}
    made = do(lambda work: assistance.note_need(work, person, asked))
    line = do(lambda work: assistance.referral(work, made))
    theirs = {**asked, "reason": "theirs"}
    return NeedDialog(shell, line=line), "reason", lambda work: assistance.amend_need(work, made, 1, theirs), "referral"


def appointment(shell, qtbot, do, person):
    asked = {"day": "2026-11-24", "starts_at": "10:00", "minutes": "30", "place": "office", "about": "first"}
    made = do(lambda work: diary.agree(work, asked, "document_help", person))
    me, theirs = shell.ctx.actor.id, {**asked, "about": "theirs"}
    return (
        AppointmentDialog(shell, appointment_id=made), "about",
        lambda work: diary.amend_appointment(work, made, 1, theirs, "document_help", me), "appointment",
    )  # fmt: skip


def bookable(what, asked, name, keep, table):
    def make(shell, qtbot, do, person):
        given = {**asked, "account_id": shell.ctx.actor.id} if table == "office_hours" else asked
        made = do(lambda work: keep(work, given))
        dialog = BookablesDialog(shell, what)
        dialog.choose(0)
        value = "15" if name == "slot_minutes" else "theirs"
        return dialog, name, lambda work: keep(work, {**given, name: value}, made, 1), table

    return make


DIALOGS = {
    "translation order": order, "power of attorney": power, "housing search": search, "housing offer": offer,
    "referral": need, "appointment": appointment, "information sheet": sheet, "specialist's note": note,
    "about a file": about_file,
    "room": bookable(ROOMS, {"name": "first"}, "name", diary.keep_room, "room"),
    "interpreter": bookable(INTERPRETERS, INTERPRETER_ASKED, "name", diary.keep_interpreter, "interpreter"),
    "office hours": bookable(HOURS, HOURS_ASKED, "slot_minutes", diary.keep_hours, "office_hours"),
}  # fmt: skip


@pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS)
@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_both_values_are_shown_and_the_one_chosen_is_kept(make, keep, shell, qtbot, do, ask, oksana):
    dialog, name, theirs, table = make(shell, qtbot, do, oksana)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    mine, other = ("20", "15") if name == "slot_minutes" else ("mine", "theirs")
    dialog.grid.set_values({name: mine})
    do(theirs)
    dialog.save()
    assert set(dialog.choice.tiles) == {name}
    told = [tile.accessibleName().split(": ", 1)[1] for tile in dialog.choice.tiles[name]]
    assert told == [other, mine]
    if keep == "theirs":
        dialog.choice.tiles[name][0].click()
    dialog.choice.first.click()
    [(kept,)] = ask(lambda read: read.sql(f"SELECT {name} FROM {table}"))
    assert str(kept) == (mine if keep == "mine" else other)
