"""The second act of a visit: one big button for what happens next, and everything needed to get there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import assistance
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Field
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext
from cic_desktop.ui.assistance.taps import TapsEditor, tap_button
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Flow, box, clear, h1, h2, hbox, label, muted, strong, vbox

if TYPE_CHECKING:
    from cic_desktop.assistance.visits import VisitLine

Stepped = Callable[[Callable[[Any, str], Any], str], None]  # (change of (work, visit's id), verb)

_NEXT: tuple[Text, ...] = (
    _("I am leaving"),
    _("The visit begins"),
    _("The visit is over"),
    _("I am back"),
)
_NOTED: tuple[Text, ...] = (
    pgettext("visit", "left"),
    pgettext("visit", "began"),
    pgettext("visit", "ended"),
    pgettext("visit", "back"),
)


class There(QWidget):
    """Start and stop by one thumb. `stepped` carries the change a tap asks for."""

    def __init__(self, shell: Shell, stepped: Stepped) -> None:
        super().__init__()
        self._shell, self._stepped = shell, stepped
        self._where, self._address, self._meet = h1(""), strong("", wrap=True), muted("", wrap=True)
        self._bring = muted("", wrap=True)
        self.go = tap_button("", self._go, great=True)
        self.back = tap_button(_("Not yet: take the last one back"), self._take_back)
        self.client = tap_button(_("Show the client"), self._show_client)
        self.child = Banner()
        self.who = TapsEditor(_interprets())
        self.who.edited.connect(self._interpreted)
        self._times = QWidget()
        self._visit: VisitLine | None = None
        self._flow = Flow(gap=14, parent=self._times)
        self._where.setWordWrap(True)
        place = Card(self._where, self._address, self._meet, self._bring, spacing=6)
        row = hbox(self.back, self.client, None, spacing=10)
        steps = Card(self.go, self._times, row, spacing=14)
        asked = Card(h2(_("Who interprets?")), self.child, self.who, spacing=10)
        vbox(place, steps, asked, None, spacing=16, parent=self)

    def show_visit(self, visit: VisitLine) -> None:
        """Where it stands now."""
        self._visit = visit
        told = visit.answers
        bring = (code_label("visit_bring", code) for code in str(told.get("bring", "")).split())
        for shown, words in (
            (self._where, Joined((Plain(visit.starts_at), visit.where), "  ")),
            (self._address, Joined((Plain(visit.address), Plain(str(told.get("department", "")))))),
            (self._meet, _("We meet: {where}", where=str(told["meet_at"])) if told.get("meet_at") else Plain("")),
            (self._bring, _("To bring: {what}", what=Joined(tuple(bring), ", ")) if told.get("bring") else Plain("")),
        ):
            language.bind(shown, "setText", words)
            shown.setVisible(bool(shown.text()))
        self._show_steps(visit)
        self.who.set_value(visit.interprets)
        self.child.hide()

    def _show_steps(self, visit: VisitLine) -> None:
        stages, done = assistance.visits.STAGES, visit.stage
        over = visit.over or done == len(stages)
        language.bind(self.go, "setText", _("Everything is noted") if over else _NEXT[done])
        self.go.setEnabled(not over)
        self.back.setEnabled(done > 0 and not visit.over)
        clear(self._flow)
        for name, words in zip(stages, _NOTED, strict=True):
            time = str(visit.answers.get(name, "")) or "–"
            self._flow.addWidget(box(vbox(label(time, "h2"), muted(words), spacing=0)))

    # --- taps ---------------------------------------------------------------------------------------

    def _go(self) -> None:
        self._stepped(assistance.visits.step, "note a moment of a visit")

    def _take_back(self) -> None:
        self._stepped(assistance.visits.step_back, "take a moment of a visit back")

    def _interpreted(self) -> None:
        """A child is never taken: it says so and asks again."""
        who = str(self.who.value())
        if who == "child":
            self.child.say("bad", assistance.visits.NO_CHILD)
            self.who.set_value("")
        elif who:
            self.child.hide()
            self._stepped(
                lambda work, visit_id: assistance.visits.interpreted_by(work, visit_id, who), "say who interprets"
            )

    def _show_client(self) -> None:
        from cic_desktop.ui.private.client_window import client_window

        if self._visit is not None:
            client_window(self._shell).show_visit(self._visit)


def _interprets() -> Field:
    return next(field for field in assistance.visits.PREPARE if field.name == "interprets")
