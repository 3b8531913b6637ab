"""The tabs of a client's card. A section is made on the first visit of its tab; a feature adds one line to SECTIONS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Text, pgettext

if TYPE_CHECKING:
    from cic_desktop.ui.clients.card_view import CardView

OVERVIEW = "overview"


class CardSection(QWidget):
    """What a tab of the card shows. The page calls `show_person` at each visit and after a change of `watches`."""

    watches: tuple[str, ...] = ()  # tables

    def show_person(self, person_id: str) -> None:
        """Read and show a person; the same one again keeps its place."""
        raise NotImplementedError


@dataclass(frozen=True)
class Section:
    """One tab: who may see it, and for whom it is there at all."""

    key: str
    title: Text
    make: Callable[[Any], CardSection]
    right: Right = Right.READ_CLIENTS
    of: Callable[[CardView], bool] = lambda _view: True


def _data(shell: Any) -> CardSection:
    from cic_desktop.ui.clients.data_section import DataSection

    return DataSection(shell)


def _family(shell: Any) -> CardSection:
    from cic_desktop.ui.clients.family_section import FamilySection

    return FamilySection(shell)


def _stay(shell: Any) -> CardSection:
    from cic_desktop.ui.stay.section import StaySection

    return StaySection(shell)


def _plan(shell: Any) -> CardSection:
    from cic_desktop.ui.plans.section import PlanSection

    return PlanSection(shell)


def _protection(shell: Any) -> CardSection:
    from cic_desktop.ui.protection.section import ProtectionSection

    return ProtectionSection(shell)


def _files(shell: Any) -> CardSection:
    from cic_desktop.ui.attachments.section import FilesSection

    return FilesSection(shell)


def _forms(shell: Any) -> CardSection:
    from cic_desktop.ui.forms.section import FormsSection

    return FormsSection(shell)


def _referrals(shell: Any) -> CardSection:
    from cic_desktop.ui.referrals.section import ReferralsSection

    return ReferralsSection(shell)


def _courses(shell: Any) -> CardSection:
    from cic_desktop.ui.courses.card_section import CoursesSection

    return CoursesSection(shell)


SECTIONS: tuple[Section, ...] = (
    Section("data", pgettext("card section", "Data"), _data),
    Section("stay", pgettext("card section", "Stay"), _stay),
    Section("family", pgettext("card section", "Family"), _family),
    Section("plan", pgettext("card section", "Needs and plan"), _plan),
    Section("protection", pgettext("card section", "Protection"), _protection, of=lambda view: view.protected),
    Section("forms", pgettext("card section", "Forms"), _forms),
    Section("referrals", pgettext("card section", "Referrals"), _referrals),
    Section("courses", pgettext("card section", "Courses"), _courses),
    Section("files", pgettext("card section", "Files"), _files),
)
