"""Answers chosen from a list: combo box, radio buttons, chips, yes or no."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QRadioButton

from cic_desktop.core.fields import Answer, Field, Option
from cic_desktop.i18n import Plain, _
from cic_desktop.ui.accessibility import set_property
from cic_desktop.ui.language import Words, language
from cic_desktop.ui.widgets.boxes import hbox
from cic_desktop.ui.widgets.buttons import chip_button
from cic_desktop.ui.widgets.editors.base import Editor, one
from cic_desktop.ui.widgets.layouts import Flow

YES_NO = (Option("yes", _("Yes")), Option("no", _("No")))


class Combo(QComboBox):
    """A combo box that leaves the mouse wheel to the page: scrolling must not change answers."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def showPopup(self) -> None:
        view = self.view()
        view.setMinimumWidth(max(self.width(), min(view.sizeHintForColumn(0) + 32, 560)))
        super().showPopup()


class OptionCombo(Combo):
    """A combo box of options whose words follow the language; the data of an item is its code."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        super().__init__()
        self._options: list[Option] = []
        for option in options:
            self.add_option(option)
        self.setCurrentIndex(-1)
        language.bind(self, "setPlaceholderText", _("Choose"))
        language.on_change(self, self._translate)

    def add_option(self, option: Option) -> None:
        self._options.append(option)
        self.addItem(language.text(option.label), option.code)

    def set_options(self, options: tuple[Option, ...]) -> None:
        """Offer other options; the choice stays where it is still offered, else it is the first one."""
        code = self.code()
        self.clear()
        self._options = []
        for option in options:
            self.add_option(option)
        self.setCurrentIndex(max(self.findData(code), 0))

    def clear_options(self) -> None:
        """Take all options away, to offer others."""
        self._options.clear()
        self.clear()

    def code(self) -> str:
        return self.currentData() or ""

    def set_code(self, code: str) -> None:
        """Choose a code; one that is not in the list is added as it is, so that nothing gets lost."""
        if code and self.findData(code) < 0:
            self.add_option(Option(code, Plain(code)))
        self.setCurrentIndex(self.findData(code) if code else -1)

    def _translate(self) -> None:
        for index, option in enumerate(self._options):
            self.setItemText(index, language.text(option.label))


class ChoiceEditor(Editor):
    """One code out of many. An optional question can be emptied again."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        empty = () if field.required else (Option("", Plain("—")),)
        self.target = self.combo = OptionCombo((*empty, *field.options))
        self.combo.activated.connect(self._chosen)
        hbox((self.combo, 1), parent=self)

    def value(self) -> Answer:
        return self.combo.code()

    def set_value(self, answer: Answer) -> None:
        self.combo.set_code(one(answer))

    def _chosen(self) -> None:
        self.edited.emit()
        self.left.emit()


class ButtonsEditor(Editor):
    """Options all in sight, as radio buttons or chips; unknown codes become buttons of their own."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._many = field.kind == "choices"
        self._buttons: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not self._many)
        self._optional = not field.required
        self._before: QAbstractButton | None = None
        self._flow = Flow(gap=8 if self._many else 18, between=8 if self._many else 0, parent=self)
        self._words: Words = ""
        for option in YES_NO if field.kind == "yes_no" else field.options:
            self._add(option)
        self.target = next(iter(self._buttons.values()), self)

    def value(self) -> Answer:
        chosen = [code for code, button in self._buttons.items() if button.isChecked()]
        return chosen if self._many else "".join(chosen)

    def set_value(self, answer: Answer) -> None:
        wanted = answer if isinstance(answer, list) else [answer] if answer else []
        for code in wanted:
            if code not in self._buttons:
                self._add(Option(code, Plain(code)))
        self._group.setExclusive(False)
        for code, button in self._buttons.items():
            button.setChecked(code in wanted)
        self._group.setExclusive(not self._many)

    def name(self, words: Words) -> None:
        """The group carries the question, which also describes each button."""
        self._words = words
        language.bind(self, "setAccessibleName", words)
        self.describe("")

    def describe(self, words: Words) -> None:
        for button in self._buttons.values():
            language.bind(button, "setAccessibleDescription", words or self._words)

    def mark(self, severity: str) -> None:
        for button in self._buttons.values():
            set_property(button, "invalid", severity)

    def _add(self, option: Option) -> None:
        button = chip_button(option.label) if self._many else language.bind(QRadioButton(), "setText", option.label)
        button.pressed.connect(self._pressed)
        button.clicked.connect(self._clicked)
        self._group.addButton(button)
        self._flow.addWidget(button)
        self._buttons[option.code] = button

    def _pressed(self) -> None:
        self._before = self._group.checkedButton()

    def _clicked(self) -> None:
        """Choosing the chosen one again takes back the answer to an optional question."""
        if self._optional and not self._many and self.sender() is self._before:
            self.set_value("")
        self.edited.emit()
        self.left.emit()
