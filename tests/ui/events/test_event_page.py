"""Events on the screen: planned, their guests marked by keyboard, lists pasted, programme, numbers, survey."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cic_desktop import diary, events
from cic_desktop.ui.events.event_page import PARTS
from cic_desktop.ui.events.page import EventsPage
from cic_desktop.ui.events.papers import EventPapers
from cic_desktop.ui.events.paste import PasteDialog
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import PdfDialog
from tests.events.conftest import TEACHER, TRAINING, guest
from tests.events.conftest import opened as put
from tests.ui.conftest import LANGUAGES, ROOM


@pytest.fixture
def listed(shell, qtbot):
    made = EventsPage(shell)
    qtbot.addWidget(made)
    made.resize(*ROOM)
    made.arrive()
    return made


def card(ask, event_id):
    return ask(lambda read: events.event(read, event_id))


def act(page, title):
    [found] = [each for each in page.shown(page.chosen()).acts if each.title.render("en") == title]
    return found.run()


def pasted(count):
    heads = "Imię i nazwisko\tInstytucja\tE-mail"
    return "\n".join([heads, *("\t".join((guest(n)["name"], guest(n)["organisation"], guest(n)["email"]))
                               for n in range(count))])  # fmt: skip


# --- the list ---------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(listed):
    assert not listed._empty.isHidden()


def test_events_are_found_opened_held_and_undone(training, listed, shell, undo):
    assert [line.name for line in listed.table.rows.lines] == [TRAINING["name"]]
    listed.filters.words.setText("nothing like it")
    assert listed.table.rows.lines == []
    listed.filters.words.setText("szkola")
    listed.open_line(listed.chosen())
    assert shell.opened[-1] == ("event", {"event_id": training})
    act(listed, "It was held")
    listed.reload()
    assert listed.table.rows.lines == []
    undo()
    listed.reload()
    assert len(listed.table.rows.lines) == 1


def test_a_new_event_is_asked_for_and_its_doubts_stand_beside_the_fields(listed, opened, foundation, shell, ask):
    listed.new()
    dialog = opened[-1]
    dialog.grid.set_values({**TRAINING, "partner_id": foundation})
    dialog._edited()
    assert "11.11.2026" in dialog.grid.boxes["partner_id"].problem_text()
    dialog.grid.set_values({"place": ""})
    dialog.save()
    assert dialog.grid.boxes["place"].severity == "error"
    dialog.grid.set_values({"place": "Opole"})
    dialog.save()
    page, args = shell.opened[-1]
    assert page == "event"
    assert card(ask, args["event_id"]).line.agreement_ended, "told, not forbidden"


def test_called_off_it_says_why_and_comes_back(training, listed, opened, undo, ask):
    act(listed, "Call off")
    opened[-1].grid.set_values({"reason": "choroba trenera"})
    opened[-1].save()
    assert card(ask, training).line.reason == "choroba trenera"
    undo()
    assert card(ask, training).line.state == "planned"


def test_put_off_it_takes_its_programme_along_and_back(conference, listed, opened, shell, undo, do, ask):
    point = {"day": "2026-11-24", "starts_at": "9:00", "minutes": "90", "title": "Panel"}
    do(lambda work: events.add_point(work, conference, point))
    act(listed, "Edit")
    opened[-1].grid.set_values({"starts_on": "2026-12-14", "ends_on": "2026-12-15"})
    opened[-1].save()
    assert shell.notes[-1] == "Saved. 1 point of the programme moved along."
    assert card(ask, conference).programme[0].day.isoformat() == "2026-12-15"
    undo()
    now = card(ask, conference)
    assert (now.line.starts_on.day, now.programme[0].day.day) == (23, 24)


def test_taken_up_again_it_says_what_takes_place_with_it(conference, listed, shell, undo, do, ask):
    point = {"day": "2026-11-24", "starts_at": "9:00", "minutes": "90", "title": "Panel"}
    do(lambda work: events.add_point(work, conference, point))
    do(lambda work: events.call_off_event(work, conference, {"reason": "powódź"}))
    listed.arrive("called_off")
    act(listed, "Takes place after all")
    assert shell.notes[-1].endswith("is planned again. 1 point of the programme takes place again.")
    assert card(ask, conference).programme[0].state == "planned"
    undo()
    assert card(ask, conference).programme[0].state == "called_off"


def test_a_page_called_off_says_why_and_offers_what_makes_sense(crowd, page, do, ask, undo):
    do(lambda work: events.call_off_event(work, crowd, {"reason": "powódź"}))
    shown = page(crowd)
    assert not shown.strip.isHidden()
    assert shown.strip._text.text() == "Called off: powódź"
    guests = shown.part
    assert all(made.isHidden() for made in guests.going_on)
    assert [act.title.render("en") for act in guests.shown(guests.chosen()).acts] == ["Edit", "Off the list"]
    guests.mark("answer", "yes")
    assert guests.legend.last.text() == "", "nothing is marked"
    shown.strip._button.click()
    assert card(ask, crowd).line.state == "planned"
    shown.reload()
    assert shown.strip.isHidden()
    assert not any(made.isHidden() for made in guests.going_on)


def test_an_event_held_is_not_taken_out(training, listed, do):
    do(lambda work: events.hold_event(work, training))
    listed.arrive("held")
    act(listed, "Noted by mistake")
    assert not listed.banner.isHidden()


# --- guests -----------------------------------------------------------------------------------------


def test_at_the_door_a_few_letters_and_enter_mark_who_is_there(crowd, page, ask):
    """A hundred people come in: on average some letters of the name and one key each."""
    shown = page(crowd).part
    guests = sorted(card(ask, crowd).guests, key=lambda each: each.id)
    keys = 0
    for each in guests[:10]:
        given, surname = each.name.split()
        typed = f"{surname[:4]} {given[:3]}"
        QTest.keyClicks(shown.words, typed)
        assert shown.chosen().id == each.id
        QTest.keyClick(shown.words, Qt.Key.Key_Return)
        keys += len(typed) + 1
        assert shown.words.text() == ""
    assert keys <= 10 * 10
    assert card(ask, crowd).line.attended == 10
    QTest.keyClick(shown.words, Qt.Key.Key_Return)
    assert card(ask, crowd).line.attended == 10, "Enter alone marks nobody by chance"
    for _ in range(3):
        shown.undo()
    assert card(ask, crowd).line.attended == 7


def test_in_the_list_digits_mark_and_go_on_and_letters_look_for_somebody(crowd, page, ask):
    shown = page(crowd).part
    shown.table.setFocus()
    first, second, third = shown.table.rows.lines[:3]
    for key in ("1", "2", "6"):
        QTest.keyClicks(shown.table, key)
    now = {each.id: each for each in card(ask, crowd).guests}
    assert (now[first.id].attended, now[second.id].attended, now[third.id].photo) == ("yes", "no", "no")
    QTest.keyClicks(shown.table, "z")
    assert shown.words.text() == "z"
    assert all("z" in each.name.casefold() + each.organisation for each in shown.table.rows.lines)


def test_several_chosen_are_marked_together_and_everybody_who_said_yes(crowd, page, ask, undo):
    shown = page(crowd).part
    shown.table.selectAll()
    act(shown, "Will come")
    assert card(ask, crowd).line.coming == 120
    shown.all_there()
    assert card(ask, crowd).line.attended == 120
    undo()
    assert card(ask, crowd).line.attended == 0
    shown.invite()
    assert card(ask, crowd).line.invited == 120


def test_once_somebody_is_marked_as_there_it_is_asked_whether_it_was_held(crowd, page, ask, undo):
    shown = page(crowd)
    assert shown.strip.isHidden()
    shown.part.mark("attended", "yes", shown.part.table.rows.lines[:1])
    assert not shown.strip.isHidden()
    shown.strip.hide()  # whoever goes on at the door sends it away
    shown.part.mark("attended", "yes", shown.part.table.rows.lines[1:2])
    assert shown.strip.isHidden()
    fresh = page(crowd)
    fresh.strip._button.click()
    assert card(ask, crowd).line.state == "held"
    assert fresh.strip.isHidden()
    undo()
    assert not fresh.strip.isHidden()


def test_a_guest_is_added_corrected_and_taken_off(training, page, opened, ask, undo):
    shown = page(training).part
    shown.add_guest()
    opened[-1].grid.set_values({**TEACHER, "email": "nic"})
    opened[-1].save()
    assert opened[-1].grid.boxes["email"].severity == "error"
    opened[-1].grid.set_values({"email": TEACHER["email"]})
    opened[-1].save()
    assert shown.chosen().name == "Ewa Kowalska"
    act(shown, "Edit")
    opened[-1].grid.set_values({"role": "dyrektorka"})
    opened[-1].save()
    assert card(ask, training).guests[0].role == "dyrektorka"
    act(shown, "Off the list")
    assert card(ask, training).guests == ()
    undo()
    assert len(card(ask, training).guests) == 1


def test_a_client_comes_too(training, oksana, page, opened, ask, shell):
    from cic_desktop import clients

    shown = page(training).part
    picker = shown.add_client()
    shown._client_chosen(ask(lambda read: clients.client_lines(read, [oksana]))[0])
    assert picker in opened
    assert card(ask, training).guests[0].person_id == oksana
    shown.table.selectRow(0)
    act(shown, "Edit")
    assert "name" not in opened[-1].grid.boxes


def test_500_rows_are_pasted_and_the_broken_ones_corrected_in_place(conference, page, opened, ask, undo, shell):
    shown = page(conference).part
    dialog = shown.paste()
    text = pasted(500).replace("gosc7@example.org", "gosc7").replace("Anna Borek", "")
    dialog.paste(text)
    stays_out = [line.number for line in dialog.table.rows.lines]
    assert stays_out[0] == 9
    assert dialog.chips["broken"].text() == f"{len(stays_out)} stay out" or len(stays_out) == 1
    dialog.go_to(9)
    assert "gosc7" in dialog.text.textCursor().selectedText()
    dialog.text.insertPlainText(f"{guest(7)['name']}\tInstytucja 8\tgosc7@example.org")
    dialog.look()
    assert dialog.table.rows.lines == []
    started = time.perf_counter()
    dialog.save()
    assert time.perf_counter() - started < 5
    assert card(ask, conference).line.guests == 500
    again = shown.paste()
    again.paste(text)
    assert again.chips["good"].isHidden(), "run again it doubles nobody"
    assert not again.save_button.isEnabled()
    undo()
    assert card(ask, conference).line.guests == 0


def test_a_list_of_who_was_there_completes_the_guests(crowd, page, opened, ask, undo, shell):
    dialog = page(crowd).part.paste()
    heads, *people = pasted(12).splitlines()
    text = "\n".join([f"{heads}\tObecność", *(f"{each}\t+" for each in people), "Ola Nowa\tSP 1\t\t-"])
    dialog.paste(text)
    assert dialog.chips["completed"].text() == "12 to be completed"
    assert dialog.save_button.text() == "Add 1, complete 12"
    dialog.save()
    assert shell.notes[-1] == "1 guest added. 12 guests completed."
    assert (card(ask, crowd).line.attended, card(ask, crowd).line.guests) == (12, 121)
    again = page(crowd).part.paste()
    again.paste(text)
    assert not again.save_button.isEnabled(), "run again it writes nothing"
    undo()
    assert (card(ask, crowd).line.attended, card(ask, crowd).line.guests) == (0, 120)


def test_before_the_event_a_list_of_who_was_there_comes_in_without_presence(page, opened, ask, desk):
    conference = put(desk, {**TRAINING, "starts_on": "2026-12-10"})
    dialog = page(conference).part.paste()
    heads, *people = pasted(12).splitlines()
    dialog.paste("\n".join([f"{heads}\tObecność", *(f"{each}\ttak" for each in people)]))
    assert not dialog.save_button.isEnabled()
    assert dialog.banner._text.text().startswith("The event has not begun yet: take in the guests now")
    dialog.banner._button.click()
    assert dialog.banner._text.text().startswith("Presence is left out")
    assert dialog.table.rows.lines == []
    dialog.save()
    assert (card(ask, conference).line.guests, card(ask, conference).line.attended) == (12, 0)


def test_how_many_broken_rows_stayed_out_is_still_said_when_the_list_is_in(conference, page, opened, shell):
    dialog = page(conference).part.paste()
    dialog.paste(pasted(12).replace("gosc7@example.org", "gosc7"))
    dialog.save()
    assert shell.notes[-1] == "11 guests added. 1 broken row left out."


def test_a_column_may_be_taken_for_something_else(conference, shell, qtbot, ask, tmp_path):
    dialog = PasteDialog(shell, conference, lambda _ids, _broken: None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(dialog)
    dialog.paste("Anna Bąk\tnauczycielka\nJan Lis\twoźny")
    assert dialog.combos[1].code() == "organisation"
    dialog.combos[1].set_code("role")
    dialog._means(1)
    dialog.group.set_code("school")
    dialog.look()
    dialog.save()
    found = [(each.role, each.guest_group) for each in card(ask, conference).guests]
    assert found == [("nauczycielka", "school"), ("woźny", "school")]
    (tmp_path / "x.csv").write_bytes(b"%PDF-1.7 no list at all")
    other = PasteDialog(shell, conference, lambda _ids, _broken: None)
    qtbot.addWidget(other)
    other.open_file(tmp_path / "x.csv")
    assert not other.banner.isHidden()


# --- programme, numbers, survey ---------------------------------------------------------------------


def test_a_programme_is_written_point_after_point(conference, page, opened, ask, undo):
    shown = page(conference, "programme").part
    shown.add_point()
    opened[-1].grid.set_values({"title": "Otwarcie", "minutes": "30", "speaker": "dr Maria Wrona"})
    opened[-1].save()
    shown.add_point()
    assert opened[-1].grid.values()["starts_at"] == "09:30", "it begins when the last one ends"
    opened[-1].grid.set_values({"title": "Panel", "day": "2026-12-01"})
    opened[-1].save()
    assert opened[-1].grid.boxes["day"].severity == "error"
    opened[-1].grid.set_values({"day": "2026-11-23"})
    opened[-1].save()
    assert [point.title for point in card(ask, conference).programme] == ["Otwarcie", "Panel"]
    shown.ask_call_off(shown.table.rows.lines[0])
    opened[-1].grid.set_values({"reason": "chora"})
    opened[-1].save()
    assert card(ask, conference).programme[0].state == "called_off"
    undo()
    assert card(ask, conference).programme[0].state == "planned"
    act(shown, "Noted by mistake")
    assert len(card(ask, conference).programme) == 1


def test_a_room_taken_is_told_while_the_point_is_written(training, conference, page, opened, do):
    room = do(lambda work: diary.keep_room(work, {"name": "Aula", "seats": "300"}))
    point = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "60", "title": "Otwarcie", "room_id": room}
    do(lambda work: events.add_point(work, conference, point))
    page(training, "programme").part.add_point()
    opened[-1].grid.set_values({**point, "starts_at": "9:30"})
    opened[-1]._edited()
    assert opened[-1].grid.boxes["room_id"].severity == "warning"


def test_numbers_by_group_with_heads_counted(crowd, page, opened, ask, undo, do):
    do(lambda work: events.mark_guests(work, [each.id for each in card(ask, crowd).guests[:50]], "attended", "yes"))
    shown = page(crowd, "summary").part
    shown.count()
    opened[-1].grid.set_values({"media": "4", "school": "wielu"})
    opened[-1].save()
    assert opened[-1].grid.boxes["school"].severity == "error"
    opened[-1].grid.set_values({"school": "10"})
    opened[-1].save()
    assert card(ask, crowd).line.people == 64
    undo()
    assert card(ask, crowd).heads == {}
    shown.acts.ask_notes(card(ask, crowd).line)
    opened[-1].grid.set_values({"cost_note": "Catering 4 500 zł"})
    opened[-1].save()
    assert card(ask, crowd).line.cost_note == "Catering 4 500 zł"


def test_an_event_taken_out_elsewhere_is_told(training, page, do):
    shown = page(training)
    do(lambda work: events.retire_event(work, training))
    shown.reload()
    assert not shown.banner.isHidden()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_speaks_every_language(crowd, listed, page, lang, shell, qtbot):
    language.set(lang)
    listed.arrive()
    assert listed.body.minimumSizeHint().width() <= ROOM[0]
    shown = page(crowd)
    for part in PARTS:
        shown.visit(part.key)
        assert shown.minimumSizeHint().width() <= ROOM[0], part.key
    dialog = PasteDialog(shell, crowd, lambda _ids, _broken: None)
    qtbot.addWidget(dialog)
    assert dialog.minimumSizeHint().width() <= 1300


def test_another_event_begins_anew(training, crowd, page, desk):
    other = put(desk, {**TRAINING, "name": "Inne"})
    shown = page(crowd)
    shown.part.words.setText("kow")
    shown.arrive(other)
    assert shown.part.words.text() == ""
    assert shown.part.table.rows.lines == []


def test_lists_go_out_as_spreadsheets_and_come_back(crowd, page, listed, shell, tmp_path, ask):
    from cic_desktop.exchange import importing

    listed.export(str(tmp_path / "events.xlsx"))
    page(crowd, "programme").part.export(str(tmp_path / "programme.xlsx"))
    assert (tmp_path / "programme.xlsx").read_bytes().startswith(b"PK")
    page(crowd).part.export(str(tmp_path / "guests.xlsx"))
    assert shell.notes[-1] == "Saved."
    exported = ask(lambda read: read.sql("SELECT tbl, \"row\" FROM audit WHERE verb = 'export'"))
    assert exported == [("event", ""), ("event", crowd), ("event", crowd)]
    table = importing.guest_table(importing.as_text(tmp_path / "guests.xlsx"))
    rows = importing.guest_rows(table, table.columns)
    sifted = ask(lambda read: events.sift_guests(read, crowd, rows))
    assert (len(sifted.known), len(sifted.good), len(sifted.broken)) == (120, 0, 0)


def test_five_hundred_guests_do_not_hold_the_window(conference, page, do):
    rows = [events.GuestRow(number, guest(number)) for number in range(500)]
    do(lambda work: events.add_guests(work, conference, rows))
    shown = page(conference).part
    assert len(shown.table.rows.lines) == 500
    QTest.keyClicks(shown.words, "kowalska")
    QTest.keyClick(shown.words, Qt.Key.Key_Escape)
    assert len(shown.table.rows.lines) == 500


def test_several_are_taken_off_at_once(crowd, page, ask, undo):
    shown = page(crowd).part
    shown.table.selectAll()
    act(shown, "Off the list")
    assert card(ask, crowd).guests == ()
    undo()
    assert len(card(ask, crowd).guests) == 120


def test_the_sheet_to_hand_out_is_printed_from_the_survey(training, page, opened):
    page(training, "survey").part.print_sheets()
    dialog = opened[-1]
    assert isinstance(dialog, EventPapers)
    assert dialog.grid.values()["paper"] == "survey"
    dialog.grid.set_values({"language": "uk"})
    dialog.show_paper()
    assert isinstance(opened[-1], PdfDialog)


def test_a_room_and_an_interpreter_off_their_lists_keep_their_names(conference, page, opened, do):
    room = do(lambda work: diary.keep_room(work, {"name": "Aula", "seats": "300"}))
    person = {"name": "Iryna Tłumacz", "languages": "uk", "adult": "yes", "sworn": "no"}
    interpreter = do(lambda work: diary.keep_interpreter(work, person))
    point = {"day": "2026-11-23", "starts_at": "9:00", "minutes": "60", "title": "Otwarcie", "room_id": room}
    do(lambda work: events.add_point(work, conference, {**point, "interpreter_id": interpreter}))
    for table, row_id in (("room", room), ("interpreter", interpreter)):
        do(lambda work, table=table, row_id=row_id: diary.retire_bookable(work, table, row_id))
    shown = page(conference, "programme").part
    shown.change(shown.table.rows.lines[0])
    boxes = opened[-1].grid.boxes
    assert boxes["room_id"].editor.combo.currentText() == "Aula (no longer on the list)"
    assert boxes["interpreter_id"].editor.combo.currentText() == "Iryna Tłumacz (no longer on the list)"
