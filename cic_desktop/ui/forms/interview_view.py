"""What an interview looks like: the questions with the form beside them, the cards of the review, the bar below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QWidget

from cic_desktop.i18n import _
from cic_desktop.ui.forms.differences_card import DifferencesCard
from cic_desktop.ui.forms.finish import DoneCard
from cic_desktop.ui.forms.frame import bar, beside
from cic_desktop.ui.forms.language_chips import LanguageChips
from cic_desktop.ui.forms.pack_cards import PackCard, PackDoneCard
from cic_desktop.ui.forms.preview_card import PreviewCard
from cic_desktop.ui.forms.print_card import PrintCard
from cic_desktop.ui.forms.questions import QuestionsCard
from cic_desktop.ui.forms.review import AnswersCard
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Page, button, small, vbox
from cic_desktop.ui.widgets.stepper import StepTrail

SHARE = 62  # of a hundred parts of the width; the preview has the rest
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class InterviewView(QWidget):
    """The widgets of an interview and the keyboard; what they do is the page's matter."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.trail, self.questions = StepTrail(), QuestionsCard()
        self.banner, self.preview = Banner(), PreviewCard(shell.ctx)
        self.languages, self.print_card = LanguageChips(), PrintCard()
        self.answers, self.differences = AnswersCard(), DifferencesCard(shell)
        self.done = DoneCard(shell)
        self.pack_card, self.pack_done = PackCard(), PackDoneCard(shell)
        self.page = Page(" ")
        cards = (
            self.questions, self.done, self.pack_done, self.print_card, self.pack_card, self.differences, self.answers,
        )  # fmt: skip
        self.page.add(self.trail, self.banner, *cards, None)
        for card in cards:
            card.hide()
        halves = beside(self.page, self.languages, self.preview, SHARE)
        self.state = small("")
        self.next = button("", kind="primary", slot=self.forward)
        self.later = button(_("Save for later"), "save", slot=self.save_for_later)
        before = button(_("Back"), "chevron-left", slot=self.backward)
        vbox((halves, 1), bar(before, None, self.state, self.later, self.next), spacing=0, parent=self)

    def forward(self) -> None:
        """One page on; on the review, print."""
        raise NotImplementedError

    def backward(self) -> None:
        """One page back."""
        raise NotImplementedError

    def save_for_later(self) -> None:
        """Keep what is answered in the register, for anybody to go on with."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on; on a button it presses the button."""
        focused = self.focusWidget()
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif isinstance(focused, QAbstractButton) and not isinstance(focused, QRadioButton):
            focused.click()
        elif self.next.isVisible():
            self.forward()
