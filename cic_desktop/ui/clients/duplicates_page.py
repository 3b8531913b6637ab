"""Possible duplicates of the whole register: pairs at the left, both people side by side at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QListView,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from cic_desktop import clients, projects
from cic_desktop.core.errors import Cancelled, CicError
from cic_desktop.core.rights import Right
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.sides import Sides
from cic_desktop.ui.fonts import font
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone, theme
from cic_desktop.ui.widgets import (
    Banner,
    Card,
    EmptyState,
    Flow,
    Page,
    box,
    button,
    chip,
    chip_button,
    clear,
    hbox,
    hide_unless,
    label,
    muted,
    vbox,
)

if TYPE_CHECKING:
    from cic_desktop.app.context import Task, Tick
    from cic_desktop.clients import ApartLine, ClientLine, Comparison, DuplicatePair
    from cic_desktop.core.fields import Option

SURE = 0.85  # above it the two are hardly different people
_ROW, _LEFT = 62, 16
Index = QModelIndex | QPersistentModelIndex
_SEEN = tuple[list["DuplicatePair"], list["ApartLine"], dict[str, "ClientLine"]]


class Pairs(QAbstractListModel):
    """Pairs of people: first and second line, the words under them, how likely they are one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[ClientLine, ClientLine, Text, Tone]] = []

    def show_rows(self, rows: list[tuple[ClientLine, ClientLine, Text, Tone]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        first, second, words, _tone = self.rows[index.row()]
        return f"{_both(first, second)}: {language.text(words)}"


def _both(first: ClientLine, second: ClientLine) -> str:
    return "  =  ".join(language.text(Plain(line.name)) for line in (first, second))


class _Painter(QStyledItemDelegate):
    """Both names over the reasons, cut to the room there is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        first, second, words, tone = model.rows[index.row()]
        room: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.tone("primary")[0])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tone(tone)[1])
        painter.drawEllipse(room.left() + _LEFT, room.top() + 19, 8, 8)
        inner = room.adjusted(_LEFT + 20, 9, -12, -9)
        self._line(painter, inner, 0, font(strong=True), "text", _both(first, second))
        self._line(painter, inner, 23, font(9.5), "muted", language.text(words))
        painter.setPen(theme.color("border"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, room: QRect, top: int, how: Any, color: str, text: str) -> None:
        painter.setFont(how)
        painter.setPen(theme.color(color))
        cut = QFontMetrics(how).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(QRect(room.left(), room.top() + top, room.width(), 22), Qt.AlignmentFlag.AlignVCenter, cut)


class DuplicatesPage(Page):
    """Looks through the register on arriving; nothing is changed until somebody decides."""

    watches = ("person", "person_name", "identity_document", "contact", "apart_pair", "merge")

    def __init__(self, shell: Shell) -> None:
        self.again = button(_("Look again"), "refresh", slot=self.look)
        title, hint = _("Possible duplicates"), _("Records that may be one person. Nothing changes until you decide.")
        super().__init__(title, hint, actions=(self.again,), max_width=1640)
        self._shell, self._ctx = shell, shell.ctx
        self._task: Task | None = None
        self._found: _SEEN = ([], [], {})
        self._projects: tuple[Option, ...] = ()
        self._apart = False  # shows those found to be two
        self._looked, self._stale = False, True
        self.pair: tuple[str, str] | None = None
        self._build()
        self._ctx.changed.connect(self._notice)

    # --- what the window asks -----------------------------------------------------------------------

    def arrive(self, **_args: Any) -> None:
        """Look through the register the first time, and whenever people were changed."""
        if self._stale:
            self.look()
        else:
            self.pairs.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Somebody was registered, changed, merged: look again; what is shown stays until then."""
        self.look()

    def look(self) -> None:
        """Compare everybody; while that is under way it is noted to be done once more."""
        if self._task is not None and not self._task.over:
            self._stale = True
            return
        self.banner.hide()
        self._stale = False
        if not self._looked:
            self._stack.setCurrentWidget(self._waiting)
        self.progress.setValue(0)
        self._task = self._ctx.side(self._read, owner=self, then=self._show, failed=self._failed, lane="long")
        self._task.progress.connect(lambda share: self.progress.setValue(round(share * 100)))

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _read(self, tick: Tick) -> tuple[_SEEN, tuple[Option, ...]]:
        with self._ctx.opened.database.read(self._ctx.actor) as read:
            pairs = clients.all_duplicates(read, tick)
            ids = sorted({one for pair in pairs for one in (pair.first_id, pair.second_id)})
            lines = {line.id: line for line in clients.client_lines(read, ids)}
            return (pairs, clients.apart_pairs(read), lines), projects.project_options(read)

    # --- showing ------------------------------------------------------------------------------------

    def _show(self, read: tuple[_SEEN, tuple[Option, ...]]) -> None:
        self._found, self._projects = read
        self._looked = True
        if self._stale:  # somebody decided or changed something meanwhile
            self._task = None
            self.look()
        else:
            self._fill()

    def _failed(self, error: CicError) -> None:
        if isinstance(error, Cancelled):
            empty = EmptyState("search", _("Not looked through yet"), _("Look again whenever you have a minute."))
            self._show_empty(empty)
        else:
            self.banner.say("bad", error.text, (_("Try again"), self.look))

    def _fill(self) -> None:
        pairs, apart, lines = self._found
        for made, number in ((self._filters[False], len(pairs)), (self._filters[True], len(apart))):
            language.bind(made, "setText", Joined((_FILTERS[made is self._filters[True]], Plain(str(number))), "  "))
        rows = _apart_rows(apart) if self._apart else _pair_rows(pairs, lines)
        at = self.pair
        self.model.show_rows(rows)
        if not rows:
            self._show_empty(self._nothing())
            return
        self._stack.setCurrentWidget(self._body)
        ids = [(first.id, second.id) for first, second, _words, _tone in rows]
        place = ids.index(at) if at in ids else min(max(self.pairs.currentIndex().row(), 0), len(rows) - 1)
        self.pairs.setCurrentIndex(self.model.index(place))
        self.pairs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self) -> EmptyState:
        if self._apart:
            return EmptyState("users", _("Nobody was held apart"), _("Pairs you find to be two people are kept here."))
        return EmptyState("check", _("No duplicates to look at"), _("Everybody in the register was compared."))

    def _show_empty(self, empty: EmptyState) -> None:
        old = self._stack.widget(self._stack.count() - 1)
        if isinstance(old, EmptyState):
            self._stack.removeWidget(old)
            old.deleteLater()
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)

    def _select(self) -> None:
        row = self.pairs.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        first, second, _words, _tone = self.model.rows[row]
        self.pair = (first.id, second.id)
        self._ctx.ask(
            lambda read: clients.compare_people(read, first.id, second.id),
            owner=self,
            then=self._show_pair,
            failed=lambda error: self.banner.say("bad", error.text),
            latest="pair",
        )

    def _show_pair(self, found: Comparison) -> None:
        if self.pair is None or {found.kept.line.id, found.gone.line.id} != set(self.pair):
            return
        row = self.pairs.currentIndex().row()
        _first, _second, _words, tone = self.model.rows[row]
        clear(self._reasons)
        if not self._apart:
            sure = tone == "bad"
            words = _("Most likely the same person") if sure else _("Perhaps the same person")
            self._reasons.addWidget(chip(words, tone))
            for reason in self._found[0][row].reasons:
                self._reasons.addWidget(chip(reason))
        self.sides.show_comparison(found, projects=self._projects)
        self._pane.show()

    def _notice(self, changes: Any) -> None:
        """People may be changed while another page is shown."""
        self._stale = self._stale or changes.touches(self.watches)

    # --- deciding -----------------------------------------------------------------------------------

    def merge(self) -> None:
        """Go on to choose what stays."""
        if self.pair is not None and not self._apart:
            self._shell.open("merge", first_id=self.pair[0], second_id=self.pair[1])

    def hold_apart(self) -> None:
        """These are two people: never suggested again, unless it is undone."""
        if self.pair is None:
            return
        first, second = self.pair
        if self._apart:
            pair_id = self._found[1][self.pairs.currentIndex().row()].id
            self._found[1].pop(self.pairs.currentIndex().row())
            self._change(lambda work: clients.hold_together(work, pair_id), _("Suggested again."), None)
            return
        self._found[0].pop(self.pairs.currentIndex().row())
        self._change(
            lambda work: clients.hold_apart(work, first, second),
            _("Kept as two people."),
            lambda made: lambda: self._change(lambda work: clients.hold_together(work, made), _("Undone."), None),
        )

    def _change(self, act: Callable[[Any], Any], words: Text, undo: Callable[[Any], Callable[[], None]] | None) -> None:
        def refused(error: CicError) -> None:
            self.look()
            self.banner.say("bad", error.text)

        def done(made: Any) -> None:
            if undo is None:
                self._shell.note(words)
            else:
                self._shell.note(words, "ok", _("Undo"), undo(made))

        self._fill()  # the next pair at once; the register is looked through again behind it
        verb = "tell two people apart"
        self._ctx.do(act, verb=verb, owner=self, then=done, failed=refused)

    # --- building -----------------------------------------------------------------------------------

    def _build(self) -> None:
        self.banner = Banner()
        self.model, self.pairs = Pairs(), QListView()
        self.pairs.setModel(self.model)
        self.pairs.setItemDelegate(_Painter(self.pairs))
        self.pairs.setFrameShape(QFrame.Shape.NoFrame)
        self.pairs.setUniformItemSizes(True)
        self.pairs.setMinimumWidth(300)
        self.pairs.selectionModel().currentChanged.connect(lambda _now, _before: self._select())
        self.pairs.activated.connect(lambda _index: self.merge())
        language.bind(self.pairs, "setAccessibleName", _("Possible duplicates"))
        QShortcut(QKeySequence("N"), self.pairs, self.hold_apart, context=Qt.ShortcutContext.WidgetShortcut)
        self._body, self._waiting = self._make_body(), self._make_waiting()
        self._stack = QStackedWidget()
        for page in (self._waiting, self._body):
            self._stack.addWidget(page)
        head = QWidget()
        hbox(*self._make_filters(), None, spacing=8, margins=(18, 14, 18, 12), parent=head)
        card = Card(head, self.banner, (self._stack, 1), spacing=0, margins=(1, 1, 1, 12))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.add((card, 1))

    def _make_filters(self) -> list[QWidget]:
        self._group = QButtonGroup(self)
        self._filters = {}
        for apart, words in _FILTERS.items():
            made = chip_button(words, checked=not apart)
            made.clicked.connect(lambda _checked=False, apart=apart: self._filter(apart))
            self._group.addButton(made)
            self._filters[apart] = made
        return list(self._filters.values())

    def _filter(self, apart: bool) -> None:
        self._apart, self.pair = apart, None
        self.merge_button.setVisible(not apart and self._ctx.may(Right.EDIT_CLIENTS))
        words = _("Suggest them again") if apart else _("Not the same person")
        language.bind(self.apart_button, "setText", words)
        self._fill()

    def _make_waiting(self) -> QWidget:
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setFixedWidth(320)
        self.progress.setTextVisible(False)
        stop = button(_("Cancel"), slot=self._stop)
        words = label(_("Everybody is compared with everybody …"), "strong")
        middle = box(vbox(words, self.progress, hbox(stop, None), spacing=14))
        made = QWidget()
        vbox(None, hbox(None, middle, None), None, parent=made)
        return made

    def _make_body(self) -> QWidget:
        self.sides, self._reasons = Sides(choosing=False), Flow(gap=6)
        self.merge_button = button(_("Compare and merge"), "users", "primary", self.merge)
        self.apart_button = button(_("Not the same person"), "x", slot=self.hold_apart)
        hide_unless(self._ctx.may(Right.EDIT_CLIENTS), self.merge_button, self.apart_button)
        keys = muted(_("Enter: merge · N: not the same"))
        inside = Page(max_width=10_000)
        inside.add(box(self._reasons), self.sides, None)
        foot = QWidget()
        hbox(keys, None, self.apart_button, self.merge_button, spacing=10, margins=(28, 12, 28, 4), parent=foot)
        self._pane = QWidget()
        vbox((inside, 1), foot, parent=self._pane, spacing=0)
        self._pane.hide()
        made = QWidget()
        hbox((self.pairs, 9), (self._pane, 20), spacing=0, parent=made)
        return made


_FILTERS: dict[bool, Text] = {False: _("To look at"), True: _("Found to be two")}


def _pair_rows(
    pairs: list[DuplicatePair], lines: dict[str, ClientLine]
) -> list[tuple[ClientLine, ClientLine, Text, Tone]]:
    return [
        (
            lines[pair.first_id],
            lines[pair.second_id],
            Joined(pair.reasons, ", "),
            "bad" if pair.score >= SURE else "warn",
        )
        for pair in pairs
    ]


def _apart_rows(apart: list[ApartLine]) -> list[tuple[ClientLine, ClientLine, Text, Tone]]:
    return [(line.first, line.second, _("held apart by {who}", who=Plain(line.who)), "ok") for line in apart]
