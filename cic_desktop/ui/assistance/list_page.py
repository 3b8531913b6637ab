"""Help given: the list, its totals, and signatures brought later. Also the list behind a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from cic_desktop import assistance, courses
from cic_desktop.assistance.kinds import kind
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.help_filters import HelpFilters
from cic_desktop.ui.assistance.help_rows import PAGE, HelpTable
from cic_desktop.ui.assistance.shelf import Shelf
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Page, button, hbox, muted

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import HelpFilter, HelpTotals, ServiceLine

Day = date | str | None


class HelpPage(Page):
    """Every service given, newest first; only what is looked at is read."""

    watches = ("service", "sitting", "service_person", "person")

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        super().__init__(_("Support provided"), actions=self._actions(), max_width=1640)
        me = shell.ctx.actor.id
        self.filters, self.table = HelpFilters(me), HelpTable()
        self.banner, self.totals = Banner(), muted("")
        self.sign_button = button(_("Mark as signed"), "signature", slot=lambda: self.sign(self.table.chosen()))
        self.again_button = button(_("Same again"), "redo", slot=self.repeat)
        self.course_button = button(_("Open the course"), "graduation-cap", slot=self.open_course)
        self._narrowed: tuple[str, tuple[Any, ...]] = ("", ())  # the condition behind a number
        self._build()
        self._connect()

    def arrive(
        self,
        first: Day = None,
        last: Day = None,
        where: str = "",
        params: Sequence[Any] = (),
        title: Text | str = "",
        kind: str = "",
        unsigned: bool = False,
    ) -> None:
        """Show the list; with arguments the list behind a number, `title` saying which."""
        if first or last or where or kind or unsigned:
            self.filters.show_filter(assistance.HelpFilter(_day(first), _day(last), kind, unsigned=unsigned))
        self._narrowed = (where, tuple(params))
        if where:
            self.banner.say("info", _("Behind the number: {what}", what=_text(title)), (_("Show all"), self._widen))
        else:
            self.banner.hide()
        self.reload()

    def reload(self) -> None:
        """Read the list from its start."""
        wanted = self._wanted()
        if wanted is None:
            return
        self._shell.ctx.ask(
            lambda read: (assistance.help_list(read, wanted, PAGE), assistance.help_totals(read, wanted)),
            owner=self,
            then=lambda found: self._show(*found),
            failed=self._failed,
            latest="list",
        )

    def repeat(self) -> None:
        """The chosen help once more, today, for everybody who took part."""
        chosen = self.table.chosen()
        if len(chosen) == 1:
            persons = (chosen[0].person_id,) if chosen[0].person_id else ()
            self._shell.open("sitting", person_ids=persons, again=chosen[0].id)

    def open_course(self) -> None:
        """The course the chosen lesson belongs to: a lesson is written and corrected there."""
        chosen = self.table.chosen()
        if len(chosen) == 1:
            self._open_course(chosen[0])

    def _open_course(self, line: ServiceLine) -> None:
        def show(course_id: str) -> None:
            if course_id:
                self._shell.open("course", course_id=course_id)

        self._shell.ctx.ask(
            lambda read: courses.course_of_help(read, line.id), owner=self, then=show, failed=self._failed
        )

    def sign(self, lines: Sequence[ServiceLine]) -> None:
        """The signatures of these services' talks were brought; can be undone."""
        sittings = sorted({line.sitting_id for line in lines if line.to_sign})
        if not sittings or not self._shell.ctx.may(Right.RECORD_HELP):
            return

        def told(_done: object) -> None:
            said = ngettext("{n} signature noted.", "{n} signatures noted.", len(sittings))
            self._shell.note(said, "ok", _("Undo"), lambda: self._set_signature(sittings, "list"))

        self._set_signature(sittings, "now", told)

    def _set_signature(self, sittings: Sequence[str], signature: str, then: Any = None) -> None:
        def change(work: Any) -> None:
            for sitting_id in sittings:
                assistance.sign(work, sitting_id, signature)

        self._shell.ctx.do(change, verb="note a signature", owner=self, then=then, failed=self._failed)

    def _wanted(self) -> HelpFilter | None:
        chosen = self.filters.wanted()
        where, params = self._narrowed
        return chosen and replace(chosen, where=where, params=params)

    def _show(self, lines: list[ServiceLine], totals: HelpTotals) -> None:
        self.table.rows.show_lines(lines, totals.services)
        language.bind(self.totals, "setText", total_words(totals))
        self._empty.setVisible(not lines)
        self.table.setVisible(bool(lines))
        self._chosen_changed()

    def _more(self, offset: int) -> None:
        wanted = self._wanted()
        if wanted is None:
            return
        self._shell.ctx.ask(
            lambda read: assistance.help_list(read, wanted, PAGE, offset),
            owner=self,
            then=self.table.rows.add_lines,
            latest="list",
        )

    def _open(self, row: int) -> None:
        line = self.table.rows.lines[row]
        if not kind(line.kind).by_hand:
            self._open_course(line)
        elif line.person_id:
            self._shell.open("client", person_id=line.person_id)
        else:
            self._shell.note(_("This help was given anonymously."), "info")

    def _widen(self) -> None:
        """From behind a number back to the whole list of the period."""
        self.arrive()

    def _chosen_changed(self) -> None:
        unsigned = {line.sitting_id for line in self.table.chosen() if line.to_sign}
        self.sign_button.setEnabled(bool(unsigned))
        chosen = self.table.chosen()
        lesson = len(chosen) == 1 and not kind(chosen[0].kind).by_hand
        self.course_button.setVisible(lesson)
        self.again_button.setEnabled(len(chosen) == 1 and not lesson)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _actions(self) -> tuple[QWidget, ...]:
        if not self._shell.ctx.may(Right.RECORD_HELP):
            return ()
        asked = button(_("Quick enquiry"), "message", slot=self._new_enquiry)
        return asked, button(_("Record help"), "plus", "primary", lambda: self._shell.open("sitting"))

    def _new_enquiry(self) -> None:
        from cic_desktop.ui.assistance.enquiry import EnquiryDialog

        EnquiryDialog(self._shell).open()

    def _build(self) -> None:
        hint = _("Choose another period, or record the help given today.")
        self._empty = EmptyState("hand-heart", _("Nothing in this list"), hint)
        card = Card(self.table, self._empty, spacing=0, margins=(1, 8, 1, 8))
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        for made in (self.sign_button, self.again_button):
            made.setVisible(self._shell.ctx.may(Right.RECORD_HELP))
        self.shelf = Shelf(self._shell)
        tools = hbox(self.totals, None, self.course_button, self.again_button, self.sign_button)
        self.add(self.banner, self.shelf, self.filters, tools, (card, 1))

    def _connect(self) -> None:
        self.filters.changed.connect(self.reload)
        self.table.rows.more.connect(self._more)
        self.table.opened.connect(self._open)
        self.table.pressed_signature.connect(lambda row: self.sign([self.table.rows.lines[row]]))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._chosen_changed())


def total_words(totals: HelpTotals) -> Text:
    """Services and persons, counted apart."""
    parts: list[Text] = [
        ngettext("{n} service", "{n} services", totals.services),
        ngettext("{n} person", "{n} persons", totals.persons),
    ]
    if totals.anonymous:
        parts.append(ngettext("{n} anonymous", "{n} anonymous", totals.anonymous))
    return Joined(tuple(parts))


def _day(value: Day) -> date | None:
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value


def _text(words: Text | str) -> Text:
    return Plain(words) if isinstance(words, str) else words
