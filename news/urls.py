from django.urls import path, re_path

from news import (
    album_pages,
    article_pages,
    article_paper,
    contact_pages,
    document_pages,
    drafting_pages,
    feeds,
    home_pages,
    lasting_pages,
    list_pages,
    picture_pages,
    preview_pages,
    proofreading_pages,
    rating_pages,
    search_pages,
    sitemaps,
    statistics_pages,
)
from news.api.routes import routes as api_routes
from news.citing import correction_pages
from news.citing import pages as citation_pages
from news.register import pages as register_pages
from news.register import product_pages
from news.years import pages as figure_pages

app_name = "news"
urlpatterns = [
    path("", home_pages.home, name="home"),
    # The frame: banners, lasting pages, the contact form, products
    path("bieu-ngu/<int:pk>.jpg", home_pages.banner, name="banner"),
    path("gioi-thieu/", lasting_pages.about, name="about"),
    path("gioi-thieu/<slug:slug>/", lasting_pages.show_page, name="page"),
    path("en/", lasting_pages.english_office, name="english_office"),
    path("en/<slug:slug>/", lasting_pages.english, name="english"),
    path("lien-he/", contact_pages.write, name="contact"),
    path("lien-he/da-gui/", contact_pages.sent, name="contact_sent"),
    path("san-pham/", product_pages.products, name="products"),
    # Pictures, files, figures in posts, albums
    path("anh/<slug:name>-<int:side>.jpg", picture_pages.picture_file, name="picture"),
    path("thu-vien-anh/", album_pages.albums, name="albums"),
    path("thu-vien-anh/<slug:slug>/", album_pages.album, name="album"),
    path("thu-vien-anh/<slug:slug>/<int:number>/", album_pages.album_picture, name="album_picture"),
    path("tin-tuc/tep/<int:pk>/", picture_pages.attachment_file, name="attachment"),
    path("tin-tuc/chon-so/", citation_pages.choose_figure, name="choose_figure"),
    path("tin-tuc/dinh-chinh/", correction_pages.to_correct, name="corrections"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    # Search and the library of documents
    path("tim-kiem/", search_pages.search, name="search"),
    path("van-ban/", document_pages.show_documents, name="documents"),
    path("van-ban/<slug:slug>/", document_pages.show_document, name="document"),
    path("van-ban/<slug:slug>/tep/<int:pk>/", document_pages.document_file, name="document_file"),
    # The register, the public figures, open data
    path("hop-tac-xa/", register_pages.organisations, name="organisations"),
    path("hop-tac-xa/<path:code>/", register_pages.organisation, name="organisation"),
    path("so-lieu/", figure_pages.figures, name="figures"),
    path("so-lieu/cac-nam.<str:ending>", figure_pages.years_file, name="years_file"),
    path("so-lieu/<str:code>/", figure_pages.figures_of_year, name="figures_of_year"),
    path("so-lieu/<str:code>/<slug:table>.<str:ending>", figure_pages.year_file, name="year_file"),
    *api_routes,
    # Newsroom: how posts come to be
    path("tin-tuc/xem-truoc/<str:token>/", preview_pages.show_preview, name="preview"),
    path(
        "tin-tuc/xem-truoc/<str:token>/anh/<slug:name>-<int:side>.jpg",
        preview_pages.preview_picture,
        name="preview_picture",
    ),
    path("tin-tuc/soan-tin/", drafting_pages.show_drafting, name="drafting"),
    path("tin-tuc/thong-ke/", statistics_pages.show_statistics, name="statistics"),
    path("tin-tuc/thong-ke.xlsx", statistics_pages.statistics_workbook, name="statistics_workbook"),
    # Reading: lists, feeds, what search engines take, and a post (the last: its address takes any word)
    path("rss.xml", feeds.posts, name="feed"),
    path("sitemap.xml", sitemaps.show, name="sitemap"),
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
    path(
        "tin-tuc/chuyen-muc/<slug:slug>/rss.xml",
        feeds.category_posts,
        name="category_feed",
    ),
    path("tin-tuc/<slug:slug>.pdf", article_paper.show_pdf, name="article_pdf"),
    path("tin-tuc/<slug:slug>/danh-gia/", rating_pages.rate, name="rate"),
    path("tin-tuc/<slug:slug>/", article_pages.show_article, name="article"),
]
