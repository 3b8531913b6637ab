"""The attachments: drop them and see whether MOS takes them, all passport pages among them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from cic_desktop.core.errors import CicError
from cic_desktop.forms import mos
from cic_desktop.i18n import Joined, Plain, Text, _, ngettext
from cic_desktop.ui.forms.mos_drop import DropCard, point_rows
from cic_desktop.ui.language import language
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.theme import Tone
from cic_desktop.ui.widgets import (
    Banner,
    Glyph,
    box,
    clear,
    hbox,
    line,
    muted,
    small,
    strong,
    tool_button,
    vbox,
)
from cic_desktop.ui.widgets.buttons import chip_button

if TYPE_CHECKING:
    from cic_desktop.forms.mos import CheckedFile, FileRules, Pack

_MOST_PAGES = 200
_LOOKS: dict[str, tuple[str, Tone]] = {"ok": ("file-check", "ok"), "warn": ("file", "warn"), "bad": ("file", "bad")}


class FilesCard(DropCard):
    """Files are looked at beside the window, one after another; only what was found of them stays.

    `kept(path)` asks to keep one with the client.
    """

    kept = Signal(Path)

    def __init__(self, shell: Shell) -> None:
        pattern = "*.pdf *.jpg *.jpeg *.png"
        super().__init__(_("Attachments"), _("Choose files"), pattern, several=True)
        self._shell = shell
        self._rules: FileRules | None = None
        self._may_keep, self._whole_passport, self._photo_size = False, True, 0
        self.files: dict[Path, CheckedFile] = {}
        self.banner = Banner()
        self._hint = muted("", wrap=True)
        self._rows = vbox(spacing=6)
        self._sums = vbox(spacing=0)
        asked = _("Pages in the passport")
        self.pages = language.bind(QLineEdit(), "setAccessibleName", asked)
        self.pages.setValidator(QIntValidator(0, _MOST_PAGES, self.pages))
        self.pages.setFixedWidth(64)
        self.pages.textChanged.connect(lambda _text: self._show_sums())
        counted = hbox(small(asked), self.pages, None, spacing=10)
        self._counted = box(counted)
        self._found = box(vbox(box(self._rows), line(), self._counted, box(self._sums), spacing=8))
        self.add(self.banner, self._hint, self._found)
        self.taken.connect(self.look_at)

    def start(self, pack: Pack, *, may_keep: bool) -> None:
        """The rules of a pack, and no files yet."""
        self._rules, self._may_keep = pack.files, may_keep
        self._whole_passport = any(one.every_page for one in pack.attachments)
        self.setVisible(pack.files is not None)
        if pack.files is not None:
            language.bind(self._hint, "setText", Joined((_("Drop files here."), pack.files.text), " "))
        self.forget()

    def forget(self) -> None:
        """The next client's files are others."""
        self._round += 1
        self.files = {}
        self.pages.clear()
        self.banner.hide()
        self._show()

    def count_photo(self, size: int) -> None:
        """The photo counts among what is sent, in bytes."""
        self._photo_size = size
        self._show_sums()

    def look_at(self, paths: list[Path]) -> None:
        """Look at files on the disk."""
        self.banner.hide()
        rules = self._rules
        if rules is None:
            return
        for path in paths:
            look = partial(_read, path, rules)
            then = partial(self._take, self._round, path)
            self._shell.ctx.side(look, owner=self, then=then, failed=self._failed)

    def _take(self, asked: int, path: Path, file: CheckedFile) -> None:
        if asked == self._round:
            self.files[path] = file
            self._show()

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)

    # --- showing ------------------------------------------------------------------------------------

    def _show(self) -> None:
        clear(self._rows)
        for path, file in self.files.items():
            self._rows.addWidget(self._row(path, file))
        self._hint.setVisible(not self.files)
        self._found.setVisible(bool(self.files))
        self._counted.setVisible(self._whole_passport)
        self._show_sums()

    def _row(self, path: Path, file: CheckedFile) -> QWidget:
        icon, tone = _LOOKS[file.verdict]
        pages: Text = ngettext("{n} page", "{n} pages", file.pages) if file.pages else Plain("")
        size = _("{size} MB", size=mos.megabytes(file.size))
        words = vbox(strong(file.name, wrap=True), small(Joined((size, pages))), spacing=0)
        passport = chip_button(_("passport"), checked=file.passport, slot=partial(self._mark, path))
        tools = [passport, tool_button("x", _("Leave it out"), partial(self._drop, path))]
        if self._may_keep:
            tools.insert(1, tool_button("save", _("Keep with the client"), partial(self.kept.emit, path)))
        row = vbox(hbox(Glyph(icon, tone, 18), (box(words), 1), *tools, spacing=8), spacing=2)
        if file.points:
            row.addLayout(hbox(26, (point_rows(file.points), 1)))
        return box(row)

    def _mark(self, path: Path, passport: bool) -> None:
        self.files[path] = replace(self.files[path], passport=passport)
        self._show_sums()

    def _drop(self, path: Path) -> None:
        self.files.pop(path, None)
        self._show()

    def _show_sums(self) -> None:
        clear(self._sums)
        if self._rules is not None and self.files:
            said = int(self.pages.text()) if self.pages.hasAcceptableInput() else 0
            found = mos.check_attachments(
                list(self.files.values()), self._rules, said if self._whole_passport else None, self._photo_size
            )
            self._sums.addWidget(point_rows(found.points))


def _read(path: Path, rules: FileRules, _tick: object) -> CheckedFile:
    return mos.read_mos_file(path, rules)
