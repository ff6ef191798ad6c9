from django.contrib import admin

from news.models import Series, Tag
from office.admin import PortalModelAdmin


@admin.register(Tag)
class TagAdmin(PortalModelAdmin):
    """Tags come to be with the posts that have them; here one is spelt otherwise."""

    list_display = ["name", "slug"]
    readonly_fields = ["slug"]

    def has_add_permission(self, request):
        return False


@admin.register(Series)
class SeriesAdmin(PortalModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
