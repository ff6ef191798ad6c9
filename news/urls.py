from django.urls import path

from news import views

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("tin-tuc/", views.show_list, name="list"),
    path("tin-tuc/chuyen-muc/<slug:slug>/", views.show_list, name="category"),
    path("tin-tuc/<slug:slug>/", views.show_article, name="article"),
]
