from urllib.parse import urlencode

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from cooperatives.boundaries import Boundaries
from cooperatives.models import Organisation, Place, PlaceSuccession
from printing import numbers


class SuccessionInline(admin.TabularInline):
    """Successions of a place, read only: what it became, or what it was made of."""

    model = PlaceSuccession
    extra = 0

    def get_queryset(self, request):
        successions = super().get_queryset(request).select_related("old__parent", "new__parent")
        return successions.order_by("on", "old__search_key", "new__search_key")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class SuccessorInline(SuccessionInline):
    fk_name = "old"
    fields = ["new", "on", "decree"]
    verbose_name = verbose_name_plural = "đơn vị kế thừa"


class PredecessorInline(SuccessionInline):
    fk_name = "new"
    fields = ["old", "on", "decree"]
    verbose_name = verbose_name_plural = "hình thành từ"


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    """The country's units and their successions: facts that come with the portal and are only read here."""

    list_display = ["name", "code", "level", "parent", "valid_from", "valid_to"]
    list_filter = ["level", ("valid_to", admin.EmptyFieldListFilter)]
    list_select_related = ["parent"]
    search_fields = ["search_key"]
    search_help_text = "Tìm theo tên hoặc mã, có thể kèm đơn vị cấp trên: an ninh, quynh phu"
    show_full_result_count = False
    fields = ["name", "code", "level", "above", "former_province", "valid_from", "valid_to", "organisations"]
    readonly_fields = ["above", "organisations"]
    inlines = [PredecessorInline, SuccessorInline]

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term).select_related("parent"), False

    def get_object(self, request, object_id, from_field=None):
        place = super().get_object(request, object_id, from_field)
        if place is not None:
            place.seated = Organisation.objects.visible_to(request.user)
        return place

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description="thuộc")
    def above(self, place) -> str:
        """The units above, the nearest first."""
        names, unit = [], place.parent
        while unit is not None:
            names.append(unit.name)
            unit = unit.parent
        return ", ".join(names) or "–"

    @admin.display(description="tổ chức đang tồn tại")
    def organisations(self, place) -> str:
        """How many exist today on the land of the place, with the list of them."""
        today = timezone.localdate()
        seated = place.seated.existing(on=today).in_place(place, on=today, boundaries=Boundaries.TODAY)
        query = {"ton_tai": "con", "dia_ban": place.pk, "dia_gioi": Boundaries.TODAY.value}
        page = reverse("admin:cooperatives_organisation_changelist")
        return format_html('<a href="{}?{}">{} tổ chức</a>', page, urlencode(query), numbers.counted(seated.count()))
