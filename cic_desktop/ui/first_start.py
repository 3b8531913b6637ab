"""The first start: the centre, the first account, the recovery key on paper. Or a demo to try things in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QStackedWidget, QWidget

from cic_desktop.app.context import expected
from cic_desktop.app.runner import Job, Runner
from cic_desktop.app.settings import Settings
from cic_desktop.core.errors import CicError, Invalid
from cic_desktop.core.fields import Answers, Field
from cic_desktop.i18n import Plain, Text, _
from cic_desktop.ui.language import language
from cic_desktop.ui.language_box import language_box
from cic_desktop.ui.unlock import password_line
from cic_desktop.ui.widgets import Banner, button, h1, h2, hbox, label, muted, small, vbox
from cic_desktop.ui.widgets.fields import FieldGrid
from cic_desktop.ui.widgets.stepper import Stepper

_STEPS = (_("Welcome"), _("The centre"), _("First project"), _("Your account"), _("Recovery key"))
_CENTRE, _PROJECT, _OWN, _KEY = range(1, 5)
_ACCOUNT = (
    Field("name", _("Your name and surname"), "name", required=True, width=6),
    Field("login", _("Log-in name"), required=True, width=6, max_length=40, help=_("Small letters, no spaces.")),
)


class FirstStart(QWidget):
    """Makes the register in `folder`; `opened` carries it when everything is written."""

    opened = Signal(object)

    def __init__(self, folder: Path, settings: Settings, runner: Runner) -> None:
        super().__init__()
        self._folder, self._settings, self._runner = folder, settings, runner
        self._made: Any = None
        self._logo = b""
        self.stepper = Stepper(_STEPS)
        self.stepper.chosen.connect(self.show_step)
        self.banner = Banner()
        self.stack = QStackedWidget()
        self.centre = FieldGrid(_centre_fields())
        self.project = FieldGrid(_project_fields())
        self.account = FieldGrid(_ACCOUNT)
        self.password, self.again = password_line(_("Password")), password_line(_("Password once more"))
        self.password_problem = label("", "problem", wrap=True)
        self.key = label("", "strong", wrap=True)
        self.kept = QCheckBox()
        self.next = button(_("Next"), kind="primary", slot=self.forward)
        self.before = button(_("Back"), "chevron-left", slot=lambda: self.show_step(self.stepper.current - 1))
        for made in (self.next, self.before):
            made.setAutoDefault(True)  # Enter presses the one that has the focus
        self._build()
        self.show_step(0)

    # --- steps --------------------------------------------------------------------------------------

    def forward(self) -> None:
        """Check this step and go on; the account's step makes the register."""
        step = self.stepper.current
        if step == _CENTRE and not self._valid(self.centre):
            return
        if step == _PROJECT and any(self.project.values().values()) and not self._valid(self.project):
            return
        if step == _OWN:
            self._make()
        elif step == _KEY:
            self.opened.emit(self._made)
        else:
            self.show_step(step + 1)

    def demo(self) -> None:
        """A register with invented people, clearly marked, to try everything in."""
        self._busy(True)
        self.banner.say("info", _("Making a demo register: invented people, half a minute …"))
        folder = self._folder.with_name("demo")
        self._run(lambda: _make_demo(folder), self._demo_ready)

    def _make(self) -> None:
        if not (self._valid(self.account) and self._passwords_fit()):
            return
        self._busy(True)
        self.banner.say("info", _("Making the encrypted register …"))
        answers, password = self.account.values(), self.password.text()
        folder, more = self._folder, (self.centre.values(), self.project.values(), self._logo)
        self._run(lambda: _make_register(folder, answers, password, *more), self._ready)

    def _ready(self, made: tuple[Any, str]) -> None:
        self._made, key = made
        self._busy(False)
        self.banner.hide()
        self.key.setText(key)
        self.key.setAccessibleName(key)
        self._settings.set("login", self._made.actor.login)
        self.show_step(_KEY)

    def _demo_ready(self, opened: Any) -> None:
        self._busy(False)
        self.opened.emit(opened)

    def _run(self, work: Any, then: Any) -> None:
        self._runner.submit("write", Job(work, then, self._failed))

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        known = expected(error)
        if isinstance(known, Invalid) and any(problem.field == "password" for problem in known.problems):
            self._complain(known.text)
            self.banner.hide()
        elif isinstance(known, Invalid) and (step := self._step_of(known)):
            self.banner.hide()
            self.show_step(step)
            self._grids()[step].show_problems(known.problems)
        else:
            self.banner.say("bad", known.text)

    def _grids(self) -> dict[int, FieldGrid]:
        return {_OWN: self.account, _PROJECT: self.project, _CENTRE: self.centre}

    def _step_of(self, error: Invalid) -> int:
        """The step that asks what was refused; 0 for none."""
        asked = {problem.field for problem in error.problems}
        return next((step for step, grid in self._grids().items() if asked <= grid.boxes.keys()), 0)

    # --- checks -------------------------------------------------------------------------------------

    def _valid(self, grid: FieldGrid) -> bool:
        from cic_desktop.core.answers import read_answers

        try:
            read_answers(grid.fields, grid.values())
        except Invalid as error:
            grid.show_problems(error.problems)
            return False
        return True

    def _passwords_fit(self) -> bool:
        from cic_desktop.security.passwords import password_problem

        problem: Text | None = password_problem(self.password.text(), str(self.account.values()["login"]))
        if problem is None and self.password.text() != self.again.text():
            problem = _("The two passwords differ. Type the same one twice.")
        self._complain(problem)
        return problem is None

    def _complain(self, problem: Text | None) -> None:
        language.bind(self.password_problem, "setText", problem or "")
        self.password_problem.setVisible(problem is not None)
        if problem is not None:
            self.password.setFocus()

    def show_step(self, step: int) -> None:
        self.stepper.go(step)
        self.stack.setCurrentIndex(step)
        self.stepper.setVisible(step > 0)
        self.stepper.setEnabled(step != _KEY)  # the register is made: there is nothing to go back to
        self.before.setVisible(0 < step < _KEY)
        words = (_("Set up the centre"), _("Next"), _("Next"), _("Make the register"), _("Start"))
        language.bind(self.next, "setText", words[step])
        self.next.setEnabled(step != _KEY or self.kept.isChecked())
        first = self._grids().get(step)
        (first.focus if first else self.next.setFocus)()

    def _busy(self, busy: bool) -> None:
        for widget in (self.next, self.before, self.try_demo):
            widget.setEnabled(not busy)

    # --- looks --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        language.bind(self, "setWindowTitle", "CIC Desktop")
        card = QFrame()
        card.setProperty("role", "card")
        card.setMaximumWidth(820)
        card.setMinimumWidth(760)
        for page in (
            self._welcome(),
            self._centre_page(),
            self._project_page(),
            self._account_page(),
            self._key_page(),
        ):
            self.stack.addWidget(page)
        buttons = hbox(self.before, None, self.next, spacing=10)
        vbox(self.stepper, self.banner, (self.stack, 1), buttons, margins=(32, 28, 32, 24), spacing=18, parent=card)
        top = hbox(None, language_box(self._settings), margins=(20, 16, 20, 0))
        vbox(top, None, hbox(None, card, None), None, 30, spacing=10, parent=self)
        self.resize(1120, 760)

    def _welcome(self) -> QWidget:
        self.try_demo: QPushButton = button(_("Try it with invented people"), "star", slot=self.demo)
        self.try_demo.setIconSize(QSize(20, 16))
        words = (
            _("Everything stays on this computer, encrypted. No network is needed."),
            _("You will give the centre's data, make the first account, and print a recovery key for the safe."),
            _("Colleagues are added later in Settings, each with their own password."),
        )
        return _column(
            h1(_("Welcome to CIC Desktop")),
            muted(_("The case register of a Foreigners' Integration Centre."), wrap=True),
            10,
            *[label(text, wrap=True) for text in words],
            8,
            hbox(self.try_demo, None),
            small(_("The register will lie in {folder}", folder=Plain(str(self._folder))), wrap=True),
        )

    def _centre_page(self) -> QWidget:
        self.logo_name = small(_("A logo is optional; it stands at the head of papers."))
        logo = button(_("Choose a logo"), "upload", slot=self._choose_logo)
        return _column(
            h2(_("The centre")),
            muted(_("Printed on papers and in reports; can be changed later.")),
            self.centre,
            hbox(logo, (self.logo_name, 1), spacing=12),
        )

    def _choose_logo(self) -> None:
        from cic_desktop.ui.settings.logo import choose_logo

        try:
            self._logo = choose_logo(self) or self._logo
        except CicError as error:
            self.banner.say("bad", error.text)
            return
        if self._logo:
            language.bind(self.logo_name, "setText", _("The logo is chosen."))

    def _project_page(self) -> QWidget:
        return _column(
            h2(_("First project")),
            muted(_("Help is counted in a project. Leave all of it empty to add the project later, in Settings.")),
            self.project,
        )

    def _account_page(self) -> QWidget:
        self.password_problem.hide()
        first, second = label(_("Password"), "field"), label(_("Password once more"), "field")
        first.setBuddy(self.password)
        second.setBuddy(self.again)
        pair = hbox((_cell(first, self.password), 1), (_cell(second, self.again), 1), spacing=16)
        return _column(
            h2(_("Your account")),
            muted(_("You become the system administrator of this register."), wrap=True),
            self.account,
            pair,
            self.password_problem,
            small(
                _("At least 10 characters. Nobody can read the register without a password or the recovery key."),
                wrap=True,
            ),
        )

    def _key_page(self) -> QWidget:
        language.bind(self.kept, "setText", _("I have printed it or written it down, and it goes into the safe."))
        self.kept.toggled.connect(self.next.setEnabled)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sunken = QFrame()
        sunken.setProperty("role", "sunken")
        vbox(self.key, margins=(18, 16, 18, 16), parent=sunken)
        tools = hbox(
            button(_("Print"), "printer", slot=self.print_key),
            button(_("Copy"), "copy", slot=self._copy_key),
            None,
            spacing=10,
        )
        return _column(
            h2(_("Recovery key")),
            muted(_("It opens the register when all passwords are lost. It is shown only now."), wrap=True),
            sunken,
            tools,
            self.kept,
        )

    def print_key(self) -> None:
        """A page for the safe: the key, the centre, the day."""
        from cic_desktop.forms.papers import key_sheet
        from cic_desktop.ui.printing import show_pdf

        pdf = key_sheet(str(self.centre.values()["name"]), self.key.text(), language.code)
        show_pdf(self, pdf, _("Recovery key"), "recovery-key.pdf")

    def _copy_key(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())


def _cell(words: QWidget, edit: QLineEdit) -> QWidget:
    made = QWidget()
    vbox(words, edit, spacing=4, parent=made)
    return made


def _column(*items: Any) -> QWidget:
    made = QWidget()
    vbox(*items, None, spacing=12, parent=made)
    return made


def _centre_fields() -> tuple[Field, ...]:
    from cic_desktop.centre.fields import CENTRE

    return CENTRE


def _project_fields() -> tuple[Field, ...]:
    from cic_desktop.projects.fields import PROJECT

    return PROJECT


def _make_register(
    folder: Path, account: Answers, password: str, centre: Answers, project: Answers, logo: bytes
) -> tuple[Any, str]:
    from cic_desktop import startup

    new = startup.NewRegister(
        centre=centre,
        login=str(account["login"]).strip().lower(),
        name=str(account["name"]).strip(),
        password=password,
        project=project if any(project.values()) else None,
        logo=logo,
    )
    opened, recovery = startup.make_register(folder, new)
    return opened, recovery.text


def _make_demo(folder: Path) -> Any:
    from cic_desktop import demo

    return demo.open_or_make(folder)
