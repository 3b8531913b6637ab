"""The reporting bundle: look at the data first, make the bundle, check a file, see what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget

from cic_desktop import centre, exchange
from cic_desktop.core import clock
from cic_desktop.core.errors import CicError
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.exchange.fields import RECIPIENT
from cic_desktop.i18n import Joined, Moment, Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.reports.behind import open_behind
from cic_desktop.ui.reports.check_card import CheckCard
from cic_desktop.ui.reports.month_box import MonthBox
from cic_desktop.ui.settings.dialogs import EditDialog
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    ConfirmDialog,
    EmptyState,
    Glyph,
    Page,
    box,
    button,
    card_head,
    chip,
    clear,
    hbox,
    line,
    muted,
    small,
    strong,
    tool_button,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.centre import CentreLine, KeyLine
    from cic_desktop.exchange import BundleReceipt, Finding, SentLine

_FILES = "CIC (*.cicb)"
_FINDING = 36  # pixels: rows with and without a button are alike
_PROFILES = (
    (
        "aggregates",
        _("Totals only (recommended)"),
        _("How many people and services, by kind, topic, citizenship, sex and age."),
    ),
    (
        "rows",
        _("Totals and rows about persons"),
        _("In addition a row per person without name or number: year of birth, sex, citizenship, basis of stay."),
    ),
)


@dataclass(frozen=True)
class _Loaded:
    """What the page shows of one month."""

    centre: CentreLine
    findings: tuple[Finding, ...]
    recipients: list[KeyLine]
    senders: list[KeyLine]
    sent: list[SentLine]


class BundlePage(Page):
    """Month end: rehearse, make, keep the receipt."""

    watches = ("sent_bundle", "known_key", "centre", "service", "service_person", "sitting")

    def __init__(self, shell: Shell) -> None:
        self.make_button = button(_("Make the bundle"), "package", "primary", self.make)
        super().__init__(
            _("Reporting bundle"),
            _("One sealed file for those who pay for the help. Only the recipients can open it."),
            (self.make_button,),
        )
        self._shell, self._ctx = shell, shell.ctx
        self.month, self.banner = MonthBox(), Banner()
        self.month.show_month(Month.of(clock.today()).previous())
        self.month.changed.connect(self.reload)
        self.profiles = {code: QRadioButton() for code, _title, _words in _PROFILES}
        self.profiles["aggregates"].setChecked(True)
        self.check = CheckCard(shell)
        self._findings, self._keys, self._sent = vbox(spacing=2), vbox(spacing=10), vbox(spacing=10)
        self._small, self._basis = small("", wrap=True), small("", wrap=True)
        self._build()

    # --- what the window asks -----------------------------------------------------------------------

    def arrive(self, month: str = "", **_args: Any) -> None:
        """Show a month (`2026-10`); the last whole month at first."""
        if month:
            self.month.show_month(Month.parse(month))
        self.reload()

    def reload(self) -> None:
        of = self.month.month

        def look(read: Any) -> _Loaded:
            return _Loaded(
                centre.centre(read),
                exchange.rehearse(read, of),
                centre.keys(read, "recipient"),
                centre.keys(read, "sender"),
                exchange.sent_bundles(read),
            )

        self._ctx.ask(look, owner=self, then=self._show, failed=self._failed, latest="bundle")

    # --- making -------------------------------------------------------------------------------------

    def make(self) -> None:
        """Ask where to, then make the bundle."""
        name = f"cic-{self.month.month}.cicb"
        chosen, _filter = QFileDialog.getSaveFileName(self, language.text(_("Make the bundle")), name, _FILES)
        if chosen:
            self.make_at(Path(chosen))

    def make_at(self, path: Path) -> None:
        of, rows = self.month.month, self.profiles["rows"].isChecked()
        self.make_button.setEnabled(False)
        self._ctx.do(
            lambda work: exchange.make_bundle_in(work, of, path, rows=rows),
            verb="make a bundle",
            owner=self,
            then=self._made,
            failed=self._failed,
        )

    def _made(self, receipt: BundleReceipt) -> None:
        self.make_button.setEnabled(True)
        said = _(
            "Bundle {n} is ready: {file}. Tell the recipient your fingerprint: {fingerprint}.",
            n=receipt.number,
            file=Plain(receipt.path.name),
            fingerprint=Plain(receipt.sender_fingerprint),
        )
        self.banner.say("ok", said)
        self.show_widget(self.banner)

    def _failed(self, error: CicError) -> None:
        self.make_button.setEnabled(True)
        self.banner.say("bad", error.text)
        self.show_widget(self.banner)

    # --- recipients ---------------------------------------------------------------------------------

    def add_recipient(self) -> None:
        """Name and key of somebody who may open the bundles from now on."""
        EditDialog(self, self._ctx, _("New recipient"), RECIPIENT, {}, exchange.add_recipient, "add a recipient").open()

    def retire(self, key: KeyLine) -> None:
        ConfirmDialog.ask(
            self,
            _("Remove this recipient?"),
            _("{name} will not be able to open bundles made from now on.", name=Plain(key.name)),
            _("Remove"),
            lambda: self._ctx.do(
                lambda work: centre.retire_key(work, key.id),
                verb="remove a recipient",
                owner=self,
                failed=self._failed,
            ),
            danger=True,
        )

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, loaded: _Loaded) -> None:
        self._show_findings(loaded.findings)
        self._show_profiles(loaded.centre)
        self._show_keys(loaded)
        self._show_sent(loaded.sent)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        clear(self._findings)
        self.make_button.setEnabled(not any(finding.blocks for finding in findings))
        if not findings:
            self._findings.addWidget(_row(Glyph("check", "ok"), muted(_("Everything is complete."))))
        for finding in findings:
            self._findings.addWidget(self._finding(finding))

    def _finding(self, finding: Finding) -> QWidget:
        glyph = Glyph("alert", "bad" if finding.blocks else "warn")
        tools: list[QWidget] = []
        if finding.behind is not None:
            found, title = finding.behind, Joined((finding.text, self.month.month.name))
            tools.append(button(_("Show"), kind="ghost", slot=lambda: open_behind(self, self._shell, title, found)))
        made = _row(glyph, muted(finding.text, wrap=True), *tools)
        made.setMinimumHeight(_FINDING)
        return made

    def _show_profiles(self, ours: CentreLine) -> None:
        self.profiles["rows"].setEnabled(bool(ours.row_level_basis))
        if not ours.row_level_basis:
            self.profiles["aggregates"].setChecked(True)
        language.bind(self._small, "setText", _("Numbers below {n} are hidden.", n=ours.small_cell))
        basis: Text = _("Not possible: the centre has named no legal basis for it in the settings.")
        if ours.row_level_basis:
            basis = _("Legal basis: {basis}", basis=Plain(ours.row_level_basis))
        language.bind(self._basis, "setText", basis)

    def _show_keys(self, loaded: _Loaded) -> None:
        clear(self._keys)
        if not any(key.private for key in loaded.recipients):
            self._keys.addWidget(_key_row(Plain(loaded.centre.name), _("Made with the first bundle"), _OWN))
        for key in loaded.recipients:
            self._keys.addWidget(self._key(key))
        own = [key.public for key in loaded.senders if key.private]
        if own:
            told = _("Your fingerprint, to read aloud: {key}", key=Plain(exchange.fingerprint(own[0])))
            self._keys.addWidget(small(told, wrap=True))

    def _key(self, key: KeyLine) -> QWidget:
        print_ = Plain(exchange.fingerprint(key.public))
        if key.private:
            return _key_row(Plain(key.name), print_, _OWN)
        tools = []
        if self._ctx.may(Right.MANAGE_CENTRE):
            tip = _("Remove {name}", name=Plain(key.name))
            tools.append(tool_button("trash", tip, lambda: self.retire(key)))
        return _key_row(Plain(key.name), print_, None, *tools)

    def _show_sent(self, sent: list[SentLine]) -> None:
        clear(self._sent)
        if not sent:
            self._sent.addWidget(
                EmptyState("package", _("No bundle yet"), _("Each one made is listed here with its receipt."))
            )
        for place, bundle in enumerate(sent):
            if place:
                self._sent.addWidget(line())
            self._sent.addWidget(_sent_row(bundle))

    # --- inside -------------------------------------------------------------------------------------

    def _build(self) -> None:
        left = vbox(
            Card(card_head(_("Look at the data first")), self._findings),
            Card(card_head(_("What is inside")), *self._profile_rows(), self._never()),
            Card(card_head(_("Bundles made")), self._sent),
            None,
            spacing=18,
        )
        add = button(_("Add a recipient"), "plus", slot=self.add_recipient)
        right = vbox(Card(card_head(_("Who can open it"), add), self._keys), self.check, None, spacing=18)
        self.add(hbox(self.month, None), self.banner, hbox((box(left), 5), (box(right), 4), spacing=18), None)

    def _profile_rows(self) -> list[QWidget]:
        rows = []
        for (code, title, words), further in zip(_PROFILES, (self._small, self._basis), strict=True):
            language.bind(self.profiles[code], "setText", title)
            text = vbox(small(words, wrap=True), further, spacing=2, margins=(28, 0, 0, 0))
            rows.append(box(vbox(self.profiles[code], text, spacing=2)))
        return rows

    def _never(self) -> QWidget:
        return _row(
            Glyph("shield", "ok"),
            small(_("Never inside: names, numbers of documents, telephones, addresses, what was said."), wrap=True),
        )


_OWN = _("your centre")


def _row(*widgets: QWidget) -> QWidget:
    """A glyph, a text that takes the room, and what follows."""
    first, text, *rest = widgets
    return box(hbox(first, (text, 1), *rest, spacing=10))


def _key_row(name: Text, fingerprint: Text, mark: Text | None, *tools: QWidget) -> QWidget:
    words = box(vbox(strong(name, wrap=True), small(fingerprint, wrap=True), spacing=0))
    marks = [chip(mark, "primary")] if mark else []
    return box(hbox(Glyph("key"), (words, 1), *marks, *tools, spacing=10))


def _sent_row(bundle: SentLine) -> QWidget:
    month = Month.parse(bundle.period).name
    title = Joined((_("Bundle {n}", n=bundle.number), month))
    when = Joined((Moment(bundle.made_at), Plain(bundle.made_by)))
    to = _("To: {names}", names=Plain(bundle.recipients))
    check = _("SHA-256: {sum}", sum=Plain(bundle.sha256[:16] + "…"))
    words = vbox(strong(title), small(when), small(to, wrap=True), small(check), spacing=1)
    return box(words)
