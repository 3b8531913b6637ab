"""Tables of the centre."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from cic_desktop.db.base import Privacy, Row, column, table_args

__all__ = ["Centre", "KnownKey", "OwnKey"]


class Centre(Row, table=True):
    """The centre this register belongs to: exactly one living row."""

    __tablename__ = "centre"
    __table_args__ = table_args()

    name: str
    code: str  # in bundles and printed headings, e.g. CIC-OP
    street: str = ""
    postcode: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    logo_sha256: str = ""  # bytes in `blob`
    small_cell: int = Field(default=5)  # counts below it are suppressed in bundles
    row_level_basis: str = ""  # legal basis for pseudonymised rows; empty = aggregates only


class KnownKey(Row, table=True):
    """A public key of somebody the centre exchanges bundles with."""

    __tablename__ = "known_key"
    __table_args__ = table_args()

    kind: str  # `recipient` (age) or `sender` (Ed25519)
    name: str
    public: str


class OwnKey(SQLModel, table=True):
    """The private half of a key of the centre's own; never in the journal, never leaves this machine."""

    __tablename__ = "own_key"
    __table_args__ = table_args(journal=False)

    key_id: str = Field(primary_key=True, foreign_key="known_key.id")
    private: str = column(privacy=Privacy.SECRET)
