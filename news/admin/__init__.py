"""The public site in the admin: a file for each subject."""

from news.admin import articles, pictures

__all__ = ["articles", "pictures"]
