"""The public site in the admin: a file for each subject."""

from news.admin import articles, documents

__all__ = ["articles", "documents"]
