from news.models.album import HOSTS, Album, Placing, VideoLink
from news.models.article import Article, Category
from news.models.attachment import Attachment
from news.models.citation import Citation, Correction
from news.models.picture import SIDES, Illustration, Picture

__all__ = [
    "HOSTS",
    "SIDES",
    "Album",
    "Article",
    "Attachment",
    "Category",
    "Citation",
    "Correction",
    "Illustration",
    "Picture",
    "Placing",
    "VideoLink",
]
