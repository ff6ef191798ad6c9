"""Every address of the portal. Public pages, then what staff and leadership use."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("quan-tri/", admin.site.urls),
    path("", include("office.urls")),
    path("", include("cooperatives.urls")),
    path("", include("returns.urls")),
    path("", include("events.urls")),
    path("", include("reports.urls")),
    path("", include("news.urls")),
]
