"""gettext catalogues of the program: compiled by the set-up, read as they are in a checkout."""

from __future__ import annotations

import gettext
import io
import re
from functools import lru_cache

from cic_desktop.paths import data_root

DOMAIN = "cic"
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
        with compiled.open("rb") as file:
            return gettext.GNUTranslations(file)
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
