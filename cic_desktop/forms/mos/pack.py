"""What is known of MOS besides the questions: `resources/mos/<form>.toml`, each statement with its source.

Limits, lists of attachments, fees and advice change with the law, so they are data. What hangs on an answer says so
in `when`, in the words of the forms.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from cic_desktop.core.errors import CicError
from cic_desktop.core.fields import Answer, Condition
from cic_desktop.i18n import Joined, Number, Plain, Text, Texts, _
from cic_desktop.paths import data_root

__all__ = [
    "Annex", "Bring", "Deadline", "Fee", "FileRules", "Known", "Note", "Pack", "PhotoException", "PhotoRule",
    "PhotoRules", "Required", "applying", "fee_words", "mos_forms", "mos_pack", "unsure",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Known:
    """A statement with where it was found; `when` names the answer it hangs on."""

    source: str
    confidence: str  # confirmed, secondary or unconfirmed
    as_of: date
    when: Condition | None = None

    def applies(self, answers: Mapping[str, Answer]) -> bool | None:
        """Whether it holds for these answers; None as long as the answer it hangs on is not given."""
        if self.when is None:
            return True
        return self.when.holds(answers) if answers.get(self.when.field) else None


@dataclass(frozen=True, kw_only=True)
class PhotoRule(Known):
    """Something only a person can see on the photo."""

    code: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class PhotoException(PhotoRule):
    """When the photo may be otherwise, and the document that has to go with it."""

    brings: Text | None = None


@dataclass(frozen=True, kw_only=True)
class PhotoRules(Known):
    """The photo as the portal takes it. Pixels, bytes, width to height."""

    formats: tuple[str, ...]
    min_width: int
    min_height: int
    max_bytes: int
    ratio: tuple[int, int]
    ratio_slack: float
    max_age_months: int
    text: Text
    rule: tuple[PhotoRule, ...] = ()
    exception: tuple[PhotoException, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FileRules(Known):
    """Attachments as the portal takes them, in bytes."""

    max_bytes: int
    total_bytes: int
    counts_photo: bool
    scans: tuple[str, ...]
    text: Text


@dataclass(frozen=True, kw_only=True)
class Deadline(Known):
    """By when to file: a rule of `stay`, and in words."""

    rule: str
    basis: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Required(Known):
    """Something to attach."""

    code: str
    title: Text
    need: Literal["required", "usual", "if"]
    given_by: str  # client, employer, organiser, school, office, other
    help: Text | None = None
    every_page: bool = False
    photo: bool = False


@dataclass(frozen=True, kw_only=True)
class Annex(Known):
    """An annex filled inside the portal, by the client or by somebody who gets a link."""

    number: int
    title: Text
    filled_by: str
    text: Text
    by_link: bool = False


@dataclass(frozen=True, kw_only=True)
class Fee(Known):
    """What it costs, in PLN; 0 where it is not known."""

    code: str
    title: Text
    amount: int
    help: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Note(Known):
    """A piece of advice: who signs, what the receipt means, what comes after."""

    topic: str
    title: Text
    text: Text


@dataclass(frozen=True, kw_only=True)
class Bring(Known):
    """A line of the sheet for the client: what to bring here now, or to the office when called."""

    code: str
    text: Text
    to: Literal["centre", "office"]


@dataclass(frozen=True)
class Pack:
    """Everything the preparation of one application knows beside its questions."""

    form: str
    title: Text
    portal: str
    as_of: date
    source: str
    confidence: str
    purpose: str
    none_word: str
    photo: PhotoRules | None
    files: FileRules | None
    deadline: Deadline | None
    attachments: tuple[Required, ...]
    annexes: tuple[Annex, ...]
    fees: tuple[Fee, ...]
    notes: tuple[Note, ...]
    bring: tuple[Bring, ...]

    def told(self, *topics: str) -> tuple[Note, ...]:
        """The advice on these topics."""
        return tuple(note for note in self.notes if note.topic in topics)


K = TypeVar("K", bound=Known)
_FIRST = "MOS-CZASOWY"


def applying(known: Iterable[K], answers: Mapping[str, Answer]) -> list[K]:
    """What holds or may hold: nothing is hidden only because an answer is still missing."""
    return [one for one in known if one.applies(answers) is not False]


def unsure(known: Known, words: Text) -> Text:
    """The words, and that nobody has confirmed them where that is so."""
    return Joined((words, _("unconfirmed, please check"))) if known.confidence == "unconfirmed" else words


def fee_words(fee: Fee) -> Text:
    """A fee with its amount as far as it is known."""
    amount: Text = _("{amount} zł", amount=Number(fee.amount)) if fee.amount else Plain("")
    return Joined((fee.title, amount), ": ")


def mos_forms() -> tuple[str, ...]:
    """The forms that have a pack, by id; the one most people need first."""
    found = (path.stem for path in _folder().glob("*.toml"))
    return tuple(sorted(found, key=lambda form_id: (form_id != _FIRST, form_id)))


def mos_pack(form_id: str) -> Pack:
    """The pack of a form; CicError when there is none."""
    if form_id not in mos_forms():  # ids come from the register: a name, never a path
        raise CicError(_("There is no preparation pack for {form}.", form=form_id))
    return _load(_folder() / f"{form_id}.toml")


def _folder() -> Path:
    return data_root() / "resources" / "mos"


@lru_cache(maxsize=8)
def _load(path: Path) -> Pack:
    data = tomllib.loads(path.read_text("utf-8"))
    head = data["mos"]
    common = {name: head[name] for name in ("source", "confidence", "as_of")}

    def each(name: str, kind: type[K]) -> tuple[K, ...]:
        return tuple(_known(kind, entry, common) for entry in data.get(name, ()))

    def one(name: str, kind: type[K]) -> K | None:
        return _known(kind, data[name], common) if name in data else None

    return Pack(
        **{name: _value(name, value) for name, value in head.items()},
        photo=one("photo", PhotoRules),
        files=one("files", FileRules),
        deadline=one("deadline", Deadline),
        attachments=each("attachment", Required),
        annexes=each("annex", Annex),
        fees=each("fee", Fee),
        notes=each("note", Note),
        bring=each("bring", Bring),
    )


_INNER: dict[str, type[Known]] = {"rule": PhotoRule, "exception": PhotoException}


def _known(kind: type[K], data: Mapping[str, Any], common: Mapping[str, Any]) -> K:
    """A table as its class; what it does not say of its source is that of the table around it."""
    common = {name: data.get(name, value) for name, value in common.items()}
    values: dict[str, Any] = {}
    for key, value in {**common, **data}.items():
        name = "given_by" if key == "from" else key
        if key in _INNER and isinstance(value, list):
            values[name] = tuple(_known(_INNER[key], entry, common) for entry in value)
        else:
            values[name] = _value(key, value)
    return kind(**values)


def _value(name: str, value: Any) -> Any:
    if name == "as_of":
        return date.fromisoformat(value)
    if name == "when":
        return Condition(value["question"], tuple(value["is"]))
    if isinstance(value, Mapping):
        return Texts(value)
    return tuple(value) if isinstance(value, list) else value
