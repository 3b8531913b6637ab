"""What is printed of an event: invitations, the programme, the list to sign, the list of who was there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from cic_desktop import events, forms, reports
from cic_desktop.core.fields import Condition, Field, Option
from cic_desktop.i18n import LANGUAGES, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button, default_button
from cic_desktop.ui.courses.papers import draw
from cic_desktop.ui.events.acts import tell
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import add
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.app.context import Tick
    from cic_desktop.core.errors import CicError
    from cic_desktop.db.work import Read
    from cic_desktop.events.rows import EventCard, GuestLine

__all__ = ["EventPapers", "invited"]

_TITLES: dict[str, Text] = {
    "invitations": _("Invitations"),
    "programme": _("Programme"),
    "list": _("Attendance list to sign"),
    "participants": _("List of those who were there"),
    "survey": _("Anonymous survey to hand out"),
}
_SECOND = ("invitations", "programme", "list", "survey")  # papers guests read: in a second language beside Polish
_MADE: dict[str, Callable[[Read, str, Sequence[str], str, Tick], bytes]] = {
    "invitations": lambda read, event_id, guests, lang, tick: forms.event_invitations(
        read, event_id, guests, lang, tick
    ),
    "programme": lambda read, event_id, _guests, lang, _tick: forms.event_programme(read, event_id, lang),
    "list": lambda read, event_id, _guests, lang, _tick: reports.event_list_pdf(read, event_id, second=_beside(lang)),
    "participants": lambda read, event_id, _guests, _lang, _tick: reports.event_participants_pdf(read, event_id),
    "survey": lambda read, event_id, _guests, lang, _tick: forms.survey_sheet(read, event_id=event_id, lang=lang),
}
_PAPER = Field(
    "paper", _("What is printed"), "radio", options=tuple(Option(*one) for one in _TITLES.items()), required=True
)
_LANGUAGE = Field(
    "language", _("Second language beside Polish"), "radio",
    options=(Option("pl", _("only Polish")), *(Option(code, LanguageName(code)) for code in LANGUAGES if code != "pl")),
    required=True, when=Condition("paper", _SECOND),
)  # fmt: skip


class EventPapers(ClientDialog):
    """Which paper, in which language, for whom; `chosen` are the guests marked in the list.

    Guests whose invitations went to paper are noted as invited.
    """

    def __init__(
        self, shell: Shell, card: EventCard, chosen: Sequence[GuestLine] = (), paper: str = "invitations"
    ) -> None:
        super().__init__(shell, _("Print"), Plain(card.line.name), width=640)
        self._card, self._chosen = card, tuple(chosen)
        self.grid = FieldGrid((_PAPER, self._whom(), _LANGUAGE))
        to = "chosen" if len(self._chosen) > 1 else "new" if invited(card, "new") else "all"
        self.grid.set_values({"paper": paper, "language": "pl", "to": to})
        self.grid.edited.connect(lambda _name: self.fit())
        add(self.body, self.grid)
        add(self.foot, None, cancel_button(self), default_button(_("Show"), self.show_paper, "printer"))

    def show_paper(self) -> None:
        """Draw it beside the window and show it as it will be printed."""
        self.banner.hide()
        asked = self.grid.values()
        paper, lang, to = str(asked["paper"]), str(asked.get("language") or "pl"), str(asked.get("to", ""))
        event_id, make = self._card.line.id, _MADE[paper]
        guests = [guest.id for guest in self._chosen] if to == "chosen" else invited(self._card, to)
        if paper == "invitations" and to and not guests:
            self.banner.say("info", _("Nobody is left to invite: everybody has an invitation."))
            return
        draw(
            self, self.shell, lambda read, tick: make(read, event_id, guests, lang, tick), _TITLES[paper], event_id,
            self._failed, table="event",
            printed=(lambda: self._invite(guests)) if paper == "invitations" and guests else None,
        )  # fmt: skip

    def _invite(self, guests: Sequence[str]) -> None:
        """Printed or saved: they are invited today."""
        shell = self.shell

        def told(marked: Any) -> None:
            words = ngettext("{n} guest noted as invited today.", "{n} guests noted as invited today.", len(guests))
            tell(shell, words, marked, events.put_marks_back)

        shell.ctx.do(
            lambda work: events.invite_guests(work, guests), verb="invite guests", owner=shell.ctx, then=told
        )  # fmt: skip

    def _whom(self) -> Field:
        new, everybody = (len(invited(self._card, to)) for to in ("new", "all"))
        offered: list[tuple[str, Text]] = [
            ("new", ngettext("{n} guest not invited yet", "{n} guests not invited yet", new)),
            ("all", ngettext("{n} guest on the list", "{n} guests on the list", everybody)),
        ]
        if self._chosen:
            several = ngettext("{n} guest chosen", "{n} guests chosen", len(self._chosen))
            offered.append(("chosen", self._chosen[0].title if len(self._chosen) == 1 else several))
        offered.append(("", _("one without a name, to be handed out")))
        options = tuple(Option(code, words) for code, words in offered)
        return Field(
            "to", _("For whom"), "radio", options=options, required=True, when=Condition("paper", ("invitations",))
        )

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.fit()


def invited(card: EventCard, to: str) -> list[str]:
    """Whose invitations are printed: `new` those without one yet, `all`; nobody who has declined."""
    if not to:
        return []
    return [guest.id for guest in card.guests if guest.answer != "no" and (to == "all" or guest.invited_on is None)]


def _beside(lang: str) -> str:
    return "" if lang == "pl" else lang
