"""Agreeing on an appointment: with whom, when, about what; clashes are shown while choosing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from cic_desktop import clients, diary, security
from cic_desktop.assistance.kinds import KINDS
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Field, Option
from cic_desktop.diary.fields import APPOINTMENT
from cic_desktop.i18n import Day, Joined, Plain, _
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, h2, hbox, strong, tool_button, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.fit import fit

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.diary.service import AgendaLine

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KIND_OPTIONS = tuple(Option(kind.code, kind.title) for kind in KINDS)
_KINDS = Field("kind", _("Kind of help"), "choice", options=_KIND_OPTIONS, required=True, width=6)
_WITH = Field("account_id", _("With"), "account", required=True, width=6)
_WHEN = tuple(field for field in APPOINTMENT if field.name in ("day", "starts_at", "minutes"))


@dataclass(frozen=True)
class _Known:
    """What the dialog needs from the register."""

    colleagues: tuple[Option, ...]
    person: ClientLine | None


class AppointmentDialog(QDialog):
    """Agree on an appointment, for a client or for somebody not yet known. `then(id)` after saving."""

    def __init__(
        self, shell: Shell, person_id: str = "", day: str = "", then: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(shell if isinstance(shell, QWidget) else None)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language.bind(self, "setWindowTitle", _("New appointment"))
        self._shell, self._then = shell, then
        self._day = day or clock.today().isoformat()
        self._person: ClientLine | None = None
        self.grid: FieldGrid | None = None
        self.finder, self.banner, self.warning = PersonFinder(shell), Banner(), Banner()
        self._build()
        shell.ctx.ask(lambda read: _look(read, person_id), owner=self, then=self._start, failed=self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.save()
        else:
            super().keyPressEvent(event)

    def choose(self, person: ClientLine | None) -> None:
        """Whom it is for; nobody as long as they are not known."""
        self._person = person
        language.bind(self._name, "setText", person_words(person) if person else "")
        self._chosen.setVisible(person is not None)
        self.finder.setVisible(person is None)
        fit(self)

    def save(self) -> None:
        """Agree on it; what is wrong is said beside its field."""
        if self.grid is None:
            return
        answers = self.grid.values()
        person_id = self._person.id if self._person else ""
        kind, account_id = str(answers["kind"]), str(answers["account_id"])
        self.save_button.setEnabled(False)
        self._shell.ctx.do(
            lambda work: diary.agree(work, answers, kind, person_id, account_id),
            verb="agree on an appointment",
            owner=self,
            then=self._saved,
            failed=self._refused,
        )

    def _start(self, known: _Known) -> None:
        """The questions, with sensible answers: here, half an hour, the next quarter of an hour."""
        self.grid = FieldGrid((_KINDS, replace(_WITH, options=known.colleagues), *APPOINTMENT))
        self.grid.set_values(self._defaults())
        self.grid.edited.connect(self._edited)
        self._place.addWidget(self.grid)
        self.choose(known.person)
        self._look_for_clashes()
        if known.person:
            self.grid.focus("starts_at")
        else:
            self.finder.box.setFocus()

    def _defaults(self) -> dict[str, Any]:
        now = clock.local(clock.now())
        quarter = now + timedelta(minutes=15 - now.minute % 15)
        later = self._day != clock.today().isoformat()
        return {
            "kind": "document_help",
            "account_id": self._shell.ctx.actor.id,
            "day": self._day,
            "starts_at": "" if later else f"{quarter:%H:%M}",
            "minutes": "45",
            "place": "office",
        }

    def _edited(self, name: str) -> None:
        if name in ("day", "starts_at", "minutes", "account_id"):
            self._look_for_clashes()

    def _look_for_clashes(self) -> None:
        assert self.grid is not None
        answers = self.grid.values(hidden=True)
        try:
            when = read_answers(_WHEN, answers)
        except Invalid:
            self.warning.hide()
            return
        account_id = str(answers["account_id"])
        self._shell.ctx.ask(
            lambda read: diary.clashes(read, when["day"], when["starts_at"], when["minutes"], account_id),
            owner=self,
            then=self._show_clashes,
            latest="clashes",
        )

    def _show_clashes(self, found: list[AgendaLine]) -> None:
        if not found:
            self.warning.hide()
            fit(self)
            return
        first = found[0]
        who = Joined((Plain(first.starts_at), Plain(first.person or first.about)))
        said = _("{advisor} has another appointment then: {who}.", advisor=first.advisor, who=who)
        self.warning.say("warn", said)
        fit(self)

    def _saved(self, appointment_id: str) -> None:
        assert self.grid is not None
        when = read_answers(_WHEN, self.grid.values())
        said = _("Agreed: {day}, {time}.", day=Day(when["day"], "weekday"), time=when["starts_at"])
        shell, then = self._shell, self._then
        self.accept()

        def undo() -> None:
            shell.ctx.do(
                lambda work: diary.withdraw(work, appointment_id),
                verb="withdraw an appointment",
                owner=shell.ctx,
            )

        shell.note(said, "ok", _("Undo"), undo)
        if then is not None:
            then(appointment_id)

    def _refused(self, error: CicError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Invalid) and self.grid is not None:
            self.grid.show_problems(error.problems)
        else:
            self.banner.say("bad", error.text)
        fit(self)

    def _build(self) -> None:
        self._name, self._place = strong("", wrap=True), vbox()
        other = tool_button("x", _("Somebody else"), lambda: self.choose(None))
        self._chosen = box(hbox((self._name, 1), other))
        self._chosen.hide()
        self.finder.chosen.connect(self.choose)
        self.finder.resized.connect(lambda: fit(self))
        self.save_button = button(_("Agree"), "check", "primary", self.save)
        cancel = button(_("Cancel"), slot=self.reject)
        vbox(
            h2(_("New appointment")),
            self.banner,
            self._chosen,
            self.finder,
            self._place,
            self.warning,
            hbox(None, cancel, self.save_button, spacing=10),
            margins=(26, 22, 26, 20),
            spacing=16,
            parent=self,
        )
        self.setMinimumWidth(700)


def _look(read: Read, person_id: str) -> _Known:
    active = [line for line in security.colleagues(read) if line.active]
    found = clients.client_lines(read, [person_id]) if person_id else []
    options = tuple(Option(line.id, Plain(line.name)) for line in active)
    return _Known(options, found[0] if found else None)
