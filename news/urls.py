from django.urls import path

from news import (
    album_pages,
    citation_pages,
    correction_pages,
    drafting_pages,
    picture_pages,
    preview_pages,
    proofreading_pages,
    statistics_pages,
    views,
)

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
    path("tin-tuc/", views.show_list, name="list"),
    path("tin-tuc/chuyen-muc/<slug:slug>/", views.show_list, name="category"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    # Newsroom: how posts come to be
    path("tin-tuc/xem-truoc/<str:token>/", preview_pages.show_preview, name="preview"),
    path("tin-tuc/soan-tin/", drafting_pages.show_drafting, name="drafting"),
    path("tin-tuc/thong-ke/", statistics_pages.show_statistics, name="statistics"),
    path("tin-tuc/thong-ke.xlsx", statistics_pages.statistics_workbook, name="statistics_workbook"),
    path("tin-tuc/<slug:slug>/", views.show_article, name="article"),
]
