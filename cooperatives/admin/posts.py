"""Who leads and represents organisations: a list of its own, and rows on the organisation's page."""

from django.contrib import admin

from cooperatives.admin.belonging import OfOrganisationAdmin, OfOrganisationInline
from cooperatives.admin.validity import HeldOnFilter
from cooperatives.models import Post
from office.guard import GuardedForm

_HELD_BY_ONE = (Post.Role.CHAIR, Post.Role.DIRECTOR, Post.Role.GROUP_LEADER)


class PostForm(GuardedForm):
    """A post. Two people in a post that one person holds is odd: mostly the first was not ended."""

    def warnings(self) -> list[str]:
        post = self.instance
        if post.role not in _HELD_BY_ONE:
            return []
        others = Post.objects.filter(organisation=post.organisation_id, role=post.role).exclude(pk=post.pk)
        others = others.exclude(ended_on__lte=post.started_on) if post.started_on else others
        others = others.exclude(started_on__gte=post.ended_on) if post.ended_on else others
        return [
            f"{post.get_role_display()}: {other.person} và {post.person} đang được ghi giữ chức cùng lúc. "
            "Nếu một người đã thôi, hãy ghi “đến trước ngày” cho người ấy."
            for other in others[:1]
        ]


class PostInline(OfOrganisationInline):
    model = Post
    form = PostForm
    fields = ["role", "person", "started_on", "ended_on", "training", "represents", "phone"]


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
