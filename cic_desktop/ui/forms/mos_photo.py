"""The photo: drop it and see whether MOS takes it, and what is left for the eye."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap

from cic_desktop.core.errors import CicError
from cic_desktop.core.files import CannotRead
from cic_desktop.forms import mos
from cic_desktop.i18n import Joined, _
from cic_desktop.ui.forms.mos_drop import DropCard, point_rows
from cic_desktop.ui.language import language
from cic_desktop.ui.printing import image
from cic_desktop.ui.private.picture import PaperPicture
from cic_desktop.ui.shell import Shell
from cic_desktop.ui.widgets import Banner, box, button, clear, hbox, muted, small, vbox

if TYPE_CHECKING:
    from cic_desktop.forms.mos import Pack, PhotoCheck, PhotoRules

_WIDE, _TALL = 105, 135  # pixels: 35 × 45


class PhotoCard(DropCard):
    """Checked beside the window. `kept(path)` asks to keep it; `changed` after each look."""

    kept = Signal(Path)
    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(_("Photo"), _("Choose the photo"), "*.jpg *.jpeg *.png *.heic *.*", several=False)
        self._shell = shell
        self._rules: PhotoRules | None = None
        self.path: Path | None = None
        self.taken_bytes = 0
        self._may_keep = False
        self.check: PhotoCheck | None = None
        self.banner = Banner()
        self._hint = muted("", wrap=True)
        self.picture = PaperPicture()
        self.picture.setFixedSize(_WIDE, _TALL)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        language.bind(self.picture, "setAccessibleName", _("The photo"))
        self._points = vbox(spacing=0)
        self.keep = button(_("Keep with the client"), "save", slot=self._keep)
        self._eye = small("", wrap=True)
        found = hbox((self.picture, 0), (box(vbox(box(self._points), self.keep, None, spacing=8)), 1), spacing=14)
        found.setAlignment(self.picture, Qt.AlignmentFlag.AlignTop)
        self._found = box(found)
        self.add(self.banner, self._hint, self._found, self._eye)
        self.taken.connect(lambda paths: self.look_at(paths[0]))

    def start(self, pack: Pack, *, may_keep: bool) -> None:
        """The rules of a pack; a photo looked at already is looked at with them."""
        self._rules, self._may_keep = pack.photo, may_keep
        self.setVisible(pack.photo is not None)
        if pack.photo is None:
            return
        language.bind(self._hint, "setText", Joined((_("Drop the photo here."), pack.photo.text), " "))
        rules = Joined(tuple(rule.text for rule in pack.photo.rule), "; ")
        language.bind(self._eye, "setText", _("Look yourself: {rules}.", rules=rules))
        self.forget()

    def forget(self) -> None:
        """Nobody's photo is left on the screen of the next client."""
        self._round += 1
        self.path, self.check, self.taken_bytes = None, None, 0
        self.banner.hide()
        self._found.hide()
        self._eye.hide()
        self._hint.show()
        self.changed.emit()

    def look_at(self, path: Path) -> None:
        """Read and check a file."""
        rules = self._rules
        if rules is None:  # nothing is known of the photo for this application
            return

        def look(_tick: object) -> tuple[int, PhotoCheck]:
            try:
                with path.open("rb") as file:
                    data = file.read(mos.LARGEST_PHOTO)
            except OSError:
                raise CannotRead() from None
            return len(data), mos.check_photo(data, rules)

        then = partial(self._take, self._round, path)
        self._shell.ctx.side(look, owner=self, then=then, failed=self._failed)

    def _take(self, asked: int, path: Path, found: tuple[int, PhotoCheck]) -> None:
        if asked == self._round:
            self._show(path, *found)

    def _show(self, path: Path, size: int, check: PhotoCheck) -> None:
        self.path, self.taken_bytes, self.check = path, size, check
        self.banner.hide()
        self._hint.hide()
        clear(self._points)
        self._points.addWidget(point_rows(check.points))
        self._show_picture(check)
        self.keep.setVisible(self._may_keep and check.picture is not None)
        self._eye.setVisible(check.picture is not None)
        self._found.show()
        self.changed.emit()

    def _show_picture(self, check: PhotoCheck) -> None:
        self.picture.setVisible(check.picture is not None)
        if check.picture is not None:
            drawn = QPixmap.fromImage(image(check.picture))
            self.picture.setPixmap(
                drawn.scaled(
                    _WIDE, _TALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )

    def _keep(self) -> None:
        if self.path is not None:
            self.kept.emit(self.path)

    def _failed(self, error: CicError) -> None:
        self.banner.say("bad", error.text)
