"""gettext catalogues of the program: compiled by the set-up, read as they are in a checkout."""

from __future__ import annotations

import gettext
import io
import re
from functools import cached_property, lru_cache
from struct import pack, unpack_from

from cic_desktop.paths import data_root

DOMAIN = "cic"
_FEW = 40  # messages
PSEUDO = "qps"  # tests: shows what is not translatable and what gets cut off


@lru_cache(maxsize=8)
def catalogue(lang: str) -> gettext.NullTranslations:
    """The messages of one language. English is what the source says."""
    if lang == PSEUDO:
        return _Pseudo()
    if lang == "en":
        return gettext.NullTranslations()
    folder = data_root() / "translations" / lang / "LC_MESSAGES"
    source, compiled = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        return _Compiled(compiled.read_bytes())
    if not source.exists():
        return gettext.NullTranslations()
    return gettext.GNUTranslations(io.BytesIO(_compile(source.read_bytes(), lang)))


def compile_all() -> list[str]:
    """Write every catalogue's compiled form beside it; returns the languages (part of the set-up)."""
    done = []
    for source in sorted((data_root() / "translations").glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        lang = source.parent.parent.name
        source.with_suffix(".mo").write_bytes(_compile(source.read_bytes(), lang))
        done.append(lang)
    return done


def _compile(po: bytes, lang: str) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    write_mo(out, read_po(io.BytesIO(po), locale=lang))
    return out.getvalue()


class _Compiled(gettext.NullTranslations):
    """A compiled catalogue. The first window says a dozen sentences, which are looked for in the bytes of the
    file: reading all of it takes as long as painting that window. Whoever wants more has all of it read."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = data
        self._few = _FEW

    @cached_property
    def _whole(self) -> gettext.GNUTranslations:
        return gettext.GNUTranslations(io.BytesIO(self._data))

    def gettext(self, message: str) -> str:
        if not self._few:
            return self._whole.gettext(message)
        self._few -= 1
        return self._look(message.encode()).decode() or message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._whole.ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._whole.pgettext(context, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._whole.npgettext(context, msgid1, msgid2, n)

    def _look(self, message: bytes) -> bytes:
        """The translation of a message, empty when there is none.

        The file: two tables with (length, place) of each text, the messages' and the translations', then the texts.
        """
        messages, translations = unpack_from("<2I", self._data, 12)
        place = self._data.find(b"\0" + message + b"\0") + 1
        while place:
            entry = self._data.find(pack("<2I", len(message), place), messages, translations)
            if entry >= 0:
                length, at = unpack_from("<2I", self._data, entry - messages + translations)
                return self._data[at : at + length]
            place = self._data.find(b"\0" + message + b"\0", place) + 1  # that was the plural of another message
        return b""


class _Pseudo(gettext.NullTranslations):
    """Marks every translated text and makes it a third longer; whatever lacks the marks is not translatable."""

    _accents = str.maketrans("aceilnosuyzACEILNOSUYZ", "ȧćęīłńőšüýžÀĆĘĪŁŃŐŠÜÝŽ")

    def _show(self, text: str) -> str:
        parts = re.split(r"(\{[^}]*\})", text)
        body = "".join(part if part.startswith("{") else part.translate(self._accents) for part in parts)
        return f"⟦{body}{'·' * max(2, len(text) * 35 // 100)}⟧"

    def gettext(self, message: str) -> str:
        return self._show(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._show(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self._show(message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._show(msgid1 if n == 1 else msgid2)
