from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from news import workflow
from news.models import Article, UnsavedText
from news.richtext import plain_text
from office import typed

RESTORED = "ban-chua-luu"  # in the address of a page that shows what was kept
WAITING = "cho-quyet-dinh"  # sent by a page that offers what was kept: saving it lets go of nothing


class UnsavedPages:
    """The page of a post keeps what is typed into it, and offers it again to whoever comes back."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("giu-ban-chua-luu/", view(self.keep_view), name=self._page_name("giu-ban-chua-luu")),
            path("bo-ban-chua-luu/", view(self.forget_view), name=self._page_name("bo-ban-chua-luu")),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def keep_view(self, request: HttpRequest) -> JsonResponse:
        """Keep what is on the page; `bai` is the key of its post, empty for a new one. Answers in JSON: `said`."""
        article = self._article_named(request)
        try:
            kept = workflow.keep_unsaved(article, typed=request.POST.dict(), by=request.user)
        except (PermissionDenied, ValidationError) as refused:
            said = str(refused) if isinstance(refused, PermissionDenied) else " ".join(refused.messages)
            return JsonResponse({"said": said}, status=403)
        said = f"Đã giữ bản chưa lưu lúc {timezone.localtime(kept.kept_at):%H:%M:%S}."
        return JsonResponse({"said": " ".join(filter(None, [said, _refusal(request.user, article)]))})

    @method_decorator(require_POST)
    def forget_view(self, request: HttpRequest) -> HttpResponse:
        """Let go of what was kept and show the page as it is saved."""
        article = self._article_named(request)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        workflow.forget_unsaved(article, by=request.user)
        self.message_user(request, "Đã bỏ bản chưa lưu.", messages.SUCCESS)
        return HttpResponseRedirect(self._address("change", article.pk) if article else self._address("add"))

    def _article_named(self, request: HttpRequest) -> Article | None:
        """The post that a page was of; one that whoever asks may not know of is told to be none."""
        named = request.POST.get("bai", "")
        article = self.get_object(request, named) if named else None
        if named and article is None:
            raise Http404
        return article

    @typed.gives_back
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Whoever may no longer change the post is refused, but what they sent is kept for them."""
        article = self.get_object(request, unquote(object_id)) if request.method == "POST" else None
        if article and (refused := _refusal(request.user, article)):
            return self._refused_but_kept(request, article, refused)
        return super().change_view(request, object_id, form_url, extra_context)

    def _refused_but_kept(self, request: HttpRequest, article: Article, refused: str) -> HttpResponse:
        """Raises PermissionDenied for who changes no posts at all, and where it is too much to keep."""
        try:
            workflow.keep_unsaved(article, typed=request.POST.dict(), by=request.user)
        except ValidationError as too_much:
            raise PermissionDenied(refused) from too_much
        self.message_user(request, f"Chưa lưu. {refused} Những gì bạn vừa gửi được giữ ở dưới.", messages.ERROR)
        return HttpResponseRedirect(self._address("change", article.pk))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        kept = workflow.unsaved_of(obj, by=request.user) if RESTORED in request.GET else None
        form.restored = kept.typed if kept and request.method == "GET" else {}
        return form

    def render_change_form(self, request, context, obj=None, **kwargs):
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        is_told = request.method == "GET" or WAITING in request.POST
        kept, is_shown = workflow.unsaved_of(obj, by=request.user) if is_told else None, RESTORED in request.GET
        waits = bool(kept) and may and not is_shown
        context |= {
            "keeps_unsaved": may and not waits,
            "unsaved": kept,
            "unsaved_waits": WAITING if waits else "",
            "unsaved_address": f"?{RESTORED}=1",
            "unsaved_refusal": _refusal(request.user, obj) if kept else "",
            "unsaved_words": _in_words(kept) if kept and not may else "",
            "is_unsaved_shown": is_shown,
            "is_saved_since": bool(kept and obj and obj.updated_at > kept.kept_at),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if WAITING not in request.POST:
            workflow.forget_unsaved(form.instance if change else None, by=request.user)


def _refusal(user, article: Article | None) -> str:
    """Why this user may not change a post now; "" where they may, or it is a new one."""
    if article is None:
        return ""
    try:
        workflow.check_can_change(user, article)
    except PermissionDenied as refused:
        return str(refused)
    return ""


def _in_words(kept: UnsavedText) -> str:
    """What was kept as plain text, to be copied where it can no longer be saved."""
    named = [kept.typed[name] for name in ("title", "lead")]
    return "\n\n".join(filter(None, [*named, plain_text(kept.typed["body"])]))
