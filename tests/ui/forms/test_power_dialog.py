"""A signed power of attorney among the filled forms: noted in the register of powers with one button."""

from __future__ import annotations

import pytest

from cic_desktop import assistance, forms
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.forms.filled_page import FilledFormsPage

from .conftest import clipped, pressed, show
from .test_filled_page import dialog, step


@pytest.fixture
def page(shell, qtbot):
    made = FilledFormsPage(shell)
    qtbot.addWidget(made)
    return made


def signed_power(do, person_id: str) -> str:
    form, answers = forms.load("PELN-SPRAWA"), forms.sample("PELN-SPRAWA")
    made = do(lambda work: forms.save_filled(work, person_id, form, answers, forms.fill(form, answers), "printed"))
    step(do, made, "signed", {"signed_on": "2026-11-20"})
    return str(made)


NOTE = "Note it among the powers of attorney…"


def test_a_signed_power_is_noted_in_its_register_with_one_button(page, do, oksana, ask, shell, undo):
    made = signed_power(do, oksana)
    page.arrive(chosen=made)
    show(page)
    pressed(page.card, NOTE)
    asked = dialog(AskDialog)
    show(asked, (760, 700))
    assert clipped(asked) == []
    assert asked.grid.values()["attorney"] == forms.sample("PELN-SPRAWA")["attorney"]
    assert ask(lambda read: assistance.powers.powers_of(read, oksana)) == [], "not by itself"
    asked.save()
    (line,) = ask(lambda read: assistance.powers.powers_of(read, oksana))
    assert (str(line.given_on), line.duty) == ("2026-11-20", forms.sample("PELN-SPRAWA")["duty"])
    undo()  # the note's way to it
    assert shell.opened[-1] == ("powers", {"which": "valid", "chosen": line.id})
    page.acts.of(page.chosen())
    pressed(page.card, NOTE)
    assert shell.notes[-1] == "This power of attorney is in the register already."
    assert len(ask(lambda read: assistance.powers.powers_of(read, oksana))) == 1


def test_only_a_signed_power_is_offered(page, do, kept, oksana):
    page.arrive(chosen=kept)
    assert NOTE not in [act.title.render("en") for act in page.acts.of(page.chosen())]
    made = signed_power(do, oksana)
    do(lambda work: forms.take_back(work, made))
    page.arrive(chosen=made)
    assert page.chosen().gives_power
    assert NOTE not in [act.title.render("en") for act in page.acts.of(page.chosen())]
