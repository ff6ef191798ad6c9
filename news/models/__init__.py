from news.models.article import Article, Category
from news.models.contact import ContactMessage
from news.models.home_block import HomeBlock
from news.models.link import Banner, Link
from news.models.menu import MenuItem
from news.models.page import Page

__all__ = ["Article", "Banner", "Category", "ContactMessage", "HomeBlock", "Link", "MenuItem", "Page"]
