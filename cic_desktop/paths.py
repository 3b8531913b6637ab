"""Where things lie: the data shipped with the program, and the centre's own register."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def data_root() -> Path:
    """The folder that holds `resources/` and `translations/`: frozen, installed or a checkout."""
    here = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "cic_desktop" / "_data"
    # An editable install can leave a stale copy in site-packages; this file's own place decides.
    if (here / "_data").is_dir():
        return here / "_data"
    checkout = here.parent
    if (checkout / "resources").is_dir():
        return checkout
    raise FileNotFoundError("resources/")


def default_register() -> Path:
    """The register's folder of this user: `CIC_REGISTER`, else the system's place for user data."""
    chosen = os.environ.get("CIC_REGISTER")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("CIC Desktop", appauthor=False)) / "register"


def settings_file() -> Path:
    """Window state and language of this computer's user; no personal data of clients."""
    import platformdirs

    return Path(platformdirs.user_config_dir("CIC Desktop", appauthor=False)) / "settings.ini"
