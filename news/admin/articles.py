from django.contrib import admin
from django.core.exceptions import PermissionDenied

from news import workflow
from news.admin.pictures import MediaOfPosts
from news.admin.previews import PreviewPages
from news.admin.reading import TextsAsRead
from news.admin.unsaved import UnsavedPages
from news.admin.versions import VersionPages
from news.forms import ArticleForm, ExpiryForm, PublishForm, SendBackForm, SubmitForm, WithdrawForm
from news.models import Article, ArticleTag
from news.models.article import State
from office.admin import PortalModelAdmin
from office.verbs import Verb

Status = Article.Status


def _verb(slug: str, label: str, form: type, offered) -> Verb:
    """A step of whoever may publish the post."""
    return Verb(slug, label, form, offered, may=workflow.check_is_publisher, may_with=workflow.check_can_publish)


def _is_not_public(article: Article) -> bool:
    return article.state() != State.PUBLISHED


VERBS = [
    Verb(
        "gui-duyet",
        "Gửi duyệt",
        SubmitForm,
        lambda article: article.status == Status.DRAFT,
        may_with=workflow.check_can_change,
    ),
    _verb("dang", "Đăng", PublishForm, _is_not_public),
    _verb("tra-lai", "Trả lại", SendBackForm, lambda article: article.status == Status.IN_REVIEW),
    _verb("han-hien-thi", "Hạn hiển thị", ExpiryForm, lambda article: article.status == Status.PUBLISHED),
    _verb("go", "Gỡ", WithdrawForm, lambda article: article.status == Status.PUBLISHED),
]


class StateFilter(admin.SimpleListFilter):
    """Where a post stands now, the clock included."""

    title = "tình trạng"
    parameter_name = "tinh_trang"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(State(self.value())) if self.value() in State.values else queryset


@admin.register(Article)
class ArticleAdmin(MediaOfPosts, UnsavedPages, PreviewPages, VersionPages, TextsAsRead, PortalModelAdmin):
    """Posts: written here, and taken from draft to the public page and off it by verbs of their own."""

    form = ArticleForm
    change_form_template = "admin/article_change.html"
    change_list_template = "admin/article_list.html"
    verbs = VERBS
    list_display = ["title", "category", "state_now", "published_at", "author"]
    list_filter = [StateFilter, "category", "series"]
    list_select_related = ["category"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tiêu đề, mở đầu; không cần gõ dấu"
    history_parts = [(ArticleTag, "article")]
    read_as = {"body": "body_as_read", "tag_names": "tags_as_read"}
    readonly_fields = ["state_now", "note", "published_at", "expires_at", "written_by", "posted_by"]
    fieldsets = [
        (None, {"fields": ["title", "category", "lead", "picture", "body", "tag_names"]}),
        ("Tác giả và nguồn", {"fields": ["author", "photographer", "is_repost", "source", "source_url"]}),
        ("Loạt bài", {"fields": ["series", "series_number"]}),
        (
            "Đường dẫn và tình trạng",
            {"fields": ["slug", "state_now", "note", "published_at", "expires_at", "written_by", "posted_by"]},
        ),
    ]

    @admin.display(description="tình trạng", ordering="status")
    def state_now(self, article: Article) -> str:
        return article.state().label if article.pk else State.DRAFT.label

    @admin.display(description="thẻ")
    def tags_as_read(self, article: Article) -> str:
        return article.tag_names

    def get_queryset(self, request):
        return super().get_queryset(request).order_by("-published_at", "-pk")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request, obj, form, change):
        if not change:
            obj.written_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        workflow.tag(form.instance, workflow.names_typed(form.cleaned_data["tag_names"]), by=request.user)

    def has_change_permission(self, request, obj=None):
        """Whoever may change posts at all, and of one post, as the rules of the newsroom say."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or workflow.can_change(request.user, obj)

    def get_view_on_site_url(self, obj=None):
        """The public page of a post that the public can read."""
        readable = obj is not None and Article.objects.public().filter(pk=obj.pk).exists()
        return super().get_view_on_site_url(obj) if readable else None

    def delete_model(self, request, obj):
        """Held first: a draft that somebody publishes at this moment stays."""
        held = Article.objects.select_for_update().filter(pk=obj.pk).first()
        if held and not self.has_delete_permission(request, held):
            raise PermissionDenied("Bài này vừa được đăng nên không xóa được nữa: hãy gỡ bài nếu cần.")
        super().delete_model(request, obj)

    def has_delete_permission(self, request, obj=None):
        """A post that was public is withdrawn, never deleted; a draft may go."""
        drafted = obj is None or obj.status in (Status.DRAFT, Status.IN_REVIEW)
        return drafted and super().has_delete_permission(request, obj)
