"""Filling a register with invented people and three years of work."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from cic_desktop import startup
from cic_desktop.core import clock, ids
from cic_desktop.demo import casework, rhythm, team
from cic_desktop.demo.bulk import BulkDesk
from cic_desktop.demo.centre import Centre
from cic_desktop.demo.desk import Desk
from cic_desktop.demo.office import Office
from cic_desktop.demo.served import ServiceDesk
from cic_desktop.security.passwords import STANDARD, KdfProfile

__all__ = ["CLIENTS", "LOGIN", "PASSPHRASE", "SERVICES", "fill", "make_demo", "open_or_make"]

LOGIN = team.LOGIN
PASSPHRASE = "zielony-most-nad-odra"  # the demo's, for everybody to know: it guards invented people only
CLIENTS, SERVICES = 120, 900


def fill(
    opened: startup.Opened,
    clients: int = CLIENTS,
    services: int = SERVICES,
    seed: int = 1,
    until: date | None = None,
    tick: Callable[[float], None] | None = None,
    bulk: bool = True,
) -> None:
    """Put in so many people and services, over the three years up to the morning of `until` (today).

    The same arguments give the same contents. `tick` hears the share done, 0 to 1. Not in `bulk` means through the
    services, act by act: the same rows, many times slower.
    """
    until = until or clock.today()
    desk: Desk = BulkDesk(opened) if bulk else ServiceDesk(opened)
    with closing(desk), ids.seeded(seed):
        people = team.assemble(desk, opened.actor, until)
        centre = Centre(desk, random.Random(seed), people, until)
        more_people, more_services = casework.counted(clients, services, until)
        Office(centre).run(clients - more_people, services - more_services, tick or (lambda share: None))
        desk.finish()
        casework.tell(opened, people, random.Random(seed + 1), until, full=bool(more_people))


def make_demo(
    folder: Path,
    clients: int = CLIENTS,
    services: int = SERVICES,
    seed: int = 1,
    until: date | None = None,
    profile: KdfProfile = STANDARD,
    tick: Callable[[float], None] | None = None,
    bulk: bool = True,
) -> startup.Opened:
    """Make a demo register in an empty folder; log in as LOGIN with PASSPHRASE.

    The other arguments are those of `fill`. Stopped half way, it leaves nothing behind.
    """
    until = until or clock.today()
    founded = rhythm.at(rhythm.first_day(until) - timedelta(days=1), 12)
    new = startup.NewRegister(centre=dict(team.CENTRE), login=LOGIN, name=team.NAME, password=PASSPHRASE, demo=True)
    with clock.frozen(founded), ids.seeded(seed + 1):
        opened, _recovery = startup.make_register(folder, new, profile)
    try:
        fill(opened, clients, services, seed, until, tick, bulk)
    except BaseException:
        opened.close()
        for leftover in folder.glob("register.*"):
            leftover.unlink()
        raise
    return opened


def open_or_make(folder: Path) -> startup.Opened:
    """The demo register in this folder, made anew when there is none."""
    if startup.exists(folder):
        return startup.open_register(folder, LOGIN, PASSPHRASE)
    return make_demo(folder)
