"""Keys, accounts and the audit."""

from typing import TYPE_CHECKING

from cic_desktop.core.face import face

if TYPE_CHECKING:
    from cic_desktop.security.accounts import *
    from cic_desktop.security.passwords import *
    from cic_desktop.security.recovery import *
    from cic_desktop.security.vault import *

__getattr__ = face(__name__, "vault", "recovery", "passwords", "accounts")
