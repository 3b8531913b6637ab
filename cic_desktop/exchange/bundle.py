"""The reporting bundle of a month: made, noted as sent, opened again and explained."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import cic_desktop
from cic_desktop import centre
from cic_desktop.centre import CentreLine
from cic_desktop.core.answers import read_answers
from cic_desktop.core.errors import CicError, Invalid, Problem
from cic_desktop.core.fields import Answers
from cic_desktop.core.periods import Month
from cic_desktop.core.rights import Right
from cic_desktop.db.work import Actor, Read, Work
from cic_desktop.exchange.fields import RECIPIENT, SENDER
from cic_desktop.exchange.package import MANIFEST, Content, Facts, Resource, build_package
from cic_desktop.exchange.rehearsal import Finding, rehearse
from cic_desktop.exchange.seal import (
    BadKey,
    OpeningKey,
    SenderKey,
    SigningKey,
    fingerprint,
    open_sealed,
    parse_recipient,
    read_sealed,
    seal,
    write_sealed,
)
from cic_desktop.exchange.tables import SentBundle
from cic_desktop.exchange.tabulation import about_persons, aggregates, dictionaries, totals
from cic_desktop.i18n import Moment, Plain, Text, _, ngettext
from cic_desktop.reports.indicators import Period
from cic_desktop.reports.summary import load_help, month

__all__ = [
    "BundleContents", "BundleReceipt", "Finding", "SentLine",
    "add_recipient", "add_sender", "make_bundle", "make_bundle_in", "rehearse", "sent_bundles", "verify_bundle",
]  # fmt: skip

Tick = Callable[[float], None]


class Register(Protocol):
    """An open register and who works in it (`startup.Opened`)."""

    actor: Actor
    database: Any


@dataclass(frozen=True)
class BundleReceipt:
    """A bundle as it left: its number, the SHA-256 of the file, the fingerprint the recipient compares."""

    path: Path
    month: Month
    number: int
    sha256: str
    sender_fingerprint: str
    recipients: tuple[str, ...]
    contents: tuple[str, ...]


@dataclass(frozen=True)
class SentLine:
    """A bundle in the list of those made."""

    id: str
    period: str
    number: int
    made_at: datetime
    made_by: str
    sha256: str
    recipients: str


@dataclass(frozen=True)
class BundleContents:
    """A bundle that was opened and is right: who sent it, what it is about, what is inside."""

    sender: str
    sender_fingerprint: str
    own: bool
    facts: Facts
    contents: tuple[Content, ...]

    def said(self) -> tuple[Text, ...]:
        """What is inside, one sentence a line."""
        facts = self.facts
        inside = tuple(
            ngettext("{file}: {n} row", "{file}: {n} rows", item.rows, file=item.path) for item in self.contents
        )
        return (
            _("The bundle is whole and was not changed."),
            _("Sent by {name}, fingerprint {key}", name=Plain(self.sender), key=Plain(self.sender_fingerprint)),
            _("Centre {code}, month {month}, bundle {n}", code=facts.centre, month=facts.period, n=facts.sequence),
            _("Made {when}, version {version}", when=Moment(facts.created), version=facts.software_version),
            _PROFILES[facts.profile] if facts.profile in _PROFILES else Plain(facts.profile),
            *inside,
        )

    def lines(self, lang: str) -> list[str]:
        return [text.render(lang) for text in self.said()]

    def as_json(self) -> dict[str, Any]:
        facts = self.facts
        return {
            "sender": self.sender,
            "sender_fingerprint": self.sender_fingerprint,
            "own": self.own,
            "centre": facts.centre,
            "period": facts.period,
            "sequence": facts.sequence,
            "profile": facts.profile,
            "created": facts.created.isoformat(),
            "schema_revision": facts.schema_revision,
            "software_version": facts.software_version,
            "counts": dict(facts.counts),
            "files": [{"path": item.path, "rows": item.rows, "bytes": item.bytes} for item in self.contents],
        }


_PROFILES: dict[str, Text] = {
    "aggregates": _("Totals only, without small numbers"),
    "rows": _("Totals, and rows about persons without names"),
}


def make_bundle(
    register: Register, of: Month, out: Path, *, rows: bool = False, tick: Tick = lambda _share: None
) -> BundleReceipt:
    """Make the sealed bundle of a month in one act. See `make_bundle_in`."""
    with register.database.write(register.actor, "make a bundle") as work:
        return make_bundle_in(work, of, out, rows=rows, tick=tick)


def make_bundle_in(
    work: Work, of: Month, out: Path, *, rows: bool = False, tick: Tick = lambda _share: None
) -> BundleReceipt:
    """Write the sealed bundle of a month to a file and note it as sent.

    `rows` adds pseudonymised rows about persons, allowed only under a legal basis named by the centre.
    The centre's keys are made on first use. Raises CicError (a block of `rehearse`), CannotWrite.
    """
    work.require(Right.EXPORT_BUNDLE)
    _refuse_blocked(rehearse(work, of))
    ours = centre.centre(work)
    if rows and not ours.row_level_basis:
        raise CicError(_("Rows about persons may be sent only under a legal basis. Name it in the settings first."))
    signing, opening = _own_keys(work, ours)
    recipients = _recipients(work, opening)
    tick(0.1)
    resources = _resources(work, of, ours, rows)
    tick(0.6)
    facts = _facts(work, of, ours, resources, recipients, rows)
    files = build_package(resources, facts)
    sealed = seal(files, signing, list(recipients.values()))
    tick(0.9)
    sent = SentBundle(
        period=str(of),
        number=facts.sequence,
        sha256=hashlib.sha256(sealed).hexdigest(),
        manifest=files[MANIFEST].decode(),
        recipients=", ".join(recipients),
    )
    work.note("make a bundle", "sent_bundle", work.add(sent).id, str(of))
    # Last: if the file cannot be written, nothing is noted as sent.
    write_sealed(out, sealed)
    return BundleReceipt(
        out, of, sent.number, sent.sha256, fingerprint(signing.public.text), tuple(recipients), tuple(sorted(files))
    )


def verify_bundle(path: Path, read: Read) -> BundleContents:
    """Open a bundle with the centre's keys and say what is inside.

    Raises CannotRead and the errors of `seal`: damaged, changed, newer, for somebody else, unknown sender.
    """
    identities = [OpeningKey.parse(key.private) for key in centre.keys(read, "recipient") if key.private]
    senders = centre.keys(read, "sender")
    opened = open_sealed(read_sealed(path), identities, {key.public: key.name for key in senders})
    own = any(key.private and key.public == opened.sender_key.text for key in senders)
    return BundleContents(opened.sender, fingerprint(opened.sender_key.text), own, opened.facts, opened.contents)


def add_recipient(work: Work, answers: Answers) -> str:
    """Remember a key bundles are sealed to from now on; returns its id. Raises Invalid."""
    work.require(Right.EXPORT_BUNDLE)
    values = read_answers(RECIPIENT, answers)
    try:
        key = parse_recipient(values["key"])
    except BadKey as error:
        raise Invalid(Problem("key", error.text)) from None
    if any(known.public == key for known in centre.keys(work, "recipient")):
        raise Invalid(Problem("key", _("This key is in the list already.")))
    return centre.add_key(work, "recipient", values["name"], key)


def add_sender(work: Work, answers: Answers, key: SenderKey) -> str:
    """Believe a sender's signature from now on; somebody compared the fingerprint aloud. Raises Invalid."""
    work.require(Right.EXPORT_BUNDLE)
    return centre.add_key(work, "sender", read_answers(SENDER, answers)["name"], key.text)


def sent_bundles(read: Read) -> list[SentLine]:
    """The bundles made so far, the newest first."""
    read.require(Right.EXPORT_BUNDLE)
    rows = read.sql(
        "SELECT b.id, b.period, b.number, b.created_at, coalesce(a.name, ''), b.sha256, b.recipients "
        "FROM sent_bundle b LEFT JOIN account a ON a.id = b.created_by "
        "WHERE b.deleted_at IS NULL ORDER BY b.number DESC"
    )
    return [
        SentLine(id_, period, number, datetime.fromisoformat(made_at), *rest)
        for id_, period, number, made_at, *rest in rows
    ]


def _refuse_blocked(findings: Sequence[Finding]) -> None:
    for finding in findings:
        if finding.blocks:
            raise CicError(finding.text)


def _own_keys(work: Work, ours: CentreLine) -> tuple[SigningKey, OpeningKey]:
    """The centre's own keys; made and kept in the encrypted register the first time."""
    signing = next((key.private for key in centre.keys(work, "sender") if key.private), "")
    opening = next((key.private for key in centre.keys(work, "recipient") if key.private), "")
    if not signing:
        made = SigningKey.generate()
        signing = made.export()
        centre.add_key(work, "sender", ours.name, made.public.text, signing)
    if not opening:
        identity = OpeningKey.generate()
        opening = identity.export()
        centre.add_key(work, "recipient", ours.name, identity.public, opening)
    return SigningKey.parse(signing), OpeningKey.parse(opening)


def _recipients(work: Work, opening: OpeningKey) -> dict[str, str]:
    """Public keys by name; the centre itself is always one of them."""
    named: dict[str, str] = {}
    for key in centre.keys(work, "recipient"):
        if key.public == opening.public or not key.private:
            named[key.name if key.name not in named else f"{key.name} ({key.id[-4:]})"] = key.public
    return named


def _resources(work: Work, of: Month, ours: CentreLine, rows: bool) -> list[Resource]:
    summary, help_given = month(work, of), load_help(work, Period.of(of))
    resources = aggregates(summary, help_given, ours.small_cell)
    if rows:
        resources += about_persons(work, of)
    return [*resources, dictionaries(resources)]


def _facts(
    work: Work, of: Month, ours: CentreLine, resources: list[Resource], recipients: dict[str, str], rows: bool
) -> Facts:
    return Facts(
        profile="rows" if rows else "aggregates",
        centre=ours.code,
        period=str(of),
        created=work.now,
        sequence=1 + (work.sql("SELECT max(number) FROM sent_bundle")[0][0] or 0),
        schema_revision=work.sql("SELECT version_num FROM alembic_version")[0][0],
        software_version=cic_desktop.__version__,
        recipients=tuple(fingerprint(key) for key in recipients.values()),
        counts=totals(resources),
        legal_basis=ours.row_level_basis if rows else "",
        small_cell=ours.small_cell,
    )
