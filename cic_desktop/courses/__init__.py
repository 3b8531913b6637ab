"""Courses of one group each: plan, lessons, people, attendance, tests, certificates."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.courses.attendance import *
    from cic_desktop.courses.certificates import *
    from cic_desktop.courses.enrolling import *
    from cic_desktop.courses.fields import *
    from cic_desktop.courses.joining import *
    from cic_desktop.courses.lessons import *
    from cic_desktop.courses.materials import *
    from cic_desktop.courses.missing import *
    from cic_desktop.courses.people import *
    from cic_desktop.courses.planning import *
    from cic_desktop.courses.queries import *
    from cic_desktop.courses.rows import *
    from cic_desktop.courses.service import *
    from cic_desktop.courses.teaching import *
    from cic_desktop.courses.timetable import *
    from cic_desktop.courses.undo import *

__getattr__ = face(
    __name__, "rows", "fields", "queries", "people", "service", "timetable", "planning", "lessons", "enrolling",
    "joining", "attendance", "certificates", "materials", "teaching", "undo", "missing",
)  # fmt: skip
