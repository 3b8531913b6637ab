"""The window: navigation at the left, a bar on top, one page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QFrame,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from cic_desktop import assistance
from cic_desktop.app.context import AppContext
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import ROLE_NAMES, Right
from cic_desktop.i18n import Text, _
from cic_desktop.ui.backup_strip import BackupStrip
from cic_desktop.ui.language import language
from cic_desktop.ui.pages import BY_KEY, PAGES, PageSpec
from cic_desktop.ui.private.privacy import Privacy
from cic_desktop.ui.top_bar import TopBar
from cic_desktop.ui.widgets import Avatar, IconTile, Toast, box, hbox, label, line, nav_button, small, vbox

_IDLE_LOCK_MINUTES = 15
_ACTIVITY = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class MainWindow(QMainWindow):
    """The program for one unlocked register. `locked` asks the start to show the unlock window again.

    It may be built before anybody is in: without facts it waits for `enter`.
    """

    locked = Signal()

    def __init__(self, ctx: AppContext, facts: dict[str, str] | None = None) -> None:
        super().__init__()
        self.ctx = ctx
        self.facts: dict[str, str] = {}
        self._pages: dict[str, QWidget] = {}
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._here: tuple[str, dict[str, Any]] = ("", {})
        self._stack = QStackedWidget()
        self._entries: dict[str, QPushButton] = {}
        self.privacy = Privacy(ctx, self)
        self._build()
        self._shortcuts()
        self._idle = QTimer(self, singleShot=True, interval=_IDLE_LOCK_MINUTES * 60_000)
        self._idle.timeout.connect(self.lock)
        ctx.changed.connect(self._changed)
        ctx.trouble.connect(self._trouble)
        if facts is not None:
            self.enter(facts)

    def enter(self, facts: dict[str, str]) -> None:
        """Somebody is in: say who and where (`startup.Opened.facts`), and lock when nobody works any more."""
        self.facts = facts
        name, centre = facts.get("name", self.ctx.actor.login), facts.get("centre", "")
        language.bind(self, "setWindowTitle", _("CIC Desktop · {centre}", centre=centre))
        language.bind(self._centre, "setText", centre)
        language.bind(self._name, "setText", name)
        self._avatar.set_initials("".join(part[0] for part in name.split()[:2]).upper())
        self.top_bar.demo.setVisible(bool(facts.get("demo")))
        self._idle.start()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusWindowChanged.connect(self._watch)

    # --- what pages may ask -------------------------------------------------------------------------

    def open(self, page: str, **args: Any) -> None:
        """Show a page; the one left is remembered for `back`."""
        if self._here[0] and (page, args) != self._here:
            self._trail = [*self._trail[-30:], self._here]
        self._show(page, args)

    def back(self) -> None:
        """Go to where the user came from, else to today."""
        page, args = self._trail.pop() if self._trail else ("today", {})
        self._show(page, args)

    def note(
        self,
        text: Text,
        tone: str = "ok",
        action: Text | None = None,
        on_action: Callable[[], None] | None = None,
        more: Sequence[tuple[Text, Callable[[], None]]] = (),
    ) -> None:
        """Say something in the bar on top, where it covers nothing of the page."""
        Toast.show_in(self, text, (action, on_action) if action and on_action else None, more=more)

    def note_area(self) -> QRect:
        """Where a note covers nothing."""
        free = self.top_bar.free_room()
        return QRect(self.top_bar.mapTo(self, free.topLeft()), free.size())

    @property
    def here(self) -> str:
        """The key of the page on view."""
        return self._here[0]

    def page(self, key: str) -> QWidget:
        """The page itself (made when it is not there yet)."""
        if key not in self._pages:
            self._pages[key] = BY_KEY[key].make(self)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    # --- locking and leaving ------------------------------------------------------------------------

    def lock(self) -> None:
        """Hide everything at once, open dialogs too; typing goes into the drafts."""
        self.hide()
        self.privacy.forget()
        self.ctx.flush_drafts()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog):
                window.close()
        self.locked.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.ctx.flush_drafts()
        self.ctx.settings.keep_geometry(self.saveGeometry())
        super().closeEvent(event)

    def _watch(self, window: QWindow | None) -> None:
        """Watch windows for activity, not every widget: only keys and clicks cross into Python."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self._idle.start()
        # On X11 a text field keeps Ctrl+K and Ctrl+E for itself; here they belong to the window everywhere.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self.windowHandle():
            act = {Qt.Key.Key_K: self.palette_box.popup, Qt.Key.Key_E: self.new_enquiry}.get(Qt.Key(event.key()))
            if act is not None and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                act()
                return True
        return False

    # --- inside -------------------------------------------------------------------------------------

    def _show(self, key: str, args: dict[str, Any]) -> None:
        page: Any = self.page(key)
        once = getattr(page, "once", ())  # asked for now, not when somebody comes back
        self._here = (key, {name: value for name, value in args.items() if name not in once})
        self._stack.setCurrentWidget(page)
        page.arrive(**args)
        lit = self._entries.get(BY_KEY[key].under or key)
        if lit:
            lit.setChecked(True)

    def _changed(self, changes: Any) -> None:
        page: Any = self._stack.currentWidget()
        if changes.touches(("person", "person_name")):
            self.privacy.refresh()
        if page is not None and changes.touches(page.watches):
            page.reload()

    def _trouble(self, error: CicError) -> None:
        self.note(error.text, "bad")

    def _build(self) -> None:
        self.top_bar = TopBar(self)
        right = box(vbox(self.top_bar, (self._stack, 1), spacing=0))
        whole = QWidget()
        hbox(self._navigation(), (right, 1), spacing=0, parent=whole)
        self.setCentralWidget(whole)
        self.resize(1320, 860)
        self.setMinimumSize(1024, 640)
        geometry = self.ctx.settings.geometry()
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _navigation(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "nav")
        side.setFixedWidth(226)
        column = vbox(margins=(14, 18, 14, 14), spacing=3, parent=side)
        self._centre = small("", wrap=True)
        words = vbox(label("CIC Desktop", "h3"), self._centre, spacing=0)
        column.addLayout(hbox(IconTile("hand-heart", "primary", 40), (box(words), 1), spacing=10))
        column.addSpacing(18)
        group = QButtonGroup(self)
        for number, spec in enumerate(self._visible(), start=1):
            entry = nav_button(spec.title, spec.icon)
            entry.setShortcut(QKeySequence(f"Alt+{number}"))
            entry.clicked.connect(lambda _checked=False, key=spec.key: self.open(key))
            group.addButton(entry)
            self._entries[spec.key] = entry
            column.addWidget(entry)
        column.addStretch(1)
        self.backup = BackupStrip(self.ctx)
        column.addWidget(self.backup)
        column.addWidget(line())
        column.addSpacing(8)
        column.addLayout(self._whoami())
        return side

    def _visible(self) -> list[PageSpec]:
        return [spec for spec in PAGES if spec.icon and self.ctx.may(spec.right)]

    def _whoami(self) -> Any:
        self._name, self._avatar = label("", "h3"), Avatar("", 34)
        words = vbox(self._name, small(ROLE_NAMES[self.ctx.actor.role], wrap=True), spacing=0)
        return hbox(self._avatar, (box(words), 1), spacing=10)

    def _shortcuts(self) -> None:
        from cic_desktop.ui.palette import Palette

        self.palette_box = Palette(self, self.commands)
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+K", self.palette_box.popup),
            ("Ctrl+F", lambda: self.open("clients")),
            ("Ctrl+N", self.new_client),
            ("Ctrl+E", self.new_enquiry),
            ("Ctrl+L", self.lock),
            ("Alt+Left", self.back),
            ("F2", self.new_enquiry),
            ("F7", self.count_question),
            ("F8", self.show_client_window),
        )
        for keys, act in acts:
            QShortcut(QKeySequence(keys), self, act)
        hide = QShortcut(QKeySequence("F9"), self, self.privacy.toggle)
        hide.setContext(Qt.ShortcutContext.ApplicationShortcut)  # over every dialog too
        self.privacy.hiding.connect(self._stack.hide)  # nothing is readable while the names are learnt
        self.privacy.changed.connect(self._privacy_changed)

    def commands(self) -> list[tuple[Text, str, Callable[[], object]]]:
        """What the palette offers: every page in the navigation and the daily actions, with their keys."""
        pages: list[tuple[Text, str, Callable[[], object]]] = [
            (spec.title, f"Alt+{number}", partial(self.open, spec.key))
            for number, spec in enumerate(self._visible(), start=1)
        ]
        actions: list[tuple[Text, str, Callable[[], object]]] = [
            (_("New client"), "Ctrl+N", self.new_client),
            (_("Quick enquiry"), "Ctrl+E", self.new_enquiry),
            (_("Record help"), "", lambda: self.open("sitting")),
            (_("Possible duplicates"), "", lambda: self.open("duplicates")),
            (_("One more one-minute question"), "F7", self.count_question),
            (_("Window for the client"), "F8", self.show_client_window),
            (_("Hide or show names"), "F9", self.privacy.toggle),
            (_("Lock"), "Ctrl+L", self.lock),
        ]
        if self.ctx.may(Right.FILL_FORMS):
            actions.append((_("Preparing for MOS"), "", lambda: self.open("mos")))
        if self.ctx.may(Right.IMPORT):
            actions.append((_("Import from a spreadsheet"), "", lambda: self.open("imports")))
        if not self.ctx.may(Right.EDIT_CLIENTS):
            actions = actions[1:]
        return [*pages, *actions]

    def new_client(self) -> None:
        if not self.ctx.may(Right.EDIT_CLIENTS):
            return
        from cic_desktop.ui.clients.registration import RegistrationDialog

        RegistrationDialog(self).open()

    def new_enquiry(self) -> None:
        if not self.ctx.may(Right.RECORD_HELP):
            return
        from cic_desktop.ui.assistance.enquiry import EnquiryDialog

        EnquiryDialog(self).open()

    def count_question(self) -> None:
        """One key: one more question answered in a minute; the note takes it back."""
        if not self.ctx.may(Right.RECORD_HELP):
            return

        def told(tally_id: str) -> None:
            self.note(_("One more question counted."), "ok", _("Undo"), lambda: undo(tally_id))

        def undo(tally_id: str) -> None:
            uncount = partial(assistance.tally.uncount_question, tally_id=tally_id)
            self.ctx.do(uncount, verb="uncount a question", owner=self)

        self.ctx.do(assistance.tally.count_question, verb="count a question", owner=self, then=told)

    def show_client_window(self) -> None:
        """What the client may see, in their own language."""
        from cic_desktop.ui.private.client_window import client_window

        window = client_window(self)
        window.open_again()
        tell = getattr(self._stack.currentWidget(), "tell_client", None)
        if tell is not None:
            tell(window)

    def _privacy_changed(self, _on: bool) -> None:
        """What a page holds as plain data is read and shown again."""
        page: Any = self._stack.currentWidget()
        if page is not None:
            page.reload()
        self.ctx.ask(lambda _read: None, owner=self, then=lambda _none: self._stack.show())  # behind what it reads
