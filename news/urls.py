from django.urls import path

from news import drafting_pages, preview_pages, proofreading_pages, statistics_pages, views

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
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
