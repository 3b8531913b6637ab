"""The rules of legal stay: what they say, what they rest on and as of when; the centre may keep its own version."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop import stay
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Dated, Day, Joined, Text, _, pgettext
from cic_desktop.stay.law import CONFIDENCE, term_words
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.stay.dialogs import rule_dialog
from cic_desktop.ui.widgets import Banner, Card, Page, box, button, chip, clear, h2, hbox, label, line, small, vbox

if TYPE_CHECKING:
    from cic_desktop.stay.law import Law, Rule
    from cic_desktop.ui.theme import Tone

_GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("End of a basis of stay"), ("stay_end", "fixed", "crossing")),
    (_("Documents"), ("document_end",)),
    (_("After something happened"), ("event", "final_decision", "filed")),
    (_("Letters"), ("letter", "notice")),
)
_TONES: dict[str, Tone] = {"found": "ok", "secondary": "warn", "practice": "warn", "centre": "violet"}
_CHIPS: dict[str, Text] = {
    "found": pgettext("law", "confirmed"),
    "secondary": pgettext("law", "to be confirmed"),
    "practice": pgettext("law", "practice"),
    "centre": pgettext("law", "own version"),
}


class RulesPage(Page):
    """Every rule in a row; whoever may edit the law changes it here, and goes back to the shipped one."""

    watches = ("stay_rule",)

    def __init__(self, shell: Shell) -> None:
        self._shell, self._ctx = shell, shell.ctx
        self._may = shell.ctx.may(Right.EDIT_LAW)
        back = button(_("Stay deadlines"), "arrow-left", "ghost", lambda: shell.open("deadlines"))
        super().__init__(_("Rules of legal stay"), " ", (back,), max_width=1100)
        self.banner = Banner()
        self.law: Law | None = None
        self._cards = vbox(spacing=18)
        self.add(self.banner, box(self._cards), None)

    def arrive(self, **_args: Any) -> None:
        self.reload()

    def reload(self) -> None:
        self._ctx.ask(stay.law_in_force, owner=self, then=self.show_law, failed=self._failed)

    def show_law(self, law: Law) -> None:
        self.law = law
        self.set_title(
            _("Rules of legal stay"),
            _("As of {day}. {source}. When the law changes, change the rule and its date here.",
              day=Day(law.as_of), source=Dated(law.source)),
        )  # fmt: skip
        clear(self._cards)
        for title, triggers in _GROUPS:
            rules = [rule for rule in law.rules if rule.trigger in triggers]
            self._cards.addWidget(self._group(title, rules))

    def edit(self, rule: Rule) -> None:
        """Ask for the centre's version."""
        rule_dialog(self._shell, rule).open()

    def reset(self, rule: Rule) -> None:
        """Back to the shipped rule; it can be undone."""

        def told(ids: list[str]) -> None:
            def undo() -> None:
                self._ctx.do(lambda work: stay.restore_rule(work, ids), verb="undo a reset", owner=self._ctx)

            self._shell.note(_("The shipped rule holds again: {rule}", rule=rule.title), "ok", _("Undo"), undo)

        self._ctx.do(
            lambda work: stay.reset_rule(work, rule.code),
            verb="reset a rule of law", owner=self, then=told, failed=self._failed,
        )  # fmt: skip

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _group(self, title: Text, rules: list[Rule]) -> QWidget:
        card = Card(h2(title), spacing=12)
        for number, rule in enumerate(rules):
            if number:
                card.add(line())
            card.add(self._row(rule))
        return card

    def _row(self, rule: Rule) -> QWidget:
        fixed = (Day(rule.fixed_on),) if rule.fixed_on else ()
        basis = _("Legal basis: {basis}", basis=Dated(rule.basis))
        about = Joined((basis, _("Source: {source}", source=Dated(rule.source))))
        dated = _("As of {day}; {how}", day=Day(rule.as_of), how=CONFIDENCE[rule.confidence])
        marks = [chip(_CHIPS[rule.confidence], _TONES[rule.confidence])]
        if not rule.active:
            marks.append(chip(_("not in use")))
        head = hbox(label(rule.title, "strong"), chip(Joined((term_words(rule), *fixed)), "info"), *marks, None)
        words = vbox(head, label(rule.text, wrap=True), small(about, wrap=True), small(dated, wrap=True), spacing=4)
        return box(hbox((box(words), 1), *self._tools(rule), spacing=12))

    def _tools(self, rule: Rule) -> list[QWidget]:
        if not self._may:
            return []
        tools: list[QWidget] = [button(_("Change"), "pencil", slot=partial(self.edit, rule))]
        if rule.own_id:
            tools.insert(0, button(_("Shipped rule"), "undo", "ghost", partial(self.reset, rule)))
        return tools
