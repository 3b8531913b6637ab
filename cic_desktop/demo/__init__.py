"""A register of invented people to try things in: the same arguments give the same contents."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.demo.contents import *
    from cic_desktop.demo.generator import *

__getattr__ = face(__name__, "generator", "contents")
