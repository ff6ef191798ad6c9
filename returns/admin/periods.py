from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from office.admin import PortalModelAdmin
from office.history import PartChange
from office.verbs import Verb
from printing import numbers
from returns import workflow
from returns.collection_forms import PublishedCorrectionForm
from returns.forms import PeriodForm, PublishForm, WithdrawForm
from returns.models import Period
from returns.since_publication import changes_after_publication

SHOWN = 100  # changes after publication on the page of a period
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
    Verb(
        "cho-sua",
        "Cho sửa số đã công bố",
        PublishedCorrectionForm,
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
    readonly_fields = ["published_on", "published_by", "changes"]

    def get_fieldsets(self, request, obj=None):
        days = {"fields": ["start", "end"]}
        if self.has_change_permission(request, obj):
            days["description"] = "Để trống để lấy ngày theo lịch."
        published = ["published_on", "published_by", *(["changes"] if obj and obj.published_on else [])]
        publication = [("Công bố", {"fields": published})] if obj else []
        return [(None, {"fields": ["code"]}), ("Ngày của kỳ", days), *publication]

    def get_readonly_fields(self, request, obj=None):
        """A period keeps its code; one that the public has read keeps its days too."""
        kept = ["code", *(["start", "end"] if obj.published_on else [])] if obj else []
        return [*self.readonly_fields, *kept]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="thay đổi sau công bố")
    def changes(self, period) -> str:
        """What was changed in the figures since the public can read them, for leadership to see."""
        found = changes_after_publication(period)
        lines = ((_told(change),) for change in found[:SHOWN])
        more = len(found) - SHOWN
        rest = f"… và {numbers.counted(more)} thay đổi khác, xem ở lịch sử của từng bản ghi." if more > 0 else ""
        listed = format_html('<ul class="record">{}</ul>{}', format_html_join("", "<li>{}</li>", lines), rest)
        return listed if found else "không có"

    @admin.display(description="tên kỳ", ordering="start")
    def label(self, period) -> str:
        return period.label


def _told(change: PartChange) -> str:
    """One change as a sentence: when, by whom, of what, each value before and after, why."""
    values = "; ".join(f"{label}: {before} → {after}" for label, before, after in change.values)
    why = f" ({change.why})" if change.why else ""
    return f"{timezone.localtime(change.at):%H:%M %d/%m/%Y}, {change.by}, {change.what}, {change.row}. {values}{why}"
