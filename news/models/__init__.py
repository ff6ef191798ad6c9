from news.models.article import Article
from news.models.category import Category, CategoryEditor
from news.models.preview_link import PreviewLink
from news.models.series import Series
from news.models.tag import ArticleTag, Tag
from news.models.unsaved_text import UnsavedText

__all__ = ["Article", "ArticleTag", "Category", "CategoryEditor", "PreviewLink", "Series", "Tag", "UnsavedText"]
