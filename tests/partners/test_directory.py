"""The directory of partners: kept, found, checked again; whom clients were told of."""

from __future__ import annotations

from datetime import date

import pytest

from cic_desktop import assistance, partners
from cic_desktop.assistance import signposts
from cic_desktop.core.errors import Invalid, Stale
from cic_desktop.core.fields import Answers
from cic_desktop.partners import Wanted, hours_in
from tests.partners.conftest import CLINIC

TOLD: Answers = {
    "language": "uk",
    "topic": "health",
    "place": "office",
    "minutes": "10",
    "signature": "list",
    "given": ["address"],
}


def names(desk, **wanted):
    return [line.name for line in desk.read(lambda read: partners.directory(read, Wanted(**wanted))).lines]


def line(desk, partner_id):
    return desk.read(lambda read: partners.partner(read, partner_id))


def refused(desk, change):
    with pytest.raises(Invalid) as told:
        desk.do(change)
    return {problem.field for problem in told.value.problems}


def test_a_partner_is_kept_as_it_was_answered(desk, clinic):
    found = line(desk, clinic)
    assert (found.address, found.topics, found.languages) == (
        "ul. Modelowa 2, 45-000 Opole", ("health", "benefits"), ("pl", "uk"),
    )  # fmt: skip
    assert (found.web, found.regon, found.checked_on) == ("przychodnia.example.org", "123456785", date(2026, 11, 23))
    assert found.words.render("uk") == "Говоримо українською."
    assert found.words.render("ru") == found.help, "what nobody wrote is read in Polish"
    assert set(found.answers) <= {field.name for field in partners.PARTNER}


def test_whoever_writes_an_entry_keeps_it_true_unless_another_is_named(desk):
    made = desk.do(lambda work: partners.register_partner(work, {**CLINIC, "account_id": ""}))
    assert (line(desk, made).account_id, line(desk, made).owner) == (desk.register.actor.id, "Anna Nowak")


def test_the_list_follows_the_polish_alphabet(desk):
    for name in ("Łączność", "Lewiatan", "Ósemka", "Oaza", "Żagiel", "Zebra"):
        desk.do(lambda work, name=name: partners.register_partner(work, {**CLINIC, "name": name}))
    assert names(desk) == ["Lewiatan", "Łączność", "Oaza", "Ósemka", "Zebra", "Żagiel"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"topic": "health"}, ["Przychodnia"]), ({"language": "be"}, ["Fundacja"]),
        ({"topic": "health", "language": "be"}, []), ({"words": "opole przych"}, ["Przychodnia"]),
        ({"words": "nysa"}, ["Fundacja"]), ({"words": "житла"}, ["Fundacja"]), ({"words": "Медичний"}, ["Przychodnia"]),
    ],
)  # fmt: skip
def test_it_is_found_by_topic_language_town_and_words_of_any_language(desk, clinic, foundation, wanted, found):
    assert [name.split()[0] for name in names(desk, **wanted)] == found


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"nip": "1234567890"}, "nip"), ({"regon": "123456789"}, "regon"), ({"krs": "12345"}, "krs"),
        ({"web": "no page"}, "web"), ({"topics": []}, "topics"), ({"review_on": "23.11.2026"}, "review_on"),
        ({"agreement_from": "2026-05-01", "agreement_to": "2026-04-30"}, "agreement_to"),
        ({"street": "", "phone": "", "email": "", "web": ""}, "phone"), ({"languages": ["po ukraińsku"]}, "languages"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field(desk, answers, field):
    assert refused(desk, lambda work: partners.register_partner(work, {**CLINIC, **answers})) == {field}


def test_one_name_in_one_town_is_one_partner(desk, clinic):
    twice = {**CLINIC, "name": "przychodnia  nad młynówką"}
    assert refused(desk, lambda work: partners.register_partner(work, twice)) == {"name"}
    assert desk.do(lambda work: partners.register_partner(work, {**twice, "town": "Nysa"}))


def test_agreements_that_ended_and_checks_overdue_are_lists(desk, clinic, foundation):
    assert names(desk, which="ended") == ["Fundacja Wspólny Dom"]
    desk.do(lambda work: work.amend(work.get(_table(), clinic), {"review_on": date(2026, 11, 20)}))
    assert names(desk, which="review") == ["Przychodnia Nad Młynówką"]
    before = desk.do(lambda work: partners.check_partner(work, clinic, {"review_on": "2027-05-01"}))
    assert names(desk, which="review") == []
    desk.do(lambda work: partners.uncheck_partner(work, clinic, before))
    assert names(desk, which="review") == ["Przychodnia Nad Młynówką"]


def test_a_review_overdue_is_the_owners_to_follow_up(desk, clinic):
    desk.do(lambda work: work.amend(work.get(_table(), clinic), {"review_on": date(2026, 11, 20)}))
    me = desk.register.actor.id
    [due] = desk.read(lambda read: assistance.follow_ups(read, date(2026, 11, 23), me))
    assert (due.source, due.about_id, due.person, due.account_id) == ("partner", clinic, "Przychodnia Nad Młynówką", me)
    assert desk.read(lambda read: assistance.follow_ups(read, date(2026, 11, 23), "somebody else")) == []
    desk.do(lambda work: assistance.move_follow_up(work, clinic, {"due_on": "2026-12-01"}))
    assert line(desk, clinic).review_on == date(2026, 12, 1)
    desk.do(lambda work: partners.set_active(work, clinic, False))
    assert desk.read(lambda read: assistance.follow_ups(read, date(2026, 12, 23))) == []


def test_only_topics_changed_is_a_change_too(desk, clinic):
    seen = line(desk, clinic)
    desk.do(lambda work: partners.amend_partner(work, clinic, {**seen.answers, "topics": ["work"]}, seen.revision))
    with pytest.raises(Stale):
        desk.do(lambda work: partners.amend_partner(work, clinic, seen.answers, seen.revision))
    assert line(desk, clinic).topics == ("work",)
    taken = line(desk, clinic)
    desk.do(lambda work: partners.amend_partner(work, clinic, {**taken.answers, "help_uk": ""}, taken.revision))
    assert line(desk, clinic).texts == {}


def test_what_is_taken_away_comes_back(desk, clinic):
    contact = desk.do(lambda work: partners.add_contact(work, clinic, {"name": "Piotr Zając", "phone": "500 100 200"}))
    desk.do(lambda work: partners.retire_contact(work, contact))
    assert line(desk, clinic).contacts == ()
    desk.do(lambda work: partners.bring_contact_back(work, contact))
    desk.do(lambda work: partners.retire_partner(work, clinic))
    assert names(desk) == []
    desk.do(lambda work: partners.bring_partner_back(work, clinic))
    assert [one.name for one in line(desk, clinic).contacts] == ["Piotr Zając"]


def test_a_client_told_of_partners_is_one_service_with_their_names(desk, oksana, clinic, foundation):
    answers = {**TOLD, "partner_ids": [clinic, foundation]}
    sitting = desk.do(lambda work: signposts.tell(work, answers, oksana))
    [service] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (service.kind, service.minutes, service.signature) == ("signpost", 10, "list")
    assert service.details["partner"] == "Przychodnia Nad Młynówką; Fundacja Wspólny Dom"
    counts = lambda read: signposts.partner_counts(read, date(2026, 1, 1))  # noqa: E731
    assert desk.read(counts) == {clinic: 1, foundation: 1}
    behind = desk.read(lambda read: assistance.services_where(read, signposts.OF_PARTNER, (clinic,)))
    assert [each.id for each in behind] == [service.id]
    desk.do(lambda work: assistance.withdraw(work, sitting))
    assert desk.read(counts) == {}
    desk.do(lambda work: assistance.put_talk_back(work, sitting))
    assert desk.read(counts) == {clinic: 1, foundation: 1}


def test_somebody_without_a_record_is_counted_without_a_signature(desk, clinic):
    desk.do(lambda work: signposts.tell(work, {**TOLD, "partner_ids": [clinic], "signature": ""}))
    assert desk.rows("SELECT signature, unsigned_reason FROM sitting") == [("none", "enquiry")]
    assert desk.rows("SELECT person_id, language FROM service_person") == [(None, "uk")]


def test_nobody_is_sent_to_a_partner_who_is_gone(desk, oksana, clinic):
    assert refused(desk, lambda work: signposts.tell(work, {**TOLD, "partner_ids": ""}, oksana)) == {"partner_ids"}
    desk.do(lambda work: partners.retire_partner(work, clinic))
    told = refused(desk, lambda work: signposts.tell(work, {**TOLD, "partner_ids": [clinic]}, oksana))
    assert told == {"0.partner_ids"}
    assert desk.rows("SELECT 1 FROM service") == []


def test_others_are_named_in_words_as_before(desk, oksana):
    desk.record(desk.service("signpost", oksana, partner_kind="zus", partner="ZUS w Nysie"))
    [service] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert service.details == {"partner_kind": "zus", "partner": "ZUS w Nysie"}
    assert desk.rows("SELECT 1 FROM service_partner") == []


@pytest.mark.parametrize(
    ("hours", "lang", "shown"),
    [
        ("pn.–pt. 8:00–16:00", "pl", "pn.–pt. 8:00–16:00"), ("pn.–pt. 8:00–16:00", "uk", "пн–пт 8:00–16:00"),
        ("wtorek i środa 9–12, niedz. zamknięte", "en", "Tue i Wed 9–12, Sun zamknięte"),
    ],
)  # fmt: skip
def test_days_of_the_week_are_read_in_the_clients_language(hours, lang, shown):
    assert hours_in(hours, lang) == shown


def _table():
    from cic_desktop.partners.tables import Partner

    return Partner
