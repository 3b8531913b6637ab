"""The registers that are measured: made by the demo's generator once, kept under build/bench/."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cic_desktop import demo, startup
from cic_desktop.assistance.rows import ServiceDraft
from cic_desktop.core import ids
from cic_desktop.db.work import Read
from cic_desktop.demo import rhythm
from cic_desktop.demo.bulk import BulkDesk
from cic_desktop.paths import data_root

UNTIL = date(2026, 11, 23)
HEAVY = "Niekończący"  # the surname of the client with a thousand services
HEAVY_SERVICES = 1000
ROOT = data_root()


@dataclass(frozen=True)
class Size:
    clients: int
    services: int

    def __str__(self) -> str:
        return f"{self.clients:,} clients / {self.services:,} services"


def folder_of(size: Size) -> Path:
    """Where the register of a size lies; the name holds what it was made by."""
    return ROOT / "build" / "bench" / f"{size.clients}-{size.services}-{_made_by()}"


def make(size: Size) -> Path:
    """The register's folder, made when it is not there yet."""
    folder = folder_of(size)
    if not (folder / "ready").exists():
        for old in folder.parent.glob(f"{size.clients}-{size.services}-*"):
            shutil.rmtree(old)
        opened = demo.make_demo(folder, size.clients, size.services, until=UNTIL)
        _add_heavy_client(opened)
        opened.close()
        (folder / "ready").touch()
    return folder


def opened(folder: Path) -> startup.Opened:
    return startup.open_register(folder, demo.LOGIN, demo.PASSPHRASE)


def heavy_client(read: Read) -> str:
    """The client with a thousand services."""
    rows = read.sql(
        "SELECT p.id FROM person p JOIN service_person q ON q.person_id = p.id "
        "WHERE p.surname = ? AND p.deleted_at IS NULL GROUP BY p.id ORDER BY count(*) DESC LIMIT 1",
        (HEAVY,),
    )
    return str(rows[0][0])


def _add_heavy_client(register: startup.Opened) -> None:
    desk = BulkDesk(register)
    with register.database.read(register.actor) as read:
        project_id = read.sql("SELECT id FROM project ORDER BY starts_on DESC")[0][0]
    start = UNTIL - timedelta(days=HEAVY_SERVICES)
    with ids.seeded(0), desk.batch():
        with desk.act(rhythm.at(UNTIL, 9, 30), register.actor, "register a client"):
            answers = {"surname": HEAVY, "given": "Jan", "sex": "M", "birth_date": "1980-02-03", "citizenship": "UA"}
            person_id = desk.register({**answers, "language": "uk", "stay_title": "temporary_protection"}, full=False)
        for number in range(HEAVY_SERVICES):
            day = (start + timedelta(days=number)).isoformat()
            sitting = {"day": day, "starts_at": "10:00", "minutes": "30", "place": "office", "language": "uk"}
            service = {
                "topic": "stay", "outcome": "continued", "minutes": "30", "project_id": project_id,
                "description": f"Sprawdzono stan sprawy w MOS, spotkanie {number + 1}.", "document": "mos",
                "state": "prepared",
            }  # fmt: skip
            with desk.act(rhythm.at(UNTIL, 9, 31), register.actor, "record help"):
                desk.record({**sitting, "signature": "now"}, [ServiceDraft("document_help", service, (person_id,))])
    desk.finish()
    desk.close()


def _made_by() -> str:
    """Changes when the generator, its words or the schema change."""
    sources = [
        *(ROOT / "cic_desktop" / "demo").glob("*.py"),
        *(ROOT / "resources" / "demo").glob("*.tsv"),
        *(ROOT / "cic_desktop" / "db" / "migrations" / "versions").glob("*.py"),
        Path(__file__),
    ]
    total = hashlib.sha256()
    for source in sorted(sources):
        total.update(source.read_bytes())
    return total.hexdigest()[:10]
