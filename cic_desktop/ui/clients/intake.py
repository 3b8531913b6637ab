"""The whole intake: a wizard over `clients.fields.INTAKE`, kept as a draft with every key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from cic_desktop import clients, projects
from cic_desktop.app.drafts import DraftKeeper
from cic_desktop.clients.fields import INTAKE
from cic_desktop.clients.rules import check_person, warnings
from cic_desktop.core import clock
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem, Stale
from cic_desktop.core.fields import Answers, Field, Option
from cic_desktop.i18n import Moment, Plain, Text, _
from cic_desktop.ui.clients.dialog import Choice
from cic_desktop.ui.clients.draft_choice import offer
from cic_desktop.ui.clients.duplicates_panel import DuplicatesPanel
from cic_desktop.ui.clients.intake_merge import merge, told
from cic_desktop.ui.clients.intake_review import ProgressCard, ReviewCard
from cic_desktop.ui.clients.part_words import with_projects
from cic_desktop.ui.clients.prefill import language_of
from cic_desktop.ui.clients.spelling import SpellingHint, in_tab_order
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Page, box, button, h2, hbox, muted, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from cic_desktop.clients import ClientLine, Registered

DRAFT = "intake"
REVIEW = len(INTAKE)
