"""The public site in the admin: a file for each subject."""

from news.admin import albums, articles, pictures

__all__ = ["albums", "articles", "pictures"]
