"""The ledger in the admin: plans, figures, the indicators of the office."""

from reports.admin import targets, figures, office_indicators  # isort: skip  the order of the menu

__all__ = ["figures", "office_indicators", "targets"]
