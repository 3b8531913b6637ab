"""Appointments and the day's agenda."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.diary.fields import *
    from cic_desktop.diary.service import *

__getattr__ = face(__name__, "fields", "service")
