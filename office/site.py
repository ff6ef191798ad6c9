"""The admin as the office's place of work."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from office import saved_views, typed, worklist

LAST = ("office", "axes")
REFUSED = "Tài khoản của bạn không có quyền xem hoặc làm việc này."


class PortalAdminSite(admin.AdminSite):
    """Django's admin in our words, with a start page that says what needs doing."""

    site_title = "Quản trị"
    site_header = "Cổng thông tin Liên minh Hợp tác xã"
    index_title = "Việc cần làm"
    index_template = "admin/portal_index.html"

    def index(self, request, extra_context=None):
        context = {
            "tasks": worklist.tasks_for(request.user),
            "saved_views": saved_views.counted(self._registry, request),
        }
        return super().index(request, {**context, **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """The office's own affairs come last; models stand in the order their app registers them."""
        order = {model: place for place, model in enumerate(self._registry)}
        entries = super().get_app_list(request, app_label)
        for entry in entries:
            entry["models"].sort(key=lambda shown: order[shown["model"]])
        return sorted(entries, key=lambda entry: (entry["app_label"] in LAST, order[entry["models"][0]["model"]]))

    def admin_view(self, view, cacheable=False):
        """A page of the admin; who may not see it reads why, and whom to ask.

        Whose session ended while they filled in a form that gives back what was typed signs in without losing it.

        Of two who save the same at once, one meets the constraint of the database after the form was found good. The
        page undid what it did; asked again, it finds the other's row and says what stands in the way.
        """
        page = super().admin_view(view, cacheable)

        @wraps(page)
        def answered(request, *args, **kwargs):
            if request.method == "POST" and typed.does_give_back(view) and (asked := typed.asked_again(request, self)):
                return asked
            try:
                try:
                    return page(request, *args, **kwargs)
                except IntegrityError:
                    return page(request, *args, **kwargs)
            except PermissionDenied as refusal:
                return self._refused(request, str(refusal) or REFUSED)

        return answered

    def _refused(self, request: HttpRequest, reason: str) -> HttpResponse:
        context = {**self.each_context(request), "title": "Không được phép", "reason": reason}
        return TemplateResponse(request, "admin/refused.html", context, status=403)
