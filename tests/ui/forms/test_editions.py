"""An edition ends: whoever prints it is warned. A saved form keeps its edition for ever."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from cic_desktop import forms
from cic_desktop.core import clock
from cic_desktop.forms.edition import reader as definitions
from cic_desktop.ui.forms.form_card import FormCard
from cic_desktop.ui.forms.interview_page import InterviewPage
from cic_desktop.ui.forms.life import FormActs
from cic_desktop.ui.forms.life_words import listed
from cic_desktop.ui.printing import PdfDialog
from tests.forms import small

RENAMED = ('label = { pl = "Nazwisko" }', 'label = { pl = "Nazwisko rodziny" }')


@pytest.fixture
def further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "further" / "SMALL"
    folder.mkdir(parents=True)
    monkeypatch.setenv(definitions.FURTHER, str(folder.parent))
    return folder


def write(folder: Path, edition: str, *changes: tuple[str, str]) -> None:
    text = small.FLOW.replace('edition = "2026-11"', f'edition = "{edition}"')
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / f"{edition}.toml").write_text(text, "utf-8")


def review(shell, qtbot, person_id: str, filled_id: str = "") -> Any:
    page: Any = InterviewPage(shell)
    qtbot.addWidget(page)
    page.arrive("SMALL", person_id, filled_id)
    page.fill_in({"surname": "Kovalenko", "kind": "a"})
    return page


@pytest.mark.parametrize(("days", "warned"), [(-1, True), (0, False), (30, False)])
def test_a_running_document_that_ended_warns_before_printing(shell, qtbot, oksana, further, days, warned):
    last = clock.today() + timedelta(days=days)
    write(further, "2026-11", ('confidence = "confirmed"', f'confidence = "confirmed"\nvalid_to = "{last}"'))
    page = review(shell, qtbot, oksana)
    assert page.interview.definition.layout == "flow"
    assert page.print_card.ended.isHidden() is not warned
    assert not warned or "Ask the office for the new one" in page.print_card.ended._text.text()


@pytest.mark.parametrize("confidence", ["confirmed", "secondary"])
def test_what_nobody_confirmed_is_said_before_printing(shell, qtbot, oksana, further, confidence):
    note = 'note = { pl = "Wzór z 2014 r. może być inny." }'
    write(further, "2026-11", ('confidence = "confirmed"', f'confidence = "{confidence}"\n{note}'))
    doubt = review(shell, qtbot, oksana).print_card.doubt
    assert doubt.isHidden() is (confidence == "confirmed")
    assert doubt.isHidden() or "Wzór z 2014 r." in doubt._text.text()


def test_the_catalogue_says_since_when_an_edition_holds_and_that_it_ended(shell, qtbot, further):
    days = 'valid_from = "2026-01-01"\nvalid_to = "2026-11-22"'
    write(further, "2026-11", ('confidence = "confirmed"', f'confidence = "confirmed"\n{days}'))
    card = FormCard(forms.load("SMALL"), None)
    qtbot.addWidget(card)
    assert any("22 November 2026" in label.text() for label in card.findChildren(QLabel))
    card.unfold()
    told = [label.text() for label in card.details.findChildren(QLabel)]
    assert "from 01.01.2026 until 22.11.2026" in told
    assert forms.load("SMALL").info.source in told


def test_a_saved_form_keeps_its_edition_when_a_new_one_comes(shell, qtbot, oksana, ask, further, tmp_path):
    write(further, "2026-11")
    review(shell, qtbot, oksana).save_pdf(tmp_path / "form.pdf")
    write(further, "2027-02", RENAMED)
    assert forms.load("SMALL").info.edition == "2027-02", "what is filled from now on is the new one"

    (line,) = ask(lambda read: forms.filled_forms(read, oksana))
    assert line.edition == "2026-11"
    assert ask(lambda read: forms.filled_pdf(read, line.id)) == (tmp_path / "form.pdf").read_bytes()
    again = review(shell, qtbot, oksana, line.id)
    assert again.interview.definition.info.edition == "2026-11"
    assert again.interview.definition.question("surname").field.label.render("pl") == "Nazwisko"
    assert not again.interview.opening.newest
    assert "older edition 2026-11" in again.banner._text.text()
    again.save_pdf(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "form.pdf").read_bytes()
    assert {line.edition for line in ask(lambda read: forms.filled_forms(read, oksana))} == {"2026-11"}
    new = review(shell, qtbot, oksana)
    assert new.interview.definition.question("surname").field.label.render("pl") == "Nazwisko rodziny"


def test_a_kept_form_of_an_edition_that_ended_warns_when_it_is_printed_again(
    shell, qtbot, oksana, ask, further, tmp_path
):
    write(further, "2026-11", ('confidence = "confirmed"', 'confidence = "confirmed"\nvalid_to = "2026-11-22"'))
    review(shell, qtbot, oksana).save_pdf(tmp_path / "form.pdf")
    write(further, "2027-02", RENAMED)
    owner = QWidget()
    qtbot.addWidget(owner)
    [item] = ask(lambda read: listed(forms.filled_forms(read, oksana)))
    FormActs(shell, owner, lambda _error: None).open_pdf(item)
    [dialog] = owner.findChildren(PdfDialog)
    assert "22 November 2026" in dialog.banner._text.text()
