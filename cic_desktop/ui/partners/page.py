"""The directory of partners: found by topic and language, kept true, told to clients."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop import assistance, partners, reports
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.core.files import write_atomically
from cic_desktop.i18n import Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import TAKEN_OUT, Act, Found, RegisterPage, Shown, mistake_act
from cic_desktop.ui.language import language
from cic_desktop.ui.partners.contacts import ContactsDialog, contact_words
from cic_desktop.ui.partners.filters import PartnerFilters
from cic_desktop.ui.partners.turn_dialog import TurnDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import button
from cic_desktop.ui.widgets.table import Cell, Column, LineTable

if TYPE_CHECKING:
    from cic_desktop.db.work import Read
    from cic_desktop.partners.queries import Directory
    from cic_desktop.partners.rows import PartnerLine, Wanted

_SOON = 30  # days before an agreement ends or an entry is to be checked
_NEXT_CHECK = 182  # days, as a start
_ICONS = {
    "health": "stethoscope", "school": "graduation-cap", "university": "graduation-cap", "ngo": "hand-heart",
    "labour": "briefcase", "inspection": "briefcase", "legal_aid": "shield", "crisis": "heart",
}  # fmt: skip
_OVER = _("no longer active")


def agreement(line: PartnerLine) -> tuple[Text, Tone]:
    """Whether an agreement holds, and until when."""
    today = clock.today()
    if line.agreement_to is None:
        has_one = line.agreement_number or line.agreement_from
        return (_("agreement without an end"), "ok") if has_one else (_("no agreement"), "")
    if line.ended(today):
        return partners.agreement_ended(line.agreement_to), "bad"
    tone: Tone = "warn" if (line.agreement_to - today).days <= _SOON else "ok"
    return _("agreement until {day}", day=Day(line.agreement_to, "short")), tone


def review(line: PartnerLine) -> tuple[Text, Tone]:
    """When it is to be checked again."""
    days = (line.review_on - clock.today()).days
    if days <= 0:
        return _("to be checked since {day}", day=Day(line.review_on, "short")), "warn"
    return _("checked {day}", day=Day(line.checked_on, "short")), "warn" if days <= _SOON else "ok"


def _state(line: PartnerLine) -> Cell:
    """In short what one should know first; the whole of it in the tool tip."""
    (first, tone), (second, other) = agreement(line), review(line)
    short, shown = Day(line.agreement_to, "short") if line.agreement_to else first, tone
    if not line.active:
        short, shown = _OVER, ""
    elif tone == "bad":
        short = _("agreement ended")
    elif line.to_review(clock.today()):
        short, shown = _("to be checked"), other
    elif line.agreement_to:
        short = _("until {day}", day=short)
    return Cell(short, chip=shown, hint=Joined((first, second)))


def _who(line: PartnerLine) -> Cell:
    about = Joined((code_label("partner_kind", line.kind), Plain(line.town)))
    return Cell(Plain(line.name), about, icon=_ICONS.get(line.kind, "building"), tone="primary", hint=Plain(line.name))


def _topics(line: PartnerLine) -> Text:
    return Joined(tuple(code_label("topic", code) for code in line.topics), ", ")


def _languages(line: PartnerLine) -> Text:
    return Joined(tuple(LanguageName(code) for code in line.languages), ", ")


class PartnersPage(RegisterPage):
    """Choose one or several (Ctrl or Shift) and tell a client where to turn."""

    watches = ("partner", "partner_topic", "partner_language", "partner_text", "partner_contact", "service_partner")
    heading = _("Partners")
    about = _("Where clients can be sent: who helps with what, in which language, and until when that is agreed.")
    lists = (
        ("active", _("In the directory")),
        ("ended", _("Agreement ended")),
        ("review", _("To be checked")),
        ("over", _("No longer active")),
    )
    empty = (
        "building",
        _("No partner here"),
        _("Look for other words, another topic or language, or add a partner."),
    )
    new_title = _("Add a partner")
    columns = (
        Column(_("Partner"), 36, _who, strong=True),
        Column(_("What they help with"), 26, lambda line: Cell(_topics(line), _languages(line), hint=_topics(line))),
        Column(_("Telephone"), 16, lambda line: Cell(Plain(line.phone), line.opening_hours, hint=line.opening_hours)),
        Column(_("State"), 22, _state),
    )

    def __init__(self, shell: Shell) -> None:
        self.filters = PartnerFilters()
        self._told: dict[str, int] = {}
        super().__init__(shell)
        self.table.setSelectionMode(LineTable.SelectionMode.ExtendedSelection)
        self.filters.changed.connect(self.arrive)

    def tools(self) -> tuple[QWidget, ...]:
        return (self.filters,)

    def arrive(self, which: str = "", chosen: str = "") -> None:
        if chosen:
            self.filters.clear()  # whoever comes for one partner finds it
        super().arrive(which, chosen)

    def reload(self) -> None:
        wanted = self.wanted()
        since = clock.today().replace(month=1, day=1)
        self._shell.ctx.ask(
            lambda read: (partners.directory(read, wanted), assistance.signposts.partner_counts(read, since)),
            owner=self,
            then=self._arrived,
            failed=self._failed,
            latest="list",
        )

    def wanted(self) -> Wanted:
        """The list as it is asked for."""
        filters = self.filters
        which: Any = self.which
        return partners.Wanted(which, filters.topics.code(), filters.languages.code(), filters.words.text())

    def _arrived(self, found: tuple[Directory, dict[str, int]]) -> None:
        directory, self._told = found
        self.filters.offer(directory.languages)
        self._show(Found(directory.lines, {str(which): count for which, count in directory.counts.items()}))

    # --- one partner --------------------------------------------------------------------------------

    def shown(self, line: PartnerLine) -> Shown:
        chosen = len(self.table.chosen())
        chips: list[tuple[Text, Tone]] = [agreement(line), review(line)] if line.active else [(_OVER, "")]
        if chosen > 1:
            chips.insert(0, (ngettext("{n} partner chosen", "{n} partners chosen", chosen), "primary"))
        people = Joined(tuple(Joined((Plain(one.name), contact_words(one)), ", ") for one in line.contacts), "\n")
        numbers = ((_("REGON"), line.regon), (_("NIP"), line.nip), (_("KRS"), line.krs))
        facts: tuple[tuple[Text, Text], ...] = (
            (_("Address"), Plain(line.address)),
            (_("Telephone"), Plain(line.phone)),
            (_("E-mail"), Plain(line.email)),
            (_("Web page"), Plain(line.web)),
            (_("Opening hours"), line.opening_hours),
            (_("What they help with"), _topics(line)),
            (_("Languages spoken there"), _languages(line)),
            (_("Contact persons"), people),
            (_("Number of the agreement"), Plain(line.agreement_number)),
            *((name, Plain(number)) for name, number in numbers),
            (_("Who keeps it true"), Plain(line.owner) if line.owner else _("nobody yet")),
            (_("To be checked again on"), Day(line.review_on)),
        )
        kind = code_label("partner_kind", line.kind)
        return Shown(Plain(line.name), kind, tuple(chips), facts, line.words, self._acts(line))

    def _acts(self, line: PartnerLine) -> tuple[Act, ...]:
        told = self._told.get(line.id, 0)
        words = ngettext("Told {n} time this year", "Told {n} times this year", told)
        again = Act(_("Works with us again"), "undo", lambda: self._set_active(line, True))
        over = Act(_("No longer active"), "x", lambda: self._set_active(line, False), "ghost")
        return (
            *([Act(_("Where to turn"), "printer", self.turn, "primary")] if line.active else [again]),
            Act(_("Edit"), "pencil", lambda: self.ask_partner(line)),
            *([Act(_("Still true…"), "check", lambda: self.ask_review(line))] if line.active else []),
            Act(_("Contact persons"), "users", lambda: self.contacts(line)),
            *([Act(words, "list", lambda: self._behind(line), "ghost")] if told else []),
            *([over] if line.active else []),
            mistake_act(lambda: self._retire(line)),
        )

    def open_line(self, line: PartnerLine) -> None:
        if self.may_record and line.active:
            self.turn()

    def turn(self) -> TurnDialog:
        """The chosen partners told to somebody."""
        chosen = [line for line in self.table.chosen() if line.active]
        wanted = self.filters.topics.code()
        common = [code for code in chosen[0].topics if all(code in line.topics for line in chosen)] if chosen else []
        dialog = TurnDialog(
            self._shell, [line.id for line in chosen], topic=wanted or next(iter(common), ""),
            spoken=self.filters.languages.code(),
        )  # fmt: skip
        dialog.open()
        return dialog

    def contacts(self, line: PartnerLine) -> ContactsDialog:
        dialog = ContactsDialog(self._shell, line)
        dialog.open()
        return dialog

    # --- asking -------------------------------------------------------------------------------------

    def new(self) -> None:
        self.ask_partner(None)

    def ask_partner(self, line: PartnerLine | None) -> AskDialog:
        """A new partner, or a correction."""

        def change(work: Any, _person: str, answers: Answers, revision: int) -> Any:
            if line is None:
                return partners.register_partner(work, answers)
            return partners.amend_partner(work, line.id, answers, revision)

        def latest(read: Read) -> tuple[int, Answers] | None:
            now = partners.partner(read, line.id) if line else None
            return (now.revision, now.answers) if now else None

        def kept(made: Any) -> None:
            if line is None:
                self.arrive("active", str(made))

        first: Answers = {"account_id": self._shell.ctx.actor.id, "review_on": _next_check()}
        dialog = AskDialog(
            self._shell, _("Partner"), partners.PARTNER, change,
            verb="amend a partner" if line else "register a partner", start=line.answers if line else first,
            revision=line.revision if line else 0, latest=latest, then=kept,
        )  # fmt: skip
        dialog.open()
        return dialog

    def ask_review(self, line: PartnerLine) -> AskDialog:
        """All of it was made sure of; by when it is to be done again."""
        dialog = AskDialog(
            self._shell, _("Everything here is still true"), partners.REVIEW,
            lambda work, _person, answers, _revision: partners.check_partner(work, line.id, answers),
            verb="check a partner", start={"review_on": _next_check()}, hint=Plain(line.name),
            then=lambda before: self._checked(line, before),
        )  # fmt: skip
        dialog.open()
        return dialog

    def _checked(self, line: PartnerLine, before: partners.Checked) -> None:
        def back() -> None:
            self._shell.ctx.do(
                lambda work: partners.uncheck_partner(work, line.id, before), verb="undo a check", owner=self,
                failed=self._failed,
            )  # fmt: skip

        self._shell.note(_("Checked: {name}", name=Plain(line.name)), "ok", _("Undo"), back)

    def _set_active(self, line: PartnerLine, active: bool) -> None:
        name = Plain(line.name)
        again, over = _("{name} is in the directory again.", name=name), _("{name} is no longer offered.", name=name)
        self.do(
            lambda work: partners.set_active(work, line.id, active),
            "take a partner up" if active else "let a partner go",
            again if active else over,
            lambda work: partners.set_active(work, line.id, not active),
        )

    def _retire(self, line: PartnerLine) -> None:
        self.do(
            lambda work: partners.retire_partner(work, line.id),
            "take a partner back",
            TAKEN_OUT,
            lambda work: partners.bring_partner_back(work, line.id),
        )

    def _behind(self, line: PartnerLine) -> None:
        self._shell.open("help", where=assistance.signposts.OF_PARTNER, params=(line.id,), title=Plain(line.name))

    # --- out ----------------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to; the list on view as a spreadsheet."""
        name = language.text(_("partners")) + ".xlsx"
        path, _filter = QFileDialog.getSaveFileName(self, language.text(_("Partners")), name, "Excel (*.xlsx)")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        wanted, lang, ctx = self.wanted(), language.code, self._shell.ctx

        def told(_none: object) -> None:
            ctx.do(lambda work: work.note("export", "partner"), verb="export partners", owner=ctx)
            self._shell.note(_("Saved."))

        ctx.ask(
            lambda read: write_atomically(path, reports.partner_workbook(read, wanted, lang)),
            owner=self,
            then=told,
            failed=self._failed,
        )

    def _head_acts(self) -> tuple[QWidget, ...]:
        return (button(_("Save as a spreadsheet"), "download", "ghost", self.export), *super()._head_acts())


def _next_check() -> str:
    return (clock.today() + timedelta(days=_NEXT_CHECK)).isoformat()
