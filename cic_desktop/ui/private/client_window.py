"""The client's own window: big letters in their language, and nothing but what they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QWidget

from cic_desktop import assistance, diary
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import LANGUAGES, Day, Joined, LanguageName, Plain, Text, _
from cic_desktop.ui.fonts import font
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Card, button, chip_button, clear, hbox, vbox

if TYPE_CHECKING:
    from cic_desktop.assistance.sheets import SheetLine
    from cic_desktop.assistance.visits import VisitLine
    from cic_desktop.diary.service import AgendaLine

_TITLE, _NAME, _TEXT = 30, 15, 21  # points
Part = tuple[Text, Text]  # what it is called, what it says


class ClientWindow(QDialog):
    """Stands on a second screen when there is one. `lang` is the client's, whatever the program speaks."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell if isinstance(shell, QWidget) else None, Qt.WindowType.Window)
        self._shell, self.lang = shell, "pl"
        self._title: Text = Plain("")
        self._parts: tuple[Part, ...] = ()
        self._labels: list[QLabel] = []
        self._another: Callable[[str], object] | None = None  # the same thing read in another language
        language.bind(self, "setWindowTitle", _("For the client"))
        self.setProperty("role", "page")
        self.chips = {code: chip_button(LanguageName(code).render(code)) for code in LANGUAGES}
        for code, made in self.chips.items():
            made.clicked.connect(lambda _on=False, code=code: self.speak(code))
        close = button(_("Close"), "x", slot=self.close)
        self._column = vbox(spacing=18)
        card = Card(spacing=18, margins=(44, 36, 44, 36))
        card.column.addLayout(self._column)
        card.add(None)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setWidget(card)
        vbox(hbox(*self.chips.values(), None, close), (room, 1), margins=(26, 20, 26, 24), spacing=16, parent=self)
        self.resize(960, 700)

    def texts(self) -> list[str]:
        """What stands there, in its order."""
        return [made.text() for made in self._labels]

    def speak(self, code: str) -> None:
        """Show the same in another language."""
        self.lang = code
        if self._another is not None:
            self._another(code)
        self._show()

    # --- what can be shown --------------------------------------------------------------------------

    def open_again(self) -> None:
        """Show what stood there last; at first a greeting."""
        if not self._parts:
            self.greet()
        self.show()
        self.raise_()

    def greet(self) -> None:
        """Nothing yet: whose window it is."""
        self._say(_("Welcome"), ((Plain(""), _("Your advisor shows you here what is important.")),))

    def show_visit(self, visit: VisitLine) -> None:
        """Where, when, what to bring. Never the purpose, never the notes."""
        told = visit.answers
        bring = (code_label("visit_bring", code) for code in str(told.get("bring", "")).split())
        parts: tuple[Part, ...] = (
            (_("When"), Joined((Day(visit.day, "weekday"), Plain(visit.starts_at)), ", ")),
            (_("Where"), Joined((visit.where, Plain(str(told.get("department", "")))))),
            (_("Address"), Plain(visit.address)),
            (_("We meet"), Plain(str(told.get("meet_at", "")))),
            (_("What to bring"), Joined(tuple(bring), "\n")),
        )
        self._speak_for(visit.language)
        self._say(_("Your visit"), parts)

    def show_appointment(self, line: AgendaLine) -> None:
        """An appointment: when, where, with whom."""
        parts: tuple[Part, ...] = (
            (_("When"), Joined((Day(line.day, "weekday"), Plain(line.starts_at)), ", ")),
            (_("Where"), code_label("place", line.place)),
            (_("Address"), Plain(line.address)),
            (_("With"), Plain(line.advisor)),
            (_("What to bring"), Joined(diary.bring_words(line.bring), "\n")),
        )
        self._speak_for(line.language)
        self._say(_("Your appointment"), parts)

    def show_sheet(self, sheet: SheetLine) -> None:
        """An information sheet; its language can be changed here too."""

        def read_again(code: str) -> None:
            self._shell.ctx.ask(
                lambda read: assistance.sheets.sheet(read, sheet.topic, code), owner=self, then=self.show_sheet
            )

        self.lang = sheet.language
        self._say(Plain(sheet.title), tuple(_paragraphs(sheet.body)), another=read_again)

    def show_questions(self, title: Text, questions: Sequence[Part], lang: str) -> None:
        """What a form asks now: each question with its explanation, never the answers."""
        self.lang = lang
        self._say(title, tuple((help_, asked) for asked, help_ in questions))

    def _speak_for(self, code: str) -> None:
        self.lang = code if code in LANGUAGES else "en"

    def _say(self, title: Text, parts: tuple[Part, ...], another: Callable[[str], object] | None = None) -> None:
        self._title, self._parts, self._another = title, parts, another
        self._show()
        if not self.isVisible():
            _to_second_screen(self)
            self.show()

    def _show(self) -> None:
        clear(self._column)
        for code, chip in self.chips.items():
            chip.setChecked(code == self.lang)
        self._labels = [_big(self._title.render(self.lang), _TITLE, strong=True)]
        for name, words in self._parts:
            if text := words.render(self.lang):
                if called := name.render(self.lang):
                    self._labels.append(_big(called, _NAME, role="muted"))
                self._labels.append(_big(text, _TEXT))
        for made in self._labels:
            self._column.addWidget(made)


def client_window(shell: Shell) -> ClientWindow:
    """The one window of this shell; made when it is first needed, gone when it was closed for good."""
    holder: Any = shell
    made = getattr(holder, "_client_window", None)
    if made is None:
        made = holder._client_window = ClientWindow(shell)
    return made


def open_client_window(shell: Shell) -> ClientWindow | None:
    """The window while it is on view."""
    made: ClientWindow | None = getattr(shell, "_client_window", None)
    return made if made is not None and made.isVisible() else None


def _paragraphs(text: str) -> Iterator[Part]:
    for line in filter(None, map(str.strip, text.splitlines())):
        yield Plain(""), Plain(f"•  {line[2:]}" if line.startswith("- ") else line)


def _big(text: str, points: int, *, strong: bool = False, role: str = "") -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setFont(font(points, strong=strong))
    made.setStyleSheet(f"font-size: {points}pt; font-weight: {600 if strong else 400};")
    if role:
        made.setProperty("role", role)
    return made


def _to_second_screen(window: QWidget) -> None:
    """Towards the client, when their screen is plugged in."""
    screens = QGuiApplication.screens()
    if len(screens) > 1:
        window.setGeometry(screens[1].availableGeometry())
