from news.models.album import HOSTS, Album, Placing, VideoLink
from news.models.article import Article
from news.models.attachment import Attachment
from news.models.category import Category, CategoryEditor
from news.models.citation import Citation, Correction
from news.models.picture import SIDES, Illustration, Picture
from news.models.preview_link import PreviewLink
from news.models.reading import OnlineWindow, Reading, VisitDay
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
    "Category",
    "CategoryEditor",
    "Citation",
    "Correction",
    "Illustration",
    "OnlineWindow",
    "Picture",
    "Placing",
    "PreviewLink",
    "Reading",
    "Series",
    "Tag",
    "UnsavedText",
    "VideoLink",
    "VisitDay",
]
