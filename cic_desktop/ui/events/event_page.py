"""One event: its head, and a tab each for guests, programme, numbers and notes, and the survey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from cic_desktop import events, reports
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _, pgettext
from cic_desktop.ui.courses.papers import save_sheet
from cic_desktop.ui.events.acts import EventActs
from cic_desktop.ui.events.section import EventPart
from cic_desktop.ui.events.words import agreement, places, state_told
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, chip, h1, hbox, line, muted, set_chip, tool_button, vbox
from cic_desktop.ui.widgets.menus import Choices, menu_button
from cic_desktop.ui.widgets.page import MARGIN
from cic_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from cic_desktop.events.rows import EventCard, EventLine

__all__ = ["PARTS", "EventPage"]


@dataclass(frozen=True)
class Part:
    """A tab; its section is made on the first visit."""

    key: str
    title: Text
    make: Callable[[Any], Any]


def _guests(shell: Shell) -> Any:
    from cic_desktop.ui.events.guests import GuestsSection

    return GuestsSection(shell)


def _programme(shell: Shell) -> Any:
    from cic_desktop.ui.events.programme import ProgrammeSection

    return ProgrammeSection(shell)


def _summary(shell: Shell) -> Any:
    from cic_desktop.ui.events.summary import SummarySection

    return SummarySection(shell)


def _survey(shell: Shell) -> Any:
    from cic_desktop.ui.events.survey import EventSurvey

    return EventSurvey(shell)


PARTS = (
    Part("guests", pgettext("event section", "Guests"), _guests),
    Part("programme", pgettext("event section", "Programme"), _programme),
    Part("summary", pgettext("event section", "Numbers and notes"), _summary),
    Part("survey", pgettext("event section", "Survey"), _survey),
)
_KEYS = [part.key for part in PARTS]


class EventPage(QWidget):
    """`event_id` comes with every visit; `section` is the tab, `chosen` the guest or point shown there.

    Ctrl+Tab walks through the tabs.
    """

    watches = (
        "event", "event_guest", "event_count", "gathering", "survey_answer", "person", "partner", "room", "teacher",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.event_id = ""
        self.card: EventCard | None = None
        self.key = _KEYS[0]
        self._chosen = ""
        self._asked: tuple[str, ...] = ()  # the event the strip told about, and what
        self.parts: dict[str, Any] = {}
        self.banner, self.strip = Banner("bad"), Banner()
        self.bar, self._stack = self._make_bar(), QStackedWidget()
        self.acts = EventActs(shell, self, self._failed)
        self._build()

    def arrive(self, event_id: str = "", section: str = "", chosen: str = "") -> None:
        if section or event_id != self.event_id:
            self.key = section if section in _KEYS else _KEYS[0]
        self.event_id, self._chosen = event_id or self.event_id, chosen
        self.reload()

    def reload(self) -> None:
        event_id = self.event_id
        self._shell.ctx.ask(
            lambda read: events.event(read, event_id), owner=self, then=self._show, failed=self._failed, latest="event"
        )

    def visit(self, section: str) -> None:
        """Show another section."""
        self.key = section
        self._show(self.card)

    @property
    def part(self) -> EventPart:
        """The section on view."""
        return self.parts[self.key]

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, card: EventCard | None) -> None:
        self.card = card
        self._whole.setVisible(card is not None)
        if card is None:
            self.banner.say("warn", _("This event is no longer in the register."), (_("To the events"), self._leave))
            return
        self.banner.hide()
        self._show_head(card)
        self.bar.show_at(_KEYS.index(self.key))
        if self.key not in self.parts:
            self._make(PARTS[_KEYS.index(self.key)])
        self._stack.setCurrentWidget(self.parts[self.key])
        chosen, self._chosen = self._chosen, ""
        self.part.show_event(card, chosen)

    def _show_head(self, card: EventCard) -> None:
        line = card.line
        language.bind(self.title, "setText", Plain(line.name))
        about = (code_label("event_kind", line.kind), line.days, Plain(line.where), Plain(line.held_with))
        language.bind(self.about, "setText", Joined(about))
        chips = (state_told(line), places(line), agreement(line))
        for made, told in zip((self.state, self.room, self.partner), chips, strict=True):
            made.setVisible(told is not None)
            if told is not None:
                set_chip(made, *told)
        begun = line.starts_on <= clock.today()
        self.hold_button.setVisible(self.may_record and line.state == "planned" and begun)
        self._tell(line)

    def _tell(self, line: EventLine) -> None:
        """Said once: whoever goes on marking at the door sends it away."""
        off, to_hold = line.state == "called_off", self.may_record and line.to_hold(clock.today())
        asked = (line.id, line.state, line.reason) if off or to_hold else ()
        if asked == self._asked:
            return
        self._asked = asked
        if off:
            again = (_("Takes place after all"), lambda: self.acts.plan_again(line)) if self.may_record else None
            self.strip.say("info", _("Called off: {reason}", reason=Plain(line.reason)), again)
        elif to_hold:
            told = _("People are noted as there. They count once the event is marked as held.")
            self.strip.say("info", told, (_("It was held"), self._hold))
        else:
            self.strip.hide()

    def _make(self, part: Part) -> None:
        made = self.parts[part.key] = part.make(self._shell)
        language.bind(made, "setAccessibleName", part.title)
        self._stack.addWidget(made)

    def _leave(self) -> None:
        self._shell.open("events")

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- building -----------------------------------------------------------------------------------

    def _choices(self) -> Choices:
        if self.card is None:
            return
        event, acts = self.card.line, self.acts
        yield _("Photographs and costs…"), lambda: acts.ask_notes(event)
        if event.state == "planned":
            yield _("Call off the event…"), lambda: acts.ask_call_off(event)
        else:
            yield (
                _("Was not held") if event.state == "held" else _("Takes place after all"),
                lambda: acts.plan_again(event),
            )
        yield _("Survey as a spreadsheet…"), self._save_survey
        yield _("Noted by mistake"), lambda: acts.retire(event)

    def ask_print(self) -> QWidget | None:
        """Programme, invitations, lists: for the guests chosen in the list where there are some."""
        from cic_desktop.ui.events.papers import EventPapers

        if self.card is None:
            return None
        guests = self.parts.get("guests") if self.key == "guests" else None
        papers = {"programme": "programme", "summary": "participants"}
        dialog = EventPapers(
            self._shell, self.card, guests.table.chosen() if guests else (), papers.get(self.key, "invitations")
        )
        dialog.open()
        return dialog

    def _save_survey(self) -> None:
        event_id = self.event_id
        save_sheet(
            self, self._shell, _("survey"), lambda read, lang: reports.survey_workbook(read, lang, event_id=event_id),
            table="event", row=event_id,
        )  # fmt: skip

    def _edit(self) -> None:
        if self.card is not None:
            self.acts.ask_change(self.card.line)

    def _hold(self) -> None:
        if self.card is not None:
            self.acts.hold(self.card.line)

    def _make_bar(self) -> Tabs:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bar = Tabs([part.title for part in PARTS], _("Sections of the event"), self, within)
        bar.currentChanged.connect(lambda at: self.visit(_KEYS[at]))
        return bar

    def _build(self) -> None:
        self.may_record = self._shell.ctx.may(Right.RECORD_HELP)
        self.title, self.about = h1(""), muted("", wrap=True)
        self.title.setWordWrap(True)
        self.state, self.room, self.partner = chip(""), chip(""), chip("")
        back = tool_button("arrow-left", _("To the events"), self._leave)
        self.hold_button = button(_("It was held"), "check", slot=self._hold)
        acts = [self.hold_button, button(_("Edit"), "pencil", slot=self._edit), menu_button(self._choices)]
        paper = button(_("Print"), "printer", slot=self.ask_print)
        words = box(vbox(self.title, self.about, spacing=2))
        head = hbox(back, (words, 1), paper, *(acts if self.may_record else []), spacing=10)
        tabs = hbox(self.bar, None, self.state, self.room, self.partner, spacing=8)
        top = vbox(head, vbox(tabs, line(), spacing=0), self.strip, margins=(MARGIN, 18, MARGIN, 0), spacing=8)
        self._whole = QWidget()
        vbox(top, (self._stack, 1), spacing=8, parent=self._whole)
        self._whole.hide()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        vbox(box(hbox(self.banner, margins=(0, 0, 0, 0))), (self._whole, 1), spacing=0, parent=self)
