"""What is handed out to the people of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import Invalid, Problem
from cic_desktop.core.rights import Right
from cic_desktop.courses.fields import MATERIAL
from cic_desktop.courses.tables import Enrolment, Material
from cic_desktop.db.work import Work
from cic_desktop.i18n import _

__all__ = ["bring_material_back", "give_material", "take_material_back"]


def give_material(work: Work, enrolment_ids: Sequence[str], title: str, day: date) -> tuple[str, ...]:
    """Note that something was given to some people; returns an id for each of them who did not have it yet.

    Raises Invalid: no title, a day to come. Missing.
    """
    work.require(Right.RECORD_HELP)
    values = read_answers(MATERIAL, {"title": title, "given_on": day.isoformat()})
    if day > clock.today():
        raise Invalid(Problem("given_on", _("This day is still to come.")))
    return tuple(
        work.add(Material(enrolment_id=work.get(Enrolment, each).id, **values)).id
        for each in dict.fromkeys(enrolment_ids)
        if not _has(work, each, values["title"])
    )


def take_material_back(work: Work, material_ids: Sequence[str]) -> None:
    """It was not given out, or was noted by mistake. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for each in material_ids:
        work.retire(work.get(Material, each))


def bring_material_back(work: Work, material_ids: Sequence[str]) -> None:
    """Undo that. Raises Missing."""
    work.require(Right.RECORD_HELP)
    for each in material_ids:
        work.bring_back(Material, each)


def _has(work: Work, enrolment_id: str, title: str) -> bool:
    return bool(work.rows(Material, "enrolment_id = ? AND title = ? AND deleted_at IS NULL", (enrolment_id, title)))
