"""Signing on the screen where a client sits: a form, the centre's papers, the proof in the client's language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cic_desktop import forms
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.i18n import Plain
from cic_desktop.ui.forms.filled_page import FilledFormsPage
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.forms.papers_page import PapersPage
from cic_desktop.ui.forms.section import FormsSection
from cic_desktop.ui.forms.signature_pad import SignatureDialog
from cic_desktop.ui.forms.signing import offer_paper
from cic_desktop.ui.printing import show_pdf
from tests.forms import small
from tests.forms.looking import pages_text

from .conftest import clipped, nameless, pressed, show


@pytest.fixture(autouse=True)
def statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A running document of the centre's own, which may be signed on the screen."""
    folder = tmp_path / "further" / "SMALL"
    folder.mkdir(parents=True)
    small.made(folder, small.FLOW)
    monkeypatch.setenv(definitions.FURTHER, str(folder.parent))


@pytest.fixture
def review(shell, qtbot, oksana):
    """The last look at the statement, for Oksana."""
    page: Any = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive("SMALL", oksana)
    page.fill_in({"surname": "Kovalenko", "kind": "a"})
    assert page.interview.step is None
    return page


def asked() -> SignatureDialog:
    """The dialog that waits for a signature."""
    return [d for d in QApplication.topLevelWidgets() if isinstance(d, SignatureDialog) and d.isVisible()][-1]


def sign(dialog: SignatureDialog, signer: str = "") -> None:
    if signer:
        dialog.name.setText(signer)
    QTest.mousePress(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 80))
    for point in (QPoint(160, 40), QPoint(260, 110), QPoint(380, 60)):
        QTest.mouseMove(dialog.pad, point)
    QTest.mouseRelease(dialog.pad, Qt.MouseButton.LeftButton, pos=QPoint(380, 60))
    dialog.keep.click()


def only(ask):
    (line,) = ask(lambda read: forms.filled_forms(read))
    return line


# --- a form -------------------------------------------------------------------------------------------


def test_a_form_is_signed_where_it_is_shown_and_kept_so(review, ask):
    review.print()
    before = review.finish.form.pdf
    pressed(review.finish.dialog, "Sign on the screen")
    sign(asked())
    line = only(ask)
    assert (line.state, bool(line.witness)) == ("signed", True)
    kept = ask(lambda read: forms.filled_pdf(read, line.id))
    assert review.finish.dialog.pdf == kept == review.finish.form.pdf != before
    assert "23.11.2026" in pages_text(kept)[0]
    assert review.done.sign.isHidden(), "once is enough"


def test_a_printed_one_is_signed_from_the_finish_card(review, ask, tmp_path):
    review.save_pdf(tmp_path / "form.pdf")
    assert only(ask).state == "printed"
    assert not review.done.sign.isHidden()
    review.done.sign.click()
    sign(asked(), "Hanna Kovalenko")
    assert only(ask).state == "signed"
    assert ask(lambda read: read.sql("SELECT signer FROM signature"))[0][0] == "Hanna Kovalenko"
    assert review.preview.form.pdf == ask(lambda read: forms.filled_pdf(read, only(ask).id))


def test_who_closes_the_pad_signs_nothing(review, ask):
    review.print()
    pressed(review.finish.dialog, "Sign on the screen")
    asked().cancel.click()
    assert ask(lambda read: forms.filled_forms(read)) == []


def test_where_the_office_wants_a_pen_nothing_is_offered(shell, qtbot, kept, ask, oksana, sample, tmp_path):
    page: Any = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive("EL-W-1", oksana)
    page.fill_in(sample)
    page.save_pdf(tmp_path / "form.pdf")
    assert page.done.sign.isHidden()
    register = FilledFormsPage(shell)
    qtbot.addWidget(register)
    register.arrive()
    assert "Sign on the screen" not in [act.title.render("en") for act in register.acts.of(register.table.chosen()[0])]


def test_from_the_register_it_is_signed_undone_and_signed_again(review, shell, qtbot, ask, undo, tmp_path):
    review.save_pdf(tmp_path / "form.pdf")
    register = FilledFormsPage(shell)
    qtbot.addWidget(register)
    register.arrive()
    (item,) = register.table.rows.lines
    register.acts.sign(item)
    sign(asked())
    assert only(ask).state == "signed"
    undo()
    assert only(ask).state == "printed"
    register.reload()
    (item,) = register.table.rows.lines
    register.acts.sign(item)
    sign(asked())
    register.reload()
    assert any("on the screen, witness" in value.render("en") for _name, value in register.shown(
        register.table.rows.lines[0]
    ).facts)  # fmt: skip


# --- the centre's papers ------------------------------------------------------------------------------


@pytest.fixture
def papers_page(shell, qtbot, oksana):
    made = PapersPage(shell)
    qtbot.addWidget(made)
    made.arrive(oksana)
    return made


def test_papers_are_signed_one_after_the_other_and_then_recorded(papers_page, ask, oksana, shell, undo):
    papers_page.sign_button.click()
    for at, title in enumerate(("Enrolment form", "Information on personal data", "Participant"), 1):
        words = asked().findChildren(type(asked().state))
        assert any(title in word.text() and f"{at} of 3" in word.text() for word in words), title
        sign(asked())
    assert shell.notes[-1] == "3 papers are signed."
    assert not papers_page.record_card.isHidden(), "what was signed is recorded with its day"
    assert len(ask(lambda read: forms.signed_papers(read, oksana))) == 3
    undo()
    assert ask(lambda read: forms.signed_papers(read, oksana)) == []


def test_who_stops_in_the_middle_keeps_what_is_signed(papers_page, ask, oksana):
    papers_page.sign_button.click()
    sign(asked())
    asked().cancel.click()
    assert len(ask(lambda read: forms.signed_papers(read, oksana))) == 1
    assert papers_page.record_card.isHidden()


def test_the_card_shows_what_is_signed_and_takes_it_back(papers_page, shell, qtbot, ask, oksana, undo):
    for paper in ("enrolment", "rodo"):
        papers_page.ticks[paper].setChecked(False)
    papers_page.sign_button.click()
    sign(asked(), "Hanna Kovalenko")
    section = FormsSection(shell)
    qtbot.addWidget(section)
    section.show_person(oksana)
    (line,) = ask(lambda read: forms.signed_papers(read, oksana))
    assert list(section.signed.rows) == [line.id]
    row = section.signed.rows[line.id]
    assert "signed by Hanna Kovalenko" in row.accessibleDescription()
    section.signed.open_paper(line)
    section.signed.retire(line)
    section.show_person(oksana)
    assert section.signed.isHidden()
    undo()
    section.show_person(oksana)
    assert list(section.signed.rows) == [line.id]


def test_other_papers_of_the_centre_are_signed_where_they_are_shown(shell, qtbot, ask, oksana, tmp_path):
    pdf = ask(lambda read: forms.papers.print_papers(read, oksana, ["declaration"], "uk"))
    page = PapersPage(shell)
    qtbot.addWidget(page)
    dialog = show_pdf(page, pdf, Plain("Plan"), "plan.pdf")
    offer_paper(shell.ctx, dialog, oksana, "Kovalenko Oksana", "plan", Plain("Plan"))
    pressed(dialog, "Sign on the screen")
    sign(asked())
    (line,) = ask(lambda read: forms.signed_papers(read, oksana))
    assert line.title.render("en") == "Individual support plan"
    assert dialog.pdf == ask(lambda read: forms.signed_pdf(read, line.id))


# --- the proof ----------------------------------------------------------------------------------------


def test_the_proof_printed_at_the_review_is_kept_with_the_form(review, ask, tmp_path):
    review.answers.proof.click()
    proof = review.proof
    told = " ".join(pages_text(proof.pdf))
    assert "S/1" in told and "Kovalenko" in told
    assert "розбірливий підпис" in told, "in the client's language"
    proof.dialog.save_to(tmp_path / "proof.pdf")
    assert ask(lambda read: forms.filled_forms(read)) == []
    review.save_pdf(tmp_path / "form.pdf")
    assert only(ask).proof_sha256
    assert (tmp_path / "proof.pdf").read_bytes() == proof.pdf


def test_a_proof_of_other_answers_is_not_kept_with_it(review, ask, tmp_path):
    review.answers.proof.click()
    review.proof.dialog.save_to(tmp_path / "proof.pdf")
    review.interview.answers["surname"] = "Kowalenko"
    review.save_pdf(tmp_path / "form.pdf")
    assert only(ask).proof_sha256 == ""


def test_on_the_finish_card_the_proof_may_be_signed_too(review, ask, oksana, tmp_path):
    review.save_pdf(tmp_path / "form.pdf")
    review.done.proof.click()
    pressed(review.proof.dialog, "Sign on the screen")
    sign(asked())
    (line,) = ask(lambda read: forms.signed_papers(read, oksana))
    assert (line.filled_id, only(ask).state) == (only(ask).id, "printed")
    assert only(ask).proof_sha256
    assert review.proof.dialog.pdf == ask(lambda read: forms.signed_pdf(read, line.id))


# --- words --------------------------------------------------------------------------------------------


def test_the_pad_has_names_and_room(review, any_language):
    review.print()
    review.finish.sign()
    dialog = asked()
    show(dialog, (760, 400))
    assert nameless(dialog) == []
    assert clipped(dialog) == []
    dialog.cancel.click()
