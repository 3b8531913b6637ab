"""Agreeing on an appointment or changing one: free times offered, what speaks against it said beside its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from cic_desktop import assistance, clients, diary, security
from cic_desktop.assistance.kinds import OFFERED
from cic_desktop.assistance.referrals import BOOKED_AS
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid, Missing, Stale
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.diary.fields import APPOINTMENT, DAY_OVER
from cic_desktop.diary.rows import Clash, Meeting
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, Weekday, _
from cic_desktop.ui.assistance.doubts import Doubts
from cic_desktop.ui.assistance.kept import with_kept
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.assistance.person_finder import PersonFinder, person_words
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.clients.versions import Versions
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Flow, box, chip_button, clear, hbox, muted, strong, tool_button, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.tab_order import tab_in_order

if TYPE_CHECKING:
    from cic_desktop.assistance.referrals import ReferralLine
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read
    from cic_desktop.diary.choosing import Slot
    from cic_desktop.diary.rows import AgendaLine

_KIND_OPTIONS = tuple(Option(kind.code, kind.title) for kind in OFFERED)
_KINDS = Field("kind", _("Kind of help"), "choice", options=_KIND_OPTIONS, required=True, width=6)
_WITH = Field("account_id", _("With"), "account", required=True, width=6)
_WHEN = tuple(field for field in APPOINTMENT if field.name in ("day", "starts_at", "minutes"))
_DECIDE = ("day", "starts_at", "minutes", "account_id", "room_id", "interpreter_id")  # what clashes hang on
_SLOTS = 5


@dataclass(frozen=True)
class _Known:
    """What the dialog needs from the register."""

    colleagues: tuple[Option, ...]
    rooms: tuple[Option, ...]
    interpreters: tuple[Option, ...]
    person: ClientLine | None
    changed: AgendaLine | None
    specialist: str  # whose speciality it is, for a referral that names nobody yet


class AppointmentDialog(LateDialog):
    """Agree on an appointment, for a client or for somebody not yet known. `then(id)` after saving.

    With `appointment_id` one is changed; with `referral` its specialist is booked.
    """

    def __init__(
        self,
        shell: Shell,
        person_id: str = "",
        day: str = "",
        then: Callable[[str], object] | None = None,
        *,
        starts_at: str = "",
        account_id: str = "",
        appointment_id: str = "",
        referral: ReferralLine | None = None,
    ) -> None:
        super().__init__(shell, _("Change the appointment") if appointment_id else _("New appointment"), width=760)
        self._then, self._referral, self._changed = then, referral, appointment_id
        self._day, self._time = day or clock.today().isoformat(), starts_at
        if referral and not referral.appointment_id and referral.appointed_on:  # told with it
            self._day = max(referral.appointed_on, clock.today()).isoformat()
            self._time = referral.appointed_at
        self._account = account_id or (referral.account_id if referral else "")
        self._person: ClientLine | None = None
        self._revision = 0
        self._seen: Answers = {}
        self._free_first = not starts_at and not appointment_id  # the first free time is proposed, until one is chosen
        self._asked_day = day
        self.choice = Versions()
        self.grid: FieldGrid | None = None
        self._doubts: Doubts | None = None
        self.finder = PersonFinder(shell)
        self._build()
        person_id = referral.person_id if referral else person_id
        shell.ctx.ask(
            lambda read: _look(read, person_id, appointment_id, referral),
            owner=self,
            then=self._start,
            failed=self._refused,
        )

    def choose(self, person: ClientLine | None) -> None:
        """Whom it is for; nobody as long as they are not known."""
        self._person = person
        language.bind(self._name, "setText", person_words(person) if person else "")
        self._chosen.setVisible(person is not None)
        self.finder.setVisible(person is None and not self._changed)
        self._look_for_clashes()
        self.fit()

    def save(self) -> None:
        """Agree on it; what is wrong is said beside its field."""
        if self.grid is None:
            return
        self.save_button.setEnabled(False)
        self.ctx.do(self._change(), verb=self._verb(), owner=self, then=self._saved, failed=self._refused)

    def _change(self) -> Callable[[Any], Any]:
        """What saving does; its result undoes it."""
        assert self.grid is not None
        answers = self.grid.values()
        kind, account_id = str(answers["kind"]), str(answers["account_id"])
        person_id, changed, revision = self._person.id if self._person else "", self._changed, self._revision
        if changed:
            return lambda work: diary.amend_appointment(work, changed, revision, answers, kind, account_id)
        if self._referral:
            referral_id = self._referral.id
            return lambda work: assistance.book_referral(work, referral_id, answers, account_id)
        return lambda work: diary.agree(work, answers, kind, person_id, account_id)

    def _verb(self) -> str:
        return "change an appointment" if self._changed else "agree on an appointment"

    # --- starting -----------------------------------------------------------------------------------

    def _start(self, known: _Known) -> None:
        """The questions, with sensible answers: here, the next quarter of an hour."""
        self.grid = FieldGrid(_fields(known, kinds=self._referral is None))
        self._doubts = Doubts(self.grid)
        self.show_questions(self.grid)
        if known.changed:
            self._revision = known.changed.revision
            self._seen = _answers(known.changed)
            self.grid.set_values(self._seen)
        else:
            self.grid.set_values(self._defaults(known.specialist))
        self.grid.edited.connect(self._edited)
        self.choose(known.person)
        self._offer_times()
        if known.person or self._changed:
            self.grid.focus("starts_at")
        else:
            self.finder.box.setFocus()

    def _defaults(self, specialist: str) -> Answers:
        now = clock.local(clock.now())
        quarter = now + timedelta(minutes=15 - now.minute % 15)
        later = self._day != clock.today().isoformat()
        referral = self._referral
        return {
            "kind": BOOKED_AS if referral else "document_help",
            "account_id": self._account or specialist or self.ctx.actor.id,
            "day": self._day,
            "starts_at": self._time or ("" if later else f"{quarter:%H:%M}"),
            "minutes": "60" if referral else "45",
            "place": "office",
            "language": referral.interpreter_language if referral else "",
        }

    def _edited(self, name: str) -> None:
        if name in ("day", "starts_at"):
            self._free_first = False
        if name in _DECIDE:
            self._look_for_clashes()
        if name in ("day", "minutes", "account_id"):
            self._offer_times()

    # --- what speaks against it, and what is free ---------------------------------------------------

    def _look_for_clashes(self) -> None:
        if self.grid is None:
            return
        answers = self.grid.values(hidden=True)
        try:
            when = read_answers(_WHEN, answers)
        except Invalid:
            self._show_clashes([])
            return
        named: dict[str, Any] = {name: str(answers[name]) for name in ("account_id", "room_id", "interpreter_id")}
        if answers["place"] != "office":
            named["room_id"] = ""
        meeting = Meeting(**when, **named, person_id=self._person.id if self._person else "", but=self._changed)
        over = [Clash("day", DAY_OVER)] if self._is_over(meeting.day) else []
        self.ctx.ask(
            lambda read: [*over, *diary.clashes(read, meeting)], owner=self, then=self._show_clashes, latest="clashes"
        )

    def _is_over(self, day: date) -> bool:
        """A past day cannot be agreed on; one that was agreed on before may stay."""
        return day < clock.today() and day.isoformat() != self._seen.get("day")

    def _show_clashes(self, found: list[Clash]) -> None:
        assert self._doubts is not None
        self._doubts.show(found)
        against = any(clash.text != DAY_OVER for clash in found)  # a day that is over is refused, whatever is said
        language.bind(self.save_button, "setText", self._agreeing(against=against))
        self.fit()

    def _agreeing(self, *, against: bool = False) -> Text:
        """What the button does; whoever agrees over a warning says so."""
        if against:
            return _("Save all the same") if self._changed else _("Agree all the same")
        return _("Save") if self._changed else _("Agree")

    def warnings(self) -> dict[str, str]:
        """What is said beside which field."""
        return self._doubts.texts() if self._doubts else {}

    def _offer_times(self) -> None:
        """The next free times by the colleague's office hours."""
        assert self.grid is not None
        answers = self.grid.values(hidden=True)
        account_id = str(answers["account_id"])
        try:
            when = read_answers([replace(field, required=False) for field in _WHEN], answers)
        except Invalid:
            return
        self.ctx.ask(
            lambda read: diary.free_times(read, account_id, when["minutes"] or 0, when["day"], _SLOTS),
            owner=self,
            then=self._show_times,
            latest="times",
        )

    def _show_times(self, slots: list[Slot]) -> None:
        clear(self._times)
        for slot in slots:
            words = Joined((Weekday(slot.day.weekday()), Plain(f"{slot.day:%d.%m} {slot.starts_at}")), " ")
            made = chip_button(words)
            made.setCheckable(False)
            made.clicked.connect(partial(self.take, slot))
            self._times.addWidget(made)
        self._offered.setVisible(bool(slots))
        self._propose(slots)
        if self.grid is not None:
            tab_in_order(self._chosen, self.finder, self._offered, self.grid)
        self.fit()

    def _propose(self, slots: list[Slot]) -> None:
        """Begin with the first free time; on a day the caller asked for only with one of that day."""
        on_day = [slot for slot in slots if slot.day.isoformat() == (self._asked_day or slot.day.isoformat())]
        if self._free_first and on_day:
            self.take(on_day[0])
        self._free_first = False

    def take(self, slot: Slot) -> None:
        """Choose a free time, with the room its hours have."""
        assert self.grid is not None
        answers: Answers = {"day": slot.day.isoformat(), "starts_at": slot.starts_at}
        if slot.room_id:
            answers["room_id"] = slot.room_id
        for name in ("day", "starts_at"):
            self.grid.boxes[name].clear_problem()
        self.grid.set_values(answers)
        self._look_for_clashes()

    # --- afterwards ---------------------------------------------------------------------------------

    def _saved(self, result: Any) -> None:
        assert self.grid is not None
        when = read_answers(_WHEN, self.grid.values())
        said = _("Agreed: {day}, {time}.", day=Day(when["day"], "weekday"), time=when["starts_at"])
        ctx, back = self.ctx, self._undo(result)
        appointment_id = self._changed or (result[0] if self._referral else result)
        shell, then = self.shell, self._then
        self.accept()

        def undo() -> None:
            ctx.do(back, verb="undo an appointment", owner=ctx)

        shell.note(said, "ok", _("Undo"), undo)
        if then is not None:
            then(appointment_id)

    def _undo(self, result: Any) -> Callable[[Any], None]:
        if self._changed:
            return lambda work: diary.put_back(work, result)
        if self._referral:
            return lambda work: assistance.put_referral_back(work, result[1])
        return lambda work: diary.withdraw(work, result)

    def _refused(self, error: CicError) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, Invalid) and self.grid is not None:
            homeless = self.grid.show_problems(error.problems)
            if homeless:
                self.banner.say("bad", homeless[0].text)
        elif isinstance(error, Stale):
            self._look_again()
        else:
            self.banner.say("bad", error.text)
        self.fit()

    def _look_again(self) -> None:
        """Somebody was faster: both values of everything that differs, and one of them is chosen."""
        changed = self._changed

        def known(line: AgendaLine | None) -> None:
            if line is None or self.grid is None:
                self.banner.say("warn", Missing().text)
                return
            before, self._seen, self._revision = self._seen, _answers(line), line.revision
            self.choice.show_both(self.grid, before, self._seen, self.save)
            QTimer.singleShot(0, self.fit)

        self.ctx.ask(lambda read: diary.appointment(read, changed), owner=self, then=known)

    def _build(self) -> None:
        self._name = strong("", wrap=True)
        other: list[QWidget] = []
        if not self._referral and not self._changed:
            other = [tool_button("x", _("Somebody else"), lambda: self.choose(None))]
        self._chosen = box(hbox((self._name, 1), *other))
        self._chosen.hide()
        self.finder.chosen.connect(self.choose)
        self.finder.resized.connect(self.fit)
        self._times = Flow(gap=6)
        self._offered = box(vbox(muted(_("Free times")), self._times, spacing=4))
        self._offered.hide()
        self.save_button = default_button(self._agreeing(), self.save)
        self.begin(self.choice, self._chosen, self.finder, self._offered)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(self.save_button)


def _fields(known: _Known, *, kinds: bool) -> tuple[Field, ...]:
    options = {"room_id": known.rooms, "interpreter_id": known.interpreters}
    asked = [replace(field, options=options.get(field.name, field.options)) for field in APPOINTMENT]
    head = (_KINDS if kinds else replace(_KINDS, options=tuple(o for o in _KIND_OPTIONS if o.code == BOOKED_AS)),)
    return (*head, replace(_WITH, options=known.colleagues), *asked)


def _answers(line: AgendaLine) -> Answers:
    """An appointment as the questions hold it."""
    codes, words = diary.bring_parts(line.bring)
    return {
        "kind": line.kind, "account_id": line.account_id, "day": line.day.isoformat(), "starts_at": line.starts_at,
        "minutes": str(line.minutes), "place": line.place, "room_id": line.room_id, "address": line.address,
        "language": line.interpreted, "interpreter_id": line.interpreter_id, "about": line.about, "bring": words,
        "bring_codes": codes.split(),
    }  # fmt: skip


def _look(read: Read, person_id: str, appointment_id: str, referral: ReferralLine | None) -> _Known:
    changed = diary.appointment(read, appointment_id) if appointment_id else None
    person_id = person_id or (changed.person_id if changed else None) or ""
    found = clients.client_lines(read, [clients.living_id(read, person_id)]) if person_id else []
    lang = (referral.interpreter_language if referral else "") or (found[0].language if found else "")
    colleagues = (line for line in security.colleagues(read) if line.active)
    offered = {
        "account_id": tuple(Option(line.id, Plain(line.name)) for line in colleagues),
        "room_id": tuple(Option(line.id, Plain(line.name)) for line in diary.rooms(read)),
        "interpreter_id": interpreter_options(read, lang),
    }
    offered = with_kept(read, offered, _answers(changed) if changed else {})
    return _Known(
        offered["account_id"],
        offered["room_id"],
        offered["interpreter_id"],
        found[0] if found else None,
        changed,
        assistance.specialist_for(read, referral.specialist) if referral else "",
    )


def interpreter_options(read: Read, lang: str) -> tuple[Option, ...]:
    """The interpreters to choose from with what they speak; those of a language first."""

    def spoken(languages: tuple[str, ...]) -> Text:
        return Joined(tuple(LanguageName(code) for code in languages), ", ")

    return tuple(
        Option(line.id, Joined((Plain(line.name), spoken(line.languages)))) for line in diary.interpreters(read, lang)
    )
