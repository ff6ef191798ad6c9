"""What the map of the site says of the register and of the figures, for whoever gathers the maps."""

from datetime import date

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from news.register.disclosed import in_register
from returns.models import Period


class OrganisationSitemap(Sitemap):
    """The page of every organisation of the public register, ended ones too: they stay findable."""

    changefreq = "monthly"

    def items(self) -> QuerySet:
        return in_register().order_by("code").values_list("code", flat=True)

    def location(self, item: str) -> str:
        return reverse("news:organisation", args=[item])


class FigureSitemap(Sitemap):
    """The page of every published year, dated by its publication."""

    changefreq = "yearly"

    def items(self) -> QuerySet:
        return Period.objects.published()

    def location(self, item: Period) -> str:
        return reverse("news:figures_of_year", args=[item.code])

    def lastmod(self, item: Period) -> date:
        return item.published_on
