"""Colours: one table of tokens per scheme becomes the palette, the style sheet and the painted widgets.

`theme.apply("dark")` recolours the whole running program. No other module names a colour.
"""

from __future__ import annotations

from functools import lru_cache
from string import Template
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from cic_desktop.paths import data_root
from cic_desktop.ui import fonts
from cic_desktop.ui.later import later

if TYPE_CHECKING:
    from cic_desktop.ui.focus_ring import FocusRing

Choice = Literal["light", "dark", "auto"]
Scheme = Literal["light", "dark"]
STYLE = ("-style", "Fusion")  # arguments of QApplication: `setStyle` would load what the first window does not need
Tone = Literal["", "primary", "ok", "warn", "bad", "info", "violet"]

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.BrightText: "on_primary",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "on_primary",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "bg",
    QPalette.ColorRole.PlaceholderText: "faint",
    QPalette.ColorRole.Link: "primary_tx",
    QPalette.ColorRole.Light: "surface2",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border2",
    QPalette.ColorRole.Accent: "primary",
}
_FADED = (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText)


@lru_cache(maxsize=1)
def tokens() -> dict[str, dict[str, str]]:
    """`{"light": {token: "#RRGGBB"}, "dark": {...}}` as in resources/theme/tokens.toml.

    Read line by line: the file holds nothing but headings and pairs, and tomllib would cost the first
    window some milliseconds (a test compares the two readings).
    """
    read: dict[str, dict[str, str]] = {}
    group: dict[str, str] = {}
    for line in (data_root() / "resources" / "theme" / "tokens.toml").read_text("utf-8").splitlines():
        if line.startswith("["):
            group = read.setdefault(line.strip("[]"), {})
        elif "=" in line and not line.startswith("#"):
            name, value = line.split("=")
            group[name.strip()] = value.strip(' "')
    return read


@lru_cache(maxsize=2)
def _colours(scheme: Scheme) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in tokens()[scheme].items()}


@lru_cache(maxsize=2)
def style_sheet(scheme: Scheme) -> str:
    """The style sheet of a scheme: resources/theme/style.qss with its tokens filled in."""
    folder = data_root() / "resources" / "theme"
    template = Template((folder / "style.qss").read_text("utf-8"))
    return template.substitute(tokens()[scheme], assets=(folder / scheme).as_posix())


def palette(scheme: Scheme) -> QPalette:
    """The same colours for what no style sheet reaches: delegates, menus and Qt's own dialogs."""
    made, colours = QPalette(), _colours(scheme)
    for role, token in _ROLES.items():
        made.setColor(role, colours[token])
    for role in _FADED:
        made.setColor(QPalette.ColorGroup.Disabled, role, colours["faint"])
    return made


class Theme(QObject):
    """The look of the running program. `changed` fires after every switch."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choice: Choice = "light"
        self.scheme: Scheme = "light"
        self._ring: FocusRing | None = None

    def install(self, app: QApplication, choice: Choice = "auto") -> None:
        """Typeface, colours and focus ring of an application (made with `STYLE`)."""
        fonts.load_fonts()
        app.setFont(fonts.font())
        self.choice = choice
        self._show(_guessed_scheme(app) if choice == "auto" else choice)
        later(lambda: self._join_system(app))

    def apply(self, choice: Choice) -> None:
        """Switch to "light", "dark" or what the system prefers ("auto"; unknown counts as light)."""
        self.choice = choice
        self._tell_system()
        self._show(_system_scheme() if choice == "auto" else choice)

    def color(self, token: str) -> QColor:
        """The present colour of a token; painted widgets ask at paint time. Do not alter the result."""
        return _colours(self.scheme)[token]

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """(background, foreground) of a tone; the empty tone is the neutral grey."""
        if tone in ("", "primary"):
            names = ("surface2", "muted") if not tone else ("primary_bg", "primary_tx")
        else:
            names = (f"{tone}_bg", str(tone))
        return self.color(names[0]), self.color(names[1])

    def _show(self, scheme: Scheme) -> None:
        app = QApplication.instance()
        self.scheme = scheme
        if isinstance(app, QApplication):
            app.setPalette(palette(scheme))
            app.setStyleSheet(style_sheet(scheme))
        self.changed.emit()

    def _join_system(self, app: QApplication) -> None:
        """Tell the system the choice, follow its own from now on, and watch for the keyboard."""
        from cic_desktop.ui.focus_ring import FocusRing

        if self._ring is None:
            self._ring = FocusRing(app)
            app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._tell_system()
        self._system_changed()

    def _tell_system(self) -> None:
        """Window frames and native dialogs follow where the platform can (a no-op offscreen)."""
        from PySide6.QtCore import Qt  # twenty milliseconds: see `ui.later`
        from PySide6.QtGui import QGuiApplication

        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "auto": Qt.ColorScheme.Unknown}
        if QGuiApplication.instance() is not None:
            QGuiApplication.styleHints().setColorScheme(schemes[self.choice])

    def _system_changed(self) -> None:
        if self.choice == "auto" and _system_scheme() != self.scheme:
            self._show(_system_scheme())


def _guessed_scheme(app: QApplication) -> Scheme:
    """What the system prefers by the colours it gives: Qt's own answer is asked for behind the first paint."""
    return "dark" if app.palette().color(QPalette.ColorRole.Window).lightness() < 128 else "light"


def _system_scheme() -> Scheme:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    if QGuiApplication.instance() is None:
        return "light"
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


theme = Theme()
