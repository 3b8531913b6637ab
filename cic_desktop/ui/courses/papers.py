"""What is printed of a course, and its lists as spreadsheets: drawn beside the window, seen, then printed or saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from cic_desktop import forms, reports
from cic_desktop.core import clock
from cic_desktop.core.answers import Values, read_answers
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Condition, Field, Option
from cic_desktop.core.files import write_atomically
from cic_desktop.i18n import LANGUAGES, LanguageName, Text, _, pgettext
from cic_desktop.ui.assistance.late_dialog import LateDialog
from cic_desktop.ui.clients.dialog import cancel_button, default_button
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import show_pdf
from cic_desktop.ui.reports.long_work import run_long
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.fields import FieldGrid

if TYPE_CHECKING:
    from cic_desktop.app.context import Tick
    from cic_desktop.courses.rows import CourseCard
    from cic_desktop.db.work import Read

__all__ = ["CoursePapers", "draw", "most_read", "print_cards", "print_certificates", "print_lesson_list", "save_sheet"]


@dataclass(frozen=True)
class _Paper:
    """A paper of a course: `make(read, card, values, tick)` gives its PDF."""

    code: str
    title: Text
    make: Callable[[Read, CourseCard, Values, Tick], bytes]


_PAPERS = (
    _Paper(
        "timetable", pgettext("paper", "Timetable"),
        lambda read, card, asked, tick: forms.course_timetable(read, card.line.id, asked["language"] or "pl"),
    ),
    _Paper(
        "cards", _("Enrolment cards of the group"),
        lambda read, card, asked, tick: forms.enrolment_cards(
            read, [line.id for line in card.group], asked["language"], tick
        ),
    ),
    _Paper(
        "list", _("Attendance list to sign"),
        lambda read, card, asked, tick: reports.course_list_pdf(
            read, card.line.id, asked["first"], asked["last"], second=asked["language"]
        ),
    ),
    _Paper(
        "record", _("Attendance as it was marked"),
        lambda read, card, asked, tick: reports.course_record_pdf(read, card.line.id),
    ),
    _Paper(
        "handout", _("Receipt of materials"),
        lambda read, card, asked, tick: reports.handout_list_pdf(
            read, card.line.id, asked["what"], second=asked["language"]
        ),
    ),
    _Paper(
        "survey", _("Anonymous survey to hand out"),
        lambda read, card, asked, tick: forms.survey_sheet(
            read, course_id=card.line.id, lang=asked["language"] or "pl"
        ),
    ),
)  # fmt: skip
_FIELDS: tuple[Field, ...] = (
    Field(
        "paper", _("What is printed"), "choice", options=tuple(Option(one.code, one.title) for one in _PAPERS),
        required=True,
    ),
    Field("first", _("From"), "date", required=True, width=6, when=Condition("paper", ("list",))),
    Field("last", _("Until"), "date", required=True, width=6, when=Condition("paper", ("list",))),
    Field("what", _("What was given out"), required=True, when=Condition("paper", ("handout",)), max_length=160),
    Field(
        "language", _("Language of the participants"), "choice",
        options=tuple(Option(code, LanguageName(code)) for code in LANGUAGES if code != "pl"),
        when=Condition("paper", ("timetable", "cards", "list", "handout", "survey")),
        help=_("Left empty: in Polish; enrolment cards in each one's own language."),
    ),
)  # fmt: skip


_FILES = {"course": "kurs.pdf", "event": "wydarzenie.pdf", "teacher": "godziny.pdf"}


class CoursePapers(LateDialog):
    """Which paper, for which days, in which language; then it is shown."""

    def __init__(self, shell: Shell, card: CourseCard, paper: str = "") -> None:
        super().__init__(shell, _("Print"), card.line.name, width=680)
        self._card, self._chosen = card, ""  # the language that was chosen for them
        self.grid = FieldGrid(_FIELDS)
        self.grid.set_values({"paper": paper or "timetable", **_start(card)})
        self._choose_language()
        self.grid.edited.connect(self._edited)
        self.begin()
        self.show_questions(self.grid)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel_button(self))
        self.foot.addWidget(default_button(_("Show"), self.show_paper, "printer"))

    def show_paper(self) -> None:
        """Draw it; what is missing is said beside its field."""
        asked = self.grid.values()
        try:
            shown = [field for field in _FIELDS if field.name in asked]
            values = {"language": "", **read_answers(shown, asked)}
        except Invalid as error:
            self.grid.show_problems(error.problems)
            return
        card, paper = self._card, next(one for one in _PAPERS if one.code == asked["paper"])
        draw(
            self, self.shell, lambda read, tick: paper.make(read, card, values, tick), paper.title, card.line.id,
            self._failed,
        )  # fmt: skip

    def _choose_language(self) -> None:
        """The sheet is the same for everybody: in the language most of the group read. Other papers ask for none."""
        asked = self.grid.values(hidden=True)
        if asked["paper"] == "survey" and not asked["language"]:
            self._chosen = most_read(self._card)
            self.grid.set_values({"language": self._chosen})
        elif asked["paper"] != "survey" and self._chosen:
            self._chosen = ""
            self.grid.set_values({"language": ""})

    def _edited(self, name: str) -> None:
        self.banner.hide()  # what was said was about another paper
        if name == "paper":
            self._choose_language()
        elif name == "language":
            self._chosen = ""
        self.fit()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
        self.fit()


def draw(
    parent: QWidget,
    shell: Shell,
    make: Callable[[Read, Tick], bytes],
    title: Text,
    row_id: str,
    failed: Callable[[CicError], None] | None = None,
    *,
    table: str = "course",
    printed: Callable[[], None] | None = None,
) -> None:
    """Draw beside the window, then show what will be printed; a print is noted in the audit, and `printed` told."""
    ctx = shell.ctx

    def work(tick: Tick) -> bytes:
        with ctx.opened.database.read(ctx.actor) as read:
            return make(read, tick)

    def on_paper(_how: str) -> None:
        ctx.do(lambda work: work.note("print", table, row_id), verb="note a print", owner=ctx)
        if printed:
            printed()

    def show(pdf: bytes) -> None:
        show_pdf(parent, pdf, title, _FILES[table], on_paper)

    def said(error: CicError) -> None:
        shell.note(error.text, "bad")

    run_long(parent, ctx, title, work, show, failed or said)


def print_lesson_list(parent: QWidget, shell: Shell, card: CourseCard, lesson_id: str) -> None:
    """The list of one lesson, with a place to sign for everybody; below the Polish what most of the group read."""
    second = most_read(card)
    draw(
        parent, shell, lambda read, _tick: reports.lesson_list_pdf(read, lesson_id, second=second),
        _("Attendance list to sign"), card.line.id,
    )  # fmt: skip


def print_cards(parent: QWidget, shell: Shell, course_id: str, enrolment_ids: Sequence[str]) -> None:
    """The enrolment cards of these people, each in their own language beside Polish."""
    chosen = list(enrolment_ids)
    draw(
        parent, shell, lambda read, tick: forms.enrolment_cards(read, chosen, "", tick), _("Enrolment cards"), course_id
    )


def print_certificates(parent: QWidget, shell: Shell, course_id: str, enrolment_ids: Sequence[str]) -> None:
    """Certificates given, a page each, in Polish with each one's own language below."""
    chosen = list(enrolment_ids)
    draw(
        parent, shell, lambda read, _tick: forms.course_certificates(read, course_id, chosen), _("Certificates"),
        course_id,
    )  # fmt: skip


def save_sheet(
    parent: QWidget, shell: Shell, name: Text, make: Callable[[Read, str], bytes], path: str = "", *,
    table: str = "course", row: str = "",
) -> None:  # fmt: skip
    """Ask where to; `make(read, language)` gives the spreadsheet, which is an export for the audit: of `table`."""
    if not path:
        offered = language.text(name) + ".xlsx"
        path, _filter = QFileDialog.getSaveFileName(parent, language.text(name), offered, "Excel (*.xlsx)")
    if not path:
        return
    ctx, lang, to = shell.ctx, language.code, Path(path)

    def told(_none: Any) -> None:
        ctx.do(lambda work: work.note("export", table, row), verb=f"export {table}s", owner=ctx)
        shell.note(_("Saved."))

    ctx.ask(
        lambda read: write_atomically(to, make(read, lang)), owner=parent, then=told,
        failed=lambda error: shell.note(error.text, "bad"),
    )  # fmt: skip


def most_read(card: CourseCard) -> str:
    """The language most of the group read, as far as there are words in it; empty: Polish."""
    read = Counter(line.language if line.language in LANGUAGES else "en" for line in card.group if line.language)
    language = read.most_common(1)[0][0] if read else ""
    return "" if language == "pl" else language


def _start(card: CourseCard) -> Answers:
    """The coming four weeks, and what was given out last."""
    first: date = max(clock.today(), card.line.starts_on)
    given = [material.title for line in card.people for material in line.materials]
    last = first + timedelta(days=27)
    return {"first": first.isoformat(), "last": last.isoformat(), "what": given[-1] if given else ""}
