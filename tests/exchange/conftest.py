"""The month everybody knows."""

from tests.reports.fixtures import october_folder, story

__all__ = ["october_folder", "story"]
