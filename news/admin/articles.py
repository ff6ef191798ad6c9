from django.contrib import admin

from news import workflow
from news.admin.pictures import MediaOfPosts
from news.forms import ArticleForm, PublishForm, WithdrawForm
from news.models import Article, Category
from office.admin import PortalModelAdmin
from office.verbs import Verb

VERBS = [
    Verb(
        "dang",
        "Đăng",
        PublishForm,
        lambda article: article.status != Article.Status.PUBLISHED,
        may=workflow.check_can_publish,
    ),
    Verb(
        "go",
        "Gỡ",
        WithdrawForm,
        lambda article: article.status == Article.Status.PUBLISHED,
        may=workflow.check_can_publish,
    ),
]


@admin.register(Category)
class CategoryAdmin(PortalModelAdmin):
    list_display = ["name", "slug", "position"]
    search_fields = ["name"]


@admin.register(Article)
class ArticleAdmin(MediaOfPosts, PortalModelAdmin):
    """Posts: written here, published and withdrawn by verbs of their own."""

    form = ArticleForm
    change_form_template = "admin/article_change.html"
    verbs = VERBS
    list_display = ["title", "category", "status", "published_at", "author"]
    list_filter = ["status", "category"]
    list_select_related = ["category"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tiêu đề, mở đầu; không cần gõ dấu"
    readonly_fields = ["status", "published_at", "posted_by"]
    fieldsets = [
        (None, {"fields": ["title", "category", "lead", "picture", "body"]}),
        ("Tác giả và nguồn", {"fields": ["author", "source"]}),
        ("Đường dẫn và tình trạng", {"fields": ["slug", "status", "published_at", "posted_by"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-published_at", "-pk")

    def get_view_on_site_url(self, obj=None):
        """The public page of a post that the public can read."""
        readable = obj is not None and Article.objects.public().filter(pk=obj.pk).exists()
        return super().get_view_on_site_url(obj) if readable else None

    def has_delete_permission(self, request, obj=None):
        """A post that was public is withdrawn, never deleted; a draft may go."""
        drafted = obj is None or obj.status == Article.Status.DRAFT
        return drafted and super().has_delete_permission(request, obj)
