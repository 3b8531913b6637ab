"""Every module that declares tables, by name: an explicit list, since a frozen program cannot scan."""

from importlib import import_module

MODULES = (
    "cic_desktop.db.local",
    "cic_desktop.centre.tables",
    "cic_desktop.security.tables",
    "cic_desktop.projects.tables",
    "cic_desktop.partners.tables",
    "cic_desktop.clients.tables",
    "cic_desktop.attachments.tables",
    "cic_desktop.protection.tables",
    "cic_desktop.plans.tables",
    "cic_desktop.stay.tables",
    "cic_desktop.diary.tables",
    "cic_desktop.assistance.tables",
    "cic_desktop.courses.tables",
    "cic_desktop.events.tables",
    "cic_desktop.surveys.tables",
    "cic_desktop.forms.kept.tables",
    "cic_desktop.exchange.tables",
)


def load_all() -> None:
    """Import every table into the metadata."""
    for module in MODULES:
        import_module(module)
