"""What the lists and pages of the ledger share."""

from django.contrib import admin

from office.admin import PortalModelAdmin
from office.importing.pages import ImportAdminMixin
from reports.models import Figure
from reports.slices import slice_words


class LineAdmin(ImportAdminMixin, PortalModelAdmin):
    """Lines of the ledger: found by the name of their indicator, their numbers shown in its unit."""

    list_filter = ["period", "dimension"]
    list_select_related = ["period", "approved_by", "entered_by"]
    search_fields = ["indicator"]  # shows the box; the query set searches by names
    search_help_text = "Tìm theo tên chỉ tiêu, nguồn; không cần gõ dấu"
    readonly_fields = ["entered_by", "entered_at"]
    # What stands for a box on the page of somebody who only reads; "" where another one says it.
    as_read = {"indicator": "name", "qualifier": "", "value": "stated", "upper": "", "dimension": "part", "key": ""}

    def get_queryset(self, request):
        return super().get_queryset(request).with_indicators()

    def get_fieldsets(self, request, obj=None):
        """To somebody who only reads: names and amounts in words, as the list says them."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [(title, {"fields": self._in_words(options["fields"])}) for title, options in fieldsets]

    def _in_words(self, boxes: list[str]) -> list[str]:
        return [shown for shown in (self.as_read.get(box, box) for box in boxes) if shown]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request, obj=None):
        """What was superseded stays as it was."""
        return super().has_change_permission(request, obj) and not (obj and obj.superseded_on)

    def has_delete_permission(self, request, obj=None):
        """A slip may go again, its history stays; neither what leadership stands by nor a plan that once held."""
        return super().has_delete_permission(request, obj) and not (obj and (obj.approved_on or obj.superseded_on))

    @admin.display(description="chỉ tiêu", ordering="indicator")
    def name(self, line: Figure) -> str:
        return line.label

    @admin.display(description="giá trị")
    def stated(self, line: Figure) -> str:
        return line.stated

    @admin.display(description="phần")
    def part(self, line: Figure) -> str:
        return slice_words(line.dimension, line.key)

    @admin.display(description="kỳ", ordering="period__start")
    def period_label(self, line: Figure) -> str:
        return line.period.label
