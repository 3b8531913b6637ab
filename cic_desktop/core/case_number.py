"""Case numbers to say over the phone: `A-26-0417-K` = device, year, serial number, check letter.

The letter of the device keeps two machines that work apart from giving the same number; the check letter
finds any single wrong character and any two neighbours exchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cic_desktop.core.checks import BadValue
from cic_desktop.i18n import _

LETTERS = "ACDEFGHJKMNPRTUVWXY"  # none that looks like a digit; a prime count, so the check is sharp
FIRST_SERIAL_WIDTH = 4

_SHAPE = re.compile(r"([A-Z])[-\s]*(\d\d)(?:[-\s]+(\d{1,7})|(\d{4,7}))[-\s]*([A-Z])")
_LOOK_ALIKES = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")  # a Cyrillic keyboard left on
_DASHES = str.maketrans("–—−‐‑_/.", "--------")


@dataclass(frozen=True)
class CaseNumber:
    """`year` in full; `serial` from 1 on each device in each year. `str` adds the check letter."""

    device: str
    year: int
    serial: int

    def __post_init__(self) -> None:
        if len(self.device) != 1 or self.device not in LETTERS:
            raise ValueError("a device is one of " + LETTERS)
        if not 2000 <= self.year <= 2099 or self.serial < 1:
            raise ValueError("a case number needs a year of this century and a serial from 1")

    def __str__(self) -> str:
        return f"{self.device}-{self.year % 100:02d}-{self.serial:0{FIRST_SERIAL_WIDTH}d}-{self.check_letter}"

    @property
    def check_letter(self) -> str:
        """Weighted sum modulo 19, the weight of each place another power of 2."""
        digits = f"{self.serial:0{FIRST_SERIAL_WIDTH}d}"[::-1] + f"{self.year % 100:02d}"[::-1]
        values = [*map(int, digits), LETTERS.index(self.device)]
        return LETTERS[sum(value * pow(2, at, len(LETTERS)) for at, value in enumerate(values, 1)) % len(LETTERS)]


def parse(text: str) -> CaseNumber:
    """What people type or read out: lower case, spaces, dashes left out. Raises BadValue."""
    typed = text.strip().upper().translate(_LOOK_ALIKES).translate(_DASHES)
    found = _SHAPE.fullmatch(typed) if typed.isascii() else None
    serial = (found[3] or found[4]) if found else ""
    padded = serial.startswith("0") and len(serial) > FIRST_SERIAL_WIDTH  # no number is written so
    if not found or found[1] not in LETTERS or padded or int(serial) < 1:
        raise BadValue(_("A case number looks like {example}.", example=str(CaseNumber("A", 2026, 417))))
    number = CaseNumber(found[1], 2000 + int(found[2]), int(serial))
    if number.check_letter != found[5]:
        raise BadValue(_("The last letter of this case number does not fit. Read it again."))
    return number
