"""Signing on the screen: the very paper that was read, with lines of ink on its line, kept and taken back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops

from cic_desktop import forms
from cic_desktop.core.errors import CicError, Missing, NotAllowed, Stale
from cic_desktop.core.rights import Role
from cic_desktop.db.blobs import bytes_of
from cic_desktop.db.work import Actor
from cic_desktop.forms import papers
from cic_desktop.forms.definition.model import Definition
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.forms.pdf import fill
from cic_desktop.forms.pdf.signed import signed
from cic_desktop.startup import Opened
from tests.forms import small
from tests.forms.looking import pages_text, pictures
from tests.forms.people import OKSANA, registered

NAME = Strokes((((0.1, 0.2), (0.3, 0.05), (0.5, 0.25), (0.9, 0.1)), ((0.2, 0.1), (0.4, 0.3))))
DAY = "23.11.2026"
DPI = 72  # a pixel is a point


def inked(before: bytes, after: bytes) -> list[tuple[int, int, int, int] | None]:
    """What of each page is new: left, top, right, bottom in points."""
    pairs = zip(pictures(before, DPI), pictures(after, DPI), strict=True)
    return [ImageChops.difference(one, other).point(lambda grey: 255 * (grey > 40)).getbbox() for one, other in pairs]


# --- on paper -----------------------------------------------------------------------------------------


def test_on_a_form_with_boxes_it_stands_above_its_first_line(form: Definition, sample: dict[str, Any]) -> None:
    pdf = fill(form, sample).pdf
    page, box = form.sign_place or (0, None)
    assert box is not None
    found = inked(pdf, signed(pdf, NAME, DAY))
    left, top, right, bottom = found[page - 1] or (0, 0, 0, 0)
    assert box.x - 1 <= left < right <= box.right + 1
    assert box.y - 1 <= top < bottom <= box.bottom + 2
    assert [at for at, ink in enumerate(found, 1) if ink] == [page]
    assert DAY in pages_text(signed(pdf, NAME, DAY))[page - 1]


def test_on_a_running_document_it_stands_on_the_clients_line_and_page(tmp_path: Path) -> None:
    long = small.FLOW.replace('kind = "space"\nh = 10', 'kind = "page"')
    form = small.made(tmp_path, long)
    pdf = fill(form, {"surname": "Kowal"}).pdf
    first, second, third = inked(pdf, signed(pdf, NAME, DAY))
    assert (first, third) == (None, None)
    assert second is not None and second[1] < 200, "the line stands at the head of the second page"


@pytest.mark.parametrize("paper", [paper.id for paper in papers.paper_list()])
def test_on_the_centres_papers_it_stands_on_the_first_line(register: Opened, paper: str) -> None:
    oksana = registered(register, OKSANA)
    with register.database.read(register.actor) as read:
        pdf = papers.print_papers(read, oksana, [paper], "uk")
    (ink,) = filter(None, inked(pdf, signed(pdf, NAME, DAY)))
    assert ink[2] < 595 / 2, "the person's line is the left one"
    assert ink[3] - ink[1] <= 31


def test_equal_strokes_give_equal_bytes_and_the_page_is_still_not_scaled(form: Definition) -> None:
    pdf = fill(form, {}).pdf
    one, other = (signed(pdf, NAME, DAY) for _ in range(2))
    assert one == other
    assert b"/PrintScaling /None" in one


def test_a_paper_without_a_line_says_so() -> None:
    form = definitions.load("MOS-STALY")
    with pytest.raises(CicError, match="no line to sign"):
        signed(fill(form, {}).pdf, NAME, DAY)


# --- in the register ----------------------------------------------------------------------------------


class Desk:
    """A statement the centre itself receives, filled for Oksana."""

    def __init__(self, register: Opened, form: Definition) -> None:
        self.register, self.form = register, form
        self.person_id = registered(register, OKSANA)
        self.filled = fill(form, {"surname": "Kovalenko"})
        self.id = self.do(
            lambda work: forms.save_filled(work, self.person_id, form, {"surname": "Kovalenko"}, self.filled)
        )

    def do(self, act: Any, actor: Actor | None = None) -> Any:
        with self.register.database.write(actor or self.register.actor, "test") as work:
            return act(work)

    def ask(self, look: Any) -> Any:
        with self.register.database.read(self.register.actor) as read:
            return look(read)

    @property
    def line(self) -> Any:
        return self.ask(lambda read: forms.filled_form(read, self.id))

    def sign(self, **more: Any) -> Any:
        return self.do(lambda work: forms.sign_form(work, self.id, NAME, **more))

    def rows(self) -> list[Any]:
        return self.ask(
            lambda read: read.sql(
                "SELECT document_sha256, signed_sha256, strokes_sha256, signer, witness_id, deleted_at FROM signature"
            )
        )


@pytest.fixture
def desk(register: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    folder = tmp_path / "SMALL"
    folder.mkdir()
    small.made(folder, small.FLOW)
    monkeypatch.setenv(definitions.FURTHER, str(tmp_path))
    return Desk(register, definitions.load("SMALL"))


def test_what_was_signed_is_kept_with_its_hash_and_who_saw_it(desk: Desk) -> None:
    desk.sign()
    [(document, after, strokes, signer, witness, _gone)] = desk.rows()
    assert document == desk.filled.sha256, "the very bytes that were read"
    line = desk.line
    assert (line.state, line.sha256, line.witness) == ("signed", after, desk.ask(_own_name))
    assert line.signed_on.isoformat() == "2026-11-23"
    pdf = desk.ask(lambda read: forms.filled_pdf(read, desk.id))
    assert hashlib.sha256(pdf).hexdigest() == after
    assert (signer, witness) == ("", desk.register.actor.id)
    kept = desk.ask(lambda read: Strokes.from_bytes(bytes_of(read, strokes)))
    assert kept == NAME


def _own_name(read: Any) -> str:
    return str(read.sql("SELECT name FROM account WHERE id = ?", (read.actor.id,))[0][0])


def test_a_signature_is_undone_and_taken_back(desk: Desk) -> None:
    before = desk.line
    taken = desk.sign()
    after = desk.line
    desk.do(lambda work: forms.undo_step(work, taken))
    assert replace(desk.line, revision=0) == replace(before, revision=0)
    desk.sign()
    back = desk.do(lambda work: forms.take_back(work, desk.id))
    assert (desk.line.state, desk.line.sha256, desk.line.witness) == ("filled", before.sha256, "")
    desk.do(lambda work: forms.undo_step(work, back))
    assert replace(desk.line, revision=0) == replace(after, revision=0)
    assert sorted(bool(row[-1]) for row in desk.rows()) == [False, True], "nothing is deleted"


def test_it_goes_on_to_the_office_as_any_signed_form(desk: Desk) -> None:
    desk.sign()
    desk.do(lambda work: forms.mark_printed(work, desk.id))
    assert desk.line.state == "signed"
    submitted = {"submitted_on": "2026-11-23", "submitted_how": "in_person", "office": "", "reference": ""}
    desk.do(lambda work: forms.take_step(work, desk.id, "submitted", submitted))
    desk.do(lambda work: forms.take_back(work, desk.id))
    assert (desk.line.state, bool(desk.line.witness)) == ("signed", True)


def test_somebody_may_sign_for_a_child(desk: Desk) -> None:
    desk.sign(signer="  Hanna   Kovalenko ")
    assert desk.rows()[0][3] == "Hanna Kovalenko"


def test_only_once_only_drawn_and_only_by_whoever_fills_forms(desk: Desk) -> None:
    with pytest.raises(CicError, match="Nothing is drawn"):
        desk.do(lambda work: forms.sign_form(work, desk.id, Strokes()))
    with pytest.raises(NotAllowed):
        desk.do(lambda work: forms.sign_form(work, desk.id, NAME), Actor("x", "x", Role.SPECIALIST))
    assert desk.rows() == [], "all of it or nothing"
    desk.sign()
    with pytest.raises(Stale):
        desk.sign()


def test_where_the_office_wants_a_pen_the_screen_is_refused(desk: Desk, form: Definition, sample: Any) -> None:
    filled = fill(form, sample)
    other = desk.do(lambda work: forms.save_filled(work, desk.person_id, form, sample, filled))
    with pytest.raises(CicError, match="with a pen"):
        desk.do(lambda work: forms.sign_form(work, other, NAME))


def test_a_paper_of_the_centre_is_kept_as_it_was_shown_and_signed(desk: Desk) -> None:
    pdf = desk.ask(lambda read: papers.print_papers(read, desk.person_id, ["declaration"], "uk"))
    made = desk.do(lambda work: forms.sign_paper(work, desk.person_id, "declaration", pdf, NAME))
    (line,) = desk.ask(lambda read: forms.signed_papers(read, desk.person_id))
    assert line.title.render("pl") == "Deklaracja uczestnika projektu"
    assert desk.ask(lambda read: forms.signed_pdf(read, made)) == signed(pdf, NAME, DAY)
    assert desk.rows()[0][0] == hashlib.sha256(pdf).hexdigest()
    desk.do(lambda work: forms.retire_signature(work, made))
    assert desk.ask(lambda read: forms.signed_papers(read, desk.person_id)) == []
    desk.do(lambda work: forms.restore_signature(work, made))
    assert desk.ask(lambda read: forms.signed_papers(read, desk.person_id)) == [line]


def test_a_paper_nobody_knows_is_not_signed(desk: Desk) -> None:
    with pytest.raises(Missing):
        desk.do(lambda work: forms.sign_paper(work, desk.person_id, "cheque", desk.filled.pdf, NAME))


def test_the_signature_of_a_form_is_taken_back_on_its_path_only(desk: Desk) -> None:
    desk.sign()
    (signature,) = (row[0] for row in desk.ask(lambda read: read.sql("SELECT id FROM signature")))
    with pytest.raises(Missing):
        desk.do(lambda work: forms.retire_signature(work, signature))


def test_the_proof_is_kept_with_its_form_and_may_be_signed(desk: Desk) -> None:
    proof = desk.ask(partial(_proof, desk))
    desk.do(lambda work: forms.keep_proof(work, desk.id, proof))
    assert desk.line.proof_sha256 == hashlib.sha256(proof).hexdigest()
    desk.do(lambda work: forms.sign_paper(work, desk.person_id, forms.PROOF, proof, NAME, filled_id=desk.id))
    (line,) = desk.ask(lambda read: forms.signed_papers(read, desk.person_id))
    assert (line.filled_id, line.title.render("en").endswith("SMALL")) == (desk.id, True)
    assert desk.line.state == "filled", "the form itself is not signed by it"


def _proof(desk: Desk, read: Any) -> bytes:
    return forms.print_proof(read, desk.form, {"surname": "Kovalenko"}, "uk", desk.person_id)
