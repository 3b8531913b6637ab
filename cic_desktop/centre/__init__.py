"""The centre itself: its data, the devices it works on, the keys of those it exchanges with."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.centre.service import *

__getattr__ = face(__name__, "service")
