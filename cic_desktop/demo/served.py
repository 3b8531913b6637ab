"""The demo's work kept through the services, act by act, as the windows do it: the measure of the quick way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from cic_desktop import assistance, clients, diary, projects
from cic_desktop.assistance.rows import ServiceDraft, SittingDraft
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.core.rights import Role
from cic_desktop.db.work import Actor, Work
from cic_desktop.demo.papers import pesel_application
from cic_desktop.forms.kept.life import FormState
from cic_desktop.security.tables import Account
from cic_desktop.startup import Opened


class ServiceDesk:
    """Keeps everything through the services: validated, with rights, indexed act by act."""

    def __init__(self, opened: Opened) -> None:
        self._database = opened.database
        self._work: Work

    @contextmanager
    def batch(self) -> Iterator[None]:
        yield

    @contextmanager
    def act(self, moment: datetime, actor: Actor, verb: str) -> Iterator[None]:
        with clock.frozen(moment), self._database.write(actor, verb) as self._work:
            yield

    def finish(self) -> None:
        """Nothing is left to do: every act was finished by itself."""

    def close(self) -> None:
        """Nothing is held open between acts."""

    def hire(self, login: str, name: str, role: Role, speciality: str) -> str:
        """An account without a key: a colleague whose work is seen, but who cannot log in."""
        return self._work.add(Account(login=login, name=name, role=role.value, speciality=speciality)).id

    def open_project(self, answers: Answers) -> str:
        return projects.open_project(self._work, answers)

    def register(self, answers: Answers, full: bool) -> str:
        return clients.register(self._work, answers, full=full).id

    def complete(self, person_id: str, answers: Answers) -> None:
        clients.complete(self._work, person_id, answers)

    def add_part(self, person_id: str, kind: str, answers: Answers) -> None:
        clients.add_part(self._work, person_id, kind, answers)

    def leave_project(self, person_id: str, project_id: str, day: date, reason: str) -> None:
        columns = ("project_id", "enrolled_on", "declared_on", "eligibility_document", "eligibility_valid_to")
        (row,) = self._work.sql(
            f"SELECT id, revision, {', '.join(columns)} FROM participation "
            "WHERE person_id = ? AND project_id = ? AND exited_on IS NULL",
            (person_id, project_id),
        )
        answers: Answers = {name: value or "" for name, value in zip(columns, row[2:], strict=True)}
        answers |= {"exited_on": day.isoformat(), "exit_reason": reason}
        clients.amend_part(self._work, "participation", row[0], row[1], answers)

    def join_household(self, person_id: str, other_id: str, relation: str, dependant: bool) -> None:
        clients.join_household(self._work, person_id, other_id, relation, dependant)

    def record(self, answers: Answers, services: Sequence[ServiceDraft]) -> tuple[str, list[str]]:
        sitting_id = assistance.record(self._work, SittingDraft(dict(answers), tuple(services)))
        rows = self._work.sql("SELECT id FROM service WHERE sitting_id = ? ORDER BY id", (sitting_id,))
        return sitting_id, [row[0] for row in rows]

    def enquire(self, answers: Answers, project_id: str) -> str:
        return assistance.record_enquiry(self._work, answers, project_id)

    def promote(self, service_id: str, person_id: str) -> None:
        assistance.promote(self._work, service_id, person_id)

    def keep_form(self, person_id: str, state: FormState) -> None:
        """The application for a PESEL number, filled from the record."""
        pesel_application(self._work, person_id, clock.today()).keep(self._work, person_id, state)

    def sign(self, sitting_id: str) -> None:
        assistance.sign(self._work, sitting_id, "now")

    def follow_up_done(self, service_id: str) -> None:
        assistance.follow_up_done(self._work, service_id)

    def agree(self, answers: Answers, kind: str, person_id: str) -> str:
        return diary.agree(self._work, answers, kind, person_id)

    def set_state(self, appointment_id: str, state: str, service_id: str = "") -> None:
        diary.set_state(self._work, appointment_id, state, service_id)
