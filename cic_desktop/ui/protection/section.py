"""Protection of one minor: the adults who act for the child, the centre's standards, and incidents few may read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from cic_desktop import clients, protection
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Field, Option
from cic_desktop.core.partial_date import is_minor
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.clients.facts import Fact, FactRow, tip
from cic_desktop.ui.clients.fold import Fold
from cic_desktop.ui.clients.row_dialog import RowActs, RowDialog, Seen
from cic_desktop.ui.clients.sections import CardSection
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    Glyph,
    box,
    button,
    card_head,
    clear,
    hbox,
    hide_unless,
    muted,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.protection import GuardianLine, IncidentLine, ProtectionView


@dataclass(frozen=True)
class _Look:
    view: ProtectionView
    adults: tuple[Option, ...]
    language: str


class ProtectionSection(CardSection):
    """Adults and standards at the left, incidents at the right."""

    watches = ("guardian", "consent", "incident", "person", "contact", "household_member")

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._person_id = shell, ""
        self._look: _Look | None = None
        self._may = shell.ctx.may(Right.EDIT_CLIENTS)
        self.banner = Banner()
        self._guardians, self._incidents = vbox(spacing=0), vbox(spacing=0)
        self._formerly = Fold()
        self.nobody = muted(
            _("Nobody yet. Add the legal representative, and whoever may collect the child."), wrap=True
        )
        self.kept = muted("", wrap=True)
        for words in (self.nobody, self.kept):
            words.setContentsMargins(6, 0, 6, 6)
        self.standards = vbox(spacing=0)
        left = box(vbox(self._adults_card(), self._standards_card(), None, spacing=18))
        right = box(vbox(self._incidents_card(), None))
        vbox(self.banner, hbox((left, 1), (right, 1), spacing=18), parent=self)

    def show_person(self, person_id: str) -> None:
        self._person_id = person_id

        def look(read: Any) -> _Look:
            today = clock.today()
            lines = [member.line for member in clients.household(read, person_id).members]
            adults = [one for one in lines if one.id != person_id and not is_minor(one.birth_date, today)]
            (own,) = clients.client_lines(read, [person_id])
            options = tuple(Option(one.id, Plain(one.name)) for one in adults)
            return _Look(protection.protection_of(read, person_id), options, own.language or "pl")

        self._shell.ctx.ask(
            look, owner=self, then=lambda seen: self._show(person_id, seen), failed=self._failed, latest="protection"
        )

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, person_id: str, look: _Look) -> None:
        if person_id != self._person_id:
            return
        self._look, view, today = look, look.view, clock.today()
        self.banner.hide()
        for rows in (self._guardians, self._incidents, self.standards):
            clear(rows)
        now = [one for one in view.guardians if not (one.valid_to and one.valid_to < today)]
        for guardian in now:
            self._guardians.addWidget(self._guardian(guardian))
        self._formerly.show_rows([partial(self._guardian, one) for one in view.guardians if one not in now])
        self.nobody.setVisible(not now)
        self.standards.addWidget(self._acknowledged(view))
        for incident in view.incidents:
            self._incidents.addWidget(self._incident(incident))
        language.bind(self.kept, "setText", _kept(view))
        self.kept.setVisible(bool(view.closed_incidents) or not view.incidents)

    def _guardian(self, line: GuardianLine) -> FactRow:
        may = [_("legal representative")] if line.legal else []
        may += [_("may collect")] if line.may_collect else []
        until = _("until {day}", day=Day(line.valid_to, "short")) if line.valid_to else Plain("")
        words = Joined((Plain(line.name), *may, Plain(line.phone), until))
        tone: Tone = "primary" if line.legal else "violet"
        initials = "".join(part[0] for part in line.name.split()[:2]).upper()
        fact = Fact("user", code_label("guardian_relation", line.relation), words, initials=initials, tone=tone)
        if not self._may:
            return FactRow(fact)
        return tip(FactRow(fact, lambda: self.change_guardian(line).open()), _("Change or remove"))

    def _acknowledged(self, view: ProtectionView) -> FactRow:
        told = view.acknowledged
        if told is None:
            fact = Fact("shield", _("Protection standards"), _("not acknowledged yet"), tone="warn")
            return FactRow(fact, self.acknowledge if self._may else None, "plus")
        words = Joined((Day(told.given_on, "short"), _("version {version}", version=Plain(told.version))))
        fact = Fact("shield", _("Acknowledged"), words, tone="ok")
        return FactRow(fact, self.acknowledge if self._may else None, "plus")

    def _incident(self, line: IncidentLine) -> FactRow:
        state: tuple[Text, Tone] = (_("closed"), "") if line.closed_on else (_("open"), "warn")
        title = Joined((Day(line.day, "short"), Plain(line.starts_at), Plain(line.place), Plain(line.by)))
        fact = Fact("alert", title, Plain(line.description), state, tone="bad" if not line.closed_on else "")
        return tip(FactRow(fact, lambda: self.change_incident(line).open()), _("Change or remove"))

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- acts ---------------------------------------------------------------------------------------

    def add_guardian(self) -> RowDialog:
        person_id = self._person_id
        acts = RowActs(lambda work, _new, given: protection.add_guardian(work, person_id, given), "name a guardian")
        dialog = RowDialog(self._shell, _("Add an adult"), self._asked(), acts)
        dialog.open()
        return dialog

    def change_guardian(self, line: GuardianLine) -> RowDialog:
        person_id = self._person_id

        def latest(read: Any) -> Seen | None:
            rows = protection.protection_of(read, person_id).guardians
            return next(((one.revision, one.answers) for one in rows if one.id == line.id), None)

        acts = RowActs(
            lambda work, revision, given: protection.amend_guardian(work, line.id, revision, given),
            "change a guardian",
            latest,
            lambda work: protection.take_guardian_off(work, line.id),
            lambda work: protection.put_guardian_back(work, line.id),
        )
        return RowDialog(self._shell, _("Adult"), self._asked(line), acts, (line.revision, line.answers))

    def acknowledge(self) -> None:
        """Write down that the standards were acknowledged, with the version used last."""
        if self._look is None:
            return
        person_id, lang = self._person_id, self._look.language
        start = {"given_on": clock.today().isoformat(), "version": self._look.view.newest_version}
        acts = RowActs(
            lambda work, _new, given: protection.acknowledge(work, person_id, lang, given), "acknowledge the standards"
        )
        ctx, shell = self._shell.ctx, self._shell

        def told(consent_id: str) -> None:
            def undo() -> None:
                ctx.do(
                    lambda work: protection.withdraw_acknowledgement(work, consent_id), verb="undo a consent", owner=ctx
                )

            shell.note(_("Recorded with the client."), "ok", _("Undo"), undo)

        RowDialog(shell, _("Protection standards"), protection.ACKNOWLEDGED, acts, start=start, then=told).open()

    def note_incident(self) -> RowDialog:
        person_id = self._person_id
        acts = RowActs(lambda work, _new, given: protection.note_incident(work, person_id, given), "note an incident")
        start = {"day": clock.today().isoformat()}
        dialog = RowDialog(self._shell, _("Note an incident"), protection.INCIDENT, acts, start=start, hint=_NARROW)
        dialog.open()
        return dialog

    def change_incident(self, line: IncidentLine) -> RowDialog:
        person_id = self._person_id

        def latest(read: Any) -> Seen | None:
            rows = protection.protection_of(read, person_id).incidents
            return next(((one.revision, one.answers) for one in rows if one.id == line.id), None)

        acts = RowActs(
            lambda work, revision, given: protection.amend_incident(work, line.id, revision, given),
            "change an incident",
            latest,
            lambda work: protection.take_incident_off(work, line.id),
            lambda work: protection.put_incident_back(work, line.id),
        )
        seen = (line.revision, line.answers)
        return RowDialog(self._shell, _("Incident"), protection.INCIDENT, acts, seen, hint=_NARROW)

    def _asked(self, line: GuardianLine | None = None) -> list[Field]:
        """The questions with the household's adults to choose from; without any, only those about a name."""
        adults = self._look.adults if self._look else ()
        if line is not None and line.adult_id and line.adult_id not in {one.code for one in adults}:
            adults = (*adults, Option(line.adult_id, Plain(line.name)))
        asked = [replace(item, options=adults) if item.name == "adult_id" else item for item in protection.GUARDIAN]
        return asked if adults else [item for item in asked if item.name != "adult_id"]

    # --- building -----------------------------------------------------------------------------------

    def _adults_card(self) -> Card:
        add = tool_button("plus", _("Add an adult"), self.add_guardian)
        hide_unless(self._may, add)
        return _card(card_head(_("Adults of the child"), add), box(self._guardians), self.nobody, self._formerly)

    def _standards_card(self) -> Card:
        return _card(card_head(_("Standards for the protection of minors")), box(self.standards))

    def _incidents_card(self) -> Card:
        add = button(_("Note an incident"), "plus", slot=self.note_incident)
        hide_unless(self._shell.ctx.may(Right.RECORD_HELP), add)
        why = box(hbox(Glyph("lock", "", 16), (muted(_NARROW, wrap=True), 1), spacing=8))
        why.setContentsMargins(6, 0, 6, 4)
        return _card(card_head(_("Incidents"), add), why, box(self._incidents), self.kept)


_NARROW = _("Read by whoever noted it and by those responsible for the protection of minors only.")


def _card(head: Any, *items: Any) -> Card:
    head.setContentsMargins(6, 0, 0, 0)
    return Card(head, *items, spacing=4, margins=(14, 14, 14, 12))


def _kept(view: ProtectionView) -> Text:
    if not view.closed_incidents:
        return _("Nothing noted.")
    n = view.closed_incidents
    return ngettext("{n} incident is kept. You may not read it.", "{n} incidents are kept. You may not read them.", n)
