"""The builder of questions: every kind keeps its answer, conditions, problems, keyboard and names work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cic_desktop.core.errors import Problem
from cic_desktop.core.fields import Answer, Condition, Field, Option
from cic_desktop.i18n import Plain, Texts
from cic_desktop.ui.accessibility import accessible_name
from cic_desktop.ui.language import language
from cic_desktop.ui.theme import theme
from cic_desktop.ui.widgets.editors.dates import DateEditor
from cic_desktop.ui.widgets.editors.picker import PickerEditor
from cic_desktop.ui.widgets.fields import FieldGrid

OPTIONS = (
    Option("a", Texts({"pl": "pobyt czasowy", "en": "temporary stay"})),
    Option("b", Texts({"pl": "pobyt stały", "en": "permanent stay"})),
)
ANSWERS: dict[str, Answer] = {
    "text": "Łąkowa 12/5",
    "long_text": "first line\nsecond line",
    "date": "2026-11-23",
    "partial_date": "1992-04",
    "time": "09:30",
    "number": "3",
    "minutes": "45",
    "choice": "b",
    "choices": ["a", "b"],
    "radio": "a",
    "yes_no": "no",
    "country": "UA",
    "language": "uk",
    "person": "0190-some-id",
    "account": "0190-other-id",
    "pesel": "92041512345",
    "phone": "+48 512 345 678",
    "email": "oksana@example.org",
    "postcode": "90-562",
}


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    theme.install(qapp, "light")
    language.set("en")
    yield
    language.set("pl")


def question(name: str, kind: str = "text", **more: object) -> Field:
    options = OPTIONS if kind in ("choice", "choices", "radio") else ()
    label = Texts({"en": f"Question {name}", "pl": f"Pytanie {name}"})
    return Field(name, label, kind, **{"options": options, **more})


def grid(qtbot: QtBot, *fields: Field, width: int = 900, **more: object) -> FieldGrid:
    made = FieldGrid(fields, **more)
    qtbot.addWidget(made)
    made.resize(width, made.heightForWidth(width))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def line_of(made: FieldGrid, name: str) -> QLineEdit:
    target = made.boxes[name].editor.target
    assert isinstance(target, QLineEdit)
    return target


def every_kind() -> list[Field]:
    return [question(kind, kind, width=4) for kind in ANSWERS]


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_gives_back_what_it_was_given(qtbot: QtBot, kind: str) -> None:
    made = grid(qtbot, question("q", kind))
    assert made.values() == {"q": [] if kind == "choices" else ""}
    made.set_values({"q": ANSWERS[kind]})
    assert made.values() == {"q": ANSWERS[kind]}
    made.set_values({"q": ""})
    assert made.values() == {"q": [] if kind == "choices" else ""}


@pytest.mark.parametrize("kind", ["choice", "choices", "radio", "country", "language", "date", "time", "pesel"])
def test_an_answer_nobody_foresaw_is_kept(qtbot: QtBot, kind: str) -> None:
    made = grid(qtbot, question("q", kind))
    odd: Answer = ["zz-9"] if kind == "choices" else "zz-9"
    made.set_values({"q": odd})
    assert made.values() == {"q": odd}
    language.set("pl")
    assert made.values() == {"q": odd}


def test_boxes_show_more_than_fits_instead_of_cutting_it(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", boxes=4))
    narrow = line_of(made, "q").sizeHint().width()
    made.set_values({"q": "ABCDEFG"})
    assert made.values() == {"q": "ABCDEFG"}
    assert line_of(made, "q").sizeHint().width() > narrow


def test_setting_values_is_not_editing_and_typing_is(qtbot: QtBot) -> None:
    made = grid(qtbot, *every_kind())
    heard: list[str] = []
    made.edited.connect(heard.append)
    made.set_values(ANSWERS)
    assert heard == []
    QTest.keyClicks(line_of(made, "text"), "x")
    assert heard == ["text"]
    assert made.values()["text"] == "xŁąkowa 12/5"


def test_values_survive_a_change_of_language(qtbot: QtBot) -> None:
    made = grid(qtbot, *every_kind())
    made.set_values(ANSWERS)
    for code in ("pl", "uk", "ru", "en"):
        language.set(code)
        assert made.values() == ANSWERS


def test_answers_without_a_field_are_kept_for_the_draft(qtbot: QtBot) -> None:
    made = grid(qtbot, question("a"))
    made.set_values({"a": "1", "from_another_edition": "2"})
    assert made.values() == {"a": "1"}
    assert made.values(hidden=True) == {"a": "1", "from_another_edition": "2"}


@pytest.mark.parametrize("typed", ["23.11.2026", "2026-11-23", "23112026", "23/11/2026", "23-11-2026"])
def test_dates_are_typed_as_people_write_them(qtbot: QtBot, typed: str) -> None:
    made = grid(qtbot, question("q", "date"), question("next"))
    QTest.keyClicks(line_of(made, "q"), typed)
    line_of(made, "q").editingFinished.emit()
    assert made.values()["q"] == "2026-11-23"
    assert line_of(made, "q").text() == "23.11.2026"


@pytest.mark.parametrize(("typed", "iso"), [("1992", "1992"), ("4.1992", "1992-04"), ("15.04.1992", "1992-04-15")])
def test_as_much_of_a_date_as_is_known(qtbot: QtBot, typed: str, iso: str) -> None:
    made = grid(qtbot, question("q", "partial_date"))
    QTest.keyClicks(line_of(made, "q"), typed)
    assert made.values() == {"q": iso}


def test_an_impossible_date_stays_and_is_told_on_leaving(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "date"), question("next"))
    made.focus("q")
    QTest.keyClicks(line_of(made, "q"), "31.02.2026")
    assert made.boxes["q"].severity == ""
    line_of(made, "next").setFocus(Qt.FocusReason.TabFocusReason)
    assert made.values()["q"] == "31.02.2026"
    assert made.boxes["q"].severity == "error"
    assert "31" in made.boxes["q"].problem_text()
    QTest.keyClicks(line_of(made, "q"), "1")
    assert made.boxes["q"].severity == ""


def test_the_calendar_fills_in_the_date(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "date"))
    editor = made.boxes["q"].editor
    assert isinstance(editor, DateEditor)
    made.set_values({"q": "2026-11-23"})
    calendar = editor.open_calendar()
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-11-23"
    calendar.activated.emit(calendar.selectedDate().addDays(1))
    assert made.values() == {"q": "2026-11-24"}


def test_a_time_may_be_typed_short(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "time"))
    QTest.keyClicks(line_of(made, "q"), "930")
    assert made.values() == {"q": "09:30"}


def test_minutes_add_up_with_clicks(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "minutes"))
    heard: list[str] = []
    made.edited.connect(heard.append)
    steps = [button for button in made.findChildren(QAbstractButton) if button.text().startswith("+")]
    for button in steps:
        button.click()
    assert made.values() == {"q": "50"}
    assert heard == ["q"] * 3


def test_a_country_is_found_without_diacritics(qtbot: QtBot) -> None:
    language.set("pl")
    made = grid(qtbot, question("q", "country"), question("next"))
    editor = made.boxes["q"].editor
    assert isinstance(editor, PickerEditor)
    QTest.keyClicks(editor.combo.line, "bialorus")
    completer = editor.combo.completer()
    assert completer is not None
    assert completer.completionCount() == 1
    made.boxes["next"].editor.target.setFocus()
    assert made.values()["q"] == "BY"
    editor.finish()
    assert editor.combo.currentText() == "Białoruś"


def test_a_country_follows_the_language_and_a_slip_is_told(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "country"))
    editor = made.boxes["q"].editor
    assert isinstance(editor, PickerEditor)
    made.set_values({"q": "UA"})
    language.set("uk")
    assert editor.combo.currentText() == "Україна"
    editor.combo.line.selectAll()
    QTest.keyClicks(editor.combo.line, "Narnia")
    editor.finish()
    assert made.values() == {"q": "Narnia"}
    assert made.boxes["q"].severity == "error"


def test_an_optional_answer_can_be_taken_back(qtbot: QtBot) -> None:
    made = grid(qtbot, question("free", "yes_no"), question("must", "yes_no", required=True))
    for name, left in (("free", ""), ("must", "yes")):
        yes = made.boxes[name].findChildren(QAbstractButton)[0]
        yes.click()
        assert made.values()[name] == "yes"
        yes.click()
        assert made.values()[name] == left


def test_few_radios_many_in_a_combo(qtbot: QtBot) -> None:
    five = tuple(Option(str(number), Plain(str(number))) for number in range(5))
    made = grid(qtbot, question("few", "radio"), question("many", "radio", options=five))
    assert not isinstance(made.boxes["few"].editor.target, QComboBox)
    assert isinstance(made.boxes["many"].editor.target, QComboBox)


def test_scrolling_over_a_list_does_not_change_the_answer(qtbot: QtBot) -> None:
    made = grid(qtbot, question("q", "choice"))
    made.set_values({"q": "a"})
    combo = made.boxes["q"].editor.target
    at = QPointF(10, 10)
    turn = QWheelEvent(at, at, QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(combo, turn)
    assert made.values() == {"q": "a"}


def test_conditions_show_and_hide_while_answering(qtbot: QtBot) -> None:
    fields = (
        question("same", "yes_no"),
        question("street", when=Condition("same", ("no",))),
        question("why", when=Condition("street", ("Polna",))),
    )
    made = grid(qtbot, *fields)
    shown = lambda: [name for name, box in made.boxes.items() if box.isVisible()]  # noqa: E731
    assert shown() == ["same"]
    made.boxes["same"].findChildren(QAbstractButton)[1].click()
    assert shown() == ["same", "street"]
    QTest.keyClicks(line_of(made, "street"), "Polna")
    assert shown() == ["same", "street", "why"]
    made.boxes["same"].findChildren(QAbstractButton)[0].click()
    assert shown() == ["same"]
    assert made.values() == {"same": "yes"}
    assert made.values(hidden=True)["street"] == "Polna"


def test_problems_stand_beside_their_fields_and_take_the_focus(qtbot: QtBot) -> None:
    made = grid(qtbot, question("a"), question("b"), question("c"))
    left = made.show_problems(
        [
            Problem("a", Plain("Looks odd."), "warning"),
            Problem("b", Plain("Write a name.")),
            Problem("elsewhere", Plain("No field here.")),
        ]
    )
    assert [problem.field for problem in left] == ["elsewhere"]
    assert (made.boxes["a"].severity, made.boxes["b"].severity) == ("warning", "error")
    assert made.boxes["b"].problem_text() == "Write a name."
    assert line_of(made, "b").hasFocus()
    assert line_of(made, "b").accessibleDescription() == "Write a name."
    QTest.keyClicks(line_of(made, "b"), "Anna")
    assert made.boxes["b"].severity == ""
    made.clear_problems()
    assert made.boxes["a"].severity == ""


def test_required_is_the_rule_and_optional_is_said(qtbot: QtBot) -> None:
    made = grid(qtbot, question("must", required=True), question("may"))
    assert accessible_name(line_of(made, "must")) == "Question must"
    assert accessible_name(line_of(made, "may")) == "Question may, optional"


def test_the_offices_wording_stands_below_only_where_it_says_something_new(qtbot: QtBot) -> None:
    fields = (question("q", official=Texts({"pl": "Pytanie q"})), question("r"))
    made = grid(qtbot, *fields, official=True)
    assert made.boxes["q"].official_text() == "Pytanie q"
    assert made.boxes["r"].official_text() == ""
    language.set("pl")
    assert made.boxes["q"].official_text() == ""


def focusable(root: QWidget) -> list[QWidget]:
    """What Tab visits, in its order, once round."""
    found, widget = [], root.nextInFocusChain()
    while widget is not None and widget is not root:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    made = grid(qtbot, *every_kind())
    stops = focusable(made)
    assert len(stops) >= len(ANSWERS)
    assert [type(widget).__name__ for widget in stops if not accessible_name(widget)] == []


def test_tab_goes_through_the_fields_in_their_order(qtbot: QtBot) -> None:
    made = grid(qtbot, *every_kind())
    names = list(made.boxes)
    order = [next(name for name, box in made.boxes.items() if box.isAncestorOf(widget)) for widget in focusable(made)]
    assert list(dict.fromkeys(order)) == names


def test_wide_rows_share_twelve_columns_and_narrow_ones_stack(qtbot: QtBot) -> None:
    made = grid(qtbot, question("a", width=4), question("b", width=4), question("c", width=4), width=900)
    tops = {box.y() for box in made.boxes.values()}
    widths = {box.width() for box in made.boxes.values()}
    assert len(tops) == 1
    assert max(widths) - min(widths) <= 1
    made.resize(420, made.heightForWidth(420))
    assert made.boxes["b"].y() > made.boxes["a"].y()


def test_editors_of_one_row_are_level_though_labels_differ(qtbot: QtBot) -> None:
    long = Texts({"en": "A question so long that it needs quite a few lines in a narrow column " * 2})
    made = grid(qtbot, Field("a", Plain("Short"), width=4), Field("b", long, width=4))
    tops = {made.boxes[name].editor.mapTo(made, QPoint(0, 0)).y() for name in "ab"}
    assert len(tops) == 1


def test_a_page_can_bring_its_own_editor(qtbot: QtBot) -> None:
    from cic_desktop.ui.widgets.editors.lines import LineEditor

    made = grid(qtbot, question("who", "person"), editors={"person": LineEditor})
    assert isinstance(made.boxes["who"].editor, LineEditor)
