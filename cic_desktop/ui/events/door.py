"""Marking at the door: which key notes what, in the find box and in the list alike, and what was noted last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Plain, Text, _, pgettext
from cic_desktop.ui.accessibility import announce
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import FindBox, Flow, box, hbox, small
from cic_desktop.ui.widgets.table import LineTable

if TYPE_CHECKING:
    from cic_desktop.ui.events.guests import GuestsSection

__all__ = ["ANSWER", "KEYS", "PHOTO", "THERE", "DoorKeys", "Legend"]

ANSWER: dict[str, tuple[Text, Tone]] = {
    "yes": (pgettext("guest", "will come"), "info"), "no": (pgettext("guest", "will not come"), ""),
}  # fmt: skip
THERE: dict[str, tuple[Text, Tone]] = {
    "yes": (pgettext("guest", "was there"), "ok"), "no": (pgettext("guest", "was not there"), "warn"),
}  # fmt: skip
PHOTO: dict[str, tuple[Text, Tone]] = {
    "yes": (pgettext("guest", "photographs: yes"), ""), "no": (pgettext("guest", "no photographs"), "bad"),
}  # fmt: skip
KEYS: dict[str, dict[str, Text]] = {
    "attended": {
        "yes": pgettext("mark", "There"), "no": pgettext("mark", "Not there"), "": pgettext("mark", "No mark"),
    },
    "answer": {"yes": pgettext("mark", "Will come"), "no": pgettext("mark", "Will not come")},
    "photo": {"yes": pgettext("mark", "Photographs allowed"), "no": pgettext("mark", "No photographs")},
}  # fmt: skip
_MARKS = {
    "1": ("attended", "yes"), "2": ("attended", "no"), "3": ("answer", "yes"), "4": ("answer", "no"),
    "5": ("photo", "yes"), "6": ("photo", "no"),
}  # fmt: skip


class DoorKeys(QObject):
    """In the find box Enter says "there" of the first one found. In the list digits mark whoever is chosen, and letters
    go on in the find box.
    """

    def __init__(self, section: GuestsSection, words: FindBox, table: LineTable[Any]) -> None:
        super().__init__(section)
        self._section, self._words, self._table = section, words, table
        words.installEventFilter(self)
        table.installEventFilter(self)
        words.down.connect(table.setFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or event.modifiers() & _CHORDS:
            return False
        listed = watched is self._table
        mark = self._in_list(event) if listed else self._in_box(event)
        if mark is not None:
            self._section.mark(*mark, go_on=listed)
        elif listed and event.text()[:1].isalpha():
            self._words.setFocus()
            self._words.setText(self._words.text() + event.text())
        else:
            return False
        return True

    def _in_box(self, event: QKeyEvent) -> tuple[str, str] | None:
        """Nothing typed means nobody: one would be marked by chance."""
        return ("attended", "yes") if event.key() in _ENTER and self._words.text().strip() else None

    def _in_list(self, event: QKeyEvent) -> tuple[str, str] | None:
        if event.key() == Qt.Key.Key_Delete:
            return "attended", ""
        return _MARKS["1"] if event.key() in _ENTER else _MARKS.get(event.text())


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class Legend(QWidget):
    """Which key notes what; at the end what was noted last."""

    def __init__(self) -> None:
        super().__init__()
        keys = [_entry(key, KEYS[name][value]) for key, (name, value) in _MARKS.items()]
        more = (_entry("Del", KEYS["attended"][""]), _entry("Ctrl+Z", _("take back")))
        self.last = small("")
        Flow(*keys, *more, self.last, gap=14, between=4, parent=self)
        language.bind(self, "setAccessibleName", _("Keys for marking"))

    def say(self, words: Text) -> None:
        """What was noted just now."""
        language.bind(self.last, "setText", words)
        announce(self.last)


def _entry(key: str, words: Text) -> QWidget:
    cap = small(Plain(key))
    cap.setProperty("role", "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made = box(hbox(cap, small(words), spacing=6))
    made.setFixedHeight(24)
    return made
