from news.models.article import Article, Category
from news.models.reading import OnlineWindow, Reading, VisitDay

__all__ = ["Article", "Category", "OnlineWindow", "Reading", "VisitDay"]
