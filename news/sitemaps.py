"""What search engines are told of: every public page. A subject of the public site adds its own class to SITEMAPS."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.kept_pages import for_everybody
from news.models import Album, Article, Category, Document, Page
from news.register.sitemap import FigureSitemap, OrganisationSitemap


class PostsSitemap(Sitemap):
    """Every public post, the newest first."""

    def items(self):
        return Article.objects.public().only("slug", "updated_at", "published_at")

    def lastmod(self, item: Article) -> datetime:
        return max(item.updated_at, item.published_at)


class CategoriesSitemap(Sitemap):
    """Every column of the news."""

    def items(self):
        return Category.objects.all()

    def location(self, item: Category) -> str:
        return reverse("news:category", args=[item.slug])


class PagesSitemap(Sitemap):
    """Pages that last, in both languages."""

    def items(self):
        return Page.objects.public().defer("body")


class DocumentsSitemap(Sitemap):
    """Every public document of the library."""

    def items(self):
        return Document.objects.public().only("slug")


class AlbumsSitemap(Sitemap):
    """Every public album."""

    def items(self):
        return Album.objects.public().only("slug")


class StandingSitemap(Sitemap):
    """Pages that are always there, by the names of their addresses."""

    names = [
        *("news:home", "news:list", "news:archive", "news:organisations", "news:products", "news:figures"),
        *("events:honours", "news:documents", "news:albums", "news:about", "news:english_office", "news:contact"),
        "news:open_data",
    ]

    def items(self):
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS: dict[str, type[Sitemap]] = {
    "trang": StandingSitemap,
    "chuyen-muc": CategoriesSitemap,
    "bai-viet": PostsSitemap,
    "gioi-thieu": PagesSitemap,
    "van-ban": DocumentsSitemap,
    "thu-vien-anh": AlbumsSitemap,
    "hop-tac-xa": OrganisationSitemap,
    "so-lieu": FigureSitemap,
}


@require_safe
@for_everybody("p")
def show(request: HttpRequest) -> HttpResponse:
    return sitemap(request, SITEMAPS)


@require_safe
@for_everybody()
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found; results of searches are left out. Staff addresses are not told of."""
    lines = ["User-agent: *", "Disallow: /tim-kiem/", f"Sitemap: {request.build_absolute_uri(reverse('news:sitemap'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
