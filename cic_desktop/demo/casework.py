"""The last weeks' casework, told after the three years of help: deadlines, plans, referrals, scans and the like.

Each part is a function of a `Scene`; it keeps what it tells through the services, an act at a time. To add one,
write a module and name its function in PARTS. The parts tell of some dozens of people however large the register is.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from cic_desktop.demo import (
    deadlines,
    diary,
    doubles,
    families,
    files,
    groups,
    histories,
    learning,
    occasions,
    papers_out,
    partners,
    registers,
    worksheets,
)
from cic_desktop.demo.scene import Scene
from cic_desktop.demo.team import Team
from cic_desktop.startup import Opened

__all__ = ["PARTS", "counted", "tell"]

_FEWEST = (80, 300)  # clients and services; in a smaller register the doubles would be half of what one sees

PARTS: tuple[Callable[[Scene], None], ...] = (
    families.tell,
    files.tell,
    diary.tell,
    deadlines.tell,
    registers.tell,
    partners.tell,
    learning.tell,
    occasions.tell,
    worksheets.tell,
    papers_out.tell,
    histories.tell,
    doubles.tell,
)


def counted(clients: int, services: int, until: date) -> tuple[int, int]:
    """How many of so many people and services the casework itself will make."""
    if clients < _FEWEST[0] or services < _FEWEST[1]:
        return 0, 0
    return doubles.LIVING, registers.SERVICES + partners.SERVICES + groups.lessons_held(until)


def tell(opened: Opened, team: Team, rng: random.Random, until: date, *, full: bool) -> None:
    """Add the casework of the last weeks to a register full of help; if `full`, what is `counted` too."""
    scene = Scene(opened, team, rng, until, full)
    for part in PARTS:
        part(scene)
