"""The tour: the real windows, driven through the main job on a demo register; and a picture of every page."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.tour.journey import *
    from cic_desktop.tour.shots import *

__getattr__ = face(__name__, "journey", "shots")
