"""Bringing the catalogues up to the source: `python -m cic_desktop.i18n.extract` (`make catalogues`).

Every `_()`, `ngettext()` and `pgettext()` of the package goes into each language's `.po`; translations that
are there stay, messages that are gone leave. A tool for a checkout: the running program never imports it.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cic_desktop import __version__
from cic_desktop.i18n.catalogues import DOMAIN
from cic_desktop.paths import data_root

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

TRANSLATED = ("pl", "uk", "ru")  # English is what the source says
PACKAGE = Path(__file__).resolve().parents[1]
_KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Key = tuple[str, str, str]
"""Context, message, its plural; "" for what it does not have."""


def template() -> Catalog:
    """All messages of the source with the files they stand in."""
    from babel.messages.catalog import Catalog
    from babel.messages.extract import extract_from_dir

    found = Catalog(domain=DOMAIN)
    for name, line, message, _comments, context in extract_from_dir(PACKAGE, keywords=_KEYWORDS):
        found.add(message, locations=[(name, line)], context=context)
    return found


def messages(catalogue: Catalog | None = None) -> frozenset[Key]:
    """The keys of a catalogue, or of the source."""
    found = template() if catalogue is None else catalogue
    return frozenset(_key(message) for message in found if message.id)


def _key(message: Any) -> Key:
    one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
    return message.context or "", one, many


def catalogue_file(lang: str) -> Path:
    return data_root() / "translations" / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(lang: str) -> Catalog:
    """A language's catalogue as it lies there; an empty one when there is none yet."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = catalogue_file(lang)
    if not path.exists():
        return Catalog(locale=lang, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain=DOMAIN, abort_invalid=True)


def updated(lang: str, source: Catalog) -> Catalog:
    """The language's catalogue with exactly the messages of the source."""
    from babel.messages.catalog import Catalog

    there = read(lang)
    fresh = Catalog(
        locale=lang, domain=DOMAIN, project="CIC Desktop", version=__version__, fuzzy=False,
        creation_date=there.creation_date, revision_date=there.revision_date,
        last_translator="CIC Desktop", language_team=lang, msgid_bugs_address="CIC Desktop",
    )  # fmt: skip
    fresh.header_comment = f"# {fresh.locale and fresh.locale.english_name} for CIC Desktop; see CONTRIBUTING.md."
    for message in source:
        if message.id:
            known = there.get(message.id, message.context)
            fresh.add(
                message.id,
                known.string if known else None,
                locations=message.locations,
                context=message.context,
                user_comments=known.user_comments if known else (),
            )
    return fresh


def update() -> dict[str, int]:
    """Write every catalogue; returns how many messages each language still lacks."""
    from babel.messages.pofile import write_po

    source, lacking = template(), {}
    for lang in TRANSLATED:
        fresh, out = updated(lang, source), io.BytesIO()
        write_po(out, fresh, width=100, sort_by_file=True, include_lineno=False)
        path = catalogue_file(lang)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(out.getvalue())
        lacking[lang] = sum(1 for message in fresh if message.id and not is_translated(message))
    return lacking


def is_translated(message: Any) -> bool:
    """Whether every form of a message has its words."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(text and text.strip() for text in strings)


if __name__ == "__main__":
    print("untranslated:", " ".join(f"{lang} {count}" for lang, count in update().items()))
