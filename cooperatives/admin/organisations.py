from django.contrib import admin
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cooperatives import workflow
from cooperatives.admin.filters import AllianceFilter, ExistenceFilter, GapFilter, PlaceFilter
from cooperatives.forms import AdmitForm, EndForm, LeaveForm, OrganisationForm, VerifyActivityForm
from cooperatives.importing import OrganisationResource
from cooperatives.models import (
    ActivityRecord,
    AllianceMembership,
    Cooperative,
    CreditFund,
    Enterprise,
    Group,
    LifeEvent,
    Organisation,
    Union,
)
from office.admin import PortalModelAdmin
from office.import_pages import ImportAdminMixin
from office.verbs import Verb


def _lives(organisation: Organisation) -> bool:
    return organisation.ended_on is None


def _is_member(organisation: Organisation) -> bool:
    return organisation.memberships.filter(left_on__isnull=True).exists()


VERBS = [
    Verb("xac-minh", "Xác minh hoạt động", VerifyActivityForm, _lives),
    Verb("ket-nap", "Kết nạp vào Liên minh", AdmitForm, lambda one: _lives(one) and not _is_member(one)),
    Verb("ra-khoi", "Ra khỏi Liên minh", LeaveForm, _is_member),
    Verb("cham-dut", "Chấm dứt", EndForm, _lives),
]


class BaseOrganisationAdmin(ImportAdminMixin, PortalModelAdmin):
    """Organisations of one kind: entered with their founding, changed by verbs, never deleted."""

    form = OrganisationForm
    resource_classes = [OrganisationResource]
    verbs = VERBS
    list_display = ["name", "code", "sector", "place", "founded_on", "existence", "in_alliance"]
    list_filter = [ExistenceFilter, PlaceFilter, "sector", AllianceFilter, GapFilter]
    list_select_related = ["place__parent"]
    search_help_text = "Tìm theo tên, mã, mã số thuế, người đại diện; không cần gõ dấu"
    autocomplete_fields = ["place"]
    readonly_fields = ["existence", "life", "activity", "alliance"]

    class Media:
        css = {"all": ["css/place_filter.css"]}

    def get_queryset(self, request):
        stay = AllianceMembership.objects.open(on=timezone.localdate()).filter(organisation=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_member=Exists(stay))

    def get_fieldsets(self, request, obj=None):
        founding = ["founded_on"] if obj else ["founded_on", "decision"]
        parts = [
            (None, {"fields": ["code", "name", "sector", "tax_code", *founding]}),
            ("Địa bàn và liên hệ", {"fields": [*_seat_fields(obj), "address", "representative", "phone"]}),
        ]
        if obj:
            parts.append(("Quá trình", {"fields": ["existence", "life", "activity", "alliance"]}))
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
            workflow.found(organisation, decision=form.cleaned_data["decision"], by=request.user)
            obj.pk, obj._state.adding = organisation.pk, False

    @admin.display(description="tồn tại", ordering="ended_on")
    def existence(self, organisation) -> str:
        if organisation.ended_on:
            return f"chấm dứt {organisation.ended_on:%d/%m/%Y}"
        return "đang tồn tại"

    @admin.display(description="thành viên Liên minh", boolean=True)
    def in_alliance(self, organisation) -> bool:
        return organisation.is_member

    @admin.display(description="các sự kiện")
    def life(self, organisation) -> str:
        events = LifeEvent.objects.filter(participants__organisation=organisation).order_by("date", "pk")
        lines = [_event_line(event, organisation) for event in events.prefetch_related("participants__organisation")]
        return _list(lines) or "Chưa có sự kiện nào"

    @admin.display(description="hoạt động thực tế")
    def activity(self, organisation) -> str:
        return _list([_activity_line(record) for record in organisation.activity_records.all()]) or "Chưa xác minh"

    @admin.display(description="thành viên Liên minh")
    def alliance(self, organisation) -> str:
        return _list([_stay_line(stay) for stay in organisation.memberships.all()]) or "Chưa từng là thành viên"


def _seat_fields(organisation: Organisation | None) -> list[str]:
    """The new unit is asked for only where the old one was divided into several."""
    return ["place", "successor_place"] if organisation and organisation.possible_successors() else ["place"]


def _as_organisation(obj: Organisation) -> Organisation:
    values = {field.attname: getattr(obj, field.attname) for field in Organisation._meta.concrete_fields}
    organisation = Organisation(**values)
    organisation._state.adding = obj._state.adding
    return organisation


def _list(lines: list[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html('<ul class="record">{}</ul>', items) if lines else ""


def _event_line(event: LifeEvent, organisation: Organisation) -> str:
    others = [part.organisation.name for part in event.participants.all() if part.organisation_id != organisation.pk]
    parts = [
        f"{event.date:%d/%m/%Y}: {event.get_kind_display()}",
        f"cùng {', '.join(others)}" if others else "",
        f"số {event.decision}" if event.decision else "",
        event.note,
    ]
    return "; ".join(part for part in parts if part)


def _activity_line(record: ActivityRecord) -> str:
    until = f" đến trước {record.until:%d/%m/%Y}" if record.until else ""
    by = f", {record.verified_by} xác minh" if record.verified_by else ""
    day = f" ngày {record.verified_on:%d/%m/%Y}" if record.verified_on else ""
    return f"{record}{until}{by}{day}"


def _stay_line(stay: AllianceMembership) -> str:
    left = f", ra khỏi ngày {stay.left_on:%d/%m/%Y}" if stay.left_on else ""
    decision = f" ({stay.decision})" if stay.decision else ""
    return f"Kết nạp ngày {stay.admitted_on:%d/%m/%Y}{left}{decision}"


@admin.register(Cooperative, CreditFund, Union, Group, Enterprise)
class KindAdmin(BaseOrganisationAdmin):
    """One menu entry per kind: what is entered here is of that kind for life."""


@admin.register(Organisation)
class OrganisationAdmin(BaseOrganisationAdmin):
    """Every organisation, to find one whose kind is not known; entering is done under its kind."""

    list_display = ["name", "code", "kind", "place", "founded_on", "existence", "in_alliance"]
    list_filter = ["kind", *BaseOrganisationAdmin.list_filter]

    def has_add_permission(self, request):
        return False
