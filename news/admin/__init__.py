"""The public site in the admin: a file for each subject."""

from news.admin import articles, frame, letters

__all__ = ["articles", "frame", "letters"]
