"""What is asked about a kept file."""

from __future__ import annotations

from cic_desktop.core.codes import options
from cic_desktop.core.fields import Field
from cic_desktop.i18n import _

__all__ = ["ATTACHMENT"]

ATTACHMENT: tuple[Field, ...] = (
    Field("kind", _("What it is"), "choice", options=options("attachment_kind"), required=True, width=6),
    Field("seen_on", _("Original seen on"), "date", width=6),
    Field("title", _("Title"), width=12, max_length=200),
)
