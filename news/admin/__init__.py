"""The public site in the admin: a file for each subject."""

from news.admin import articles

__all__ = ["articles"]
