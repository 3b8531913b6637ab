"""The pages of the window, by key. Each is made on its first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Text, _, pgettext
from cic_desktop.ui.shell import Shell


@dataclass(frozen=True)
class PageSpec:
    """A page: its key, its place in the navigation (none without an icon), who may see it."""

    key: str
    title: Text
    make: Callable[[Any], QWidget]
    icon: str = ""
    right: Right = Right.READ_CLIENTS
    under: str = ""  # the navigation entry lit while this page is shown


def _today(shell: Shell) -> QWidget:
    from cic_desktop.ui.today.page import TodayPage

    return TodayPage(shell)


def _clients(shell: Shell) -> QWidget:
    from cic_desktop.ui.clients.list_page import ClientsPage

    return ClientsPage(shell)


def _client(shell: Shell) -> QWidget:
    from cic_desktop.ui.clients.card_page import ClientPage

    return ClientPage(shell)


def _intake(shell: Shell) -> QWidget:
    from cic_desktop.ui.clients.intake import IntakePage

    return IntakePage(shell)


def _imports(shell: Shell) -> QWidget:
    from cic_desktop.ui.imports.page import ImportPage

    return ImportPage(shell)


def _duplicates(shell: Shell) -> QWidget:
    from cic_desktop.ui.clients.duplicates_page import DuplicatesPage

    return DuplicatesPage(shell)


def _merge(shell: Shell) -> QWidget:
    from cic_desktop.ui.clients.merge_page import MergePage

    return MergePage(shell)


def _help(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.list_page import HelpPage

    return HelpPage(shell)


def _sitting(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.sitting_page import SittingPage

    return SittingPage(shell)


def _calendar(shell: Shell) -> QWidget:
    from cic_desktop.ui.diary.page import CalendarPage

    return CalendarPage(shell)


def _referrals(shell: Shell) -> QWidget:
    from cic_desktop.ui.referrals.page import ReferralsPage

    return ReferralsPage(shell)


def _follow_ups(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.follow_ups import FollowUpsPage

    return FollowUpsPage(shell)


def _signoff(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.signoff_page import SignOffPage

    return SignOffPage(shell)


def _deadlines(shell: Shell) -> QWidget:
    from cic_desktop.ui.stay.page import DeadlinesPage

    return DeadlinesPage(shell)


def _stay_rules(shell: Shell) -> QWidget:
    from cic_desktop.ui.stay.rules_page import RulesPage

    return RulesPage(shell)


def _visits(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.visits_page import VisitsPage

    return VisitsPage(shell)


def _visit(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.visit_page import VisitPage

    return VisitPage(shell)


def _housing(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.housing_page import HousingPage

    return HousingPage(shell)


def _translations(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.translations_page import TranslationsPage

    return TranslationsPage(shell)


def _powers(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.powers_page import PowersPage

    return PowersPage(shell)


def _sheets(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.sheets_page import SheetsPage

    return SheetsPage(shell)


def _partners(shell: Shell) -> QWidget:
    from cic_desktop.ui.partners.page import PartnersPage

    return PartnersPage(shell)


def _courses(shell: Shell) -> QWidget:
    from cic_desktop.ui.courses.page import CoursesPage

    return CoursesPage(shell)


def _course(shell: Shell) -> QWidget:
    from cic_desktop.ui.courses.course_page import CoursePage

    return CoursePage(shell)


def _events(shell: Shell) -> QWidget:
    from cic_desktop.ui.events.page import EventsPage

    return EventsPage(shell)


def _event(shell: Shell) -> QWidget:
    from cic_desktop.ui.events.event_page import EventPage

    return EventPage(shell)


def _forms(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.list_page import FormsPage

    return FormsPage(shell)


def _form(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.interview_page import InterviewPage

    return InterviewPage(shell)


def _mos(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.mos_page import MosPage

    return MosPage(shell)


def _filled_forms(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.filled_page import FilledFormsPage

    return FilledFormsPage(shell)


def _papers(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.papers_page import PapersPage

    return PapersPage(shell)


def _reports(shell: Shell) -> QWidget:
    from cic_desktop.ui.reports.page import ReportsPage

    return ReportsPage(shell)


def _bundle(shell: Shell) -> QWidget:
    from cic_desktop.ui.reports.bundle_page import BundlePage

    return BundlePage(shell)


def _settings(shell: Shell) -> QWidget:
    from cic_desktop.ui.settings.page import SettingsPage

    return SettingsPage(shell)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", _("Today"), _today, "today"),
    PageSpec("clients", _("Clients"), _clients, "users"),
    PageSpec("client", _("Client record"), _client, under="clients"),
    PageSpec("intake", _("Intake"), _intake, right=Right.EDIT_CLIENTS, under="clients"),
    PageSpec("duplicates", _("Possible duplicates"), _duplicates, under="clients"),
    PageSpec("merge", _("Make one record of two"), _merge, right=Right.EDIT_CLIENTS, under="clients"),
    PageSpec("imports", _("Import"), _imports, right=Right.IMPORT, under="clients"),
    PageSpec("calendar", _("Calendar"), _calendar, "calendar"),
    PageSpec("help", _("Support provided"), _help, "hand-heart"),
    PageSpec("sitting", _("Record help"), _sitting, right=Right.RECORD_HELP, under="help"),
    PageSpec("signoff", _("Signatures"), _signoff, under="help"),
    PageSpec("follow_ups", _("Follow-ups"), _follow_ups, under="help"),
    PageSpec("courses", _("Courses"), _courses, "graduation-cap"),
    PageSpec("course", _("Course"), _course, under="courses"),
    PageSpec("events", pgettext("page", "Events"), _events, "star"),
    PageSpec("event", _("Event"), _event, under="events"),
    PageSpec("referrals", _("Referrals"), _referrals, "share"),
    PageSpec("deadlines", _("Stay deadlines"), _deadlines, "clock"),
    PageSpec("stay_rules", _("Rules of legal stay"), _stay_rules, under="deadlines"),
    PageSpec("visits", _("Accompanied visits"), _visits, under="help"),
    PageSpec("visit", _("Visit"), _visit, right=Right.RECORD_HELP, under="help"),
    PageSpec("housing", _("Housing searches"), _housing, under="help"),
    PageSpec("translations", _("Translations"), _translations, under="help"),
    PageSpec("powers", _("Powers of attorney"), _powers, under="help"),
    PageSpec("sheets", _("Information sheets"), _sheets, under="help"),
    PageSpec("partners", _("Partners"), _partners, under="help"),
    PageSpec("forms", _("Forms"), _forms, "form", right=Right.FILL_FORMS),
    PageSpec("form", _("Fill a form"), _form, right=Right.FILL_FORMS, under="forms"),
    PageSpec("mos", _("Preparing for MOS"), _mos, right=Right.FILL_FORMS, under="forms"),
    PageSpec("filled_forms", _("Filled forms"), _filled_forms, under="forms"),
    PageSpec("papers", _("Papers to sign"), _papers, right=Right.EDIT_CLIENTS, under="clients"),
    PageSpec("reports", _("Reports"), _reports, "chart", right=Right.READ_REPORTS),
    PageSpec("bundle", _("Reporting bundle"), _bundle, "package", right=Right.EXPORT_BUNDLE),
    PageSpec("settings", _("Settings"), _settings, "settings"),
)
BY_KEY = {spec.key: spec for spec in PAGES}
