"""Who changed what on a person's record, and from what to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cic_desktop import assistance, attachments, clients, courses, events, plans, protection, stay
from cic_desktop.i18n import Joined, Moment, Plain, Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, DialogBody
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Card, button
from cic_desktop.ui.widgets.timeline import Entry, Timeline

if TYPE_CHECKING:
    from cic_desktop.clients import Change

_LOOKS: dict[str, tuple[str, Tone, Text]] = {
    "added": ("plus", "ok", _("added")),
    "changed": ("pencil", "primary", _("changed")),
    "removed": ("trash", "bad", _("removed")),
    "restored": ("undo", "info", _("put back")),
}


class HistoryDialog(ClientDialog):
    """Every change of one person, the newest first."""

    def __init__(self, shell: Shell, person_id: str, name: str) -> None:
        super().__init__(shell, _("History of changes"), name, width=720)
        self.timeline = Timeline(_("History of changes"))
        scroll = DialogBody(Card(self.timeline, None, margins=(12, 12, 12, 12)))
        self.body.addWidget(scroll, 1)
        self.foot.addStretch(1)
        close = button(_("Close"), slot=self.accept)
        close.setDefault(True)
        self.foot.addWidget(close)
        self.resize(760, 600)
        self.ctx.ask(
            lambda read: clients.changes_of(read, person_id, more=_more()),
            owner=self,
            then=self._show,
            failed=lambda error: self.banner.say("bad", error.text),
        )

    def _show(self, changes: list[Change]) -> None:
        self.timeline.set_entries([_entry(change) for change in changes])


def _more() -> dict[str, Any]:
    """How other features word their tables."""
    whose = (stay, protection, plans, assistance, courses, events, attachments)
    return {table: part for feature in whose for table, part in feature.HISTORY.items()}


def _entry(change: Change) -> Entry:
    icon, tone, word = _LOOKS[change.what]
    before, after = change.before, change.after
    return Entry(
        icon=icon,
        title=Joined((change.subject, word), ": "),
        meta=Joined((Moment(change.at), Plain(change.who))),
        body=Joined((before, after), " → ") if change.what == "changed" else Joined((before, after), ""),
        tone=tone,
        chips=((_("partly hidden"), ""),) if change.hidden else (),
    )
