from django.urls import path

from news import contact_pages, home_pages, lasting_pages, product_pages, proofreading_pages, views

app_name = "news"
urlpatterns = [
    path("", home_pages.home, name="home"),
    path("tin-tuc/", views.show_list, name="list"),
    path("tin-tuc/chuyen-muc/<slug:slug>/", views.show_list, name="category"),
    path("bao-cao/soat-so/bai-viet/<int:pk>/", proofreading_pages.proofread_article, name="proofread_article"),
    path("tin-tuc/<slug:slug>/", views.show_article, name="article"),
    # The frame: banners, lasting pages, the contact form, products
    path("bieu-ngu/<int:pk>.jpg", home_pages.banner, name="banner"),
    path("gioi-thieu/", lasting_pages.about, name="about"),
    path("gioi-thieu/<slug:slug>/", lasting_pages.show_page, name="page"),
    path("en/", lasting_pages.english_office, name="english_office"),
    path("en/<slug:slug>/", lasting_pages.english, name="english"),
    path("lien-he/", contact_pages.write, name="contact"),
    path("san-pham/", product_pages.products, name="products"),
    path("lien-he/da-gui/", contact_pages.sent, name="contact_sent"),
]
