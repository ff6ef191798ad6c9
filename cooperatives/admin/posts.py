"""The list of those who lead and represent organisations."""

from django.contrib import admin

from cooperatives.admin.belonging import OfOrganisationAdmin
from cooperatives.admin.rows import PostForm
from cooperatives.admin.validity import HeldOnFilter
from cooperatives.models import Post


@admin.register(Post)
class PostAdmin(OfOrganisationAdmin):
    """Everybody who leads an organisation now or did: a post that ended stays, with its last day."""

    form = PostForm
    list_display = ["person", "role", "organisation", "started_on", "ended_on", "training", "represents"]
    list_filter = [HeldOnFilter, "role", "represents", "training", "organisation__kind"]
    search_help_text = "Tìm theo họ tên, tên hoặc mã tổ chức; không cần gõ dấu"
    fieldsets = [
        (None, {"fields": ["organisation", "role", "person", "represents"]}),
        ("Thời gian", {"fields": ["started_on", "ended_on"]}),
        ("Khác", {"fields": ["training", "phone"]}),
    ]
