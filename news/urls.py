from django.urls import path, re_path

from news import (
    article_pages,
    article_paper,
    feeds,
    list_pages,
    proofreading_pages,
    rating_pages,
    sitemaps,
    views,
)

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    # Reading: lists, feeds, what search engines take, and a post (the last: its address takes any word)
    path("rss.xml", feeds.posts, name="feed"),
    path("sitemap.xml", sitemaps.show, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("tin-tuc/", list_pages.show_list, name="list"),
    path("tin-tuc/tac-gia/", list_pages.show_author, name="author"),
    path("tin-tuc/luu-tru/", list_pages.show_archive, name="archive"),
    re_path(r"^tin-tuc/luu-tru/(?P<year>[12]\d{3})/$", list_pages.show_year, name="archive_year"),
    re_path(
        r"^tin-tuc/luu-tru/(?P<year>[12]\d{3})/(?P<month>0[1-9]|1[0-2])/$",
        list_pages.show_month,
        name="archive_month",
    ),
    path("tin-tuc/chuyen-muc/<slug:slug>/", list_pages.show_category, name="category"),
    path(
        "tin-tuc/chuyen-muc/<slug:slug>/rss.xml",
        feeds.category_posts,
        name="category_feed",
    ),
    path("tin-tuc/<slug:slug>.pdf", article_paper.show_pdf, name="article_pdf"),
    path("tin-tuc/<slug:slug>/danh-gia/", rating_pages.rate, name="rate"),
    path("tin-tuc/<slug:slug>/", article_pages.show_article, name="article"),
]
