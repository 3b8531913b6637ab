"""A list against the guests an event has: who is the same, who is a namesake, and whose marks a list may fill."""

from __future__ import annotations

import pytest

from cic_desktop import clients, events

ANNA = {"surname": "Nowak", "given": "Anna", "citizenship": "UA", "language": "uk"}
THERE = {"attended": "yes", "photo": "yes"}


@pytest.fixture
def client(desk, training):
    """Anna Nowak of the register, a guest of the training, with an e-mail and a telephone on her card."""
    asked = {**ANNA, "email": "anna@klient.example", "phone": "+48 500 100 200"}
    person = desk.do(lambda work: clients.register(work, asked)).id
    desk.do(lambda work: events.add_client_guest(work, training, person, {}))
    return person


def take(desk, event_id, *answers):
    """What becomes of each row (good, completed, known), and then the list of guests."""
    rows = [events.GuestRow(number, each) for number, each in enumerate(answers)]
    sifted = desk.read(lambda read: events.sift_guests(read, event_id, rows))
    states = {row.number: state for state in ("good", "completed", "known") for row in getattr(sifted, state)}
    desk.do(lambda work: events.add_guests(work, event_id, rows))
    again = desk.read(lambda read: events.sift_guests(read, event_id, rows))
    assert (again.good, again.completed) == ((), ()), "run again it writes nothing"
    guests = desk.read(lambda read: events.event(read, event_id)).guests
    return [states[number] for number in range(len(rows))], guests


def noted(guests, **whose):
    [found] = [one for one in guests if all(getattr(one, name) == value for name, value in whose.items())]
    return found.attended, found.photo


def test_a_namesake_of_a_client_is_somebody_else(desk, training, client):
    """An official Anna Nowak was there; the client of the same name was not, and agreed to no photograph."""
    states, guests = take(desk, training, {"name": "Anna Nowak", "email": "anna@gmina.example", **THERE})
    assert states == ["good"]
    assert noted(guests, person_id=client) == ("", "")
    assert noted(guests, email="anna@gmina.example") == ("yes", "yes")


def test_of_a_client_known_by_the_name_alone_nothing_is_noted(desk, training, client):
    states, guests = take(desk, training, {"name": "Nowak Anna", **THERE})
    assert (states, len(guests)) == (["known"], 1)
    assert noted(guests, person_id=client) == ("", "")


@pytest.mark.parametrize("contact", [{"email": "Anna@Klient.example"}, {"phone": "500-100-200"}])
def test_a_client_known_by_a_contact_of_the_card_is_completed(desk, training, client, contact):
    states, guests = take(desk, training, {"name": "Anna Nowak", "organisation": "uczestniczka", **contact, **THERE})
    assert (states, len(guests)) == (["completed"], 1)
    assert noted(guests, person_id=client) == ("yes", "yes")


def test_two_e_mails_are_two_guests_and_one_mailbox_may_be_of_two(desk, training):
    states, guests = take(
        desk, training,
        {"name": "Jan Lis", "email": "jan@a.example"}, {"name": "Jan Lis", "email": "jan@b.example", **THERE},
        {"name": "Ewa Lis", "organisation": "SP 5", "email": "biuro@sp5.example"},
        {"name": "Ola Lis", "organisation": "SP 5", "email": "biuro@sp5.example"},
    )  # fmt: skip
    assert states == ["good"] * 4
    assert noted(guests, email="jan@a.example") == ("", "")
    assert noted(guests, email="jan@b.example") == ("yes", "yes")


def test_of_two_namesakes_a_bare_name_is_neither(desk, training):
    jans = [{"name": "Jan Lis", "email": f"jan@{of}.example"} for of in "ab"]
    states, guests = take(desk, training, *jans, {"name": "Jan Lis", **THERE})
    assert states == ["good", "good", "known"]
    assert {(one.attended, one.photo) for one in guests} == {("", "")}


def test_a_row_that_comes_twice_is_one_guest_with_the_marks_of_both(desk, training):
    jan = {"name": "Jan Lis", "organisation": "SP 5"}
    states, guests = take(desk, training, {**jan, "photo": "no"}, {**jan, **THERE})
    assert (states, len(guests)) == (["good", "known"], 1)
    assert noted(guests, name="Jan Lis") == ("yes", "no"), "what the first said stays"


def test_two_rows_may_complete_one_guest(desk, training):
    jan = {"name": "Jan Lis", "organisation": "SP 5"}
    guest = desk.do(lambda work: events.add_guest(work, training, jan))
    rows = [events.GuestRow(1, {**jan, "photo": "no"}), events.GuestRow(2, {**jan, **THERE})]
    taken = desk.do(lambda work: events.add_guests(work, training, rows))
    assert taken.completed == ((guest, ("photo", "attended")),)
    assert noted(desk.read(lambda read: events.event(read, training)).guests, id=guest) == ("yes", "no")
    desk.do(lambda work: events.take_guests_back(work, taken))
    assert noted(desk.read(lambda read: events.event(read, training)).guests, id=guest) == ("", "")
