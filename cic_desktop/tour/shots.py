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
from cic_desktop.tour.guide import SIZE, Guide
from cic_desktop.ui.theme import Choice

__all__ = ["Look", "run_shots"]

_CLIENTS, _SERVICES = 120, 900


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
    opened = guide.program.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        rows = read.sql(
            "SELECT person_id FROM service_person WHERE person_id IS NOT NULL GROUP BY person_id "
            "ORDER BY count(*) DESC, person_id LIMIT 1"
        )
        return str(rows[0][0])


def _pages(guide: Guide, look: Look, person_id: str) -> None:
    month = str(Month.of(clock.today()).previous())
    pages: tuple[tuple[str, dict[str, Any]], ...] = (
        ("today", {}), ("clients", {}), ("client", {"person_id": person_id}), ("intake", {"person_id": person_id}),
        ("help", {}), ("sitting", {"person_ids": (person_id,), "kind": "accompanied_visit"}), ("forms", {}),
        ("form", {"form_id": "EL-W-1", "person_id": person_id}), ("papers", {"person_id": person_id}),
        ("reports", {"month": month}), ("bundle", {"month": month}), ("settings", {}),
    )  # fmt: skip
    for key, args in pages:
        guide.page(key, **args)
        guide.shot(guide.window, f"{look.name}/{key}")


def _dialogs(guide: Guide, look: Look, person_id: str) -> None:
    for name, make in _DIALOGS.items():
        dialog = make(guide, person_id)
        dialog.show()
        guide.shot(dialog, f"{look.name}/dialog-{name}")
        dialog.close()
        guide.settle()


def _registration(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.clients.registration import RegistrationDialog

    name = _name_of(guide, person_id)
    return RegistrationDialog(guide.window, {"surname": name, "citizenship": "UA", "language": "uk"})


def _enquiry(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.assistance.enquiry import EnquiryDialog

    return EnquiryDialog(guide.window)


def _appointment(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.assistance.appointment import AppointmentDialog

    return AppointmentDialog(guide.window, person_id=person_id)


def _history(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.clients.history_dialog import HistoryDialog

    return HistoryDialog(guide.window, person_id, _name_of(guide, person_id))


def _account(guide: Guide, person_id: str) -> QDialog:
    from cic_desktop.ui.settings.dialogs import AccountDialog

    return AccountDialog(guide.window, guide.window)


def _palette(guide: Guide, person_id: str) -> QDialog:
    guide.window.palette_box.popup()
    return guide.window.palette_box


_DIALOGS: dict[str, Callable[[Guide, str], Any]] = {
    "registration": _registration,
    "enquiry": _enquiry,
    "appointment": _appointment,
    "history": _history,
    "account": _account,
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
