"""The scaffold of a page: heading with actions, then cards in a body that scrolls."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cic_desktop.ui.language import Words, language
from cic_desktop.ui.widgets.boxes import Item, add, box, hbox, hide_unless, vbox
from cic_desktop.ui.widgets.labels import h1, muted

MARGIN = 28


class Page(QScrollArea):
    """A scrolling page. `actions` stand at the right of the heading; `add` appends to the body.

    Lines do not grow beyond `max_width` pixels; what is left of a wide screen is margin.
    """

    def __init__(
        self,
        title: Words = "",
        subtitle: Words = "",
        actions: tuple[QWidget, ...] = (),
        max_width: int = 1280,
    ) -> None:
        super().__init__()
        self._max_width, self._shown = max_width, object()
        self.setProperty("role", "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.body = QWidget()
        self.body.setProperty("role", "page")
        self.body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = vbox(margins=(MARGIN, 24, MARGIN, MARGIN), spacing=18, parent=self.body)
        self.title, self.subtitle = h1(title), muted(subtitle, wrap=True)
        self.head = self._make_head(actions)
        self.column.addWidget(self.head)
        self.head.setVisible(bool(title))
        self.setWidget(self.body)

    def add(self, *items: Item) -> None:
        add(self.column, *items)

    def is_new(self, shown: object) -> bool:
        """Whether the page shows something else so far: opened again, it need not be built again."""
        known, self._shown = self._shown, shown
        return known != shown

    def set_title(self, title: Words, subtitle: Words = "") -> None:
        for shown, words in ((self.title, title), (self.subtitle, subtitle)):
            language.bind(shown, "setText", words)
            shown.setVisible(bool(words))
        self.head.setVisible(bool(title))

    def show_widget(self, widget: QWidget) -> None:
        """Scroll until the widget can be seen."""
        self.ensureWidgetVisible(widget, 40, 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(MARGIN, (self.viewport().width() - self._max_width) // 2)
        self.column.setContentsMargins(side, 24, side, MARGIN)

    def _make_head(self, actions: tuple[QWidget, ...]) -> QWidget:
        self.title.setWordWrap(True)
        hide_unless(bool(self.subtitle.text()), self.subtitle)
        return box(hbox((box(vbox(self.title, self.subtitle, spacing=2)), 1), *actions, spacing=10))


def page_of(widget: QWidget) -> Page | None:
    """The page a widget stands on."""
    above: QObject | None = widget
    while above is not None and not isinstance(above, Page):
        above = above.parent()
    return above
