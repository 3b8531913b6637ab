"""The reporting bundle: made, sealed, verified."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.exchange.bundle import *
    from cic_desktop.exchange.seal import *

__getattr__ = face(__name__, "bundle", "seal")
