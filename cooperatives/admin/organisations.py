from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cooperatives import workflow
from cooperatives.admin.filters import (
    ActivityFilter,
    AllianceFilter,
    ExistenceFilter,
    GapFilter,
    OfficerFilter,
    PlaceFilter,
)
from cooperatives.admin.rows import ORGANISATION_HISTORY, ORGANISATION_INLINES
from cooperatives.admin.verbs import VERBS
from cooperatives.forms import AssignForm, OrganisationForm
from cooperatives.forms.undoing import last_event
from cooperatives.importing import OrganisationResource
from cooperatives.models import (
    CeasedOrganisation,
    Cooperative,
    CreditFund,
    Enterprise,
    Group,
    Organisation,
    Union,
)
from cooperatives.standing import legal_words, real_words, with_standing
from cooperatives.timeline import page_name, timeline
from office.admin import PortalModelAdmin
from office.importing.pages import ImportAdminMixin
from printing import numbers


class BaseOrganisationAdmin(ImportAdminMixin, PortalModelAdmin):
    """Organisations of one kind: entered with their founding, changed by verbs, never deleted."""

    form = OrganisationForm
    change_form_template = "admin/organisation_change.html"
    resource_classes = [OrganisationResource]
    verbs = VERBS
    inlines = ORGANISATION_INLINES
    history_parts = ORGANISATION_HISTORY
    list_display = ["name", "code", "existence", "activity", "sector", "place", "founded_on", "in_alliance"]
    list_filter = [ExistenceFilter, ActivityFilter, PlaceFilter, "sector", AllianceFilter, OfficerFilter, GapFilter]
    actions = ["assign_officer"]
    list_select_related = ["place__parent"]
    search_help_text = "Tìm theo tên, mã, mã số thuế, người đại diện; không cần gõ dấu"
    autocomplete_fields = ["place"]
    readonly_fields = ["existence", "activity", "in_alliance"]

    class Media:
        css = {"all": ["css/place_filter.css"]}

    def get_queryset(self, request):
        return with_standing(super().get_queryset(request), timezone.localdate())

    def get_fieldsets(self, request, obj=None):
        founding = ["founded_on"] if obj else ["founded_on", "decision", "document", "note"]
        parts = [
            (None, {"fields": ["code", "name", "sector", "tax_code", *founding]}),
            ("Địa bàn và liên hệ", {"fields": [*_seat_fields(obj), "address", "representative", "phone", "officer"]}),
        ]
        if obj:
            parts.insert(0, ("Tình trạng", {"fields": ["existence", "activity", "in_alliance"]}))
        return parts

    def get_readonly_fields(self, request, obj=None):
        """Founding is entered once: later it is a fact of the life events."""
        return [*self.readonly_fields, *(["founded_on"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return False

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Save the row as an Organisation: history is kept of that model, not of its menu entries."""
        organisation = _as_organisation(obj)
        if change:
            organisation._history_user = request.user
            organisation.save()
        else:
            workflow.found(organisation, paper=form.paper, by=request.user)
            obj.pk, obj._state.adding = organisation.pk, False

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            may_change = self.has_change_permission(request, obj)
            context |= {
                "moments": timeline(obj),
                "last_event": last_event(obj),
                "may_see_events": request.user.has_perm("cooperatives.view_lifeevent"),
                "undo_url": self._address("huy-su-kien", obj.pk) if may_change else "",
            }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    @admin.action(description="Giao cho cán bộ phụ trách", permissions=["change"])
    def assign_officer(self, request, queryset):
        """Ask to whom the ticked organisations are given, then give them."""
        form = AssignForm(request.POST if "assign" in request.POST else None)
        organisations = Organisation.objects.filter(pk__in=queryset.order_by().values("pk")).select_related("officer")
        if form.is_valid() and (sentence := self._assigned(form, organisations, by=request.user)):
            self.message_user(request, sentence, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Giao cho cán bộ phụ trách",
            "form": form,
            "organisations": organisations,
            "across": request.POST.get("select_across") == "1",  # then the list's own address says which
            "ticked": request.POST.getlist("_selected_action"),
        }
        return TemplateResponse(request, "admin/assign_officer.html", context)

    def _assigned(self, form: AssignForm, organisations, *, by) -> str:
        """Do it and say so; "" where the verb refuses, which the form then tells."""
        officer = form.cleaned_data["officer"]
        try:
            count = workflow.assign(organisations, officer=officer, by=by)
        except ValidationError as refused:
            form.add_error(None, refused)
            return ""
        return f"Đã giao {numbers.counted(count)} tổ chức cho {officer or 'không ai'}."

    @admin.display(description="pháp lý", ordering="ended_on")
    def existence(self, organisation) -> str:
        return legal_words(organisation, timezone.localdate())

    @admin.display(description="hoạt động thực tế", ordering="state")
    def activity(self, organisation) -> str:
        return real_words(organisation)

    @admin.display(description="thành viên Liên minh", boolean=True)
    def in_alliance(self, organisation) -> bool:
        return organisation.is_member


def _seat_fields(organisation: Organisation | None) -> list[str]:
    """The new unit is asked for only where the old one was divided into several."""
    return ["place", "successor_place"] if organisation and organisation.possible_successors() else ["place"]


def _as_organisation(obj: Organisation) -> Organisation:
    values = {field.attname: getattr(obj, field.attname) for field in Organisation._meta.concrete_fields}
    organisation = Organisation(**values)
    organisation._state.adding = obj._state.adding
    return organisation


@admin.register(Cooperative, CreditFund, Union, Group, Enterprise)
class KindAdmin(BaseOrganisationAdmin):
    """One menu entry per kind: what is entered here is of that kind for life."""


@admin.register(Organisation)
class OrganisationAdmin(BaseOrganisationAdmin):
    """Every organisation, to find one whose kind is not known; entering is done under its kind."""

    list_display = ["name", "code", "kind", "existence", "activity", "place", "founded_on", "in_alliance"]
    list_filter = ["kind", *BaseOrganisationAdmin.list_filter]

    def has_add_permission(self, request):
        return False


@admin.register(CeasedOrganisation)
class CeasedAdmin(PortalModelAdmin):
    """Those that have stopped without being dissolved: looked at here, verified again on their own pages."""

    list_display = ["own_page", "since", "verified", "verify", "existence", "kind", "place"]
    change_list_template = "admin/register_list.html"
    list_display_links = None
    list_filter = ["kind", "sector"]
    list_select_related = ["place__parent"]
    search_help_text = BaseOrganisationAdmin.search_help_text
    ordering = ["record__since", "search_key"]

    def get_list_display(self, request):
        """Who may not verify is not sent to a page that refuses."""
        may_verify = request.user.has_perm("cooperatives.change_cooperative")
        return [name for name in super().get_list_display(request) if may_verify or name != "verify"]

    def get_queryset(self, request):
        return with_standing(super().get_queryset(request), timezone.localdate())

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A record has one page, under its kind."""
        organisation = self.get_object(request, unquote(object_id))
        if organisation is None or not self.has_view_permission(request, organisation):
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(reverse(page_name(organisation), args=[organisation.pk]))

    @admin.display(description="tên", ordering="search_key")
    def own_page(self, organisation) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse(page_name(organisation), args=[organisation.pk]), organisation
        )

    @admin.display(description="pháp lý")
    def existence(self, organisation) -> str:
        return legal_words(organisation, timezone.localdate())

    @admin.display(description="ngừng từ", ordering="record__since")
    def since(self, organisation):
        return organisation.ceased_since

    @admin.display(description="xác minh lần cuối", ordering="record__verified_on")
    def verified(self, organisation) -> str:
        day = organisation.ceased_verified_on
        return ", ".join(filter(None, [organisation.ceased_verified_by, f"{day:%d/%m/%Y}" if day else ""]))

    @admin.display(description="xác minh lại")
    def verify(self, organisation) -> str:
        page = reverse(page_name(organisation).replace("_change", "_xac-minh"), args=[organisation.pk])
        return format_html('<a href="{}" aria-label="Xác minh lại {}">Xác minh lại</a>', page, organisation.name)
