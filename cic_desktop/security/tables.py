"""Accounts of the people who work with the register; their keys lie in the key file."""

from __future__ import annotations

from cic_desktop.core.rights import Role
from cic_desktop.db.base import Row, one_of, table_args

__all__ = ["Account"]


class Account(Row, table=True):
    """A colleague. `login` is also the name in the key file."""

    __tablename__ = "account"
    __table_args__ = table_args(one_of("role", Role))

    login: str
    name: str
    role: str
    speciality: str = ""  # of a specialist: lawyer, psychologist …
    active: bool = True
