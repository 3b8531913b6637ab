"""A client's card: who it is, what is known, everything that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from cic_desktop import clients
from cic_desktop.core.errors import CicError
from cic_desktop.i18n import Plain, Text, _, pgettext
from cic_desktop.ui.clients.card_facts import DataCard, HouseholdCard, NeedsCard
from cic_desktop.ui.clients.card_head import CardHead
from cic_desktop.ui.clients.card_tabs import SectionTabs
from cic_desktop.ui.clients.card_view import CardView, load
from cic_desktop.ui.clients.sections import OVERVIEW
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, EmptyState, Flow, Page, box, card_head, chip_button, hbox, vbox
from cic_desktop.ui.widgets.tab_order import tab_in_order
from cic_desktop.ui.widgets.timeline import Entry, Timeline

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine
    from cic_desktop.reports.timeline import TimelineEntry

FIRST, MORE, NEAR_END = 30, 100, 600  # events shown at once, and added when one scrolls near the end (pixels)
_GROUPS: tuple[tuple[str, Text], ...] = (
    ("", _("All")),
    ("help", _("Help")),
    ("appointment", _("Appointments")),
    ("course", pgettext("timeline", "Courses")),
    ("form", _("Forms")),
    ("plan", _("Plan")),
)


class ClientPage(Page):
    """One person's card. `person_id` comes with every visit."""

    _overview_watches = (
        "person", "person_name", "citizenship", "identity_document", "stay", "address", "contact",
        "person_language", "consent", "household_member", "participation", "service", "service_person",
        "sitting", "appointment", "filled_form", "need", "plan", "goal", "step", "guardian", "referral",
        "enrolment", "attendance", "event_guest",
    )  # fmt: skip

    def __init__(self, shell: Shell) -> None:
        super().__init__(max_width=1400)
        self._shell, self._ctx = shell, shell.ctx
        self.person_id = ""
        self.view: CardView | None = None
        self._group = ""
        self._limit = FIRST
        self._shown: list[TimelineEntry] = []
        self.banner = Banner()
        self.card_head = CardHead(shell, self.edit, self.show_history, self._ask_retire)
        self.data = DataCard(shell, self.edit)
        self.needs = NeedsCard()
        self.household = HouseholdCard(shell, self._pick_member, self._leave)
        self.tabs = SectionTabs(shell)
        self.tabs.visited.connect(lambda: self.verticalScrollBar().setValue(0))
        self.timeline = Timeline(_("Timeline"))
        self.timeline.opened.connect(self._open_entry)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._build()

    @property
    def watches(self) -> tuple[str, ...]:
        """The tables behind the overview and behind the section on view."""
        return (*self._overview_watches, *self.tabs.watches)

    def arrive(self, person_id: str = "", section: str = "", **_args: Any) -> None:
        """Show a person's card from the top; `section` is the key of the tab to open."""
        if section or person_id != self.person_id:
            self.tabs.wanted = section or OVERVIEW
        if person_id != self.person_id:
            self.person_id, self._limit = person_id, FIRST
            self.verticalScrollBar().setValue(0)
            self._ctx.do(lambda work: work.note("view", "person", person_id), verb="view a card", owner=self)
        self.reload()

    def reload(self) -> None:
        """Read the card again."""
        person_id, limit = self.person_id, self._limit
        self._ctx.ask(
            lambda read: load(read, person_id, limit),
            owner=self,
            then=self._show,
            failed=self._failed,
            latest="card",
        )

    def edit(self) -> None:
        """The whole intake of this person."""
        self._shell.open("intake", person_id=self.person_id)

    def show_history(self) -> None:
        """Who changed what."""
        from cic_desktop.ui.clients.history_dialog import HistoryDialog

        HistoryDialog(self._shell, self.person_id, self._name()).open()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, view: CardView) -> None:
        self.view, self.person_id = view, view.card.id  # another one than asked for, when it was merged
        self.banner.hide()
        for part in (self.card_head, self.data, self.needs, self.household):
            part.show_view(view)
        self._whole.show()
        self.tabs.show_card(view)
        self._show_timeline()
        tab_in_order(self.data, self.needs, self.household, self._events)

    def _failed(self, error: CicError) -> None:
        self._whole.hide()
        self.banner.say("bad", error.text, (_("To the clients"), lambda: self._shell.open("clients")))

    def _show_timeline(self) -> None:
        assert self.view is not None
        self._shown = [entry for entry in self.view.entries if self._group in ("", entry.group)]
        self.timeline.set_entries([_entry(entry) for entry in self._shown])
        self.timeline.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)

    def _filter(self, group: str) -> None:
        self._group = group
        if self.view is not None:
            self._show_timeline()

    def _scrolled(self, at: int) -> None:
        """Older events come when one nears the end of those shown."""
        view, bar = self.view, self.verticalScrollBar()
        waiting = view is not None and view.limit < self._limit
        if view is not None and not waiting and len(view.entries) >= view.limit and at > bar.maximum() - NEAR_END:
            self._limit += MORE
            self._more()

    def _more(self) -> None:
        person_id, limit = self.person_id, self._limit
        self._ctx.ask(
            lambda read: load(read, person_id, limit),
            owner=self,
            then=self._show_more,
            failed=self._failed_act,
            latest="card",
        )

    def _show_more(self, view: CardView) -> None:
        if view.card.id == self.person_id:
            self.view = view
            self._show_timeline()

    def _open_entry(self, index: int) -> None:
        entry = self._shown[index]
        if entry.page:
            self._shell.open(entry.page, **entry.args)

    def _name(self) -> str:
        return self.view.card.line.name if self.view else ""

    # --- household ----------------------------------------------------------------------------------

    def _pick_member(self) -> None:
        from cic_desktop.ui.clients.person_picker import PersonPicker

        title, person_id = _("Who lives together with them?"), self.person_id
        PersonPicker(self._shell, self._add_member, title=title, without=(person_id,), family_of=person_id).open()

    def _add_member(self, member: ClientLine) -> None:
        from cic_desktop.ui.clients.relation_dialog import ask_relation

        ask_relation(self._shell, self, member.id, self.person_id)

    def _leave(self) -> None:
        person_id = self.person_id

        def undo(ended: list[str]) -> None:
            def put_back(work: Any) -> None:
                for row_id in ended:
                    clients.come_back(work, row_id)

            self._ctx.do(put_back, verb="undo leaving a household", owner=self._ctx)

        self._ctx.do(
            lambda work: clients.leave_household(work, person_id),
            verb="leave a household",
            owner=self,
            then=lambda ended: self._shell.note(_("Left the household."), "ok", _("Undo"), lambda: undo(ended)),
            failed=self._failed_act,
        )

    # --- taking out of the lists --------------------------------------------------------------------

    def _ask_retire(self) -> None:
        from cic_desktop.ui.widgets import ConfirmDialog

        ConfirmDialog.ask(
            self,
            _("Take {name} out of the lists?", name=Plain(self._name())),
            _("For a person registered by mistake. Nothing is deleted, and you can undo it right away."),
            _("Take out"),
            self._retire,
            danger=True,
        )

    def _retire(self) -> None:
        assert self.view is not None
        person_id, revision = self.person_id, self.view.card.revision

        def undo() -> None:
            self._ctx.do(
                lambda work: clients.restore_client(work, person_id),
                verb="put a client back",
                owner=self._ctx,
                then=lambda _done: self._shell.open("client", person_id=person_id),
            )

        def gone(_done: object) -> None:
            self._shell.open("clients")
            self._shell.note(_("Taken out of the lists."), "ok", _("Undo"), undo)

        self._ctx.do(
            lambda work: clients.retire_client(work, person_id, revision),
            verb="take a client out of the lists",
            owner=self,
            then=gone,
            failed=self._failed_act,
        )

    def _failed_act(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self._group_buttons = QButtonGroup(self)
        filters = []
        for group, words in _GROUPS:
            made = chip_button(words, checked=not group)
            made.clicked.connect(lambda _checked=False, group=group: self._filter(group))
            self._group_buttons.addButton(made)
            filters.append(made)
        self._nothing = EmptyState("clock", _("Nothing of this kind yet"))
        self._events = events = Card(
            card_head(_("Timeline")), box(Flow(*filters, gap=6)), self.timeline, self._nothing, None, spacing=8
        )
        left = QWidget()
        vbox(self.data, self.needs, self.household, None, spacing=18, parent=left)
        left.setMinimumWidth(320)
        self._whole = QWidget()
        overview = QWidget()
        hbox((left, 10), (events, 16), spacing=18, parent=overview)
        self.tabs.set_overview(overview)
        vbox(self.card_head, self.tabs, None, spacing=12, parent=self._whole)
        self._whole.hide()
        self.add(self.banner, self._whole, None)


def _entry(entry: TimelineEntry) -> Entry:
    body = entry.body if language.text(entry.body) else ""
    return Entry(entry.icon, entry.title, entry.meta, body, entry.tone, entry.chips)  # type: ignore[arg-type]
