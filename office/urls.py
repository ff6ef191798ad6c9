from django.urls import path

from office import views

app_name = "office"
urlpatterns = [
    path("health/", views.health, name="health"),
    path("mau-cua-co-quan.css", views.colours, name="colours"),
    path("bieu-trung.png", views.logo, name="logo"),
]
