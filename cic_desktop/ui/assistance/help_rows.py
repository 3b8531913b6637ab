"""The columns of the list of help given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from cic_desktop.assistance.kinds import kind
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine

PAGE = 200
SIGNATURE = 3  # the column that is pressed when a signature was brought
_SIGNED: dict[str, tuple[Text, Tone]] = {
    "now": (_("Signed"), "ok"),
    "list": (_("To sign"), "warn"),
    "none": (_("No signature"), ""),
}


def _when(line: ServiceLine) -> Cell:
    return Cell(Day(line.day, "short"), ngettext("{n} minute", "{n} minutes", line.minutes))


def _who(line: ServiceLine) -> Cell:
    return who_cell(line.person, line.persons, line.advisor, kind(line.kind).asker(line.details))


def who_cell(person: str, persons: int, advisor: str, asker: Text | None = None) -> Cell:
    """Who was helped, and by whom; without a client the `asker`, if that was said."""
    name: Text = Plain(person) if person else asker or _("Anonymous")
    more = ngettext("and {n} more", "and {n} more", persons - 1) if persons > 1 else NOTHING
    return Cell(name, Joined((more, Plain(advisor))))


def _what(line: ServiceLine) -> Cell:
    what = kind(line.kind)
    summary = NOTHING if line.hidden else what.summary(line.details)
    return Cell(what.title, Joined((summary, code_label("topic", line.topic))), icon=what.icon, tone=what.tone)


def signature_words(line: ServiceLine) -> tuple[Text, Tone]:
    """How it was signed for; of an anonymous talk nobody's signature is to come."""
    return _SIGNED[line.signature if line.to_sign or line.signature != "list" else "none"]


def _signature(line: ServiceLine) -> Cell:
    words, tone = signature_words(line)
    hint = _("Press when the signature was brought.") if tone == "warn" else NOTHING
    return Cell(words, chip=tone, hint=hint)


COLUMNS: tuple[Column[ServiceLine], ...] = (
    Column(_("Date"), 14, _when),
    Column(_("Client and advisor"), 28, _who, strong=True),
    Column(_("Help"), 40, _what, strong=True),
    Column(_("Signature"), 18, _signature),
)


class HelpTable(LineTable["ServiceLine"]):
    """The list of help; `pressed_signature(row)` on a signature."""

    pressed_signature = Signal(int)

    def __init__(self) -> None:
        super().__init__(COLUMNS, _("Support provided"))
        self.pressed_cell.connect(self._pressed)

    def _pressed(self, row: int, column: int) -> None:
        if column == SIGNATURE:
            self.pressed_signature.emit(row)
