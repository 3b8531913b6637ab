"""The section "Survey": the anonymous sheets about a course, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cic_desktop.i18n import Plain
from cic_desktop.ui.courses.papers import CoursePapers
from cic_desktop.ui.surveys.panel import SurveyPanel

if TYPE_CHECKING:
    from cic_desktop.courses.rows import CourseCard

__all__ = ["SurveySection"]


class SurveySection(SurveyPanel):
    """The same panel events have."""

    card: CourseCard

    def show_course(self, card: CourseCard, chosen: str = "") -> None:
        self.card = card
        self.show_about(course_id=card.line.id, name=Plain(card.line.name))

    def print_sheets(self) -> None:
        CoursePapers(self._shell, self.card, "survey").open()
