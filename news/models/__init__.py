from news.models.article import Article, Category
from news.models.search import SearchEntry

__all__ = ["Article", "Category", "SearchEntry"]
