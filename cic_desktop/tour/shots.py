"""A picture of every page and dialog: four languages in daylight, Polish in the dark and on a wide screen too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from cic_desktop import clients
from cic_desktop.app.settings import Settings
from cic_desktop.core import clock
from cic_desktop.core.periods import Month
from cic_desktop.i18n import LANGUAGES
from cic_desktop.paths import data_root
from cic_desktop.tour.courses import course_shots
from cic_desktop.tour.events import event_shots
from cic_desktop.tour.guide import SIZE, Guide
from cic_desktop.tour.portal import portal_shots
from cic_desktop.ui.theme import Choice

__all__ = ["Look", "run_shots"]

_CLIENTS, _SERVICES = 120, 900
_EMPTY = ("overview", "family", "plan", "files")  # tabs of a card with nothing on them yet


@dataclass(frozen=True)
class Look:
    """One way the program is looked at."""

    lang: str
    scheme: Choice = "light"
    size: tuple[int, int] = SIZE

    @property
    def name(self) -> str:
        wide = "" if self.size == SIZE else f"-{self.size[0]}x{self.size[1]}"
        return f"{self.lang}-{self.scheme}{wide}"


LOOKS = (*(Look(lang) for lang in LANGUAGES), Look("pl", "dark"), Look("pl", "light", (1920, 1080)))


def run_shots(out: Path, looks: tuple[Look, ...] = LOOKS, until: date | None = None) -> list[Path]:
    """Pictures into `out/<language>-<light or dark>/`; returns them."""
    guide = Guide(out)
    guide.make_register(_CLIENTS, _SERVICES, until)
    first = guide.start()
    for look in looks:
        with _looking(guide, look, first):
            guide.shot(first, f"{look.name}/unlock")
            _first_start(guide, look)
    guide.unlock(first)
    person_id = _somebody(guide)
    for look in looks:
        with _looking(guide, look, guide.window):
            _pages(guide, look, person_id)
            _two_records(guide, look)
            _import(guide, look)
            _visit_in_three_acts(guide, look)
            portal_shots(guide, look.name)
            course_shots(guide, look.name)
            event_shots(guide, look.name)
            _names_hidden(guide, look)
            _dialogs(guide, look, person_id)
    guide.finish()
    return guide.made


@contextmanager
def _looking(guide: Guide, look: Look, window: QWidget) -> Iterator[None]:
    guide.look(look.lang, look.scheme)
    window.resize(*look.size)
    guide.settle()
    yield


def _somebody(guide: Guide) -> str:
    """The person whose card is shown: the one the most was done with."""
    return _one(
        guide,
        "SELECT person_id FROM service_person WHERE person_id IS NOT NULL GROUP BY person_id "
        "ORDER BY count(*) DESC, person_id LIMIT 1",
    )


def _one(guide: Guide, sql: str) -> str:
    """The first value of a question to the register."""
    opened = guide.program.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        return str(read.sql(sql)[0][0])


def _planned(guide: Guide) -> str:
    """Somebody with a family and a support plan."""
    return _one(
        guide,
        "SELECT p.person_id FROM plan p JOIN household_member m ON m.person_id = p.person_id "
        "WHERE m.relation = 'head' AND p.deleted_at IS NULL ORDER BY p.id DESC LIMIT 1",
    )


def _scanned(guide: Guide) -> str:
    """Somebody with several files."""
    return _one(guide, "SELECT person_id FROM attachment GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1")


def _bare(guide: Guide) -> str:
    """Somebody with whom nothing was done yet."""
    return _one(
        guide,
        "SELECT p.id FROM person p WHERE p.deleted_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM service_person s WHERE s.person_id = p.id) "
        "AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.person_id = p.id) "
        "AND NOT EXISTS (SELECT 1 FROM plan n WHERE n.person_id = p.id) ORDER BY p.id LIMIT 1",
    )


def _guarded(guide: Guide) -> str:
    """A child with two adults and an incident noted."""
    return _one(guide, "SELECT person_id FROM incident WHERE deleted_at IS NULL ORDER BY id LIMIT 1")


def _pages(guide: Guide, look: Look, person_id: str) -> None:
    month = str(Month.of(clock.today()).previous())
    pages: tuple[tuple[str, dict[str, Any]], ...] = (
        ("today", {}), ("clients", {}), ("client", {"person_id": person_id, "section": "overview"}),
        ("client", {"person_id": person_id, "section": "stay"}),
        ("client", {"person_id": person_id, "section": "data"}),
        ("client", {"person_id": _scanned(guide), "section": "files"}), ("signoff", {}),
        ("client", {"person_id": _planned(guide), "section": "family"}),
        ("client", {"person_id": _planned(guide), "section": "plan"}),
        ("client", {"person_id": _guarded(guide), "section": "protection"}), ("intake", {"person_id": person_id}),
        ("help", {}), ("sitting", {"person_ids": (person_id,), "kind": "accompanied_visit"}), ("forms", {}),
        ("filled_forms", {}),
        ("form", {"form_id": "EL-W-1", "person_id": person_id}), ("papers", {"person_id": person_id}),
        ("deadlines", {"bucket": "30"}), ("stay_rules", {}),
        ("reports", {"month": month}), ("bundle", {"month": month}), ("settings", {}),
        ("calendar", {}), ("referrals", {}), ("follow_ups", {}),
        ("client", {"person_id": person_id, "section": "referrals"}),
        ("client", {"person_id": person_id, "section": "forms"}),
        ("visits", {}), ("housing", {}), ("translations", {}), ("powers", {}), ("sheets", {}),
        ("partners", {}),
    )  # fmt: skip
    bare = _bare(guide)
    empty = tuple(("client", {"person_id": bare, "section": name}, f"empty-{name}") for name in _EMPTY)
    named = ((key, args, _name_of_page(key, args)) for key, args in pages)
    for key, args, name in (*named, *empty, ("powers", {"which": "over"}, "powers-over")):
        guide.page(key, **args)
        guide.shot(guide.window, f"{look.name}/{name}")


def _name_of_page(key: str, args: dict[str, Any]) -> str:
    section = args.get("section", "overview")
    return key if section == "overview" else f"{key}-{section}"


def _visit_in_three_acts(guide: Guide, look: Look) -> None:
    """The visit under way: prepared, being there, told afterwards."""
    visit_id = _one(guide, "SELECT id FROM visit WHERE state = 'under_way' AND deleted_at IS NULL ORDER BY id LIMIT 1")
    for act in range(3):
        guide.page("visit", visit_id=visit_id, act=act)
        guide.shot(guide.window, f"{look.name}/visit-{act + 1}")


def _names_hidden(guide: Guide, look: Look) -> None:
    """What somebody behind the advisor's back can read."""
    privacy = guide.window.privacy
    privacy.toggle()
    guide.page("clients")
    guide.shot(guide.window, f"{look.name}/names-hidden")
    privacy.toggle()
    guide.settle()


def _import(guide: Guide, look: Look) -> None:
    """A list of the centre's own: the file, its columns, what would become of its rows."""
    page = guide.page("imports")
    page.read_file(data_root() / "resources" / "demo" / "clients-to-import.csv")
    guide.wait(lambda: page.table is not None, "the file")
    for name in ("file", "columns"):
        guide.settle()
        guide.shot(guide.window, f"{look.name}/import-{name}")
        page.forward()
    guide.wait(lambda: page.plan is not None, "the rows")
    guide.settle()
    guide.shot(guide.window, f"{look.name}/import-check")
    page.start_again()


def _two_records(guide: Guide, look: Look) -> None:
    """Somebody registered twice, and the choice of what stays."""
    page = guide.page("duplicates")
    guide.wait(lambda: page.pair is not None, "duplicates")
    guide.settle()
    guide.shot(guide.window, f"{look.name}/duplicates")
    guide.page("merge", first_id=page.pair[0], second_id=page.pair[1])
    guide.shot(guide.window, f"{look.name}/merge")


def _dialogs(guide: Guide, look: Look, person_id: str) -> None:
    for name, make in _DIALOGS.items():
        dialog = make(guide, person_id)
        dialog.show()
        guide.shot(dialog, f"{look.name}/dialog-{name}")
        dialog.close()
        guide.settle()


def _keep(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop import attachments
    from cic_desktop.ui.attachments.dialog import KeepDialog

    return KeepDialog(guide.window, person_id, attachments.Checked(b"", "application/pdf", 2), "Umowa najmu")


def _about_file(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop import attachments
    from cic_desktop.ui.attachments.dialog import AboutDialog

    opened, scanned = guide.window.ctx.opened, _scanned(guide)
    with opened.database.read(opened.actor) as read:
        lines = attachments.attachments(read, scanned)
    return AboutDialog(guide.window, lines[0])


def _hours(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.assistance.hours_dialog import HoursDialog

    return HoursDialog(guide.window)


def _registration(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.clients.registration import RegistrationDialog

    name = _name_of(guide, person_id)
    return RegistrationDialog(guide.window, {"surname": name, "citizenship": "UA", "language": "uk"})


_PASSPORT = "P<UKRSHEVCHENKO<<OLENA<<<<<<<<<<<<<<<<<<<<<<\nFA123456<6UKR8503127F3106017<<<<<<<<<<<<<<08"


def _document(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.clients.document_dialog import DocumentDialog

    made = DocumentDialog(guide.window, {"surname": "Szewczenko", "given": "Olena"}, lambda _answers: None)
    made.lines.setPlainText(_PASSPORT)
    made.read()
    return made


def _enquiry(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.assistance.enquiry import EnquiryDialog

    return EnquiryDialog(guide.window)


def _appointment(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.assistance.appointment import AppointmentDialog

    return AppointmentDialog(guide.window, person_id=person_id)


def _details(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop import diary
    from cic_desktop.ui.diary.details import AppointmentDetails

    opened = guide.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        lines = diary.agenda(read, clock.today())
    return AppointmentDetails(guide.window, lines[-1])


def _office_hours(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.diary.bookables import HOURS, BookablesDialog

    return BookablesDialog(guide.window, HOURS)


def _interpreters(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.diary.bookables import INTERPRETERS, BookablesDialog

    return BookablesDialog(guide.window, INTERPRETERS)


def _need(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.referrals.steps import NeedDialog

    return NeedDialog(guide.window, person_id)


def _note(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.referrals.notes import NoteDialog

    return NoteDialog(guide.window, person_id)


def _history(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.clients.history_dialog import HistoryDialog

    return HistoryDialog(guide.window, person_id, _name_of(guide, person_id))


def _account(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.settings.dialogs import AccountDialog

    return AccountDialog(guide.window, guide.window)


def _power(guide: Guide, person_id: str) -> QDialog:
    return guide.window.page("powers").ask_power(None, person_id)


def _for_the_client(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop import assistance
    from cic_desktop.ui.private.client_window import client_window

    opened, window = guide.window.ctx.opened, client_window(guide.window)
    with opened.database.read(opened.actor) as read:
        window.show_sheet(assistance.sheets.sheet(read, "health", "uk"))
    return window


def _palette(guide: Guide, person_id: str) -> QDialog:
    guide.window.palette_box.popup()
    return guide.window.palette_box


def _proceeding(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.stay.dialogs import record_dialog

    return record_dialog(guide.window, person_id, "proceeding")


def _letter(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.stay.dialogs import record_dialog

    return record_dialog(guide.window, person_id, "letter")


def _rule(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop import stay
    from cic_desktop.ui.stay.dialogs import rule_dialog

    return rule_dialog(guide.window, stay.shipped().rule("temporary_protection"))


_DIALOGS: dict[str, Callable[[Guide, str], Any]] = {
    "registration": _registration,
    "document": _document,
    "enquiry": _enquiry,
    "appointment": _appointment,
    "appointment-details": _details,
    "office-hours": _office_hours,
    "interpreters": _interpreters,
    "need": _need,
    "note": _note,
    "history": _history,
    "proceeding": _proceeding,
    "letter": _letter,
    "rule": _rule,
    "keep-file": _keep,
    "about-file": _about_file,
    "hours": _hours,
    "account": _account,
    "translation-order": lambda guide, person: guide.window.page("translations").ask_order(None, person),
    "power-of-attorney": _power,
    "partner": lambda guide, _person: guide.page("partners").ask_partner(None),
    "where-to-turn": lambda guide, _person: guide.page("partners").turn(),
    "for-the-client": _for_the_client,
    "palette": _palette,
}


def _name_of(guide: Guide, person_id: str) -> str:
    opened = guide.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        return clients.display_name(read, person_id).split()[0]


def _first_start(guide: Guide, look: Look) -> None:
    """The steps of the first start, up to where it would make a register."""
    from cic_desktop.ui.first_start import FirstStart

    window = FirstStart(guide.out / "nowhere", Settings(None), guide.program.runner)
    window.resize(*look.size)
    window.show()
    for step in range(4):
        window.show_step(step)
        guide.shot(window, f"{look.name}/first-start-{step + 1}")
    window.close()
    window.deleteLater()
