"""Everything the register holds about one person, on paper: the answer to a request for access (RODO art. 15).

What a lawyer or psychologist wrote, and the log of incidents, are not in it: the paper says so and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from cic_desktop import assistance, clients, courses, diary, events, plans, projects, protection, stay
from cic_desktop.assistance.kinds import kind
from cic_desktop.clients.fields import INTAKE, PARTS
from cic_desktop.clients.rows import ClientCard
from cic_desktop.clients.shown import answer_text
from cic_desktop.core import clock
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.fields import Field, applicable
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Read
from cic_desktop.forms.papers.marks import Once, marked
from cic_desktop.forms.papers.model import read_papers
from cic_desktop.forms.papers.service import paper_facts
from cic_desktop.forms.papers.signing import signed_papers
from cic_desktop.i18n import LANGUAGES, Day, Joined, Plain, Text, _, ngettext

__all__ = ["print_file"]

Row = tuple[Text, ...]
_ONCE = (
    "surname given birth_date sex birth_place birth_country father_name mother_name mother_maiden_name marital_status "
    "pesel pesel_status national_number education occupation insurance needs remarks"
).split()
_ALL = 100_000
_FREE = 300  # letters a question takes when it asks for one's own words


def print_file(read: Read, person_id: str) -> bytes:
    """One client's whole file in Polish and their language, as PDF. Raises NotAllowed, Missing.

    Letters the typeface does not have are marked and listed: the answer to a request does not fail for them.
    """
    from cic_desktop.forms.papers.sheet import draw

    read.require(Right.EDIT_CLIENTS)
    card, facts = clients.card(read, person_id), paper_facts(read, person_id)
    tables = {
        "once": tuple(_once(card)),
        "parts": tuple(_parts(read, card)),
        "stay": tuple(_stay(read, person_id)),
        "family": tuple(_family(read, person_id)),
        "help": tuple(_help(read, person_id)),
        "appointments": tuple(_appointments(read, person_id)),
        "groups": tuple(_groups(read, person_id)),
        "plans": tuple(_plans(read, person_id)),
        "registers": tuple(_registers(read, person_id)),
    }
    paper = next(paper for paper in read_papers("slips") if paper.id == "access")
    lang = facts.language if facts.language in LANGUAGES else "en"
    return draw((paper,), marked(replace(facts, tables=tables), ("pl", lang), "unprintable"), lang)


def _once(card: ClientCard) -> Iterator[Row]:
    """What is true of a person once at a time."""
    asked = {item.name: item for step in INTAKE for item in step.fields}
    for name in _ONCE:
        if card.answers.get(name):
            yield asked[name].label, answer_text(asked[name], card.answers[name])


def _parts(read: Read, card: ClientCard) -> Iterator[Row]:
    """Names, documents, addresses and the like, those of the past too."""
    numbers = {line.id: line.number for line in projects.projects(read)}
    for form in PARTS:
        for part in card.parts_of(form.name):
            told = [(item, part.answers.get(item.name)) for item in applicable(form.fields, {**part.answers})]
            words = [_answer(item, _told(item, answer, numbers)) for item, answer in told if answer]
            yield form.title, Joined(tuple(words), "; ")


def _answer(item: Field, words: Text) -> Text:
    """A question with its answer; what somebody wrote freely is said once."""
    both = Joined((item.label, words), ": ")
    return Once(both) if item.kind in ("text", "long_text") and item.max_length >= _FREE else both


def _told(item: Field, answer: str, numbers: Mapping[str, str]) -> Text:
    if item.name == "project_id":
        return Plain(numbers.get(answer, answer))
    return code_label("voivodeship", answer) if item.name == "region" else answer_text(item, answer)


def _stay(read: Read, person_id: str) -> Iterator[Row]:
    """Proceedings, letters, events and crossings of the border."""
    for record in stay.stay_file(read, person_id).records:
        form = stay.form_of(record.kind)
        told = [(item, record.answers.get(item.name)) for item in form.fields if item.name != "proceeding_id"]
        words = (_answer(item, answer_text(item, answer)) for item, answer in told if answer)
        yield form.title, Joined(tuple(words), "; ")


def _family(read: Read, person_id: str) -> Iterator[Row]:
    """The household, and who acts for a minor. Of others only the name: their data are their own."""
    home, words = clients.household(read, person_id), clients.card(read, person_id).household_words
    for member in (*home.members, *home.former):
        if member.line.id != person_id:
            yield (
                Plain(member.line.name),
                words.get(member.line.id, code_label("relation", member.relation)),
                _span(member.joined_on, member.left_on),
            )
    for guardian in protection.protection_of(read, person_id).guardians:
        relation = code_label("guardian_relation", guardian.relation)
        yield Plain(guardian.name), relation, _span(guardian.valid_from, guardian.valid_to)


def _help(read: Read, person_id: str) -> Iterator[Row]:
    for line in assistance.services_of(read, person_id, _ALL):
        chosen = kind(line.kind)
        what = Joined((chosen.title, code_label("topic", line.topic)), ": ")
        said = Plain("") if line.hidden else Joined((chosen.summary(line.details), _own(line.description)))
        yield (
            Day(line.day, "short"),
            what,
            said,
            Plain(line.advisor),
            ngettext("{n} minute", "{n} minutes", line.minutes),
        )


def _appointments(read: Read, person_id: str) -> Iterator[Row]:
    for line in diary.appointments_of(read, person_id):
        yield Day(line.day, "short"), Plain(line.starts_at), kind(line.kind).title, Plain(line.advisor)


def _groups(read: Read, person_id: str) -> Iterator[Row]:
    """The courses with every mark and what was given out, and the events as a guest."""
    for table, part, owner in (
        ("enrolment", courses.HISTORY["enrolment"], "course"),
        ("event_guest", events.HISTORY["event_guest"], "event"),
    ):
        asked = ", ".join(f"g.{name}" for name in part.fields)
        for day, name, *answers in read.sql(_GROUP.format(asked=asked, table=table, owner=owner), (person_id,)):
            told = zip(part.fields.values(), answers, strict=True)
            words = (_answer(item, answer_text(item, str(one))) for item, one in told if one not in (None, ""))
            yield _short(day), Joined((part.title, Plain(name)), ": "), Joined(tuple(words), "; ")
    for day, name, mark, material in read.sql(_IN_COURSES, {"person": person_id}):
        given = Joined((_("What was given out"), _own(material)), ": ")
        yield _short(day), Plain(name), code_label("attendance_mark", mark) if mark else given


_GROUP = """
SELECT o.starts_on, o.name, {asked} FROM {table} g JOIN {owner} o ON o.id = g.{owner}_id
WHERE g.person_id = ? AND g.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY o.starts_on DESC, g.id"""
_IN_COURSES = """
SELECT g.day, c.name, m.mark, '' FROM attendance m JOIN enrolment e ON e.id = m.enrolment_id
  JOIN gathering g ON g.id = m.gathering_id JOIN course c ON c.id = g.course_id
  WHERE e.person_id = :person AND m.deleted_at IS NULL AND e.deleted_at IS NULL AND g.deleted_at IS NULL
UNION ALL SELECT m.given_on, c.name, '', m.title FROM material m JOIN enrolment e ON e.id = m.enrolment_id
  JOIN course c ON c.id = e.course_id
  WHERE e.person_id = :person AND m.deleted_at IS NULL AND e.deleted_at IS NULL ORDER BY 1 DESC"""


def _plans(read: Read, person_id: str) -> Iterator[Row]:
    view = plans.support_plan(read, person_id)
    for need in view.needs:
        yield Day(need.noted_on, "short"), code_label("need_area", need.area), Plain(need.description)
    for plan in (*([view.plan] if view.plan else []), *view.before):
        for goal in plan.goals:
            steps = _own("; ".join(step.title for step in goal.steps))
            words = Joined((_own(goal.title), code_label("goal_state", goal.state), steps))
            yield Day(plan.opened_on, "short"), code_label("need_area", goal.area), words


def _registers(read: Read, person_id: str) -> Iterator[Row]:
    """What stands in the registers beside help given: referrals, visits, translations, powers, homes, and the rest."""
    for line in assistance.referral_list(read, assistance.ReferralFilter(person_id=person_id), _ALL):
        yield Day(line.state_on, "short"), _("Referral"), _said(code_label("specialist", line.specialist), line.reason)
    for trip in assistance.visits.visits_of(read, person_id):
        yield Day(trip.day, "short"), _("Visit"), _said(Plain(trip.institution), trip.answers.get("purpose", ""))
    for order in assistance.translations.orders_of(read, person_id):
        yield Day(order.ordered_on, "short"), _("Translation ordered"), _said(Plain(order.document), order.remarks)
    for power in assistance.powers.powers_of(read, person_id):
        said = _said(Plain(power.attorney), power.scope, power.office, power.remarks)
        yield Day(power.given_on, "short"), _("Power of attorney given"), said
    for search in assistance.housing.searches_of(read, person_id):
        yield Day(search.opened_on, "short"), _("Housing search opened"), _said(Plain(search.districts), search.needs)
    for paper in signed_papers(read, person_id):
        day = clock.local(paper.signed_at).date()
        yield Day(day, "short"), _("Signature drawn on the screen"), _said(paper.title, paper.signer)
    for day, what, words in read.sql(_PLAIN, {"person": person_id}):
        yield _short(day), _PLAIN_TITLES[what], Plain(words)


def _said(what: Text, *more: str) -> Text:
    return Joined((what, *(_own(words) for words in more if words)), "; ")


def _own(words: str) -> Text:
    """Somebody's own words, said once."""
    return Once(Plain(words))


_PLAIN = """
SELECT c.day, 'sheet', s.title FROM sheet_copy c JOIN sheet s ON s.id = c.sheet_id
  WHERE c.person_id = :person AND c.deleted_at IS NULL
UNION ALL SELECT due_on, 'promised', title FROM follow_up
  WHERE person_id = :person AND deleted_at IS NULL AND about_table <> 'service'
UNION ALL SELECT coalesce(seen_on, substr(created_at, 1, 10)), 'file', title FROM attachment
  WHERE person_id = :person AND deleted_at IS NULL
UNION ALL SELECT substr(updated_at, 1, 10), 'form', form_id FROM filled_form
  WHERE person_id = :person AND deleted_at IS NULL
ORDER BY 1 DESC
"""
_PLAIN_TITLES: dict[str, Text] = {
    "sheet": _("Information sheet given"),
    "promised": _("What was promised"),
    "file": _("Files"),
    "form": _("Form"),
}


def _short(day: str) -> Text:
    return Day(date.fromisoformat(day), "short")


def _span(first: date | None, last: date | None) -> Text:
    days = (Day(day, "short") if day else Plain("…") for day in (first, last))
    return Joined(tuple(days), " – ")
