"""What the anonymous sheets about a course or an event say, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cic_desktop import surveys
from cic_desktop.core.codes import code_list
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Number, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.two_columns import TwoColumns
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.surveys.dialog import SurveyDialog
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Page,
    box,
    button,
    card_head,
    clear,
    hbox,
    label,
    line,
    muted,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.charts import Bars
from cic_desktop.ui.widgets.page import MARGIN

if TYPE_CHECKING:
    from cic_desktop.surveys.rows import Remark, SurveyCounts

__all__ = ["SurveyPanel"]

_SEXES: dict[str, Text] = {"F": _("women"), "M": _("men")}


class SurveyPanel(Page):
    """`show_about` a course or an event; whoever shows it calls that again when sheets were typed in."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(max_width=1640)
        self._shell = shell
        self._about = {"course_id": "", "event_id": ""}
        self.name: Text | str = ""
        self.counts: SurveyCounts | None = None
        self.banner = Banner()
        self._sheets, self._share = strong(""), muted("", wrap=True)
        self._may = shell.ctx.may(Right.RECORD_HELP)
        self._build()

    def show_about(self, *, course_id: str = "", event_id: str = "", name: Text | str = "") -> None:
        self._about, self.name = {"course_id": course_id, "event_id": event_id}, name
        self.reload()

    def reload(self) -> None:
        about = self._about
        self._shell.ctx.ask(
            lambda read: surveys.survey_counts(read, **about), owner=self, then=self._show, failed=self._failed,
            latest="survey",
        )  # fmt: skip

    def type_in(self) -> SurveyDialog:
        """A pile of sheets lies on the desk."""
        dialog = SurveyDialog(self._shell, name=self.name, **self._about)
        dialog.open()
        return dialog

    def print_sheets(self) -> None:
        """The sheet to hand out; whoever shows the panel knows whose papers it lies among."""
        raise NotImplementedError

    def remove_words(self, remark: Remark) -> None:
        """They show who wrote them: off with them, the marks stay."""
        ctx = self._shell.ctx

        def back(words: str) -> None:
            ctx.do(lambda work: surveys.put_words_back(work, remark.id, words), verb="undo: remove words", owner=ctx)

        ctx.do(
            lambda work: surveys.remove_words(work, remark.id), verb="remove words of a sheet", owner=self,
            then=lambda words: self._shell.note(_("Words removed."), "ok", _("Undo"), lambda: back(words)),
            failed=self._failed,
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.arrange(self.width())
        margins = self.column.contentsMargins()
        self.column.setContentsMargins(margins.left(), 6, margins.right(), MARGIN)

    # --- inside -------------------------------------------------------------------------------------

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    def _show(self, counts: SurveyCounts) -> None:
        if counts == self.counts:
            return
        self.counts = counts
        self._columns.setVisible(bool(counts.sheets))
        self._empty_card.setVisible(not counts.sheets)
        language.bind(self._sheets, "setText", ngettext("{n} sheet", "{n} sheets", counts.sheets))
        share = _("{n} % found it helpful", n=counts.percent) if counts.percent is not None else ""
        language.bind(self._share, "setText", share)
        self.bars.set_data([(code_label("survey_helpful", code), counts.helpful.get(code, 0))
                            for code in code_list("survey_helpful").codes])  # fmt: skip
        self.bars.updateGeometry()
        self._show_means(counts)
        self._show_words(counts)

    def _show_means(self, counts: SurveyCounts) -> None:
        clear(self._means)
        for mean in counts.means:
            told = ngettext("{n} sheet", "{n} sheets", mean.sheets)
            mark = strong(Joined((Number(round(mean.mark, 1)), Plain("/ 5")), " "))
            name = label(code_label("survey_question", mean.question), wrap=True)
            self._means.addWidget(box(hbox((name, 1), mark, muted(told), spacing=12)))
        groups = [(words, counts.by_sex[code]) for code, words in _SEXES.items() if code in counts.by_sex]
        ages = [code for code in code_list("age_band").codes if code in counts.by_age]
        groups += [(code_label("age_band", code), counts.by_age[code]) for code in ages]
        self._marks.setVisible(bool(counts.means or groups))
        if counts.means and groups:
            self._means.addWidget(line())
        for words, (helpful, everybody) in groups:
            told_of = _("helpful for {n} of {all}", n=helpful, all=everybody)
            self._means.addWidget(box(hbox((label(words), 1), muted(told_of), spacing=12)))

    def _show_words(self, counts: SurveyCounts) -> None:
        clear(self._words)
        if not counts.remarks:
            self._words.addWidget(muted(_("Nobody wrote anything."), wrap=True))
        for remark in counts.remarks:
            self._words.addWidget(self._remark(remark))

    def _remark(self, remark: Remark) -> QWidget:
        off = tool_button("trash", _("Remove: it shows who wrote it"), lambda: self.remove_words(remark))
        return box(hbox((label(Plain(remark.words), wrap=True), 1), *([off] if self._may else []), spacing=8))

    def _build(self) -> None:
        self.bars = Bars(_("Was it helpful?"))
        self._means, self._words = vbox(spacing=8), vbox(spacing=8)
        acts = [button(_("Print the sheet"), "printer", "", self.print_sheets)]
        if self._may:
            acts.append(button(_("Type in sheets"), "plus", "primary", self.type_in))
        words = box(vbox(self._sheets, self._share, spacing=2))
        strip = Card(hbox((words, 1), *acts, spacing=8), margins=(18, 10, 14, 10))
        self._marks = Card(card_head(_("Marks from 1 to 5")), self._means)
        left = box(vbox(Card(card_head(_("Was it helpful?")), self.bars), self._marks, spacing=18))
        self._columns = TwoColumns(left, Card(card_head(_("In their own words")), self._words), right_width=380)
        empty = EmptyState(
            "form", _("No sheets yet"),
            _("Hand out the anonymous sheet at the end, then type the answers in here: no name is asked anywhere."),
            button(_("Print the sheet"), "printer", "", self.print_sheets),
        )  # fmt: skip
        self._empty_card = Card(empty)
        self._columns.hide()
        self.add(self.banner, strip, self._empty_card, self._columns, None)
