from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path

from news import (
    album_pages,
    article_pages,
    article_paper,
    citation_pages,
    correction_pages,
    drafting_pages,
    feeds,
    list_pages,
    picture_pages,
    preview_pages,
    proofreading_pages,
    rating_pages,
    sitemaps,
    statistics_pages,
    views,
)
from news.kept_pages import for_everybody

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    # Pictures, files, figures in posts, albums
    path("anh/<slug:name>-<int:side>.jpg", picture_pages.picture_file, name="picture"),
    path("thu-vien-anh/", album_pages.albums, name="albums"),
    path("thu-vien-anh/<slug:slug>/", album_pages.album, name="album"),
    path("thu-vien-anh/<slug:slug>/<int:number>/", album_pages.album_picture, name="album_picture"),
    path("tin-tuc/tep/<int:pk>/", picture_pages.attachment_file, name="attachment"),
    path("tin-tuc/chon-so/", citation_pages.choose_figure, name="choose_figure"),
    path("tin-tuc/dinh-chinh/", correction_pages.to_correct, name="corrections"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    # Newsroom: how posts come to be
    path("tin-tuc/xem-truoc/<str:token>/", preview_pages.show_preview, name="preview"),
    path("tin-tuc/soan-tin/", drafting_pages.show_drafting, name="drafting"),
    path("tin-tuc/thong-ke/", statistics_pages.show_statistics, name="statistics"),
    path("tin-tuc/thong-ke.xlsx", statistics_pages.statistics_workbook, name="statistics_workbook"),
    # Reading: lists, feeds, what search engines take, and a post (the last: its address takes any word)
    path("rss.xml", for_everybody()(feeds.Posts()), name="feed"),
    path("sitemap.xml", for_everybody("p")(sitemap), {"sitemaps": sitemaps.SITEMAPS}, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("tin-tuc/", list_pages.show_list, name="list"),
    path("tin-tuc/the/<slug:slug>/", list_pages.show_tag, name="tag"),
    path("tin-tuc/loat-bai/<slug:slug>/", list_pages.show_series, name="series"),
    path("tin-tuc/tac-gia/", list_pages.show_author, name="author"),
    path("tin-tuc/luu-tru/", list_pages.show_archive, name="archive"),
    re_path(r"^tin-tuc/luu-tru/(?P<year>[12]\d{3})/$", list_pages.show_year, name="archive_year"),
    re_path(
        r"^tin-tuc/luu-tru/(?P<year>[12]\d{3})/(?P<month>0[1-9]|1[0-2])/$",
        list_pages.show_month,
        name="archive_month",
    ),
    path("tin-tuc/chuyen-muc/<slug:slug>/", list_pages.show_category, name="category"),
    path("tin-tuc/chuyen-muc/<slug:slug>/rss.xml", for_everybody()(feeds.CategoryPosts()), name="category_feed"),
    path("tin-tuc/<slug:slug>.pdf", article_paper.show_pdf, name="article_pdf"),
    path("tin-tuc/<slug:slug>/danh-gia/", rating_pages.rate, name="rate"),
    path("tin-tuc/<slug:slug>/", article_pages.show_article, name="article"),
]
