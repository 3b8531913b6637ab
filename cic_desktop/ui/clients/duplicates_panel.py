"""Who in the register may be the person being typed, with the reasons in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame

from cic_desktop import clients
from cic_desktop.app.context import AppContext
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Text, _, ngettext
from cic_desktop.ui.accessibility import announce
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.words import initials, who
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import IconTile, box, button, clear, hbox, small, strong, vbox

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine
    from cic_desktop.clients.matching import Match

SURE = 0.85  # above it the two are hardly different people
_SHOWN = 4
_LOOK_AFTER = 250  # milliseconds of quiet before the register is searched
_PROBED = {
    "surname", "given", "original_surname", "original_given", "birth_date", "sex", "phone", "pesel",
    "document_number", "national_number",
}  # fmt: skip


class DuplicatesPanel(QFrame):
    """Quiet while nobody is alike. `choose` gets the line of whoever is clicked; `words` say what that does.

    `answers` gives what is typed now, `own_id` the id of the card being completed. Tell the panel of every
    edit (`typed`): it searches in the pauses.
    """

    def __init__(
        self,
        ctx: AppContext,
        answers: Callable[[], Answers],
        choose: Callable[[ClientLine], object],
        words: Text,
        own_id: Callable[[], str] = str,
    ) -> None:
        super().__init__()
        self.setProperty("role", "sunken")
        self._ctx, self._answers, self._own_id = ctx, answers, own_id
        self._choose, self._words = choose, words
        self._pause = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._pause.timeout.connect(self.look)
        self._title, self._hint = strong("", wrap=True), small("", wrap=True)
        self._tile = IconTile("check", "ok", 32)
        self._rows = vbox(spacing=2)
        head = hbox(spacing=12)
        head.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(box(vbox(self._title, self._hint, spacing=1)), 1)
        vbox(head, box(self._rows), None, margins=(14, 14, 14, 14), spacing=10, parent=self)
        self.found: list[tuple[ClientLine, Match]] = []
        self.show_found([])

    def typed(self, name: str) -> None:
        """The answer to this question was edited."""
        if name in _PROBED:
            self._pause.start()

    def look(self) -> None:
        """Search the register now for whoever is being typed."""
        answers, own_id = self._answers(), self._own_id()
        if not (answers.get("surname") or answers.get("pesel")):
            self.show_found([])
            return
        self._ctx.ask(
            lambda read: clients.possible_duplicates(read, answers, own_id),
            owner=self,
            then=self.show_found,
            failed=lambda _error: None,  # suggestions never stand in the way of registering
            latest="duplicates",
        )

    def show_found(self, found: list[tuple[ClientLine, Match]]) -> None:
        """Show the likeliest; `found` as `clients.possible_duplicates` gives it."""
        if found == self.found and found:
            return
        self.found = found
        self.show_from(0)
        if not found:
            self._say(_("Nobody like this yet"), _("The register is searched while you type."), "check", "ok")
        else:
            title = ngettext("{n} similar person", "{n} similar people", len(found))
            hint = _("Look before you save: it may be the same person. Saving is always possible.")
            self._say(title, hint, "users", "warn")
            announce(self)

    def show_from(self, first: int) -> None:
        """Four of those found; a button leads to the next ones and from the last back to the first."""
        clear(self._rows)
        total, last = len(self.found), min(first + _SHOWN, len(self.found))
        for line, match in self.found[first:last]:
            self._rows.addWidget(self._row(line, match))
        if total > _SHOWN:
            words = _("{first}–{last} of {n}: show the next", first=first + 1, last=last, n=total)
            again = last if last < total else 0
            self._rows.addWidget(button(words, "chevron-right", "ghost", lambda: self.show_from(again)))

    def _say(self, title: Text, hint: Text, icon: str, tone: str) -> None:
        language.bind(self._title, "setText", title)
        language.bind(self._hint, "setText", hint)
        language.bind(self, "setAccessibleName", title)
        self._tile.show_icon(icon, tone)  # type: ignore[arg-type]

    def _row(self, line: ClientLine, match: Match) -> FactRow:
        sure = match.score >= SURE
        words = Joined((who(line), Joined(match.reasons, ", ")), "\n")
        title: Text = _("Most likely the same person") if sure else _("Perhaps the same person")
        fact = Fact("user", title, words, initials=initials(line), tone="bad" if sure else "warn")
        return tip(FactRow(fact, lambda: self._choose(line), "arrow-right"), self._words)
