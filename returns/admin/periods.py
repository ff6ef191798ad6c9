from django.contrib import admin

from office.admin import PortalModelAdmin
from office.verbs import Verb
from returns import workflow
from returns.forms import PeriodForm, PublishForm, WithdrawForm
from returns.models import Period

VERBS = [
    Verb(
        "cong-bo",
        "Công bố",
        PublishForm,
        lambda period: period.kind == Period.Kind.YEAR and not period.published_on,
        may=workflow.check_can_publish,
    ),
    Verb(
        "thoi-cong-bo",
        "Thôi công bố",
        WithdrawForm,
        lambda period: bool(period.published_on),
        may=workflow.check_can_publish,
    ),
]


@admin.register(Period)
class PeriodAdmin(PortalModelAdmin):
    """Periods of reporting; leadership publishes a year from its page."""

    form = PeriodForm
    verbs = VERBS
    list_display = ["label", "code", "start", "end", "published_on", "published_by"]
    list_filter = ["kind", ("published_on", admin.EmptyFieldListFilter)]
    list_select_related = ["published_by"]
    search_fields = ["code"]
    readonly_fields = ["published_on", "published_by"]

    def get_fieldsets(self, request, obj=None):
        days = {"fields": ["start", "end"]}
        if self.has_change_permission(request, obj):
            days["description"] = "Để trống để lấy ngày theo lịch."
        publication = [("Công bố", {"fields": ["published_on", "published_by"]})] if obj else []
        return [(None, {"fields": ["code"]}), ("Ngày của kỳ", days), *publication]

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *(["code"] if obj else [])]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="tên kỳ", ordering="start")
    def label(self, period) -> str:
        return period.label
