"""Recording help: one talk, several services for several people, one signature."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from cic_desktop import assistance, db, projects
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.assistance.kinds import OFFERED, Kind, kind
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.i18n import Moment, Text, _, ngettext
from cic_desktop.ui.assistance.agreed import AgreedToday
from cic_desktop.ui.assistance.correction import Correction
from cic_desktop.ui.assistance.form_help import read_form_help, show_forms
from cic_desktop.ui.assistance.kinds_card import MOST_KEYS, KindsCard
from cic_desktop.ui.assistance.persons_card import PersonsCard
from cic_desktop.ui.assistance.service_card import ServiceCard, by_place, same_again
from cic_desktop.ui.assistance.sitting_start import Attending, Start, Wanted, attending, read_start
from cic_desktop.ui.assistance.talk_card import TalkCard
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.assistance.typed_again import note_typed
from cic_desktop.ui.assistance.what_next import what_next
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, box, button, clear, hbox, line, small, vbox

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine, SittingDraft
    from cic_desktop.core.fields import Answers
    from cic_desktop.diary.rows import AgendaLine

_TALK_WIDTH = 348
_SIGNATURE = "help/signature"  # how the last sitting was signed for, in this computer's settings


class SittingPage(QWidget):
    """One sitting: who was helped with what at the left, the talk itself at the right."""

    watches = ("participation",)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._wanted, self._start = Wanted(), Start((), (), "", None, None)
        self._keeper: DraftKeeper | None = None
        self.dirty = False
        self.cards: list[ServiceCard] = []
        self.who = PersonsCard(shell)
        self.talk, self.kinds, self.banner = TalkCard(), KindsCard(), Banner()
        self.correction, self.agreed = Correction(shell, self), AgreedToday(shell, self)
        self._build()
        self.correction.begin(None)
        self._connect()

    # --- arriving -----------------------------------------------------------------------------------

    def arrive(self, person_ids: Iterable[str] = (), **more: Any) -> None:
        """Start a sitting (`more` as in `Wanted`), or go on with the one being typed for the same person."""
        wanted = Wanted(tuple(person_ids), **more)
        if not self.dirty or wanted.draft != self._wanted.draft:
            self._begin(wanted)
        elif ids := wanted.filled_ids:
            self._shell.ctx.ask(lambda read: read_form_help(read, ids), owner=self, then=partial(show_forms, self))

    def reload(self) -> None:
        self._ask_countable()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())

    def _begin(self, wanted: Wanted, *, afresh: bool = False) -> None:
        """Read what the page starts from; `afresh` leaves an older draft alone."""
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.close()
        self._wanted, self.dirty = wanted, False
        draft = wanted.draft
        self._keeper = DraftKeeper(self._shell.ctx, draft.what, draft.person_id, draft.edition, page=self)
        self._keeper.kept.connect(self._kept)
        self._shell.ctx.ask(
            lambda read: read_start(read, wanted, afresh=afresh),
            owner=self, then=self._show_start, failed=self._not_started, latest="start",
        )  # fmt: skip

    def _show_start(self, start: Start) -> None:
        self._start = start
        self._allow(True)
        self.banner.hide()
        self.correction.begin(start.talk)
        self._clear_cards()
        language.bind(self._state, "setText", "")
        if not start.projects:
            self.banner.say("warn", _("There is no project yet. A manager adds one in the settings."))
        if start.draft is not None:
            self._show_draft(start.draft)
        else:
            self._show_new()
        show_forms(self, start.forms)
        self.kinds.show_people(() if start.talk else start.persons)
        self.agreed.begin(not (start.talk or start.appointment))
        self._ask_countable()
        self._focus_first()

    def _not_started(self, error: CicError) -> None:
        """There is nothing to write on: a talk that was taken back, or not for this reader."""
        self.correction.begin(None)
        self._allow(False)
        self.banner.say("bad", error.text)

    def _allow(self, on: bool) -> None:
        self._columns.setVisible(on)
        self.agreed.hide()
        self.save_button.setEnabled(on)

    def _show_new(self) -> None:
        if self._start.talk:
            self.correction.show(self._start.persons, self._wanted.service_id)
            return
        self.who.start(self._start.persons, {})
        on_list = self._shell.ctx.settings.get(_SIGNATURE) == "list"  # nobody has signed this talk yet
        self.talk.start(self._start, "list" if on_list else "")
        if self._start.again:
            self.repeat(self._start.again)
        elif self._wanted.kind:
            self.add_kind(self._wanted.kind, typed=False)

    def _show_draft(self, draft: db.DraftNote) -> None:
        """Put a draft's typing back, and say that it is one."""
        kept: dict[str, Any] = draft.answers or {}
        self.who.start(self._start.persons, kept.get("anonymous", {}))
        self.talk.show_typing(kept.get("talk", {}))
        for service in kept.get("services", ()):
            self.add_card(kind(service["kind"])).show_typing(service, self.names())
        self.correction.take_up(kept)
        self.dirty = True
        moment: Text = Moment(draft.saved_at) if draft.saved_at else _("earlier")
        self.banner.say(
            "info",
            _("You typed this earlier ({moment}) and did not save it yet.", moment=moment),
            (_("Start afresh"), self.start_afresh),
        )

    def start_afresh(self) -> None:
        """Forget what is typed."""
        assert self._keeper is not None
        self._keeper.drop()
        self._begin(self._wanted, afresh=True)

    # --- services -----------------------------------------------------------------------------------

    def add_kind(self, code: str, *, typed: bool = True, known: Answers | None = None) -> ServiceCard:
        """Add a service of a kind with what is known of it; those before fold to one line."""
        for card in self.cards:
            card.fold(True)
        made = self.add_card(kind(code))
        if self._start.appointment and len(self.cards) == 1:  # all of the time agreed on is for this
            made.grid.set_values({"minutes": str(self._start.appointment.minutes)})
        made.grid.set_values(known or {})
        if typed:
            self._edited()
            made.grid.focus()
        self._sum_minutes()
        return made

    def repeat(self, last: ServiceLine) -> None:
        """The last help again: its kind, topic, minutes and details that last longer than a day."""
        again = kind(last.kind)
        card = self.add_kind(last.kind)
        card.grid.set_values(same_again(again, last.details, last.topic, last.minutes))
        self._sum_minutes()
        self._edited()

    def add_card(self, what: Kind) -> ServiceCard:
        """Another service below the others, empty."""
        card = ServiceCard(what, self._start.offered, self._start.project_id)
        card.show_people(self.names())
        card.edited.connect(self._service_edited)
        card.removed.connect(lambda: self._remove(card))
        self.cards.append(card)
        self._services.addWidget(card)
        return card

    def take_appointment(self, agreed: AgendaLine | None) -> None:
        """The help was given at this appointment, which saving notes; or at none."""
        before, self._start = self._start.appointment, replace(self._start, appointment=agreed)
        if agreed:
            self.talk.show_agreed(agreed)
            if not self.cards:
                self.add_kind(agreed.kind)
        elif before:
            self.talk.leave_agreed(before)
        self._edited()

    def _remove(self, card: ServiceCard) -> None:
        self.cards.remove(card)
        card.hide()
        card.deleteLater()
        self._sum_minutes()
        self._edited()

    def _clear_cards(self) -> None:
        clear(self._services)
        self.cards = []

    def _sum_minutes(self) -> None:
        self.talk.show_sum(sum(card.minutes() for card in self.cards))

    # --- what the user does -------------------------------------------------------------------------

    def _service_edited(self, name: str) -> None:
        if name == "minutes":
            self._sum_minutes()
        if name == "project_id":
            self._ask_countable()
        self._edited()

    def _talk_edited(self, name: str) -> None:
        if name == "day":
            self._ask_countable()
            self.agreed.follow()
        self._edited()

    def _people_changed(self) -> None:
        for card in self.cards:
            card.show_people(self.names())
        self.kinds.show_people(self.who.people())
        self._ask_countable()
        self.agreed.follow()
        self._edited()

    def _edited(self) -> None:
        self.dirty = True
        if self._keeper is not None:
            self._keeper.touch(self._typing)

    def _typing(self) -> tuple[str, int, dict[str, Any]]:
        names = ", ".join(name for _id, name in self.names())
        return names, 0, {
            "talk": self.talk.typing(),
            "persons": list(self.who.ids),
            "anonymous": self.who.nameless.values(hidden=True),
            "services": [card.typing() for card in self.cards],
            "appointment_id": self._start.appointment.id if self._start.appointment else "",
            **self.correction.typing(),
        }  # fmt: skip

    def _kept(self, moment: Any) -> None:
        language.bind(self._state, "setText", _("Draft kept {time}", time=Moment(moment, "time")))

    # --- saving -------------------------------------------------------------------------------------

    def sitting(self) -> SittingDraft:
        """Everything as typed."""
        nameless = self.who.anonymous()
        services = tuple(card.draft(() if card.kind.needs_person else nameless) for card in self.cards)
        agreed = self._start.appointment
        typed = assistance.SittingDraft(self.talk.grid.values(), services, agreed.id if agreed else "")
        return self.correction.completed(typed)

    def save(self) -> None:
        """Record the sitting, or correct it; what is wrong is said beside its field."""
        draft = self.sitting()
        if self._wanted.sitting_id:
            self.correction.save(draft)
        else:
            self.keep(lambda work: assistance.record(work, draft), "record help", self._saved)

    def keep(self, change: Callable[[Any], Any], verb: str, then: Callable[[Any], None]) -> None:
        """Write what is typed into the register; the draft goes with it."""
        self.save_button.setEnabled(False)
        assert self._keeper is not None
        self._shell.ctx.do(self._keeper.saving(change), verb=verb, owner=self, then=then, failed=self._refused)

    def _saved(self, sitting_id: str) -> None:
        self.save_button.setEnabled(True)
        self._shell.ctx.settings.set(_SIGNATURE, str(self.talk.grid.values()["signature"]))
        note, talk, people = self._note(), self.sitting(), self.who.ids
        self.leave(saved=True)
        if people:
            self._shell.open("client", person_id=people[0])
        else:
            self._shell.back()
        said = ngettext("Saved: {n} service.", "Saved: {n} services.", len(talk.services))
        note_typed(self._shell, self, said, note, sitting_id, what_next(self._shell, talk))

    def throw_away(self) -> None:
        """Leave without saving; the note can bring the typing back."""
        note, typed = self._note(), self.dirty
        self.leave()
        self._shell.back()
        if typed:
            note_typed(self._shell, self, _("Not saved."), note)

    def _note(self) -> db.DraftNote:
        title, step, answers = self._typing()
        return replace(self._wanted.draft, title=title, step=step, answers=answers, saved_at=clock.now())

    def leave(self, *, saved: bool = False) -> None:
        """Nothing is typed here any more."""
        self.dirty = False
        if self._keeper is not None:
            (self._keeper.saved if saved else self._keeper.drop)()
            self._keeper = None

    def _refused(self, error: CicError) -> None:
        self.save_button.setEnabled(True)
        if self.correction.asks(error):
            return
        if not isinstance(error, Invalid):
            self.banner.say("bad", error.text)
            return
        self.banner.say("bad", _("Not saved yet. Please look at the marked fields."))
        talk, by_service = by_place(error.problems)
        self.talk.grid.show_problems(talk)
        for place in reversed(range(len(self.cards))):  # the first marked field gets the focus last
            self.cards[place].show_problems(by_service.get(place, []))

    # --- people -------------------------------------------------------------------------------------

    def _add_person(self, person_id: str) -> None:
        if person_id in self.who.ids:
            return
        self._shell.ctx.ask(
            lambda read: attending(read, person_id), owner=self, then=self._person_found,
            failed=lambda error: self.banner.say("bad", error.text),
        )  # fmt: skip

    def _person_found(self, person: Attending) -> None:
        first = not self.who.ids and not self._wanted.sitting_id
        self.who.add_person(person)
        if first and person.line.language:
            self.talk.grid.set_values({"language": person.line.language})

    def names(self) -> list[tuple[str, str]]:
        return [(person.id, person.line.name) for person in self.who.people()]

    def _ask_countable(self) -> None:
        """Say of each person whether help of this day counts in the project of the first service."""
        day = self.talk.day()
        chosen = self.cards[0].answers().get("project_id") if self.cards else ""
        project_id, people = str(chosen or self._start.project_id), self.who.ids
        if day is None or not project_id or not people:
            return
        self._shell.ctx.ask(
            lambda read: {person_id: projects.countable(read, project_id, person_id, day) for person_id in people},
            owner=self, then=self.who.show_countable, latest="countable",
        )  # fmt: skip

    # --- looks --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._services = vbox(spacing=16)
        left = box(vbox(self.who, self._services, self.kinds, None, spacing=16))
        self._columns = TwoColumns(left, self.talk, right_width=_TALK_WIDTH)
        self.page = Page()
        self.page.add(self.banner, self.agreed, self.correction.question, self._columns, None)
        vbox((self.page, 1), self._footer(), spacing=0, parent=self)

    def _footer(self) -> QFrame:
        made = QFrame()
        made.setProperty("role", "page")
        self._state = small("")
        self.save_button = button(_("Save"), "check", "primary", self.save)
        cancel = button(_("Do not save"), kind="ghost", slot=self.throw_away)
        mistake = self.correction.mistake_button
        row = hbox(self._state, None, mistake, cancel, self.save_button, margins=(28, 10, 28, 12), spacing=10)
        vbox(line(), row, spacing=0, parent=made)
        return made

    def _focus_first(self) -> None:
        if not self.who.ids and not self.cards:
            self.who.open_finder()
        elif self.cards:
            self.cards[-1].grid.focus()
        else:
            self.kinds.buttons[0].setFocus()
        self.page.verticalScrollBar().setValue(0)

    def _connect(self) -> None:
        self.who.wanted.connect(self._add_person)
        self.who.changed.connect(self._people_changed)
        self.talk.edited.connect(self._talk_edited)
        self.kinds.chosen.connect(self.add_kind)
        self.kinds.again.connect(self.repeat)
        actions: dict[str, Callable[[], object]] = dict.fromkeys(("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"), self.save)
        for number, what in enumerate(OFFERED[:MOST_KEYS], start=1):
            actions[f"Ctrl+{number}"] = partial(self.add_kind, what.code)
        for key, run in actions.items():
            QShortcut(QKeySequence(key), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
