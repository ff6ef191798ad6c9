"""What gunicorn serves for script/bench_article.py: the portal with one more page, which does nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from alliance.wsgi import application

__all__ = ["application"]


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [path("do-luong/rong/", empty), path("", include("alliance.urls"))]
settings.ROOT_URLCONF = __name__
