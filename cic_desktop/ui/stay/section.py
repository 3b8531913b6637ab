"""The card's tab about legal stay: where the person stands today, what comes next, and everything it rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from cic_desktop import assistance, stay
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.stay.fields import FORMS
from cic_desktop.ui.assistance.follow_ups import new_follow_up
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.stay.dialogs import record_dialog
from cic_desktop.ui.stay.section_cards import BalanceCard, DeadlinesCard, RecordsCard, StandingCard, TitlesCard
from cic_desktop.ui.widgets import Banner, box, button, hbox, hide_unless, vbox

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.stay.law import Law
    from cic_desktop.stay.rows import Due, Record, StayFile
    from cic_desktop.ui.clients.row_dialog import RowDialog

_KINDS: tuple[tuple[str, Text, str], ...] = (
    ("proceeding", _("Proceedings"), "scales"),
    ("letter", _("Letters"), "mail"),
    ("event", _("Events"), "flag"),
)


_TABLES = {"event": "stay_event"}  # the others are called as their kind


class StaySection(CardSection):
    """One person's stay."""

    watches = (
        "stay", "identity_document", "proceeding", "letter", "stay_event", "crossing", "stay_rule", "radar_mark",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._ctx = shell, shell.ctx
        self._may, helps = shell.ctx.may(Right.EDIT_CLIENTS), shell.ctx.may(Right.RECORD_HELP)
        self._person_id = ""
        self._attorneys: list[str] = []  # whom the register of powers names now
        self.file: StayFile | None = None
        self.banner = Banner()
        self.add_button = button(_("Add"), "plus", slot=self.show_menu)
        hide_unless(self._may, self.add_button)
        self.standing = StandingCard(self.add_button)
        self.deadlines = DeadlinesCard(self.mark if self._may else None, self.promise if helps else None)
        self.titles = TitlesCard()
        self.balance = BalanceCard(partial(self.open_record, "crossing") if self._may else None)
        self.cards = {
            kind: RecordsCard(
                title,
                icon,
                partial(self.open_record, kind) if self._may else None,
                partial(self.promise_about, kind) if helps else None,
            )
            for kind, title, icon in _KINDS
        }
        left = box(vbox(self.deadlines, *self.cards.values(), None, spacing=18))
        right = box(vbox(self.titles, self.balance, None, spacing=18))
        self._whole = box(vbox(self.standing, hbox((left, 3), (right, 2), spacing=18), None, spacing=18))
        self._whole.hide()
        vbox(self.banner, self._whole, None, parent=self)

    def show_person(self, person_id: str) -> None:
        if person_id != self._person_id:
            self._whole.hide()
        self._person_id = person_id
        self._ctx.ask(
            lambda read: (stay.stay_file(read, person_id), stay.law_in_force(read), _attorneys(read, person_id)),
            owner=self, then=lambda found: self._show(*found), failed=self._failed, latest="stay",
        )  # fmt: skip

    def open_record(self, kind: str, record: Record | None = None) -> RowDialog:
        """Add a record, or change one."""
        proceedings = stay.proceeding_options(self.file) if self.file and kind == "letter" else ()
        hint = _attorney_words(self._attorneys) if kind in ("proceeding", "letter") else ""
        dialog = record_dialog(self._shell, self._person_id, kind, record, proceedings, hint)
        dialog.open()
        return dialog

    def promise(self, due: Due) -> None:
        """Something to be done about a deadline; what it is about is proposed."""
        title = stay.shipped().rule(due.rule).title
        new_follow_up(self._shell, self._person_id, ("person", self._person_id), title)

    def promise_about(self, kind: str, record: Record) -> None:
        """Something to be done about a proceeding, a letter or an event."""
        new_follow_up(self._shell, self._person_id, (_TABLES.get(kind, kind), record.id))

    def show_menu(self) -> None:
        """What can be added."""
        menu = QMenu(self)
        for form in FORMS:
            menu.addAction(language.text(form.add), partial(self.open_record, form.name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def mark(self, due: Due) -> None:
        """Tick a deadline; the note can undo it."""

        def told(mark: str) -> None:
            def undo() -> None:
                self._ctx.do(lambda work: stay.unmark(work, mark), verb="undo a mark", owner=self._ctx)

            self._shell.note(_("Done: {what}", what=stay.shipped().rule(due.rule).title), "ok", _("Undo"), undo)

        self._ctx.do(
            lambda work: stay.mark_line(work, due.person_id, due.rule, due.due_on, "done"),
            verb="mark a deadline", owner=self, then=told, failed=self._failed,
        )  # fmt: skip

    def _show(self, file: StayFile, law: Law, attorneys: list[str]) -> None:
        if file.person_id != self._person_id:
            return
        self.file, self._attorneys = file, attorneys
        self.banner.hide()
        self.standing.show_standing(file.standing)
        self.deadlines.show_lines(file, law)
        self.titles.show_titles(file.titles)
        self.balance.show_file(file)
        for kind, card in self.cards.items():
            card.show_records(file.of(kind), law)
        self._whole.show()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)


def _attorneys(read: Read, person_id: str) -> list[str]:
    """Who holds a power of attorney today."""
    today = clock.today()
    lines = assistance.powers.powers_of(read, person_id)
    return [line.attorney for line in lines if line.withdrawn_on is None and (line.valid_to or today) >= today]


def _attorney_words(names: list[str]) -> Words:
    """A reminder, not a default: the power may be about something else."""
    if not names:
        return ""
    who = Plain(", ".join(names))
    return _("Power of attorney in force: {who}. If it covers this case, letters go there (KPA art. 40 § 2).", who=who)
