"""A form's whole life: asked in Ukrainian, laid aside, taken up by a colleague, printed, signed, called, decided."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from cic_desktop import clients, forms
from cic_desktop.core.fields import Answers
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.printing import PdfDialog
from tests.journeys.conftest import Ask, log_in, press, said

PACK = "pack:arrival"
LARYSA = {
    "surname": "Hryhorenko", "given": "Larysa", "original_surname": "Григоренко", "original_given": "Лариса",
    "citizenship": "UA", "language": "uk", "birth_date": "1987-03-14", "birth_country": "UA", "sex": "F",
    "birth_place": "Żytomierz", "street": "Damrota", "house": "7", "postcode": "45-064", "town": "Opole",
    "phone": "512 345 678", "document_kind": "passport_bio", "document_number": "FX 123456", "document_country": "UA",
}  # fmt: skip
CHOSEN = ["POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA"]


class Walk:
    """The steps of the journey; each is what an advisor does, and ends when the window shows it is done."""

    def __init__(self, guide: Guide, ask: Ask, out: Path) -> None:
        self.guide, self.ask, self.out = guide, ask, out
        self.person_id = ""
        self.told: Answers = {}

    @property
    def page(self) -> Any:
        return self.guide.window.page("form")

    def register(self) -> None:
        opened = self.guide.window.ctx.opened
        with opened.database.write(opened.actor, "register a client") as work:
            self.person_id = clients.register(work, dict(LARYSA)).id

    def begin(self) -> None:
        """From the client's card."""
        page = self.guide.page("client", person_id=self.person_id, section="forms")
        self.guide.wait(lambda: page.tabs.section is not None, "the card's forms")
        press(page.tabs.section, "Arrival pack")
        self.guide.wait(lambda: self.guide.at("form") and self.page.interview is not None, "the interview")
        self.guide.settle()
        for one in self.page.interview.pack.members:
            for own, answer in forms.sample(one.id).items():
                self.told.setdefault(one.names[own], answer)
        self.told |= {"residence": "yes", "POZ-LEKARZ.has_pesel": "no"}

    def step(self) -> None:
        """Answer what stands empty on this page, and go on."""
        grid = self.page.questions.grid
        for _turn in range(3):  # an answer may ask more
            empty = [name for name, answer in grid.values().items() if not answer and self.told.get(name)]
            for name in empty:
                self.guide.answer(grid, {name: self.told[name]})
        self.page.forward()
        self.guide.settle()

    def until_review(self) -> None:
        for _step in range(40):
            if self.page.interview.step is None:
                return
            self.step()
        raise AssertionError("the interview has no end")

    def lay_aside(self) -> str:
        self.page.later.click()
        self.guide.wait(lambda: not self.guide.at("form"), "save for later")
        (line,) = self.ask(lambda read: forms.filled_forms(read, self.person_id))
        assert line.state == "started"
        return str(line.id)

    def take_up(self, filled_id: str) -> None:
        """From the list of what is unfinished."""
        page = self.guide.page("filled_forms", which="started", chosen=filled_id)
        self.guide.wait(lambda: page.chosen() is not None and page.chosen().id == filled_id, "the list")
        press(page.card, "Go on with it")
        self.guide.wait(lambda: self.guide.at("form") and self.page.interview is not None, "the interview")
        self.guide.settle()

    def proof(self) -> str:
        """What the client reads and signs; gives what it says."""
        self.page.answers.proof.click()
        dialog = self.guide.dialog(PdfDialog)
        dialog.save_to(self.out / "proof.pdf")
        dialog.close()
        self.guide.settle()
        return words(self.out / "proof.pdf")

    def print_all(self) -> dict[str, tuple[str, Path]]:
        """Keep the pack and print each form; its id and the file by the form."""
        self.page.forward()
        self.guide.wait(lambda: self.page.pack_done.isVisible() and bool(self.page.pack_done.rows), "keep the pack")
        self.guide.settle()
        made = {}
        for filled_id in list(self.page.pack_done.rows):
            line = self.ask(partial(forms.filled_form, filled_id=filled_id))
            press(self.page.pack_done.rows[filled_id], "Print")
            dialog = self.guide.dialog(PdfDialog)
            made[line.form_id] = filled_id, self.out / f"{line.form_id}.pdf"
            dialog.save_to(made[line.form_id][1])
            dialog.close()
            self.guide.settle()
        return made

    def note(self, filled_id: str, button: str, answers: Answers) -> Any:
        """A step of the form's life, from the list of forms; gives the form after it."""
        page = self.guide.page("filled_forms", chosen=filled_id)
        self.guide.wait(lambda: page.chosen() is not None and page.chosen().id == filled_id, "the form")
        press(page.card, button)
        dialog = self.guide.dialog(AskDialog)
        self.guide.answer(dialog.grid, answers)
        dialog.save()
        self.guide.settle()
        return self.ask(lambda read: forms.filled_form(read, filled_id))

    def radar(self) -> list[tuple[str, str]]:
        """The client's lines among the stay deadlines: (rule, day)."""
        page = self.guide.page("deadlines", bucket="30")
        self.guide.settle()
        lines = [line for line in page.table.rows.lines if line.person.id == self.person_id]
        return [(line.due.rule, str(line.due.due_on)) for line in lines]


def words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def walk(guide: Guide, ask: Ask, tmp_path: Path) -> Walk:
    made = Walk(guide, ask, tmp_path)
    made.register()
    return made


def test_the_arrival_pack_from_the_first_question_to_the_decision(walk: Walk, guide: Guide, ask: Ask) -> None:
    walk.begin()
    page = walk.page
    assert page.languages.code == "uk"
    assert page.questions.grid.values()["forms"] == CHOSEN, "no power of attorney unless it is asked for"
    walk.step()
    assert "Хто" in said(page.questions), "asked in Ukrainian"
    assert [one.id for one in page.interview.pack.needed(page.interview.answers)] == ["EL-ZC-1", *CHOSEN]
    walk.step()
    assert page.interview.answers["EL-ZC-1.surname"] == "Hryhorenko"
    filled_id = walk.lay_aside()

    log_in(guide, "oksana")
    walk.take_up(filled_id)
    assert walk.page.languages.code == "uk"
    assert walk.page.interview.at == 2, "where it was left"
    walk.until_review()
    assert [found for found in walk.page.interview.problems() if found.severity == "error"] == []
    told = walk.proof()
    assert "Hryhorenko" in told and "Numer klienta" in told and "розбірливий підпис" in told

    printed = walk.print_all()
    assert list(printed) == ["EL-ZC-1", *CHOSEN]
    assert "HRYHORENKO" in words(printed["EL-ZC-1"][1])
    form, file = printed["EL-ZC-1"]
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    line = ask(lambda read: forms.filled_form(read, form))
    assert (line.state, line.sha256, line.by) == ("printed", sha256, "Oksana Marczuk")
    assert line.proof_sha256 == hashlib.sha256((walk.out / "proof.pdf").read_bytes()).hexdigest()

    assert walk.note(form, "It is signed…", {"signed_on": "2026-11-20"}).state == "signed"
    submitted = {"submitted_on": "2026-11-20", "submitted_how": "in_person", "reference": "UPO-778899"}
    line = walk.note(form, "It is submitted…", submitted)
    assert (line.state, line.reference) == ("submitted", "UPO-778899")
    assert walk.radar() == []
    called = {"called_on": "2026-11-22", "term_days": "7", "kind": "call_defects", "reference": "SO.5343.12.2026"}
    line = walk.note(form, "The office calls to complete…", called)
    assert (line.state, line.reference, str(line.complete_by)) == ("called", "SO.5343.12.2026", "2026-11-30")
    assert walk.radar() == [("defects", "2026-11-30")], "the 7th day is a Sunday: KPA art. 57 § 4"
    line = walk.note(form, "What was missing is handed in…", {"answered_on": "2026-11-23"})
    assert (line.state, str(line.completed_on)) == ("submitted", "2026-11-23")
    assert walk.radar() == []
    line = walk.note(form, "The office decided…", {"decided_on": "2026-11-23", "decision": "granted"})
    assert (line.state, line.decision) == ("decided", "granted")

    assert ask(lambda read: forms.filled_pdf(read, form)) == file.read_bytes(), "kept as it was printed"
    assert ask(lambda read: forms.filled_form(read, form)).sha256 == sha256
    assert {one.state for one in ask(lambda read: forms.filled_forms(read, walk.person_id))} == {"printed", "decided"}


def test_a_power_of_attorney_only_when_asked_for_and_noted_once_it_is_signed(walk: Walk, guide: Guide) -> None:
    walk.begin()
    guide.answer(walk.page.questions.grid, {"residence": "done", "forms": ["PELN-SPRAWA"]})
    walk.until_review()
    assert "letters will go to" in said(walk.page.pack_card), "who receives the office's letters is named"
    ((form, _file),) = walk.print_all().values()
    walk.note(form, "It is signed…", {"signed_on": "2026-11-20"})
    press(guide.window.page("filled_forms").card, "Note it among the powers of attorney…")
    dialog = guide.dialog(AskDialog)
    assert dialog.grid is not None
    sample, told = forms.sample("PELN-SPRAWA"), dialog.grid.values()
    assert [told[name] for name in ("attorney", "scope", "office")] == [
        sample[name] for name in ("attorney", "matter", "office")
    ]
    dialog.save()
    guide.settle()
    page = guide.page("powers")
    (line,) = [line for line in page.table.rows.lines if line.person_id == walk.person_id]
    assert (line.attorney, str(line.given_on)) == (sample["attorney"], "2026-11-20")
