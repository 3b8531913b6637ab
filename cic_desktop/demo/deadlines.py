"""Legal stay in motion: applications that protect or do not yet, letters served or waiting, events, visits, marks."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop import stay
from cic_desktop.core.fields import Answers
from cic_desktop.demo.scene import Scene, Someone

__all__ = ["tell"]

_OFFICE = "Wojewoda (dane pokazowe)"
# Applications: kind, days ago filed, days ago without defects, further answers in days ago.
_CASES: tuple[tuple[str, int, int | None, dict[str, int]], ...] = (
    ("temporary", 150, 120, {}),
    ("temporary", 21, None, {}),
    ("permanent", 60, 31, {}),
    ("eu_long_term", 200, 170, {"suspended_on": 12}),
    ("temporary", 300, 270, {"decided_on": 40, "final_on": 19}),
    ("cukr", 45, 30, {}),
    ("temporary", 33, None, {}),
    ("temporary", 90, 70, {}),
)
_REFUSED = 4  # place in _CASES of the one refused for good
_REPRESENTED = 2
# Letters: kind, days ago dated, noticed, served; the term it names; answered days ago.
_LETTERS: tuple[tuple[str, int, int | None, int | None, str, int | None], ...] = (
    ("call_documents", 15, None, 10, "", None),
    ("call_defects", 14, None, 7, "7", None),
    ("call_in_person", 12, 9, None, "", None),
    ("decision", 20, 17, None, "", None),
    ("decision", 13, None, 8, "", None),
    ("call_fingerprints", 30, None, 22, "", 16),
    ("other_call", 9, None, 4, "10", None),
    ("information", 9, None, 5, "", None),
)
_EVENTS: tuple[tuple[str, int, int | None], ...] = (
    ("job_lost", 12, None), ("card_lost", 2, None), ("data_changed", 14, None), ("entered_protection", 24, None),
    ("cause_ended", 20, None), ("moved_in", 2, None), ("card_lost", 30, 28), ("cukr_granted", 40, None),
)  # fmt: skip
_VISITS = (((150, 112), (84, None)), ((70, 41), (12, None)), ((160, 130), (100, 88)))


_SEEK = ("pending", "temporary", "visa_d", "temporary_protection")
_WORK = ("temporary", "pending", "visa_d")
_WHOSE = {"entered_protection": ("temporary_protection",), "cukr_granted": ("cukr", "temporary_protection")}


def tell(scene: Scene) -> None:
    """One story each for people whose title it fits; the applicants get letters too."""
    if not scene.adults:
        return
    seekers = _holding(scene, _SEEK)
    cases = [_proceeding(scene, seekers[number % len(seekers)], number) for number in range(len(_CASES))]
    for number, case in enumerate(cases[: len(_LETTERS)]):
        _letter(scene, seekers[number % len(seekers)], number, case)
    for number, (kind, ago, settled) in enumerate(_EVENTS):
        people = _holding(scene, _WHOSE.get(kind, _WORK))
        person = people[(number + len(_CASES)) % len(people)]
        _add(scene, person, "event", {"kind": kind}, happened_on=ago, settled_on=settled)
    visitors = _holding(scene, ("visa_free", "none"), scene.adults[-len(_VISITS) :])
    for number, visits in enumerate(_VISITS):
        for entered, left in visits:
            person = visitors[number % len(visitors)]
            _add(scene, person, "crossing", {"country": "PL"}, entered_on=entered, left_on=left)
    _mark(scene)


def _holding(scene: Scene, titles: tuple[str, ...], others: list[Someone] | None = None) -> list[Someone]:
    """Adults with one of these titles now, in the order of the titles; `others` (everybody) when nobody has one."""
    with scene.look() as read:
        held = dict(read.sql("SELECT person_id, title FROM stay WHERE deleted_at IS NULL ORDER BY id"))
    found = [one for title in titles for one in scene.adults if held.get(one.id) == title]
    return found or others or scene.adults


def _proceeding(scene: Scene, person: Someone, number: int) -> str:
    kind, filed, complete, more = _CASES[number]
    late = _late(scene, person, filed)  # the applicants of the demo file in time
    filed, complete = filed + late, complete + late if complete is not None else None
    answers: Answers = {
        "kind": kind, "office": _OFFICE, "case_sign": f"SO.6151.{number + 11}.{scene.until.year}",
        "receipt_number": f"UPO-{filed:04d}-{number}",
    }  # fmt: skip
    if kind == "temporary":
        answers["purpose"] = "work"
    if number == _REFUSED:
        answers["outcome"] = "refused"
    if number == _REPRESENTED:
        answers["representative"] = "r. pr. Jan Przykładowy"
    return _add(scene, person, "proceeding", answers, filed_on=filed, complete_on=complete, **more)


def _late(scene: Scene, person: Someone, filed: int) -> int:
    """By how many days an application filed so long ago came after the last title ended, with some days to spare."""
    with scene.look() as read:
        [(end,)] = read.sql(
            "SELECT max(valid_to) FROM stay WHERE person_id = ? AND valid_to < ? AND deleted_at IS NULL",
            (person.id, scene.until.isoformat()),
        )
    ended = (scene.until - date.fromisoformat(end)).days if end else 0
    return ended + 5 - filed if ended > filed else 0


def _letter(scene: Scene, person: Someone, number: int, case: str) -> None:
    kind, dated, noticed, served, term, answered = _LETTERS[number]
    answers: Answers = {"kind": kind, "office": _OFFICE, "proceeding_id": case, "term_days": term}
    days = {"dated_on": dated, "noticed_on": noticed, "served_on": served, "answered_on": answered}
    _add(scene, person, "letter", answers, **days)


def _mark(scene: Scene) -> None:
    """One deadline done, one put off."""
    with scene.look() as read:
        lines = stay.deadlines(read, scene.until).within("90")[-2:]
    for number, line in enumerate(lines):
        with scene.act(scene.day(1), scene.advisors[0], "mark a deadline") as work:
            if number:
                day = (scene.until + timedelta(days=9)).isoformat()
                stay.put_off(work, line.person_id, line.rule, line.due_on, {"later_on": day})
            else:
                stay.mark_line(work, line.person_id, line.rule, line.due_on, "done")


def _add(scene: Scene, person: Someone, kind: str, answers: Answers, **ago: int | None) -> str:
    """Dates so many days before the end of the demo, written down some days after the last of them."""
    known = {name: days for name, days in ago.items() if days is not None}
    days = {name: (scene.until - timedelta(days=before)).isoformat() for name, before in known.items()}
    last = min(known.values())
    with scene.act(scene.day(last - 4) if last > 4 else scene.until, scene.advisors[0], f"add a {kind}") as work:
        return stay.add_record(work, person.id, kind, {**answers, **days})
