"""What is said when a form is opened: for whom it is, that it is not needed, that there is a newer edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cic_desktop.core import clock
from cic_desktop.i18n import Day, Plain, Text, _
from cic_desktop.ui.forms.interview import Opening
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets.notes import NoteTone

Act = tuple[Text, Callable[[], object]]


def opening_words(
    shell: Shell, opening: Opening, choose: Callable[[], object]
) -> tuple[NoteTone, Text, Act | None] | None:
    """Tone, words and what to do about it, as a banner says them; None when there is nothing to say."""
    info = opening.definition.info
    if opening.client is None:
        words = _("No client is chosen: nothing is filled in, and the form will not be kept.")
        return "info", words, (_("Choose a client"), choose)
    if info.pointless_text is not None and opening.sources.get(info.pointless_with):
        return "warn", info.pointless_text, None
    if (line := opening.unfinished) is not None:
        day = Day(clock.local(line.filled_at).date())
        words = _("This form was begun before and is not finished ({day}, {name}).", day=day, name=Plain(line.by))
        ids = {"form_id": line.form_id, "person_id": line.person_id, "filled_id": line.id}
        return "info", words, (_("Go on with it"), partial(shell.open, "form", **ids))
    if not opening.newest:
        words = _("This is the older edition {edition}.", edition=info.edition)
        newest = partial(shell.open, "form", form_id=info.id, person_id=opening.wanted.person_id)
        return "info", words, (_("Start with the new one"), newest)
    return None
