"""Trainings for other bodies, conferences, events and actions, with their guests."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.events.fields import *
    from cic_desktop.events.guests import *
    from cic_desktop.events.programme import *
    from cic_desktop.events.queries import *
    from cic_desktop.events.rows import *
    from cic_desktop.events.service import *
    from cic_desktop.events.sifting import *

__getattr__ = face(__name__, "rows", "fields", "service", "programme", "guests", "sifting", "queries")
