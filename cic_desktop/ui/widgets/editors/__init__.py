"""Editors: one widget for each kind of answer, all with the face of `Editor`."""

from __future__ import annotations

from collections.abc import Callable

from cic_desktop.core.fields import Field
from cic_desktop.ui.widgets.editors.base import Editor
from cic_desktop.ui.widgets.editors.choices import ButtonsEditor, ChoiceEditor, Combo, OptionCombo
from cic_desktop.ui.widgets.editors.dates import DateEditor
from cic_desktop.ui.widgets.editors.lines import (
    BoxesEditor,
    LineEditor,
    LongTextEditor,
    MinutesEditor,
    TimeEditor,
)
from cic_desktop.ui.widgets.editors.picker import PickerEditor
from cic_desktop.ui.widgets.editors.several import SeveralEditor

__all__ = ["Combo", "Editor", "EditorMaker", "OptionCombo", "make_editor"]

EditorMaker = Callable[[Field], Editor]
MOST_RADIOS = 4
_MAKERS: dict[str, EditorMaker] = {
    "long_text": LongTextEditor,
    "date": DateEditor,
    "partial_date": DateEditor,
    "time": TimeEditor,
    "minutes": MinutesEditor,
    "choice": ChoiceEditor,
    "choices": ButtonsEditor,
    "several": SeveralEditor,
    "yes_no": ButtonsEditor,
    "country": PickerEditor,
    "language": PickerEditor,
    "pesel": BoxesEditor,
}


def make_editor(field: Field) -> Editor:
    """The editor of a question. A person or an account needs data: a page passes its own editor for them."""
    if field.boxes:
        return BoxesEditor(field)
    if field.kind == "radio":
        return ButtonsEditor(field) if len(field.options) <= MOST_RADIOS else ChoiceEditor(field)
    if field.kind == "account" and field.options:
        return ChoiceEditor(field)
    return _MAKERS.get(field.kind, LineEditor)(field)
