"""The section "Guests": found by a few letters and marked by one key at the door; lists pasted in; invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cic_desktop import events, reports
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import Act, Found, Shown, person_act
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.courses.papers import save_sheet
from cic_desktop.ui.events.acts import tell
from cic_desktop.ui.events.door import ANSWER, KEYS, PHOTO, THERE, DoorKeys, Legend
from cic_desktop.ui.events.section import ListSection
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import FindBox, box, button, hbox
from cic_desktop.ui.widgets.menus import Choices, menu_button
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read, Work
    from cic_desktop.events.rows import EventCard, GuestLine
    from cic_desktop.events.sifting import GuestsTaken
    from cic_desktop.ui.events.paste import PasteDialog

__all__ = ["GuestsSection"]


def _who(line: GuestLine) -> Cell:
    icon = "user" if line.person_id else ""
    return Cell(line.title, Plain(line.role), icon=icon, tone="primary", hint=line.title)


def _from(line: GuestLine) -> Cell:
    group = code_label("guest_group", line.guest_group)
    if not line.name:
        return Cell(group)
    return Cell(Plain(line.organisation), group, hint=Plain(line.organisation)) if line.organisation else Cell(group)


def _invitation(line: GuestLine) -> Cell:
    day = _("invited {day}", day=Day(line.invited_on, "short")) if line.invited_on else NOTHING
    return Cell(ANSWER[line.answer][0], day) if line.answer else Cell(day)


def _there(line: GuestLine) -> Cell:
    if not line.attended:
        return Cell(NOTHING)
    words, tone = THERE[line.attended]
    return Cell(words, chip=tone)


def _photo(line: GuestLine) -> Cell:
    """Only a refusal: whoever takes pictures looks for it."""
    return Cell(pgettext("photographs", "no"), chip="bad", hint=PHOTO["no"][0]) if line.photo == "no" else Cell(NOTHING)


class GuestsSection(ListSection):
    """Ctrl or Shift chooses several: what is marked then is marked for all of them."""

    heading = _("Guests")
    lists = (
        ("all", pgettext("guests", "All")),
        ("coming", _("Will come")),
        ("open", _("No answer yet")),
        ("declined", _("Will not come")),
        ("there", pgettext("guests", "Were there")),
        ("missing", _("Not marked")),
    )
    empty = (
        "users", _("No guest here"),
        _("Add guests one by one, or paste a list from a spreadsheet. Clear the words to see all of them."),
    )  # fmt: skip
    columns = (
        Column(_("Guest"), 28, _who, strong=True),
        Column(pgettext("guest", "From"), 22, _from),
        Column(_("Invitation"), 31, _invitation),
        Column(_("Presence"), 19, _there),
        Column(pgettext("column", "Photos"), 13, _photo),
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._undo: list[Any] = []  # what was marked, the newest last
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)
        self.keys = DoorKeys(self, self.words, self.table)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        self.legend = Legend()
        self.add(self.legend)
        self.going_on = (*self.going_on, self.legend)

    def make_strips(self) -> tuple[QWidget, ...]:
        self.words = FindBox(_("Name, organisation: then Enter marks who is there"), _("Find a guest"))
        self.words.textChanged.connect(lambda _text: self._look())
        self.going_on = (
            button(_("Paste a list"), "copy", slot=self.paste),
            button(_("Add a guest"), "plus", "primary", self.add_guest),
        )
        acts = [*self.going_on, menu_button(self._choices)]
        return (box(hbox((self.words, 1), *(acts if self.may_record else []), spacing=10)),)

    def begin(self) -> None:
        super().begin()
        self._undo.clear()
        self.words.clear()
        self.legend.last.clear()

    def found(self, card: EventCard) -> Found:
        lists = {key: [guest for guest in card.guests if fits(guest)] for key, fits in _LISTS.items()}
        words = self.words.text()
        shown = [guest for guest in lists[self.which] if guest.fits(words)] if words.strip() else lists[self.which]
        return Found(shown, {key: len(lines) for key, lines in lists.items()})

    def show_event(self, card: EventCard, chosen: str = "") -> None:
        if chosen:
            self.words.clear()
        super().show_event(card, chosen)

    def shown(self, line: GuestLine) -> Shown:
        several = self.table.chosen()
        if len(several) > 1:
            words = ngettext("{n} guest chosen", "{n} guests chosen", len(several))
            return Shown(words, Plain(", ".join(language.text(each.title) for each in several[:12])),
                         acts=(*self._marks(several), self._off(several)))  # fmt: skip
        told = ((ANSWER, line.answer), (THERE, line.attended), (PHOTO, line.photo))
        chips = tuple(words[value] for words, value in told if value)
        facts = (
            (_("Organisation"), Plain(line.organisation) if line.name else NOTHING),
            (_("Role"), Plain(line.role)),
            (_("Group"), code_label("guest_group", line.guest_group)),
            (_("E-mail"), Plain(line.email)),
            (_("Telephone"), Plain(line.phone)),
            (_("Invited on"), Day(line.invited_on) if line.invited_on else NOTHING),
        )
        acts = (
            *self._marks([line]),
            Act(_("Edit"), "pencil", lambda: self.change(line)),
            *([person_act(self._shell, line.person_id)] if line.person_id else []),
            self._off([line]),
        )
        meta = _("a client of the centre") if line.person_id else NOTHING
        return Shown(line.title, meta, chips, facts, Plain(line.note), acts)

    def open_line(self, line: GuestLine) -> None:
        """A double click; Enter marks who is there."""
        if self.may_record:
            self.change(line)

    # --- marking ------------------------------------------------------------------------------------

    def mark(self, name: str, value: str, guests: list[GuestLine] | None = None, *, go_on: bool = False) -> None:
        """Note the same of the guests chosen; the words looked for go, for the next one at the door.

        With `go_on` the guest below is chosen then: one key each, down the list.
        """
        guests = guests or self.table.chosen() or self.table.rows.lines[:1]
        if not guests or not self.may_record or self.called_off:
            return
        ids = [guest.id for guest in guests]
        if go_on and len(guests) == 1:  # at once: the next key is the next guest's
            self._choose(min(self.table.rows.lines.index(guests[0]) + 1, len(self.table.rows.lines) - 1))
        elif self.words.text():
            self._wanted = guests[0].id
            self.words.clear()
        who = guests[0].title if len(guests) == 1 else ngettext("{n} guest", "{n} guests", len(guests))
        self.banner.hide()
        self._shell.ctx.do(
            lambda work: events.mark_guests(work, ids, name, value), verb="mark guests", owner=self,
            then=lambda marked: self._marked(marked, Joined((who, KEYS[name][value]), ": ")), failed=self._failed,
        )  # fmt: skip

    def _marked(self, marked: Any, said: Text) -> None:
        self._undo.append(marked)
        self.legend.say(said)

    def undo(self) -> None:
        """Take back what was marked last."""
        if self._undo:
            marked = self._undo.pop()
            self._shell.ctx.do(
                lambda work: events.put_marks_back(work, marked), verb="undo: mark guests", owner=self,
                then=lambda _none: self.legend.say(_("Taken back.")), failed=self._failed,
            )  # fmt: skip

    def _marks(self, guests: list[GuestLine]) -> tuple[Act, ...]:
        """Of each mark what is not noted yet of all of them; none where nobody comes."""
        if self.called_off:
            return ()

        def act(name: str, first: str) -> Act:
            noted = {getattr(guest, name) for guest in guests} == {first}
            value = {"yes": "no", "no": "yes"}[first] if noted else first
            return Act(KEYS[name][value], _ICONS[name, value], lambda: self.mark(name, value, guests))

        return act("attended", "yes"), act("answer", "yes"), act("photo", "no")

    def _off(self, guests: list[GuestLine]) -> Act:
        return Act(_("Off the list"), "trash", lambda: self.take_off(guests), "ghost")

    def _look(self) -> None:
        """Other words: the first one found is the one Enter marks."""
        self._arriving = True
        self.reload()

    # --- the list -----------------------------------------------------------------------------------

    def add_guest(self) -> AskDialog:
        event_id = self._event_id
        return self._ask(
            lambda work, answers, _revision: events.add_guest(work, event_id, answers), "add a guest",
            {"guest_group": self._last_group()}, _("Guest added."), _take_off,
        )  # fmt: skip

    def add_client(self) -> PersonPicker:
        """A client of the centre comes too."""
        without = [guest.person_id for guest in self._guests if guest.person_id]
        picker = PersonPicker(self._shell, self._client_chosen, title=_("Which client comes?"), without=without)
        picker.open()
        return picker

    def _client_chosen(self, line: ClientLine) -> None:
        event_id, answers = self._event_id, {"guest_group": "foreigner"}
        self.act(
            lambda work: events.add_client_guest(work, event_id, line.id, answers), "add a guest",
            _("On the list: {name}", name=Plain(line.name)), _take_off,
        )  # fmt: skip

    def change(self, line: GuestLine) -> AskDialog:
        def latest(read: Read) -> tuple[int, Answers] | None:
            now = next((each for each in events.guests_of(read, event_id) if each.id == line.id), None)
            return (now.revision, now.answers) if now else None

        event_id = self._event_id
        return self._ask(
            lambda work, answers, revision: events.amend_guest(work, line.id, revision, answers), "amend a guest",
            line.answers, _("Saved."), None, line=line, latest=latest,
        )  # fmt: skip

    def take_off(self, guests: list[GuestLine]) -> None:
        ids = [guest.id for guest in guests]
        self.act(
            lambda work: events.retire_guests(work, ids), "take guests off",
            ngettext("{n} guest taken off the list.", "{n} guests taken off the list.", len(ids)),
            lambda work, _none: events.bring_guests_back(work, ids),
        )  # fmt: skip

    def invite(self) -> None:
        """The invitations went out today, to those on view who had none."""
        ids = [guest.id for guest in self.table.rows.lines if guest.invited_on is None]
        said = ngettext("{n} guest noted as invited today.", "{n} guests noted as invited today.", len(ids))
        self.act(lambda work: events.invite_guests(work, ids), "invite guests", said, events.put_marks_back)

    def all_there(self) -> None:
        """Whoever said they would come was there, unless it was noted otherwise."""
        ids = [guest.id for guest in self._guests if guest.answer == "yes" and not guest.attended]
        said = ngettext("{n} guest marked as there.", "{n} guests marked as there.", len(ids))
        self.act(
            lambda work: events.mark_guests(work, ids, "attended", "yes"), "mark guests", said, events.put_marks_back
        )

    def paste(self) -> PasteDialog:
        from cic_desktop.ui.events.paste import PasteDialog

        dialog = PasteDialog(self._shell, self._event_id, self._pasted)
        dialog.open()
        return dialog

    def _pasted(self, taken: GuestsTaken, broken: int) -> None:
        added, completed = len(taken.added), len(taken.completed)
        told = (
            (added, ngettext("{n} guest added.", "{n} guests added.", added)),
            (completed, ngettext("{n} guest completed.", "{n} guests completed.", completed)),
            (broken, ngettext("{n} broken row left out.", "{n} broken rows left out.", broken)),
        )
        tell(self._shell, Joined(tuple(words for n, words in told if n), " "), taken, events.take_guests_back)

    def _choices(self) -> Choices:
        if not self.called_off:
            yield _("Add a client of the centre…"), self.add_client
            yield _("Those on view were invited today"), self.invite
            yield _("All who said yes were there"), self.all_there
            yield _("Who was there, from a list…"), self.paste
        yield _("Save as a spreadsheet…"), self.export

    def export(self, path: str = "") -> None:
        """All guests as a spreadsheet, which can be taken in again."""
        event_id = self._event_id
        save_sheet(
            self, self._shell, pgettext("file", "guests"),
            lambda read, lang: reports.guest_workbook(read, event_id, lang), path, table="event", row=event_id,
        )  # fmt: skip

    @property
    def _event_id(self) -> str:
        return self.event_card.line.id if self.event_card else ""

    @property
    def _guests(self) -> tuple[GuestLine, ...]:
        return self.event_card.guests if self.event_card else ()

    def _last_group(self) -> str:
        """Guests of one institution are often written down one after another."""
        return max(self._guests, key=lambda guest: guest.id).guest_group if self._guests else ""

    def _ask(
        self, change: Any, verb: str, start: Answers, said: Text, undo: Any, *, line: GuestLine | None = None,
        latest: Any = None,
    ) -> AskDialog:  # fmt: skip
        def told(made: Any) -> None:
            if undo is None:
                self._shell.note(said)
            else:
                tell(self._shell, said, made, undo)
            self._wanted = str(made) if undo is not None else self._wanted

        client = line is not None and bool(line.person_id)
        dialog = AskDialog(
            self._shell, _("Guest"), events.CLIENT_GUEST if client else events.GUEST,
            lambda work, _person, answers, revision: change(work, answers, revision), verb=verb, start=start,
            hint=line.title if line and client else "", then=told, revision=line.revision if line else 0,
            latest=latest,
        )  # fmt: skip
        dialog.open()
        return dialog


def _take_off(work: Work, guest_id: str) -> None:
    events.retire_guests(work, [guest_id])


_ICONS = {
    ("attended", "yes"): "check", ("attended", "no"): "x", ("answer", "yes"): "mail", ("answer", "no"): "mail",
    ("photo", "yes"): "eye", ("photo", "no"): "eye-off",
}  # fmt: skip
_LISTS: dict[str, Any] = {
    "all": lambda guest: True,
    "coming": lambda guest: guest.answer == "yes",
    "declined": lambda guest: guest.answer == "no",
    "open": lambda guest: not guest.answer,
    "there": lambda guest: guest.attended == "yes",
    "missing": lambda guest: not guest.attended,
}
