from django.contrib import admin
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from cooperatives import workflow
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
    Participant,
    Place,
    PlaceSuccession,
    Union,
)
from cooperatives.worklist import GAPS
from office.admin import PortalModelAdmin
from office.import_pages import ImportAdminMixin
from office.verbs import Verb


class ExistenceFilter(admin.SimpleListFilter):
    title = "sự tồn tại"
    parameter_name = "ton_tai"

    def lookups(self, request, model_admin):
        return [("con", "đang tồn tại"), ("het", "đã chấm dứt")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "con":
            return queryset.existing(on=today)
        return queryset.filter(ended_on__lte=today) if self.value() == "het" else queryset


class AllianceFilter(admin.SimpleListFilter):
    title = "thành viên Liên minh"
    parameter_name = "lien_minh"

    def lookups(self, request, model_admin):
        return [("co", "là thành viên"), ("khong", "không là thành viên")]

    def queryset(self, request, queryset):
        members = Organisation.objects.in_alliance(on=timezone.localdate()).values("pk")
        if self.value() == "co":
            return queryset.filter(pk__in=members)
        return queryset.exclude(pk__in=members) if self.value() == "khong" else queryset


class GapFilter(admin.SimpleListFilter):
    title = "thông tin còn thiếu"
    parameter_name = "thieu"

    def lookups(self, request, model_admin):
        return [(name, f"thiếu {label}") for name, (label, _) in GAPS.items()]

    def queryset(self, request, queryset):
        return queryset.filter(GAPS[self.value()][1]) if self.value() in GAPS else queryset


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
    list_filter = [ExistenceFilter, "sector", AllianceFilter, GapFilter]
    list_select_related = ["place__parent"]
    search_help_text = "Tìm theo tên, mã, mã số thuế, người đại diện; không cần gõ dấu"
    autocomplete_fields = ["place"]
    readonly_fields = ["existence", "life", "activity", "alliance"]

    def get_queryset(self, request):
        stay = AllianceMembership.objects.open(on=timezone.localdate()).filter(organisation=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_member=Exists(stay))

    def get_fieldsets(self, request, obj=None):
        founding = ["founded_on"] if obj else ["founded_on", "decision"]
        parts = [
            (None, {"fields": ["code", "name", "sector", "tax_code", *founding]}),
            ("Địa bàn và liên hệ", {"fields": ["place", "address", "representative", "phone"]}),
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


class ParticipantInline(admin.TabularInline):
    model = Participant
    fields = ["organisation", "role"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(PortalModelAdmin):
    """Rows that only verbs and imports write."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(LifeEvent)
class LifeEventAdmin(ReadOnlyAdmin):
    list_display = ["date", "kind", "participants", "decision"]
    list_filter = ["kind", "date"]
    inlines = [ParticipantInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("participants__organisation")

    @admin.display(description="các bên")
    def participants(self, event) -> str:
        return "; ".join(f"{part.organisation.name} ({part.get_role_display()})" for part in event.participants.all())


@admin.register(AllianceMembership)
class AllianceMembershipAdmin(PortalModelAdmin):
    """Stays in the alliance: begun and ended from the organisation's page; typing errors are put right here."""

    list_display = ["organisation", "admitted_on", "left_on", "decision"]
    list_select_related = ["organisation"]
    list_filter = ["admitted_on", ("left_on", admin.EmptyFieldListFilter)]
    readonly_fields = ["organisation"]
    search_fields = ["organisation__search_key"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_search_results(self, request, queryset, search_term):
        organisations = Organisation.objects.search(search_term).values("pk")
        return (queryset.filter(organisation__in=organisations) if search_term else queryset), False


class SuccessionInline(admin.TabularInline):
    model = PlaceSuccession
    fk_name = "old"
    fields = ["new", "on", "decree"]
    extra = 0
    verbose_name = verbose_name_plural = "đơn vị kế thừa"

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    """The country's units and their successions: facts that come with the portal and are only read here."""

    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["search_key"]
    show_full_result_count = False
    inlines = [SuccessionInline]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term).select_related("parent"), False

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission
