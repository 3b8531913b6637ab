"""A document goes to the translator, comes back, and is received with a signature."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cic_desktop import assistance
from cic_desktop.assistance import translations
from cic_desktop.core import clock
from cic_desktop.core.errors import Invalid

ASKED = {
    "document": "świadectwo urodzenia", "from_language": "uk", "to_language": "pl", "sworn": "yes",
    "characters": "2300", "due_on": "27.11.2026", "translator": "Maria Lis",
}  # fmt: skip


@pytest.fixture
def order(desk, oksana) -> str:
    return desk.do(lambda work: translations.order_translation(work, oksana, ASKED))


def listed(desk, which):
    return [line.id for line in desk.read(lambda read: translations.orders(read, which))]


@pytest.mark.parametrize(
    ("characters", "sworn", "counted"),
    [(0, True, 0), (1, True, 1), (1125, True, 1), (1126, True, 2), (1800, False, 1), (1801, False, 2)],
)
def test_a_page_begun_is_a_page(characters, sworn, counted):
    assert translations.pages(characters, sworn) == counted


def test_pages_follow_from_the_characters(desk, order):
    line = desk.read(lambda read: translations.order_line(read, order))
    assert (line.pages, line.page_characters, line.sworn) == (3, 1125, True)
    desk.do(lambda work: translations.amend_order(work, order, {**ASKED, "sworn": "no"}, line.revision))
    line = desk.read(lambda read: translations.order_line(read, order))
    assert (line.pages, line.page_characters, line.sworn) == (2, 1800, False)


def test_an_order_is_open_then_overdue_then_back_then_received(desk, oksana, order):
    assert (listed(desk, "open"), listed(desk, "overdue")) == ([order], [])
    with clock.frozen(datetime(2026, 11, 30, 9, tzinfo=UTC)):
        assert listed(desk, "overdue") == [order]
        desk.do(lambda work: translations.return_order(work, order))
        assert (listed(desk, "open"), listed(desk, "returned")) == ([], [order])
        service = desk.do(lambda work: translations.receive_order(work, order))
        assert listed(desk, "received") == [order]
        assert desk.read(lambda read: translations.order_counts(read)) == {
            "open": 0, "overdue": 0, "returned": 0, "received": 1,
        }  # fmt: skip
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (line.id, line.kind, line.signature, line.details["pages"]) == (service, "translation", "now", 3)


def test_a_receipt_noted_by_mistake_takes_its_service_with_it(desk, oksana, order):
    desk.do(lambda work: translations.receive_order(work, order))
    desk.do(lambda work: translations.unreceive_order(work, order))
    assert listed(desk, "returned") == [order]
    assert desk.read(lambda read: assistance.services_of(read, oksana)) == []


def test_received_by_two_colleagues_at_once_it_is_one_service(desk, oksana, order):
    first, second = (desk.do(lambda work: translations.receive_order(work, order)) for _once in range(2))
    assert first == second
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    desk.do(lambda work: assistance.withdraw(work, line.sitting_id))
    assert listed(desk, "returned") == [order]


def test_the_same_language_twice_and_a_day_gone_by_are_refused(desk, oksana):
    for name, value, words in (("to_language", "uk", "the same"), ("due_on", "20.11.2026", "before the day")):
        with pytest.raises(Invalid, match=words) as refused:
            desk.do(lambda work, n=name, v=value: translations.order_translation(work, oksana, {**ASKED, n: v}))
        assert refused.value.problems[0].field == name


def test_an_order_taken_back_takes_the_service_it_became_with_it_until_that_is_undone(desk, oksana, order):
    service = desk.do(lambda work: translations.receive_order(work, order))
    desk.do(lambda work: translations.withdraw_order(work, order))
    assert desk.read(lambda read: assistance.services_of(read, oksana)) == []
    assert listed(desk, "received") == []
    desk.do(lambda work: translations.restore_order(work, order))
    [line] = desk.read(lambda read: assistance.services_of(read, oksana))
    assert (line.id, line.signature, listed(desk, "received")) == (service, "now", [order])
    desk.do(lambda work: translations.unreceive_order(work, order))
    assert listed(desk, "returned") == [order]
