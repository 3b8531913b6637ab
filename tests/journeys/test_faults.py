"""What may go wrong at the desk ends in a sentence, and nothing typed is lost: through the real windows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cic_desktop import clients
from cic_desktop.core import clock
from cic_desktop.core.errors import Missing, NotAllowed
from cic_desktop.tour.guide import Guide
from cic_desktop.ui.clients.registration import RegistrationDialog
from cic_desktop.ui.clients.sections import OVERVIEW, SECTIONS
from cic_desktop.ui.pages import PAGES
from cic_desktop.ui.widgets import Banner
from tests.journeys.conftest import Ask, log_in, said

ONE = {"surname": "Danyliuk", "given": "Myroslava", "citizenship": "UA", "language": "uk", "birth_date": "1988-02-03"}


@pytest.fixture
def do(guide: Guide) -> Ask:
    """Changes the register, as a colleague at another desk would."""

    def change(act: Any) -> Any:
        opened = guide.window.ctx.opened
        with opened.database.write(opened.actor, "test") as work:
            return act(work)

    return change


@pytest.fixture
def twice(do: Ask) -> tuple[str, str]:
    """One person registered twice: the record to be kept and the one to go."""

    def make(work: Any) -> tuple[str, str]:
        return clients.register(work, ONE).id, clients.register(work, {**ONE, "given": "Miroslava"}).id

    return do(make)


def told(widget: Any) -> list[str]:
    """What a page's banners say."""
    return [said(made) for made in widget.findChildren(Banner) if made.isVisible()]


# --- a record merged away --------------------------------------------------------------------------


def test_whoever_was_merged_away_is_found_under_the_card_kept(guide: Guide, do: Ask, twice: tuple[str, str]) -> None:
    kept, gone = twice
    do(lambda work: clients.merge_people(work, kept, gone, {}))
    whom: dict[str, Callable[[Any], str]] = {
        "client": lambda page: page.person_id,
        "intake": lambda page: page._own_id(),
        "sitting": lambda page: "".join(page.who.ids),
        "papers": lambda page: page._person_id,
        "form": lambda page: page._wanted.person_id,
        "visit": lambda page: page.person.id,
    }
    own: dict[str, dict[str, Any]] = {"sitting": {"person_ids": (gone,)}, "form": {"form_id": "EL-W-1"}}
    for key, shown in whom.items():
        args = own.get(key, {}) if key == "sitting" else {"person_id": gone, **own.get(key, {})}
        page = guide.page(key, **args)
        guide.settle()
        gone_words = [words for words in told(page) if Missing().text.render("en") in words]
        assert (key, shown(page), gone_words) == (key, kept, [])


def test_help_typed_while_the_record_was_merged_goes_to_the_card_kept(
    guide: Guide, do: Ask, sql: Any, twice: tuple[str, str]
) -> None:
    kept, gone = twice
    page = guide.page("sitting", person_ids=(gone,))
    card = page.add_kind("information")
    guide.answer(card.grid, {"topic": "health", "minutes": "20"})
    guide.answer(page.talk.grid, {"signature": "list"})
    guide.window.ctx.flush_drafts()
    guide.settle()
    do(lambda work: clients.merge_people(work, kept, gone, {}))
    page.save()
    guide.wait(lambda: not guide.at("sitting"), "record help")
    assert sql("SELECT what, person_id FROM draft WHERE what = 'sitting'") == [], "nobody is led to record it twice"
    assert sql("SELECT person_id FROM service_person ORDER BY id DESC LIMIT 1") == [(kept,)]


def test_an_intake_typed_while_the_record_was_merged_shows_both(
    guide: Guide, do: Ask, ask: Ask, twice: tuple[str, str]
) -> None:
    kept, gone = twice
    page = guide.page("intake", person_id=gone)
    page._answers.update({"birth_place": "Kijów", "given": "Myrosia"})
    page._show_step(page.step)
    do(lambda work: clients.merge_people(work, kept, gone, {}))
    page.save()
    guide.wait(page.choice.isVisible, "both versions")
    assert page._own_id() == kept
    page.choice.first.click()
    guide.settle()
    assert page._answers["birth_place"] == "Kijów"
    assert page._answers["given"] == "Myrosia"


# --- days that cannot be ---------------------------------------------------------------------------


_IMPOSSIBLE = {"1987-12-31": "before the person was born", "2026-12-24": "cannot be recorded before it was given"}


def test_help_on_an_impossible_day_is_refused_beside_the_day(guide: Guide, sql: Any, twice: tuple[str, str]) -> None:
    before = sql("SELECT count(*) FROM sitting")
    page = guide.page("sitting", person_ids=(twice[0],))
    card = page.add_kind("information")
    guide.answer(card.grid, {"topic": "health", "minutes": "20", "description": "Rozmowa o lekarzu"})
    for day, words in _IMPOSSIBLE.items():
        guide.answer(page.talk.grid, {"signature": "list", "day": day})
        page.save()
        guide.settle()
        assert words in page.talk.grid.boxes["day"].problem_text()
        assert card.grid.values()["description"] == "Rozmowa o lekarzu"
        assert sql("SELECT count(*) FROM sitting") == before
    guide.answer(page.talk.grid, {"day": clock.today().isoformat()})
    page.save()
    guide.wait(lambda: not guide.at("sitting"), "record help")


# --- another role ----------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["joanna", "oksana", "barbara"])
def test_every_role_opens_every_page_it_is_offered(guide: Guide, ask: Ask, login: str) -> None:
    log_in(guide, login)
    refused: list[str] = []
    guide.window.ctx.trouble.connect(lambda error: refused.append(error.text.render("en")))
    window, person_id = guide.window, ask(clients.client_ids)[0]
    args = {"intake": {"person_id": person_id}, "papers": {"person_id": person_id}, "form": {"form_id": "EL-W-1"}}
    offered = [spec for spec in PAGES if window.ctx.may(spec.right) and spec.key not in ("client", "merge")]
    for spec in offered:
        refused += told_refused(guide.page(spec.key, **args.get(spec.key, {})))
    for section in (OVERVIEW, *(section.key for section in SECTIONS if section.key != "protection")):
        page = guide.page("client", person_id=person_id, section=section)
        refused += told_refused(page)
        assert page.tabs.key == section
    assert refused == []
    hidden = {spec.key for spec in PAGES if not window.ctx.may(spec.right)}
    assert not hidden & set(window._entries)
    assert not hidden & set(guide.page("help").shelf.links)


def told_refused(page: Any) -> list[str]:
    return [words for words in told(page) if NotAllowed().text.render("en") in words]


def test_a_specialist_is_not_led_to_what_is_not_theirs(guide: Guide) -> None:
    log_in(guide, "joanna")
    guide.window.new_client()
    guide.settle()
    shown = [made for made in guide.app.topLevelWidgets() if isinstance(made, RegistrationDialog) and made.isVisible()]
    assert shown == []
    assert {"forms", "reports"}.isdisjoint(guide.window._entries)
