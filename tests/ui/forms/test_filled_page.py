"""The register of forms, the card's tab and the path's window: steps noted, undone, printed together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from cic_desktop import clients, forms, stay
from cic_desktop.core.files import CannotWrite
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.forms import batch_dialog
from cic_desktop.ui.forms.batch_dialog import BatchDialog
from cic_desktop.ui.forms.batch_look import BatchLook
from cic_desktop.ui.forms.filled_page import FilledFormsPage
from cic_desktop.ui.forms.life_dialog import LifeDialog
from cic_desktop.ui.forms.others_dialog import OthersDialog
from cic_desktop.ui.forms.section import FormsSection
from tests.forms.people import DARYNA, OKSANA, registered

from .conftest import clipped, nameless, pressed, show

SUBMITTED = {"submitted_on": "2026-11-10", "office": "Urząd Miasta Opola", "reference": "SO.1"}
CALL = {"called_on": "2026-11-18", "term_days": "7", "kind": "call_defects"}


@pytest.fixture
def page(shell, qtbot):
    made = FilledFormsPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def stay_kept(do, ask, oksana) -> str:
    """The registration of a stay (EL/ZC/1) printed for Oksana: what it says of the home holds for the household."""
    zc = forms.load("EL-ZC-1")
    known = ask(lambda read: forms.prefilled(read, zc, oksana)).answers
    home = {"permanent": "no", "residence_country": "UA", "commune": "Opole"}
    answers = {**known, **home, "stay_from": "2026-12-01", "stay_to": "2027-11-30"}
    return str(do(lambda work: forms.save_filled(work, oksana, zc, answers, forms.fill(zc, answers), "printed")))


@pytest.fixture
def marta(do, register, oksana) -> str:
    """Another adult of Oksana's household."""
    made = registered(register, {**OKSANA, "given": "Marta", "document_number": "EX 1"})
    do(lambda work: clients.join_household(work, made, oksana, "sibling"))
    return made


def dialog(kind: type) -> Any:
    """The newest visible dialog of a kind."""
    return [made for made in QApplication.topLevelWidgets() if isinstance(made, kind) and made.isVisible()][-1]


def begin(do, form, person_id: str) -> str:
    return str(do(lambda work: forms.save_started(work, person_id, form, {"can_register": "no"}, forms.Started())))


def step(do, kept: str, name: str, answers: dict[str, str]) -> None:
    do(lambda work: forms.take_step(work, kept, name, answers))


def chips(page) -> list[str]:
    return [made.text() for made in page.chips.values()]


def shown(page) -> list[str]:
    return [item.id for item in page.table.rows.lines]


# --- the register of forms ------------------------------------------------------------------------------


def test_lists_say_how_many_wait(page, do, kept, form, oksana):
    begun = begin(do, form, oksana)
    step(do, kept, "submitted", SUBMITTED)
    page.arrive()
    assert chips(page) == ["All", "Unfinished  1", "Waiting for the office  1", "Called to complete  0", "Decided"]
    page.arrive("waiting")
    assert shown(page) == [kept]
    page.arrive("started")
    assert shown(page) == [begun]
    step(do, kept, "called", CALL)
    page.arrive("called")
    assert shown(page) == [kept]
    assert chips(page)[2:4] == ["Waiting for the office  0", "Called to complete  1"]


def test_when_a_form_leaves_the_list_nobody_elses_takes_its_place(page, do, kept, form, oksana):
    """One of two unfinished forms is out of the list: the next click must not fall upon the other."""
    begun = [begin(do, form, oksana) for _time in range(2)]
    page.arrive("started")
    gone, left = shown(page)
    assert {gone, left} == set(begun)
    assert page.chosen().id == gone
    do(lambda work: forms.retire_form(work, gone))
    page.reload()
    assert shown(page) == [left]
    assert page.chosen() is None
    assert page.card.isHidden()


def test_a_step_is_noted_with_its_date_and_undone(page, do, kept, ask, shell, undo):
    page.arrive()
    show(page)
    pressed(page.card, "It is signed…")
    asked = dialog(AskDialog)
    assert asked.grid.values() == {"signed_on": "2026-11-23"}
    asked.grid.set_values({"signed_on": "2026-11-20"})
    asked.save()
    assert ask(lambda read: forms.filled_form(read, kept)).state == "signed"
    assert shell.notes[-1] == "Noted: signed."
    undo()
    assert ask(lambda read: forms.filled_form(read, kept)).state == "printed"


def test_what_is_wrong_stands_beside_its_question(page, do, kept, ask):
    page.arrive()
    page.acts.ask_step(page.chosen(), "submitted")
    asked = dialog(AskDialog)
    asked.grid.set_values({"submitted_on": "2027-01-01"})
    asked.save()
    assert "future" in asked.grid.boxes["submitted_on"].problem_text()
    assert ask(lambda read: forms.filled_form(read, kept)).state == "printed"


def test_the_offices_name_is_there_already(page, kept):
    page.arrive()
    page.acts.ask_step(page.chosen(), "submitted")
    assert dialog(AskDialog).grid.values()["office"] == "urząd gminy"


def test_a_call_is_a_deadline_of_the_client(page, do, kept, ask, oksana):
    step(do, kept, "submitted", SUBMITTED)
    page.arrive("waiting")
    page.acts.ask_step(page.chosen(), "called")
    asked = dialog(AskDialog)
    assert asked.grid.values()["kind"] == "call_defects"
    asked.grid.set_values({"called_on": "2026-11-18", "term_days": "7"})
    asked.save()
    lines = ask(lambda read: stay.stay_file(read, oksana).deadlines)
    assert [str(line.due_on) for line in lines if line.rule == "defects"] == ["2026-11-25"]


def test_enter_shows_the_path_and_goes_on_with_an_unfinished_one(page, do, kept, form, oksana, shell):
    page.arrive()
    page.open_line(page.chosen())
    assert dialog(LifeDialog).item.id == kept
    begun = begin(do, form, oksana)
    page.arrive("started")
    page.open_line(page.chosen())
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": oksana, "filled_id": begun})


def test_a_form_filled_by_mistake_goes_and_comes_back(page, kept, ask, undo):
    page.arrive()
    page.acts.retire(page.chosen())
    assert ask(forms.filled_forms) == []
    undo()
    assert [line.id for line in ask(forms.filled_forms)] == [kept]


def test_the_page_has_names_and_room(page, do, kept, form, oksana, any_language):
    begin(do, form, oksana)
    step(do, kept, "called", CALL)
    page.arrive()
    show(page)
    assert nameless(page) == []
    assert clipped(page) == []


# --- the path -------------------------------------------------------------------------------------------


@pytest.fixture
def path(shell, kept, do, qtbot):
    step(do, kept, "submitted", SUBMITTED)
    made = LifeDialog(shell, kept)
    qtbot.addWidget(made)
    made.show()
    return made


def states(path) -> list[tuple[str, str]]:
    return [(made.text(), path.stepper.state(made.index)) for made in path.stepper.steps]


def test_the_path_says_where_the_form_is(path, do, kept):
    assert states(path) == [("Printed", "done"), ("Submitted", "current"), ("Decided", "ahead")]
    step(do, kept, "called", CALL)
    path.read()
    assert [name for name, _state in states(path)][2:] == ["Called", "Completed", "Decided"]
    assert states(path)[2] == ("Called", "current")


def test_a_finished_step_is_corrected(path, ask, kept):
    path.stepper.chosen.emit(1)
    asked = dialog(AskDialog)
    assert asked.grid.values()["reference"] == "SO.1"
    asked.grid.set_values({"reference": "SO.2"})
    asked.save()
    assert ask(lambda read: forms.filled_form(read, kept)).reference == "SO.2"


def test_the_pages_as_printed_are_told_by_their_hash(path, kept, ask, shell):
    sha256 = ask(lambda read: forms.filled_form(read, kept)).sha256
    pressed(path, "Copy the whole hash")
    assert QApplication.clipboard().text() == sha256
    path.stepper.chosen.emit(0)
    from cic_desktop.ui.printing import PdfDialog

    assert dialog(PdfDialog).pdf == ask(lambda read: forms.filled_pdf(read, kept))


def test_a_colleague_was_faster(path, do, kept, ask):
    path.acts.ask_step(path.item, "decided")
    asked = dialog(AskDialog)
    asked.grid.set_values({"decision": "granted"})
    step(do, kept, "decided", {"decided_on": "2026-11-22", "decision": "refused"})
    asked.save()
    assert not asked.choice.isHidden(), "both values are shown"
    assert ask(lambda read: forms.filled_form(read, kept)).decision == "refused"


def test_the_path_has_names_and_room(shell, kept, do, qtbot, any_language):
    step(do, kept, "submitted", SUBMITTED)
    step(do, kept, "called", CALL)
    made = LifeDialog(shell, kept)
    qtbot.addWidget(made)
    show(made, (760, 700))
    assert nameless(made) == []
    assert clipped(made) == []


# --- the card's tab ---------------------------------------------------------------------------------------


def test_the_card_shows_unfinished_forms_first(shell, do, kept, form, oksana, qtbot):
    section = FormsSection(shell)
    qtbot.addWidget(section)
    begun = begin(do, form, oksana)
    section.show_person(oksana)
    assert list(section.rows) == [begun, kept]
    section.rows[begun].activated.emit()
    assert shell.opened[-1][1]["filled_id"] == begun
    section.rows[kept].activated.emit()
    assert dialog(LifeDialog).item.id == kept


def test_the_card_leads_to_the_forms(shell, oksana, qtbot):
    section = FormsSection(shell)
    qtbot.addWidget(section)
    section.show_person(oksana)
    show(section)
    pressed(section, "Fill a form")
    assert shell.opened[-1] == ("forms", {"person_id": oksana})


# --- together -----------------------------------------------------------------------------------------


@pytest.fixture
def two(do, kept, form, sample, oksana):
    """Two forms filled and printed before."""
    other = {**sample, "surname": "INNA"}
    return [kept, do(lambda work: forms.save_filled(work, oksana, form, other, forms.fill(form, other), "printed"))]


def together(page) -> BatchDialog:
    page.arrive()
    flags = QItemSelectionModel.SelectionFlag
    for row in range(2):
        page.table.selectionModel().select(page.table.rows.index(row, 0), flags.Select | flags.Rows)
    show(page)
    pressed(page.card, "Print them together")
    return dialog(BatchDialog)


def printed_count(ask) -> int:
    return int(ask(lambda read: read.sql("SELECT count(*) FROM audit WHERE verb = 'print'"))[0][0])


def test_chosen_lines_become_one_pdf(page, two, ask, tmp_path: Path, shell):
    made = together(page)
    assert made.words.text() == "2 forms are ready."
    before = printed_count(ask)
    made.save_to(tmp_path / "all.pdf")
    assert made.batch is not None
    assert (tmp_path / "all.pdf").read_bytes() == made.batch.pdf
    assert printed_count(ask) == before + 2
    assert shell.notes[-1] == "2 forms are printed and kept."


def test_each_is_looked_at_before_it_goes_out(page, two, ask):
    made = together(page)
    before = printed_count(ask)
    pressed(made, "Look through")
    look = dialog(BatchLook)
    show(look, (920, 720))
    assert clipped(look) == [] and nameless(look) == []
    assert look.whose.text().endswith("1 of 2")
    assert not look.print_button.isVisible() and not look.save_button.isVisible(), "they go out together, or not at all"
    shown = [look.pdf]
    look.next.click()
    shown.append(look.pdf)
    assert made.batch is not None
    assert shown == [one.pdf for one in made.batch.ready]
    assert look.whose.text().endswith("2 of 2")
    assert not look.next.isEnabled()
    look.before.click()
    assert look.number == 0 and not look.before.isEnabled()
    look.reject()
    assert printed_count(ask) == before, "looking is not printing"
    assert made.isVisible() and made.print_button.isEnabled()


def test_a_full_disk_keeps_nothing_and_loses_nothing(page, two, ask, tmp_path: Path, monkeypatch):
    made = together(page)
    before = printed_count(ask)

    def full(_path: Path, _data: bytes) -> None:
        raise CannotWrite(28)

    monkeypatch.setattr(batch_dialog, "write_atomically", full)
    made.save_to(tmp_path / "all.pdf")
    assert "disk is full" in made.banner._text.text()
    assert printed_count(ask) == before
    assert made.print_button.isEnabled(), "it can be tried again"


def to_file(path: Path) -> Any:
    """A printer that prints into a file."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(60)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return lambda *_args: printer


def test_a_printer_that_is_gone_is_said_and_nothing_is_noted(page, two, ask, monkeypatch, tmp_path: Path):
    made = together(page)
    before = printed_count(ask)
    monkeypatch.setattr(batch_dialog, "choose_printer", to_file(tmp_path / "no such folder" / "out.pdf"))
    made.print()
    assert "did not answer" in made.banner._text.text()
    assert printed_count(ask) == before
    assert made.print_button.isEnabled(), "it can be tried again"


def test_printing_goes_page_by_page_and_is_kept_at_the_end(page, two, ask, monkeypatch, tmp_path: Path, qtbot, shell):
    made = together(page)
    monkeypatch.setattr(batch_dialog, "choose_printer", to_file(tmp_path / "out.pdf"))
    made.print()
    seen: list[tuple[int, int]] = []
    assert made.job is not None
    made.job.progress.connect(lambda done, total: seen.append((done, total)))
    assert not made.print_button.isEnabled()
    qtbot.waitUntil(lambda: bool(shell.notes), timeout=20_000)
    assert seen == [(done, 8) for done in range(1, 9)]
    assert forms.page_count((tmp_path / "out.pdf").read_bytes()) == 8


def test_printing_is_stopped_and_nothing_is_noted(page, two, ask, monkeypatch, tmp_path: Path, qtbot):
    made = together(page)
    before = printed_count(ask)
    monkeypatch.setattr(batch_dialog, "choose_printer", to_file(tmp_path / "out.pdf"))
    made.print()
    made.reject()
    qtbot.waitUntil(lambda: made.job is None)
    assert made.isVisible()
    assert "Cancelled" in made.banner._text.text()
    assert printed_count(ask) == before


def test_the_same_form_for_the_household(page, stay_kept, marta, ask, tmp_path: Path):
    page.arrive()
    page.acts.for_others(page.chosen())
    asked = dialog(OthersDialog)
    assert list(asked.ticks) == [marta]
    asked.fill()
    made = dialog(BatchDialog)
    assert made.words.text() == "1 form is ready.", made.batch.refused
    made.save_to(tmp_path / "marta.pdf")
    [line] = ask(lambda read: forms.filled_forms(read, marta))
    assert (line.state, line.form_id) == ("printed", "EL-ZC-1")


def test_one_that_cannot_be_printed_is_opened_with_what_is_known(page, kept, do, register, oksana, ask, shell):
    """A child without a birth date: refused, then gone on with by hand; nothing has to be asked again."""
    marta = registered(register, {**DARYNA, "given": "Marta"})
    page.arrive()
    page.acts.for_others(page.chosen())
    asked = dialog(OthersDialog)
    asked._add([ask(lambda read: clients.card(read, marta)).line])
    asked.fill()
    made = dialog(BatchDialog)
    show(made, (760, 420))
    assert made.words.text() == "Cannot be printed: 1"
    assert clipped(made) == [] and nameless(made) == []
    pressed(made, "Open the form of Bondar Marta")
    assert not made.isVisible()
    ((line),) = ask(lambda read: forms.filled_forms(read, marta))
    assert line.state == "started"
    assert shell.opened[-1] == ("form", {"form_id": "EL-W-1", "person_id": marta, "filled_id": line.id})
    answers = ask(lambda read: forms.filled_answers(read, line.id))[2]
    assert answers["basis_text"], "the shared answers came along"


def test_what_was_refused_stays_on_view_when_the_others_are_printed(
    page, stay_kept, marta, register, ask, tmp_path: Path
):
    other = registered(register, DARYNA)
    page.arrive()
    page.acts.for_others(page.chosen())
    asked = dialog(OthersDialog)
    asked._add([ask(lambda read: clients.card(read, other)).line])
    asked.fill()
    made = dialog(BatchDialog)
    made.save_to(tmp_path / "all.pdf")
    assert made.isVisible()
    assert made.words.text() == "1 form is printed and kept. Cannot be printed: 1"
    assert not made.print_button.isEnabled(), "what is kept is not kept twice"
    pressed(made, "Close")
    assert not made.isVisible()
