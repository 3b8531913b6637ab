"""Papers of the centre that are printed where they belong: found in the catalogue all the same, with the way there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop.i18n import Text, _
from cic_desktop.ui.forms.finding import find_words
from cic_desktop.ui.language import language
from cic_desktop.ui.widgets import Card, IconTile, box, button, hbox, muted, strong, vbox

__all__ = ["ELSEWHERE", "Elsewhere", "ElsewhereRow"]


@dataclass(frozen=True)
class Elsewhere:
    """A paper and the page that prints it; `of_client`: that page is a client's."""

    title: Text
    where: Text
    page: str
    of_client: bool = False
    also: str = ""  # further words it is found by


_RECORD = _("In the client's record, under Print papers")
ELSEWHERE: tuple[Elsewhere, ...] = (
    Elsewhere(
        _("Intake card, RODO information, declaration of the participant"), _RECORD, "papers", True,
        "karta klienta zgoda oświadczenie pakiet",
    ),
    Elsewhere(_("Card of all services of a client"), _("In the client's record, under More"), "client", True,
              "karta usług wsparcia"),
    Elsewhere(_("Referral slip"), _("Under Referrals"), "referrals", also="skierowanie prawnik psycholog"),
    Elsewhere(_("Visit report and the card for a visit"), _("Under Accompanied visits"), "visits", also="notatka"),
    Elsewhere(_("List to sign for help given"), _("Under Signatures"), "signoff", also="podpis lista"),
    Elsewhere(
        _("Attendance list, timetable, enrolment card, certificate of a course"), _("Under Courses"), "courses",
        also="lista obecności zaświadczenie plan zajęć",
    ),
    Elsewhere(_("Programme, invitations and participants of an event"), _("Under Events"), "events",
              also="zaproszenie lista"),
    Elsewhere(_("Sheet: where to turn"), _("Under Partners"), "partners", also="gdzie się udać"),
)  # fmt: skip


class ElsewhereRow(Card):
    """One of them, in the catalogue like a form; `fill` goes there."""

    group = "centre"

    def __init__(self, paper: Elsewhere, go: Callable[[], object]) -> None:
        super().__init__(spacing=10, margins=(14, 7, 10, 7))
        self.words = find_words(paper.title, paper.also)
        self.fill = button(_("Go there"), "arrow-right", slot=go)
        language.bind(self.fill, "setAccessibleName", paper.title)
        words: QWidget = box(vbox(strong(paper.title, wrap=True), muted(paper.where, wrap=True), spacing=0))
        head = hbox(spacing=14)
        head.addWidget(IconTile("printer", "info", 36), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        head.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignTop)
        self.add(head)
