"""Returns in the admin: periods, what was reported, campaigns, what is sent in."""

from returns.admin import campaigns, contacts, entries, periods, ratings, submissions

__all__ = ["campaigns", "contacts", "entries", "periods", "ratings", "submissions"]
