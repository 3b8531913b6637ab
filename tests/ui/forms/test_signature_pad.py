"""Signing on the screen: strokes are drawn, taken back, and handed over only as a real signature."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from cic_desktop.forms.page.strokes import Strokes
from cic_desktop.i18n import Plain
from cic_desktop.ui.forms.signature_pad import SignatureDialog, SignaturePad


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = SignatureDialog(parent, Plain("Kovalenko Oksana"), Plain("Oświadczenie"))
    made.show()
    yield made  # while the parent is held


def draw(pad: SignaturePad, *points: tuple[int, int]) -> None:
    """One stroke with the mouse."""
    first, *rest = (QPoint(*point) for point in points)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for point in rest:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def test_a_name_is_drawn_and_handed_over_as_it_was_drawn(dialog) -> None:
    kept: list[Strokes] = []
    dialog.signed.connect(kept.append)
    assert not dialog.keep.isEnabled()
    draw(dialog.pad, (60, 80), (160, 40), (260, 110))
    draw(dialog.pad, (280, 60), (380, 100))
    assert dialog.keep.isEnabled()
    dialog.keep.click()
    assert len(kept[0].lines) == 2
    x, y = kept[0].lines[0][0]
    assert (x, y) == pytest.approx((60 / dialog.pad.width(), 80 / dialog.pad.width()))
    assert dialog.result() == dialog.DialogCode.Accepted


def test_a_stroke_is_taken_back_and_all_of_them(dialog) -> None:
    draw(dialog.pad, (60, 80), (160, 40), (260, 110))
    draw(dialog.pad, (280, 60), (380, 100))
    QTest.keyClick(dialog.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.pad.strokes.lines) == 1
    QTest.keyClick(dialog.pad, Qt.Key.Key_Delete)
    assert dialog.pad.strokes == Strokes()
    assert not dialog.keep.isEnabled() and not dialog.undo.isEnabled()


def test_a_dot_is_no_signature_and_leaving_keeps_nothing(dialog) -> None:
    kept: list[Strokes] = []
    dialog.signed.connect(kept.append)
    draw(dialog.pad, (60, 80))
    assert not dialog.keep.isEnabled()
    draw(dialog.pad, (60, 80), (460, 40))
    dialog.cancel.click()
    assert kept == []


def test_a_stroke_off_the_sheet_stays_on_it(dialog) -> None:
    draw(dialog.pad, (60, 80), (5000, -900))
    ((_, (x, y)),) = dialog.pad.strokes.lines
    assert (x, y) == (pytest.approx(1.0), 0)
