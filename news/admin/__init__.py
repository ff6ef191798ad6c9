"""The public site in the admin: a file for each subject."""

from news.admin import articles, disclosure

__all__ = ["articles", "disclosure"]
