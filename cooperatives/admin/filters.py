"""What the lists of organisations can be narrowed by."""

from django.contrib import admin
from django.utils import timezone

from cooperatives.models import Organisation
from cooperatives.worklist import GAPS


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
    title = "việc chưa xong"
    parameter_name = "thieu"

    def lookups(self, request, model_admin):
        return [(name, gap.label) for name, gap in GAPS.items()]

    def queryset(self, request, queryset):
        gap = GAPS.get(self.value())
        return queryset.filter(gap.lacking(timezone.localdate())) if gap else queryset
