from django.contrib import admin

from cooperatives.admin.belonging import NUMBERS
from cooperatives.models import SizeRule
from office.admin import PortalModelAdmin
from printing import numbers


@admin.register(SizeRule)
class SizeRuleAdmin(PortalModelAdmin):
    """The bounds of size classes as a decree sets them: only an administrator fills in what the law says.

    A rule that is repealed keeps its last day, so that the classes of former years stay what they were.
    """

    formfield_overrides = NUMBERS
    list_display = ["sector", "size", "members", "revenue", "capital", "valid_from", "valid_to", "decree"]
    list_display_links = ["sector", "size"]
    list_filter = ["sector", "size", "valid_from"]
    fields = [
        "sector",
        "size",
        "least_members",
        "least_revenue",
        "least_capital",
        "valid_from",
        "valid_to",
        "decree",
    ]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="thành viên từ", ordering="least_members")
    def members(self, rule) -> str:
        return numbers.grouped(rule.least_members)

    @admin.display(description="doanh thu từ (đồng)", ordering="least_revenue")
    def revenue(self, rule) -> str:
        return numbers.grouped(rule.least_revenue)

    @admin.display(description="hoặc nguồn vốn từ (đồng)", ordering="least_capital")
    def capital(self, rule) -> str:
        return numbers.grouped(rule.least_capital)
