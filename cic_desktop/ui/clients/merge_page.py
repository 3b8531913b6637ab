"""Two records made one: side by side, a choice where they differ, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cic_desktop import clients, projects
from cic_desktop.core.errors import CicError, Stale
from cic_desktop.i18n import Joined, Plain, Text, _
from cic_desktop.ui.clients.dialog import ClientDialog, cancel_button
from cic_desktop.ui.clients.sides import Sides
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, Card, Page, box, button, card_head, chip_button, hbox, muted, vbox

if TYPE_CHECKING:
    from cic_desktop.clients import Comparison, Merged, Outlook
    from cic_desktop.core.fields import Option

_SAFE = _("Everything recorded for either of them comes along. It can be undone from the card.")


class MergePage(Page):
    """Choose what stays; `first_id` and `second_id` come with every visit."""

    watches: tuple[str, ...] = ()

    def __init__(self, shell: Shell) -> None:
        self.merge_button = button(_("Make one record"), "check", "primary", self.merge)
        self.merge_button.setAutoDefault(True)  # Enter presses it
        back = button(_("Cancel"), kind="ghost", slot=shell.back)
        super().__init__(_("Make one record of two"), _SAFE, actions=(back, self.merge_button), max_width=1180)
        self._shell, self._ctx = shell, shell.ctx
        self._ids = ("", "")
        self._keep = ""
        self._merging = False
        self._projects: tuple[Option, ...] = ()
        self.found: Comparison | None = None
        self._build()

    def arrive(self, first_id: str = "", second_id: str = "", **_args: Any) -> None:
        """Compare two records."""
        self._ids, self._keep, self.found = (first_id, second_id), "", None
        self.banner.hide()
        self._show_whole(False)
        self.sides.forget()
        self.reload()

    def reload(self) -> None:
        """Read both records again; what was picked stays picked."""
        (first, second), keep = self._ids, self._keep
        self._ctx.ask(
            lambda read: (clients.compare_people(read, first, second, keep), projects.project_options(read)),
            owner=self,
            then=self._show,
            failed=self._gone,
            latest="merge",
        )

    def swap(self) -> None:
        """Let the other record be the one that stays."""
        if self.found is not None:
            self._keep = self.found.gone.line.id
            self.sides.forget()
            self.reload()

    def merge(self) -> None:
        """Make one of them."""
        found = self.found
        if found is None or self._merging:
            return
        self._merging = True
        picks: Any = self.sides.picks()
        kept, gone = found.kept.line.id, found.gone.line.id
        self._ctx.do(
            lambda work: clients.merge_people(work, kept, gone, picks, found.revisions),
            verb="merge two records",
            owner=self,
            then=self._merged,
            failed=self._failed,
        )

    # --- inside -------------------------------------------------------------------------------------

    def _show(self, read: tuple[Comparison, tuple[Option, ...]]) -> None:
        self.found, self._projects = read
        self._keep = self.found.kept.line.id
        self._fill()
        self._show_whole(True)
        self.merge_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self.found is None:
            return
        self.sides.show_comparison(self.found, whole=self.whole.isChecked(), projects=self._projects)
        typing = list(dict.fromkeys((*self.found.kept.drafts, *self.found.gone.drafts)))
        self._typing.setVisible(bool(typing))
        words = _("Unfinished typing about them is kept: {who}.", who=Plain(", ".join(typing)))
        language.bind(self._typing, "setText", words)

    def _show_whole(self, shown: bool) -> None:
        self._whole.setVisible(shown)
        self.merge_button.setVisible(shown)

    def _gone(self, error: CicError) -> None:
        self._show_whole(False)
        self.banner.say("bad", error.text, (_("To the clients"), lambda: self._shell.open("clients")))

    def _failed(self, error: CicError) -> None:
        self._merging = False
        if isinstance(error, Stale):
            self.reload()
            words = _("One of the records was changed in the meantime. This is how they stand now: please look again.")
            self.banner.say("warn", words)
        else:
            self.banner.say("bad", error.text)
        self.verticalScrollBar().setValue(0)

    def _merged(self, made: Merged) -> None:
        self._merging = False
        ctx, shell = self._ctx, self._shell

        def undo() -> None:
            ctx.do(
                lambda work: clients.undo_merge(work, made.id),
                verb="undo a merge",
                owner=ctx,
                then=lambda _outlook: shell.note(_("Two records again.")),
            )

        shell.open("client", person_id=made.kept_id)
        words = _("{gone} is now part of {name}.", gone=Plain(made.gone_number), name=Plain(made.name))
        shell.note(words, "ok", _("Undo"), undo)

    def _build(self) -> None:
        self.banner = Banner()
        self.sides = Sides(choosing=True)
        captions = (_("This record stays"), _("This one goes into it"))
        for caption, words in zip(self.sides.captions, captions, strict=True):
            language.bind(caption, "setText", words)
            caption.show()
        self.whole = chip_button(_("Show what agrees, too"), slot=lambda _on: self._fill())
        self.swap_button = button(_("Keep the other one"), "refresh", slot=self.swap)
        self._typing = muted("", wrap=True)
        head = card_head(_("Where they differ"), self.whole, self.swap_button)
        self._whole = QWidget()
        card = Card(head, self.sides, spacing=18, margins=(24, 18, 24, 24))
        vbox(card, self._typing, None, spacing=16, parent=self._whole)
        self._show_whole(False)
        self.add(self.banner, self._whole, None)


class UndoMergeDialog(ClientDialog):
    """Says what comes back and what stays as it was edited since, before two records are taken apart."""

    def __init__(self, shell: Shell, merge_id: str) -> None:
        super().__init__(shell, _("Take the two records apart?"), width=560)
        self._merge_id = merge_id
        self._words, self._since = muted("", wrap=True), Banner("info")
        self.yes = button(_("Take apart"), "undo", "primary", self.undo)
        self.yes.hide()
        self.body.addWidget(box(vbox(self._words, self._since, None, spacing=12)))
        self.foot.addWidget(box(hbox(None, cancel_button(self), self.yes, spacing=10)))
        self.ctx.ask(
            lambda read: clients.undo_outlook(read, merge_id), owner=self, then=self._show, failed=self._failed
        )

    def undo(self) -> None:
        """Take them apart."""
        merge_id = self._merge_id
        self.yes.setEnabled(False)
        self.ctx.do(
            lambda work: clients.undo_merge(work, merge_id),
            verb="undo a merge",
            owner=self,
            then=self._done,
            failed=self._failed,
        )

    def _done(self, outlook: Outlook) -> None:
        shell, gone = self.shell, outlook.line
        self.accept()
        words = _("{name} has a record of their own again.", name=Plain(gone.gone_name))
        shell.note(words, "ok", _("Open it"), lambda: shell.open("client", person_id=gone.gone_id))

    def _show(self, outlook: Outlook) -> None:
        name, number = Plain(outlook.line.gone_name), Plain(outlook.line.gone_number)
        words = _("{name}, {number}, comes back as it was, with everything that was recorded there.",
                  name=name, number=number)  # fmt: skip
        language.bind(self._words, "setText", words)
        if outlook.blocked:
            self._since.say("warn", outlook.blocked)
        elif said := since(outlook):
            self._since.say("info", said)
        self.yes.setVisible(outlook.blocked is None)
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def _failed(self, error: CicError) -> None:
        self.yes.setEnabled(True)
        self.banner.say("bad", error.text)


def since(outlook: Outlook) -> Text | None:
    """What stays as it is now; nothing when all comes back."""
    changed = _("Edited since, and stays as it is now: {what}.", what=Joined(outlook.changed, ", "))
    kept = Plain(outlook.kept.name if outlook.kept else "")
    added = _("Recorded since, and stays with {name}: {n}.", name=kept, n=outlook.added)
    said = [text for text, there in ((changed, outlook.changed), (added, outlook.added)) if there]
    return Joined(tuple(said), " ") if said else None
