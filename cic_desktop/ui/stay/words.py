"""How deadlines are said: how far away, how urgent, what each column shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cic_desktop import stay
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.i18n import Country, Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import Cell, Column

if TYPE_CHECKING:
    from cic_desktop.stay.law import Law
    from cic_desktop.stay.radar import Bucket
    from cic_desktop.stay.rows import Due
    from cic_desktop.ui.stay.board import Line

BUCKET_WORDS: dict[Bucket, Text] = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "14": _("Next 14 days"),
    "30": _("Next 30 days"),
    "90": _("Next 90 days"),
    "all": _("All warnings"),
}
_ICONS = {"letter": "mail", "notice": "mail", "event": "flag", "crossing": "globe", "final_decision": "scales",
          "filed": "file-check", "document_end": "id-card"}  # fmt: skip


def days_text(day: date) -> Text:
    """How far away a deadline is."""
    left = (day - clock.today()).days
    if left == 0:
        return _("today")
    if left < 0:
        return ngettext("{n} day late", "{n} days late", -left)
    return ngettext("in {n} day", "in {n} days", left)


def tone(day: date) -> Tone:
    """Red when late or within a week, amber within a month, else blue."""
    left = (day - clock.today()).days
    return "bad" if left <= 7 else "warn" if left <= 30 else "info"


def icon(law: Law, code: str) -> str:
    """The icon of a rule, by what starts it."""
    return _ICONS.get(law.rule(code).trigger, "clock")


def hints(due: Due) -> Text:
    """What one has to know beside the rule."""
    return Joined(tuple(stay.HINTS[code] for code in due.hint.split()), " ")


def columns(law: Law) -> tuple[Column[Line], ...]:
    """Deadline, client, what is due, how to reach them."""

    def when(line: Line) -> Cell:
        day = line.due.due_on
        return Cell(Day(day, "short"), days_text(day), icon=icon(law, line.due.rule), tone=tone(day))

    def what(line: Line) -> Cell:
        rule = law.rule(line.due.rule)
        said: Text = _("counted from {day}", day=Day(line.due.start, "short"))
        if rule.trigger in ("stay_end", "fixed", "crossing"):
            said = code_label("stay_title", line.person.stay_title)
        return Cell(rule.title, hints(line.due) if line.due.hint else said, hint=rule.text)

    return (
        Column(_("Deadline"), 22, when, strong=True),
        Column(_("Client"), 26, _client, strong=True),
        Column(_("What is due"), 32, what),
        Column(_("Telephone, language"), 20, _reach),
    )


def _client(line: Line) -> Cell:
    person = line.person
    return Cell(Plain(person.name), Joined((Plain(person.case_number), Country(person.citizenship))))


def _reach(line: Line) -> Cell:
    phone: Text = Plain(line.person.phone) if line.person.phone else _("no telephone")
    return Cell(phone, LanguageName(line.person.language) if line.person.language else Plain(""))
