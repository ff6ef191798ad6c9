"""The public site in the admin: a file for each subject."""

from news.admin import albums, articles, categories, pictures, tags

__all__ = [
    "albums",
    "articles",
    "categories",
    "pictures",
    "tags",
]
