from news.models.article import Article, Category
from news.models.disclosure import Disclosure, Release

__all__ = ["Article", "Category", "Disclosure", "Release"]
