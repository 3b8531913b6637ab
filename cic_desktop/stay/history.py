"""How a person's history words the records of legal stay: by the very questions they were asked with."""

from __future__ import annotations

from cic_desktop.clients.history import HistoryPart
from cic_desktop.stay.fields import FORMS
from cic_desktop.stay.service import TABLES

__all__ = ["HISTORY"]

HISTORY: dict[str, HistoryPart] = {
    str(TABLES[form.name].__tablename__): HistoryPart(
        form.title, {item.name: item for item in form.fields if item.name != "proceeding_id"}
    )
    for form in FORMS
}
