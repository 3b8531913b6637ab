"""A passport or a card read at the desk: its lines typed by a reader or pasted, its answers proposed one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPlainTextEdit, QWidget

from cic_desktop import clients
from cic_desktop.clients import Proposal
from cic_desktop.core import clock, mrz
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody, cancel_button
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Banner, box, button, chip, clear, hbox, label, muted, small

_PAUSE = 120  # milliseconds of quiet after which the lines are read: a reader types a line in less
_STATES: dict[str, tuple[Text, Tone]] = {
    "new": (_("not there yet"), "info"), "same": (_("agrees"), "ok"), "different": (_("differs"), "warn"),
}  # fmt: skip
_CUT = _("The names did not fit into their line. Compare them with the document.")


class DocumentDialog(ClientDialog):
    """`answers` stand in the form or on the card now; `take` gets those chosen, and nothing else is touched.

    The reader's Enter only begins a new line: the button is pressed by hand, or with Ctrl+Enter.
    """

    def __init__(self, shell: Shell, answers: Answers, take: Callable[[Answers], object]) -> None:
        title, hint = (
            _("Read a document"),
            _("Put it on the reader, or paste the two or three lines of its lower edge."),
        )
        super().__init__(shell, title, hint, width=760)
        self._known, self._take = answers, take
        self._boxes: dict[str, QCheckBox] = {}
        self._proposed: list[Proposal] = []
        self.lines = QPlainTextEdit()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.read)
        self.lines.textChanged.connect(self._pause.start)
        self.take_button = button(_("Take over"), "check", "primary", self.take)
        self._build()

    def read(self) -> None:
        """Read what stands in the box now."""
        self._pause.stop()
        self._clear()
        text = self.lines.toPlainText()
        if not text.strip():
            return
        try:
            found = mrz.read(text, clock.today())
        except mrz.Unreadable as error:
            self.note.say("info", error.text)
            return
        faults = [fault.text for fault in found.faults]
        if faults or found.cut:
            self.note.say("warn", Joined((*faults, *((_CUT,) if found.cut else ())), "\n"))
        self._propose(clients.proposals(found, self._known, clock.today()))

    def take(self) -> None:
        """Give the chosen answers away."""
        chosen = {item.name: item.answer for item in self._proposed if self._is_chosen(item)}
        if chosen:
            self.accept()
            self._take(dict(chosen))

    # --- inside -------------------------------------------------------------------------------------

    def _is_chosen(self, item: Proposal) -> bool:
        return item.name in self._boxes and self._boxes[item.name].isChecked()

    def _clear(self) -> None:
        self.note.hide()
        self._proposed = []
        self._boxes.clear()
        clear(self._grid)
        self._table.hide()
        self._count()

    def _propose(self, found: list[Proposal]) -> None:
        self._proposed = found
        for column, heading in enumerate((_("Take"), _("Question"), _("Stands there now"), _("Document says"))):
            self._grid.addWidget(small(heading), 0, column)
        for row, item in enumerate(found, 1):
            self._add(row, item)
        self._table.show()
        self._count()
        self._pane.updateGeometry()  # a scrolling pane does not tell that it wants more room
        self.fit()

    def _add(self, row: int, item: Proposal) -> None:
        """A difference waits for a tick; what is new and sure has one."""
        if item.state != "same":
            made = QCheckBox()
            made.setChecked(item.state == "new" and not item.doubtful)
            made.toggled.connect(lambda _on: self._count())
            language.bind(made, "setAccessibleName", Joined((item.label, item.read), ": "))
            self._boxes[item.name] = made
            self._grid.addWidget(made, row, 0)
        words, tone = (_("look again"), "bad") if item.doubtful else _STATES[item.state]
        self._grid.addWidget(muted(item.label, wrap=True), row, 1)
        self._grid.addWidget(label(item.now if language.text(item.now) else Plain("—"), wrap=True), row, 2)
        self._grid.addWidget(label(item.read, "" if item.state == "same" else "strong", wrap=True), row, 3)
        self._grid.addWidget(chip(words, tone), row, 4)

    def _count(self) -> None:
        chosen = sum(map(self._is_chosen, self._proposed))
        words = ngettext("Take over {n} answer", "Take over {n} answers", chosen) if chosen else _("Take over")
        language.bind(self.take_button, "setText", words)
        self.take_button.setEnabled(bool(chosen))

    def _build(self) -> None:
        self.note = Banner()
        letters = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        letters.setPointSizeF(11.5)
        self.lines.setFont(letters)
        self.lines.setFixedHeight(92)
        self.lines.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.lines.setTabChangesFocus(True)
        self.lines.setPlaceholderText(
            "P<UKRKOVALENKO<<OKSANA<<<<<<<<<<<<<<<<<<<<<<\nFA123456<6UKR9204157F3106014<<<<<<<<<<<<<<<4"
        )
        language.bind(self.lines, "setAccessibleName", _("Lines of the document"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        for column, share in ((1, 4), (2, 5), (3, 5)):
            self._grid.setColumnStretch(column, share)
        self._table: QWidget = box(self._grid)
        self._table.hide()
        self.body.addWidget(self.lines)
        self.body.addWidget(self.note)
        self._pane = DialogBody(self._table, None)
        self.body.addWidget(self._pane, 1)
        hint = small(_("Nothing is overwritten that you do not tick."))
        self.foot.addWidget(box(hbox(cancel_button(self), hint, None, self.take_button, spacing=10)))
        self._count()
        self.lines.setFocus(Qt.FocusReason.OtherFocusReason)


def scan_button(slot: Callable[[], object]) -> QWidget:
    """The button that opens the dialog, the same everywhere."""
    made = button(_("Read a document"), "scan", slot=slot)
    language.bind(made, "setToolTip", _("Passport or card: put it on the reader or paste its lines."))
    return made
