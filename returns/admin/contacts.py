from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from cooperatives.models import Organisation
from office.admin import PortalModelAdmin
from office.form_fields import IntegerField
from returns.dormancy import suspects
from returns.models import Contact


class SilenceForm(forms.Form):
    """How many campaigns in a row an organisation must have left unanswered; blank for what the office settled."""

    dot = IntegerField(label="số đợt thu liền không gửi", min_value=1, max_value=20, required=False)

    def clean_dot(self):
        return self.cleaned_data["dot"] or settings.SILENT_CAMPAIGNS


@admin.register(Contact)
class ContactAdmin(PortalModelAdmin):
    """Calls and visits, and the list of organisations that may no longer work."""

    change_list_template = "admin/contact_list.html"
    list_display = ["on", "organisation", "outcome", "note", "by"]
    list_filter = ["outcome", "on"]
    list_select_related = ["organisation", "by"]
    autocomplete_fields = ["organisation"]
    search_fields = ["organisation__search_key"]
    fields = ["organisation", "on", "outcome", "note"]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            obj.by = request.user
        super().save_model(request, obj, form, change)

    def get_changeform_initial_data(self, request):
        return {"on": timezone.localdate(), **super().get_changeform_initial_data(request)}

    def get_search_results(self, request, queryset, search_term):
        found = Organisation.objects.search(search_term).values("pk")
        return (queryset.filter(organisation__in=found) if search_term else queryset), False

    def get_urls(self):
        page = path("ra-soat/", self.admin_site.admin_view(self.radar_view), name="returns_contact_radar")
        return [page, *super().get_urls()]

    def radar_view(self, request: HttpRequest) -> HttpResponse:
        """The organisations to look into, each with what speaks against it and what can be done."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Bạn không có quyền xem danh sách rà soát.")
        visible = Organisation.objects.visible_to(request.user)
        form = SilenceForm(request.GET or None)
        number = form.cleaned_data["dot"] if form.is_valid() else None
        found = suspects(timezone.localdate(), within=visible, campaigns=number)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Rà soát hoạt động",
            "form": form,
            "page": Paginator(found, self.list_per_page).get_page(request.GET.get("p")),
            "can_add": self.has_add_permission(request),
            "can_verify": request.user.has_perm("cooperatives.change_organisation"),
        }
        return TemplateResponse(request, "admin/radar.html", context)
