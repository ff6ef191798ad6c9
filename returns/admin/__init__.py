"""Returns in the admin: periods, what was reported, campaigns, what is sent in."""

from returns.admin import campaigns, entries, periods, submissions

__all__ = ["campaigns", "entries", "periods", "submissions"]
