"""What editors arrange around and on the public pages: menus, the home page, lasting pages, links, banners."""

from django.contrib import admin

from news.admin.reading import TextsAsRead, as_read
from news.banners import BannerPictureForm
from news.frame_forms import HomeBlockForm, PageForm
from news.models import Banner, HomeBlock, Link, MenuItem, Page
from office.admin import PortalModelAdmin
from office.verbs import Verb


@admin.register(Page)
class PageAdmin(TextsAsRead, PortalModelAdmin):
    form = PageForm
    list_display = ["title", "language", "parent", "position", "published"]
    list_filter = ["language", "published"]
    list_select_related = ["parent"]
    search_fields = ["title"]

    def get_view_on_site_url(self, obj=None):
        """The public page of one that the public can read."""
        return super().get_view_on_site_url(obj) if obj and obj.published else None


@admin.register(MenuItem)
class MenuItemAdmin(PortalModelAdmin):
    """Entries of the menus. As long as a place has none, the portal shows its own menu there."""

    list_display = ["label", "place", "parent", "position", "section", "page", "category", "address"]
    list_filter = ["place"]
    list_select_related = ["parent", "page", "category"]
    search_fields = ["label"]
    fieldsets = [
        (None, {"fields": ["label", "place", "parent", "position"]}),
        ("Dẫn đến (chọn đúng một ô)", {"fields": ["section", "page", "category", "address"]}),
    ]


@admin.register(HomeBlock)
class HomeBlockAdmin(TextsAsRead, PortalModelAdmin):
    """Blocks of the home page. As long as there is none, the portal shows a home page of its own."""

    form = HomeBlockForm
    list_display = ["__str__", "kind", "position", "how_many", "category", "shown_from", "shown_to"]
    list_filter = ["kind"]
    list_select_related = ["category"]
    search_fields = ["title"]
    read_as = {"text": "text_as_read"}

    @admin.display(description="đoạn văn")
    def text_as_read(self, block: HomeBlock) -> str:
        return as_read(block.text)


@admin.register(Link)
class LinkAdmin(PortalModelAdmin):
    list_display = ["name", "address", "position"]
    search_fields = ["name", "address"]


@admin.register(Banner)
class BannerAdmin(PortalModelAdmin):
    list_display = ["name", "address", "position", "shown_from", "shown_to", "has_picture"]
    search_fields = ["name"]
    verbs = [Verb("anh", "Thay ảnh", BannerPictureForm, lambda banner: True)]

    @admin.display(description="có ảnh", boolean=True)
    def has_picture(self, banner) -> bool:
        return bool(banner.picture)
