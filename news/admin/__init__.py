"""The public site in the admin: a file for each subject."""

from news.admin import albums, articles, categories, disclosure, documents, frame, letters, pictures, tags

__all__ = [
    "albums",
    "articles",
    "categories",
    "disclosure",
    "documents",
    "frame",
    "letters",
    "pictures",
    "tags",
]
