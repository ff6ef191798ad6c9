from news.models.article import Article, Category
from news.models.document import Document, DocumentArea, DocumentType, Validity
from news.models.document_file import DocumentFile
from news.models.search import SearchEntry

__all__ = [
    "Article",
    "Category",
    "Document",
    "DocumentArea",
    "DocumentFile",
    "DocumentType",
    "SearchEntry",
    "Validity",
]
