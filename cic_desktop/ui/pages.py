"""The pages of the window, by key. Each is made on its first visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from cic_desktop.core.rights import Right
from cic_desktop.i18n import Text, _
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


def _help(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.list_page import HelpPage

    return HelpPage(shell)


def _sitting(shell: Shell) -> QWidget:
    from cic_desktop.ui.assistance.sitting_page import SittingPage

    return SittingPage(shell)


def _forms(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.list_page import FormsPage

    return FormsPage(shell)


def _form(shell: Shell) -> QWidget:
    from cic_desktop.ui.forms.interview_page import InterviewPage

    return InterviewPage(shell)


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
    PageSpec("help", _("Support provided"), _help, "hand-heart"),
    PageSpec("sitting", _("Record help"), _sitting, right=Right.RECORD_HELP, under="help"),
    PageSpec("forms", _("Forms"), _forms, "form", right=Right.FILL_FORMS),
    PageSpec("form", _("Fill a form"), _form, right=Right.FILL_FORMS, under="forms"),
    PageSpec("papers", _("Papers to sign"), _papers, right=Right.EDIT_CLIENTS, under="clients"),
    PageSpec("reports", _("Reports"), _reports, "chart", right=Right.READ_REPORTS),
    PageSpec("bundle", _("Reporting bundle"), _bundle, "package", right=Right.EXPORT_BUNDLE),
    PageSpec("settings", _("Settings"), _settings, "settings"),
)
BY_KEY = {spec.key: spec for spec in PAGES}
