"""The tour: the real windows, driven through the main job on a demo register; and a picture of every page."""

from cic_desktop.core.face import face

__getattr__ = face(__name__, "journey", "shots")
