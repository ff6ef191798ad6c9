from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path

from news import workflow

DAYS = [(1, "1 ngày"), (3, "3 ngày"), (7, "7 ngày"), (14, "14 ngày")]


class PreviewForm(forms.Form):
    """For whom an address is, and for how long."""

    reader = forms.CharField(
        label="Gửi cho", max_length=100, help_text="Người sẽ đọc thử, ví dụ: Phó Chủ tịch phụ trách"
    )
    days = forms.TypedChoiceField(label="Dùng trong", choices=DAYS, coerce=int, initial=3)


class PreviewPages:
    """A page of a post: addresses that show it to one reader each before it is public."""

    def get_urls(self):
        page = path(
            "<int:object_id>/xem-truoc/",
            self.admin_site.admin_view(self.previews_view),
            name=self._page_name("xem-truoc"),
        )
        return [page, *super().get_urls()]

    def previews_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The addresses (GET); one is made, or with `revoke` revoked (POST)."""
        article = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, article):
            raise PermissionDenied("Chỉ người sửa được bài mới tạo và thu hồi được đường dẫn xem trước.")
        if article is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(object_id))
        form = PreviewForm(request.POST if request.method == "POST" and "revoke" not in request.POST else None)
        if request.method == "POST" and self._has_answered(request, article, form):
            return HttpResponseRedirect(self._address("xem-truoc", object_id))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Đường dẫn xem trước",
            "subtitle": str(article),
            "article": article,
            "form": form,
            "links": [
                (link, request.build_absolute_uri(link.get_absolute_url()))
                for link in article.preview_links.open().select_related("made_by")
            ],
        }
        return TemplateResponse(request, "admin/article_previews.html", context)

    def _has_answered(self, request: HttpRequest, article, form: PreviewForm) -> bool:
        if "revoke" in request.POST:
            key = request.POST["revoke"]
            link = get_object_or_404(article.preview_links, pk=int(key) if key.isdecimal() else 0)
            workflow.revoke_preview(link, by=request.user)
            self.message_user(request, f"Đã thu hồi đường dẫn gửi {link.reader}.", messages.SUCCESS)
            return True
        if not form.is_valid():
            return False
        try:
            link = workflow.make_preview(article, **form.cleaned_data, by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return False
        self.message_user(request, f"Đã tạo đường dẫn gửi {link.reader}.", messages.SUCCESS)
        return True
