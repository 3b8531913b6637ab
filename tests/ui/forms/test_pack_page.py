"""The arrival pack: chosen on the first page, asked once, each form kept and printed by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from cic_desktop import db, forms
from cic_desktop.core.fields import Answers
from cic_desktop.forms.packs.model import FORMS
from cic_desktop.ui.forms.batch_dialog import BatchDialog
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.forms.list_page import FormsPage
from tests.forms.looking import pages_text

from .conftest import answer, clipped, nameless, pressed, show

PACK = "pack:arrival"


@pytest.fixture
def page(shell, qtbot):
    made = InterviewPage(shell)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def answers() -> Answers:
    """The samples of the registration and of the doctor's declaration, as answers of the pack."""
    pack = forms.load_pack(PACK)
    found: Answers = {}
    for one in pack.members:
        if one.id in ("POZ-LEKARZ", "EL-ZC-1"):
            sample = forms.sample(one.id)
            found = {one.names[name]: given for name, given in sample.items()} | found
    return found | {"residence": "yes", FORMS: ["POZ-LEKARZ"], "EL-ZC-1.pesel": "44051401359"}


@pytest.fixture
def ready(page, oksana, answers):
    """The review of Oksana's pack."""
    page.arrive(PACK, oksana)
    page.interview.answers = answers | {FORMS: ["POZ-LEKARZ"]}
    page._go(99)
    assert page.interview.step is None
    assert [found for found in page.interview.problems() if found.severity == "error"] == []
    return page


def dialog(kind: type) -> Any:
    return [made for made in QApplication.topLevelWidgets() if isinstance(made, kind) and made.isVisible()][-1]


def test_the_pack_begins_with_what_is_wanted(page, oksana):
    page.arrive(PACK, oksana)
    assert list(page.questions.grid.boxes) == ["residence", FORMS]
    assert page.interview.answers[FORMS] == ["POZ-LEKARZ", "POZ-PIELEGNIARKA", "POZ-POLOZNA"]
    before = len(page.trail.steps)
    answer(page, residence="yes")
    assert len(page.trail.steps) > before


def test_what_is_known_is_filled_in_once(page, oksana):
    page.arrive(PACK, oksana)
    answer(page, residence="yes")
    page.go_to("EL-ZC-1.surname")
    assert page.questions.grid.values()["EL-ZC-1.surname"] == "Kovalenko"
    assert page.interview.origin("EL-ZC-1.surname") == "record"


def test_beside_each_page_stands_the_form_it_is_about(page, oksana, qtbot):
    page.arrive(PACK, oksana)
    answer(page, residence="yes")
    page.go_to("EL-ZC-1.surname")
    qtbot.waitUntil(lambda: "EL/ZC/1" in pages_text(page.preview.form.pdf)[0])
    page.go_to("POZ-LEKARZ.provider")
    assert page.interview.member.id == "POZ-LEKARZ"


def test_the_review_names_the_forms(ready):
    assert list(ready.pack_card.rows) == ["EL-ZC-1", "POZ-LEKARZ"]
    assert not ready.pack_card.isHidden()
    assert ready.print_card.isHidden()


def test_the_review_says_what_will_stand_on_an_added_sheet(ready, qtbot):
    assert ready.pack_card.long.isHidden()
    ready.interview.answers |= {"EL-ZC-1.street": "Ulica o bardzo długiej nazwie " * 6}
    ready._go(99)
    qtbot.waitUntil(lambda: not ready.pack_card.long.isHidden())
    assert "Ulica" in ready.pack_card.long._text.text()


def test_every_form_is_kept_by_itself(ready, ask, oksana, shell):
    shell.ctx.flush_drafts()
    ready.forward()
    lines = ask(lambda read: forms.filled_forms(read, oksana))
    assert sorted(line.form_id for line in lines) == ["EL-ZC-1", "POZ-LEKARZ"]
    assert {line.state for line in lines} == {"filled"}
    assert len({line.pack for line in lines}) == 1
    for line in lines:
        assert line.edition == forms.editions(line.form_id)[-1]
        _form, _edition, own = ask(lambda read, one=line.id: forms.filled_answers(read, one))
        assert own["surname"]
        assert not any("." in name for name in own), "each has its own questions' names again"
    assert ask(db.my_drafts) == []


def test_they_are_printed_one_by_one_or_together(ready, ask, tmp_path: Path, oksana):
    ready.forward()
    done = ready.pack_done
    assert not done.isHidden()
    assert "2 forms are with Kovalenko" in done.words.text()
    show(ready)
    first = next(iter(done.rows))
    pressed(done.rows[first], "Print")
    from cic_desktop.ui.printing import PdfDialog

    dialog(PdfDialog).save_to(tmp_path / "one.pdf")
    assert ask(lambda read: forms.filled_form(read, first)).state == "printed"
    done.print_all()
    dialog(BatchDialog).save_to(tmp_path / "all.pdf")
    assert {line.state for line in ask(lambda read: forms.filled_forms(read, oksana))} == {"printed"}


def test_a_pack_is_saved_for_later_and_its_row_goes_when_it_is_finished(page, oksana, ask, answers):
    page.arrive(PACK, oksana)
    answer(page, residence="yes")
    page.save_for_later()
    [begun] = ask(lambda read: forms.filled_forms(read, which="started"))
    assert begun.form_id == PACK
    page.arrive(PACK, oksana, begun.id)
    assert page.interview.answers["residence"] == "yes"
    page.interview.answers = answers
    page._go(99)
    page.forward()
    assert sorted(line.form_id for line in ask(forms.filled_forms)) == ["EL-ZC-1", "POZ-LEKARZ"]


def test_nothing_is_kept_while_an_answer_is_missing(ready, ask):
    ready.interview.answers["EL-ZC-1.given_names"] = ""
    ready.forward()
    assert ask(forms.filled_forms) == []
    assert "1 answer is missing" in ready.banner._text.text()


def test_a_pack_wants_a_client(page, answers):
    page.arrive(PACK)
    page.interview.answers = answers
    page._go(99)
    page.forward()
    assert "kept with a client" in page.banner._text.text()


def test_the_forms_page_begins_it(shell, oksana, qtbot):
    made = FormsPage(shell)
    qtbot.addWidget(made)
    made.arrive(oksana)
    made.packs[PACK].begin.click()
    assert shell.opened[-1] == ("form", {"form_id": PACK, "person_id": oksana})


def test_pages_have_names_and_room(ready, any_language):
    show(ready)
    assert nameless(ready) == []
    assert clipped(ready) == []
    ready.forward()
    show(ready)
    assert clipped(ready) == []


def test_one_proof_of_the_whole_pack_is_kept_with_each_of_its_forms(ready, ask, oksana, tmp_path: Path):
    ready.answers.proof.click()
    told = " ".join(pages_text(ready.proof.pdf))
    assert "Kovalenko" in told and "розбірливий підпис" in told
    ready.proof.dialog.save_to(tmp_path / "proof.pdf")
    ready.print()
    hashes = {line.proof_sha256 for line in ask(lambda read: forms.filled_forms(read, oksana))}
    assert len(hashes) == 1 and hashes != {""}


def test_an_edition_that_ended_is_said_among_the_forms_of_the_pack(ready, monkeypatch):
    said = [label.text() for label in ready.pack_card.findChildren(QLabel)]
    assert not any("valid until" in words for words in said)
    form = next(one for one in ready.interview.pack.members if one.id == "POZ-LEKARZ")
    monkeypatch.setitem(vars(form.definition.info), "valid_to", date(2026, 11, 22))
    ready.pack_card.show_pack(ready.interview)
    said = [label.text() for label in ready.pack_card.findChildren(QLabel)]
    assert sum("valid until" in words for words in said) == 1


def test_a_second_press_keeps_nothing_twice_and_what_is_typed_meanwhile_is_another(ready, ask, oksana, request):
    slow = request.getfixturevalue("slow")
    ready.print()
    first = ready.finish
    ready.print()
    assert ready.finish is first
    printed = ready.interview.answers["EL-ZC-1.surname"]
    ready.interview.answers["EL-ZC-1.surname"] = "Typed meanwhile"
    while slow.jobs:
        slow.work()
    found = ask(lambda read: forms.filled_forms(read, oksana))
    assert sorted(line.form_id for line in found) == ["EL-ZC-1", "POZ-LEKARZ"]
    registration = next(line for line in found if line.form_id == "EL-ZC-1")
    assert ask(lambda read: forms.filled_answers(read, registration.id))[2]["surname"] == printed
