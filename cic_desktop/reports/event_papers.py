"""Papers of an event: the attendance list to sign, and who was there."""

from __future__ import annotations

from cic_desktop import events, projects
from cic_desktop.core.codes import label as code_label
from cic_desktop.core.errors import Missing
from cic_desktop.db.work import Read
from cic_desktop.events.rows import EventCard, EventLine, GroupCount, GuestLine
from cic_desktop.i18n import Joined, Number, Plain, Text, _
from cic_desktop.reports.course_papers import SPARE_LINES, drawn
from cic_desktop.reports.listing import Column, Group, Listing

__all__ = ["event_list_pdf", "event_participants_pdf"]

_NOTHING = Plain("")
_ONE_PAGE = 20  # lines
_NUMBER = Column(_("No."), 5)


def event_list_pdf(read: Read, event_id: str, lang: str = "pl", second: str = "", spare: int = 0) -> bytes:
    """The attendance list: everybody who has not declined, a place to sign and to say yes or no to photographs.

    `spare` lines stand below for those not on the list; unless said, a few, or a page of them where nobody is.
    Raises Missing, Invalid (a letter that cannot be printed).
    """
    card = _event(read, event_id)
    coming = [guest for guest in card.guests if guest.answer != "no"]
    lines = [
        (Plain(f"{number}."), Plain(guest.name), _body(guest), _NOTHING, _photo(guest))
        for number, guest in enumerate(coming, 1)
    ]
    spare = spare or (SPARE_LINES if lines else _ONE_PAGE)
    blank = [(Plain(f"{len(lines) + number}."), *(_NOTHING,) * 3, _YES_NO) for number in range(1, spare + 1)]
    columns = (
        _NUMBER, Column(_("Given names and surname"), 28), Column(_("Organisation"), 26),
        Column(_("Legible signature"), 27, sign=True), Column(_("Photographs"), 14),
    )  # fmt: skip
    listing = Listing(
        title=_("Attendance list"),
        columns=columns,
        groups=[Group(_NOTHING, [*lines, *blank])],
        facts=_facts(read, card.line),
        notes=(Plain(card.line.photo_note),) if card.line.photo_note else (),
        signatures=(_("date and signature of the person who led it"), _("date and signature for the centre")),
    )
    return drawn(read, listing, lang, second)


def event_participants_pdf(read: Read, event_id: str, lang: str = "pl") -> bytes:
    """Who took part, with the groups counted: for the files of the project. Raises Missing, Invalid."""
    card = _event(read, event_id)
    there = [guest for guest in card.guests if guest.attended == "yes"]
    columns = (
        _NUMBER, Column(_("Given names and surname"), 30), Column(_("Organisation"), 34), Column(_("Role"), 18),
        Column(_("Group"), 18),
    )  # fmt: skip
    lines = [
        (
            Plain(f"{number}."), Plain(guest.name), Plain(guest.organisation), Plain(guest.role),
            code_label("guest_group", guest.guest_group),
        )
        for number, guest in enumerate(there, 1)
    ]  # fmt: skip
    listing = Listing(
        title=_("List of participants"),
        columns=columns,
        groups=[Group(_NOTHING, lines), _counted(card)],
        facts=_facts(read, card.line),
        signatures=(_("date and signature for the centre"),),
    )
    return drawn(read, listing, lang)


_YES_NO: Text = Joined((_("yes"), _("no")), " / ")  # to be circled


def _event(read: Read, event_id: str) -> EventCard:
    card = events.event(read, event_id)
    if card is None:
        raise Missing()
    return card


def _facts(read: Read, line: EventLine) -> tuple[Text, ...]:
    """The event, its time and place, the project it is paid from."""
    kind = Joined((Plain(line.name), code_label("event_kind", line.kind)))
    paid = Plain(projects.project_title(read, line.project_id))
    return kind, Joined((line.days, Plain(line.where), Plain(line.held_with))), paid


def _body(guest: GuestLine) -> Text:
    return Joined((Plain(guest.organisation), Plain(guest.role)), ", ")


def _photo(guest: GuestLine) -> Text:
    """What was said of photographs before, or both answers to tick."""
    return {"yes": _("yes"), "no": _("no")}.get(guest.photo, _YES_NO)


def _counted(card: EventCard) -> Group:
    """A line for each group, and the sum."""
    columns = (Column(_("Group"), 50), Column(_("By name"), 16, right=True), Column(_("Counted"), 16, right=True),
               Column(_("In all"), 16, right=True))  # fmt: skip
    lines = [_group(group) for group in card.groups if group.people]
    total = (_("In all"), Number(card.line.attended), Number(card.line.heads), Number(card.line.people))
    return Group(_("People by group"), [*lines, total], columns)


def _group(group: GroupCount) -> tuple[Text, ...]:
    name = code_label("guest_group", group.group) if group.group else _("no group")
    return name, Number(group.attended), Number(group.heads), Number(group.people)
