"""What is done for those who come: enquiries, sittings, consultations, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from cic_desktop.assistance.rows import ServiceDraft
from cic_desktop.core import clock
from cic_desktop.core.fields import Answers
from cic_desktop.demo import rhythm, stays
from cic_desktop.demo.centre import Centre, Client
from cic_desktop.demo.data import Row, chance, weighted
from cic_desktop.demo.help import KINDS
from cic_desktop.demo.team import Colleague

_ENQUIRIES, _CONSULTATIONS, _COMES_AGAIN, _OWN_ADVISOR, _IN_POLISH = 0.2, 0.13, 0.55, 0.75, 0.08
_AT_ONCE = weighted({1: 55, 2: 31, 3: 14})  # services in one sitting
_SIGNATURES = weighted({"now": 72, "list": 22, "none": 6})
_UNSIGNED = {"phone": "Rozmowa telefoniczna", "online": "Spotkanie zdalne"}
_LEFT_EARLY = "Uczestnik wyszedł przed podpisaniem"
_ASKING = weighted({"UA": 84, "BY": 5, "GE": 3, "CO": 3, "IN": 2, "VN": 2, "": 1})
_ASKED_IN = {"UA": "uk", "BY": "ru", "GE": "ru", "CO": "es"}
_SIGNED_LATER, _PROMISE_KEPT = 0.95, 0.97
_LATELY = timedelta(days=4)  # promises due in the last days are still open more often


class Talks:
    def __init__(self, centre: Centre) -> None:
        self._centre = centre
        self._printed: set[str] = set()

    def somebody_calls(self) -> None:
        """A stranger's question, a known person's matter, or an hour with a specialist."""
        centre, rng = self._centre, self._centre.rng
        client = centre.caller()
        if client is None or chance(rng, _ENQUIRIES):
            country = _ASKING.draw(rng)
            self.enquiry(_ASKED_IN.get(country, "en"), country)
        elif chance(rng, _CONSULTATIONS):
            colleague = rng.choice((*centre.team.specialists, *centre.team.specialists, centre.team.advisors[0]))
            self.consult(client, colleague)
        else:
            self.sit(client, client.advisor if chance(rng, _OWN_ADVISOR) else rng.choice(centre.team.advisors))

    def enquiry(self, language: str, country: str) -> str:
        """A quick enquiry nobody's name is on; returns its service."""
        centre = self._centre
        answers = centre.helper.enquiry(language, country)
        centre.services_left -= 1
        with centre.act(centre.rng.choice(centre.team.advisors), "record an enquiry"):
            return centre.desk.enquire(answers, centre.project_id)

    def consult(self, client: Client, colleague: Colleague, row: Row | None = None) -> str:
        row = row or self._centre.helper.consultation(colleague.gives, client.traits)
        return self._record(client, colleague, [row])

    def sit(self, client: Client, colleague: Colleague, first: Row | None = None) -> str:
        """A talk about one to three things; what happens elsewhere stands alone. Returns the first service."""
        centre = self._centre
        self._keep_papers_fresh(client)
        rows = [first or self._choose(client)]
        while rows[0]["place"] == "office" and len(rows) < min(_AT_ONCE.draw(centre.rng), centre.services_left):
            more = self._choose(client)
            if more["place"] == "office" and more not in rows:
                rows.append(more)
        return self._record(client, colleague, rows)

    def add_part(self, client: Client, kind: str, answers: Answers) -> None:
        with self._centre.act(client.advisor, "add to a client's card"):
            self._centre.desk.add_part(client.id, kind, answers)

    def _choose(self, client: Client) -> Row:
        helper = self._centre.helper
        return helper.choose(KINDS.draw(self._centre.rng), client.person.needs, client.traits)

    def _record(self, client: Client, colleague: Colleague, rows: list[Row]) -> str:
        centre, rng = self._centre, self._centre.rng
        drafts = [self._draft(client, row) for row in rows]
        minutes = sum(int(draft.answers["minutes"]) for draft in drafts)
        sitting = self._sitting(client, minutes, rows[0])
        with centre.act(colleague, "record help"):
            sitting_id, services = centre.desk.record(sitting, drafts)
        centre.services_left -= len(rows)
        if sitting["signature"] == "list" and chance(rng, _SIGNED_LATER):
            centre.promise(centre.day + timedelta(days=rng.randint(1, 12)), lambda: self._sign(colleague, sitting_id))
        self._promise_next_steps(colleague, services, drafts)
        if any(draft.answers.get("document") == "pesel" for draft in drafts) and centre.keeps_forms:
            self._print_form(client, colleague)
        if chance(rng, _COMES_AGAIN):
            centre.remember(client)
        return services[0]

    def _draft(self, client: Client, row: Row) -> ServiceDraft:
        answers = self._centre.helper.answers(row, self._centre.day, self._centre.project_id)
        return ServiceDraft(row["kind"], answers, persons=self._persons(client, row))

    def _persons(self, client: Client, row: Row) -> tuple[str, ...]:
        """The caller, and the family where the matter is theirs too; nobody where a teacher or an employer asks."""
        if row["kind"] == "host_society":
            return ()
        share = 0.75 if row["only"] == "child" else 0.25
        there = (member for member in client.family if not member.gone and chance(self._centre.rng, share))
        return (client.id, *(member.id for member in there))

    def _sitting(self, client: Client, minutes: int, row: Row) -> Answers:
        centre, rng = self._centre, self._centre.rng
        start = max(centre.now - timedelta(minutes=minutes + 3), rhythm.at(centre.day, 8))
        distant = row["place"] in _UNSIGNED
        answers: Answers = {
            "day": centre.day.isoformat(), "starts_at": f"{clock.local(start):%H:%M}", "minutes": str(minutes),
            "place": row["place"], "signature": "none" if distant else _SIGNATURES.draw(rng),
            "language": "pl" if chance(rng, _IN_POLISH) else client.person.answers["language"],
        }  # fmt: skip
        if answers["signature"] == "none":
            answers["unsigned_reason"] = _UNSIGNED.get(row["place"], _LEFT_EARLY)
        return answers

    def print_a_form(self) -> None:
        """The application for a PESEL number, for somebody who has none yet."""
        waiting = {
            client.id: client
            for client in self._centre.callers
            if client.complete and not client.gone and client.id not in self._printed and "no_pesel" in client.traits
        }
        if waiting:
            client = self._centre.rng.choice(list(waiting.values()))
            self._print_form(client, client.advisor)

    def _print_form(self, client: Client, colleague: Colleague) -> None:
        self._printed.add(client.id)
        with self._centre.act(colleague, "print a form"):
            self._centre.desk.keep_form(client.id, "printed" if chance(self._centre.rng, 0.75) else "filled")

    def _promise_next_steps(self, colleague: Colleague, services: list[str], drafts: Sequence[ServiceDraft]) -> None:
        for service_id, draft in zip(services, drafts, strict=True):
            due = draft.answers.get("next_step_on")
            if not due:
                continue
            day = date.fromisoformat(due)
            long_ago = self._centre.until - day > _LATELY
            if chance(self._centre.rng, _PROMISE_KEPT) or long_ago:
                self._promise_done(colleague, service_id, day)

    def _promise_done(self, colleague: Colleague, service_id: str, due: date) -> None:
        centre = self._centre

        def done() -> None:
            if centre.until - centre.day > _LATELY or chance(centre.rng, 0.4):
                with centre.act(colleague, "tick a next step"):
                    centre.desk.follow_up_done(service_id)

        centre.promise(due, done)

    def _sign(self, colleague: Colleague, sitting_id: str) -> None:
        with self._centre.act(colleague, "note a signature"):
            self._centre.desk.sign(sitting_id)

    def _keep_papers_fresh(self, client: Client) -> None:
        """A new stay when the old one runs out, a declaration for the project that runs now."""
        centre = self._centre
        if not client.complete:
            return
        if client.stay_to and client.stay_to < centre.day + timedelta(days=21) and chance(centre.rng, 0.5):
            self._renew_stay(client)
        if client.project_id and client.project_id != centre.project_id and chance(centre.rng, 0.9):
            self._change_project(client)

    def _renew_stay(self, client: Client) -> None:
        centre = self._centre
        title = "pending" if chance(centre.rng, 0.45) else "temporary"
        fresh = stays.stay(centre.rng, title, centre.day, centre.until) | {"stay_valid_from": centre.day.isoformat()}
        last = str(fresh.get("stay_valid_to", ""))
        client.stay_to = date.fromisoformat(last) if last else None
        self.add_part(client, "stay", {name.removeprefix("stay_"): value for name, value in fresh.items()})

    def _change_project(self, client: Client) -> None:
        """Who comes again after the first project has ended signs a declaration for the next."""
        centre = self._centre
        ended = centre.team.projects[0]
        with centre.act(centre.team.manager, "end a participation"):
            centre.desk.leave_project(client.id, ended.id, ended.ends_on, "completed")
        client.project_id, today = centre.project_id, centre.day.isoformat()
        self.add_part(
            client,
            "participation",
            {
                "project_id": client.project_id,
                "enrolled_on": today,
                "declared_on": today,
                "eligibility_document": client.person.proof,
            },
        )
