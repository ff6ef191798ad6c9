from news.models.album import HOSTS, Album, Placing, VideoLink
from news.models.article import Article
from news.models.attachment import Attachment
from news.models.category import Category, CategoryEditor
from news.models.citation import Citation, Correction
from news.models.contact import ContactMessage
from news.models.disclosure import Disclosure, Release
from news.models.document import Document, DocumentArea, DocumentType, Validity
from news.models.document_file import DocumentFile
from news.models.home_block import HomeBlock
from news.models.link import Banner, Link
from news.models.menu import MenuItem
from news.models.page import Page
from news.models.picture import SIDES, Illustration, Picture
from news.models.preview_link import PreviewLink
from news.models.reading import OnlineWindow, Reading, VisitDay
from news.models.search import SearchEntry
from news.models.series import Series
from news.models.tag import ArticleTag, Tag
from news.models.unsaved_text import UnsavedText

__all__ = [
    "HOSTS",
    "SIDES",
    "Album",
    "Article",
    "ArticleTag",
    "Attachment",
    "Banner",
    "Category",
    "CategoryEditor",
    "Citation",
    "ContactMessage",
    "Correction",
    "Disclosure",
    "Document",
    "DocumentArea",
    "DocumentFile",
    "DocumentType",
    "HomeBlock",
    "Illustration",
    "Link",
    "MenuItem",
    "OnlineWindow",
    "Page",
    "Picture",
    "Placing",
    "PreviewLink",
    "Reading",
    "Release",
    "SearchEntry",
    "Series",
    "Tag",
    "UnsavedText",
    "Validity",
    "VideoLink",
    "VisitDay",
]
