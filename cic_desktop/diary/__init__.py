"""Appointments, lessons and the day's agenda; what can be booked, and what speaks against it."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.diary.bringing import *
    from cic_desktop.diary.choosing import *
    from cic_desktop.diary.clashing import *
    from cic_desktop.diary.fields import *
    from cic_desktop.diary.gatherings import *
    from cic_desktop.diary.office import *
    from cic_desktop.diary.rows import *
    from cic_desktop.diary.service import *
    from cic_desktop.diary.spreads import *

__getattr__ = face(
    __name__, "fields", "rows", "bringing", "service", "office", "gatherings", "clashing", "choosing", "spreads"
)
