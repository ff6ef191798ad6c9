from news.models.article import Article, Category

__all__ = ["Article", "Category"]
