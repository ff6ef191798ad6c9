from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path

from news import workflow
from news.versions import compared, versions_of

VERSIONS_A_PAGE = 30


class VersionPages:
    """Pages of a post: its versions, two of them compared, one taken back."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/phien-ban/", view(self.versions_view), name=self._page_name("phien-ban")),
            path("<int:object_id>/khoi-phuc/", view(self.restore_view), name=self._page_name("khoi-phuc")),
            *super().get_urls(),
        ]

    def _seen_article(self, request: HttpRequest, object_id: int):
        """The post, where whoever asks may know of it; None where there is none for them."""
        article = self.get_object(request, unquote(str(object_id)))
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return article

    def versions_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The versions, the newest first; `?a=` and `?b=` name two to compare, else the newest with the one before."""
        article = self._seen_article(request, object_id)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        kept = versions_of(article)
        page = Paginator(kept.defer("body"), VERSIONS_A_PAGE).get_page(request.GET.get("trang"))
        newest = kept.first()
        older, newer = _chosen(request, kept)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Các phiên bản",
            "subtitle": str(article),
            "article": article,
            "page": page,
            "older": older,
            "newer": newer,
            "newest": newest,
            "differences": list(compared(older, newer)) if older and newer else [],
            "may_restore": self.has_change_permission(request, article),
        }
        return TemplateResponse(request, "admin/article_versions.html", context)

    def restore_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take a version back (POST): `version`, `seen`."""
        article = self._seen_article(request, object_id)
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            workflow.restore(
                article, version=_key(request.POST.get("version")), seen=_key(request.POST.get("seen")), by=request.user
            )
        except ValidationError as refused:
            self.message_user(request, f"Chưa khôi phục: {' '.join(refused.messages)}", messages.ERROR)
        else:
            self.log_change(request, article, "Khôi phục phiên bản.")
            self.message_user(request, "Đã khôi phục thành một phiên bản mới.", messages.SUCCESS)
        return HttpResponseRedirect(self._address("phien-ban", object_id))


def _key(text: str | None) -> int:
    """A key as it is sent; nought, which no version has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _chosen(request: HttpRequest, kept) -> tuple:
    """Two versions of this post, the older first; None for what there is not."""
    asked = {_key(request.GET.get(name)) for name in ("a", "b")} - {0}
    found = list(kept.filter(history_id__in=asked)[:2]) if asked else list(kept[:2])
    if len(found) == 1 and asked:
        found = [kept.first(), *found]
    return (found[1], found[0]) if len(found) == 2 else (None, None)
