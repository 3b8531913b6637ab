"""Open searches for a place to live: what is looked for, offers shown, how it ended."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.i18n import Day, Joined, Number, Plain, Text, _, ngettext, pgettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import (
    TAKEN_OUT,
    Act,
    Beneath,
    CaseworkPage,
    Found,
    Shown,
    follow_up_act,
    mistake_act,
    person_act,
)
from cic_desktop.ui.clients.facts import Fact
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.assistance.housing import OfferLine, SearchLine
    from cic_desktop.db.work import Read


_TONES: dict[str, Tone] = {"taken": "ok", "viewing": "info", "waiting": "warn"}  # of an offer


def money(amount: int) -> Text:
    """Whole złoty."""
    return _("{n} zł", n=Number(amount)) if amount else NOTHING


def _household(line: SearchLine) -> Text:
    people = ngettext("{n} person", "{n} persons", line.people)
    children = ngettext("{n} child", "{n} children", line.children) if line.children else NOTHING
    return Joined((people, children), ", ")


def _wanted(line: SearchLine) -> Cell:
    rooms = ngettext("{n} room", "{n} rooms", line.rooms) if line.rooms else NOTHING
    return Cell(Joined((money(line.budget), rooms)), Plain(line.districts))


def _state(line: SearchLine) -> Cell:
    if not line.is_open:
        return Cell(code_label("housing_outcome", line.outcome), chip="ok")
    words, tone = urgency(line)
    return Cell(words, chip=tone)


def urgency(line: SearchLine) -> tuple[Text, Tone]:
    """How much time is left to find something."""
    if line.needed_by is None:
        return _("no date"), ""
    days = (line.needed_by - clock.today()).days
    return Day(line.needed_by, "short"), "bad" if days < 7 else "warn" if days < 30 else "info"


class HousingPage(CaseworkPage):
    """A search is open until it is closed with an outcome."""

    watches = ("housing_search", "housing_offer", "person")
    heading = _("Housing searches")
    about = _("Open until they are closed with an outcome; what is needed soonest comes first.")
    lists = (("open", pgettext("search", "Open")), ("closed", pgettext("search", "Closed")))
    empty = ("home", _("Nobody looks for a home"), _("Open a search: who, how many people, how much, where."))
    new_title = _("New search")
    columns = (
        Column(_("Client"), 30, lambda line: Cell(Plain(line.person), _household(line)), strong=True),
        Column(_("Looked for"), 30, _wanted),
        Column(_("Offers"), 14, lambda line: Cell(Plain(str(line.offers)))),
        Column(_("Needed by"), 18, _state),
    )

    def look(self, read: Read, which: str) -> Found:
        lines = assistance.housing.searches(read, closed=which == "closed")
        offers = {line.id: assistance.housing.offers_of(read, line.id) for line in lines[:200]}
        self._offers: dict[str, list[OfferLine]] = offers
        return Found(lines, {"open": len(lines)} if which == "open" else {})

    def shown(self, line: SearchLine) -> Shown:
        facts = (
            (_("People"), _household(line)),
            (_("Up to"), money(line.budget)),
            (_("Rooms"), Plain(str(line.rooms) if line.rooms else "")),
            (_("Districts or towns"), Plain(line.districts)),
            (_("Needs"), Plain(line.needs)),
            (_("Opened"), Joined((Day(line.opened_on, "short"), Plain(line.advisor)))),
        )
        chips = (urgency(line),) if line.is_open else ((code_label("housing_outcome", line.outcome), "ok"),)
        offers = tuple(self._offer(line, offer) for offer in self._offers.get(line.id, []))
        return Shown(Plain(line.person), NOTHING, chips, facts, acts=self._acts(line), beneath=offers)

    def _acts(self, line: SearchLine) -> tuple[Act, ...]:
        ways: tuple[Act, ...] = (Act(_("Open again"), "undo", lambda: self._reopen(line)),)
        if line.is_open:
            ways = (
                Act(_("Show an offer"), "home", lambda: self.ask_offer(line)),
                Act(_("Close the search"), "check", lambda: self.ask_closing(line)),
                Act(_("Edit"), "pencil", lambda: self.ask_search(line)),
                Act(_("Record help"), "plus", lambda: self._record(line), "ghost"),
            )
        return (
            *ways,
            follow_up_act(self._shell, line.person_id, "housing_search", line.id),
            mistake_act(lambda: self._withdraw(line)),
            person_act(self._shell, line.person_id),
        )

    def _offer(self, line: SearchLine, offer: OfferLine) -> Beneath:
        title = Joined((Day(offer.shown_on, "short"), code_label("offer_outcome", offer.outcome)))
        words = Joined((Plain(offer.place), money(offer.rent)))
        fact = Fact("home", title, words, tone=_TONES.get(offer.outcome, ""))
        return Beneath(fact, lambda: self.ask_offer(line, offer), lambda: self._withdraw_offer(offer))

    # --- asking -------------------------------------------------------------------------------------

    def new(self) -> None:
        self.ask_search(None)

    def arrive(self, which: str = "", chosen: str = "", person_id: str = "", known: Answers | None = None) -> None:
        """With `person_id` what is `known` of the new line stands in it already."""
        self._known = known or {}
        super().arrive(which, chosen, person_id)

    def ask_for(self, person_id: str) -> None:
        """A new search; whoever has one open already is shown it."""

        def looked(lines: list[SearchLine]) -> None:
            running = next((line.id for line in lines if line.is_open), "")
            if running:
                self.arrive("open", running)
            else:
                self.begin_for(self.ask_search(None, person_id, self._known))

        look = partial(assistance.housing.searches_of, person_id=person_id)
        self._shell.ctx.ask(look, owner=self, then=looked, failed=self._failed)

    def ask_search(self, line: SearchLine | None, person_id: str = "", start: Answers | None = None) -> AskDialog:
        """A new search, or a change of one."""
        housing = assistance.housing

        def change(work: Any, person: str, answers: Answers, revision: int) -> Any:
            if line is None:
                return housing.open_search(work, person, answers)
            return housing.amend_search(work, line.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = housing.search_line(read, line.id) if line else None
            return (now.revision, _answers(now)) if now else None

        dialog = AskDialog(
            self._shell,
            _("What is looked for") if line else _("New housing search"),
            housing.SEARCH,
            change,
            verb="open a housing search" if line is None else "amend a housing search",
            person_id=None if line else person_id,
            start=_answers(line) if line else start,
            prefill=_size,
            then=lambda made: self._opened(made, line),
            revision=line.revision if line else 0,
            latest=latest,
        )
        dialog.open()
        return dialog

    def ask_offer(self, line: SearchLine, offer: OfferLine | None = None) -> AskDialog:
        """An offer shown, or what became of one."""
        housing = assistance.housing

        def change(work: Any, _person: str, answers: Answers, revision: int) -> Any:
            if offer is None:
                return housing.show_offer(work, line.id, answers)
            return housing.amend_offer(work, offer.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = (one for one in housing.offers_of(read, line.id) if offer and one.id == offer.id)
            return next(((one.revision, _offer_answers(one)) for one in now), None)

        dialog = AskDialog(
            self._shell, _("Offer shown"), housing.OFFER, change, verb="note a housing offer",
            start=_offer_answers(offer) if offer else {"outcome": "waiting"}, hint=Plain(line.person),
            revision=offer.revision if offer else 0, latest=latest,
        )  # fmt: skip
        dialog.open()
        return dialog

    def ask_closing(self, line: SearchLine) -> AskDialog:
        """How the search ended."""
        housing = assistance.housing
        dialog = AskDialog(
            self._shell,
            _("Close the search"),
            housing.CLOSING,
            lambda work, _person, answers, _revision: housing.close_search(work, line.id, answers),
            verb="close a housing search",
            start={"closed_on": clock.today().isoformat()},
            hint=Plain(line.person),
            then=lambda _made: self._closed(line),
        )
        dialog.open()
        return dialog

    def _opened(self, made: Any, line: SearchLine | None) -> None:
        if line is None:
            self.arrive("open", str(made))

    def _closed(self, line: SearchLine) -> None:
        self._shell.note(_("The search is closed."), "ok", _("Undo"), lambda: self._reopen(line))

    def _reopen(self, line: SearchLine) -> None:
        self.do(
            lambda work: assistance.housing.reopen_search(work, line.id),
            "reopen a housing search",
            _("The search is open again."),
            None,
        )

    def _withdraw(self, line: SearchLine) -> None:
        housing = assistance.housing
        self.do(
            lambda work: housing.withdraw_search(work, line.id),
            "take a housing search back",
            TAKEN_OUT,
            lambda work: housing.restore_search(work, line.id),
        )

    def _withdraw_offer(self, offer: OfferLine) -> None:
        housing = assistance.housing
        self.do(
            lambda work: housing.withdraw_offer(work, offer.id),
            "take a housing offer back",
            TAKEN_OUT,
            lambda work: housing.restore_offer(work, offer.id),
        )

    def _record(self, line: SearchLine) -> None:
        self._shell.open("sitting", person_ids=(line.person_id,), kind="housing_search")


def _size(read: Read, person_id: str) -> Answers:
    people, children = assistance.housing.household_size(read, person_id)
    return {"people": str(people), "children": str(children) if children else ""}


def _answers(line: SearchLine) -> Answers:
    names = ("people", "children", "rooms", "budget", "districts", "needs")
    needed = line.needed_by.isoformat() if line.needed_by else ""
    return {"needed_by": needed, **{name: _plain(getattr(line, name)) for name in names}}


def _offer_answers(offer: OfferLine) -> Answers:
    return {name: _plain(getattr(offer, name)) for name in ("place", "rent", "source", "outcome", "remarks")}


def _plain(value: Any) -> str:
    return str(value) if value else ""
