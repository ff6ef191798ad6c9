from django.urls import path

from news import figure_pages, proofreading_pages, register_pages, views
from news.api.routes import routes as api_routes

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("tin-tuc/", views.show_list, name="list"),
    path("tin-tuc/chuyen-muc/<slug:slug>/", views.show_list, name="category"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    path("tin-tuc/<slug:slug>/", views.show_article, name="article"),
    # the register, the public figures, open data
    path("hop-tac-xa/", register_pages.organisations, name="organisations"),
    path("hop-tac-xa/<path:code>/", register_pages.organisation, name="organisation"),
    path("so-lieu/", figure_pages.figures, name="figures"),
    path("so-lieu/cac-nam.<str:ending>", figure_pages.years_file, name="years_file"),
    path("so-lieu/<str:code>/", figure_pages.figures_of_year, name="figures_of_year"),
    path("so-lieu/<str:code>/<slug:table>.<str:ending>", figure_pages.year_file, name="year_file"),
    *api_routes,
]
