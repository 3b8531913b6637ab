"""What help just recorded usually leads to: a search, an order, an appointment, each kept in a place of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from cic_desktop import assistance
from cic_desktop.i18n import Text, _
from cic_desktop.ui.assistance.appointment import AppointmentDialog
from cic_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from cic_desktop.assistance.referrals import ReferralFilter, ReferralLine
    from cic_desktop.assistance.rows import ServiceDraft, SittingDraft

Offer = tuple[Text, Callable[[], None]]


def what_next(shell: Shell, talk: SittingDraft) -> tuple[Offer, ...]:
    """What to offer after a talk: begun for the first person of the help, with what was typed already."""
    return tuple(offer for service in talk.services if service.persons for offer in _of(shell, service))


def _of(shell: Shell, service: ServiceDraft) -> Iterator[Offer]:
    if service.kind == "referral" and service.answers.get("state") == "booked":
        wanted = assistance.ReferralFilter(
            ("booked", "proposed"), str(service.answers["specialist"]), person_id=service.persons[0]
        )
        yield _("Put it into the calendar"), partial(_book, shell, wanted)
        return
    if service.kind == "housing_search" and not service.answers.get("found"):
        asked = assistance.housing.SEARCH
        words, page = _("Open the search"), "housing"
    elif service.kind == "translation":
        asked = assistance.translations.ORDER
        words, page = _("Order the translation"), "translations"
    else:
        return
    typed = {field.name: service.answers.get(field.name) for field in asked}
    known = {name: answer for name, answer in typed.items() if answer}
    yield words, partial(shell.open, page, person_id=service.persons[0], known=known)


def _book(shell: Shell, wanted: ReferralFilter) -> None:
    """The referral told as booked gets its appointment."""

    def ask_when(found: list[ReferralLine]) -> None:
        waiting = next((line for line in found if "booked" in line.next_states), None)
        AppointmentDialog(shell, wanted.person_id, referral=waiting).open()

    shell.ctx.ask(lambda read: assistance.referral_list(read, wanted), owner=shell.ctx, then=ask_when)
