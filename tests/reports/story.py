"""October 2026 at the desk: four people, a child, somebody on the telephone, and one project."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cic_desktop import assistance, clients, projects, startup
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.core.periods import Month
from cic_desktop.forms.kept.tables import FilledFormRow
from cic_desktop.projects.tables import Participation

OCTOBER = Month(2026, 10)
SEPTEMBER = OCTOBER.previous()
PEOPLE: dict[str, Answers] = {
    "oksana": {
        "surname": "Kovalenko", "given": "Oksana", "citizenship": "UA", "language": "uk", "sex": "F",
        "birth_date": "15.04.1992", "stay_title": "temporary_protection", "phone": "512 345 678",
        "rodo_given": "yes",
    },
    "marko": {
        "surname": "Kovalenko", "given": "Marko", "citizenship": "UA", "language": "uk", "sex": "M",
        "birth_date": "2016-03-02", "stay_title": "temporary_protection", "rodo_given": "yes",
    },
    "nino": {
        "surname": "Beridze", "given": "Nino", "citizenship": "GE", "language": "ru", "sex": "F",
        "birth_date": "1965-10-01", "stay_title": "temporary", "rodo_given": "yes",
    },
    "duc": {
        "surname": "Nguyễn", "given": "Văn Đức", "citizenship": "VN", "language": "vi", "sex": "M",
        "birth_date": "1966-10-20", "stay_title": "permanent", "rodo_given": "yes",
    },
}  # fmt: skip
_NICK = {"Văn Đức": "duc"}
SPOKEN = "Asked about the flat of uncle Wasyl"


class Story:
    """What happened, written down through the services the windows use."""

    def __init__(self, register: startup.Opened) -> None:
        self.register = register
        self.project_id = self.read(projects.current_project)
        rows = self.read(lambda read: read.sql("SELECT given, id FROM person"))
        self.people: dict[str, str] = {_NICK.get(given, given.lower()): person for given, person in rows}

    def read(self, look: Any) -> Any:
        with self.register.database.read(self.register.actor) as read:
            return look(read)

    def do(self, change: Any, day: str = "2026-10-31") -> Any:
        """A change made on a day."""
        with (
            clock.frozen(datetime.fromisoformat(f"{day}T10:00:00+00:00").astimezone(UTC)),
            self.register.database.write(self.register.actor, "test") as work,
        ):
            return change(work)

    def register_people(self, day: str, *names: str) -> None:
        for name in names:
            self.people[name] = self.do(lambda work, n=name: clients.register(work, PEOPLE[n]).id, day)

    def declare(self, name: str, day: str) -> None:
        row = {"project_id": self.project_id, "person_id": self.people[name]}
        declared = datetime.fromisoformat(day).date()
        self.do(lambda work: work.add(Participation(**row, declared_on=declared)))

    def help(self, day: str, kind: str, topic: str, minutes: int, *names: str, **further: str) -> str:
        """One talk with one service; `further` are answers of the talk or of the kind."""
        talk = {
            "day": day, "starts_at": "10:00", "minutes": str(minutes), "place": "office", "signature": "now",
            "language": "", "unsigned_reason": "",
        }  # fmt: skip
        talk |= {name: value for name, value in further.items() if name in talk}
        answers = {"topic": topic, "minutes": str(minutes), "project_id": self.project_id, "description": SPOKEN}
        answers |= {name: value for name, value in further.items() if name not in talk}
        service = ServiceDraft(kind, answers, tuple(self.people[name] for name in names))
        return str(self.do(lambda work: assistance.record(work, SittingDraft(talk, (service,)))))

    def enquiry(self, day: str, topic: str, citizenship: str = "") -> None:
        answers: Answers = {
            "topic": topic, "place": "phone", "language": "uk", "citizenship": citizenship, "minutes": "5",
            "outcome": "",
        }  # fmt: skip
        self.do(lambda work: assistance.record_enquiry(work, answers, self.project_id), day)

    def print_form(self, name: str, moment: str) -> None:
        form: dict[str, Any] = {"person_id": self.people[name], "form_id": "EL-W-1", "edition": "2020"}
        self.do(lambda work: work.add(FilledFormRow(**form, printed_at=datetime.fromisoformat(moment))))


def tell_october(story: Story) -> None:
    """The whole month and a little of September."""
    story.register_people("2026-09-02", "oksana", "marko")
    story.register_people("2026-10-12", "nino", "duc")
    story.declare("oksana", "2026-09-02")
    story.declare("marko", "2026-09-02")
    story.declare("duc", "2026-10-20")
    story.help("2026-09-02", "information", "stay", 10, "oksana")
    story.help("2026-10-05", "document_help", "stay", 30, "oksana", "marko", document="pesel", signature="now")
    story.help("2026-10-05", "information", "school", 10, "marko", language="ru")
    story.help("2026-10-12", "consultation", "health", 60, "nino", specialist="lawyer", signature="list")
    story.help("2026-10-14", "information", "work", 15, "duc", signature="list")
    story.help("2026-10-20", "information", "work", 15, "duc")
    story.help("2026-10-28", "information", "stay", 20, "oksana")
    story.enquiry("2026-10-15", "stay", "UA")
    story.enquiry("2026-10-16", "housing")
    story.print_form("oksana", "2026-09-30T21:30:00+00:00")
    story.print_form("oksana", "2026-10-31T22:30:00+00:00")
    story.print_form("duc", "2026-10-31T23:30:00+00:00")
