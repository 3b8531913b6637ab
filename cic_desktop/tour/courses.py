"""Pictures of the courses: the list, every tab of the busiest one, its dialogs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog

from cic_desktop.tour.guide import Guide

__all__ = ["course_shots"]

_TABS = ("lessons", "people", "attendance", "certificates", "survey")


def course_shots(guide: Guide, folder: str) -> None:
    """Into `folder` of the guide's pictures; nothing where the register has no course with marks."""
    found = _busiest(guide)
    if not found:
        return
    course_id, person_id = found
    guide.page("courses")
    guide.shot(guide.window, f"{folder}/courses")
    for tab in _TABS:
        guide.page("course", course_id=course_id, section=tab)
        guide.shot(guide.window, f"{folder}/course-{tab}")
    guide.page("client", person_id=person_id, section="courses")
    guide.shot(guide.window, f"{folder}/client-courses")
    for name, (tab, make) in _DIALOGS.items():
        dialog = make(guide.page("course", course_id=course_id, section=tab))
        dialog.show()
        guide.settle()
        guide.shot(dialog, f"{folder}/dialog-{name}")
        dialog.close()
        guide.settle()


def _busiest(guide: Guide) -> tuple[str, str] | None:
    """The running course with the most marks, and somebody in it."""
    opened = guide.window.ctx.opened
    with opened.database.read(opened.actor) as read:
        rows = read.sql(
            "SELECT e.course_id, min(e.person_id) FROM attendance a JOIN enrolment e ON e.id = a.enrolment_id "
            "JOIN course c ON c.id = e.course_id WHERE c.state IN ('planned', 'running') AND a.deleted_at IS NULL "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        )
    return (str(rows[0][0]), str(rows[0][1])) if rows else None


def _papers(page: Any) -> QDialog:
    from cic_desktop.ui.courses.papers import CoursePapers

    return CoursePapers(page._shell, page.card, "list")


_DIALOGS: dict[str, tuple[str, Callable[[Any], QDialog]]] = {
    "course": ("lessons", lambda page: page.acts.ask_new()),
    "timetable": ("lessons", lambda page: page.part.edit_week()),
    "plan-lessons": ("lessons", lambda page: page.part.plan()),
    "lesson": ("lessons", lambda page: page.part.add_lesson()),
    "enrol": ("people", lambda page: page.part.add_person()),
    "level-tests": ("people", lambda page: page.part.levels()),
    "course-papers": ("attendance", _papers),
}
