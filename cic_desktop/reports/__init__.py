"""Numbers that can be explained: the month, its indicators and their lists, a person's timeline."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.reports.agenda_list import *
    from cic_desktop.reports.call_list import *
    from cic_desktop.reports.course_papers import *
    from cic_desktop.reports.course_sheets import *
    from cic_desktop.reports.event_papers import *
    from cic_desktop.reports.event_sheets import *
    from cic_desktop.reports.lists import *
    from cic_desktop.reports.partner_list import *
    from cic_desktop.reports.signing import *
    from cic_desktop.reports.summary import *
    from cic_desktop.reports.timeline import *
    from cic_desktop.reports.written import *

__getattr__ = face(
    __name__, "summary", "lists", "call_list", "signing", "written", "timeline", "partner_list", "agenda_list",
    "course_papers", "course_sheets", "event_papers", "event_sheets",
)  # fmt: skip
