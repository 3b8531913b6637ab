"""An interview about several forms at once: beside each page stands the form it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cic_desktop import forms
from cic_desktop.core.errors import Problem
from cic_desktop.forms.definition.model import Place
from cic_desktop.forms.packs.model import Member, PackDefinition
from cic_desktop.forms.page.layout import Overflow
from cic_desktop.forms.pdf import FilledForm
from cic_desktop.ui.forms.interview import Interview, Opening
from cic_desktop.ui.language import language

__all__ = ["PackInterview", "interview_of", "together"]


def interview_of(opening: Opening) -> Interview:
    """The interview for a form, or for a pack of them."""
    return PackInterview(opening) if isinstance(opening.definition, PackDefinition) else Interview(opening)


class PackInterview(Interview):
    """Where one is in a pack. What is wanted and what is asked changes with the answers."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        assert isinstance(opening.definition, PackDefinition)
        self.pack = opening.definition
        self.answers = self.pack.offered(opening.sources) | self.answers

    @property
    def name(self) -> str:
        return language.text(self.pack.info.title)

    @property
    def member(self) -> Member | None:
        """The form the present page is about; on the review the first one."""
        wanted = self.pack.needed(self.answers)
        return self.pack.member_of(self.step, self.answers) if self.step else (wanted[0] if wanted else None)

    def _validated(self) -> list[Problem]:
        return forms.pack_problems(self.pack, self.answers)

    def filled(self, member: Member, *, draft: bool = False) -> Callable[[], FilledForm]:
        """What draws one of the forms, beside the window."""
        definition, answers = member.definition, member.own(self.answers)
        blank, head = self.opening.blanks.get(member.id), self.opening.head
        ahead = {own for own, there in member.names.items() if draft and there in self.ahead}
        return lambda: forms.fill(definition, answers, blank=blank, draft=draft, head=head, ahead=ahead)

    def draft(self, *, on_blank: bool) -> Callable[[], FilledForm]:
        """The form of the present page; on the review all of them, one after the other."""
        if self.step is None:
            makers = [(one, self.filled(one, draft=True)) for one in self.pack.needed(self.answers)]
            return lambda: together([_in_pack(one, make()) for one, make in makers])
        member = self.member or self.pack.members[0]
        return self.filled(member, draft=True)

    def place(self, name: str) -> Place | None:
        own = self._own(name)
        return self.member.definition.question(own).place if self.member and own else None

    def page(self) -> int:
        """The page of the form beside it that the present step writes on, counted from 0."""
        names = [question.name for question in self.step.questions] if self.step else []
        places = (self.place(name) for name in names)
        return next((place.page - 1 for place in places if place), 0)

    def overflows(self, form: FilledForm) -> Sequence[Overflow]:
        if self.step is None:
            return form.overflows
        return _in_pack(self.member, form).overflows if self.member else ()

    def _own(self, name: str) -> str:
        """The question's name in the form beside it; "" when that form does not ask it."""
        if self.member is None:
            return ""
        return next((own for own, there in self.member.names.items() if there == name), "")


def together(drawn: Sequence[FilledForm]) -> FilledForm:
    """Several forms as one to look at."""
    pdf = forms.joined([form.pdf for form in drawn])
    return FilledForm(pdf, tuple(found for form in drawn for found in form.overflows), "", "")


def _in_pack(member: Member, form: FilledForm) -> FilledForm:
    """What overflows, by the names its questions have in the pack."""
    return replace(form, overflows=tuple(replace(found, field=member.names[found.field]) for found in form.overflows))
