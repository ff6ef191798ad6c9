"""Filters of things that hold from one day to another: posts, certificates, contracts, practices."""

from datetime import date

from django.contrib import admin
from django.utils import timezone

from cooperatives.worklist import SOON
from printing.dates import DayRefused, day, parse_day


class DayFilter(admin.SimpleListFilter):
    """In force on a day that is typed: the filter is a small form of its own, and works without JavaScript."""

    title = "hiệu lực vào ngày"
    parameter_name = "ngay"
    template = "admin/day_filter.html"
    refusal = ""

    def lookups(self, request, model_admin):
        return [("", "")]  # a filter without a choice would not be shown

    def queryset(self, request, queryset):
        asked = self.asked()
        return queryset if asked is None else self.in_force(queryset, asked)

    def asked(self) -> date | None:
        """The day that was typed; None for none, or for one that is no day, which `refusal` then says."""
        try:
            return parse_day(self.value())
        except DayRefused as refused:
            self.refusal = str(refused)
            return None

    def in_force(self, queryset, on: date):
        return queryset.valid(on)

    def choices(self, changelist):
        """What the form needs: what else the list is narrowed by, and what was typed."""
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name not in (self.parameter_name, "p")
            for value in values
        ]
        typed = self.value() or ""
        asked = self.asked()
        yield {
            "name": self.parameter_name,
            "typed": day(asked) if asked else typed,
            "refusal": self.refusal,
            "others": [*others, *([("q", changelist.query)] if changelist.query else [])],
            "clear": changelist.get_query_string(remove=[self.parameter_name]) if typed else "",
        }


class HeldOnFilter(DayFilter):
    """The same of posts, which end before a day."""

    title = "người giữ chức vào ngày"

    def in_force(self, queryset, on):
        return queryset.held(on)


class OpenOnFilter(DayFilter):
    """The same of memberships."""

    title = "việc tham gia vào ngày"

    def in_force(self, queryset, on):
        return queryset.open(on)


class ValidityFilter(admin.SimpleListFilter):
    title = "hiệu lực"
    parameter_name = "hieu_luc"

    def lookups(self, request, model_admin):
        return [("con", "còn hiệu lực"), ("sap-het", f"hết hạn trong {SOON} ngày tới"), ("het", "đã hết hạn")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "con":
            return queryset.valid(today)
        if self.value() == "sap-het":
            return queryset.expiring(today, days=SOON)
        return queryset.expired(today) if self.value() == "het" else queryset


class RenewalFilter(ValidityFilter):
    """The same of certificates: one that a later one has taken the place of is no longer anybody's work."""

    def lookups(self, request, model_admin):
        return [*super().lookups(request, model_admin), ("can-cap-lai", "cần cấp lại: sắp hoặc đã hết hạn")]

    def queryset(self, request, queryset):
        if self.value() == "can-cap-lai":
            return queryset.to_renew(timezone.localdate(), days=SOON)
        return super().queryset(request, queryset)
