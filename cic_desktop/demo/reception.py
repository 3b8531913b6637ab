"""Who comes for the first time: registered alone or as a family, at once in full or in 90 seconds."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop.core.fields import Answers
from cic_desktop.demo import data, people
from cic_desktop.demo.centre import Centre, Client
from cic_desktop.demo.data import chance, weighted
from cic_desktop.demo.people import Invented
from cic_desktop.demo.talks import Talks
from cic_desktop.demo.team import Colleague

_EXITS = weighted({"moved": 55, "resigned": 25, "status": 15, "other": 5})
_FULL, _COMPLETED, _ENROLLED, _DECLARED = 0.62, 0.8, 0.93, 0.92
_ASKED_BEFORE, _LEAVES, _TELLS_ORIGIN = 0.07, 0.07, 0.12


class Reception:
    def __init__(self, centre: Centre, talks: Talks) -> None:
        self._centre, self._talks = centre, talks

    def arrival(self) -> None:
        """A person or a family is registered, and helped at once."""
        centre, rng = self._centre, self._centre.rng
        group = people.household(rng, centre.day, centre.until, centre.people_left)
        advisor = rng.choice(centre.team.advisors)
        asked = self._asked_before(group[0]) if chance(rng, _ASKED_BEFORE) else ""
        full = chance(rng, _FULL)
        head, *others = [self._register(person, advisor, full) for person in group]
        for member in others:
            with centre.act(advisor, "add to a household"):
                relation = member.person.relation
                centre.desk.join_household(member.id, head.id, relation, relation == "child")
            head.family.append(member)
        for spouse in others:
            if spouse.person.relation == "spouse":
                spouse.family = [head, *(member for member in others if member is not spouse)]
        if asked:
            with centre.act(advisor, "make a client of an enquiry"):
                centre.desk.promote(asked, head.id)
        elif centre.services_left:
            self._talks.sit(head, advisor)

    def _asked_before(self, person: Invented) -> str:
        if not self._centre.services_left:
            return ""
        return self._talks.enquiry(str(person.answers["language"]), person.nation)

    def _register(self, person: Invented, advisor: Colleague, full: bool) -> Client:
        centre, rng = self._centre, self._centre.rng
        answers = {**person.answers, **self._papers(person)} if full else person.quick
        with centre.act(advisor, "register a client"):
            project_id = str(answers.get("project_id", ""))
            client = Client(centre.desk.register(answers, full), person, advisor, full, project_id)
        centre.people_left -= 1
        if person.is_adult(centre.day):
            centre.remember(client, rng.choice((1, 1, 1, 2, 3, 5)))
        if full:
            self._further_papers(client)
        elif chance(rng, _COMPLETED):
            centre.promise(_in(centre.day, rng.randint(1, 25)), lambda: self._complete(client))
        if chance(rng, _LEAVES):
            centre.promise(_in(centre.day, rng.randint(60, 500)), lambda: self._leave(client))
        return client

    def _papers(self, person: Invented) -> Answers:
        """The enrolment form and, mostly at once, the declaration of the running project."""
        centre = self._centre
        if not chance(centre.rng, _ENROLLED):
            return {}
        today = centre.day.isoformat()
        answers: Answers = {
            "project_id": centre.project_id, "eligibility_document": person.proof, "enrolled_on": today,
        }  # fmt: skip
        if chance(centre.rng, _DECLARED):
            answers["declared_on"] = today
        if "stay_valid_to" in person.answers:
            answers["eligibility_valid_to"] = person.answers["stay_valid_to"]
        return answers

    def _complete(self, client: Client) -> None:
        if client.gone:
            return
        answers = {**client.person.answers, **self._papers(client.person)}
        with self._centre.act(client.advisor, "complete a registration"):
            self._centre.desk.complete(client.id, answers)
        client.complete, client.project_id = True, str(answers.get("project_id", ""))
        self._further_papers(client)

    def _further_papers(self, client: Client) -> None:
        person, rng = client.person, self._centre.rng
        last = str(person.answers.get("stay_valid_to", ""))
        client.stay_to = date.fromisoformat(last) if last else None
        if person.residence_card:
            card: Answers = {"kind": "residence_card", "number": person.residence_card, "country": "PL"}
            self._talks.add_part(client, "document", card | ({"valid_to": last} if last else {}))
        if chance(rng, _TELLS_ORIGIN):
            town = data.weighted_rows("places", "country", person.nation).draw(rng)["town"]
            self._talks.add_part(client, "address", {"kind": "origin", "country": person.nation, "town": town})

    def _leave(self, client: Client) -> None:
        client.gone = True
        if client.complete and client.project_id:
            with self._centre.act(client.advisor, "end a participation"):
                reason = _EXITS.draw(self._centre.rng)
                self._centre.desk.leave_project(client.id, client.project_id, self._centre.day, reason)


def _in(day: date, days: int) -> date:
    return day + timedelta(days=days)
