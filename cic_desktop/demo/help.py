"""What was done in a sitting, as somebody at the desk would type it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import cycle

from cic_desktop.core.fields import Answers
from cic_desktop.demo import data, rhythm
from cic_desktop.demo.data import Row, Weighted, chance, weighted

KINDS = weighted(
    {
        "document_help": 42, "information": 20, "accompanied_visit": 10, "referral": 17, "medical_visit": 8,
        "signpost": 6, "housing_search": 5, "translation": 5, "interpreting": 5, "family_support": 5,
        "violence_prevention": 4, "host_society": 4,
    }
)  # fmt: skip
_MINUTES = {
    "information": (10, 15, 20, 25), "document_help": (30, 30, 45, 45, 60, 75), "consultation": (45, 60, 60),
    "accompanied_visit": (60, 90, 90, 120, 180), "referral": (10, 15, 15, 20), "medical_visit": (60, 90, 120),
    "signpost": (5, 10, 10, 15), "housing_search": (30, 45, 60), "translation": (15, 15, 20),
    "interpreting": (30, 45, 60, 90), "family_support": (45, 60, 90), "violence_prevention": (45, 60),
    "host_society": (10, 15, 20),
}  # fmt: skip
_OUTCOMES = {"information": weighted({"done": 86, "redirected": 14}), "referral": weighted({"redirected": 1})}
_USUAL = weighted({"done": 68, "continued": 24, "redirected": 5, "not_possible": 3})
_REFERRALS = weighted({"held": 76, "called_off": 13, "declined": 11})  # long ago: nobody waits for these any more
_FRESH_REFERRALS = ("booked", "proposed", "no_show", "held", "booked", "called_off", "declined", "booked")
_AGREED = ("booked", "held", "no_show")
_URGENCY = weighted({"normal": 65, "soon": 27, "urgent": 8})
_INTERPRETS = weighted({"advisor": 70, "none": 22, "interpreter": 8})
_DECLINED = {
    "declined": ("Woli najpierw spróbować samodzielnie.", "Znajdzie pomoc w swoim języku."),
    "called_off": ("Choroba, prosi o inny termin.", "Zmiana godzin pracy."),
}  # fmt: skip
_HOURS = ("08:15", "09:00", "09:40", "10:20", "11:00", "12:30", "13:15", "14:00")
_FRESH = 14  # days before the last one, in which promises are spread about it
_PROMISED = (0, 1, -2, 3, 0, 6, -1, 9, 13, 2)  # days from the last one
_ASKED = weighted({"stay": 30, "work": 20, "benefits": 14, "civil": 12, "health": 8, "housing": 8, "other": 8})
_CHANNELS = weighted({"office": 45, "phone": 42, "online": 13})


class Helper:
    """Draws services; it keeps the turns in which the last days show everything once."""

    def __init__(self, rng: random.Random, until: date) -> None:
        self._rng, self._until = rng, until
        self._states, self._promises = cycle(_FRESH_REFERRALS), cycle(_PROMISED)

    def choose(self, kind: str, needs: Sequence[str], traits: frozenset[str]) -> Row:
        """Help of a kind that makes sense for somebody; what the person needs comes up more often."""
        pool = _pool(kind, traits)
        drawn = pool.draw(self._rng)
        return drawn if drawn["topic"] in needs else pool.draw(self._rng)

    def consultation(self, specialists: Sequence[str], traits: frozenset[str]) -> Row:
        """An hour with one of the specialists named."""
        return _pool("consultation", traits, tuple(specialists)).draw(self._rng)

    def answers(self, row: Row, day: date, project_id: str) -> Answers:
        """Everything the service page asks for this kind of help."""
        outcome = _OUTCOMES.get(row["kind"], _USUAL).draw(self._rng)
        answers: Answers = {
            "topic": row["topic"], "outcome": outcome, "project_id": project_id,
            "minutes": str(self._rng.choice(_MINUTES[row["kind"]])), "description": row["description"],
            **self._next_step(row, day), **_details(row), **self._more(row, day),
        }  # fmt: skip
        if "deadline" in answers:
            answers.setdefault("next_step_on", answers["deadline"])
            answers.setdefault("next_step", "Dopilnować terminu z urzędu")
        return answers

    def enquiry(self, language: str, country: str) -> Answers:
        """The five answers of a quick enquiry."""
        rng = self._rng
        return {
            "topic": _ASKED.draw(rng), "place": _CHANNELS.draw(rng), "language": language,
            "citizenship": country if chance(rng, 0.7) else "", "minutes": str(rng.choice((5, 5, 10, 10, 15))),
            "outcome": "done" if chance(rng, 0.85) else "redirected",
        }  # fmt: skip

    def _next_step(self, row: Row, day: date) -> Answers:
        fresh = (self._until - day).days <= _FRESH
        if not row["next_step"] or not chance(self._rng, 0.9 if fresh else 0.45):
            return {}
        due = rhythm.working_days_after(day, self._rng.randint(2, 14))[-1]
        if fresh:
            due = max(self._until + timedelta(days=next(self._promises)), day + timedelta(days=1))
        return {"next_step": row["next_step"], "next_step_on": due.isoformat()}

    def _more(self, row: Row, day: date) -> Answers:
        if row["kind"] == "referral":
            return self._referral(day)
        if row["kind"] in ("accompanied_visit", "medical_visit"):
            return self._visit(row)
        return self._document(row, day) if row["kind"] == "document_help" else {}

    def _referral(self, day: date) -> Answers:
        rng = self._rng
        fresh = (self._until - day).days <= 2 * _FRESH
        state = next(self._states) if fresh else _REFERRALS.draw(rng)
        answers: Answers = {"urgency": _URGENCY.draw(rng), "state": state}
        if state in _AGREED:
            agreed = day - timedelta(days=rng.randint(0, 4))
            if state == "booked":
                agreed = rhythm.working_days_after(day, rng.randint(2, 9))[-1]
            answers |= {"agreed_on": agreed.isoformat(), "agreed_at": rng.choice(_HOURS)}
        if chance(rng, 0.35):
            answers["interpreter_needed"] = "yes"
        if state in _DECLINED:
            answers["declined_reason"] = rng.choice(_DECLINED[state])
        return answers

    def _visit(self, row: Row) -> Answers:
        rng = self._rng
        answers: Answers = {"meeting_time": rng.choice(_HOURS), "interprets": _INTERPRETS.draw(rng)}
        if row["place"] == "clinic":
            answers |= {"authorised": "yes"} | ({"confidential": "yes"} if chance(rng, 0.25) else {})
        if chance(rng, 0.6):
            answers |= {"travel_minutes": str(rng.randrange(10, 70, 5)), "kilometres": str(rng.randint(2, 60))}
        return answers

    def _document(self, row: Row, day: date) -> Answers:
        rng, state = self._rng, _details(row)["state"]
        if state in ("submitted", "completed", "decided"):
            return {"case_sign": data.filled(rng, "UPO-######")} if chance(rng, 0.6) else {}
        if chance(rng, 0.4):
            return {"deadline": (day + timedelta(days=rng.randint(7, 30))).isoformat()}
        return {}


@cache
def _pool(kind: str, traits: frozenset[str], specialists: tuple[str, ...] = ()) -> Weighted[Row]:
    """The kind's lines that fit: `only` names a trait somebody must have."""
    fitting = [
        (row, float(row["weight"]))
        for row in data.rows("help")
        if row["kind"] == kind
        and (not row["only"] or row["only"] in traits)
        and (not specialists or _details(row)["specialist"] in specialists)
    ]
    return Weighted(fitting)


def _details(row: Row) -> Answers:
    pairs = (part.partition("=") for part in row["details"].split(";") if part)
    return {name: value for name, _, value in pairs}
