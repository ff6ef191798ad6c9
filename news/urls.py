from django.urls import path

from news import document_pages, proofreading_pages, search_pages, views

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("tin-tuc/", views.show_list, name="list"),
    path("tin-tuc/chuyen-muc/<slug:slug>/", views.show_list, name="category"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    path("tin-tuc/<slug:slug>/", views.show_article, name="article"),
    # Search and the library of documents
    path("tim-kiem/", search_pages.search, name="search"),
    path("van-ban/", document_pages.show_documents, name="documents"),
    path("van-ban/<slug:slug>/", document_pages.show_document, name="document"),
    path("van-ban/<slug:slug>/tep/<int:pk>/", document_pages.document_file, name="document_file"),
]
