"""The clients' page: one find box over a list that follows every letter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QStackedWidget, QWidget

from cic_desktop import clients
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.clients.client_list import ClientTable
from cic_desktop.ui.clients.finder import Finder
from cic_desktop.ui.clients.prefill import answers_from
from cic_desktop.ui.forms.words import OWN_NAMES
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Page,
    button,
    chip_button,
    hbox,
    muted,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Which

MOST_HITS = 50
FIRST_LINES = 24  # what a large screen shows at once; the rest of a page is read when all ids are known
_FILTERS: tuple[tuple[Which, Text], ...] = (
    ("all", pgettext("people", "All")),
    ("incomplete", _("To be completed")),
    ("ending", _("Stay ends soon")),
)

# What is done with the list as a whole: (page, words, who may).
_MORE: tuple[tuple[str, Text, Right], ...] = (
    ("duplicates", _("Possible duplicates"), Right.READ_CLIENTS),
    ("imports", _("Import from a spreadsheet"), Right.IMPORT),
)


class ClientsPage(Page):
    """Find a client or make one; typing is enough to begin."""

    watches = ("person", "person_name", "stay", "contact", "citizenship", "person_language")

    def __init__(self, shell: Shell) -> None:
        self.new_button = button(_("New client"), "plus", "primary", self.new_client)
        self.more = tool_button("more", _("More"), self._show_more)
        super().__init__(_("Clients"), actions=(self.more, self.new_button), max_width=1640)
        self._shell, self._ctx = shell, shell.ctx
        self.new_button.setVisible(self._ctx.may(Right.EDIT_CLIENTS))
        self.table = ClientTable()
        self.list = self.table.list
        self.finder = Finder(self.list)
        self.find_box = self.finder.box
        self.banner = Banner()
        self._count = muted("")
        self._which: Which = "all"
        self._ids: dict[Which, list[str]] = {}  # whole lists read since the last change
        self._changed = False  # somebody changed people while another page was shown
        self._shown_for: tuple[str, Which] | None = None  # what the list answers
        self._build()
        self._connect()

    # --- what the window asks -----------------------------------------------------------------------

    def arrive(self, find: str | None = None, **_args: Any) -> None:
        """Show the page with the find box ready; `find` is looked for at once."""
        if find is not None and find != self.find_box.text():
            self.find_box.setText(find)
        elif self._shown_for is None or self._changed:
            self.reload()
        self.find_box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.find_box.selectAll()

    def reload(self) -> None:
        """People were changed: ask again, keeping the row one is at."""
        self._changed = False
        self._ids.clear()
        self.list.rows.forget_lines()
        self._search()

    def new_client(self) -> None:
        """Register somebody, starting with what was typed here when it found nobody."""
        from cic_desktop.ui.clients.registration import RegistrationDialog

        answers = answers_from(self.find_box.text()) if self.list.rows.rowCount() == 0 else {}
        RegistrationDialog(self._shell, answers).open()

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for page, words, right in _MORE:
            if self._ctx.may(right):
                menu.addAction(language.text(words), partial(self._shell.open, page))
        if self._ctx.may(Right.EDIT_CLIENTS):
            cards = menu.addMenu(language.text(_("Empty intake card")))
            for code, name in OWN_NAMES.items():
                cards.addAction(language.text(name), partial(self._print_card, code))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _print_card(self, lang: str) -> None:
        from cic_desktop.ui.forms.intake_card import show_intake_card

        show_intake_card(self, self._ctx, lang, self._failed)

    # --- finding ------------------------------------------------------------------------------------

    def _search(self) -> None:
        asked = (self.finder.text, self._which)
        if asked[0]:
            seen = self.list.seen()
            self._ctx.ask(
                lambda read: clients.found_clients(read, asked[0], MOST_HITS, seen, asked[1]),
                owner=self,
                then=lambda found: self._show_hits(asked, *found),
                failed=self._failed,
                latest="find",
            )
        elif asked[1] in self._ids:
            self._show_all(asked, self._ids[asked[1]])
        else:
            self._ctx.ask(
                lambda read: clients.first_clients(read, FIRST_LINES, asked[1]),
                owner=self,
                then=lambda lines: self._show_first(asked, lines),
                failed=self._failed,
                latest="find",
            )

    def _asked(self) -> tuple[str, Which]:
        return self.finder.text, self._which

    def _show_hits(self, asked: tuple[str, Which], ids: Sequence[str], lines: Sequence[ClientLine]) -> None:
        if asked != self._asked():
            return
        at = self._current() if asked == self._shown_for else ""
        self._show(asked, ids, lines)
        found: Text = ngettext("{n} person found", "{n} people found", len(ids))
        if len(ids) >= MOST_HITS:
            found = _("the {n} nearest", n=MOST_HITS)
        language.bind(self._count, "setText", found)
        self.list.go(max(self.list.rows.row_of(at), 0))
        self.finder.answered(asked[0])

    def _show_first(self, asked: tuple[str, Which], lines: Sequence[ClientLine]) -> None:
        """The first screen of the whole list at once; all ids after it, on the lane of long work."""
        if asked != self._asked():
            return
        if self._shown_for == asked and lines and self.list.rows.rowCount():
            self.list.rows.put_lines(lines)
        else:
            self._show(asked, [line.id for line in lines], lines)
            language.bind(self._count, "setText", "")
        self._ctx.side(
            lambda _tick: self._all_ids(asked[1]),
            owner=self,
            then=lambda ids: self._keep_ids(asked, ids),
            failed=self._failed,
        )

    def _all_ids(self, which: Which) -> list[str]:
        with self._ctx.opened.database.read(self._ctx.actor) as read:
            return clients.client_ids(read, which)

    def _keep_ids(self, asked: tuple[str, Which], ids: list[str]) -> None:
        if ids:
            self._ids[asked[1]] = ids
        if asked == self._asked():
            self._show_all(asked, ids)

    def _show_all(self, asked: tuple[str, Which], ids: list[str]) -> None:
        at = self._current() if asked == self._shown_for else ""
        self._shown_for = asked
        self.list.rows.show_ids(ids)
        if ids:
            self._stack.setCurrentWidget(self.table)
        if self.list.currentIndex().row() < 0:
            self.list.go(self.list.rows.row_of(at))
        language.bind(self._count, "setText", ngettext("{n} client", "{n} clients", len(ids)))
        self.finder.answered(asked[0])

    def _show(self, asked: tuple[str, Which], ids: Sequence[str], lines: Sequence[ClientLine]) -> None:
        self._shown_for = asked
        self.banner.hide()
        self.list.rows.show_found(ids, lines)
        if lines:
            self._stack.setCurrentWidget(self.table)
        else:
            self._show_empty(asked)

    def _current(self) -> str:
        return self.list.rows.person_id(self.list.currentIndex().row())

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text, (_("Try again"), self._search))

    # --- inside -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.find_box.setMinimumWidth(280)
        self.find_box.setMaximumWidth(460)
        self._count.setMinimumWidth(130)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tools = hbox((self.find_box, 20), *self._make_filters(), None, self._count, spacing=8)
        head = QWidget()
        vbox(tools, self.banner, margins=(18, 16, 18, 14), spacing=10, parent=head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._empty: QWidget | None = None
        self._register: QPushButton | None = None
        card = Card(head, (self._stack, 1), spacing=0, margins=(1, 1, 1, 12))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.add((card, 1))

    def _make_filters(self) -> list[QPushButton]:
        self._group = QButtonGroup(self)
        self.filters = {}
        for which, words in _FILTERS:
            made = chip_button(words, checked=which == "all")
            made.clicked.connect(lambda _checked=False, which=which: self._filter(which))
            self._group.addButton(made)
            self.filters[which] = made
        return list(self.filters.values())

    def _connect(self) -> None:
        self.finder.wanted.connect(self._search)
        self.finder.chosen.connect(lambda person_id: self._shell.open("client", person_id=person_id))
        self.finder.nobody.connect(self._to_register)
        self.list.rows.missing.connect(self._fetch)
        self._ctx.changed.connect(self._notice)

    def _notice(self, changes: Any) -> None:
        self._changed = self._changed or changes.touches(self.watches)

    def _to_register(self) -> None:
        if self._register is not None:
            self._register.setFocus(Qt.FocusReason.TabFocusReason)

    def _filter(self, which: Which) -> None:
        self._which = which
        self.finder.ask_again()

    def _fetch(self, ids: list[str]) -> None:
        self._ctx.ask(
            lambda read: clients.client_lines(read, ids),
            owner=self,
            then=self.list.rows.put_lines,
            failed=self._failed,
            latest="lines",
        )

    def _show_empty(self, asked: tuple[str, Which]) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = self._make_empty(*asked)
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _make_empty(self, text: str, which: Which) -> EmptyState:
        self._register = None
        if text and self._ctx.may(Right.EDIT_CLIENTS):
            words = _("Register {name}", name=Plain(_short(text)))
            self._register = button(words, "user-plus", "primary", self.new_client)
            self._register.setAutoDefault(True)  # Enter presses it
            hint = _("Try another spelling, or register the person now; the rest can be added later.")
            return EmptyState("search", _("Nobody found"), hint, self._register)
        if text:
            return EmptyState("search", _("Nobody found"), _("Try another spelling, PESEL or telephone."))
        if which == "all":
            first = button(_("Register the first client"), "user-plus", "primary", self.new_client)
            return EmptyState("users", _("No clients yet"), _("It takes a minute and a half."), first)
        return EmptyState("check", _("Nothing to do here"), _("Nobody in the register needs this now."))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
