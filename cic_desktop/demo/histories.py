"""What a life brings: a second citizenship, another surname, a move; and what hangs on other records."""

from __future__ import annotations

from datetime import date, timedelta

from cic_desktop import assistance, clients, courses, diary, events, stay
from cic_desktop.assistance.signing import SignList
from cic_desktop.core.fields import Answers
from cic_desktop.db.work import Work
from cic_desktop.demo.scene import Scene, Someone

__all__ = ["tell"]

_STATELESS = "XX"
_SECOND = {"UA": "RO", "BY": "LT", "RU": "IL", "GE": "GR"}  # the other citizenship; anybody else's is German
_BEFORE = ("Shevchuk", "Bondarenko", "Melnyk")  # surnames used until a marriage or a divorce
_RULE, _WARN = "passport", "210 90 30 7"  # consulates are slow: the centre wants to know earlier
# What is promised, by the table it hangs on, and days from the end.
_PROMISES: tuple[tuple[str, str, int], ...] = (
    ("appointment", "Przypomnieć o oryginałach dokumentów", 1),
    ("referral", "Potwierdzić termin u specjalisty", 2),
    ("visit", "Zadzwonić do rejestracji w sprawie tłumacza", 0),
    ("filled_form", "Sprawdzić, czy urząd odpowiedział na wniosek", 5),
)
_RECORDS = {
    "appointment": "SELECT id, person_id FROM appointment WHERE state = 'planned' AND person_id <> '' AND day > ?",
    "referral": "SELECT id, person_id FROM referral WHERE state = 'proposed' AND state_on <= ?",
    "visit": "SELECT id, person_id FROM visit WHERE state = 'prepared' AND day > ?",
    "filled_form": "SELECT id, person_id FROM filled_form WHERE printed_at IS NOT NULL AND printed_at < ?",
}
_FAMILIES = """
SELECT person_id FROM household_member WHERE relation = 'head' AND left_on IS NULL AND deleted_at IS NULL
AND household_id IN (SELECT household_id FROM household_member WHERE relation = 'child') ORDER BY id LIMIT 8
"""
_SPOUSE = """
SELECT m.id FROM household_member m JOIN household_member c ON c.household_id = m.household_id AND c.relation = 'child'
WHERE m.relation = 'spouse' AND m.joined_on < ? AND m.left_on IS NULL AND m.deleted_at IS NULL ORDER BY m.id LIMIT 1
"""


def tell(scene: Scene) -> None:
    """A little of each, about people the other parts say little of."""
    people = scene.adults[::-1]
    if not people:
        return
    _citizenships(scene, people)
    _surnames(scene, people)
    _families(scene)
    _rule(scene)
    _interpreted(scene)
    _promises(scene)
    _signatures(scene)


def _citizenships(scene: Scene, people: list[Someone]) -> None:
    """Somebody has two; somebody lost the only one when a state took it away."""
    first = people[0]
    lost = next((one for one in people[1:] if one.citizenship not in ("UA", "")), people[-1])
    with scene.act(scene.day(9), scene.advisors[0], "note a citizenship") as work:
        country = _SECOND.get(first.citizenship, "DE")
        clients.add_part(work, first.id, "citizenship", {"country": country, "valid_from": "2019-05-20"})
        for row_id, revision, country in _held(work, lost):
            gone: Answers = {"country": country, "valid_to": "2024-03-01"}
            clients.amend_part(work, "citizenship", row_id, revision, gone)
        clients.add_part(work, lost.id, "citizenship", {"country": _STATELESS, "valid_from": "2024-03-01"})


def _held(work: Work, one: Someone) -> list[tuple[str, int, str]]:
    asked = "SELECT id, revision, country FROM citizenship WHERE person_id = ? AND deleted_at IS NULL"
    return [(row_id, revision, country) for row_id, revision, country in work.sql(asked, (one.id,))]


def _surnames(scene: Scene, people: list[Someone]) -> None:
    women = [one for one in people if one.sex == "F"]
    for number, (one, surname) in enumerate(zip(women, _BEFORE, strict=False)):
        day = scene.day(11 - number)
        until = day - timedelta(days=300 + 400 * number)
        with scene.act(day, scene.advisors[0], "note a former name") as work:
            clients.add_part(
                work, one.id, "name", {"kind": "former", "surname": surname, "used_until": until.isoformat()}
            )


def _families(scene: Scene) -> None:
    """Who provides for the children; a husband or a wife who lives elsewhere now."""
    moved = scene.day(20)
    with scene.look() as read:
        heads = [head for (head,) in read.sql(_FAMILIES)]
        left = [member for (member,) in read.sql(_SPOUSE, (moved.isoformat(),))]
    for head in heads:
        with scene.act(scene.until, scene.advisors[0], "say who provides for whom") as work:
            for member in clients.household(work, head).members:
                if member.dependant:
                    said = {**member.answers, "supporter_id": head}
                    clients.amend_member(work, member.id, member.revision, said)
    if left:
        with scene.act(scene.day(7), scene.advisors[0], "note a move") as work:
            clients.move_out(work, left[0], moved)


def _rule(scene: Scene) -> None:
    """The centre's own version of one deadline: it warns earlier than the shipped rule."""
    checked = scene.day(60)
    with scene.act(checked, scene.team.manager.actor, "change a rule of law") as work:
        rule = stay.law_in_force(work).rule(_RULE)
        answers: Answers = {
            "amount": str(rule.amount), "unit": rule.unit, "basis": rule.basis, "source": rule.source,
            "as_of": checked.isoformat(), "warn_days": _WARN, "active": "yes",
        }  # fmt: skip
        stay.save_rule(work, rule.code, answers)


def _interpreted(scene: Scene) -> None:
    """A lesson to come, where the law is explained if there is one, and a point of a programme have an interpreter."""
    with scene.look() as read:
        ahead = diary.gatherings_between(read, scene.until + timedelta(days=1), scene.until + timedelta(days=40))
        speaking = [one.id for one in diary.interpreters(read) if "uk" in one.languages]
    ahead.sort(key=lambda line: line.owner_kind != "adaptation")
    lessons = [line for line in ahead if line.course_id and line.state == "planned"]
    points = [line for line in ahead if line.event_id and line.state == "planned"]
    for amend, lines in ((courses.amend_lesson, lessons[:1]), (events.amend_point, points[:1])):
        for line in lines if speaking else ():
            answers = {**diary.gathering_answers(line), "interpreter_id": speaking[0]}
            with scene.act(scene.day(2), scene.advisors[0], "ask an interpreter to come") as work:
                amend(work, line.id, line.revision, answers)


def _promises(scene: Scene) -> None:
    """Follow-ups noted from an appointment, a referral, a visit and a form."""
    for number, (table, title, ahead) in enumerate(_PROMISES):
        with scene.look() as read:
            asked = f"{_RECORDS[table]} AND deleted_at IS NULL ORDER BY id LIMIT 1"
            rows = read.sql(asked, (scene.until.isoformat(),))
        due: Answers = {
            "title": title, "due_on": (scene.until + timedelta(days=ahead)).isoformat(),
            "account_id": scene.advisors[number % len(scene.advisors)].id,
        }  # fmt: skip
        for row_id, person_id in rows:
            with scene.act(scene.day(3), scene.advisors[0], "note a follow-up") as work:
                assistance.promise(work, due, person_id, table, row_id)


def _signatures(scene: Scene) -> None:
    """The list of the week before was printed and partly signed, the one of a group is out."""
    monday = scene.until - timedelta(days=scene.until.weekday())
    week = SignList("week", monday - timedelta(days=7), monday - timedelta(days=1))
    with scene.act(scene.day(1), scene.advisors[0], "print a list of signatures") as work:
        lines = assistance.make_sign_list(work, week)
        for group in assistance.sign_groups(work, week)[:1]:
            assistance.make_sign_list(work, _of_group(group.code, scene.until))
    back = " ".join(line.code for line in lines[: len(lines) // 4])
    with scene.act(scene.until, scene.advisors[0], "note a signature") as work:
        assistance.tick_codes(work, back, scene.until)


def _of_group(course_id: str, until: date) -> SignList:
    return SignList("group", until.replace(day=1), until, course_id=course_id)
