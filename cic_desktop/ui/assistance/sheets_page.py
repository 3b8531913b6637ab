"""Information sheets: six topics in four languages, printed, handed out, kept true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from cic_desktop import assistance, forms
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Dated, Day, Joined, LanguageName, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.ask_dialog import AskDialog
from cic_desktop.ui.assistance.register_page import Act, Found, RegisterPage, Shown
from cic_desktop.ui.clients.person_picker import PersonPicker
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets.table import NOTHING, Cell, Column

if TYPE_CHECKING:
    from cic_desktop.assistance.sheets import SheetLine
    from cic_desktop.clients.rows import ClientLine
    from cic_desktop.db.work import Read

_SOON = 30  # days before a sheet is to be read again
_CODES = {"stay": "passport", "work": "briefcase", "health": "stethoscope", "housing": "home", "bank": "building"}


@dataclass(frozen=True)
class _Sheet:
    """A sheet as a line of the table."""

    line: SheetLine

    @property
    def id(self) -> str:
        return f"{self.line.topic}/{self.line.language}"


def review(line: SheetLine) -> tuple[Text, Tone]:
    """When it is to be read again."""
    days = (line.review_on - clock.today()).days
    if days <= 0:
        return _("to be read again"), "bad"
    return _("read again by {day}", day=Day(line.review_on, "short")), "warn" if days <= _SOON else "ok"


def _topic(sheet: _Sheet) -> Cell:
    line = sheet.line
    icon = _CODES.get(line.topic, "graduation-cap")
    return Cell(Plain(line.title), code_label("topic", line.topic), icon=icon, tone="info")


def _review(sheet: _Sheet) -> Cell:
    words, tone = review(sheet.line)
    return Cell(words if tone == "bad" else Day(sheet.line.review_on, "short"), chip=tone, hint=words)


class SheetsPage(RegisterPage):
    """Print one and it is counted; the texts are edited by those who keep the law."""

    watches = ("sheet", "sheet_copy")
    heading = _("Information sheets")
    about = _("One page for each topic. They inform and do not advise.")
    lists = tuple((code, LanguageName(code)) for code in assistance.sheets.SHEET_LANGUAGES)
    empty = ("file-text", _("No sheets"), NOTHING)
    columns = (
        Column(_("Topic"), 44, _topic, strong=True),
        Column(_("Copies this year"), 20, lambda sheet: Cell(Plain(str(sheet.line.copies)))),
        Column(_("As of"), 16, lambda sheet: Cell(Day(sheet.line.as_of, "short"), Plain(sheet.line.owner))),
        Column(_("To be read again"), 22, _review),
    )

    def look(self, read: Read, which: str) -> Found:
        lines = [_Sheet(line) for line in assistance.sheets.sheets(read) if line.language == which]
        return Found(lines, {})

    def shown(self, sheet: _Sheet) -> Shown:
        line = sheet.line
        facts = (
            (_("Who keeps it true"), Plain(line.owner) if line.owner else _("nobody yet")),
            (_("As of"), Day(line.as_of)),
            (_("Source"), Dated(line.source)),
        )
        meta = Joined((code_label("topic", line.topic), LanguageName(line.language)))
        copies: tuple[Text, Tone] = (ngettext("{n} copy this year", "{n} copies this year", line.copies), "info")
        return Shown(
            Plain(line.title), meta, (review(line), copies), facts, Plain(_bulleted(line.body)), self._acts(line)
        )

    def open_line(self, line: _Sheet) -> None:
        self.print_sheet(line.line)

    def _acts(self, line: SheetLine) -> tuple[Act, ...]:
        return (
            Act(_("Print"), "printer", lambda: self.print_sheet(line), "primary"),
            Act(_("Print for a client"), "user", lambda: self.print_for_client(line)),
            Act(_("One more handed out"), "plus", lambda: self.hand_out(line)),
            Act(_("Show to the client"), "eye", lambda: self._to_client(line), "ghost"),
            Act(_("Edit"), "pencil", lambda: self.ask_text(line), right=Right.EDIT_LAW),
        )

    # --- handing out --------------------------------------------------------------------------------

    def hand_out(self, line: SheetLine, person: ClientLine | None = None) -> None:
        """A copy was given; the note can take it back."""
        made: list[str] = []
        person_id = person.id if person else ""
        said = _("Handed out: {title}.", title=line.title)
        sheets = assistance.sheets
        self.do(
            lambda work: made.append(sheets.hand_out(work, line.topic, line.language, 1, person_id)),
            "hand out an information sheet",
            said,
            lambda work: sheets.take_copies_back(work, made[-1]),
        )

    def print_sheet(self, line: SheetLine, person: ClientLine | None = None) -> None:
        """Preview it; what goes to paper is counted."""
        name = f"{line.topic}-{line.language}.pdf"
        self._shell.ctx.ask(
            lambda read: forms.print_sheet(read, line.topic, line.language),
            owner=self,
            then=lambda pdf: self.preview(
                pdf, _("Information sheet"), name, lambda _how: self.hand_out(line, person)
            ),
            failed=self._failed,
        )  # fmt: skip

    def print_for_client(self, line: SheetLine) -> None:
        """Somebody's copy stands in their history."""
        PersonPicker(self._shell, partial(self._print_for, line)).open()

    def _print_for(self, line: SheetLine, person: ClientLine) -> None:
        self.print_sheet(line, person)

    def _to_client(self, line: SheetLine) -> None:
        from cic_desktop.ui.private.client_window import client_window

        client_window(self._shell).show_sheet(line)

    # --- the text -----------------------------------------------------------------------------------

    def ask_text(self, line: SheetLine) -> AskDialog:
        """Another text, with its source and the day it is to be read again."""

        def change(work: Any, _person: str, answers: Answers, revision: int) -> None:
            assistance.sheets.amend_sheet(work, line.topic, line.language, answers, revision)

        def latest(read: Read) -> tuple[int, Answers]:
            now = assistance.sheets.sheet(read, line.topic, line.language)
            return now.revision, _answers(now)

        dialog = AskDialog(
            self._shell,
            Joined((_("Information sheet"), code_label("topic", line.topic), LanguageName(line.language))),
            assistance.sheets.SHEET,
            change,
            verb="edit an information sheet",
            start=_answers(line),
            revision=line.revision,
            latest=latest,
            hint=_("Inform, do not advise. Write only what the source says."),
        )
        dialog.open()
        return dialog

    def arrive(self, which: str = "", chosen: str = "") -> None:
        first = language.code if language.code in self.chips else self.which
        super().arrive(which or (self.which if self.table.rows.lines else first), chosen)


def _answers(line: SheetLine) -> Answers:
    days = {name: getattr(line, name).isoformat() for name in ("as_of", "review_on")}
    return {name: getattr(line, name) for name in ("title", "body", "source", "account_id")} | days


def _bulleted(body: str) -> str:
    """The sheet's own dashes as the bullets it is printed with."""
    return "\n".join(f"•  {words[2:]}" if words.startswith("- ") else words for words in body.splitlines())
