"""Help given, read whole: the card of the line chosen in the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from cic_desktop.assistance.fields import SERVICE, SITTING
from cic_desktop.assistance.kinds import kind
from cic_desktop.clients.shown import answer_text
from cic_desktop.core.fields import Answers, Field
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Country, Day, Joined, Plain, Text, _, ngettext
from cic_desktop.ui.assistance.correction import ENQUIRY
from cic_desktop.ui.assistance.help_rows import signature_words
from cic_desktop.ui.assistance.register_page import Act, Shown, fill_card
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import Card, Flow, button, clear, line, vbox
from cic_desktop.ui.widgets.menus import menu_button
from cic_desktop.ui.widgets.table import NOTHING

if TYPE_CHECKING:
    from cic_desktop.assistance.rows import ServiceLine
    from cic_desktop.assistance.talks import Talk, TalkService

_WHERE = ("place", "language", "interpreter")
_COMMON = ("topic", "outcome")
_APART = ("partner_ids",)  # their names stand beside them
_LEAST = 160  # pixels of what was written down
Fact = tuple[Text, Text]


class HelpCard(Card):
    """The help that is chosen: what was written down scrolls, what can be done with it stays below."""

    def __init__(self, may: Callable[[Right], bool]) -> None:
        super().__init__(spacing=12)
        self._may = may
        body, area, buttons = QWidget(), QScrollArea(), QWidget()
        body.setProperty("role", "clear")
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as the list beside it
        area.setMinimumHeight(_LEAST)
        area.setWidget(body)
        language.bind(area, "setAccessibleName", _("The help chosen"))
        self._facts, self._acts = vbox(spacing=10, margins=(0, 0, 10, 0), parent=body), Flow(parent=buttons)
        self._area = area
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.add((area, 1), line(), buttons)

    def show_help(self, shown: Shown) -> None:
        """Acts of kind "ghost" wait behind "More", unless there are no others."""
        clear(self._facts)
        clear(self._acts)
        fill_card(self._facts, replace(shown, acts=()), self._may)
        acts = [act for act in shown.acts if self._may(act.right)]
        first = [act for act in acts if act.kind != "ghost"] or acts
        for act in first:
            self._acts.addWidget(button(act.title, act.icon, act.kind, act.run))
        if more := [(act.title, act.run) for act in acts if act not in first]:
            self._acts.addWidget(menu_button(lambda: more))
        self._area.verticalScrollBar().setValue(0)


def shown_help(talk: Talk, given: ServiceLine, acts: tuple[Act, ...]) -> Shown:
    """A service and the talk it was given in; `acts` are what can be done with them."""
    item = next(item for item in talk.services if item.id == given.id)
    what = kind(item.kind)
    return Shown(
        title=what.title,
        meta=_who(item),
        chips=_chips(given, item),
        facts=(*_when(talk, item), *_answers(_some(SERVICE, _COMMON), item.answers), *_said(item), *_rest(talk, item)),
        body=_body(talk, item),
        acts=acts,
    )


def _who(item: TalkService) -> Text:
    names = [Plain(one.name) for one in item.persons]
    unnamed = kind(item.kind).asker(item.answers) or _("Anonymous")
    nameless = [
        Joined((unnamed, Country(one["citizenship"]) if one.get("citizenship") else NOTHING)) for one in item.anonymous
    ]
    return Joined((*names, *nameless), ", ")


def _chips(given: ServiceLine, item: TalkService) -> tuple[tuple[Text, Tone], ...]:
    chips = [signature_words(given)]
    if any(not one.countable for one in item.persons):
        chips.append((_("not countable"), ""))
    if item.hidden or item.answers.get("confidential") == "yes":
        chips.append((_("Confidential"), "violet"))
    return tuple(chips)


def _when(talk: Talk, item: TalkService) -> tuple[Fact, ...]:
    minutes, whole = (int(str(answers["minutes"])) for answers in (item.answers, talk.answers))
    lasted: Text = ngettext("{n} minute", "{n} minutes", minutes)
    if whole != minutes:
        lasted = Joined((lasted, _("of a talk of {n} min", n=whole)))
    others = tuple(kind(other.kind).title for other in talk.services if other.id != item.id)
    return (
        (_("Date"), Joined((Day(talk.day, "long"), Plain(str(talk.answers["starts_at"]))), ", ")),
        (_("Minutes"), lasted),
        (_("Advisor"), Plain(talk.advisor)),
        *_answers(_some(SITTING, _WHERE), talk.answers),
        (_("In the same talk"), Joined(others, ", ")),
    )


def _said(item: TalkService) -> tuple[Fact, ...]:
    known = tuple(field for field in kind(item.kind).fields if field.name not in _APART)
    return _answers(known, item.answers)


def _rest(talk: Talk, item: TalkService) -> tuple[Fact, ...]:
    step = str(item.answers.get("next_step", ""))
    done = (_("done"),) if step and item.step_done else ()
    reason = str(talk.answers["unsigned_reason"])
    unsigned = talk.answers["signature"] == "none"
    return (
        (_("Next step"), Joined((Plain(step), *done))),
        *_answers(_some(SERVICE, ("next_step_on",)), item.answers),
        (_("Project"), Plain(item.project)),
        (_("Why there is no signature"), (ENQUIRY if reason == "enquiry" else Plain(reason)) if unsigned else NOTHING),
    )


def _body(talk: Talk, item: TalkService) -> Text:
    if talk.lesson:
        return _("A lesson is corrected in the attendance of its course.")
    if item.hidden:
        return _("What was said is kept for {name} alone.", name=Plain(talk.advisor))
    said = Plain(str(item.answers.get("description", "")))
    whose = _("Part of this talk is kept for {name} alone, who can correct it.", name=Plain(talk.advisor))
    return Joined((said, whose), "\n\n") if talk.hidden else said


def _some(fields: tuple[Field, ...], names: tuple[str, ...]) -> tuple[Field, ...]:
    return tuple(field for field in fields if field.name in names)


def _answers(fields: tuple[Field, ...], answers: Answers) -> tuple[Fact, ...]:
    return tuple((field.label, answer_text(field, answers.get(field.name, ""))) for field in fields)
