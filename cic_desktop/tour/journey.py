"""The main job from end to end, in the real windows: unlock → register → help → form → month → bundle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from cic_desktop import projects
from cic_desktop.core import clock
from cic_desktop.core.periods import Month
from cic_desktop.tour.guide import Guide, Lost

__all__ = ["run_tour"]

_CLIENTS, _SERVICES = 80, 600
NEWCOMER = {
    "surname": "Hryhorenko", "given": "Larysa", "citizenship": "UA", "language": "uk", "birth_date": "15.04.1992",
    "sex": "F", "phone": "570 345 678", "stay_title": "temporary_protection", "rodo_given": "yes",
}  # fmt: skip
MORE: tuple[dict[str, Any], ...] = (
    {"original_surname": "Григоренко", "original_given": "Лариса", "birth_place": "Kijów", "birth_country": "UA",
     "father_name": "Mykola", "mother_name": "Halyna", "mother_maiden_name": "Bondar", "marital_status": "panna"},
    {"stay_valid_from": "2022-03-20", "stay_valid_to": "2027-03-04", "document_kind": "passport_bio",
     "document_number": "FH123456", "document_country": "UA", "document_valid_to": "2031-05-17"},
    {"street": "Krakowska", "house": "12", "flat": "5", "postcode": "45-018", "town": "Opole", "region": "16"},
    {"education": "higher", "occupation": "pielęgniarka", "needs": ["stay", "work"]},
    {"project_id": "PROJECT", "enrolled_on": "TODAY", "declared_on": "TODAY"},
)  # fmt: skip


def run_tour(out: Path, lang: str = "pl", until: date | None = None) -> list[Path]:
    """Walk the whole main job on a demo register in `out/register`; returns the files made, pictures included."""
    guide = Guide(out, lang)
    guide.make_register(_CLIENTS, _SERVICES, until)
    try:
        for step in STEPS:
            step(guide)
    finally:
        guide.finish()
    return guide.made


def _unlock(guide: Guide) -> None:
    window = guide.start()
    guide.shot(window, "01-unlock")
    guide.unlock(window)
    guide.shot(guide.window, "02-today")


def _find(guide: Guide) -> None:
    page = guide.page("clients")
    page.find_box.setText("szewczenko")
    guide.shot(guide.window, "03-find")


def _register(guide: Guide) -> None:
    from cic_desktop.ui.clients.registration import RegistrationDialog

    guide.window.new_client()
    dialog = guide.dialog(RegistrationDialog)
    guide.answer(dialog.grid, dict(NEWCOMER))
    guide.shot(dialog, "04-registration")
    dialog.save()
    guide.wait(lambda: guide.at("client"), "register")
    guide.shot(guide.window, "05-client-registered")


def _complete(guide: Guide) -> None:
    guide.window.page("client").edit()
    guide.settle()
    page = guide.window.page("intake")
    with guide.window.ctx.opened.database.read(guide.window.ctx.actor) as read:
        known = {"TODAY": clock.today().isoformat(), "PROJECT": projects.current_project(read)}
    for number, answers in enumerate(MORE):
        given = {name: known.get(str(value), value) for name, value in answers.items()}
        guide.answer(page.questions.grid, given)
        guide.shot(guide.window, f"06-intake-{number + 1}")
        page.next()
        guide.settle()
    guide.shot(guide.window, "06-intake-review")
    page.save()
    guide.wait(lambda: guide.at("client"), "complete the intake")
    guide.shot(guide.window, "07-client")


def _help(guide: Guide) -> None:
    person_id = guide.window.page("client").person_id
    page = guide.page("sitting", person_ids=(person_id,))
    card = page.add_kind("document_help")
    guide.answer(card.grid, {"document": "pesel", "state": "printed", "topic": "civil", "minutes": "40",
                             "description": "Wyjaśniono, kiedy potrzebny jest wniosek o PESEL."})  # fmt: skip
    guide.answer(page.talk.grid, {"signature": "now", "minutes": "40"})
    guide.shot(guide.window, "08-help")
    page.save()
    guide.wait(lambda: guide.at("client"), "record help")
    guide.page("help")
    guide.shot(guide.window, "09-help-list")


def _enquiry(guide: Guide) -> None:
    from cic_desktop.ui.assistance.enquiry import EnquiryDialog

    guide.window.new_enquiry()
    dialog = guide.dialog(EnquiryDialog)
    guide.answer(dialog.grid, {"topic": "work", "place": "phone", "language": "uk", "minutes": "5"})
    guide.shot(dialog, "10-enquiry")
    dialog.save()
    guide.settle()


def _form(guide: Guide) -> None:
    """The interview with the sample's answers for what the card does not know; printed into a file."""
    from cic_desktop import forms

    person_id = guide.window.page("client").person_id
    page = guide.page("form", form_id="EL-W-1", person_id=person_id)
    guide.shot(guide.window, "11-form-start")
    page.fill_in(forms.sample("EL-W-1"))
    guide.settle()
    guide.shot(guide.window, "12-form-review")
    guide.made.append(page.save_pdf(guide.out / "EL-W-1.pdf"))
    guide.settle()


def _papers(guide: Guide) -> None:
    guide.page("papers", person_id=guide.window.page("client").person_id)
    guide.shot(guide.window, "13-papers")


def _month(guide: Guide) -> None:
    page = guide.page("reports", month=str(Month.of(clock.today()).previous()))
    guide.shot(guide.window, "14-month")
    path = guide.out / "month.pdf"
    page.save_to(path)
    guide.wait(path.exists, "the month's report")
    guide.made.append(path)
    guide.settle()


def _bundle(guide: Guide) -> None:
    page = guide.page("bundle", month=str(Month.of(clock.today()).previous()))
    path = guide.out / "bundle.cicb"
    path.unlink(missing_ok=True)
    page.make_at(path)
    guide.wait(path.exists, "the reporting bundle")
    guide.made.append(path)
    guide.settle()
    page.check.check(path)
    guide.shot(guide.window, "15-bundle")


def _settings(guide: Guide) -> None:
    guide.page("settings")
    guide.shot(guide.window, "16-settings")
    guide.page("today")
    guide.shot(guide.window, "17-today")


def _lock(guide: Guide) -> None:
    guide.window.lock()
    guide.settle()
    if guide.program.window is not None:
        raise Lost("lock")
    guide.unlock(guide.program.first)
    guide.shot(guide.window, "18-unlocked-again")


STEPS: tuple[Callable[[Guide], None], ...] = (
    _unlock, _find, _register, _complete, _help, _enquiry, _form, _papers, _month, _bundle, _settings, _lock,
)  # fmt: skip
