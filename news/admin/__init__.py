"""The public site in the admin: a file for each subject."""

from news.admin import articles, categories, tags

__all__ = ["articles", "categories", "tags"]
